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
/// Before the argument that is the path of a script.
const SCRIPT_ARGUMENT: &str = "script-argument:";
/// Before the argument that is a function.
const FUNCTION_ARGUMENT: &str = "function-argument:";
/// Before the argument that says it, or the context.
const SETS_CONTEXT: &str = "sets-context:";
/// Before the context.
const CONTEXT: &str = "context:";
/// Before the kind of data.
const DATA_SOURCE: &str = "data-source:";
/// Before the argument that names it, or the kind of data.
const RETURNS: &str = "returns:";

/// A role that is about something.
type About = fn(String) -> Role;

const ABOUT: [(&str, About); 7] = [
    (CODE_ARGUMENT, Role::CodeArgument),
    (SCRIPT_ARGUMENT, Role::ScriptArgument),
    (FUNCTION_ARGUMENT, Role::FunctionArgument),
    (SETS_CONTEXT, Role::SetsContext),
    (CONTEXT, Role::Context),
    (DATA_SOURCE, Role::DataSource),
    (RETURNS, Role::Returns),
];

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
            Self::SetsContext(to) => format!("{SETS_CONTEXT}{to}"),
            Self::GetsContext => "gets-context".to_owned(),
            Self::Context(context) => format!("{CONTEXT}{context}"),
            Self::DataSource(data) => format!("{DATA_SOURCE}{data}"),
            Self::Returns(what) => format!("{RETURNS}{what}"),
            Self::CodeArgument(argument) => format!("{CODE_ARGUMENT}{argument}"),
            Self::ScriptArgument(argument) => format!("{SCRIPT_ARGUMENT}{argument}"),
            Self::FunctionArgument(argument) => format!("{FUNCTION_ARGUMENT}{argument}"),
            Self::Trains => "trains".to_owned(),
            Self::Scores => "scores".to_owned(),
            Self::Publishes => "publishes".to_owned(),
            Self::FormulaFunction => "formula-function".to_owned(),
        }
    }

    /// The role of this word.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "gets-context" => Some(Self::GetsContext),
            "trains" => Some(Self::Trains),
            "scores" => Some(Self::Scores),
            "publishes" => Some(Self::Publishes),
            "formula-function" => Some(Self::FormulaFunction),
            _ => ABOUT.iter().find_map(|(prefix, role)| {
                let about = name.strip_prefix(prefix).filter(|about| !about.is_empty())?;
                Some(role(about.to_owned()))
            }),
        }
    }

    /// The argument that holds what is run: code, a script or a function.
    pub(crate) fn runs(&self) -> Option<&str> {
        match self {
            Self::FunctionArgument(argument) => Some(argument),
            _ => self.argument(),
        }
    }

    /// The argument that holds code or a script, where the role is about one.
    pub fn argument(&self) -> Option<&str> {
        match self {
            Self::CodeArgument(argument) | Self::ScriptArgument(argument) => Some(argument),
            _ => None,
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
