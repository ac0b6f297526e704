//! The calls of a file that were resolved, and those of them that switch the compute context.

use rustc_hash::{FxHashMap, FxHashSet};
use rxodus_rules::{Role, RuleIndex};
use rxodus_source::{Container, Language, Span};
use rxodus_syntax::{Argument, Parsed, ScopeId, ScopeKind, Segment, Shape, UsageKind, Value};

use super::wrappers::{Alias, aliases};
use crate::{
    Finding, Use,
    unit::{Session, Unit},
};

/// The resolved calls of a file, and what leads to them.
#[derive(Default)]
pub(super) struct Sites<'a> {
    /// In the order of the text.
    pub(super) calls: Vec<Call>,
    /// The calls that end at a byte of the raw file.
    by_end: FxHashMap<u32, Vec<usize>>,
    /// Those of [`Sites::calls`] that switch the compute context.
    pub(super) switches: Vec<usize>,
    /// Functions, each with its code, that switch it when they end.
    pub(super) at_exit: Vec<(usize, ScopeId)>,
    /// The code and index of each assignment to a name, in the order in which they begin to hold.
    assigned: FxHashMap<&'a str, Vec<(usize, usize)>>,
    /// The functions that are given a name where they are defined.
    functions: FxHashMap<(usize, ScopeId), Segment<'a>>,
    /// Names and places of functions that calls run in sessions of their own.
    pub(super) handed: Vec<(Option<&'a str>, Span)>,
    /// Other names for retired symbols.
    pub(super) aliases: Vec<Alias<'a>>,
}

/// A resolved call.
pub(super) struct Call {
    /// Index in the findings of the file.
    pub(super) finding: usize,
    /// Index in [`Unit::codes`].
    pub(super) code: usize,
    /// Index in the usages of that code.
    pub(super) usage: usize,
    pub(super) whole: Span,
}

impl<'a> Sites<'a> {
    pub(super) fn new(unit: &Unit<'a>, findings: &[Finding], index: &RuleIndex) -> Self {
        let mut sites = Self::default();
        if findings.iter().any(|finding| finding.usage == Use::Call && finding.language != Language::Sql) {
            sites.add(unit, findings, index);
        }
        sites.aliases = aliases(unit, findings);
        for (code, own) in unit.codes.iter().enumerate() {
            sites.add_names(code, &own.parsed);
        }
        for entries in sites.assigned.values_mut() {
            entries.sort_by_key(|(code, at)| unit.codes[*code].parsed.assignments[*at].since);
        }
        sites
    }

    fn add_names(&mut self, code: usize, parsed: &Parsed<'a>) {
        for (at, assignment) in parsed.assignments.iter().enumerate() {
            self.assigned.entry(assignment.name.name).or_default().push((code, at));
        }
        self.functions.extend(parsed.named_functions().into_iter().map(|function| ((code, function.scope), function.name)));
    }

    /// The assignments to a name that hold at a byte, the last one first.
    pub(super) fn assigned(&self, unit: &Unit, name: &str, until: u32) -> impl Iterator<Item = (usize, usize)> {
        let entries = self.assigned.get(name).map_or(&[][..], Vec::as_slice);
        let held = entries.partition_point(|(code, at)| unit.codes[*code].parsed.assignments[*at].since <= until);
        entries[..held].iter().rev().copied()
    }

    /// The names that the file gives values at its own level, and whether these are functions.
    pub(super) fn given(&self, unit: &Unit<'a>) -> impl Iterator<Item = (&'a str, bool)> {
        let outside = |entries: &Vec<(usize, usize)>| {
            let mut given = entries.iter().map(|(code, at)| &unit.codes[*code].parsed.assignments[*at]).filter(|given| given.scope == ScopeId(0));
            given.next().map(|first| first.value == Value::Function || given.any(|other| other.value == Value::Function))
        };
        self.assigned.iter().filter_map(move |(name, entries)| Some((*name, outside(entries)?)))
    }

    /// Whether the file gives a name a value anywhere.
    pub(super) fn gives(&self, name: &str) -> bool {
        self.assigned.contains_key(name)
    }

