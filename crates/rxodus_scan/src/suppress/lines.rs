//! Which findings stand in which line of the code: all of a notebook's cell can stand in one line of the file.

use rustc_hash::FxHashMap;
use rxodus_source::{Body, Chunk, LineIndex, SourceFile, Span};

use crate::Finding;

/// The lines of one chunk's code.
struct Lines {
    index: LineIndex,
    /// Indexes of findings, by line from 0.
    findings: FxHashMap<usize, Vec<usize>>,
}

/// The lines of the code of all chunks in which a comment stood, each indexed once.
pub(super) struct CodeLines<'a> {
    file: &'a SourceFile,
    /// By the address of the chunk; 0 for all that stand unchanged in the file.
    chunks: FxHashMap<usize, Lines>,
}

/// A comment in the lines of its code.
pub(super) struct Standing {
    /// From 0.
    pub(super) line: usize,
    /// Nothing but blanks stands before it.
    pub(super) is_alone: bool,
}

impl<'a> CodeLines<'a> {
    pub(super) fn new(file: &'a SourceFile) -> Self {
        Self { file, chunks: FxHashMap::default() }
    }

    /// Where a comment stands; absent where its place is not known.
    pub(super) fn standing(&mut self, chunk: &Chunk, span: Span, findings: &[Finding]) -> Option<Standing> {
        let (code, place) = self.file.code_in(chunk, span)?;
        let lines = self.of(chunk, code, findings);
        let line = lines.index.line_of(place.start);
        Some(Standing { line, is_alone: code[lines.index.range(line, code).start..place.start].trim().is_empty() })
    }

    /// The findings in a line of a chunk.
    pub(super) fn findings(&self, chunk: &Chunk, line: usize) -> &[usize] {
        self.chunks.get(&key(chunk)).and_then(|lines| lines.findings.get(&line)).map_or(&[], Vec::as_slice)
    }

    fn of(&mut self, chunk: &Chunk, code: &str, findings: &[Finding]) -> &Lines {
        self.chunks.entry(key(chunk)).or_insert_with(|| {
            let index = LineIndex::new(code);
            let mut lines: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
            for (at, finding) in findings.iter().enumerate() {
                if let Some((_, place)) = self.file.code_in(chunk, finding.span) {
                    lines.entry(index.line_of(place.start)).or_default().push(at);
                }
            }
            Lines { index, findings: lines }
        })
    }
}

fn key(chunk: &Chunk) -> usize {
    match chunk.body {
        Body::Ranges(_) => 0,
        Body::Text { .. } => std::ptr::from_ref(chunk).addr(),
    }
}
