//! What of a report a SARIF file has, in order, within a limit.

use std::cmp::Reverse;

use rxodus_plan::Gone;
use rxodus_scan::{Finding, Origin, Report, SuppressionProblem};

use super::{SarifProfile, SarifStyle};
use crate::Context;

/// One result.
#[derive(Clone, Copy)]
pub(super) enum Entry<'a> {
    Finding(&'a Finding),
    /// A comment that ignores nothing.
    Problem(&'a SuppressionProblem),
    /// What the baseline has and is no more.
    Gone(&'a Gone),
}

/// The results to write, and how many the limit leaves out: the most severe ones and the surest ones stay.
pub(super) fn entries<'a>(report: &'a Report, context: &'a Context, style: &SarifStyle) -> (Vec<Entry<'a>>, usize) {
    let full = style.profile == SarifProfile::Full;
    let findings = report.findings.iter().filter(|finding| full || finding.suppressed.is_none()).map(Entry::Finding);
    let gone = context.policy.baseline.iter().filter(|_| full).flat_map(|baseline| &baseline.gone).map(Entry::Gone);
    let entries = findings.chain(report.suppression_problems.iter().map(Entry::Problem)).chain(gone);
    let mut ranked: Vec<(usize, Entry)> = entries.enumerate().collect();
    let all = ranked.len();
    if let Some(limit) = style.limit.filter(|limit| *limit < all) {
        ranked.sort_by_key(|(at, entry)| (Reverse(severity(report, context, entry)), origin(entry), *at));
        ranked.truncate(limit);
        ranked.sort_by_key(|(at, _)| *at);
    }
    let left_out = all - ranked.len();
    (ranked.into_iter().map(|(_, entry)| entry).collect(), left_out)
}

fn severity(report: &Report, context: &Context, entry: &Entry) -> crate::Severity {
    match entry {
        Entry::Finding(finding) => context.severity(report, finding),
        Entry::Problem(problem) => context.problem_severity(problem),
        Entry::Gone(_) => crate::Severity::Note,
    }
}

fn origin(entry: &Entry) -> Origin {
    match entry {
        Entry::Finding(finding) => finding.origin,
        Entry::Problem(_) | Entry::Gone(_) => Origin::Qualified,
    }
}
