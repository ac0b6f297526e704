//! `NAMESPACE` of R: what it imports. Written as calls of R, read as words and brackets.

use std::ops::Range;

use super::{Declared, Visible, parts};

/// The imports, in the order of the text.
pub(super) fn namespace(text: &str) -> Vec<Declared> {
    let mut declared = Vec::new();
    for (open, _) in text.match_indices('(') {
        let before = text[..open].trim_end();
        let start = before.rfind(|character: char| !is_part(character)).map_or(0, |at| at + 1);
        let end = text[open..].find(')').map_or(text.len(), |end| open + end);
        let names: Vec<_> = parts(open + 1, &text[open + 1..end]).filter_map(|(at, argument)| name(at, argument)).collect();
        declared.extend(directive(&before[start..], names));
    }
    declared
}

fn directive(word: &str, names: Vec<Range<usize>>) -> Vec<Declared> {
    match (word, names.split_first()) {
        ("import", _) => names.into_iter().map(|name| Declared { name, visible: Visible::All }).collect(),
        ("importFrom" | "importMethodsFrom" | "importClassesFrom", Some((package, names))) => {
            vec![Declared { name: package.clone(), visible: Visible::Names(names.to_vec()) }]
        }
        _ => Vec::new(),
    }
}

/// A name, quoted or not; `None` for anything else, such as `except = c(…`.
fn name(at: usize, argument: &str) -> Option<Range<usize>> {
    let name = argument.trim_matches(['"', '\'', '`']);
    let quotes = argument.len() - argument.trim_start_matches(['"', '\'', '`']).len();
    let is_name = !name.is_empty() && name.chars().all(is_part);
    is_name.then(|| at + quotes..at + quotes + name.len())
}

fn is_part(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '.' | '_')
}
