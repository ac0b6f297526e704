//! Traps: what changes in meaning where a call gives, or does not give, certain arguments. What a call gives is for a scan to tell.

use jiff::civil::Date;

use crate::{Condition, Confidence, TargetId};

/// A change of meaning that the arguments of a call show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trap {
    /// Its name in reports, in words with hyphens between; unique in its package.
    pub id: String,
    /// The symbols whose calls can show it.
    pub symbols: Vec<String>,
    /// The targets on which it is one.
    pub targets: Vec<TargetId>,
    /// Those among them on which the note of the symbol's entry tells it already.
    pub told: Vec<TargetId>,
    /// What shows it in a call.
    pub when: TrapCondition,
    /// What happens to those who walk into it.
    pub severity: TrapSeverity,
    /// What changes, in a sentence or two.
    pub note: String,
    /// What to do.
    pub advice: String,
    /// What was read to write this; never empty.
    pub sources: Vec<String>,
    /// The day of that reading.
    pub checked: Date,
    /// How sure its author is.
    pub confidence: Confidence,
}

/// What shows a trap in a call. All stated parts must hold, and at least one is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrapCondition {
    /// Formals that the call does not give.
    pub absent: Vec<String>,
    /// A formal, and the values one of which it is given: texts, numbers or constants, as text.
    pub value: Option<(String, Vec<String>)>,
    /// Where the call runs, on what data, and what it gives.
    pub circumstances: Condition,
}

/// What happens to those who walk into a trap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrapSeverity {
    /// Other numbers, each of them right in its way.
    Numeric,
    /// A wrong result, with no message.
    Silent,
    /// The new call stops.
    Error,
    /// Good to know.
    Info,
}

impl TrapSeverity {
    /// All of them, in an order that never changes.
    pub(crate) const ALL: [Self; 4] = [Self::Numeric, Self::Silent, Self::Error, Self::Info];

    /// The name in rule files and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Numeric => "numeric",
            Self::Silent => "silent",
            Self::Error => "error",
            Self::Info => "info",
        }
    }
}

impl TrapCondition {
    /// The formals that it speaks of.
    pub fn formals(&self) -> impl Iterator<Item = &String> {
        self.absent.iter().chain(&self.circumstances.present).chain(self.value.iter().map(|(formal, _)| formal))
    }
}
