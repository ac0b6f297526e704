//! A mark for each finding that stays when lines move.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use rxodus_rules::RuleIndex;
use rxodus_source::SourceFile;
use xxhash_rust::xxh64::xxh64;

use crate::{Finding, SuppressionProblem, unit::Unit};

/// Marks each finding by its rule, its file, the text of its line without white space, and its number among equal ones.
pub(crate) fn fingerprint(findings: &mut [Finding], units: &[Unit], index: &RuleIndex) {
    let by_file = findings.par_chunk_by_mut(|one, next| one.file == next.file);
    let lines: Vec<u64> = by_file.flat_map_iter(|of_file| mark(of_file, units, index)).collect();
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    for (finding, same) in findings.iter_mut().zip(lines) {
        let number = seen.entry(same).or_default();
        finding.fingerprint = format!("{:016x}", xxh64(&number.to_le_bytes(), same));
        *number += 1;
    }
}

/// Marks the findings of one file by rule and line; gives what tells those apart that do not stand in lines of the same text.
fn mark(findings: &mut [Finding], units: &[Unit], index: &RuleIndex) -> Vec<u64> {
    let mut line = Line { text: "", range: 0..0, hash: 0 };
    let of_line = |finding: &mut Finding| {
        let file = units[finding.file.0 as usize].file;
        line.go_to(file, finding);
        let id = index.id(finding.rule);
        finding.mark = format!("{:016x}", xxh64(id.as_bytes(), line.hash));
        xxh64(format!("{id}\0{}", file.path).as_bytes(), line.hash)
    };
    findings.iter_mut().map(of_line).collect()
}

/// The same for comments that ignore nothing, by what they say.
pub(crate) fn of_problems(problems: &mut [SuppressionProblem], units: &[Unit]) {
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    for problem in problems {
        let file = units[problem.file.0 as usize].file;
        let text: String = file.text[file.text_range(problem.span)].split_whitespace().collect();
        let same = xxh64(format!("{}\0{text}", file.path).as_bytes(), 1);
        let number = seen.entry(same).or_default();
        problem.fingerprint = format!("{:016x}", xxh64(&number.to_le_bytes(), same));
        *number += 1;
    }
}

/// A line of code. Findings come in order, so the last one is often that of the next finding; and a line can be as long as a file.
struct Line<'a> {
    text: &'a str,
    range: Range<usize>,
    /// Of its text without white space.
    hash: u64,
}

impl<'a> Line<'a> {
    /// Goes to the line of a finding.
    fn go_to(&mut self, file: &'a SourceFile, finding: &Finding) {
        let (text, at, is_code) = match file.code_at(finding.chunk, finding.span) {
            Some((code, range)) => (code, range.start, true),
            None => (file.text.as_str(), file.text_range(finding.span).start, false),
        };
        if std::ptr::eq(self.text, text) && self.range.contains(&at) {
            return;
        }
        let range = if is_code { around(text, at) } else { file.lines().range(file.lines().line_of(at), text) };
        let condensed: String = text[range.clone()].split_whitespace().collect();
        *self = Line { text, range, hash: xxh64(condensed.as_bytes(), 0) };
    }
}

/// The line around a byte, without its end.
fn around(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    start..text[at..].find('\n').map_or(text.len(), |end| at + end)
}
