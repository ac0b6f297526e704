//! `Field: value` with indented lines that go on: `DESCRIPTION` and `packrat.lock`.

use std::ops::Range;

use super::{Declared, Visible, leading, lines, parts};

/// Fields whose value lists packages. Those of `Depends` are attached with the package.
const FIELDS: [&str; 6] = ["Depends", "Imports", "Suggests", "LinkingTo", "Enhances", "Remotes"];

/// The packages that a `DESCRIPTION` names.
pub(super) fn description(text: &str) -> Vec<Declared> {
    let mut declared = Vec::new();
    for (field, value) in fields(text).filter(|(field, _)| FIELDS.contains(field)) {
        let visible = if field == "Depends" { Visible::All } else { Visible::No };
        let names =
            parts(value.start, &text[value]).filter_map(|(at, entry)| if field == "Remotes" { repository(at, entry) } else { package(at, entry) });
        declared.extend(names.map(|name| Declared { name, visible: visible.clone() }));
    }
    declared
}

/// The packages of a lock file.
pub(super) fn packrat(text: &str) -> Vec<Range<usize>> {
    fields(text)
        .filter(|(field, _)| *field == "Package")
        .filter_map(|(_, value)| parts(value.start, &text[value]).find_map(|(at, name)| package(at, name)))
        .collect()
}

/// Each field with the bytes of its value.
fn fields(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let mut fields: Vec<(&str, Range<usize>)> = Vec::new();
    for (at, line) in lines(text) {
        match (line.split_once(':'), fields.last_mut()) {
            (_, Some((_, value))) if line.starts_with([' ', '\t']) => value.end = at + line.len(),
            (Some((field, value)), _) => fields.push((field, at + line.len() - value.len()..at + line.len())),
            _ => {}
        }
    }
    fields.into_iter()
}

fn package(at: usize, entry: &str) -> Option<Range<usize>> {
    leading(at, entry, |character| character.is_ascii_alphanumeric() || character == '.')
}

/// The last part of `kind::owner/name@version`.
fn repository(at: usize, entry: &str) -> Option<Range<usize>> {
    let source = &entry[..entry.find(['@', '#']).unwrap_or(entry.len())];
    let start = source.rfind(['/', ':']).map_or(0, |slash| slash + 1);
    package(at + start, &source[start..])
}
