//! Functions of the scanned code that do nothing but call one retired symbol, or are another name for one, and who calls them.

use rustc_hash::FxHashMap;
use rxodus_rules::RuleId;
use rxodus_source::Span;
use rxodus_syntax::{ScopeId, Segment, Usage, Value};

use super::{Flows, Place, sites::function_of};
use crate::{
    FileId, Finding, Use,
    unit::{Session, Unit},
};

/// A function that does nothing but call a retired symbol, or another name for one: whoever calls it follows when it is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrapper {
    /// Its name.
    pub name: String,
    /// What it calls.
    pub rule: RuleId,
    /// Its name where it is defined.
    pub place: Place,
    /// Its name where it is called, sorted.
    pub dependants: Vec<Place>,
}

/// A name that is given to a retired symbol.
pub(super) struct Alias<'a> {
    pub(super) name: Segment<'a>,
    /// Index in the findings of the file.
    pub(super) finding: usize,
}

/// What stands between a name and the value that it gets.
const ASSIGNS: [&str; 3] = ["<-", "=", "<<-"];

/// The names that a file gives to retired symbols at its own level.
pub(super) fn aliases<'a>(unit: &Unit<'a>, findings: &[Finding]) -> Vec<Alias<'a>> {
    let values = findings.iter().enumerate().filter(|(_, finding)| finding.usage == Use::Reference && finding.origin.is_certain());
    let by_end: FxHashMap<u32, usize> = values.map(|(at, finding)| (finding.whole.end, at)).collect();
    let mut aliases = Vec::new();
    for own in unit.codes.iter().filter(|own| !by_end.is_empty() && own.session == Session::FILE && own.host.is_none()) {
        let given =
            own.parsed.assignments.iter().filter(|assignment| assignment.scope == ScopeId(0) && matches!(assignment.value, Value::Expression(_)));
        for assignment in given {
            let Some(&finding) = by_end.get(&assignment.since) else { continue };
            let between = Span { start: assignment.name.span.end, end: findings[finding].whole.start };
            if between.start < between.end && ASSIGNS.contains(&unit.file.text_of(between).trim()) {
                aliases.push(Alias { name: assignment.name, finding });
            }
        }
    }
    aliases
}

impl Flows<'_, '_> {
    /// The wrappers of all files, each with its file and its finding in that, sorted by place.
    pub(super) fn wrappers(&self) -> Vec<(usize, usize, Wrapper)> {
        let mut wrappers = Vec::new();
        for file in 0..self.units.len() {
            let own = self.wrapping(file).map(|(name, finding, body)| (file, finding, self.wrapper(file, finding, name, body)));
            wrappers.extend(own);
        }
        wrappers.sort_by_key(|(file, _, wrapper)| (*file, wrapper.place.span));
        wrappers
    }

    /// The name, the finding and the whole of each wrapper that a file defines at its own level.
    fn wrapping(&self, file: usize) -> impl Iterator<Item = (Segment<'_>, usize, Span)> {
        let (unit, sites) = (&self.units[file], &self.sites[file]);
        let functions = sites.named().filter_map(move |(name, code, scope)| {
            let own = &unit.codes[code];
            let function = own.parsed.scopes[scope.0 as usize];
            let is_outside = function.parent == Some(ScopeId(0)) && own.session == Session::FILE && own.host.is_none();
            let only = function.only.filter(|_| is_outside)?;
            let call = sites.ending(only.start, only.end).map(|call| &sites.calls[call]).filter(|call| call.whole == only)?;
            let finding = &self.resolved[file][call.finding];
            (finding.usage == Use::Call && finding.origin.is_certain()).then_some((name, call.finding, function.span))
        });
        let aliases = sites.aliases.iter().map(|alias| (alias.name, alias.finding, alias.name.span));
        functions.chain(aliases)
    }

    fn wrapper(&self, file: usize, finding: usize, name: Segment, body: Span) -> Wrapper {
        let mut dependants = Vec::new();
        for (from, code, at) in self.functions.called(name.name) {
            let parsed = &self.units[*from].codes[*code].parsed;
            let usage = &parsed.usages[*at];
            let is_inside = *from == file && body.contains(usage.whole);
            if !is_inside && self.means(*from, *code, usage, file) && self.holds(file, name, (*from, *code), usage) {
                dependants.extend(parsed.path_of(usage).last().map(|last| Place { file: FileId(*from as u32), span: last.span }));
            }
        }
        dependants.sort_by_key(|place| (place.file, place.span));
        let place = Place { file: FileId(file as u32), span: name.span };
        Wrapper { name: name.name.to_owned(), rule: self.resolved[file][finding].rule, place, dependants }
    }

    /// Whether a name still is what a file defines by it at a place, when some call is reached. A function is called at some later time.
    fn holds(&self, file: usize, name: Segment, (from, code): (usize, usize), call: &Usage) -> bool {
        let is_in_order = from == file && function_of(&self.units[from].codes[code].parsed, call.scope).is_none();
        let until = if is_in_order { call.whole.start } else { u32::MAX };
        let unit = &self.units[file];
        let given = self.sites[file].assigned(unit, name.name, until).map(|(code, at)| &unit.codes[code].parsed.assignments[at]);
        let mut outside = given.filter(|assignment| assignment.scope == ScopeId(0)).peekable();
        let is_before_all = outside.peek().is_none();
        is_before_all || outside.find(|last| last.name.span == name.span || !last.conditional).is_some_and(|last| last.name.span == name.span)
    }
}
