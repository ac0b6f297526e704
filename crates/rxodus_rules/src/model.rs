//! The rules as the rest of the program sees them: checked, complete, in the order of the files.

use jiff::civil::Date;

use crate::{Criterion, Effort, Flow, Pattern, Platform, Stray, Trap, Weights};

/// Everything that is known: what is retired, and what it becomes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ruleset {
    /// The API families that code can move to, in the order in which reports show them.
    pub targets: Vec<Target>,
    /// The retired packages, sorted by name.
    pub packages: Vec<Package>,
    /// Other packages whose exports look like a retired one's.
    pub homonyms: Vec<Homonym>,
    /// What changes cost; absent where the rules don't say.
    pub effort: Option<Effort>,
    /// Where calls run, and on what data.
    pub flow: Flow,
    /// Where code runs, before the move or after it, sorted by id.
    pub platforms: Vec<Platform>,
    /// What speaks for platforms and against them, in the order of the file.
    pub criteria: Vec<Criterion>,
    /// What is weighed beside them.
    pub weights: Weights,
    /// Calls that were found to exist.
    pub verified: Vec<Verified>,
}

/// Calls that were found to exist in a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The library with its version: `sparklyr 1.9.5`.
    pub library: String,
    /// The calls, as entries name them.
    pub names: Vec<String>,
}

/// Index of a target in [`Ruleset::targets`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TargetId(pub u8);

/// An API family that code is rewritten to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The name on the command line: `spark`.
    pub id: String,
    /// Other names that mean the same target.
    pub aliases: Vec<String>,
    /// The name for a reader.
    pub title: String,
    /// What a reader should know before choosing it.
    pub note: String,
    /// The library versions that calls are checked against.
    pub libraries: Vec<String>,
}

/// The language that a package is for.
///
/// Text is no language: its packages are families of patterns, which are ours and no vendor's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// R.
    R,
    /// Python.
    Python,
    /// T-SQL.
    Sql,
    /// Any text in which a pattern can be found.
    Text,
}

impl Language {
    /// The name in rule files and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::R => "R",
            Self::Python => "Python",
            Self::Sql => "T-SQL",
            Self::Text => "text",
        }
    }
}

/// A retired package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The name in rules and reports.
    pub name: String,
    /// The language that it is for.
    pub language: Language,
    /// What `library()` or `import` names; a Python module covers its submodules.
    pub modules: Vec<String>,
    /// Attached by the vendor's own R without a `library()` call.
    pub preattached: bool,
    /// End of support; absent where it lives as long as the one platform that has it.
    pub retired: Option<Date>,
    /// The last version; empty where none is known.
    pub version: String,
    /// Byte patterns (regular expressions), one of which occurs in every file that uses the package.
    pub anchors: Vec<String>,
    /// Where the facts are from.
    pub sources: Vec<String>,
    /// A sentence or two for a reader.
    pub note: String,
    /// What it exports, sorted by name.
    pub symbols: Vec<Symbol>,
    /// What the package itself (its `library()` or `import`) becomes.
    pub equivalents: Vec<Equivalent>,
    /// What changes in meaning with the arguments of calls, sorted by id.
    pub traps: Vec<Trap>,
    /// Names of arguments that no formal has, in the order of the file.
    pub strays: Vec<Stray>,
}

/// An exported name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// The true name.
    pub name: String,
    /// What it is; never empty.
    pub kinds: Vec<Kind>,
    /// What the engine treats in a way of its own.
    pub roles: Vec<Role>,
    /// Too ordinary a name to prove anything: it counts only where its package is attached, imported or named.
    pub common: bool,
    /// The vendor itself had deprecated it.
    pub deprecated: bool,
    /// Arguments in the order of the signature.
    pub formals: Vec<Formal>,
    /// What it is for: `data-source`, `linear-model` …
    pub topic: String,
    /// Other spellings in real code, wrong case aside.
    pub variants: Vec<String>,
    /// The documentation page.
    pub reference: String,
    /// How it is found, where it is no name.
    pub pattern: Option<Pattern>,
    /// What it becomes, by target; empty where nobody looked.
    pub equivalents: Vec<Equivalent>,
}

