//! The words by which rule files and reports call kinds, roles and confidences.

use crate::{Confidence, Kind, Role};

const KINDS: [(&str, Kind); 12] = [
    ("function", Kind::Function),
    ("constructor", Kind::Constructor),
    ("class", Kind::Class),
    ("s4class", Kind::S4Class),
    ("method", Kind::Method),
    ("constant", Kind::Constant),
    ("variable", Kind::Variable),
    ("dataset", Kind::Dataset),
    ("option", Kind::Option),
    ("module", Kind::Module),
    ("help-topic", Kind::HelpTopic),
    ("pattern", Kind::Pattern),
];

/// Before the argument that holds code.
const CODE_ARGUMENT: &str = "code-argument:";

impl Kind {
    /// The word in `symbols.tsv`.
    pub fn name(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    /// The kind of this word.
    pub fn from_name(name: &str) -> Option<Self> {
        KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }
}

impl Role {
    /// The word in `symbols.tsv`, with the argument where there is one.
    pub fn name(&self) -> String {
        match self {
            Self::SetsContext => "sets-context".to_owned(),
            Self::Context => "context".to_owned(),
            Self::DataSource => "data-source".to_owned(),
            Self::CodeArgument(argument) => format!("{CODE_ARGUMENT}{argument}"),
            Self::Trains => "trains".to_owned(),
            Self::Scores => "scores".to_owned(),
            Self::Publishes => "publishes".to_owned(),
            Self::FormulaFunction => "formula-function".to_owned(),
        }
    }

    /// The role of this word.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "sets-context" => Some(Self::SetsContext),
            "context" => Some(Self::Context),
            "data-source" => Some(Self::DataSource),
            "trains" => Some(Self::Trains),
            "scores" => Some(Self::Scores),
            "publishes" => Some(Self::Publishes),
            "formula-function" => Some(Self::FormulaFunction),
            _ => {
                let argument = name.strip_prefix(CODE_ARGUMENT).filter(|argument| !argument.is_empty())?;
                Some(Self::CodeArgument(argument.to_owned()))
            }
        }
    }
}

impl Confidence {
    /// The word in `on/TARGET.toml` and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}
