//! What holds for a whole project: which packages are attached, which functions are defined, and which file runs which.

use std::path::{Component, Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};
use rxodus_rules::{Language, RuleId, RuleIndex};
use rxodus_syntax::{Attach, AttachKind, ScopeId, Value};

use crate::{AttachedBy, FileId, Unit, collect};

/// The projects of all files.
pub(crate) struct Projects<'a> {
    projects: Vec<Project<'a>>,
    of_file: Vec<usize>,
}

/// The files below one marked folder.
#[derive(Default)]
pub(crate) struct Project<'a> {
    /// It is an R package: what one of its files defines is visible in all.
    is_package: bool,
    /// The retired R packages that some file attaches, and the symbols that a manifest imports, in the order of paths.
    attached: Vec<(RuleId, AttachedBy)>,
    /// Names that another package, attached somewhere in the project, exports as well.
    foreign: FxHashSet<&'a str>,
    /// Functions that are defined at the level of a file, and where.
    definitions: FxHashMap<&'a str, Vec<FileId>>,
    /// Which file runs which others.
    sources: FxHashMap<FileId, Vec<FileId>>,
}

/// Groups the files by project and learns what holds for each.
pub(crate) fn link<'a>(units: &[Unit<'a>], index: &'a RuleIndex) -> Projects<'a> {
    let mut roots: FxHashMap<Option<PathBuf>, usize> = FxHashMap::default();
    let mut by_folder: FxHashMap<&Path, usize> = FxHashMap::default();
    let mut projects: Vec<Project<'a>> = Vec::new();
    let mut of_file = Vec::with_capacity(units.len());
    for unit in units {
        let folder = unit.location.parent().unwrap_or(unit.location);
        let project = *by_folder.entry(folder).or_insert_with(|| {
            let root = collect::project_root(folder).map(Path::to_owned);
            *roots.entry(root).or_insert_with_key(|root| {
                projects.push(Project::at(root.as_deref(), index));
                projects.len() - 1
            })
        });
        of_file.push(project);
    }
    let by_location: FxHashMap<&Path, FileId> = units.iter().enumerate().map(|(at, unit)| (unit.location, FileId(at as u32))).collect();
    for (at, unit) in units.iter().enumerate() {
        projects[of_file[at]].add(FileId(at as u32), unit, index, &by_location);
    }
    Projects { projects, of_file }
}

impl<'a> Projects<'a> {
    pub(crate) fn of(&self, file: FileId) -> &Project<'a> {
        &self.projects[self.of_file[file.0 as usize]]
    }
}

impl<'a> Project<'a> {
    fn at(root: Option<&Path>, index: &'a RuleIndex) -> Self {
        let mut project = Self::default();
        let description = root.and_then(collect::description);
        if let Some(description) = description {
            project.is_package = description.lines().any(|line| line.starts_with("Package:"));
            let words: FxHashSet<&str> = description.split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '_')).collect();
            for homonym in index.ruleset().homonyms.iter().filter(|homonym| words.contains(homonym.package.as_str())) {
                project.foreign.extend(homonym.names.iter().map(String::as_str));
            }
        }
        project
    }

    fn add(&mut self, file: FileId, unit: &Unit<'a>, index: &'a RuleIndex, by_location: &FxHashMap<&Path, FileId>) {
        for parsed in &unit.parsed {
            for attach in &parsed.attaches {
                match attach.kind {
                    AttachKind::Attach => self.attach(attach.module.name, AttachedBy { file, span: attach.module.span }, index),
                    AttachKind::ImportFrom => self.import(attach, file, index),
                    AttachKind::Load | AttachKind::Import | AttachKind::Declare => {}
                }
            }
            let defined = parsed
                .assignments
                .iter()
                .filter(|assignment| assignment.scope == ScopeId(0) && assignment.value == Value::Function && !assignment.conditional);
            for assignment in defined.filter(|assignment| index.may_mean(Language::R, assignment.name.name)) {
                self.definitions.entry(assignment.name.name).or_default().push(file);
            }
            let targets = parsed.links.iter().filter_map(|link| find(unit.location, &link.path, by_location));
            self.sources.entry(file).or_default().extend(targets);
        }
    }

    fn attach(&mut self, name: &str, by: AttachedBy, index: &'a RuleIndex) {
        if let Some(package) = index.module(Language::R, name) {
            self.attached.push((package, by));
        }
        if let Some(homonym) = index.ruleset().homonyms.iter().find(|homonym| homonym.package == name) {
            self.foreign.extend(homonym.names.iter().map(String::as_str));
        }
    }

    /// Some exports of a package become visible in all files.
    fn import(&mut self, attach: &Attach, file: FileId, index: &RuleIndex) {
        let Some(package) = index.module(Language::R, attach.module.name) else { return };
        let names = attach.names.iter().map(|imported| imported.name);
        let symbols = names.filter_map(|name| Some((index.symbol_of(package, name.name)?, AttachedBy { file, span: name.span })));
        self.attached.extend(symbols);
    }

    /// Where the project first attaches the package of this symbol, or imports the symbol.
    pub(crate) fn attaches(&self, rule: RuleId) -> Option<AttachedBy> {
        let brings = |known: &RuleId| known.package == rule.package && (known.symbol.is_none() || known.symbol == rule.symbol);
        self.attached.iter().find(|(known, _)| brings(known)).map(|(_, by)| *by)
    }

    /// Another package's export may be meant.
    pub(crate) fn is_foreign(&self, name: &str) -> bool {
        self.foreign.contains(name)
    }

    /// Whether a function of this name, defined in another file of the project, is visible in this one.
    pub(crate) fn defines(&self, name: &str, file: FileId) -> bool {
        let Some(files) = self.definitions.get(name) else { return false };
        self.is_package || files.iter().any(|definer| *definer != file && self.runs(file, *definer))
    }

    /// Whether one file runs another, directly or through others.
    fn runs(&self, file: FileId, other: FileId) -> bool {
        let (mut seen, mut open) = (FxHashSet::default(), vec![file]);
        while let Some(next) = open.pop() {
            if next == other {
                return true;
            }
            if seen.insert(next) {
                open.extend(self.sources.get(&next).into_iter().flatten());
            }
        }
        false
    }
}

/// The file that a path in a script means: relative to the script's folder or to a folder above it, as the working directory is not known.
fn find(from: &Path, path: &str, by_location: &FxHashMap<&Path, FileId>) -> Option<FileId> {
    from.ancestors().skip(1).find_map(|folder| by_location.get(lexical(&folder.join(path)).as_path()).copied())
}

fn lexical(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            _ => clean.push(part),
        }
    }
    clean
}
