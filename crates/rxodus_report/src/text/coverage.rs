//! What a run looked at, and by name what it did not see.

use std::io::{self, Write};

use rxodus_scan::{Coverage, Report, SuppressionProblem, SuppressionProblemKind};

use super::footer::{INDENTATION, write_footer, write_hanging};
use crate::{
    TextStyle,
    escape::escape,
    json::{partial_reason, skipped_reason},
    words::{bytes, count, list, thousands},
};

/// Names in a list; the JSON has all of them.
const LONGEST_LIST: usize = 20;

/// `12 R scripts (1.2 MB) and 1 Python file (300 B); 3 files of other kinds`.
pub(super) fn looked_at(coverage: &Coverage) -> String {
    let kinds: Vec<_> = coverage.kinds.iter().map(|kind| format!("{} ({})", count(kind.files, kind.kind.name()), bytes(kind.bytes))).collect();
    let kinds = if kinds.is_empty() { "0 files that can hold such code".to_owned() } else { list(&kinds, "and") };
    if coverage.other_files == 0 { kinds } else { format!("{kinds}; {} of other kinds not read", count(coverage.other_files, "file")) }
}

/// Writes by name what was not seen, and why.
pub(super) fn write_unseen(report: &Report, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let coverage = &report.coverage;
    write_list("unread", coverage.unread.iter().map(|unread| (unread.path.as_str(), unread.reason.clone())), style, out)?;
    write_list("partly", coverage.partial.iter().map(|partial| (partial.path.as_str(), partial_reason(partial.reason))), style, out)?;
    write_list("left out", coverage.skipped.iter().map(|skipped| (skipped.path.as_str(), skipped_reason(skipped.reason).to_owned())), style, out)?;
    let problems: Vec<_> =
        report.suppression_problems.iter().map(|problem| (format!("{}:{}", problem.path, problem.line), problem_text(problem))).collect();
    write_list("comments", problems.iter().map(|(place, text)| (place.as_str(), (*text).to_owned())), style, out)
}

/// What is wrong with a comment, as a predicate.
pub(crate) fn problem_text(problem: &SuppressionProblem) -> &'static str {
    match problem.kind {
        SuppressionProblemKind::NoReason => "ignores nothing, because it gives no reason: write one behind the bracket",
        SuppressionProblemKind::NoRule => "ignores nothing, because it names no rule: write ignore[NAME] and a reason",
        SuppressionProblemKind::Unused => "has nothing to ignore: remove it, or look at the name",
    }
}

/// A path and a reason a line, the first with the label.
fn write_list<'a>(label: &str, items: impl ExactSizeIterator<Item = (&'a str, String)>, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let more = items.len().saturating_sub(LONGEST_LIST);
    for (at, (path, reason)) in items.take(LONGEST_LIST).enumerate() {
        write_item(at == 0, label, &format!("{} {}", escape(path), escape(&reason)), style, out)?;
    }
    if more > 0 {
        write_item(false, label, &format!("and {} more: --format json lists all", thousands(more as u64)), style, out)?;
    }
    Ok(())
}

fn write_item(first: bool, label: &str, text: &str, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    if first {
        return write_footer(label, text, style, out);
    }
    write!(out, "{:INDENTATION$}", "")?;
    write_hanging(text, INDENTATION, style, out)
}
