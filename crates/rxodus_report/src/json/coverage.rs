//! Coverage in the JSON: every file and what became of it, and every region that was not understood.

use rxodus_scan::{Coverage, Lines, Partial, PartialReason, ReadFile, Skipped, Unread};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::unseen::{partial_reason, skipped_reason};

/// What was seen, and what was not.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CoverageOut<'a> {
    /// The files that were read, by kind.
    kinds: Vec<KindOut>,
    /// Every file that can hold code, in the order of paths, with what became of it; also folders that were left out or could not be read.
    #[schemars(with = "Vec<FileOut<'a>>")]
    files: Files<'a>,
    /// Data that was counted and not opened.
    data: Vec<DataOut<'a>>,
    /// Files of no kind that is read.
    other_files: u64,
    /// The same files, by extension.
    others: Vec<OtherOut<'a>>,
    unread: Vec<UnreadOut<'a>>,
    /// Files that were read, and not wholly understood: one entry for each reason.
    partial: Vec<PartialOut<'a>>,
    /// Code in languages that are not read, in the files that were parsed; `partial` has its places.
    languages: Vec<LanguageOut<'a>>,
    /// Left out on purpose. What an ignore file names is left out unseen, and is not listed.
    skipped: Vec<SkippedOut<'a>>,
    /// Findings that a reader must judge.
    unresolved: u64,
    /// Only lines that changed since a commit were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    only_changed: Option<OnlyChangedOut<'a>>,
    /// Only the findings of one part of the files were asked for; all else is of the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<PartOut>,
}

/// A part of the files.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PartOut {
    /// From 1.
    number: u32,
    of: u32,
}

/// A look at changed lines alone.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct OnlyChangedOut<'a> {
    since: &'a str,
    /// Findings in other lines.
    left_out: u64,
}

/// How much there was of one kind of file.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct KindOut {
    kind: &'static str,
    files: u64,
    bytes: u64,
    /// Those with a name worth parsing for.
    parsed: u64,
}

/// A file of data, or a folder that is one data set.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct DataOut<'a> {
    path: &'a str,
    files: u64,
    bytes: u64,
}

/// A file and what became of it.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FileOut<'a> {
    path: &'a str,
    /// `parsed`; `no-anchor`: read, and no name worth parsing for stands in its code; `counted`: data, which is not read; `unread`; `skipped`.
    status: &'static str,
    /// The kind of a file that was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    /// Its size.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
    /// Why it was not read, as a predicate.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

/// Files of no kind that is read.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct OtherOut<'a> {
    /// In lower case; empty for names without one.
    extension: &'a str,
    files: u64,
    bytes: u64,
}

/// A file that could not be read, and why.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct UnreadOut<'a> {
    path: &'a str,
    reason: &'a str,
}

/// What was left out, and why.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SkippedOut<'a> {
    path: &'a str,
    /// `vendored`, `excluded`, `link` or `hidden`.
    why: &'static str,
    /// The same in words.
    reason: &'static str,
}

/// A file that was not wholly understood, for one reason.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PartialOut<'a> {
    path: &'a str,
    /// `encoding`, `broken-notebook`, `given-up`, `syntax-errors`, `script-elsewhere`, `unknown-parts` or `other-language`.
    why: &'static str,
    /// The same in words.
    reason: String,
    /// The language that is not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    /// Where, in rising order; empty where it concerns the whole file.
    regions: Vec<RegionOut>,
}

/// Lines of the raw file.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RegionOut {
    /// From 1.
    line: u32,
    /// The last line that belongs to it.
    end_line: u32,
}

/// How much there was of a language that is not read.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct LanguageOut<'a> {
    /// In lower case.
    language: &'a str,
    files: u64,
    /// Cells, chunks and scripts.
    chunks: u64,
}

/// All files of a run, each made when it is written.
struct Files<'a>(&'a Coverage);

/// Where coverage tells of a file.
#[derive(Clone, Copy)]
enum Entry<'a> {
    Read(&'a ReadFile),
    Unread(&'a Unread),
    Skipped(&'a Skipped),
}

impl Serialize for Files<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Coverage { files, unread, skipped, .. } = self.0;
        let entries = files.iter().map(Entry::Read).chain(unread.iter().map(Entry::Unread)).chain(skipped.iter().map(Entry::Skipped));
        let mut entries: Vec<_> = entries.collect();
        entries.sort_by_key(|entry| entry.path());
        serializer.collect_seq(entries.into_iter().map(file_out))
    }
}

impl<'a> Entry<'a> {
    fn path(self) -> &'a str {
        match self {
            Self::Read(file) => &file.path,
            Self::Unread(unread) => &unread.path,
            Self::Skipped(skipped) => &skipped.path,
        }
    }
}

fn file_out(entry: Entry) -> FileOut {
    let (status, kind, bytes, reason) = match entry {
        Entry::Read(file) if file.kind.is_data() => ("counted", Some(file.kind.name()), Some(file.bytes), None),
        Entry::Read(file) => (if file.parsed { "parsed" } else { "no-anchor" }, Some(file.kind.name()), Some(file.bytes), None),
        Entry::Unread(unread) => ("unread", None, None, Some(unread.reason.as_str())),
        Entry::Skipped(skipped) => ("skipped", None, None, Some(skipped_reason(skipped.reason))),
    };
    FileOut { path: entry.path(), status, kind, bytes, reason }
}

/// Coverage as the document has it.
pub(super) fn coverage_out(coverage: &Coverage) -> CoverageOut<'_> {
    let kind = |count: &rxodus_scan::KindCount| KindOut { kind: count.kind.name(), files: count.files, bytes: count.bytes, parsed: count.parsed };
    CoverageOut {
        kinds: coverage.kinds.iter().map(kind).collect(),
        files: Files(coverage),
        data: coverage.data.iter().map(|set| DataOut { path: &set.path, files: set.files, bytes: set.bytes }).collect(),
        other_files: coverage.other_files,
        others: coverage.others.iter().map(|other| OtherOut { extension: &other.extension, files: other.files, bytes: other.bytes }).collect(),
        unread: coverage.unread.iter().map(|unread| UnreadOut { path: &unread.path, reason: &unread.reason }).collect(),
        partial: coverage.partial.iter().map(partial_out).collect(),
        languages: coverage
            .languages
            .iter()
            .map(|count| LanguageOut { language: &count.language, files: count.files, chunks: count.chunks })
            .collect(),
        skipped: coverage.skipped.iter().map(skipped_out).collect(),
        unresolved: coverage.unresolved,
        only_changed: coverage.only_changed.as_ref().map(|only| OnlyChangedOut { since: &only.since, left_out: only.left_out }),
        part: coverage.part.map(|part| PartOut { number: part.number, of: part.of }),
    }
}

fn skipped_out(skipped: &Skipped) -> SkippedOut<'_> {
    SkippedOut { path: &skipped.path, why: skipped.reason.name(), reason: skipped_reason(skipped.reason) }
}

fn partial_out(partial: &Partial) -> PartialOut<'_> {
    let region = |lines: &Lines| RegionOut { line: lines.first, end_line: lines.last };
    PartialOut {
        path: &partial.path,
        why: partial.reason.name(),
        reason: partial_reason(partial),
        language: if let PartialReason::OtherLanguage { language, .. } = &partial.reason { Some(language) } else { None },
        regions: partial.regions.iter().map(region).collect(),
    }
}
