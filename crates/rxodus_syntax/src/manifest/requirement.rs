//! Requirements of Python: `name[extra]>=1; marker`, `name @ address`, addresses of wheels.

use std::ops::Range;

use super::{leading, lines, trimmed};

/// The distributions of a `requirements.txt`.
pub(super) fn requirements(text: &str) -> Vec<Range<usize>> {
    lines(text).map(|(at, line)| trimmed(at, line)).filter_map(|(at, line)| requirement(at, line)).collect()
}

/// The name in one requirement; `None` for options, and for addresses that name nothing.
pub(super) fn requirement(at: usize, text: &str) -> Option<Range<usize>> {
    if text.starts_with('-') {
        return egg(at, text);
    }
    let name = leading(at, text, is_part)
        .filter(|name| text.as_bytes()[0].is_ascii_alphanumeric() && !text[name.len()..].starts_with([':', '/', '\\', '+']));
    let is_file = [".whl", ".tar.gz", ".zip"].iter().any(|ending| text.contains(ending)) && !text.contains(" @ ");
    if is_file || name.is_none() { archive(at, text).or_else(|| egg(at, text)) } else { name }
}

/// `#egg=name` behind an address.
fn egg(at: usize, text: &str) -> Option<Range<usize>> {
    let start = text.find("egg=")? + "egg=".len();
    leading(at + start, &text[start..], is_part)
}

/// The name that a wheel or an archive begins with, up to its version.
fn archive(at: usize, text: &str) -> Option<Range<usize>> {
    let path = &text[..text.find([';', '#', ' ', '?']).unwrap_or(text.len())];
    let start = path.rfind(['/', '\\', ':']).map_or(0, |slash| slash + 1);
    let file = &path[start..];
    let version = file.match_indices('-').find(|(dash, _)| file[dash + 1..].starts_with(|next: char| next.is_ascii_digit()))?.0;
    leading(at + start, &file[..version], is_part)
}

fn is_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.')
}
