//! What a run looked at, and by name what it did not see.

use std::io::{self, Write};

use rxodus_scan::{Coverage, PartialReason, Report, SkippedReason};

use super::footer::{INDENTATION, write_footer, write_hanging};
use crate::{
    Context, TextStyle,
    escape::escape,
    problem::{problem_rule, problem_text},
    unseen::{only_changed, only_part, partial_reason, skipped_reason},
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
    if let Some(part) = coverage.part {
        write_footer("part", &only_part(part), style, out)?;
    }
    if let Some(only) = &coverage.only_changed {
        write_footer("only", &only_changed(only), style, out)?;
    }
    let partial: Vec<_> = coverage.partial.iter().filter(|partial| !matches!(partial.reason, PartialReason::OtherLanguage { .. })).collect();
    let (hidden, skipped): (Vec<_>, Vec<_>) = coverage.skipped.iter().partition(|skipped| skipped.reason == SkippedReason::Hidden);
    write_list("unread", coverage.unread.iter().map(|unread| (unread.path.as_str(), unread.reason.clone())), style, out)?;
    write_list("partly", partial.iter().map(|partial| (partial.path.as_str(), partial_reason(partial))), style, out)?;
    write_list("left out", skipped.iter().map(|skipped| (skipped.path.as_str(), skipped_reason(skipped.reason).to_owned())), style, out)?;
    if let Some(others) = others(coverage, hidden.len() as u64) {
        write_footer("not read", &others, style, out)?;
    }
    let problems: Vec<_> = report
        .suppression_problems
        .iter()
        .map(|problem| (format!("{}:{}", problem.path, problem.line), format!("{} [{}]", problem_text(problem), problem_rule(problem).id)))
        .collect();
    write_list("comments", problems.iter().map(|(place, text)| (place.as_str(), text.clone())), style, out)
}

/// Writes what the baseline has and is no more.
pub(super) fn write_gone(context: &Context, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let gone = context.policy.baseline.iter().flat_map(|baseline| &baseline.gone);
    let gone: Vec<_> = gone.map(|gone| (gone.path.as_str(), format!("[{}] {}", gone.rule, count(gone.findings, "finding")))).collect();
    write_list("gone", gone.into_iter(), style, out)
}

/// `3 chunks of julia; 2 hidden folders and files`, and where the JSON names them; nothing where there are none.
fn others(coverage: &Coverage, hidden: u64) -> Option<String> {
    let languages = coverage.languages.iter().map(|count_of| format!("{} of {}", count(count_of.chunks, "chunk"), escape(&count_of.language)));
    let mut parts: Vec<_> = languages.take(LONGEST_LIST).collect();
    match hidden {
        0 => {}
        1 => parts.push("1 hidden folder or file".to_owned()),
        _ => parts.push(format!("{} hidden folders and files", thousands(hidden))),
    }
    (!parts.is_empty()).then(|| format!("{}: --format json lists them", list(&parts, "and")))
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
