//! Earlier plans, and what changed since, as the document has them.

use rxodus_plan::{Milestone, Plan, PlanComparison};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::scores::{CountsOut, RangeOut, ShareOut, counts_out, share_out, tenths};

/// An earlier plan, in short.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct MilestoneOut {
    as_of: String,
    /// Efforts compare only within one version of the formula.
    formula: u32,
    knowledge: String,
    counts: CountsOut,
    targets: Vec<MilestoneTargetOut>,
}

/// What it said of a target.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct MilestoneTargetOut {
    target: String,
    readiness: Option<ShareOut>,
    /// What the code cost, in tenths of a point.
    tenths: RangeOut,
}

/// What changed since an earlier plan.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ComparisonOut {
    /// The day of the earlier plan.
    since: String,
    /// Rules, formula or prices are others now.
    knowledge_changed: bool,
    /// Findings that are no more, for which the code changed.
    gone: u64,
    /// Findings that are new, for which the code changed.
    new: u64,
    targets: Vec<TargetComparisonOut>,
}

/// The same on a target, in tenths of a point: from `before` to `repriced` by rules or formula, from `repriced` to `after` by the code.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TargetComparisonOut {
    target: String,
    before: RangeOut,
    /// What the earlier code costs by the rules and prices of now.
    repriced: RangeOut,
    after: RangeOut,
}

pub(super) fn milestone_out(milestone: &Milestone) -> MilestoneOut {
    let target = |target: &rxodus_plan::MilestoneTarget| MilestoneTargetOut {
        target: target.id.clone(),
        readiness: target.readiness.map(share_out),
        tenths: tenths(target.effort),
    };
    MilestoneOut {
        as_of: milestone.as_of.to_string(),
        formula: milestone.formula,
        knowledge: milestone.knowledge.clone(),
        counts: counts_out(milestone.counts),
        targets: milestone.targets.iter().map(target).collect(),
    }
}

pub(super) fn comparison_out(plan: &Plan, comparison: &PlanComparison) -> ComparisonOut {
    let target = |target: &rxodus_plan::TargetComparison| TargetComparisonOut {
        target: plan.facts.targets[target.target].id.clone(),
        before: tenths(target.before),
        repriced: tenths(target.before_repriced),
        after: tenths(target.after),
    };
    ComparisonOut {
        since: comparison.since.to_string(),
        knowledge_changed: comparison.knowledge_changed,
        gone: comparison.gone,
        new: comparison.new,
        targets: comparison.targets.iter().map(target).collect(),
    }
}