/// What a symbol is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A function.
    Function,
    /// A function that makes an object of a class of the same name.
    Constructor,
    /// A class, S3 or Python.
    Class,
    /// An S4 class.
    S4Class,
    /// A method; in R by its S3 name.
    Method,
    /// A constant.
    Constant,
    /// A variable.
    Variable,
    /// A data set or sample file.
    Dataset,
    /// A name of an option, met as text or as an argument.
    Option,
    /// An importable Python module.
    Module,
    /// A title of a help page that cannot be called.
    HelpTopic,
    /// No name, but a pattern in text.
    Pattern,
}

/// What makes a symbol special to the engine.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Switches the compute context: to what the named argument says, or to the context of this name.
    SetsContext(String),
    /// Gives the compute context in force.
    GetsContext,
    /// Makes a compute context of this name.
    Context(String),
    /// Makes a data source of this kind.
    DataSource(String),
    /// Gives what the named argument names, or a data frame where that is absent; or data of this kind.
    Returns(String),
    /// The named argument holds code as text, which runs in a session of its own.
    CodeArgument(String),
    /// The named argument is the path of a script, which runs in a session of its own.
    ScriptArgument(String),
    /// The named argument is a function, which runs in a session of its own.
    FunctionArgument(String),
    /// Fits a model.
    Trains,
    /// Applies a model to data.
    Scores,
    /// Publishes a web service or a procedure.
    Publishes,
    /// Means something only inside a formula that is an argument of one of the package's own functions.
    FormulaFunction,
}

/// An argument in a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formal {
    /// Its name, `...` included.
    pub name: String,
    /// The default as written; absent where the signature has none.
    pub default: Option<String>,
}

/// What a use becomes on a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Runs unchanged there.
    Keep,
    /// Another name, the same arguments.
    Rename,
    /// One counterpart with other arguments.
    Arguments,
    /// Several calls or an idiom take its place.
    Rewrite,
    /// The surrounding design changes.
    Redesign,
    /// The call goes away.
    Remove,
    /// Looked for; there is none.
    None,
}

impl Change {
    /// The name in rule files, reports and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Rename => "rename",
            Self::Arguments => "arguments",
            Self::Rewrite => "rewrite",
            Self::Redesign => "redesign",
            Self::Remove => "remove",
            Self::None => "none",
        }
    }
}

/// How sure the author of an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Read in the sources, or run.
    High,
    /// Read, with a doubt that `note` names.
    Medium,
    /// A guess from what is public.
    Low,
}

/// What a symbol becomes on one target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equivalent {
    /// The target.
    pub target: TargetId,
    /// When this entry applies; `None` for the last entry, which applies otherwise.
    pub when: Option<Condition>,
    /// The class of the change.
    pub change: Change,
    /// What to call, `package::function` or a dotted Python name; absent where there is no single one.
    pub call: Option<String>,
    /// Arguments that the new call needs in addition: name and value as code.
    pub add: Vec<(String, String)>,
    /// What changes, in a few sentences.
    pub note: String,
    /// What was read to write this; never empty.
    pub sources: Vec<String>,
    /// The day of that reading.
    pub checked: Date,
    /// How sure its author is.
    pub confidence: Confidence,
    /// The smallest real call; empty where the kind cannot be called.
    pub before: String,
    /// The same on the target; empty where nothing takes its place.
    pub after: String,
    /// The symbol's formals that matter, in the order of the file.
    pub arguments: Vec<ArgumentMap>,
}

/// When an equivalent applies. All stated parts must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Condition {
    /// The compute context in force.
    pub context: Option<String>,
    /// The kind of data source.
    pub data: Option<String>,
    /// Formals that the call gives, other than as nothing (`NULL`, `None`).
    pub present: Vec<String>,
}

/// What becomes of one formal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArgumentMap {
    /// The symbol's formal.
    pub formal: String,
    /// What becomes of it.
    pub fate: ArgumentFate,
}

/// What becomes of an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArgumentFate {
    /// Carries over under the name `to`; with a note, its meaning changes.
    To {
        /// The new call's argument.
        to: String,
        /// What changes; absent where nothing does.
        note: Option<String>,
    },
    /// No argument for it: do this instead.
    Manual(String),
    /// Goes away, for this reason.
    Drop(String),
}

/// A package that exports names of the shape of a retired one's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Homonym {
    /// The package's name, as attached or imported.
    pub package: String,
    /// The names that it exports and that a ruleset has as well.
    pub names: Vec<String>,
    /// Where this is from.
    pub sources: Vec<String>,
}