    /// The name that a function is given where it is defined; none for one that is handed on.
    pub(super) fn name_of(&self, code: usize, function: ScopeId) -> Option<&'a str> {
        self.functions.get(&(code, function)).map(|name| name.name)
    }

    /// The functions of the file with their names, in no order.
    pub(super) fn named(&self) -> impl Iterator<Item = (Segment<'a>, usize, ScopeId)> {
        self.functions.iter().map(|((code, scope), name)| (*name, *code, *scope))
    }

    fn add(&mut self, unit: &Unit<'a>, findings: &[Finding], index: &RuleIndex) {
        let called = findings.iter().enumerate().filter(|(_, finding)| matches!(finding.usage, Use::Call | Use::Dynamic));
        let by_place: FxHashMap<(Language, Span), usize> = called.map(|(at, finding)| ((finding.language, finding.whole), at)).collect();
        for (code, own) in unit.codes.iter().enumerate() {
            let calls = own.parsed.usages.iter().enumerate().filter(|(_, usage)| usage.kind != UsageKind::Reference);
            let mut seen = FxHashSet::default();
            for (usage, call) in calls {
                self.handed.extend(own.parsed.run_apart(call).map(|function| (name_in(function), function.span)));
                // Behind `do.call("f", list(x))` with the arguments of `f` comes `do.call` itself.
                if let Some(finding) = by_place.get(&(own.parsed.language, call.whole)).filter(|finding| seen.insert(**finding)) {
                    self.calls.push(Call { finding: *finding, code, usage, whole: call.whole });
                }
            }
        }
        self.calls.sort_by_key(|call| call.whole);
        for (at, call) in self.calls.iter().enumerate() {
            self.by_end.entry(call.whole.end).or_default().push(at);
            let finding = &findings[call.finding];
            let usage = &unit.codes[call.code].parsed.usages[call.usage];
            self.handed.extend(handed(finding, unit.codes[call.code].parsed.arguments_of(usage), index));
            if !finding.origin.is_certain() || !switches(finding, index) {
                continue;
            }
            let parsed = &unit.codes[call.code].parsed;
            match function_of(parsed, parsed.usages[call.usage].scope) {
                Some(function) if runs_at_exit(parsed, call.usage) => self.at_exit.push((call.code, function)),
                _ => self.switches.push(at),
            }
        }
    }

    /// The outermost call that stands in this place and ends with it.
    pub(super) fn ending(&self, start: u32, end: u32) -> Option<usize> {
        self.by_end.get(&end)?.iter().copied().filter(|call| self.calls[*call].whole.start >= start).min_by_key(|call| self.calls[*call].whole.start)
    }
}

/// Whether a call switches the compute context; what could name one and does not leaves it.
fn switches(finding: &Finding, index: &RuleIndex) -> bool {
    let Some(symbol) = index.symbol(finding.rule) else { return false };
    let is_given = |name: &String| {
        let is_it = |formal: u16| symbol.formals[usize::from(formal)].name == *name;
        finding.more_arguments || finding.recovered || finding.arguments.iter().any(|argument| argument.formal.is_some_and(is_it))
    };
    let to = symbol.roles.iter().find_map(|role| if let Role::SetsContext(to) = role { Some(to) } else { None });
    to.is_some_and(|to| index.ruleset().flow.context(to).is_some() || is_given(to))
}

/// The function that a call runs in a session of its own: its name, if it has one, and the argument.
fn handed<'a>(finding: &Finding, written: &[Argument<'a>], index: &RuleIndex) -> Option<(Option<&'a str>, Span)> {
    let symbol = index.symbol(finding.rule)?;
    let name = symbol.roles.iter().find_map(|role| if let Role::FunctionArgument(name) = role { Some(name) } else { None })?;
    let is_it = |formal: u16| symbol.formals[usize::from(formal)].name == *name;
    let span = finding.arguments.iter().find(|argument| argument.formal.is_some_and(is_it))?.span;
    Some((name_in(written.iter().find(|argument| argument.span == span)?), span))
}

/// The name that an argument is.
fn name_in<'a>(argument: &Argument<'a>) -> Option<&'a str> {
    if let Shape::Name(name) = argument.value { Some(name) } else { None }
}

/// `on.exit(f())` calls at some later time.
fn runs_at_exit(parsed: &Parsed, usage: usize) -> bool {
    std::iter::successors(parsed.usages[usage].inside, |call| parsed.usages[*call as usize].inside)
        .any(|call| parsed.usages[call as usize].name == "on.exit")
}

/// The function around a scope that runs when it is called; none at the level of the file.
pub(super) fn function_of(parsed: &Parsed, scope: ScopeId) -> Option<ScopeId> {
    parsed.enclosing(scope).find(|around| parsed.scopes[around.0 as usize].kind == ScopeKind::Function)
}

/// What runs one after the other: the code of a session. Each script in T-SQL is one of its own.
pub(super) fn session_of(unit: &Unit, code: usize) -> (Language, Session, Option<usize>) {
    let own = &unit.codes[code];
    let alone = (own.chunk.container == Container::Sql).then_some(code);
    (own.parsed.language, own.session, alone)
}
