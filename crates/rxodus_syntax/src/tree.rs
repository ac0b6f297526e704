//! A tree as indented text, for people who work on the rules.

use std::fmt::Write as _;

use rxodus_source::{Chunk, SourceFile};
use tree_sitter::Tree;

use crate::Parser;

/// The syntax tree of a chunk, one named node a line: kind, and the text of a leaf.
pub fn tree_text(file: &SourceFile, chunk: &Chunk) -> String {
    let Some(trees) = Parser::new().trees(file, chunk) else { return "(given up)\n".into() };
    trees.iter().map(|tree| indented(tree, file.text_in(chunk))).collect()
}

fn indented(tree: &Tree, text: &str) -> String {
    let mut out = String::new();
    let mut cursor = tree.walk();
    let mut depth = 0;
    loop {
        let node = cursor.node();
        if node.is_named() || node.is_missing() {
            let leaf = if node.named_child_count() == 0 { text.get(node.byte_range()).unwrap_or_default() } else { "" };
            let field = cursor.field_name().map_or(String::new(), |field| format!("{field}: "));
            let _ = writeln!(out, "{:indent$}{field}{} {}", "", node.kind(), leaf.escape_debug(), indent = 2 * depth);
        }
        if cursor.goto_first_child() {
            depth += 1;
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return out;
            }
            depth -= 1;
        }
    }
}
