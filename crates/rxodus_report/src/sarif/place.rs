//! Files and spans as SARIF locations.

use std::fmt::Write as _;

use rxodus_source::{Cell, Container, Language, Position, SourceFile, Span};

use super::model::{ArtifactLocation, CellProperties, Location, LogicalLocation, Message, PhysicalLocation, Region};
use crate::position::{Unit, position_in};

/// What paths are relative to.
pub(super) const ROOT: &str = "SRCROOT";

/// Longer names are cut in the snippet.
const LONGEST_SNIPPET: usize = 200;

/// A file as a whole, or a line of it.
pub(super) fn in_file(path: &str, line: Option<u32>) -> Location {
    let region =
        line.map(|line| Region { start_line: line, start_column: None, end_line: None, end_column: None, source_language: None, snippet: None });
    Location { id: None, message: None, physical: physical(path, region), logical: Vec::new() }
}

/// Whole lines of a file.
pub(super) fn in_lines(path: &str, first: u32, last: u32) -> Location {
    let mut location = in_file(path, Some(first));
    if let Some(region) = &mut location.physical.region {
        region.end_line = (last > first).then_some(last);
    }
    location
}

/// A span, with what stands there.
pub(super) fn of_span(file: &SourceFile, span: Span, language: Language) -> Location {
    let (start, end) = (position_in(file, span.start, Unit::Utf16), position_in(file, span.end, Unit::Utf16));
    let snippet: String = file.text_of(span).chars().take(LONGEST_SNIPPET).collect();
    let region = Region {
        start_line: start.line,
        start_column: Some(start.column),
        end_line: Some(end.line),
        end_column: Some(end.column),
        source_language: language_name(language),
        snippet: Some(Message::plain(snippet)),
    };
    Location { id: None, message: None, physical: physical(&file.path, Some(region)), logical: Vec::new() }
}

/// A span alone.
pub(super) fn plain(file: &SourceFile, span: Span) -> Location {
    let mut location = of_span(file, span, Language::Text);
    if let Some(region) = &mut location.physical.region {
        region.snippet = None;
    }
    location
}

/// The cell of a notebook or the chunk of a document, and the place in its code.
pub(super) fn of_cell(cell: &Cell, place: Option<Position>, container: Container) -> LogicalLocation {
    let (word, kind) =
        if matches!(container, Container::Ipynb | Container::Databricks) { ("cell", "x-notebookCell") } else { ("chunk", "x-codeChunk") };
    let name = if cell.id.is_empty() { format!("{word} {}", cell.number) } else { cell.id.clone() };
    let properties = CellProperties { cell: cell.number, cell_line: place.map(|place| place.line), cell_column: place.map(|place| place.column) };
    LogicalLocation { name, fully_qualified_name: format!("{word}[{}]", cell.number), kind, properties }
}

fn physical(path: &str, region: Option<Region>) -> PhysicalLocation {
    PhysicalLocation { artifact_location: ArtifactLocation { uri: encoded(path), uri_base_id: ROOT }, region }
}

/// A relative path as a URI.
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

fn language_name(language: Language) -> Option<&'static str> {
    match language {
        Language::R => Some("r"),
        Language::Python => Some("python"),
        Language::Sql => Some("sql"),
        Language::Text => None,
    }
}
