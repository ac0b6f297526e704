//! What holds for a whole project: which packages are attached, which functions are defined, and which file runs which.

mod exports;
mod graph;
mod paths;

use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};
use rxodus_rules::{Language, RuleId, RuleIndex};
use rxodus_source::{FileKind, Language as SourceLanguage, SourceFile, TextKind};
use rxodus_syntax::{Attach, AttachKind, Parsed, ScopeId, Value};

use crate::{
    AttachedBy, FileId, FileLink,
    by_name::{self, Parameters},
    collect::{self, Roots},
    unit::{Session, Unit},
};
pub(crate) use exports::Export;
use exports::Exports;
use graph::Graph;
use paths::Paths;
pub(crate) use paths::lexical;

/// The projects of all files.
pub(crate) struct Projects<'a> {
    all: Vec<Project<'a>>,
    of_file: Vec<usize>,
    paths: Paths<'a>,
    exports: Exports<'a>,
}

/// The files below one marked folder.
#[derive(Default)]
pub(crate) struct Project<'a> {
    /// It is an R package: what one of its files defines is visible in all.
    is_package: bool,
    /// Where files attach each retired R package, in the order of their paths.
    places: FxHashMap<RuleId, Vec<(&'a str, AttachedBy)>>,
    /// Where a manifest or a profile attaches one for all the project.
    everywhere: FxHashMap<RuleId, AttachedBy>,
    /// The retired R packages that each file attaches.
    attached: FxHashMap<FileId, Vec<(RuleId, AttachedBy)>>,
    /// The symbols that a manifest imports, without their packages.
    imported: FxHashMap<RuleId, AttachedBy>,
    /// Names that another package, attached somewhere in the project, exports as well.
    foreign: FxHashSet<&'a str>,
    /// Functions that are defined at the level of a file, where, and whether only on some condition.
    definitions: FxHashMap<&'a str, Vec<(FileId, bool)>>,
    /// Parameters of its functions that these call by their values.
    pub(crate) by_name: Parameters<'a>,
    /// Which file runs which others.
    pub(crate) graph: Graph,
}

/// What definitions of a function elsewhere are to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Defined {
    Nowhere,
    /// In a file that it does not run, as far as reading tells.
    Apart,
    /// In a file that it runs, where a condition decides.
    Maybe,
    Surely,
}

/// Groups the files by project and learns what holds for each.
pub(crate) fn link<'a>(units: &[Unit<'a>], index: &'a RuleIndex) -> Projects<'a> {
    let (mut roots, mut known): (FxHashMap<Option<&Path>, usize>, _) = (FxHashMap::default(), Roots::default());
    let mut by_folder: FxHashMap<&Path, usize> = FxHashMap::default();
    let mut projects: Vec<Project<'a>> = Vec::new();
    let mut of_file = Vec::with_capacity(units.len());
    for unit in units {
        let folder = unit.location.parent().unwrap_or(unit.location);
        let project = *by_folder.entry(folder).or_insert_with(|| {
            *roots.entry(known.of(folder)).or_insert_with_key(|root| {
                projects.push(Project::at(*root, index));
                projects.len() - 1
            })
        });
        of_file.push(project);
    }
    let paths = Paths::new(units);
    for (at, unit) in units.iter().enumerate() {
        let project = &mut projects[of_file[at]];
        project.add(FileId(at as u32), unit, index);
        let is_near = |file: FileId| of_file[file.0 as usize] == of_file[at];
        for link in &unit.links {
            if let Some(target) = paths.linked(unit.location, link, is_near) {
                project.graph.add(FileId(at as u32), target, link);
            }
        }
    }
    Projects { all: projects, of_file, paths, exports: Exports::new(units) }
}

