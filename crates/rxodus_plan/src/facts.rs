//! All that a plan is computed from, in no program's memory but its own: it can be written down, read back, and put together with others.

use jiff::civil::Date;
use rxodus_rules::{Effort, Equivalent};
use rxodus_scan::{DataSet, Lines, Origin, OtherCount, Use};

use crate::Seen;

/// What was found in one or more repositories, what the rules say of it, and what a point costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The day that life cycles are judged by; of several plans the latest one.
    pub as_of: Date,
    /// A mark for the rules: the same for the same rules.
    pub knowledge: String,
    /// Where the code will run, if that was chosen.
    pub platform: Option<PlatformFacts>,
    /// The table of costs.
    pub effort: Effort,
    /// What a point is worth here.
    pub profile: Profile,
    /// The targets, in the order of the rules.
    pub targets: Vec<TargetFacts>,
    /// The rules that occur, sorted by id.
    pub rules: Vec<RuleFacts>,
    /// Sorted by name; never empty.
    pub repositories: Vec<Repository>,
    /// The files that were parsed, sorted by repository and path.
    pub files: Vec<FileFacts>,
    /// Which of them run or import others, in order.
    pub links: Vec<LinkFacts>,
    /// The packages that they use and that are not retired, sorted by file.
    pub packages: Vec<PackageFacts>,
    /// All findings, sorted by file and place.
    pub findings: Vec<FindingFacts>,
}

/// A platform that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformFacts {
    /// The name on the command line.
    pub id: String,
    /// The name for a reader.
    pub title: String,
    /// Where it is in its life, in words.
    pub life: String,
}

/// How a team values points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Profile {
    /// Minutes of work that a point is worth.
    pub minutes_per_point: u32,
    /// How much longer this team takes, or shorter, in per cent.
    pub team_factor: u32,
}

/// What a team says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Team {
    /// Minutes that a point is worth; absent where the table of costs says it.
    pub minutes_per_point: Option<u32>,
    /// How much longer it takes, or shorter, in per cent.
    pub factor: u32,
}

impl Default for Team {
    fn default() -> Self {
        Self { minutes_per_point: None, factor: 100 }
    }
}

/// A target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetFacts {
    /// The name on the command line.
    pub id: String,
    /// The name for a reader.
    pub title: String,
    /// What a reader should know before choosing it.
    pub note: String,
}

/// What was planned as one: a folder that was scanned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// How it is called; no two have the same name.
    pub name: String,
    /// The parts of it that were resolved; absent for the whole.
    pub shard: Option<Shard>,
    /// How much was seen.
    pub seen: Seen,
    /// What was not seen, or not wholly, sorted by path.
    pub not_seen: Vec<NotSeen>,
    /// Files of no kind that is read, by extension.
    pub others: Vec<OtherCount>,
    /// Data that was counted and not opened.
    pub data: Vec<DataSet>,
}

/// Parts of a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shard {
    /// How many parts there are.
    pub of: u32,
    /// Those that are here, from 1, in rising order.
    pub parts: Vec<u32>,
}

/// A file or folder that was not seen, or not wholly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotSeen {
    /// Its path.
    pub path: String,
    /// `partial`, `unread` or `skipped`.
    pub status: String,
    /// The reason as a word for programs; absent where the system gave it.
    pub why: Option<String>,
    /// The reason as a predicate.
    pub reason: String,
    /// Where; empty where it concerns the whole file.
    pub regions: Vec<Lines>,
}

/// A rule that occurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFacts {
    /// `package/symbol`, or the package alone.
    pub id: String,
    /// The package or family.
    pub package: String,
    /// The symbol; absent for the package itself.
    pub symbol: Option<String>,
    /// What a reader calls it: a pattern's title, else the id.
    pub title: String,
    /// The language that the package is for.
    pub language: String,
    /// End of support; absent where there is none.
    pub retired: Option<Date>,
    /// The documentation page; empty where there is none.
    pub reference: String,
    /// What it is for; empty where that is not said.
    pub topic: String,
    /// What the engine treats in a way of its own, as rule files say it.
    pub roles: Vec<String>,
    /// The names of its arguments.
    pub formals: Vec<String>,
    /// What may change in meaning with the arguments of a call.
    pub traps: Vec<TrapFacts>,
    /// What it becomes: by target, in their order, the entries that may apply; empty where nobody looked.
    pub entries: Vec<Vec<Equivalent>>,
}

/// A change of meaning that a call may show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrapFacts {
    /// Its name.
    pub id: String,
    /// `numeric`, `silent`, `error` or `info`.
    pub severity: String,
    /// What changes.
    pub note: String,
    /// What to do.
    pub advice: String,
}

/// A file that was parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// Index in [`Facts::repositories`].
    pub repository: u16,
    /// Within its repository.
    pub path: String,
    /// What it is.
    pub kind: String,
    /// The same as long as its text is.
    pub digest: String,
}

