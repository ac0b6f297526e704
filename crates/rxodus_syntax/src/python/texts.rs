//! How Python puts strings together.

use std::ops::Range;

use tree_sitter::Node;

use super::{PythonVisitor, arguments};
use crate::{Escapes, Holes, Literal, Piece};

/// Deeper expressions are read as one unknown part.
const DEEPEST: usize = 64;

impl<'a> PythonVisitor<'a> {
    /// Keeps the parts of a string, or of strings that are put together; anything else has none.
    pub(super) fn pieces(&mut self, node: Node) -> Range<u32> {
        if !matches!(node.kind(), "string" | "concatenated_string" | "binary_operator" | "parenthesized_expression" | "call" | "list" | "tuple") {
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
        let mut cursor = node.walk();
        let inside = node.named_children(&mut cursor).filter(|child| child.kind() != "comment");
        match node.kind() {
            _ if depth == DEEPEST => pieces.push(Piece::Unknown(bytes(node))),
            "string" => self.string_parts(node, pieces),
            "identifier" => pieces.push(Piece::Name(self.out.text_of(node), bytes(node))),
            "concatenated_string" | "parenthesized_expression" => inside.for_each(|child| self.gather(child, depth + 1, pieces)),
            "list" | "tuple" => {
                for (number, child) in inside.enumerate() {
                    pieces.extend((number > 0).then(|| Piece::Next(child.start_byte() as u32)));
                    self.gather(child, depth + 1, pieces);
                }
            }
            "binary_operator" => self.operator_parts(node, depth, pieces),
            "call" => self.call_parts(node, depth, pieces),
            _ => pieces.push(Piece::Unknown(bytes(node))),
        }
    }

    fn string_parts(&self, string: Node, pieces: &mut Vec<Piece<'a>>) {
        let mut cursor = string.walk();
        let mut escapes = Escapes::Python;
        for child in string.named_children(&mut cursor) {
            match child.kind() {
                "string_start" if self.out.text_of(child).contains(['r', 'R']) => escapes = Escapes::None,
                "string_content" => pieces.push(Piece::Literal(Literal { range: bytes(child), escapes, holes: Holes::None })),
                "interpolation" => pieces.push(Piece::Unknown(bytes(child))),
                _ => {}
            }
        }
    }

    /// `a + b`, and `"…%s…" % b`.
    fn operator_parts(&self, node: Node, depth: usize, pieces: &mut Vec<Piece<'a>>) {
        let operator = node.child_by_field_name("operator").map_or("", |operator| self.out.text_of(operator));
        let (left, right) = (node.child_by_field_name("left"), node.child_by_field_name("right"));
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
        let function = call.child_by_field_name("function");
        let object = function.and_then(|function| function.child_by_field_name("object"));
        let name = function.map(|function| self.out.text_of(function.child_by_field_name("attribute").unwrap_or(function)));
        let first = call.child_by_field_name("arguments").and_then(|list| arguments(list).first().copied());
        match (name.unwrap_or_default(), object, first) {
            ("format", Some(object), _) => self.filled(object, Holes::Braces, depth, pieces),
            ("strip" | "lstrip" | "rstrip" | "encode", Some(object), _) => self.gather(object, depth + 1, pieces),
            ("join", Some(separator), Some(list)) if separator.kind() == "string" && matches!(list.kind(), "list" | "tuple") => {
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
