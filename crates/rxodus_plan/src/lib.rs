//! What a move costs on each target: coverage, readiness and effort, three numbers that are never mixed into one.
//!
//! Pure functions of a report and its rules. Nothing here fails, reads a file or a clock, or computes with fractions.

mod baseline;
mod estimate;
mod group;
mod left_out;
mod price;
mod row;
mod seen;
mod share;
mod target;
#[cfg(test)]
mod toy;
mod why;

pub use baseline::{Baseline, Comparison, Gone, State};
pub use estimate::{Estimate, Minutes};
pub use group::Group;
pub use left_out::LEFT_OUT;
pub use row::{Occurrence, Part, Row};
pub use seen::Seen;
pub use share::Share;
pub use target::{Graded, TargetPlan, Unmapped};
pub use why::why;

use rxodus_rules::{RuleIndex, TargetId};
use rxodus_scan::Report;

/// The scores of a report on each target that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The version of the table of costs and of its use; estimates compare only within one version.
    pub formula: u32,
    /// What a point is worth.
    pub minutes_per_point: u32,
    /// Paths of the report's files; a [`rxodus_scan::FileId`] is an index in it.
    pub files: Vec<String>,
    /// Coverage: what the run saw, the same for every target.
    pub seen: Seen,
    /// Certain findings that no comment ignores: all that readiness and effort speak of.
    pub certain: u64,
    /// Findings that a reader must judge: estimated apart.
    pub graded: u64,
    /// Findings that a comment ignores: counted, and in no estimate.
    pub suppressed: u64,
    /// In the order that was asked for.
    pub targets: Vec<TargetPlan>,
}

/// The plan for these targets; absent where the rules have no table of costs, since an estimate of nothing would read as zero.
pub fn plan(report: &Report, index: &RuleIndex, targets: &[TargetId]) -> Option<Plan> {
    let effort = index.ruleset().effort.as_ref()?;
    let standing = || report.findings.iter().filter(|finding| finding.suppressed.is_none());
    let certain = standing().filter(|finding| finding.origin.is_certain()).count();
    Some(Plan {
        formula: effort.formula,
        minutes_per_point: effort.minutes_per_point,
        files: report.files.iter().map(|file| file.path.clone()).collect(),
        seen: seen::seen(&report.coverage),
        certain: certain as u64,
        graded: (standing().count() - certain) as u64,
        suppressed: (report.findings.len() - standing().count()) as u64,
        targets: targets.iter().map(|target| target::target_plan(report, index, effort, *target)).collect(),
    })
}

#[cfg(test)]
mod tests;
