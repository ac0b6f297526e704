//! Functions of the scanned code: who calls them, and which of them switch or make compute contexts.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use rxodus_source::{Language, Span};
use rxodus_syntax::{ScopeId, Segment, Usage, UsageKind, Value};

use super::{
    Flows,
    sites::{Sites, function_of},
    trace::At,
};
use crate::{FileId, unit::Unit};

/// A function of the scanned code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Function {
    pub(super) file: usize,
    pub(super) code: usize,
    pub(super) scope: ScopeId,
}

/// The functions of the scanned code by their names, and the calls by these names.
#[derive(Default)]
pub(super) struct Functions<'a> {
    defined: FxHashMap<&'a str, Vec<Function>>,
    /// Code and index of each usage, by file.
    called: FxHashMap<&'a str, Vec<(usize, usize, usize)>>,
    /// The same of each name that is used as a value.
    taken: FxHashMap<&'a str, Vec<(usize, usize, usize)>>,
    /// The files in which a function of this name is handed to a call that runs it in a session of its own.
    handed: FxHashMap<&'a str, Vec<usize>>,
    /// Those in which the context is switched, and not switched back when they end.
    pub(super) switching: Vec<(&'a str, Function)>,
}

impl<'a> Functions<'a> {
    pub(super) fn new(units: &[Unit<'a>], sites: &[Sites<'a>]) -> Self {
        let mut functions = Self::default();
        for (file, own) in sites.iter().enumerate() {
            for (name, code, scope) in own.named() {
                functions.defined.entry(name.name).or_default().push(Function { file, code, scope });
            }
            functions.add_switching(file, &units[file], own);
            for name in own.handed.iter().filter_map(|(name, _)| *name) {
                functions.handed.entry(name).or_default().push(file);
            }
        }
        for defined in functions.defined.values_mut() {
            defined.sort_by_key(|function| (function.file, function.code, function.scope));
        }
        let aliases: FxHashSet<&str> = sites.iter().flat_map(|own| &own.aliases).map(|alias| alias.name.name).collect();
        let is_meant = |usage: &Usage| {
            let is_defined = functions.defined.contains_key(usage.name);
            if usage.kind == UsageKind::Call { is_defined || aliases.contains(usage.name) } else { is_defined && usage.path.len() == 1 }
        };
        let in_file = |(file, unit): (usize, &Unit<'a>)| {
            let usages =
                unit.codes.iter().enumerate().flat_map(|(code, own)| (0..).zip(&own.parsed.usages).map(move |(at, usage)| (code, at, usage)));
            let meant = usages.filter(|(_, _, usage)| is_meant(usage));
            meant.map(|(code, at, usage)| (usage.name, usage.kind, (file, code, at))).collect::<Vec<_>>()
        };
        let met: Vec<_> = units.par_iter().enumerate().map(in_file).collect();
        for (name, kind, at) in met.into_iter().flatten() {
            match kind {
                UsageKind::Call => functions.called.entry(name).or_default().push(at),
                UsageKind::Reference | UsageKind::Dynamic => functions.taken.entry(name).or_default().push(at),
                UsageKind::Method => {}
            }
        }
        functions
    }

    fn add_switching(&mut self, file: usize, unit: &Unit<'a>, sites: &Sites<'a>) {
        let mut seen = FxHashSet::default();
        for call in sites.switches.iter().map(|call| &sites.calls[*call]) {
            let parsed = &unit.codes[call.code].parsed;
            let Some(scope) = function_of(parsed, parsed.usages[call.usage].scope) else { continue };
            if let Some(name) =
                sites.name_of(call.code, scope).filter(|_| seen.insert((call.code, scope)) && !sites.at_exit.contains(&(call.code, scope)))
            {
                self.switching.push((name, Function { file, code: call.code, scope }));
            }
        }
    }

    fn is_defined(&self, name: &str, file: usize) -> bool {
        self.defined.get(name).is_some_and(|defined| defined.iter().any(|own| own.file == file))
    }

    /// Whether anything of this name is called, be it a method.
    pub(super) fn is_called(&self, name: &str) -> bool {
        self.called.contains_key(name)
    }

    /// The calls by a name: file, code and index of each usage.
    pub(super) fn called(&self, name: &str) -> &[(usize, usize, usize)] {
        self.called.get(name).map_or(&[], Vec::as_slice)
    }
}

