//! Spans as lines and columns.

use rxodus_scan::Report;
use rxodus_source::{Position, SourceFile, Span};

/// The first and the last position of a span.
pub(crate) fn positions(file: &SourceFile, span: Span) -> (Position, Position) {
    (file.position(span.start), file.position(span.end))
}

/// The file of an id.
pub(crate) fn file_of(report: &Report, file: rxodus_scan::FileId) -> &SourceFile {
    &report.files[file.0 as usize]
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
