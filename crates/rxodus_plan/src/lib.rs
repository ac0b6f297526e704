//! What a move costs on each target: coverage, readiness and effort, three numbers that are never mixed into one.
//!
//! Pure functions of facts. Nothing here fails, reads a file or a clock, or computes with fractions.

mod advise;
mod baseline;
mod code_line;
mod compare;
mod data_sets;
mod estimate;
mod facts;
mod fixed;
mod group;
mod history;
mod left_out;
mod merge;
mod price;
mod row;
mod seen;
mod share;
mod survey;
mod target;
#[cfg(test)]
mod toy;
mod waves;
mod why;

use rayon::prelude::*;

pub use advise::{Advice, Answers, Difference, ForLanguage, PlatformAdvice, Reason, Rival, advise};
pub use baseline::{Baseline, Comparison, Gone, State};
pub use compare::{PlanComparison, TargetComparison, compare};
pub use data_sets::NamedData;
pub use estimate::{Estimate, Minutes};
pub use facts::{
    ArgumentFacts, ContextFacts, DataFacts, Facts, FileFacts, FindingFacts, LinkFacts, NotSeen, PackageFacts, PlatformFacts, Profile, Repository,
    RuleFacts, Shard, TargetFacts, Team, TrapFacts, WrapperFacts,
};
pub use fixed::FixedRow;
pub use group::Group;
pub use history::{Milestone, MilestoneTarget, milestone};
pub use left_out::LEFT_OUT;
pub use merge::{conflicts, merge};
pub use row::{Occurrence, Part, Row};
pub use seen::Seen;
pub use share::Share;
pub use survey::{Frame, survey};
pub use target::{Graded, TargetPlan, Unmapped};
pub use waves::{MoveGroup, Wait, Wave};
pub use why::why;

/// The scores of what was found, on each target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What all the rest is computed from.
    pub facts: Facts,
    /// Coverage: what the runs saw, the same for every target.
    pub seen: Seen,
    /// How many findings there are.
    pub counts: Counts,
    /// In the order of [`Facts::targets`].
    pub targets: Vec<TargetPlan>,
    /// The data that code names, sorted by repository, kind and name.
    pub data_sets: Vec<NamedData>,
    /// In which order to move.
    pub waves: Vec<Wave>,
    /// Earlier plans, the earliest first; empty where none was given.
    pub history: Vec<Milestone>,
    /// Which platform fits; absent until somebody asks.
    pub advice: Option<Advice>,
    /// What changed since one of them, if that was asked for.
    pub comparison: Option<PlanComparison>,
}

/// Findings, by whether the estimate covers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Certain, and ignored by no comment: all that readiness and effort speak of.
    pub certain: u64,
    /// For a reader to judge: estimated apart.
    pub graded: u64,
    /// Ignored by a comment: counted, and in no estimate.
    pub suppressed: u64,
}

/// The part of a plan that fits in a few lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scores {
    /// See [`Plan::seen`].
    pub seen: Seen,
    /// See [`Plan::counts`].
    pub counts: Counts,
    /// See [`Plan::targets`].
    pub targets: Vec<TargetPlan>,
}

/// The scores of these facts.
pub fn scores(facts: &Facts) -> Scores {
    Scores {
        seen: facts.repositories.iter().map(|repository| repository.seen).sum(),
        counts: facts.findings.iter().collect(),
        targets: (0..facts.targets.len()).into_par_iter().map(|target| target::target_plan(facts, target)).collect(),
    }
}

/// The plan of these facts.
pub fn plan(facts: Facts) -> Plan {
    let data_sets = data_sets::data_sets(&facts);
    let Scores { seen, counts, targets } = scores(&facts);
    let waves = waves::waves(&facts, &data_sets);
    Plan { facts, seen, counts, targets, data_sets, waves, history: Vec::new(), advice: None, comparison: None }
}

impl Plan {
    /// What each finding costs with its arguments, by target; absent where no effort is known, or a comment ignores it.
    pub fn costs(&self) -> Vec<Vec<Option<Estimate>>> {
        let mut costs: Vec<Vec<Option<Estimate>>> = vec![vec![None; self.targets.len()]; self.facts.findings.len()];
        for (at, target) in self.targets.iter().enumerate() {
            for row in target.rows.iter().chain(&target.graded.rows) {
                *costs[row.finding as usize][at].get_or_insert_default() += row.effort;
            }
        }
        costs
    }
}

impl<'a> FromIterator<&'a FindingFacts> for Counts {
    fn from_iter<I: IntoIterator<Item = &'a FindingFacts>>(findings: I) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            match finding {
                _ if finding.counts() => counts.certain += 1,
                _ if finding.is_graded() => counts.graded += 1,
                _ => counts.suppressed += 1,
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests;
