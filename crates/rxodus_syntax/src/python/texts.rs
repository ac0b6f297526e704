//! How Python puts strings together.

use std::ops::Range;

use super::{PythonVisitor, arguments};
use crate::{
    Escapes, Holes, Literal, Piece,
    flat::Node,
    grammar::{Field, Kind},
};

/// Deeper expressions are read as one unknown part.
const DEEPEST: usize = 64;

impl<'a> PythonVisitor<'a> {
    /// Keeps the parts of a string, or of strings that are put together; anything else has none.
    pub(super) fn pieces(&mut self, node: Node) -> Range<u32> {
        if !matches!(node.kind(), Kind::Text | Kind::Concatenated | Kind::Binary | Kind::Parenthesized | Kind::Call | Kind::List) {
            return 0..0;
        }
        let parts = self.parts(node);
        if parts.iter().any(|piece| matches!(piece, Piece::Literal(_))) { self.out.keep(parts) } else { 0..0 }
    }

    /// The parts of an expression, a name included.
    pub(super) fn parts(&self, node: Node) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        self.gather(node, 0, &mut pieces);
        pieces
    }

    fn gather(&self, node: Node, depth: usize, pieces: &mut Vec<Piece<'a>>) {
        let inside = node.children().filter(|child| child.kind() != Kind::Comment);
        match node.kind() {
            _ if depth == DEEPEST => pieces.push(Piece::Unknown(bytes(node))),
            Kind::Text => self.string_parts(node, pieces),
            Kind::Identifier => pieces.push(Piece::Name(self.out.text_of(node), bytes(node))),
            Kind::Concatenated | Kind::Parenthesized => inside.for_each(|child| self.gather(child, depth + 1, pieces)),
            Kind::List => {
                for (number, child) in inside.enumerate() {
                    pieces.extend((number > 0).then(|| Piece::Next(child.start_byte() as u32)));
                    self.gather(child, depth + 1, pieces);
                }
            }
            Kind::Binary => self.operator_parts(node, depth, pieces),
            Kind::Call => self.call_parts(node, depth, pieces),
            _ => pieces.push(Piece::Unknown(bytes(node))),
        }
    }

    fn string_parts(&self, string: Node, pieces: &mut Vec<Piece<'a>>) {
        let mut escapes = Escapes::Python;
        for child in string.children() {
            match child.kind() {
                Kind::TextStart if self.out.text_of(child).contains(['r', 'R']) => escapes = Escapes::None,
                Kind::TextContent => pieces.push(Piece::Literal(Literal { range: bytes(child), escapes, holes: Holes::None })),
                Kind::Interpolation => pieces.push(Piece::Unknown(bytes(child))),
                _ => {}
            }
        }
    }

    /// `a + b`, and `"…%s…" % b`.
    fn operator_parts(&self, node: Node, depth: usize, pieces: &mut Vec<Piece<'a>>) {
        let operator = node.child(Field::Operator).map_or("", |operator| self.out.text_of(operator));
        let (left, right) = (node.child(Field::Left), node.child(Field::Right));
        match (operator, left, right) {
            ("+", Some(left), Some(right)) => {
                self.gather(left, depth + 1, pieces);
                self.gather(right, depth + 1, pieces);
            }
            ("%", Some(left), _) => self.filled(left, Holes::Percent, depth, pieces),
            _ => pieces.push(Piece::Unknown(bytes(node))),
        }
    }

    fn filled(&self, node: Node, holes: Holes, depth: usize, pieces: &mut Vec<Piece<'a>>) {
        let start = pieces.len();
        self.gather(node, depth + 1, pieces);
        for piece in &mut pieces[start..] {
            if let Piece::Literal(literal) = piece {
                literal.holes = holes;
            }
        }
    }

    /// `"…{}…".format(a)`, `"…".strip()`, `"\n".join([…])`, `textwrap.dedent("…")`.
    fn call_parts(&self, call: Node, depth: usize, pieces: &mut Vec<Piece<'a>>) {
        let function = call.child(Field::Function);
        let object = function.and_then(|function| function.child(Field::Object));
        let name = function.map(|function| self.out.text_of(function.child(Field::Attribute).unwrap_or(function)));
        let first = call.child(Field::Arguments).and_then(|list| arguments(list).first().copied());
        match (name.unwrap_or_default(), object, first) {
            ("format", Some(object), _) => self.filled(object, Holes::Braces, depth, pieces),
            ("strip" | "lstrip" | "rstrip" | "encode", Some(object), _) => self.gather(object, depth + 1, pieces),
            ("join", Some(separator), Some(list)) if separator.kind() == Kind::Text && list.kind() == Kind::List => {
                self.joined_list(separator, list, depth, pieces);
            }
            ("dedent" | "cleandoc", _, Some(first)) => self.gather(first, depth + 1, pieces),
            _ => pieces.push(Piece::Unknown(bytes(call))),
        }
    }

    fn joined_list(&self, separator: Node, list: Node, depth: usize, pieces: &mut Vec<Piece<'a>>) {
        let (separator, mut parts) = (self.parts(separator), Vec::new());
        self.gather(list, depth + 1, &mut parts);
        for part in parts {
            match part {
                Piece::Next(_) => pieces.extend(separator.iter().cloned()),
                part => pieces.push(part),
            }
        }
    }
}

fn bytes(node: Node) -> Range<u32> {
    node.start_byte() as u32..node.end_byte() as u32
}
