//! `renv.lock` and `Pipfile.lock`: JSON, read as strings and brackets.

use std::ops::Range;

/// The packages of a lock file of renv: what its keys `Package` have as value.
pub(super) fn renv(text: &str) -> Vec<Range<usize>> {
    let strings = strings(text);
    let pairs = strings.windows(2).filter(|pair| pair[0].is_key && &text[pair[0].inner.clone()] == "Package" && !pair[1].is_key);
    pairs.map(|pair| pair[1].inner.clone()).collect()
}

/// The packages of a lock file of pipenv: the keys of its groups.
pub(super) fn pipfile(text: &str) -> Vec<Range<usize>> {
    let (mut names, mut group) = (Vec::new(), "");
    for string in strings(text).into_iter().filter(|string| string.is_key) {
        match string.depth {
            1 => group = &text[string.inner],
            2 if group != "_meta" => names.push(string.inner),
            _ => {}
        }
    }
    names
}

/// A string of JSON.
struct Text {
    inner: Range<usize>,
    /// How many brackets are open around it.
    depth: usize,
    /// A `:` follows.
    is_key: bool,
}

fn strings(text: &str) -> Vec<Text> {
    let bytes = text.as_bytes();
    let (mut found, mut depth, mut at) = (Vec::new(), 0_usize, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                let end = string_end(bytes, at + 1);
                let is_key = text.get(end + 1..).is_some_and(|rest| rest.trim_start().starts_with(':'));
                found.push(Text { inner: at + 1..end, depth, is_key });
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// The byte of the quote that ends a string.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}
