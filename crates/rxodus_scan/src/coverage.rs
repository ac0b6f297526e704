//! What a run saw, and what it did not see, with the reason.

use rxodus_source::{Encoding, FileKind, Remark};

use crate::{DataSet, Finding, Unit};

/// What was seen and what was not, in the order of paths.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// The files that can hold code, by kind.
    pub kinds: Vec<KindCount>,
    /// Data that was counted and not opened.
    pub data: Vec<DataSet>,
    /// Files of no kind that is read.
    pub other_files: u64,
    /// Files that could not be read.
    pub unread: Vec<Unread>,
    /// Files that were read, and not wholly understood.
    pub partial: Vec<Partial>,
    /// Folders and files that were left out on purpose.
    pub skipped: Vec<Skipped>,
    /// Findings that a reader must judge.
    pub unresolved: u64,
}

/// How much there was of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindCount {
    /// The kind.
    pub kind: FileKind,
    /// Files that were read.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Those of them that hold a name worth parsing for.
    pub parsed: u64,
}

/// A file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// Its path.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// A file that was read, and not wholly understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partial {
    /// Its path.
    pub path: String,
    /// Why.
    pub reason: PartialReason,
}

/// Why a file was not wholly understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartialReason {
    /// It was read as Windows-1252, because it is not valid UTF-8.
    Encoding,
    /// Stretches that could not be parsed, and the line of the first one.
    SyntaxErrors {
        /// How many.
        count: u32,
        /// The line, from 1.
        line: u32,
    },
    /// A notebook that is no valid JSON: nothing in it was looked at.
    BrokenNotebook {
        /// The line, from 1, at which it breaks.
        line: u32,
    },
    /// Too little of it is code: only words with a `(` behind them were looked at.
    GivenUp,
}

/// Something that was left out on purpose.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The folder or file.
    pub path: String,
    /// Why.
    pub reason: SkippedReason,
}

/// Why something was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkippedReason {
    /// Other people's code.
    Vendored,
    /// The user excluded it.
    Excluded,
}

impl Coverage {
    /// Counts a file that was read.
    pub(crate) fn count(&mut self, kind: FileKind, bytes: u64, parsed: bool) {
        let count = self.of_kind(kind);
        count.files += 1;
        count.bytes += bytes;
        count.parsed += u64::from(parsed);
    }

    fn of_kind(&mut self, kind: FileKind) -> &mut KindCount {
        let at = self.kinds.iter().position(|count| count.kind == kind).unwrap_or_else(|| {
            self.kinds.push(KindCount { kind, files: 0, bytes: 0, parsed: 0 });
            self.kinds.len() - 1
        });
        &mut self.kinds[at]
    }

    pub(crate) fn unread(&mut self, path: String, reason: String) {
        self.unread.push(Unread { path, reason });
    }

    /// Puts everything in an order that does not depend on threads.
    pub(crate) fn sort(&mut self) {
        self.kinds.sort_by_key(|count| count.kind);
        self.unread.sort();
        self.unread.dedup();
        self.skipped.sort();
        self.skipped.dedup();
    }

    /// What parsing told.
    pub(crate) fn add_parsed(&mut self, units: &[Unit]) {
        for unit in units.iter().filter(|unit| unit.wanted) {
            let mut add = |reason| self.partial.push(Partial { path: unit.file.path.clone(), reason });
            if unit.file.encoding == Encoding::Windows1252 {
                add(PartialReason::Encoding);
            }
            unit.file.remarks.iter().for_each(|remark| {
                let Remark::BrokenNotebook { line } = *remark;
                add(PartialReason::BrokenNotebook { line });
            });
            // What was parsed as two languages is faulty in one of them at least.
            let parsed = || unit.file.chunks.iter().zip(&unit.parsed).filter(|(chunk, _)| !chunk.unknown.language).map(|(_, parsed)| parsed);
            if parsed().any(|parsed| parsed.errors.aborted) {
                add(PartialReason::GivenUp);
            }
            let mut errors = parsed().flat_map(|parsed| &parsed.errors.nodes).peekable();
            if let Some(first) = errors.peek() {
                let line = unit.file.line(first.start);
                add(PartialReason::SyntaxErrors { count: errors.count() as u32, line });
            }
        }
    }

    pub(crate) fn count_unresolved(&mut self, findings: &[Finding]) {
        self.unresolved = findings.iter().filter(|finding| !finding.origin.is_certain()).count() as u64;
    }
}
