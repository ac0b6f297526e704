//! Spans as lines and columns.

use rxodus_scan::{Place, Report};
use rxodus_source::{Position, SourceFile, Span};

use crate::escape::escape;

/// The first and the last position of a span.
pub(crate) fn positions(file: &SourceFile, span: Span) -> (Position, Position) {
    (file.position(span.start), file.position(span.end))
}

/// The file of an id.
pub(crate) fn file_of(report: &Report, file: rxodus_scan::FileId) -> &SourceFile {
    &report.files[file.0 as usize]
}

/// The line for a reader: `line 12`, in a notebook `cell 4, line 2`.
pub(crate) fn line_in_words(file: &SourceFile, span: Span) -> String {
    match file.cell_line(span.start) {
        Some((cell, line)) => format!("cell {cell}, line {line}"),
        None => format!("line {}", file.line(span.start)),
    }
}

/// The file as well: `path:12`, of a notebook `path, cell 4, line 2`.
pub(crate) fn place_in_words(file: &SourceFile, span: Span) -> String {
    match file.cell_line(span.start) {
        Some(_) => format!("{}, {}", escape(&file.path), line_in_words(file, span)),
        None => format!("{}:{}", escape(&file.path), file.line(span.start)),
    }
}

/// A place as a reader of a file looks for it, who need not be told that file.
pub(crate) fn seen_from(report: &Report, here: rxodus_scan::FileId, place: Place) -> String {
    let file = file_of(report, place.file);
    if place.file == here { line_in_words(file, place.span) } else { place_in_words(file, place.span) }
}

/// What a column counts, where that is no Unicode scalar value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Units of UTF-16.
    Utf16,
    /// Bytes of UTF-8.
    Utf8,
}

/// Line and column from 1, the column in a unit.
pub(crate) fn position_in(file: &SourceFile, raw: u32, unit: Unit) -> Position {
    let at = file.text_range(Span { start: raw, end: raw }).start;
    match unit {
        Unit::Utf16 => file.lines().position_utf16(at, &file.text),
        Unit::Utf8 => Position { line: file.lines().line_of(at) as u32 + 1, column: (at - file.lines().start_of(at)) as u32 + 1 },
    }
}
