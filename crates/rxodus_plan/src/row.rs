//! One addend of an estimate.

use crate::Estimate;

/// An addend. The rows of an estimate add up to it exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Index in [`crate::Facts::findings`].
    pub finding: u32,
    /// What of the finding is priced here; each finding has exactly one row that is no argument.
    pub part: Part,
    /// Whether the first price or the one for repeats was taken.
    pub occurrence: Occurrence,
    /// The addend.
    pub effort: Estimate,
}

/// What a row prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The change itself.
    Change,
    /// A line that attaches or imports the package, a module or a name of it; never the first use.
    Import,
    /// An argument without a counterpart: the index of the symbol's formal.
    Manual(u16),
    /// An argument whose meaning changes: the index of the symbol's formal.
    Changes(u16),
}

/// The first time in the repository, or a time after that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Occurrence {
    /// The first.
    First,
    /// One after it.
    Repeat,
}

impl Part {
    /// The index of the formal, where it is about an argument.
    pub fn formal(self) -> Option<u16> {
        match self {
            Self::Manual(formal) | Self::Changes(formal) => Some(formal),
            Self::Change | Self::Import => None,
        }
    }

    /// The name in reports and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::Import => "import",
            Self::Manual(_) => "manual",
            Self::Changes(_) => "changes",
        }
    }
}

impl Occurrence {
    /// The name in reports and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Repeat => "repeat",
        }
    }
}
