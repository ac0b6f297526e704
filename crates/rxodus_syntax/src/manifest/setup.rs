//! `setup.py`: the strings in lists that an argument or a variable of requirements gets.

use std::ops::Range;

use super::requirement::requirement;

/// Names of arguments and variables that end so get requirements.
const ENDINGS: [&str; 4] = ["requires", "require", "requirements", "dependencies"];

/// The distributions of a `setup.py`.
pub(super) fn setup(text: &str) -> Vec<Range<usize>> {
    text.match_indices('=').filter_map(|(equals, _)| bracket(text, equals)).flat_map(|inside| strings(text, inside)).collect()
}

/// What stands in brackets behind `install_requires =` and its kin.
fn bracket(text: &str, equals: usize) -> Option<Range<usize>> {
    let before = text[..equals].trim_end();
    let name =
        before[before.rfind(|character: char| !(character.is_alphanumeric() || character == '_')).map_or(0, |at| at + 1)..].to_ascii_lowercase();
    let value = equals + 1 + (text[equals + 1..].len() - text[equals + 1..].trim_start().len());
    let opens = text[value..].starts_with(['[', '(', '{']);
    (opens && ENDINGS.iter().any(|ending| name.ends_with(ending))).then(|| value..closing(text.as_bytes(), value))
}

/// The byte of the bracket that closes this one, those in strings aside.
fn closing(bytes: &[u8], open: usize) -> usize {
    let (mut depth, mut quote) = (0_u32, None);
    for (at, byte) in bytes.iter().enumerate().skip(open) {
        match (quote, byte) {
            (Some(open), _) if open == *byte || *byte == b'\n' => quote = None,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (None, b'[' | b'(' | b'{') => depth += 1,
            (None, b']' | b')' | b'}') if depth <= 1 => return at,
            (None, b']' | b')' | b'}') => depth -= 1,
            _ => {}
        }
    }
    bytes.len()
}

/// The strings in a part of the text, but for the keys of a dictionary.
fn strings(text: &str, inside: Range<usize>) -> Vec<Range<usize>> {
    let (mut names, mut at) = (Vec::new(), inside.start);
    while let Some(quote) = text[at..inside.end].find(['"', '\'']).map(|place| at + place) {
        let length = text[quote + 1..inside.end].find(&text[quote..=quote]).unwrap_or(inside.end - quote - 1);
        let end = (quote + length + 2).min(inside.end);
        let is_key = text[end..].trim_start().starts_with(':');
        names.extend((!is_key).then(|| requirement(quote + 1, &text[quote + 1..quote + 1 + length])).flatten());
        at = end;
    }
    names
}
