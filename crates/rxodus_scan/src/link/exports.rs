//! Names that Python modules of a project's own pass on from other modules: `from .x import f` in an `__init__.py`.

use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};
use rxodus_rules::{Language, RuleIndex};
use rxodus_source::{Language as SourceLanguage, Span};
use rxodus_syntax::{ScopeId, Value};

use super::paths::Paths;
use crate::{
    AttachedBy, FileId,
    unit::{Session, Unit},
};

/// So many modules are looked at for a name; they may import each other in a circle.
const FURTHEST: usize = 32;

/// What a name is in the module that it comes from.
#[derive(Clone, Copy)]
pub(crate) struct Export<'a> {
    /// A module of a retired package, or one above it.
    pub(crate) module: &'a str,
    /// Empty where the module itself is meant.
    pub(crate) name: &'a str,
    /// Where that is imported.
    pub(crate) by: AttachedBy,
}

/// What the modules of all projects import from others.
pub(crate) struct Exports<'a> {
    /// By file.
    modules: FxHashMap<FileId, Module<'a>>,
    /// Where each file stands.
    locations: Vec<&'a Path>,
    /// What the files are called as modules, without the folders above.
    known: FxHashSet<&'a str>,
}

/// What a module imports at its top level.
#[derive(Default)]
struct Module<'a> {
    /// Module and name of each name here, the name empty where it is a module; the last one counts.
    names: FxHashMap<&'a str, Option<(&'a str, &'a str, Span)>>,
    /// `from module import *`.
    stars: Vec<(&'a str, Span)>,
}

impl<'a> Exports<'a> {
    pub(crate) fn new(units: &[Unit<'a>]) -> Self {
        let is_python = |unit: &Unit| unit.codes.iter().any(|code| code.parsed.language == SourceLanguage::Python);
        let python = units.iter().enumerate().filter(|(_, unit)| is_python(unit));
        let modules = python.map(|(at, unit)| (FileId(at as u32), Module::of(unit))).collect();
        let locations: Vec<_> = units.iter().map(|unit| unit.location).collect();
        let known = locations.iter().filter_map(|location| module_name(location)).collect();
        Self { modules, locations, known }
    }

    /// What a name of a module is that a file imports, where that module has it from a retired one.
    pub(crate) fn follow(&self, paths: &Paths<'a>, from: FileId, module: &str, name: &str, index: &'a RuleIndex) -> Option<Export<'a>> {
        if index.is_on_the_way(Language::Python, module) {
            return None;
        }
        let file = self.file(paths, from, module)?;
        Search { exports: self, paths, index, steps: FURTHEST }.look(file, name)
    }

    /// The file that defines a name of a module that a file imports.
    pub(crate) fn definer(&self, paths: &Paths, from: FileId, module: &str, name: &str) -> Option<FileId> {
        let (mut file, mut name) = (self.file(paths, from, module)?, name);
        for _ in 0..FURTHEST {
            match self.modules.get(&file)?.names.get(name) {
                Some(Some((module, inner, _))) => (file, name) = (self.file(paths, file, module)?, inner),
                Some(None) => return Some(file),
                None => return None,
            }
        }
        None
    }

    /// The file of a module that a file imports: relative to its folder, or to any folder above it, as the search path is not known.
    pub(crate) fn file(&self, paths: &Paths, from: FileId, module: &str) -> Option<FileId> {
        let name = module.trim_start_matches('.');
        let last = name.rsplit('.').next().unwrap_or(name);
        // Most imports are of packages from elsewhere.
        if !last.is_empty() && !self.known.contains(last) {
            return None;
        }
        let (dots, inner) = (module.len() - name.len(), name.replace('.', "/"));
        let folders = self.locations[from.0 as usize].ancestors().skip(1);
        let in_folder = |folder: &Path| {
            let package = folder.join(&inner).join("__init__.py");
            let script = (!inner.is_empty()).then(|| folder.join(format!("{inner}.py")));
            paths.at(&package).or_else(|| paths.at(&script?))
        };
        match dots {
            0 => folders.into_iter().find_map(in_folder),
            dots => folders.into_iter().nth(dots - 1).and_then(in_folder),
        }
    }
}

/// What a file is called as a module: by its folder, or by itself.
fn module_name(location: &Path) -> Option<&str> {
    let name = location.file_name()?.to_str()?;
    if name == "__init__.py" { location.parent()?.file_name()?.to_str() } else { name.strip_suffix(".py") }
}

/// A search through modules.
struct Search<'s, 'a> {
    exports: &'s Exports<'a>,
    paths: &'s Paths<'a>,
    index: &'a RuleIndex,
    /// How many modules may still be looked at.
    steps: usize,
}

impl<'a> Search<'_, 'a> {
    fn look(&mut self, file: FileId, name: &str) -> Option<Export<'a>> {
        self.steps = self.steps.checked_sub(1)?;
        let exports = self.exports;
        let found = exports.modules.get(&file)?;
        match found.names.get(name) {
            Some(None) => None,
            Some(Some((module, name, span))) if self.index.is_on_the_way(Language::Python, module) => {
                Some(Export { module, name, by: AttachedBy::linked(file, *span) })
            }
            Some(Some((module, name, _))) => self.look(exports.file(self.paths, file, module)?, name),
            None => found.stars.iter().find_map(|(module, span)| self.through_star(file, module, *span, name)),
        }
    }

    fn through_star(&mut self, file: FileId, module: &'a str, span: Span, name: &str) -> Option<Export<'a>> {
        let Some(package) = self.index.module(Language::Python, module) else {
            return self.look(self.exports.file(self.paths, file, module)?, name);
        };
        let symbol = self.index.symbol_of(package, name).and_then(|rule| self.index.symbol(rule))?;
        Some(Export { module, name: &symbol.name, by: AttachedBy::linked(file, span) })
    }
}

impl<'a> Module<'a> {
    fn of(unit: &Unit<'a>) -> Self {
        let mut module = Self::default();
        for code in unit.codes.iter().filter(|code| code.session == Session::FILE && code.parsed.language == SourceLanguage::Python) {
            for assignment in code.parsed.assignments.iter().filter(|assignment| assignment.scope == ScopeId(0)) {
                let found = match assignment.value {
                    Value::Module(module) => Some((module, "", assignment.name.span)),
                    Value::Imported { module, name } => Some((module, name, assignment.name.span)),
                    _ if assignment.conditional => continue,
                    _ => None,
                };
                module.names.insert(assignment.name.name, found);
            }
            let stars = code.parsed.attaches.iter().filter(|attach| attach.star.is_some());
            module.stars.extend(stars.map(|attach| (attach.module.name, attach.module.span)));
        }
        module
    }
}
