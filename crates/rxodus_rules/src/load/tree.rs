//! Paths to places: which file says what about which package.

use std::collections::{BTreeMap, BTreeSet};

use super::{Faults, RuleFile};
use crate::Language;

/// Folders of what the rules are verified with.
const VERIFIED_WITH: [&str; 3] = ["exports", "published", "run"];

/// All rule files, each at its place.
pub(super) struct Tree<'f> {
    /// `targets.toml`.
    pub(super) targets: Option<&'f RuleFile>,
    /// `homonyms.toml`.
    pub(super) homonyms: Option<&'f RuleFile>,
    /// `effort.toml`.
    pub(super) effort: Option<&'f RuleFile>,
    /// `flow.toml`.
    pub(super) flow: Option<&'f RuleFile>,
    /// `platforms.toml`.
    pub(super) platforms: Option<&'f RuleFile>,
    /// `verified.toml`.
    pub(super) verified: Option<&'f RuleFile>,
    /// `advice.toml`.
    pub(super) advice: Option<&'f RuleFile>,
    /// One a package, sorted by language and name.
    pub(super) folders: Vec<Folder<'f>>,
    /// Folders without a `package.toml`: entries for a package that is known from elsewhere.
    pub(super) overrides: Vec<Override<'f>>,
}

/// Entries for a package that is known from elsewhere.
pub(super) struct Override<'f> {
    /// From the folder above.
    pub(super) language: Language,
    /// The package's name.
    pub(super) name: &'f str,
    /// `traps.toml`.
    pub(super) traps: Option<&'f RuleFile>,
    /// `arguments.toml`.
    pub(super) arguments: Option<&'f RuleFile>,
    /// Target name and file of each `on/TARGET.toml`.
    pub(super) on: Vec<(&'f str, &'f RuleFile)>,
}

/// The files of one package.
pub(super) struct Folder<'f> {
    /// From the folder above.
    pub(super) language: Language,
    /// The folder's own name.
    pub(super) name: &'f str,
    /// `package.toml`.
    pub(super) package: &'f RuleFile,
    /// `symbols.tsv`.
    pub(super) symbols: Option<&'f RuleFile>,
    /// `patterns.toml`.
    pub(super) patterns: Option<&'f RuleFile>,
    /// `traps.toml`.
    pub(super) traps: Option<&'f RuleFile>,
    /// `arguments.toml`.
    pub(super) arguments: Option<&'f RuleFile>,
    /// Target name and file of each `on/TARGET.toml`.
    pub(super) on: Vec<(&'f str, &'f RuleFile)>,
}

/// Where a file stands.
enum Place<'f> {
    Targets,
    Homonyms,
    Effort,
    Flow,
    Platforms,
    Verified,
    Advice,
    Elsewhere,
    In(Language, &'f str, Part<'f>),
    Unknown,
}

/// Which file of a package's folder it is.
#[derive(Clone, Copy)]
enum Part<'f> {
    Package,
    Symbols,
    Patterns,
    Traps,
    Arguments,
    On(&'f str),
}

/// The files of one folder while it is still open whether it is complete.
#[derive(Default)]
struct Parts<'f> {
    package: Option<&'f RuleFile>,
    symbols: Option<&'f RuleFile>,
    patterns: Option<&'f RuleFile>,
    traps: Option<&'f RuleFile>,
    arguments: Option<&'f RuleFile>,
    on: Vec<(&'f str, &'f RuleFile)>,
}

