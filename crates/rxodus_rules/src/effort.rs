//! What a change costs: the table behind an estimate, as `effort.toml` states it. Applies it to nothing.

use crate::Change;

/// The table of costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effort {
    /// The version of this table and of the way in which it is applied; two estimates compare only within one version.
    pub formula: u32,
    /// What a point is worth, in minutes of somebody who knows the old code and has read about the target.
    pub minutes_per_point: u32,
    /// What the numbers mean as a whole, for a reader.
    pub note: String,
    /// What was read to choose the numbers.
    pub sources: Vec<String>,
    /// One for each [`Change`], in its order; [`Effort::class`] looks one up.
    pub classes: [EffortClass; 7],
    /// A line that attaches or imports a package, a module or a name of it, whatever its change.
    pub import: EffortPoints,
    /// On top of a change: an argument of the call that has no counterpart.
    pub manual: EffortPrice,
    /// On top of a change: an argument of the call whose meaning changes.
    pub changes: EffortPrice,
    /// By how sure the author of the entry is.
    pub confidence: ConfidenceSpread,
    /// By how sure the finding is.
    pub origin: OriginSpread,
    /// What a whole project costs once, whatever its lines cost, in the order of the file.
    pub fixed: Vec<FixedCost>,
}

/// A cost of a whole project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedCost {
    /// Its name in reports and JSON.
    pub id: String,
    /// The same for a reader.
    pub title: String,
    /// What it is paid for.
    pub each: FixedEach,
    /// For the first of them, and for each further one.
    pub price: EffortPrice,
    /// The targets on which it arises; empty means all.
    pub on: Vec<String>,
    /// Where the minutes go.
    pub why: String,
}

/// What a fixed cost is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FixedEach {
    /// A repository in which anything was found.
    Repository,
    /// A place where calls run, as far as the code says it.
    Context,
    /// A call that trains a model; one where models are only applied.
    Model,
    /// A call that publishes a service.
    Service,
    /// A data set in files of the kind that is counted and not opened; one where calls name such data and none is there.
    DataSet,
    /// Ten gigabytes of these files, the last ones begun.
    TenGigabytes,
}

impl FixedEach {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Repository, Self::Context, Self::Model, Self::Service, Self::DataSet, Self::TenGigabytes];

    /// The word in `effort.toml`, in reports and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Repository => "repository",
            Self::Context => "context",
            Self::Model => "model",
            Self::Service => "service",
            Self::DataSet => "data-set",
            Self::TenGigabytes => "ten-gigabytes",
        }
    }
}

/// What changes of one class cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffortClass {
    /// The class.
    pub change: Change,
    /// One use, without its arguments.
    pub price: EffortPrice,
    /// The case that the price was judged by.
    pub example: EffortExample,
}

/// A worked example that anchors a class.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EffortExample {
    /// Code before the move.
    pub before: String,
    /// The same after it; empty where nothing is left.
    pub after: String,
    /// Where the minutes go.
    pub why: String,
}

/// A price for the first time that something is met in a project, and for each time after that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EffortPrice {
    /// The first time: reading, trying, deciding.
    pub first: EffortPoints,
    /// Each further time; no part of it is above the first.
    pub repeat: EffortPoints,
}

/// A range in tenths of a point, in rising order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EffortPoints {
    /// If all goes well.
    pub low: u32,
    /// What to plan with.
    pub likely: u32,
    /// If it does not.
    pub high: u32,
}

/// How far a doubt moves the ends of a range, in per cent; the middle stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EffortSpread {
    /// Of the low end; at most 100.
    pub low: u32,
    /// Of the high end; at least 100.
    pub high: u32,
}

/// A spread for each [`crate::Confidence`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConfidenceSpread {
    /// Read in the sources, or run.
    pub high: EffortSpread,
    /// Read, with a doubt.
    pub medium: EffortSpread,
    /// A guess.
    pub low: EffortSpread,
}

/// A spread for each way in which a finding can be sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OriginSpread {
    /// The code names the package.
    pub qualified: EffortSpread,
    /// The package is attached or imported.
    pub attached: EffortSpread,
    /// An unmistakable name, with nothing that attaches its package.
    pub unattached: EffortSpread,
    /// A reader must judge.
    pub ambiguous: EffortSpread,
    /// The name is put together while the code runs.
    pub dynamic: EffortSpread,
}

impl Effort {
    /// What a change of this class costs.
    pub fn class(&self, change: Change) -> &EffortClass {
        &self.classes[change as usize]
    }
}

#[cfg(test)]
mod tests {
    use crate::{Change, load, toy};

    #[test]
    fn a_class_is_found_by_its_change() {
        let effort = load(&toy::files()).expect("a checked ruleset").effort.expect("a table");
        let all = [Change::Keep, Change::Rename, Change::Arguments, Change::Rewrite, Change::Redesign, Change::Remove, Change::None];
        assert!(all.iter().all(|change| effort.class(*change).change == *change));
    }
}
