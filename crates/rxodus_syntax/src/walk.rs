//! One cursor walk over a tree, without recursion and with a stack of ancestors of its own.

use tree_sitter::{Node, Tree};

use crate::grammar::{Field, Grammar, Kind};

/// A node on the way from the root.
#[derive(Clone, Copy)]
pub(crate) struct Frame<'t> {
    pub(crate) node: Node<'t>,
    pub(crate) kind: Kind,
    /// The field of the parent in which it stands.
    pub(crate) field: Field,
}

/// What to do on the way.
pub(crate) trait Visitor<'t> {
    /// A node is entered; `above` ends with its parent.
    fn enter(&mut self, frame: Frame<'t>, above: &[Frame<'t>]);
    /// All below a node was walked.
    fn leave(&mut self, frame: Frame<'t>);
}

/// Walks the whole tree in the order of the text.
pub(crate) fn walk<'t>(tree: &'t Tree, grammar: &Grammar, visitor: &mut impl Visitor<'t>) {
    let mut cursor = tree.walk();
    let mut stack: Vec<Frame<'t>> = Vec::with_capacity(64);
    loop {
        let node = cursor.node();
        let frame = Frame { node, kind: grammar.kind(node), field: grammar.field(cursor.field_id()) };
        visitor.enter(frame, &stack);
        if cursor.goto_first_child() {
            stack.push(frame);
            continue;
        }
        visitor.leave(frame);
        while !cursor.goto_next_sibling() {
            let Some(above) = stack.pop() else { return };
            visitor.leave(above);
            cursor.goto_parent();
        }
    }
}
