//! `pyproject.toml` and `Pipfile`: keys of tables of dependencies, and strings in their lists.

use std::ops::Range;

use super::{leading, lines, requirement::requirement, trimmed};

/// What the keys of a table are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    /// Names of packages.
    Packages,
    /// Names of groups, whose values list packages.
    Groups,
    /// Settings; a list under this one holds packages.
    One(&'static str),
    Others,
}

/// The distributions of a `pyproject.toml`.
pub(super) fn pyproject(text: &str) -> Vec<Range<usize>> {
    let keys = |table: &str| match table {
        "project" => Keys::One("dependencies"),
        "build-system" => Keys::One("requires"),
        "tool.uv" => Keys::One("dev-dependencies"),
        "project.optional-dependencies" | "dependency-groups" | "tool.pdm.dev-dependencies" => Keys::Groups,
        table if table.starts_with("tool.") && table.ends_with("dependencies") => Keys::Packages,
        _ => Keys::Others,
    };
    scan(text, keys)
}

/// The distributions of a `Pipfile`.
pub(super) fn pipfile(text: &str) -> Vec<Range<usize>> {
    scan(text, |table| if ["packages", "dev-packages"].contains(&table) { Keys::Packages } else { Keys::Others })
}

fn scan(text: &str, keys_of: impl Fn(&str) -> Keys) -> Vec<Range<usize>> {
    let (mut names, mut keys, mut in_list) = (Vec::new(), Keys::Others, false);
    for (at, line) in lines(text) {
        let (at, line) = trimmed(at, line);
        if in_list {
            in_list = list(at, line, &mut names);
        } else if let Some(table) = line.strip_prefix('[') {
            let table = table.trim_end_matches(']').trim();
            keys = keys_of(table);
            names.extend(own_table(at + 1, table, &keys_of));
        } else if let Some(equals) = line.find('=') {
            in_list = pair(at, line, equals, keys, &mut names);
        }
    }
    names
}

/// `[tool.poetry.dependencies.name]`: the table of one package.
fn own_table(at: usize, table: &str, keys_of: impl Fn(&str) -> Keys) -> Option<Range<usize>> {
    let (above, name) = table.rsplit_once('.')?;
    let start = at + above.len() + 1;
    (keys_of(above) == Keys::Packages).then(|| start..start + name.len())
}

/// A key with its value, on one line; whether a list is still open behind it.
fn pair(at: usize, line: &str, equals: usize, keys: Keys, names: &mut Vec<Range<usize>>) -> bool {
    let key = line[..equals].trim_end();
    let holds_list = match keys {
        Keys::Packages => {
            let bare = key.trim_start_matches(['"', '\'']);
            names.extend(leading(at + key.len() - bare.len(), bare, |character| !matches!(character, '"' | '\'' | ' ')));
            false
        }
        Keys::Groups => true,
        Keys::One(own) => key == own,
        Keys::Others => false,
    };
    let open = line[equals..].find('[').filter(|_| holds_list).map(|open| equals + open + 1);
    open.is_some_and(|open| list(at + open, &line[open..], names))
}

/// The strings of a list up to its end, each a requirement; whether the list is still open at the end of the text.
fn list(at: usize, text: &str, names: &mut Vec<Range<usize>>) -> bool {
    let (mut rest, mut start) = (text, at);
    while let Some(place) = rest.find(['"', '\'', ']', '{']) {
        let mark = &rest[place..=place];
        let close = match mark {
            "]" => return false,
            // A table in the list names no package.
            "{" => "}",
            quote => quote,
        };
        let inner = place + 1;
        let length = rest[inner..].find(close).unwrap_or(rest.len() - inner);
        if close != "}" {
            names.extend(requirement(start + inner, &rest[inner..inner + length]));
        }
        let end = (inner + length + 1).min(rest.len());
        (rest, start) = (&rest[end..], start + end);
    }
    true
}