impl<'f> Flows<'f, '_> {
    /// Whether some call runs a function in a session of its own.
    pub(super) fn is_handed(&self, function: Function, name: Option<&str>) -> bool {
        let Some(name) = name else {
            let span = self.units[function.file].codes[function.code].parsed.scopes[function.scope.0 as usize].span;
            return self.sites[function.file].handed.iter().any(|(_, argument)| argument.end == span.end && argument.start <= span.start);
        };
        let handed = self.functions.handed.get(name).into_iter().flatten();
        handed.into_iter().any(|file| *file == function.file || self.sees(*file, function.file))
    }

    /// The calls of a function by its name, in its own file and in those that can see it: file, code and index of each usage.
    pub(super) fn callers(&self, function: Function, name: &str) -> impl Iterator<Item = (usize, usize, usize)> {
        self.meant(self.functions.called(name), function)
    }

    /// The calls that take a function as an argument and call it, as far as reading tells: file, code and index of the name in each.
    pub(super) fn takers(&self, function: Function, name: &str) -> impl Iterator<Item = (usize, usize, usize)> {
        let taken = self.functions.taken.get(name).map_or(&[][..], Vec::as_slice);
        let is_handed = |file: usize, whole: Span| self.sites[file].handed.iter().any(|(_, argument)| argument.contains(whole));
        self.meant(taken, function).filter(move |(file, code, at)| {
            let usage = &self.units[*file].codes[*code].parsed.usages[*at];
            usage.inside.is_some() && !is_handed(*file, usage.whole)
        })
    }

    /// Those of some usages of a name that mean a function, and do not stand in it.
    fn meant(&self, usages: &'f [(usize, usize, usize)], function: Function) -> impl Iterator<Item = (usize, usize, usize)> {
        let own = &self.units[function.file].codes[function.code].parsed;
        let span = own.scopes[function.scope.0 as usize].span;
        let calls = usages.iter().filter(move |(file, code, at)| {
            let parsed = &self.units[*file].codes[*code].parsed;
            let usage = &parsed.usages[*at];
            let is_inside = *file == function.file && span.contains(usage.whole);
            let is_meant = *file == function.file || self.means(*file, *code, usage, function.file);
            !is_inside && parsed.language == own.language && is_meant
        });
        calls.copied()
    }

    /// When a usage is reached.
    pub(super) fn at(&self, (file, code, usage): (usize, usize, usize)) -> At {
        let usage = &self.units[file].codes[code].parsed.usages[usage];
        At { file, code, scope: usage.scope, byte: usage.whole.start }
    }

    /// The function of this name that a file can see, its own before others.
    pub(super) fn function_named(&self, file: usize, name: &str) -> Option<Function> {
        let defined = self.functions.defined.get(name)?;
        let own = defined.iter().find(|function| function.file == file);
        own.or_else(|| defined.iter().find(|function| self.sees(file, function.file))).copied()
    }

    /// Whether a call by a name means what some file defines by it at its own level.
    pub(super) fn means(&self, from: usize, code: usize, usage: &Usage, definer: usize) -> bool {
        let parsed = &self.units[from].codes[code].parsed;
        let path = parsed.path_of(usage);
        match parsed.language {
            _ if from == definer => path.len() == 1,
            Language::Python => self.imported_from(from, path) == Some(definer),
            _ => path.len() == 1 && !self.functions.is_defined(usage.name, from) && self.sees(from, definer),
        }
    }

    /// The file whose name a file of Python has by an import.
    fn imported_from(&self, from: usize, path: &[Segment]) -> Option<usize> {
        let (first, last) = (path.first()?, path.last()?);
        let (unit, file) = (&self.units[from], FileId(from as u32));
        let (code, at) = self.sites[from].assigned(unit, first.name, u32::MAX).next()?;
        let inside = |module: &str| path[1..path.len() - 1].iter().fold(module.to_owned(), |module, part| format!("{module}.{}", part.name));
        let definer = match unit.codes[code].parsed.assignments[at].value {
            Value::Imported { module, name } if path.len() == 1 => self.projects.definer(file, module, name),
            Value::Imported { module, name } => self.projects.definer(file, &inside(&format!("{module}.{name}")), last.name),
            Value::Module(module) if path.len() > 1 => self.projects.definer(file, &inside(module), last.name),
            _ => None,
        };
        definer.map(|file| file.0 as usize)
    }

    fn sees(&self, file: usize, other: usize) -> bool {
        let known = self.seen.borrow().get(&(file, other)).copied();
        known.unwrap_or_else(|| {
            let sees = self.projects.sees(FileId(file as u32), FileId(other as u32));
            self.seen.borrow_mut().insert((file, other), sees);
            sees
        })
    }
}
