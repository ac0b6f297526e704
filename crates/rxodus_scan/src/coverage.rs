//! What a run saw, and what it did not see, with the reason.

mod partial;
mod tally;

pub use partial::{Lines, Partial, PartialReason};

use rxodus_source::FileKind;

use crate::{DataSet, Finding, Part, unit::Unit};

/// What was seen and what was not, in the order of paths.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// Every file that can hold code and was read.
    pub files: Vec<ReadFile>,
    /// The same files, counted by kind.
    pub kinds: Vec<KindCount>,
    /// Data that was counted and not opened.
    pub data: Vec<DataSet>,
    /// Files of no kind that is read.
    pub other_files: u64,
    /// The same files, counted by extension.
    pub others: Vec<OtherCount>,
    /// Files that could not be read.
    pub unread: Vec<Unread>,
    /// Files that were read, and not wholly understood.
    pub partial: Vec<Partial>,
    /// Cells and chunks in languages that are not read, in files that were parsed; `partial` has their places.
    pub languages: Vec<LanguageCount>,
    /// Folders and files that were left out on purpose.
    pub skipped: Vec<Skipped>,
    /// Findings that a reader must judge.
    pub unresolved: u64,
    /// Only changed lines were asked for.
    pub only_changed: Option<OnlyChanged>,
    /// Only a part of the files was asked for: `unread`, `partial` and the like are of all of them.
    pub part: Option<Part>,
}

/// A look at lines alone that changed since a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnlyChanged {
    /// The commit, as the user named it.
    pub since: String,
    /// Findings in other lines.
    pub left_out: u64,
}

/// A file that can hold code and was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReadFile {
    /// Its path.
    pub path: String,
    /// Its kind.
    pub kind: FileKind,
    /// Its size.
    pub bytes: u64,
    /// Whether it was parsed; else it holds no name worth parsing for.
    pub parsed: bool,
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

/// How many files there were of no kind that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherCount {
    /// Their extension, in lower case; empty for names without one.
    pub extension: String,
    /// How many.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// How much there was of a language that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageCount {
    /// The language, in lower case.
    pub language: String,
    /// Files with code in it.
    pub files: u64,
    /// Cells, chunks and scripts.
    pub chunks: u64,
}

/// A file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// Its path.
    pub path: String,
    /// Why.
    pub reason: String,
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
    /// Other people's code, and copies that editors keep.
    Vendored,
    /// The user excluded it.
    Excluded,
    /// A symbolic link to a folder, or to a file that can hold code.
    Link,
    /// A hidden folder, or a hidden file that can hold code.
    Hidden,
}

impl SkippedReason {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Vendored => "vendored",
            Self::Excluded => "excluded",
            Self::Link => "link",
            Self::Hidden => "hidden",
        }
    }
}

impl Coverage {
    /// Whether there was something to read, and nothing of it could be read.
    pub fn is_blind(&self) -> bool {
        self.files.is_empty() && !self.unread.is_empty()
    }

    pub(crate) fn unread(&mut self, path: String, reason: String) {
        self.unread.push(Unread { path, reason });
    }

    /// What parsing told.
    pub(crate) fn add_parsed(&mut self, units: &[Unit]) {
        for unit in units.iter().filter(|unit| unit.wanted) {
            if let Ok(at) = self.files.binary_search_by(|file| file.path.as_str().cmp(&unit.file.path)) {
                self.files[at].parsed = true;
            }
            partial::add(unit, &mut self.partial);
        }
    }

    pub(crate) fn count_unresolved(&mut self, findings: &[Finding]) {
        self.unresolved = findings.iter().filter(|finding| !finding.origin.is_certain()).count() as u64;
    }
}
