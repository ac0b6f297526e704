//! Functions of the scanned code: their names, who calls them, and which of them switch or make compute contexts.

use rxodus_syntax::{Assignment, Parsed, ScopeId, UsageKind, Value};

use super::{Flows, sites::function_of, trace::At};
use crate::{FileId, unit::Session};

/// A function of the scanned code.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Function {
    pub(super) file: usize,
    pub(super) code: usize,
    pub(super) scope: ScopeId,
}

/// The name that a function is given where it is defined; none for one that is handed on.
pub(super) fn name_of<'a>(parsed: &Parsed<'a>, function: ScopeId) -> Option<&'a str> {
    let scope = parsed.scopes[function.0 as usize];
    let outside = scope.parent.unwrap_or(ScopeId(0));
    let is_it = |assignment: &&Assignment| {
        let stands_inside = scope.span.start <= assignment.name.span.start && assignment.name.span.end <= scope.span.end;
        assignment.value == Value::Function && assignment.scope == outside && (assignment.since == scope.span.end || stands_inside)
    };
    parsed.assignments.iter().find(is_it).map(|assignment| assignment.name.name)
}

impl Flows<'_, '_> {
    /// The functions in which the context is switched, by name; those that switch it back when they end are none of them.
    pub(super) fn switching(&self) -> Vec<(String, Function)> {
        let mut found: Vec<(String, Function)> = Vec::new();
        for (file, sites) in self.sites.iter().enumerate() {
            for call in sites.switches.iter().map(|call| &sites.calls[*call]) {
                let parsed = &self.units[file].codes[call.code].parsed;
                let Some(scope) = function_of(parsed, parsed.usages[call.usage].scope) else { continue };
                let function = Function { file, code: call.code, scope };
                let switches_back = sites.at_exit.iter().any(|(code, back)| *code == call.code && *back == scope);
                if let Some(name) = name_of(parsed, scope).filter(|_| !switches_back && !found.iter().any(|(_, known)| *known == function)) {
                    found.push((name.to_owned(), function));
                }
            }
        }
        found
    }

    /// The calls by name of functions in which the context is switched, in the function around a place or at the level of its file: the
    /// function, the place of the call, and whether that depends on a condition.
    pub(super) fn switching_calls(&self, at: At, around: Option<ScopeId>) -> Vec<(Function, u32, bool)> {
        let unit = &self.units[at.file];
        let visible: Vec<_> = self.switching.iter().filter(|(_, function)| self.sees(at.file, function.file)).collect();
        if visible.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (code, own) in unit.codes.iter().enumerate().filter(|(code, own)| own.session == Session::FILE && (around.is_none() || *code == at.code))
        {
            for usage in own.parsed.usages.iter().filter(|usage| usage.kind == UsageKind::Call && usage.whole.end <= at.byte) {
                let Some((_, function)) = visible.iter().find(|(name, _)| name == usage.name) else { continue };
                let is_itself = function.file == at.file && function.code == code && around == Some(function.scope);
                if !is_itself && function_of(&own.parsed, usage.scope) == around {
                    found.push((*function, usage.whole.end, usage.conditional));
                }
            }
        }
        found
    }

    /// The places at which a function is called by its name, in its own file and in those that can see it.
    pub(super) fn callers(&self, function: Function, name: &str) -> Vec<At> {
        let own = &self.units[function.file].codes[function.code].parsed;
        let span = own.scopes[function.scope.0 as usize].span;
        let graph = &self.projects.of(FileId(function.file as u32)).graph;
        let near = graph.nearest(FileId(function.file as u32)).into_iter().map(|file| file.0 as usize);
        let mut found = Vec::new();
        for file in near.filter(|file| self.sees(*file, function.file)) {
            for (code, other) in self.units[file].codes.iter().enumerate().filter(|(_, other)| other.parsed.language == own.language) {
                for usage in other.parsed.usages.iter().filter(|usage| usage.name == name && usage.kind == UsageKind::Call) {
                    let is_inside = file == function.file && span.start <= usage.whole.start && usage.whole.end <= span.end;
                    if !is_inside {
                        found.push(At { file, code, scope: usage.scope, byte: usage.whole.start });
                    }
                }
            }
        }
        found
    }

    /// The function of this name that a file can see.
    pub(super) fn function_named(&self, file: usize, name: &str) -> Option<Function> {
        let graph = &self.projects.of(FileId(file as u32)).graph;
        let near = graph.nearest(FileId(file as u32)).into_iter().map(|other| other.0 as usize).filter(|other| self.sees(file, *other));
        near.flat_map(|file| (0..self.units[file].codes.len()).map(move |code| (file, code))).find_map(|(file, code)| {
            let parsed = &self.units[file].codes[code].parsed;
            let defined = parsed.assignments.iter().find(|assignment| assignment.name.name == name && assignment.value == Value::Function)?;
            let scopes = parsed.scopes.iter().enumerate();
            let (scope, _) = scopes.skip(1).find(|(_, scope)| {
                scope.span.end == defined.since || {
                    scope.span.start <= defined.name.span.start && defined.name.span.end <= scope.span.end && scope.parent == Some(defined.scope)
                }
            })?;
            Some(Function { file, code, scope: ScopeId(scope as u32) })
        })
    }

    fn sees(&self, file: usize, other: usize) -> bool {
        file == other || self.projects.of(FileId(file as u32)).graph.sees(FileId(file as u32), FileId(other as u32))
    }
}
