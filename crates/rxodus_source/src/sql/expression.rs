//! An expression to the pieces of the string that it makes.

use std::ops::Range;

use super::strings::Piece;
use crate::tsql::{Code, TokenKind};

/// Deeper parentheses are read as one unknown part.
const DEEPEST: usize = 20;

/// Functions that give back their first argument, or nearly so.
const PASS_ON: [&str; 9] = ["cast", "try_cast", "replace", "ltrim", "rtrim", "trim", "isnull", "coalesce", "stuff"];

/// What is known of a variable: the pieces of its value.
pub(super) trait Known {
    /// The pieces of the variable at this token; `None` if nothing is known of it.
    fn pieces(&mut self, code: &Code, variable: usize) -> Option<Vec<Piece>>;
}

/// Reads the expression of these tokens.
pub(super) fn pieces(code: &Code, tokens: Range<usize>, known: &mut dyn Known) -> Vec<Piece> {
    let mut pieces = Vec::new();
    read(code, tokens, known, 0, &mut pieces);
    pieces
}

fn read(code: &Code, tokens: Range<usize>, known: &mut dyn Known, depth: usize, pieces: &mut Vec<Piece>) {
    let mut at = tokens.start;
    while at < tokens.end {
        if code.kind(at) == Some(TokenKind::Symbol) && !code.is_symbol(at, "(") {
            at += 1;
            continue;
        }
        let end = if code.kind(at) == Some(TokenKind::Text) { at + 1 } else { code.operand_end(at).clamp(at + 1, tokens.end) };
        match operand(code, at..end, known, depth) {
            Some(found) => pieces.extend(found),
            None => pieces.push(Piece::Unknown(bytes(code, at..end))),
        }
        at = if code.is(end, "collate") { end + 2 } else { end };
    }
}

fn bytes(code: &Code, tokens: Range<usize>) -> Range<usize> {
    code.tokens[tokens.start].range().start..code.tokens[tokens.end - 1].range().end
}

/// The pieces of one operand; `None` where they cannot be known.
fn operand(code: &Code, tokens: Range<usize>, known: &mut dyn Known, depth: usize) -> Option<Vec<Piece>> {
    let at = tokens.start;
    match code.kind(at)? {
        TokenKind::Text | TokenKind::Quoted if tokens.len() == 1 => Some(vec![Piece::Literal(at)]),
        TokenKind::Variable if tokens.len() == 1 => known.pieces(code, at),
        TokenKind::Symbol if code.is_symbol(at, "(") => group(code, code.inside(at), known, depth),
        TokenKind::Word if code.is_symbol(at + 1, "(") => function(code, at, known, depth),
        _ => None,
    }
}

fn group(code: &Code, inside: Range<usize>, known: &mut dyn Known, depth: usize) -> Option<Vec<Piece>> {
    if depth == DEEPEST || inside.is_empty() || code.is(inside.start, "select") {
        return None;
    }
    let mut pieces = Vec::new();
    read(code, inside, known, depth + 1, &mut pieces);
    Some(pieces)
}

fn function(code: &Code, at: usize, known: &mut dyn Known, depth: usize) -> Option<Vec<Piece>> {
    let inside = code.inside(at + 1);
    let arguments = || arguments(code, inside.clone());
    if code.is_any(at, &["char", "nchar"]) {
        let number: u32 = code.written(inside.start).parse().ok()?;
        return Some(vec![Piece::Character(char::from_u32(number)?, bytes(code, at..at + 1))]);
    }
    if code.is(at, "concat") {
        let parts: Vec<_> = arguments().into_iter().map(|argument| group(code, argument, known, depth)).collect();
        return Some(parts.into_iter().flatten().flatten().collect());
    }
    let converts = code.is_any(at, &["convert", "try_convert"]);
    if !converts && !code.is_any(at, &PASS_ON) {
        return None;
    }
    // The type comes first in a `CONVERT`.
    group(code, arguments().into_iter().nth(usize::from(converts))?, known, depth)
}

/// The arguments between two parentheses; what follows an expression, such as `AS type`, is left out.
fn arguments(code: &Code, inside: Range<usize>) -> Vec<Range<usize>> {
    let (mut arguments, mut start, mut at) = (Vec::new(), inside.start, inside.start);
    while at < inside.end {
        let end = code.expression_end(at).clamp(at + 1, inside.end);
        if at == start {
            arguments.push(start..end);
        }
        at = end;
        if code.is_symbol(at, ",") {
            at += 1;
            start = at;
        }
    }
    arguments
}
