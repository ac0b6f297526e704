//! A mark for each finding that stays when lines move.

use rustc_hash::FxHashMap;
use rxodus_rules::RuleIndex;
use rxodus_source::SourceFile;
use xxhash_rust::xxh64::xxh64;

use crate::{Finding, SuppressionProblem, unit::Unit};

/// Marks each finding by its rule, its file, the text of its line without white space, and its number among equal ones.
pub(crate) fn fingerprint(findings: &mut [Finding], units: &[Unit], index: &RuleIndex) {
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    for finding in findings {
        let file = units[finding.file.0 as usize].file;
        let text = line_of(file, finding);
        let line: String = text.split_whitespace().collect();
        let id = index.id(finding.rule);
        finding.mark = format!("{:016x}{:016x}", xxh64(format!("{id}\0{line}").as_bytes(), 0), sketch(text));
        let same = xxh64(format!("{id}\0{}\0{line}", file.path).as_bytes(), 0);
        let number = seen.entry(same).or_default();
        finding.fingerprint = format!("{:016x}", xxh64(&number.to_le_bytes(), same));
        *number += 1;
    }
}

/// Which words a line has: a bit for each, so that lines with many words in common have many bits in common.
fn sketch(line: &str) -> u64 {
    let words = line.split(|character: char| !character.is_alphanumeric() && character != '_').filter(|word| !word.is_empty());
    words.fold(0, |bits, word| bits | 1 << (xxh64(word.as_bytes(), 2) % 64))
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

/// The line of code in which a finding stands.
fn line_of<'a>(file: &'a SourceFile, finding: &Finding) -> &'a str {
    let span = finding.span;
    if let Some((code, range)) = file.code_at(finding.chunk, span) {
        let start = code[..range.start].rfind('\n').map_or(0, |end| end + 1);
        return code[start..].split('\n').next().unwrap_or_default();
    }
    &file.text[file.lines().range(file.lines().line_of(file.text_range(span).start), &file.text)]
}
