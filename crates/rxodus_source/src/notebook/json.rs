//! Values in JSON text that keep their place in it, and strings unescaped with the way back.

use std::{collections::BTreeMap, ops::Range};

use serde_json::value::RawValue;

use crate::cell_text::CellText;

/// An object; of a name that stands twice, the last.
pub(super) type Object<'a> = BTreeMap<String, &'a RawValue>;

pub(super) fn object(raw: &RawValue) -> Option<Object<'_>> {
    serde_json::from_str(raw.get()).ok()
}

pub(super) fn array(raw: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(raw.get()).ok()
}

pub(super) fn string(raw: &RawValue) -> Option<String> {
    serde_json::from_str(raw.get()).ok()
}

/// Where a part of a text starts in it.
pub(super) fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// Adds a string as the language sees it; anything but a string adds nothing.
pub(super) fn push_string(code: &mut CellText, text: &str, raw: &RawValue) {
    let Some(inside) = raw.get().strip_prefix('"').and_then(|raw| raw.strip_suffix('"')) else { return };
    let start = offset(text, inside);
    push_inside(code, text, start..start + inside.len());
}

/// Adds what stands between the quotes of a string.
pub(super) fn push_inside(code: &mut CellText, text: &str, Range { start: mut at, end }: Range<usize>) {
    while let Some(length) = text[at..end].find('\\') {
        code.push(text, at..at + length);
        at += length;
        let (character, length) = unescape(&text[at..end]);
        code.text.push(character);
        code.map.push(character.len_utf8(), at, length);
        at += length;
    }
    code.push(text, at..end);
}

/// The character of the escape at the start of a text, and how long the escape is.
fn unescape(text: &str) -> (char, usize) {
    let character = match text.as_bytes().get(1) {
        Some(b'u') => return unescape_code(text),
        Some(b'n') => '\n',
        Some(b't') => '\t',
        Some(b'r') => '\r',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(&other) if other.is_ascii() => char::from(other),
        Some(_) | None => return ('\\', 1),
    };
    (character, 2)
}

/// `\uXXXX`, or two of them for a character that needs two; half of such a pair is no character, and neither is `\u` alone.
fn unescape_code(text: &str) -> (char, usize) {
    let unit = |at: usize| text.get(at..at + 6)?.strip_prefix("\\u").and_then(|digits| u16::from_str_radix(digits, 16).ok());
    let Some(first) = unit(0) else { return (char::REPLACEMENT_CHARACTER, 2) };
    match char::decode_utf16([first, unit(6).unwrap_or_default()]).next() {
        Some(Ok(character)) => (character, 6 * character.len_utf16()),
        _ => (char::REPLACEMENT_CHARACTER, 6),
    }
}

/// The text with a 0 for each `NaN` and `Infinity`, which Python writes though they are no JSON, all else in its place; nothing where
/// there is none.
pub(super) fn with_finite_numbers(text: &str) -> Option<String> {
    let mut finite = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['"', 'N', 'I']) {
        let (before, from) = rest.split_at(at);
        finite.push_str(before);
        let length = if from.starts_with('"') { string_length(from) } else { 1 };
        if let Some(word) = ["NaN", "Infinity"].into_iter().find(|word| from.starts_with(word)) {
            finite.push('0');
            finite.extend(std::iter::repeat_n(' ', word.len() - 1));
            rest = &from[word.len()..];
        } else {
            finite.push_str(&from[..length]);
            rest = &from[length..];
        }
    }
    finite.push_str(rest);
    (finite != text).then_some(finite)
}

/// The bytes of a string with its quotes.
fn string_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}
