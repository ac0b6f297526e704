//! The scores on one target.

use rxodus_rules::{Change, Effort, RuleId, RuleIndex, TargetId};
use rxodus_scan::{FileId, Finding, Report};

use crate::{
    Estimate, Group, Minutes, Row, Share,
    group::group,
    price::{Priced, Pricer},
};

/// What the move costs on one target. All but `graded` speaks of certain findings that no comment ignores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetPlan {
    /// The target.
    pub target: TargetId,
    /// Findings that the rules say something of, of all; absent where nothing was found.
    pub mapped: Option<Share>,
    /// Findings whose change is mechanical (`keep`, `rename`, `arguments`, `remove`), of all, unmapped ones included; absent where nothing was found.
    pub readiness: Option<Share>,
    /// The sum of `rows`.
    pub effort: Estimate,
    /// The same in minutes.
    pub minutes: Minutes,
    /// By package: its index in [`rxodus_rules::Ruleset::packages`].
    pub packages: Vec<Group<u16>>,
    /// By file, in the order of paths.
    pub files: Vec<Group<FileId>>,
    /// By rule.
    pub rules: Vec<Group<RuleId>>,
    /// By change; unmapped findings have none and are not in it.
    pub changes: Vec<Group<Change>>,
    /// Every addend, in the order of the findings.
    pub rows: Vec<Row>,
    /// What is not in the estimate because nobody looked.
    pub unmapped: Unmapped,
    /// What a reader must judge, added up apart.
    pub graded: Graded,
}

/// What nobody looked at: no effort is known, which is not the same as none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmapped {
    /// Findings of unmapped rules.
    pub findings: u64,
    /// These rules, with the number of their findings.
    pub rules: Vec<(RuleId, u64)>,
    /// Arguments of mapped calls that the entry does not name.
    pub arguments: u64,
    /// Mapped findings with arguments that cannot be seen: passed on as a whole, or in code that could not be parsed.
    pub unseen_arguments: u64,
}

/// Findings that a reader must judge. None of it is in the estimate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graded {
    /// How many.
    pub findings: u64,
    /// Those of them whose rule is unmapped.
    pub unmapped: u64,
    /// The sum of `rows`: what comes on top, if they are what they seem.
    pub effort: Estimate,
    /// The same in minutes.
    pub minutes: Minutes,
    /// Every addend; a rule that certain findings have met is not new here.
    pub rows: Vec<Row>,
}

pub(crate) fn target_plan(report: &Report, index: &RuleIndex, effort: &Effort, target: TargetId) -> TargetPlan {
    let mut pricer = Pricer::new(report, index, effort, target);
    let Priced { rows, unmapped, unmapped_arguments, unseen_arguments } = pricer.price(standing(report, true));
    let graded = graded(pricer.price(standing(report, false)), effort);
    let of_unmapped = || unmapped.iter().map(|at| &report.findings[*at]);
    let total: Estimate = rows.iter().map(|row| row.effort).sum();
    let mapped = rows.iter().filter(|row| row.part.formal().is_none()).count() as u64;
    let ready = rows.iter().filter(|row| row.part.formal().is_none() && is_mechanical(row.change)).count() as u64;
    let all = mapped + unmapped.len() as u64;
    let rules = group(&rows, |row| row.rule, of_unmapped().map(|finding| finding.rule));
    TargetPlan {
        target,
        mapped: Share::new(mapped, all),
        readiness: Share::new(ready, all),
        effort: total,
        minutes: total.minutes(effort.minutes_per_point),
        packages: group(&rows, |row| row.rule.package, of_unmapped().map(|finding| finding.rule.package)),
        files: group(&rows, |row| row.file, of_unmapped().map(|finding| finding.file)),
        changes: group(&rows, |row| row.change, std::iter::empty()),
        unmapped: Unmapped {
            findings: unmapped.len() as u64,
            rules: rules.iter().filter(|group| group.unmapped > 0).map(|group| (group.key, group.unmapped)).collect(),
            arguments: unmapped_arguments,
            unseen_arguments,
        },
        rules,
        rows,
        graded,
    }
}

/// The findings that no comment ignores, with their index: the certain ones, or those that a reader must judge.
fn standing(report: &Report, certain: bool) -> impl Iterator<Item = (usize, &Finding)> {
    let all = report.findings.iter().enumerate();
    all.filter(move |(_, finding)| finding.suppressed.is_none() && finding.origin.is_certain() == certain)
}

fn graded(priced: Priced, effort: &Effort) -> Graded {
    let total: Estimate = priced.rows.iter().map(|row| row.effort).sum();
    let mapped = priced.rows.iter().filter(|row| row.part.formal().is_none()).count();
    Graded {
        findings: (mapped + priced.unmapped.len()) as u64,
        unmapped: priced.unmapped.len() as u64,
        effort: total,
        minutes: total.minutes(effort.minutes_per_point),
        rows: priced.rows,
    }
}

/// Whether the edit follows from the rule alone.
fn is_mechanical(change: Change) -> bool {
    matches!(change, Change::Keep | Change::Rename | Change::Arguments | Change::Remove)
}
