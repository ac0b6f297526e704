//! What was not seen, and why, in words that all formats share. Each is a predicate: the path goes before it.

use rxodus_scan::{OnlyChanged, Part, Partial, PartialReason, SkippedReason};

use crate::words::count;

/// Why a file was not wholly understood.
pub(crate) fn partial_reason(partial: &Partial) -> String {
    let line = partial.regions.first().map_or(1, |lines| lines.first);
    let many = |number: u32, one: String, more: String| if number == 1 { one } else { more };
    match &partial.reason {
        PartialReason::Encoding => "is not valid UTF-8, so it was read as Windows-1252".to_owned(),
        PartialReason::SyntaxErrors { count } => many(
            *count,
            format!("has a syntax error at line {line}; names there were still looked at"),
            format!("has {count} syntax errors, the first at line {line}; names there were still looked at"),
        ),
        PartialReason::BrokenNotebook => {
            format!(
                "is no notebook that can be read: its JSON breaks at line {line}; what looks like its code was looked at, and is for a reader to judge"
            )
        }
        PartialReason::GivenUp => format!("is mostly no code from line {line} on: only words with a `(` behind them were looked at"),
        PartialReason::ScriptElsewhere { calls } => many(
            *calls,
            format!("does not hold the script of the call at line {line}"),
            format!("does not hold the scripts of {calls} calls, the first at line {line}"),
        ),
        PartialReason::UnknownParts { count } => many(
            *count,
            format!("has a script with a part at line {line} that only running it would tell"),
            format!("has scripts with {count} parts that only running them would tell, the first at line {line}"),
        ),
        PartialReason::OtherLanguage { language, chunks } => {
            format!("has {} of {language}, which is not read; the first at line {line}", count(*chunks, "chunk"))
        }
    }
}

/// Why a folder or file was left out.
pub(crate) fn skipped_reason(reason: SkippedReason) -> &'static str {
    match reason {
        SkippedReason::Vendored => "is left out by itself: vendored code or checkpoints (`--include` brings it back)",
        SkippedReason::Excluded => "excluded",
        SkippedReason::Link => "is a symbolic link (`--follow` follows it)",
        SkippedReason::Hidden => "is hidden (`--include` brings it back)",
    }
}

/// Which part of the files a report is on.
pub(crate) fn part_in_words(part: Part) -> String {
    format!("part {} of {}", part.number, part.of)
}

/// What a look at a part of the files leaves out.
pub(crate) fn only_part(part: Part) -> String {
    format!("{}: findings in files of the other parts are not in this report", part_in_words(part))
}

/// What a look at changed lines alone leaves out.
pub(crate) fn only_changed(only: &OnlyChanged) -> String {
    format!("lines that changed since {}; {} in others left out", only.since, count(only.left_out, "finding"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rxodus_scan::Lines;

    #[test]
    fn one_and_many() {
        let reason = |reason| partial_reason(&Partial { path: "a".to_owned(), reason, regions: vec![Lines { first: 3, last: 4 }] });
        assert_eq!(reason(PartialReason::ScriptElsewhere { calls: 1 }), "does not hold the script of the call at line 3");
        assert_eq!(reason(PartialReason::ScriptElsewhere { calls: 2 }), "does not hold the scripts of 2 calls, the first at line 3");
        let julia = PartialReason::OtherLanguage { language: "julia".to_owned(), chunks: 2 };
        assert_eq!(reason(julia), "has 2 chunks of julia, which is not read; the first at line 3");
    }
}
