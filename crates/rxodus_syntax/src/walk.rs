//! One walk over a flat tree, with a stack of the nodes above the current one.

use crate::flat::{Flat, Node};

/// What to do on the way.
pub(crate) trait Visitor<'t> {
    /// A node is entered; `above` ends with its parent.
    fn enter(&mut self, node: Node<'t>, above: &[Node<'t>]);
    /// All below a node was walked.
    fn leave(&mut self, node: Node<'t>);
}

/// Walks the whole tree in the order of the text.
pub(crate) fn walk<'t>(tree: &'t Flat, visitor: &mut impl Visitor<'t>) {
    let mut above: Vec<Node<'t>> = Vec::with_capacity(64);
    for node in tree.nodes() {
        while let Some(left) = above.pop_if(|last| !last.is_above(node)) {
            visitor.leave(left);
        }
        visitor.enter(node, &above);
        above.push(node);
    }
    while let Some(left) = above.pop() {
        visitor.leave(left);
    }
}