/// Puts each file at its place.
pub(super) fn grow<'f>(files: &'f [RuleFile], faults: &mut Faults) -> Tree<'f> {
    let mut tree = Tree {
        targets: None,
        homonyms: None,
        effort: None,
        flow: None,
        platforms: None,
        advice: None,
        verified: None,
        folders: Vec::new(),
        overrides: Vec::new(),
    };
    let mut folders: BTreeMap<(Language, &str), Parts> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for file in files {
        if !seen.insert(file.path.as_str()) {
            faults.whole(file, "this path is given twice", "give each rule file once");
            continue;
        }
        match place(&file.path) {
            Place::Targets => tree.targets = Some(file),
            Place::Homonyms => tree.homonyms = Some(file),
            Place::Effort => tree.effort = Some(file),
            Place::Flow => tree.flow = Some(file),
            Place::Platforms => tree.platforms = Some(file),
            Place::Verified => tree.verified = Some(file),
            Place::Advice => tree.advice = Some(file),
            Place::Elsewhere => {}
            Place::In(language, name, part) => folders.entry((language, name)).or_default().add(part, file),
            Place::Unknown => faults.whole(file, "no rule file has such a path", PATHS),
        }
    }
    for ((language, name), parts) in folders {
        match (parts.package, parts.symbols.or(parts.patterns)) {
            (Some(package), _) => {
                let Parts { symbols, patterns, traps, arguments, on, .. } = parts;
                tree.folders.push(Folder { language, name, package, symbols, patterns, traps, arguments, on });
            }
            (None, Some(lone)) => faults.whole(lone, format!("the folder {name} has no package.toml"), NO_PACKAGE),
            (None, None) => tree.overrides.push(Override { language, name, traps: parts.traps, arguments: parts.arguments, on: parts.on }),
        }
    }
    tree
}

/// What a folder without a `package.toml` lacks.
pub(super) const NO_PACKAGE: &str = "add one: it says what the package is and when it was retired";

/// What an unknown path should look like.
const PATHS: &str = "rule files are targets.toml, homonyms.toml, effort.toml, flow.toml, platforms.toml, advice.toml, verified.toml, in R/PACKAGE, Python/PACKAGE or SQL/PACKAGE the files package.toml, symbols.tsv, traps.toml, arguments.toml and on/TARGET.toml, and in Text/FAMILY patterns.toml instead of symbols.tsv";

fn place(path: &str) -> Place<'_> {
    let parts: Vec<&str> = path.split('/').collect();
    let (language, name, rest) = match parts.as_slice() {
        ["targets.toml"] => return Place::Targets,
        ["homonyms.toml"] => return Place::Homonyms,
        ["effort.toml"] => return Place::Effort,
        ["flow.toml"] => return Place::Flow,
        ["platforms.toml"] => return Place::Platforms,
        ["verified.toml"] => return Place::Verified,
        ["advice.toml"] => return Place::Advice,
        [folder, ..] if VERIFIED_WITH.contains(folder) => return Place::Elsewhere,
        ["R", name, rest @ ..] => (Language::R, *name, rest),
        ["Python", name, rest @ ..] => (Language::Python, *name, rest),
        ["SQL", name, rest @ ..] => (Language::Sql, *name, rest),
        ["Text", name, rest @ ..] => (Language::Text, *name, rest),
        _ => return Place::Unknown,
    };
    match rest {
        ["package.toml"] => Place::In(language, name, Part::Package),
        ["patterns.toml"] if language == Language::Text => Place::In(language, name, Part::Patterns),
        ["symbols.tsv"] if language != Language::Text => Place::In(language, name, Part::Symbols),
        ["traps.toml"] if language != Language::Text => Place::In(language, name, Part::Traps),
        ["arguments.toml"] if language != Language::Text => Place::In(language, name, Part::Arguments),
        ["on", target] => target.strip_suffix(".toml").map_or(Place::Unknown, |target| Place::In(language, name, Part::On(target))),
        _ => Place::Unknown,
    }
}

impl<'f> Override<'f> {
    /// One of its files.
    pub(super) fn first(&self) -> Option<&'f RuleFile> {
        self.traps.or(self.arguments).or_else(|| self.on.first().map(|(_, file)| *file))
    }
}

impl<'f> Parts<'f> {
    fn add(&mut self, part: Part<'f>, file: &'f RuleFile) {
        match part {
            Part::Package => self.package = Some(file),
            Part::Symbols => self.symbols = Some(file),
            Part::Patterns => self.patterns = Some(file),
            Part::Traps => self.traps = Some(file),
            Part::Arguments => self.arguments = Some(file),
            Part::On(target) => self.on.push((target, file)),
        }
    }
}