impl<'a> Projects<'a> {
    pub(crate) fn of(&self, file: FileId) -> &Project<'a> {
        &self.all[self.of_file[file.0 as usize]]
    }

    /// Which file runs which.
    pub(crate) fn links(&self) -> Vec<FileLink> {
        self.all.iter().flat_map(|project| project.graph.links()).collect()
    }

    /// The file of a module of the project's own that a file imports.
    pub(crate) fn module_file(&self, file: FileId, module: &str) -> Option<FileId> {
        self.exports.file(&self.paths, file, module)
    }

    /// Whether a module that a file imports is one of the project's own.
    pub(crate) fn has_module(&self, file: FileId, module: &str) -> bool {
        self.module_file(file, module).is_some()
    }

    /// Whether what one file defines is visible in another: that one runs it, some third file runs both, or both belong to a package.
    pub(crate) fn sees(&self, file: FileId, other: FileId) -> bool {
        let are_together = self.of_file[file.0 as usize] == self.of_file[other.0 as usize];
        file == other || (are_together && (self.of(file).is_package || self.of(file).graph.shares(file, other)))
    }

    /// The file that defines a name of a module that a file imports, through modules that pass it on.
    pub(crate) fn definer(&self, file: FileId, module: &str, name: &str) -> Option<FileId> {
        self.exports.definer(&self.paths, file, module, name)
    }

    /// What a name of a module of the project's own is in the end, where it comes from another module.
    pub(crate) fn export(&self, file: FileId, module: &str, name: &str, index: &'a RuleIndex) -> Option<Export<'a>> {
        self.exports.follow(&self.paths, file, module, name, index)
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

    fn add(&mut self, file: FileId, unit: &Unit<'a>, index: &'a RuleIndex) {
        // What a broken notebook seems to say holds for no other file.
        for code in unit.codes.iter().filter(|code| code.session == Session::FILE && !code.chunk.unknown.recovered) {
            by_name::add_parameters(&code.parsed, &mut self.by_name);
            for attach in &code.parsed.attaches {
                match attach.kind {
                    AttachKind::Attach => self.attach(unit.file, attach.module.name, AttachedBy::linked(file, attach.module.span), index),
                    AttachKind::ImportFrom => self.import(attach, file, index),
                    AttachKind::Load | AttachKind::Import | AttachKind::Declare => {}
                }
            }
            if code.parsed.language == SourceLanguage::R && code.host.is_none_or(|host| host.scope == ScopeId(0)) {
                self.define(file, &code.parsed, index);
            }
        }
    }

    fn define(&mut self, file: FileId, parsed: &Parsed<'a>, index: &RuleIndex) {
        let defined = parsed.assignments.iter().filter(|assignment| assignment.scope == ScopeId(0) && assignment.value == Value::Function);
        for assignment in defined.filter(|assignment| index.may_mean(Language::R, assignment.name.name)) {
            self.definitions.entry(assignment.name.name).or_default().push((file, assignment.conditional));
        }
    }

    fn attach(&mut self, file: &'a SourceFile, name: &str, by: AttachedBy, index: &'a RuleIndex) {
        if let Some(package) = index.module(Language::R, name) {
            if holds_for_all(file) {
                self.everywhere.entry(package).or_insert(by);
            }
            self.places.entry(package).or_default().push((&file.path, AttachedBy { is_linked: false, ..by }));
            self.attached.entry(by.file).or_default().push((package, by));
        }
        if let Some(homonym) = index.ruleset().homonyms.iter().find(|homonym| homonym.package == name) {
            self.foreign.extend(homonym.names.iter().map(String::as_str));
        }
    }

    /// Some exports of a package become visible in all files.
    fn import(&mut self, attach: &Attach, file: FileId, index: &RuleIndex) {
        let Some(package) = index.module(Language::R, attach.module.name) else { return };
        for name in attach.names.iter().map(|imported| imported.name) {
            if let Some(symbol) = index.symbol_of(package, name.name) {
                self.imported.entry(symbol).or_insert(AttachedBy::linked(file, name.span));
            }
        }
    }

    /// Where a manifest of the project imports a symbol without its package.
    pub(crate) fn imports(&self, symbol: RuleId) -> Option<AttachedBy> {
        self.imported.get(&symbol).copied()
    }

    /// For each package that the project attaches, the place that is nearest to a file: in a file that it runs, then in one that runs it,
    /// then in what holds for all files, then in the first one of the nearest folder.
    pub(crate) fn nearest(&self, file: FileId, path: &str) -> FxHashMap<RuleId, AttachedBy> {
        let mut nearest = FxHashMap::default();
        if self.places.is_empty() {
            return nearest;
        }
        for (package, by) in self.graph.nearest(file).iter().filter_map(|file| self.attached.get(file)).flatten() {
            nearest.entry(*package).or_insert(*by);
        }
        for (package, by) in &self.everywhere {
            nearest.entry(*package).or_insert(*by);
        }
        for (package, places) in &self.places {
            nearest.entry(*package).or_insert_with(|| closest(places, path));
        }
        nearest
    }

    /// Another package's export may be meant.
    pub(crate) fn is_foreign(&self, name: &str) -> bool {
        self.foreign.contains(name)
    }

    /// What definitions of a function of this name in other files of the project are to a file.
    pub(crate) fn defines(&self, name: &str, file: FileId) -> Defined {
        let Some(files) = self.definitions.get(name) else { return Defined::Nowhere };
        let one = |(definer, conditional): &(FileId, bool)| {
            let is_other = *definer != file;
            if !conditional && (self.is_package || (is_other && self.graph.surely_sees(file, *definer))) {
                Defined::Surely
            } else if is_other && (self.is_package || self.graph.sees(file, *definer)) {
                Defined::Maybe
            } else {
                Defined::Apart
            }
        };
        files.iter().map(one).max().unwrap_or(Defined::Nowhere)
    }
}

/// Whether what a file attaches is attached wherever code of its project runs.
fn holds_for_all(file: &SourceFile) -> bool {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    matches!(file.kind, FileKind::Text(TextKind::Description | TextKind::Namespace)) || FileKind::is_profile(name)
}

/// Of places in the order of their paths, of which there is one at least, the first one in the folder that is nearest to another path.
fn closest(places: &[(&str, AttachedBy)], path: &str) -> AttachedBy {
    let next = places.partition_point(|(other, _)| *other < path);
    let shared = |at: usize| places.get(at).map_or(0, |(other, _)| shared_folders(other, path));
    let folder = &path[..shared(next).max(next.checked_sub(1).map_or(0, shared))];
    places[places.partition_point(|(other, _)| *other < folder)].1
}

/// The bytes of the folders that two paths begin with.
fn shared_folders(one: &str, other: &str) -> usize {
    let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other);
    same.enumerate().filter(|(_, (byte, _))| *byte == b'/').last().map_or(0, |(at, _)| at + 1)
}
