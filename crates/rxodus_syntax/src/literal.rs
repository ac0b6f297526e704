//! What text between quotes says: escapes of R and Python, and what stands for parts that are put in.

use std::ops::Range;

use rxodus_source::Joined;

use crate::{Escapes, Holes, Literal};

/// A stretch of a literal that is not what it says, and what it says instead.
struct Special {
    len: usize,
    says: Says,
}

enum Says {
    Nothing,
    Character(char),
    Unknown,
}

/// Adds what a literal says; `unknown` are the unknown parts of the text around it.
pub(crate) fn read(literal: &Literal, text: &str, unknown: &[Range<usize>], joined: &mut Joined) {
    let Range { start, end } = literal.range;
    let (mut done, mut at, end) = (start as usize, start as usize, end as usize);
    let bytes = text.as_bytes();
    while let Some(found) = bytes[at..end].iter().position(|byte| matches!(byte, b'\\' | b'%' | b'{' | b'}')).map(|found| at + found) {
        let Some(Special { len, says }) = special(literal, &text[found..end]) else {
            at = found + 1;
            continue;
        };
        joined.copy(text, done..found, unknown);
        match says {
            Says::Nothing => {}
            Says::Character(character) => joined.push(character, found..found + len),
            Says::Unknown => joined.fill(found..found + len),
        }
        (done, at) = (found + len, found + len);
    }
    joined.copy(text, done..end, unknown);
}

/// The special stretch at the start of this text, if there is one.
fn special(literal: &Literal, text: &str) -> Option<Special> {
    match (text.as_bytes()[0], literal.escapes, literal.holes) {
        (b'\\', Escapes::R | Escapes::Python, _) => escape(text, literal.escapes),
        (b'%', _, Holes::Percent) => percent(text),
        (b'{', _, Holes::Braces) => braces(text),
        (b'}', _, Holes::Braces) if text.starts_with("}}") => Some(Special { len: 2, says: Says::Character('}') }),
        _ => None,
    }
}

fn escape(text: &str, escapes: Escapes) -> Option<Special> {
    let character = |len, character| Some(Special { len, says: Says::Character(character) });
    let next = text[1..].chars().next()?;
    match next {
        '\n' if escapes == Escapes::Python => Some(Special { len: 2, says: Says::Nothing }),
        '\r' if escapes == Escapes::Python && text[2..].starts_with('\n') => Some(Special { len: 3, says: Says::Nothing }),
        'n' | '\n' => character(2, '\n'),
        't' => character(2, '\t'),
        'r' => character(2, '\r'),
        'a' => character(2, '\u{7}'),
        'b' => character(2, '\u{8}'),
        'f' => character(2, '\u{c}'),
        'v' => character(2, '\u{b}'),
        '\\' | '\'' | '"' => character(2, next),
        '`' | ' ' if escapes == Escapes::R => character(2, next),
        'x' => code_point(text, 2, 2, 16),
        'u' => code_point(text, 2, 4, 16),
        'U' => code_point(text, 2, 8, 16),
        'N' if escapes == Escapes::Python => Some(Special { len: text.find('}')? + 1, says: Says::Unknown }),
        '0'..='7' => code_point(text, 1, 3, 8),
        _ => None,
    }
}

/// A number of at most so many digits, in braces or not.
fn code_point(text: &str, start: usize, most: usize, radix: u32) -> Option<Special> {
    let braced = usize::from(text[start..].starts_with('{'));
    let digits = text[start + braced..].bytes().take(most).take_while(|byte| char::from(*byte).is_digit(radix)).count();
    let number = u32::from_str_radix(&text[start + braced..][..digits], radix).ok()?;
    let len = start + braced + digits + braced;
    let character = char::from_u32(number).filter(|_| braced == 0 || text[..len.min(text.len())].ends_with('}'))?;
    Some(Special { len, says: Says::Character(character) })
}

/// `%s`, `%1$.2f`, `%(name)s`; `%%` is a percent sign.
fn percent(text: &str) -> Option<Special> {
    if text.starts_with("%%") {
        return Some(Special { len: 2, says: Says::Character('%') });
    }
    let named = if text[1..].starts_with('(') { text.find(')')? } else { 0 };
    let flags = text[named + 1..].bytes().take_while(|byte| byte.is_ascii_digit() || b"$.+-#*".contains(byte)).count();
    let len = named + 1 + flags + 1;
    let conversion = *text.as_bytes().get(len - 1)?;
    b"sdifgeExXoGr".contains(&conversion).then_some(Special { len, says: Says::Unknown })
}

/// `{name}`; `{{` is a brace.
fn braces(text: &str) -> Option<Special> {
    if text.starts_with("{{") {
        return Some(Special { len: 2, says: Says::Character('{') });
    }
    let len = text.find('}')? + 1;
    (!text[..len].contains(['\n', '"', '\''])).then_some(Special { len, says: Says::Unknown })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, escapes: Escapes, holes: Holes) -> (String, Vec<Range<usize>>) {
        let mut joined = Joined::empty();
        read(&Literal { range: 0..text.len() as u32, escapes, holes }, text, &[], &mut joined);
        for (at, character) in joined.text.char_indices().filter(|(_, character)| character.is_alphabetic()) {
            let raw = &text[joined.map.raw_range(at..at + character.len_utf8())];
            assert!(raw.contains(character) || raw.starts_with('\\') || raw.len() == 1, "{character} is {raw}");
        }
        (joined.text, joined.unknown)
    }

    #[test]
    fn escapes() {
        let text = |text, escapes| said(text, escapes, Holes::None).0;
        assert_eq!(text(r#"a\nb\t\"é\\n\u00e9\u{e9}\x41\101\U0001F600 %s {x}"#, Escapes::R), "a\nb\t\"é\\néé\u{41}A😀 %s {x}");
        assert_eq!(text("a\\\nb\\d\\N{DASH}c", Escapes::Python), "ab\\dxxxxxxxxc");
        assert_eq!(text("a\\\r\nb\\", Escapes::Python), "ab\\");
        assert_eq!(text(r"a\nb", Escapes::None), r"a\nb");
        assert_eq!(text(r"\u{e9", Escapes::R), r"\u{e9");
    }

    #[test]
    fn holes() {
        assert_eq!(said("f(%s, %1$.2f, 5%%)", Escapes::R, Holes::Percent), ("f(xx, xxxxxx, 5%)".to_owned(), vec![2..4, 6..12]));
        assert_eq!(said("f(%(a)s, b %in% c)", Escapes::Python, Holes::Percent).0, "f(xxxxx, b xxn% c)");
        assert_eq!(said("f({a!r}) {{ }}", Escapes::Python, Holes::Braces), ("f(xxxxx) { }".to_owned(), vec![2..7]));
    }
}
