//! A syntax tree as one list of nodes in the order of the text, which is what the visitors walk: a look at a child is a step in that list,
//! where the parser's own tree takes a search by name.

use std::ops::Range;

use tree_sitter::{Tree, TreeCursor};

use crate::grammar::{Field, Grammar, Kind};

/// The nodes of a tree: all that have a name, and of the others those that stand in a known field or are missing.
#[derive(Default)]
pub(crate) struct Flat {
    records: Vec<Record>,
}

struct Record {
    start: u32,
    end: u32,
    /// The index of the first record that is not below this one.
    after: u32,
    kind: Kind,
    field: Field,
    named: bool,
    missing: bool,
}

/// A node of a flat tree.
#[derive(Clone, Copy)]
pub(crate) struct Node<'t> {
    records: &'t [Record],
    at: u32,
}

impl Flat {
    /// Takes the place of what was in it.
    pub(crate) fn fill(&mut self, tree: &Tree, grammar: &Grammar) {
        self.records.clear();
        let mut cursor = tree.walk();
        // The records of the nodes above, and how many of their children are still to come: to ask the cursor for one that is not there takes
        // as long as to go to one.
        let mut above: Vec<(Option<u32>, u32)> = Vec::with_capacity(64);
        loop {
            let node = cursor.node();
            let (record, children) = (self.record(node, &cursor, grammar), node.child_count());
            if children > 0 && cursor.goto_first_child() {
                above.push((record, children - 1));
                continue;
            }
            while !above.last_mut().is_some_and(|(_, left)| go_on(left, &mut cursor)) {
                let Some((parent, _)) = above.pop() else { return };
                cursor.goto_parent();
                self.close(parent);
            }
        }
    }

    /// Adds the node under the cursor, if it matters; gives its index.
    fn record(&mut self, node: tree_sitter::Node, cursor: &TreeCursor, grammar: &Grammar) -> Option<u32> {
        let symbol = grammar.symbol(node.kind_id());
        let range = node.byte_range();
        // Only a node without text can be one that the parser put in.
        let missing = range.is_empty() && node.is_missing();
        if symbol.punctuation && !missing {
            return None;
        }
        let field = grammar.field(cursor.field_id());
        if !symbol.named && field == Field::None && !missing {
            return None;
        }
        let at = self.records.len() as u32;
        let (start, end) = (range.start as u32, range.end as u32);
        self.records.push(Record { start, end, after: at + 1, kind: symbol.kind, field, named: symbol.named, missing });
        Some(at)
    }

    /// All below a node was added.
    fn close(&mut self, parent: Option<u32>) {
        let after = self.records.len() as u32;
        if let Some(parent) = parent.and_then(|parent| self.records.get_mut(parent as usize)) {
            parent.after = after;
        }
    }

    /// All nodes, each before those below it.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.records.len() as u32).map(|at| Node { records: &self.records, at })
    }
}

/// Goes to the next of the children that are left, if there is one.
fn go_on(left: &mut u32, cursor: &mut TreeCursor) -> bool {
    *left > 0 && {
        *left -= 1;
        cursor.goto_next_sibling()
    }
}

impl<'t> Node<'t> {
    fn record(&self) -> &'t Record {
        &self.records[self.at as usize]
    }

    pub(crate) fn kind(&self) -> Kind {
        self.record().kind
    }

    /// The field of its parent in which it stands.
    pub(crate) fn field(&self) -> Field {
        self.record().field
    }

    pub(crate) fn start_byte(&self) -> usize {
        self.record().start as usize
    }

    pub(crate) fn end_byte(&self) -> usize {
        self.record().end as usize
    }

    pub(crate) fn byte_range(&self) -> Range<usize> {
        self.start_byte()..self.end_byte()
    }

    /// The parser put it in so that the code makes sense.
    pub(crate) fn is_missing(&self) -> bool {
        self.record().missing
    }

    /// Whether a node that comes later in the list is below this one.
    pub(crate) fn is_above(&self, later: Node) -> bool {
        later.at < self.record().after
    }

    fn every_child(&self) -> impl Iterator<Item = Node<'t>> + use<'t> {
        let (records, end) = (self.records, self.record().after);
        let at = move |at: u32| (at < end).then_some(Node { records, at });
        std::iter::successors(at(self.at + 1), move |child| at(child.record().after))
    }

    /// The first child in a field.
    pub(crate) fn child(&self, field: Field) -> Option<Node<'t>> {
        self.every_child().find(|child| child.field() == field)
    }

    /// The children that have a name, comments among them.
    pub(crate) fn children(&self) -> impl Iterator<Item = Node<'t>> + use<'t> {
        self.every_child().filter(|child| child.record().named)
    }

    /// The children in a field.
    pub(crate) fn children_in(&self, field: Field) -> impl Iterator<Item = Node<'t>> + use<'t> {
        self.every_child().filter(move |child| child.field() == field)
    }
}
