//! A mark for each finding that stays when lines move.

use rustc_hash::FxHashMap;
use rxodus_rules::RuleIndex;
use xxhash_rust::xxh64::xxh64;

use crate::{Finding, Unit};

/// Marks each finding by its rule, its file, the text of its line without white space, and its number among equal ones.
pub(crate) fn fingerprint(findings: &mut [Finding], units: &[Unit], index: &RuleIndex) {
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    for finding in findings {
        let file = units[finding.file.0 as usize].file;
        let at = file.text_range(finding.span).start;
        let line = &file.text[file.lines().range(file.lines().line_of(at), &file.text)];
        let line: String = line.split_whitespace().collect();
        let same = xxh64(format!("{}\0{}\0{line}", index.id(finding.rule), file.path).as_bytes(), 0);
        let number = seen.entry(same).or_default();
        finding.fingerprint = format!("{:016x}", xxh64(&number.to_le_bytes(), same));
        *number += 1;
    }
}
