//! Files and spans as SARIF locations.

use std::fmt::Write as _;

use rxodus_source::{Cell, Container, Language, SourceFile, Span};

use super::model::{ArtifactLocation, Location, LogicalLocation, Message, PhysicalLocation, Region};

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
    let (start_line, start_column) = position(file, span.start);
    let (end_line, end_column) = position(file, span.end);
    let snippet: String = file.text_of(span).chars().take(LONGEST_SNIPPET).collect();
    let region = Region {
        start_line,
        start_column: Some(start_column),
        end_line: Some(end_line),
        end_column: Some(end_column),
        source_language: language_name(language),
        snippet: Some(Message::plain(snippet)),
    };
    Location { id: None, message: None, physical: physical(&file.path, Some(region)), logical: Vec::new() }
}

/// The cell of a notebook or the chunk of a document.
pub(super) fn of_cell(cell: &Cell, container: Container) -> LogicalLocation {
    let (word, kind) =
        if matches!(container, Container::Ipynb | Container::Databricks) { ("cell", "x-notebookCell") } else { ("chunk", "x-codeChunk") };
    let name = if cell.id.is_empty() { format!("{word} {}", cell.number) } else { cell.id.clone() };
    LogicalLocation { name, fully_qualified_name: format!("{word}[{}]", cell.number), kind }
}

fn physical(path: &str, region: Option<Region>) -> PhysicalLocation {
    PhysicalLocation { artifact_location: ArtifactLocation { uri: encoded(path), uri_base_id: ROOT }, region }
}

/// Line and column from 1, the column in UTF-16 units.
fn position(file: &SourceFile, raw: u32) -> (u32, u32) {
    let at = file.text_range(Span { start: raw, end: raw }).start;
    let line = file.lines().line_of(at);
    let start = file.lines().range(line, &file.text).start;
    let units = file.text.get(start..at).map_or(0, |before| before.encode_utf16().count());
    (line as u32 + 1, units as u32 + 1)
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
