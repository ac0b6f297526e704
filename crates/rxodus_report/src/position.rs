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
