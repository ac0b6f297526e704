//! Rule files to a checked [`Ruleset`] and a [`RuleIndex`] for look-ups.
//!
//! Knows no package by name and does no input or output: it takes `(path, text)` pairs and gives rules or errors that point into that text.

mod advice;
mod audit;
mod effort;
mod flow;
mod index;
mod load;
mod model;
mod names;
mod pattern;
mod platform;
mod scaffold;
mod stray;
#[cfg(test)]
mod toy;
mod trap;
mod wire;

pub use advice::{Criterion, Evidence, Fit, Weights};
pub use audit::{Audit, Doubt, Doubtful, audit};
pub use effort::{ConfidenceSpread, Effort, EffortClass, EffortExample, EffortPoints, EffortPrice, EffortSpread, FixedCost, FixedEach, OriginSpread};
pub use flow::{Circumstances, ContextKind, DataKind, Flow};
pub use index::{RuleId, RuleIndex};
pub use load::{RuleError, RuleFile, extend, load};
pub use model::{
    ArgumentFate, ArgumentMap, Change, Condition, Confidence, Equivalent, Formal, Homonym, Kind, Language, Package, Role, Ruleset, Symbol, Target,
    TargetId, Verified,
};
pub use pattern::{Pattern, Place};
pub use platform::{Limit, Platform, Status};
pub use scaffold::{Subject, insert_entry, scaffold, scaffold_path};
pub use stray::Stray;
pub use trap::{Trap, TrapCondition, TrapSeverity};
pub use wire::{WireError, pack, unpack};
