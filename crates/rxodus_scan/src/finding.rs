//! A use that was resolved to a rule.

use rxodus_rules::{Circumstances, Equivalent, RuleId, RuleIndex, TargetId};
use rxodus_source::{Cell, Container, Language, Span};

use crate::{
    MatchedArgument, SuppressedBy,
    flow::{DataUse, InForce, ResultUse},
};

/// Index of a file in [`crate::Report::files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A use of something retired, at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub rule: RuleId,
    /// The true name; for an attach the package, for a module import the dotted module, `*` for a star import.
    pub symbol: String,
    /// What the code does with it.
    pub usage: Use,
    /// How sure it is.
    pub origin: Origin,
    /// Why it is no surer; empty for certain findings.
    pub reason: String,
    /// The file.
    pub file: FileId,
    /// The name.
    pub span: Span,
    /// The whole call; of anything else the name.
    pub whole: Span,
    /// The chunk of the file in which it stands, also where that is in a string: index in [`rxodus_source::SourceFile::chunks`].
    pub chunk: u32,
    /// What the code stands in.
    pub container: Container,
    /// The cell of a notebook or document.
    pub cell: Option<Cell>,
    /// The language of the code.
    pub language: Language,
    /// Whether running the file runs this code.
    pub evaluated: bool,
    /// The place could not be parsed, so that the arguments are not known.
    pub recovered: bool,
    /// The arguments of a call, matched to the symbol's formals.
    pub arguments: Vec<MatchedArgument>,
    /// The first part of its call that is put in only when the text around the code runs; absent where the call stands there whole.
    pub unknown_part: Option<Span>,
    /// The compute context in force at a call; absent for what is no call.
    pub context: Option<InForce>,
    /// What a call reads and writes, as far as its arguments name it.
    pub data: Vec<DataUse>,
    /// What is done with the model that a call gives, sorted by place.
    pub uses: Vec<ResultUse>,
    /// The function of the scanned code that does nothing but this, or the name that this is given.
    pub wrapper: Option<String>,
    /// There are arguments that cannot be seen (`...`, `**kwargs`).
    pub more_arguments: bool,
    /// What makes the name visible here; absent where it is qualified, or nothing does.
    pub attached_by: Option<AttachedBy>,
    /// Stays the same when lines move: rule, file, text of the line, and its number among equal ones.
    pub fingerprint: String,
    /// The same for all findings of this rule in lines of this text, in any file.
    pub mark: String,
    /// The reason that a comment gives for ignoring it.
    pub suppressed: Option<String>,
    /// The comment that does.
    pub suppressed_by: Option<SuppressedBy>,
}

/// Where a package is attached or imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttachedBy {
    /// The file.
    pub file: FileId,
    /// The package's name in it.
    pub span: Span,
    /// The code says how that reaches the finding: it stands in the same file, in one that is run or imported with it, or in one that holds for
    /// all the project. Otherwise it only stands somewhere in the project.
    pub is_linked: bool,
}

impl AttachedBy {
    /// A place that reaches the finding.
    pub(crate) fn linked(file: FileId, span: Span) -> Self {
        Self { file, span, is_linked: true }
    }
}

/// What the code does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Use {
    /// Attaches or loads a package.
    Attach,
    /// Imports a module or a name.
    Import,
    /// Calls.
    Call,
    /// Uses as a value.
    Reference,
    /// Calls by a name in a string.
    Dynamic,
    /// Says something that a pattern finds: an address, a command, a declaration.
    Mention,
}

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The code names the package.
    Qualified,
    /// The package is attached or imported.
    Attached,
    /// An unmistakable name, with nothing that attaches its package.
    Unattached,
    /// A reader must judge.
    Ambiguous,
    /// The code brings the name to the call while it runs.
    Dynamic,
}

impl Origin {
    /// Whether the finding stands without a reader's judgement.
    pub fn is_certain(self) -> bool {
        matches!(self, Self::Qualified | Self::Attached | Self::Unattached)
    }

    /// The name in reports and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Qualified => "qualified",
            Self::Attached => "attached",
            Self::Unattached => "unattached",
            Self::Ambiguous => "ambiguous",
            Self::Dynamic => "dynamic",
        }
    }
}

impl Finding {
    /// What is known of it that a rule may make a condition.
    pub fn circumstances(&self, index: &RuleIndex) -> Circumstances {
        let context = match self.context {
            Some(InForce::Known { context, .. }) => Some(context),
            _ => None,
        };
        let kind = |is_written: bool| self.data.iter().find(|data| data.is_written == is_written)?.kind;
        Circumstances { context, data: index.symbol(self.rule).and_then(|symbol| index.ruleset().flow.deciding(symbol, kind)) }
    }

    /// What it becomes on a target, in its circumstances; `None` where nobody looked.
    pub fn equivalent<'i>(&self, index: &'i RuleIndex, target: TargetId) -> Option<&'i Equivalent> {
        index.equivalent(self.rule, target, &|| self.circumstances(index), &|formal| self.gives(formal, index))
    }
}

impl Use {
    /// The name in reports and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Attach => "attach",
            Self::Import => "import",
            Self::Call => "call",
            Self::Reference => "reference",
            Self::Dynamic => "dynamic",
            Self::Mention => "mention",
        }
    }
}
