//! Strings joined of several parts, and what they say once quotes are no longer doubled.

use std::ops::Range;

use crate::{
    OffsetMap,
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

/// A string as the server sees it.
#[derive(Debug, Clone)]
pub(crate) struct Cooked {
    pub(crate) text: String,
    pub(crate) map: OffsetMap,
    /// Where unknown parts stand in the text.
    pub(crate) parts: Vec<Range<usize>>,
}

/// Stands for each byte of an unknown part: a letter, so that it joins a name beside it, and is a name where it stands alone.
const FILLER: char = 'x';

impl Cooked {
    /// The same, with a map back to what an outer map leads to.
    pub(crate) fn through(self, outer: &OffsetMap) -> Self {
        Self { map: self.map.through(outer), ..self }
    }

    pub(crate) fn fill(&mut self, raw: Range<usize>) {
        let start = self.text.len();
        self.text.extend(std::iter::repeat_n(FILLER, raw.len()));
        self.map.push_run(raw.len(), 1, raw.start, 1);
        self.note(start..self.text.len());
    }

    fn note(&mut self, part: Range<usize>) {
        match self.parts.last_mut() {
            Some(last) if last.end == part.start => last.end = part.end,
            _ => self.parts.push(part),
        }
    }

    fn copy(&mut self, text: &str, raw: Range<usize>, unknown: &[Range<usize>]) {
        let start = self.text.len();
        self.text.push_str(&text[raw.clone()]);
        self.map.push_run(raw.len(), 1, raw.start, 1);
        let first = unknown.partition_point(|part| part.end <= raw.start);
        for part in unknown[first..].iter().take_while(|part| part.start < raw.end) {
            let within = part.start.max(raw.start) - raw.start..part.end.min(raw.end) - raw.start;
            self.note(start + within.start..start + within.end);
        }
    }
}

/// Joins the pieces of a string; the ranges say which parts of the text around it are unknown themselves.
pub(super) fn cook(code: &Code, pieces: &[Piece], unknown: &[Range<usize>]) -> Cooked {
    let mut cooked = Cooked { text: String::new(), map: OffsetMap::empty(), parts: Vec::new() };
    for piece in pieces {
        match piece {
            Piece::Literal(at) => literal(code, *at, unknown, &mut cooked),
            Piece::Character(character, raw) => {
                cooked.text.push(*character);
                cooked.map.push(character.len_utf8(), raw.start, raw.len());
            }
            Piece::Unknown(raw) => cooked.fill(raw.clone()),
        }
    }
    cooked
}

fn literal(code: &Code, at: usize, unknown: &[Range<usize>], cooked: &mut Cooked) {
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
            _ => {
                cooked.text.push(char::from(quote));
                cooked.map.push(1, at, 2);
            }
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
