//! Where to begin anew after an error. One quote too many turns code into strings and strings into code down to the end of
//! the file; parsing again from the next line sets that right.

use tree_sitter::{Node, Tree};

/// The first byte of the line after the first error, if a string that spans lines follows it.
pub(crate) fn restart(tree: &Tree, text: &str) -> Option<usize> {
    if !tree.root_node().has_error() {
        return None;
    }
    let error = first_error(tree)?;
    let line_end = text.as_bytes().get(error..)?.iter().position(|&byte| byte == b'\n')?;
    let next_line = error + line_end + 1;
    (next_line < tree.root_node().end_byte() && has_long_string(tree, text, error)).then_some(next_line)
}

/// How many errors there are.
pub(crate) fn count_errors(tree: &Tree) -> usize {
    let mut count = 0;
    let mut counting = |node: Node| {
        count += usize::from(node.is_error() || node.is_missing());
        false
    };
    find(tree, |node| node.has_error(), &mut counting);
    count
}

fn first_error(tree: &Tree) -> Option<usize> {
    find(tree, |node| node.has_error() || node.is_missing(), |node| node.is_error() || node.is_missing())
}

fn has_long_string(tree: &Tree, text: &str, after: usize) -> bool {
    let spans_lines = |node: Node| node.kind() == "string" && node.start_byte() >= after && text[node.byte_range()].contains('\n');
    find(tree, |node| node.end_byte() > after, spans_lines).is_some()
}

/// The start of the first node that fits, looking only below nodes that are worth it.
fn find(tree: &Tree, worth: impl Fn(Node) -> bool, mut fits: impl FnMut(Node) -> bool) -> Option<usize> {
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        if fits(node) {
            return Some(node.start_byte());
        }
        if worth(node) && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return None;
            }
        }
    }
}
