//! How R puts strings together.

use std::ops::Range;

use super::{RVisitor, arguments};
use crate::{
    Escapes, Holes, Literal, Piece,
    flat::Node,
    grammar::{Field, Kind},
};

/// Deeper calls are read as one unknown part.
const DEEPEST: usize = 6;

/// What a function makes of the strings that it is given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    /// One string, with nothing between its parts.
    Directly,
    /// One string, with this between its parts.
    With(char),
    /// Several strings.
    List,
    /// The first one, as it is or nearly so.
    First,
    /// The first one, in which others are put in.
    Filled(Holes),
}

/// What a function of this name makes of strings.
fn join(name: &str) -> Option<Join> {
    match name {
        "paste0" | "str_c" => Some(Join::Directly),
        "paste" => Some(Join::With(' ')),
        "file.path" | "here" | "path" => Some(Join::With('/')),
        "c" | "list" => Some(Join::List),
        "unlist" | "normalizePath" | "trimws" | "as.character" | "noquote" | "shQuote" | "enc2utf8" | "enc2native" | "path.expand" => {
            Some(Join::First)
        }
        "sprintf" => Some(Join::Filled(Holes::Percent)),
        "glue" => Some(Join::Filled(Holes::Braces)),
        _ => None,
    }
}

impl<'a> RVisitor<'a> {
    /// Keeps the parts of a string, or of what a function makes of strings; anything else has none.
    pub(super) fn pieces(&mut self, node: Node) -> Range<u32> {
        match node.kind() {
            Kind::Text => {
                let literal = self.literal(node);
                self.out.keep(literal)
            }
            Kind::Call if self.joined(node).is_some() => {
                let parts = self.parts(node);
                if parts.iter().any(|piece| matches!(piece, Piece::Literal(_))) { self.out.keep(parts) } else { 0..0 }
            }
            _ => 0..0,
        }
    }

    /// The parts of an expression, a name included.
    pub(super) fn parts(&self, node: Node) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        self.gather(node, 0, &mut pieces);
        pieces
    }

    fn literal(&self, string: Node) -> Option<Piece<'a>> {
        let content = string.child(Field::Content)?;
        let is_raw = string.child(Field::Open).is_some_and(|open| self.out.text_of(open).starts_with(['r', 'R']));
        let escapes = if is_raw { Escapes::None } else { Escapes::R };
        Some(Piece::Literal(Literal { range: bytes(content), escapes, holes: Holes::None }))
    }

    fn joined(&self, call: Node) -> Option<Join> {
        let path = self.path(call.child(Field::Function)?);
        join(path.last()?.name)
    }

    fn gather(&self, node: Node, depth: usize, pieces: &mut Vec<Piece<'a>>) {
        match (node.kind(), depth < DEEPEST) {
            (Kind::Text, _) => pieces.extend(self.literal(node)),
            (Kind::Number, _) => pieces.push(Piece::Literal(Literal { range: bytes(node), escapes: Escapes::None, holes: Holes::None })),
            (Kind::Identifier, _) => pieces.push(Piece::Name(self.segment(node).name, bytes(node))),
            (Kind::Parenthesized, true) if node.child(Field::Body).is_some() => {
                node.child(Field::Body).into_iter().for_each(|body| self.gather(body, depth + 1, pieces));
            }
            (Kind::Call, true) => match self.joined(node) {
                Some(join) => self.call_parts(node, join, depth + 1, pieces),
                None => pieces.push(Piece::Unknown(bytes(node))),
            },
            _ => pieces.push(Piece::Unknown(bytes(node))),
        }
    }

    fn call_parts(&self, call: Node, join: Join, depth: usize, pieces: &mut Vec<Piece<'a>>) {
        let arguments = call.child(Field::Arguments).map(arguments).unwrap_or_default();
        let separator = self.named_literal(&arguments, "sep");
        let start = pieces.len();
        let is_part = |argument: &&Node| join == Join::List || !matches!(self.named(**argument), Some("sep" | "collapse" | "mustWork" | "winslash"));
        let values = arguments.iter().filter(is_part).filter_map(|argument| argument.child(Field::Value));
        for (number, value) in values.enumerate() {
            let at = value.start_byte() as u32;
            match join {
                Join::First | Join::Filled(_) if number > 0 => break,
                Join::List if number > 0 => pieces.push(Piece::Next(at)),
                Join::Directly | Join::With(_) if number > 0 && separator.is_some() => pieces.extend(separator.clone()),
                Join::With(between) if number > 0 => pieces.push(Piece::Between(between, at)),
                _ => {}
            }
            self.gather(value, depth, pieces);
        }
        self.collapse(&arguments, join, &mut pieces[start..]);
    }

    /// Puts `collapse` between several strings, and says what is put into a format.
    fn collapse(&self, arguments: &[Node], join: Join, pieces: &mut [Piece<'a>]) {
        let collapse = self.named_literal(arguments, "collapse");
        for piece in pieces {
            match (&mut *piece, join, &collapse) {
                (Piece::Next(_), Join::Directly | Join::With(_), Some(collapse)) => *piece = collapse.clone(),
                (Piece::Literal(literal), Join::Filled(holes), _) => literal.holes = holes,
                _ => {}
            }
        }
    }

    fn named_literal(&self, arguments: &[Node], name: &str) -> Option<Piece<'a>> {
        let argument = arguments.iter().find(|argument| self.named(**argument) == Some(name))?;
        let value = argument.child(Field::Value).filter(|value| value.kind() == Kind::Text)?;
        self.literal(value)
    }
}

fn bytes(node: Node) -> Range<u32> {
    node.start_byte() as u32..node.end_byte() as u32
}