/// One file runs or imports another: indices in [`Facts::files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkFacts {
    /// The one that does.
    pub from: u32,
    /// The other one.
    pub to: u32,
}

/// A package that is attached or imported and is not retired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageFacts {
    /// Index in [`Facts::files`].
    pub file: u32,
    /// From 1.
    pub line: u32,
    /// Its name; of a Python module the first part.
    pub name: String,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingFacts {
    /// Index in [`Facts::files`].
    pub file: u32,
    /// Index in [`Facts::rules`].
    pub rule: u32,
    /// The true name.
    pub symbol: String,
    /// The name as written.
    pub text: String,
    /// What the code does with it.
    pub usage: Use,
    /// How sure it is.
    pub origin: Origin,
    /// Why it is no surer; empty for certain findings.
    pub reason: String,
    /// From 1.
    pub line: u32,
    /// From 1, in Unicode scalar values.
    pub column: u32,
    /// The number of its cell; absent outside notebooks and documents.
    pub cell: Option<u32>,
    /// What the code stands in.
    pub container: String,
    /// The language of the code; absent for text that is none.
    pub language: Option<String>,
    /// Whether running the file runs it.
    pub evaluated: bool,
    /// The place could not be parsed.
    pub recovered: bool,
    /// There are arguments that cannot be seen.
    pub more_arguments: bool,
    /// Its line, cropped.
    pub code: String,
    /// The column of the name in that, from 1.
    pub code_column: u32,
    /// The arguments of a call.
    pub arguments: Vec<ArgumentFacts>,
    /// Where it runs; absent for what is no call.
    pub context: Option<ContextFacts>,
    /// What it reads and writes.
    pub data: Vec<DataFacts>,
    /// The function of the scanned code that does nothing but this.
    pub wrapper: Option<WrapperFacts>,
    /// By target: which of the rule's entries applies; absent where nobody looked.
    pub entries: Vec<Option<u16>>,
    /// By target: the traps that it shows, as indices in [`RuleFacts::traps`].
    pub traps: Vec<Vec<u16>>,
    /// Stays the same when lines move.
    pub fingerprint: String,
    /// The reason that a comment gives for ignoring it.
    pub suppressed: Option<String>,
}

/// An argument of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArgumentFacts {
    /// Index in [`RuleFacts::formals`]; absent where it fits none.
    pub formal: Option<u16>,
    /// The name as written; absent where it is given by position.
    pub written: Option<String>,
}

/// A function that does nothing but call a retired symbol, or another name for one: whoever calls it follows when it is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrapperFacts {
    /// Its name.
    pub name: String,
    /// Calls of it: no findings, since they need no change.
    pub dependants: u64,
}

/// Where a call runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContextFacts {
    /// `known`, `several`, `default` or `unknown`.
    pub state: String,
    /// The contexts in which it runs, where the code says them: one, or several.
    pub kinds: Vec<String>,
}

/// What an argument of a call names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFacts {
    /// Index in [`FindingFacts::arguments`].
    pub argument: u16,
    /// The call writes it; otherwise it reads it.
    pub is_written: bool,
    /// The kind of data; absent where reading the code does not tell.
    pub kind: Option<String>,
    /// The file, table or the like, as far as one text says it; of a path its last part.
    pub name: Option<String>,
}

impl Facts {
    /// The file of a finding.
    pub fn file(&self, finding: &FindingFacts) -> &FileFacts {
        &self.files[finding.file as usize]
    }

    /// The rule of a finding.
    pub fn rule(&self, finding: &FindingFacts) -> &RuleFacts {
        &self.rules[finding.rule as usize]
    }

    /// The findings of a file.
    pub fn findings_of(&self, file: u32) -> &[FindingFacts] {
        let bound = |file: u32| self.findings.partition_point(|finding| finding.file < file);
        &self.findings[bound(file)..bound(file + 1)]
    }

    /// The path of a file for a reader; that of its repository goes before it where there are several.
    pub fn path(&self, file: &FileFacts) -> String {
        self.path_in(file.repository, &file.path)
    }

    /// A path within a repository, for a reader.
    pub fn path_in(&self, repository: u16, path: &str) -> String {
        if self.repositories.len() < 2 { path.to_owned() } else { format!("{}/{path}", self.repositories[usize::from(repository)].name) }
    }

    /// What a finding becomes on a target, by the target's index; absent where nobody looked.
    pub fn equivalent(&self, finding: &FindingFacts, target: usize) -> Option<&Equivalent> {
        self.rule(finding).entries[target].get(usize::from(finding.entries[target]?))
    }
}

impl FindingFacts {
    /// Whether it is certain, and no comment ignores it.
    pub fn counts(&self) -> bool {
        self.suppressed.is_none() && self.origin.is_certain()
    }

    /// Whether a reader must judge it, and no comment ignores it.
    pub fn is_graded(&self) -> bool {
        self.suppressed.is_none() && !self.origin.is_certain()
    }
}
