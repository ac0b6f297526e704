//! Strings joined of several parts, and what they say once quotes are no longer doubled.

use std::ops::Range;

use crate::{
    Joined,
    tsql::{Code, TokenKind, sqlcmd_end},
};

/// A part of a string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// The literal at this token.
    Literal(usize),
    /// This character, which the function of this name makes.
    Character(char, Range<usize>),
    /// Something at these bytes that only running it would tell.
    Unknown(Range<usize>),
}

/// Joins the pieces of a string; the ranges say which parts of the text around it are unknown themselves.
pub(super) fn cook(code: &Code, pieces: &[Piece], unknown: &[Range<usize>]) -> Joined {
    let mut cooked = Joined::empty();
    for piece in pieces {
        match piece {
            Piece::Literal(at) => literal(code, *at, unknown, &mut cooked),
            Piece::Character(character, raw) => cooked.push(*character, raw.clone()),
            Piece::Unknown(raw) => cooked.fill(raw.clone()),
        }
    }
    cooked
}

fn literal(code: &Code, at: usize, unknown: &[Range<usize>], cooked: &mut Joined) {
    let token = code.tokens[at];
    let quote = if token.kind == TokenKind::Quoted { b'"' } else { b'\'' };
    let Range { start, end } = token.inner(code.text);
    let bytes = &code.text.as_bytes()[..end];
    let (mut done, mut at) = (start, start);
    while let Some(found) = bytes[at..].iter().position(|&byte| byte == quote || byte == b'$' || byte == b'\\') {
        at += found;
        let next = match bytes[at] {
            b'$' => sqlcmd_end(bytes, at),
            b'\\' => continued_line(bytes, at),
            _ => (bytes.get(at + 1) == Some(&quote)).then_some(at + 2),
        };
        let Some(next) = next else {
            at += 1;
            continue;
        };
        cooked.copy(code.text, done..at, unknown);
        match bytes[at] {
            b'$' => cooked.fill(at..next),
            b'\\' => {}
            _ => cooked.push(char::from(quote), at..at + 2),
        }
        (done, at) = (next, next);
    }
    cooked.copy(code.text, done..end, unknown);
}

/// A backslash at the end of a line goes away, together with the end of the line.
fn continued_line(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at + 1..)? {
        [b'\n', ..] => Some(at + 2),
        [b'\r', b'\n', ..] => Some(at + 3),
        _ => None,
    }
}

/// Whether there is any literal text in it.
pub(super) fn has_text(code: &Code, pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| matches!(piece, Piece::Literal(at) if !code.name(*at).trim().is_empty()))
}

/// Whether a literal of it mentions this name, in whatever case.
pub(super) fn mentions(code: &Code, pieces: &[Piece], name: &str) -> bool {
    pieces.iter().any(|piece| matches!(piece, Piece::Literal(at) if contains(code.name(*at), name)))
}

fn contains(text: &str, name: &str) -> bool {
    let (text, name) = (text.as_bytes(), name.as_bytes());
    // `_` is rare in text, and the case of it does not matter.
    let Some(mark) = name.iter().position(|&byte| byte == b'_') else { return false };
    let mut marks = text.iter().enumerate().filter(|(_, byte)| **byte == b'_').filter_map(|(at, _)| at.checked_sub(mark));
    marks.any(|start| text.get(start..start + name.len()).is_some_and(|part| part.eq_ignore_ascii_case(name)))
}
