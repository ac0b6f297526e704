//! Which examples cannot run, and why: `rulesets/run/cannot.toml`. A reason must hold for an example, and none may hide what could be installed.

use std::{borrow::Cow, collections::BTreeSet, fs};

use anyhow::Context as _;
use regex::Regex;
use rxodus_rules::Language;
use serde::Deserialize;

use super::{entries::Entry, python, r};

const FILE: &str = "rulesets/run/cannot.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Folders at the root of a server.
    folders: Vec<String>,
    cannot: Vec<Reason>,
}

/// A reason with all signs of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    why: String,
    language: String,
    /// Absent: on all of them.
    #[serde(default)]
    targets: BTreeSet<String>,
    /// Patterns of code.
    #[serde(default)]
    code: Vec<String>,
    /// Ids of rules.
    #[serde(default)]
    rules: Vec<String>,
    /// Packages that the code names.
    #[serde(default)]
    packages: Vec<String>,
}

/// What shows that an example cannot run.
enum Sign {
    Code(Regex),
    Rule(String),
    Package(String),
}

impl Sign {
    fn name(&self) -> &str {
        match self {
            Self::Code(pattern) => pattern.as_str(),
            Self::Rule(name) | Self::Package(name) => name,
        }
    }
}

/// A sign, where it counts, and whether it was seen.
struct Row {
    why: String,
    language: String,
    targets: BTreeSet<String>,
    sign: Sign,
    is_used: bool,
}

impl Row {
    fn holds(&self, entry: &Entry) -> bool {
        let code = &entry.equivalent.after;
        let is_here = self.language == entry.package.language.name() && (self.targets.is_empty() || self.targets.contains(entry.target));
        is_here
            && match &self.sign {
                Sign::Code(pattern) => pattern.is_match(code),
                Sign::Rule(id) => *id == entry.id(),
                Sign::Package(package) => named_in(entry.package.language, code).contains(package),
            }
    }
}

/// All that is said to be impossible.
pub(super) struct Cannot {
    rows: Vec<Row>,
    /// A path below a folder of a server, as text in code.
    at_root: Regex,
}

impl Cannot {
    pub(super) fn read() -> anyhow::Result<Self> {
        let file: File = toml::from_str(&fs::read_to_string(FILE).context(FILE)?).context(FILE)?;
        let mut rows = Vec::new();
        for reason in file.cannot {
            let patterns = reason.code.iter().map(|code| Ok(Sign::Code(Regex::new(code)?))).collect::<anyhow::Result<Vec<_>>>()?;
            let rules = reason.rules.into_iter().map(Sign::Rule);
            let packages = reason.packages.into_iter().map(Sign::Package);
            rows.extend(patterns.into_iter().chain(rules).chain(packages).map(|sign| Row {
                why: reason.why.clone(),
                language: reason.language.clone(),
                targets: reason.targets.clone(),
                sign,
                is_used: false,
            }));
        }
        let at_root = Regex::new(&format!("([\"'])/({})\\b", file.folders.join("|")))?;
        Ok(Self { rows, at_root })
    }

    /// Why an example cannot run, by the first reason that holds; nothing where it must.
    pub(super) fn why(&mut self, entry: &Entry) -> Option<String> {
        let mut first = None;
        for row in self.rows.iter_mut().filter(|row| row.holds(entry)) {
            row.is_used = true;
            first.get_or_insert_with(|| row.why.clone());
        }
        first
    }

    /// Code with the folders of a server in the folder where it runs.
    pub(super) fn at_home<'c>(&self, code: &'c str) -> Cow<'c, str> {
        self.at_root.replace_all(code, "$1$2")
    }

    /// What is said and not so: signs of nothing, and packages that can be had.
    pub(super) fn faults(&self) -> anyhow::Result<Vec<String>> {
        let stale = self.rows.iter().filter(|row| !row.is_used);
        let mut faults: Vec<_> = stale.map(|row| format!("{FILE}: no example needs `{}` ({})", row.sign.name(), row.why)).collect();
        let of = |language: Language| {
            self.rows.iter().filter(move |row| row.language == language.name()).filter_map(|row| match &row.sign {
                Sign::Package(package) => Some(package.as_str()),
                _ => None,
            })
        };
        let there = r::available(&of(Language::R).collect())?.into_iter().chain(python::available(&of(Language::Python).collect())?);
        faults.extend(there.map(|package| format!("{FILE}: `{package}` can be installed")));
        Ok(faults)
    }
}

/// The packages that code names.
pub(super) fn named_in(language: Language, code: &str) -> BTreeSet<String> {
    if language == Language::R { r::named_in(code) } else { python::named_in(code) }
}
