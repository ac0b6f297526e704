//! Functions of the scanned code: who calls them, and which of them switch or make compute contexts.

use rustc_hash::{FxHashMap, FxHashSet};
use rxodus_syntax::{ScopeId, UsageKind};

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
    /// Those in which the context is switched, and not switched back when they end.
    pub(super) switching: Vec<(&'a str, Function)>,
}

impl<'a> Functions<'a> {
    pub(super) fn new(units: &[Unit<'a>], sites: &[Sites<'a>]) -> Self {
        let mut functions = Self::default();
        for (file, own) in sites.iter().enumerate() {
            for (name, code, scope) in own.named() {
                functions.defined.entry(name).or_default().push(Function { file, code, scope });
            }
            functions.add_switching(file, &units[file], own);
        }
        for defined in functions.defined.values_mut() {
            defined.sort_by_key(|function| (function.file, function.code, function.scope));
        }
        for (file, unit) in units.iter().enumerate() {
            for (code, own) in unit.codes.iter().enumerate() {
                let calls = own.parsed.usages.iter().enumerate().filter(|(_, usage)| usage.kind == UsageKind::Call);
                for (at, usage) in calls.filter(|(_, usage)| functions.defined.contains_key(usage.name)) {
                    functions.called.entry(usage.name).or_default().push((file, code, at));
                }
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

    /// The calls by a name: file, code and index of each usage.
    pub(super) fn called(&self, name: &str) -> &[(usize, usize, usize)] {
        self.called.get(name).map_or(&[], Vec::as_slice)
    }
}

impl Flows<'_, '_> {
    /// The places at which a function is called by its name, in its own file and in those that can see it.
    pub(super) fn callers(&self, function: Function, name: &str) -> impl Iterator<Item = At> {
        let own = &self.units[function.file].codes[function.code].parsed;
        let span = own.scopes[function.scope.0 as usize].span;
        let calls = self.functions.called(name).iter().filter(move |(file, code, at)| {
            let parsed = &self.units[*file].codes[*code].parsed;
            let whole = parsed.usages[*at].whole;
            let is_inside = *file == function.file && span.start <= whole.start && whole.end <= span.end;
            !is_inside && parsed.language == own.language && self.sees(*file, function.file)
        });
        calls.map(|(file, code, at)| {
            let usage = &self.units[*file].codes[*code].parsed.usages[*at];
            At { file: *file, code: *code, scope: usage.scope, byte: usage.whole.start }
        })
    }

    /// The function of this name that a file can see, its own before others.
    pub(super) fn function_named(&self, file: usize, name: &str) -> Option<Function> {
        let defined = self.functions.defined.get(name)?;
        let own = defined.iter().find(|function| function.file == file);
        own.or_else(|| defined.iter().find(|function| self.sees(file, function.file))).copied()
    }

    fn sees(&self, file: usize, other: usize) -> bool {
        sees(self.projects, file, other)
    }
}

/// Whether the names of one file are visible in another.
pub(super) fn sees(projects: &crate::link::Projects, file: usize, other: usize) -> bool {
    file == other || projects.of(FileId(file as u32)).graph.sees(FileId(file as u32), FileId(other as u32))
}
