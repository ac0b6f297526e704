//! Packages that a manifest declares: a scanner for each format, which takes what it can read and cannot fail.

mod conda;
mod dcf;
mod ini;
mod json;
mod namespace;
mod requirement;
mod setup;
mod toml;

use std::ops::Range;

use rxodus_source::TextKind;

/// A package that a manifest names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Declared {
    /// Where its name stands.
    pub(crate) name: Range<usize>,
    /// What the R files of the package see of it.
    pub(crate) visible: Visible,
}

/// Which of its names a declared package makes visible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Visible {
    No,
    All,
    /// These alone.
    Names(Vec<Range<usize>>),
}

/// The declarations of a text whose comments are blank.
pub(crate) fn declared(kind: TextKind, text: &str) -> Vec<Declared> {
    let named = |names: Vec<Range<usize>>| names.into_iter().map(|name| Declared { name, visible: Visible::No }).collect();
    match kind {
        TextKind::Description => dcf::description(text),
        TextKind::Namespace => namespace::namespace(text),
        TextKind::PackratLock => named(dcf::packrat(text)),
        TextKind::RenvLock => named(json::renv(text)),
        TextKind::PipfileLock => named(json::pipfile(text)),
        TextKind::Requirements => named(requirement::requirements(text)),
        TextKind::Pyproject => named(toml::pyproject(text)),
        TextKind::Pipfile => named(toml::pipfile(text)),
        TextKind::SetupPy => named(setup::setup(text)),
        TextKind::SetupCfg => named(ini::setup(text)),
        TextKind::Conda => named(conda::environment(text)),
        _ => Vec::new(),
    }
}

/// The lines of a text without their ends, each with its first byte.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line.trim_end_matches(['\n', '\r']))
    })
}

/// A part of a line without blanks around it, and its first byte.
fn trimmed(at: usize, part: &str) -> (usize, &str) {
    (at + part.len() - part.trim_start().len(), part.trim())
}

/// The parts of a text between commas, each with its first byte.
fn parts(at: usize, text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = at;
    text.split(',').map(move |part| {
        let begin = start;
        start += part.len() + 1;
        trimmed(begin, part)
    })
}

/// The bytes of `name` at the beginning of a text that starts at this byte; `None` where there is none.
fn leading(at: usize, text: &str, is_part: impl Fn(char) -> bool) -> Option<Range<usize>> {
    let length = text.find(|character: char| !is_part(character)).unwrap_or(text.len());
    (length > 0).then_some(at..at + length)
}

#[cfg(test)]
mod tests;
