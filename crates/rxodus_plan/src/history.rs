//! What an earlier plan said, in short.

use jiff::civil::Date;

use crate::{Counts, Estimate, Plan, Share};

/// An earlier plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// Its day.
    pub as_of: Date,
    /// The version of its formula; efforts compare only within one.
    pub formula: u32,
    /// A mark for its rules.
    pub knowledge: String,
    /// Its findings.
    pub counts: Counts,
    /// Its scores, by target.
    pub targets: Vec<MilestoneTarget>,
}

/// What it said of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MilestoneTarget {
    /// The target's id.
    pub id: String,
    /// What was mechanical; absent where nothing was found.
    pub readiness: Option<Share>,
    /// What the code cost.
    pub effort: Estimate,
}

/// A plan in short.
pub fn milestone(plan: &Plan) -> Milestone {
    let facts = &plan.facts;
    let targets = facts.targets.iter().zip(&plan.targets);
    Milestone {
        as_of: facts.as_of,
        formula: facts.effort.formula,
        knowledge: facts.knowledge.clone(),
        counts: plan.counts,
        targets: targets
            .map(|(known, target)| MilestoneTarget { id: known.id.clone(), readiness: target.readiness, effort: target.effort })
            .collect(),
    }
}
