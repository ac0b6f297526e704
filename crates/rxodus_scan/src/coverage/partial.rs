//! Files that were read and not wholly understood: why, and in which lines.

use std::{collections::BTreeMap, ops::Range};

use rxodus_source::{Body, Chunk, Encoding, Language, Remark, SourceFile, Span};
use rxodus_syntax::Parsed;

use crate::unit::{Code, Unit};

/// A file that was read, and not wholly understood, for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partial {
    /// Its path.
    pub path: String,
    /// Why.
    pub reason: PartialReason,
    /// Where, in rising order and apart; empty where it concerns the whole file.
    pub regions: Vec<Lines>,
}

/// Lines of a file, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lines {
    /// The first one.
    pub first: u32,
    /// The last one.
    pub last: u32,
}

/// Why a file was not wholly understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartialReason {
    /// It was read as Windows-1252, because it is not valid UTF-8.
    Encoding,
    /// A notebook that is no valid JSON, with the line where it breaks: what looks like its cells was looked at.
    BrokenNotebook,
    /// Too little of it is code: only words with a `(` behind them were looked at.
    GivenUp,
    /// Stretches that could not be parsed: names there were still looked at.
    SyntaxErrors {
        /// How many; a region may hold several.
        count: u32,
    },
    /// Calls in T-SQL that run scripts which are not in the file.
    ScriptElsewhere {
        /// How many.
        calls: u32,
    },
    /// Scripts in T-SQL with parts that only running it would tell.
    UnknownParts {
        /// How many parts.
        count: u32,
    },
    /// Cells, chunks or scripts in a language that is not read.
    OtherLanguage {
        /// The language, in lower case.
        language: String,
        /// How many.
        chunks: u64,
    },
}

impl PartialReason {
    /// The name in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::BrokenNotebook => "broken-notebook",
            Self::GivenUp => "given-up",
            Self::SyntaxErrors { .. } => "syntax-errors",
            Self::ScriptElsewhere { .. } => "script-elsewhere",
            Self::UnknownParts { .. } => "unknown-parts",
            Self::OtherLanguage { .. } => "other-language",
        }
    }
}

/// Adds all that a file tells.
pub(super) fn add(unit: &Unit, partial: &mut Vec<Partial>) {
    let file = unit.file;
    let mut push = |reason, regions: Vec<Lines>| partial.push(Partial { path: file.path.clone(), reason, regions: merged(regions) });
    if file.encoding == Encoding::Windows1252 {
        push(PartialReason::Encoding, Vec::new());
    }
    // What was parsed as two languages is faulty in one of them at least, and a string that is not wholly known may well be.
    let is_whole = |code: &&Code| !code.chunk.unknown.language && (code.is_file_chunk() || code.chunk.unknown.parts.is_empty());
    let parsed = || unit.codes.iter().filter(is_whole).map(|code| (code.chunk, &code.parsed));
    for (reason, regions) in
        [broken(file), given_up(file, parsed()), syntax_errors(file, parsed()), elsewhere(file), unknown_parts(file)].into_iter().flatten()
    {
        push(reason, regions);
    }
    for (language, regions) in other_languages(file) {
        push(PartialReason::OtherLanguage { language: language.to_owned(), chunks: regions.len() as u64 }, regions);
    }
}

type Found = Option<(PartialReason, Vec<Lines>)>;

fn unless_empty(regions: Vec<Lines>, reason: impl FnOnce(u32) -> PartialReason) -> Found {
    (!regions.is_empty()).then(|| (reason(regions.len() as u32), regions))
}

fn broken(file: &SourceFile) -> Found {
    let line = file.remarks.iter().find_map(|remark| if let Remark::BrokenNotebook { line } = remark { Some(*line) } else { None })?;
    Some((PartialReason::BrokenNotebook, vec![Lines { first: line, last: line }]))
}

fn given_up<'a>(file: &SourceFile, parsed: impl Iterator<Item = (&'a Chunk, &'a Parsed<'a>)>) -> Found {
    let regions: Vec<_> = parsed.filter(|(_, parsed)| parsed.errors.aborted).map(|(chunk, _)| lines(file, place(chunk))).collect();
    unless_empty(regions, |_| PartialReason::GivenUp)
}

fn syntax_errors<'a>(file: &SourceFile, parsed: impl Iterator<Item = (&'a Chunk, &'a Parsed<'a>)>) -> Found {
    let regions: Vec<_> = parsed.flat_map(|(_, parsed)| &parsed.errors.nodes).map(|span| lines_of(file, *span)).collect();
    unless_empty(regions, |count| PartialReason::SyntaxErrors { count })
}

fn elsewhere(file: &SourceFile) -> Found {
    let place = |remark: &Remark| if let Remark::ScriptElsewhere { place } = remark { Some(place.clone()) } else { None };
    let regions: Vec<_> = file.remarks.iter().filter_map(place).map(|place| lines(file, place)).collect();
    unless_empty(regions, |calls| PartialReason::ScriptElsewhere { calls })
}

/// Parts of scripts; what T-SQL puts into T-SQL is mostly names of tables, and no code.
fn unknown_parts(file: &SourceFile) -> Found {
    let scripts = file.chunks.iter().filter(|chunk| chunk.language != Language::Sql);
    let parts = |chunk: &Chunk| match &chunk.body {
        Body::Text { map, .. } => chunk.unknown.parts.iter().map(|part| lines(file, map.raw_range(part.clone()))).collect(),
        Body::Ranges(_) => Vec::new(),
    };
    let mut regions: Vec<Lines> = scripts.flat_map(parts).collect();
    regions.sort();
    // A script that may be in two languages is two chunks.
    regions.dedup();
    unless_empty(regions, |count| PartialReason::UnknownParts { count })
}

fn other_languages(file: &SourceFile) -> BTreeMap<&str, Vec<Lines>> {
    let mut languages: BTreeMap<&str, Vec<Lines>> = BTreeMap::new();
    for remark in &file.remarks {
        if let Remark::OtherLanguage { language, place } = remark {
            languages.entry(language).or_default().push(lines(file, place.clone()));
        }
    }
    languages
}

/// Where a chunk stands in the file's text.
fn place(chunk: &Chunk) -> Range<usize> {
    match &chunk.body {
        Body::Ranges(ranges) => ranges.first().map_or(0, |range| range.start)..ranges.last().map_or(0, |range| range.end),
        Body::Text { text, map } => map.raw_range(0..text.len()),
    }
}

fn lines(file: &SourceFile, text: Range<usize>) -> Lines {
    lines_of(file, file.span(text))
}

fn lines_of(file: &SourceFile, span: Span) -> Lines {
    let (first, last) = file.lines_of(span);
    Lines { first, last }
}

/// Regions that touch each other are one.
fn merged(mut regions: Vec<Lines>) -> Vec<Lines> {
    regions.sort();
    let mut merged: Vec<Lines> = Vec::with_capacity(regions.len());
    for region in regions {
        match merged.last_mut() {
            Some(last) if region.first <= last.last + 1 => last.last = last.last.max(region.last),
            _ => merged.push(region),
        }
    }
    merged
}
