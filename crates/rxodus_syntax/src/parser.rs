//! Runs the parsers on chunks, within a budget.

use std::ops::ControlFlow;

use rxodus_source::{Body, Chunk, Language, SourceFile};
use tree_sitter::{ParseOptions, ParseState, Point, Tree};

use crate::{
    Parsed,
    collect::{Collector, Place},
    grammar::Grammar,
    python::PythonVisitor,
    r::RVisitor,
    walk::walk,
};

/// A parser for both languages, to be used for many chunks, one after the other.
pub struct Parser {
    parser: tree_sitter::Parser,
    grammars: [Grammar; 2],
}

/// Calls of the parser's progress callback that each file may use, before any of its bytes count.
const FREE_CALLS: usize = 4_000;
/// Bytes for which one more call is allowed. Real code needs one call for 30 to 100 bytes; text that is no code, one for 2.
const BYTES_A_CALL: usize = 10;

impl Parser {
    /// A parser with both grammars loaded.
    pub fn new() -> Self {
        Self { parser: tree_sitter::Parser::new(), grammars: [Grammar::new(Language::R), Grammar::new(Language::Python)] }
    }

    /// What the code of a chunk of this file does.
    pub fn parse<'a>(&mut self, file: &'a SourceFile, chunk: &'a Chunk) -> Parsed<'a> {
        let Some((text, tree)) = self.tree(file, chunk) else {
            return Collector::new(chunk.language, text_of(file, chunk), Place::new(file, chunk)).words();
        };
        let collector = Collector::new(chunk.language, text, Place::new(file, chunk));
        let grammar = &self.grammars[chunk.language as usize];
        match chunk.language {
            Language::R => {
                let mut visitor = RVisitor::new(collector);
                walk(&tree, grammar, &mut visitor);
                visitor.finish()
            }
            Language::Python => {
                let mut visitor = PythonVisitor::new(collector);
                walk(&tree, grammar, &mut visitor);
                visitor.finish()
            }
        }
    }

    /// The text that was parsed and its tree; `None` if it is no code as far as the budget went.
    pub(crate) fn tree<'a>(&mut self, file: &'a SourceFile, chunk: &'a Chunk) -> Option<(&'a str, Tree)> {
        let text = text_of(file, chunk);
        let (ranges, len) = ranges(file, chunk);
        self.parser.reset();
        self.parser.set_language(&self.grammars[chunk.language as usize].language).ok()?;
        self.parser.set_included_ranges(&ranges).ok()?;
        let mut calls = 0;
        let mut progress = |_: &ParseState| {
            calls += 1;
            if calls > FREE_CALLS + len / BYTES_A_CALL { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let options = ParseOptions::new().progress_callback(&mut progress);
        let tree = self.parser.parse_with_options(&mut |at, _| text.as_bytes().get(at..).unwrap_or_default(), None, Some(options))?;
        Some((text, tree))
    }
}

impl Default for Parser {
    fn default() -> Self {
        Self::new()
    }
}

fn text_of<'a>(file: &'a SourceFile, chunk: &'a Chunk) -> &'a str {
    match &chunk.body {
        Body::Ranges(_) => &file.text,
        Body::Text { text, .. } => text,
    }
}

/// The ranges to parse, and how many bytes they are; no range means all.
fn ranges(file: &SourceFile, chunk: &Chunk) -> (Vec<tree_sitter::Range>, usize) {
    match &chunk.body {
        Body::Text { text, .. } => (Vec::new(), text.len()),
        Body::Ranges(ranges) if matches!(ranges.as_slice(), [all] if *all == (0..file.text.len())) => (Vec::new(), file.text.len()),
        Body::Ranges(ranges) => {
            let point = |at: usize| {
                let line = file.lines().line_of(at);
                Point { row: line, column: at - file.lines().range(line, &file.text).start }
            };
            let range = |range: &std::ops::Range<usize>| tree_sitter::Range {
                start_byte: range.start,
                end_byte: range.end,
                start_point: point(range.start),
                end_point: point(range.end),
            };
            (ranges.iter().map(range).collect(), ranges.iter().map(ExactSizeIterator::len).sum())
        }
    }
}
