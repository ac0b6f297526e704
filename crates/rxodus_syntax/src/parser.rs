//! Runs the parsers on chunks, within a budget.

use std::ops::{ControlFlow, Range};

use rxodus_source::{Chunk, FileKind, Language, SourceFile};
use tree_sitter::{ParseOptions, ParseState, Point, Tree};

use crate::{
    Parsed,
    collect::{Collector, Place},
    flat::Flat,
    grammar::Grammar,
    python::PythonVisitor,
    r::RVisitor,
    restart::{count_errors, restart},
    sql, text,
    walk::walk,
};

/// A parser for all languages, to be used for many chunks, one after the other.
pub struct Parser {
    trees: tree_sitter::Parser,
    r: Grammar,
    python: Grammar,
    /// Its memory is used again for each tree.
    flat: Flat,
}

/// What each chunk may spend, whatever its length: a call of the parser's progress callback costs one.
const FREE_CALLS: usize = 4_000;
/// Bytes for which one more may be spent. Code that people write needs one call for 36 bytes at the least, for 110 in the middle.
const BYTES_A_CALL: usize = 10;
/// The beginning of a large chunk is tried first, as text that is no code takes a hundred times longer than code.
const TRIED: usize = 64 << 10;
/// Bytes of that beginning for which one error is allowed.
const BYTES_AN_ERROR: usize = 200;
/// How often parsing may begin anew in a chunk.
const MOST_TREES: usize = 16;

impl Parser {
    /// A parser with both grammars loaded.
    pub fn new() -> Self {
        Self { trees: tree_sitter::Parser::new(), r: Grammar::r(), python: Grammar::python(), flat: Flat::default() }
    }

    /// What the code of a chunk of this file does.
    pub fn parse<'a>(&mut self, file: &'a SourceFile, chunk: &'a Chunk) -> Parsed<'a> {
        let (code, place) = (file.text_in(chunk), Place::new(file, chunk));
        if chunk.language == Language::Sql {
            return sql::parse(code, &chunk.body.ranges(), place);
        }
        if let (Language::Text, FileKind::Text(kind)) = (chunk.language, file.kind) {
            return text::parse(kind, code, file, &place);
        }
        let Some(trees) = self.trees(file, chunk) else { return Collector::new(chunk.language, code, place).words() };
        let collector = Collector::new(chunk.language, code, place);
        if chunk.language == Language::R {
            let mut visitor = RVisitor::new(collector);
            for tree in &trees {
                self.flat.fill(tree, &self.r);
                walk(&self.flat, &mut visitor);
            }
            visitor.finish()
        } else {
            let mut visitor = PythonVisitor::new(collector);
            for tree in &trees {
                self.flat.fill(tree, &self.python);
                walk(&self.flat, &mut visitor);
            }
            visitor.finish()
        }
    }

    /// Parses, and throws the tree away; whether the chunk is code.
    pub fn parse_only(&mut self, file: &SourceFile, chunk: &Chunk) -> bool {
        let (text, mut calls) = (file.text_in(chunk), usize::MAX);
        self.set_language(chunk.language).is_some() && self.tree(text, file, &chunk.body.ranges(), &mut calls).is_some()
    }

    /// The trees of a chunk, one after the other: more than one where parsing began anew after an error. `None` if it is no code as far
    /// as the budget went.
    pub(crate) fn trees(&mut self, file: &SourceFile, chunk: &Chunk) -> Option<Vec<Tree>> {
        let text = file.text_in(chunk);
        let mut ranges = chunk.body.ranges();
        let mut calls = FREE_CALLS + ranges.iter().map(ExactSizeIterator::len).sum::<usize>() / BYTES_A_CALL;
        self.set_language(chunk.language)?;
        if text.len() > 4 * TRIED {
            let beginning = self.tree(text, file, &within(&ranges, 0..ranges.first()?.start + TRIED), &mut calls)?;
            if count_errors(&beginning) > TRIED / BYTES_AN_ERROR {
                return None;
            }
        }
        let mut trees = Vec::new();
        loop {
            let tree = self.tree(text, file, &ranges, &mut calls)?;
            let may_restart = chunk.language == Language::R && trees.len() < MOST_TREES;
            let Some(at) = may_restart.then(|| restart(&tree, text)).flatten() else {
                trees.push(tree);
                return Some(trees);
            };
            trees.push(self.tree(text, file, &within(&ranges, 0..at), &mut calls)?);
            ranges = within(&ranges, at..text.len());
        }
    }

    /// `None` for a language without a grammar.
    fn set_language(&mut self, language: Language) -> Option<()> {
        let grammar = match language {
            Language::R => &self.r,
            Language::Python => &self.python,
            Language::Sql | Language::Text => return None,
        };
        self.trees.set_language(&grammar.language).ok()
    }

    fn tree(&mut self, text: &str, file: &SourceFile, ranges: &[Range<usize>], calls: &mut usize) -> Option<Tree> {
        self.trees.reset();
        self.trees.set_included_ranges(&included(ranges, text, file)).ok()?;
        let mut progress = |_: &ParseState| match calls.checked_sub(1) {
            Some(left) => {
                *calls = left;
                ControlFlow::Continue(())
            }
            None => ControlFlow::Break(()),
        };
        let options = ParseOptions::new().progress_callback(&mut progress);
        self.trees.parse_with_options(&mut |at, _| text.as_bytes().get(at..).unwrap_or_default(), None, Some(options))
    }
}

impl Default for Parser {
    fn default() -> Self {
        Self::new()
    }
}

fn within(ranges: &[Range<usize>], part: Range<usize>) -> Vec<Range<usize>> {
    ranges.iter().map(|range| range.start.max(part.start)..range.end.min(part.end)).filter(|range| range.start < range.end).collect()
}

/// The parser's own form of ranges; none means all of the text.
fn included(ranges: &[Range<usize>], text: &str, file: &SourceFile) -> Vec<tree_sitter::Range> {
    if ranges.first() == Some(&(0..text.len())) {
        return Vec::new();
    }
    // Rows and columns are used nowhere: positions come from bytes.
    let point =
        |at: usize| if text.len() == file.text.len() { Point { row: file.lines().line_of(at), column: 0 } } else { Point { row: 0, column: at } };
    let range = |range: &Range<usize>| tree_sitter::Range {
        start_byte: range.start,
        end_byte: range.end,
        start_point: point(range.start),
        end_point: point(range.end),
    };
    ranges.iter().map(range).collect()
}
