//! Rules that are no name: what a text must look like, and in which kinds of files that counts.

use jiff::civil::Date;

use crate::{Confidence, Language, Package, Ruleset};

/// A pattern, and what is known of what it finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// What it finds, for a reader.
    pub title: String,
    /// A regular expression as written; see [`Pattern::expression`]. The group `package`, else `at`, else all of it is the place of the finding.
    pub regex: String,
    /// Short expressions as written, one of which occurs wherever the pattern does.
    pub anchors: Vec<String>,
    /// Where it counts; never empty.
    pub places: Vec<Place>,
    /// End of support; absent where the family's own day holds.
    pub retired: Option<Date>,
    /// What takes its place; empty where the family's targets say it all.
    pub successor: String,
    /// The day on which the sources were read.
    pub checked: Date,
    /// How sure its author is of these facts.
    pub confidence: Confidence,
    /// Why the shape alone proves nothing; empty where it does.
    pub doubt: String,
}

/// A kind of text in which a pattern can count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// R, Python and T-SQL with the strings in it, without comments.
    Code,
    /// Scripts of a shell, `PowerShell`, batch files and makefiles.
    Script,
    /// Files that build containers.
    Docker,
    /// YAML and Jenkins files: pipelines and settings.
    Pipeline,
    /// Other settings.
    Settings,
    /// Templates of what a cloud shall set up.
    Template,
    /// Packages that a `DESCRIPTION` of R names.
    Description,
    /// Packages that a `NAMESPACE` of R names.
    Namespace,
    /// Packages that a lock file of R names.
    Lockfile,
    /// Packages that a `requirements.txt` names.
    Requirements,
    /// Packages that a `pyproject.toml` names.
    Pyproject,
    /// Packages that a `setup.py` or `setup.cfg` names.
    Setup,
    /// Packages that an environment of conda names.
    Conda,
    /// Packages that a `Pipfile` or its lock file names.
    Pipfile,
    /// Names of data files, which are counted and not opened.
    Data,
}

impl Place {
    /// Every place.
    pub const ALL: [Self; 15] = [
        Self::Code,
        Self::Script,
        Self::Docker,
        Self::Pipeline,
        Self::Settings,
        Self::Template,
        Self::Description,
        Self::Namespace,
        Self::Lockfile,
        Self::Requirements,
        Self::Pyproject,
        Self::Setup,
        Self::Conda,
        Self::Pipfile,
        Self::Data,
    ];

    /// The word in `patterns.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Script => "script",
            Self::Docker => "docker",
            Self::Pipeline => "pipeline",
            Self::Settings => "settings",
            Self::Template => "template",
            Self::Description => "description",
            Self::Namespace => "namespace",
            Self::Lockfile => "lockfile",
            Self::Requirements => "requirements",
            Self::Pyproject => "pyproject",
            Self::Setup => "setup",
            Self::Conda => "conda",
            Self::Pipfile => "pipfile",
            Self::Data => "data",
        }
    }

    /// The place of this word.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.name() == name)
    }
}

impl Pattern {
    /// The regular expression, with `{R}` and `{Python}` replaced by the names of all retired packages of that language.
    pub fn expression(&self, ruleset: &Ruleset) -> String {
        expand(&self.regex, &ruleset.packages)
    }

    /// The anchors, with names of packages in the same way.
    pub fn anchor_expressions<'a>(&'a self, ruleset: &'a Ruleset) -> impl Iterator<Item = String> + 'a {
        self.anchors.iter().map(|anchor| expand(anchor, &ruleset.packages))
    }
}

/// Matches no text at all.
const NOTHING: &str = r"[^\s\S]";

/// Replaces `{R}` and `{Python}`. Distributions of Python take any case, and any of `-`, `_` and `.` for one another.
pub(crate) fn expand(expression: &str, packages: &[Package]) -> String {
    let names = |language: Language| packages.iter().filter(move |package| package.language == language && package.retired.is_some());
    let listed = |names: Vec<String>| if names.is_empty() { NOTHING.to_owned() } else { names.join("|") };
    let mut expanded = expression.to_owned();
    if expanded.contains("{R}") {
        let list = listed(names(Language::R).map(|package| package.name.replace('.', r"\.")).collect());
        expanded = expanded.replace("{R}", &format!("(?:{list})"));
    }
    if expanded.contains("{Python}") {
        let list = listed(names(Language::Python).map(|package| package.name.replace(['-', '_', '.'], "[-_.]")).collect());
        expanded = expanded.replace("{Python}", &format!("(?i:{list})"));
    }
    expanded
}

impl Ruleset {
    /// The retired package that a declaration names, in whatever spelling.
    pub fn package_called(&self, name: &str) -> Option<&Package> {
        let folded = |name: &str| name.to_ascii_lowercase().replace(['_', '.'], "-");
        let of = |language: Language| self.packages.iter().filter(move |package| package.language == language);
        let exact = of(Language::R).find(|package| package.name == name);
        exact.or_else(|| of(Language::Python).find(|package| folded(&package.name) == folded(name)))
    }
}
