//! Environments of conda: the list of dependencies, and the list for pip in it.

use std::ops::Range;

use super::{lines, parts, requirement::requirement, trimmed};

/// The packages of an environment.
pub(super) fn environment(text: &str) -> Vec<Range<usize>> {
    let (mut names, mut list) = (Vec::new(), None);
    for (at, line) in lines(text).filter(|(_, line)| !line.trim().is_empty()) {
        let indent = line.len() - line.trim_start().len();
        let (at, line) = trimmed(at, line);
        if let Some(value) = line.strip_prefix("dependencies:") {
            list = Some(indent);
            names.extend(flow(at + line.len() - value.len(), value));
        } else if let Some(item) = line.strip_prefix('-').filter(|_| list.is_some_and(|list| indent >= list)) {
            let (at, item) = trimmed(at + 1, item);
            let is_group = item.ends_with(':');
            names.extend((!is_group).then(|| package(at, item)).flatten());
        } else {
            list = None;
        }
    }
    names
}

/// `[a, b]` on one line.
fn flow(at: usize, value: &str) -> Vec<Range<usize>> {
    let (at, value) = trimmed(at, value);
    let inside = value.strip_prefix('[').and_then(|value| value.strip_suffix(']'));
    inside.map_or_else(Vec::new, |inside| parts(at + 1, inside).filter_map(|(at, item)| package(at, item)).collect())
}

/// `channel::name=1.0`, or a requirement of pip.
fn package(at: usize, item: &str) -> Option<Range<usize>> {
    let bare = item.trim_start_matches(['"', '\'']);
    let start = bare.find("::").map_or(0, |channel| channel + 2);
    requirement(at + item.len() - bare.len() + start, &bare[start..])
}
