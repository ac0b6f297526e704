//! What is done with the models that calls give: followed from a name back to the call that it has its value from.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use rxodus_rules::Role;
use rxodus_source::{Language, Span};
use rxodus_syntax::{Argument, Member, Parsed, Shape, Usage, UsageKind, Value};

use super::{
    Flows, Place,
    trace::{At, Source},
};
use crate::FileId;

/// A place at which something is done with what a call gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultUse {
    /// The name that holds it; where it is used at once, the function that takes it.
    pub place: Place,
    /// What is done, as code behind or around the name: `$coefficients`, `summary()$r.squared`, `.predict()`.
    pub how: String,
}

/// A call gets no more uses than this.
const MOST_USES: usize = 100;

/// Names are given to names this many times.
const MOST_NAMES: usize = 3;

/// File and finding of each call that trains a model, with each use of what it gives; sorted.
pub(super) fn uses<'f, 'a: 'f>(flows: &(impl Fn() -> Flows<'f, 'a> + Sync)) -> Vec<(usize, usize, ResultUse)> {
    let names = flows().model_names();
    if names.is_empty() {
        return Vec::new();
    }
    let files = flows().units.len();
    let mut uses: Vec<_> = (0..files).into_par_iter().flat_map_iter(|file| flows().uses_in(file, &names)).collect();
    uses.sort_by_key(|(file, finding, used)| (*file, *finding, used.place.file, used.place.span));
    uses.dedup();
    let mut counts: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    uses.retain(|(file, finding, _)| {
        let count = counts.entry((*file, *finding)).or_default();
        *count += 1;
        *count <= MOST_USES
    });
    uses
}

impl<'f> Flows<'f, '_> {
    /// Whether a call trains a model.
    fn trains(&self, file: usize, call: usize) -> bool {
        let finding = &self.resolved[file][self.sites[file].calls[call].finding];
        self.index.symbol(finding.rule).is_some_and(|symbol| symbol.roles.contains(&Role::Trains))
    }

    /// The names that get models, and those that get what these hold.
    fn model_names(&self) -> FxHashSet<&'f str> {
        let mut names = FxHashSet::default();
        for _ in 0..MOST_NAMES {
            let before = names.len();
            for (file, unit) in self.units.iter().enumerate() {
                for assignment in unit.codes.iter().flat_map(|code| &code.parsed.assignments) {
                    let Value::Expression(shape) = assignment.value else { continue };
                    let place = Span { start: assignment.name.span.end, end: assignment.since };
                    let is_model = || self.sites[file].ending(place.start, place.end).is_some_and(|call| self.trains(file, call));
                    if matches!(shape, Shape::Name(name) if names.contains(name)) || is_model() {
                        names.insert(assignment.name.name);
                    }
                }
            }
            if names.len() == before {
                break;
            }
        }
        names
    }

    /// The uses that stand in a file.
    fn uses_in(&self, file: usize, names: &FxHashSet<&'f str>) -> Vec<(usize, usize, ResultUse)> {
        let mut uses = Vec::new();
        for (code, own) in self.units[file].codes.iter().enumerate() {
            let parsed = &own.parsed;
            let members: FxHashMap<Span, &Member> = parsed.members.iter().map(|member| (member.object, member)).collect();
            for usage in parsed.usages.iter().filter(|usage| parsed.path_of(usage).first().is_some_and(|first| names.contains(first.name))) {
                let Some(how) = done(parsed, &members, usage) else { continue };
                let first = parsed.path_of(usage)[0];
                let at = At { file, code, scope: usage.scope, byte: usage.whole.start };
                let models = self.variable(at, first.name, 0).into_iter().filter_map(|source| self.model(&source));
                let place = Place { file: FileId(file as u32), span: first.span };
                uses.extend(models.map(|(file, finding)| (file, finding, ResultUse { place, how: how.clone() })));
            }
            uses.extend(self.used_at_once(file, code, &members));
        }
        uses
    }

    /// File and finding of the call that trains the model.
    fn model(&self, source: &Source) -> Option<(usize, usize)> {
        let Source::Call(file, call) = source else { return None };
        self.trains(*file, *call).then(|| (*file, self.sites[*file].calls[*call].finding))
    }

    /// Uses of what calls give in the calls around them: `summary(f(x))`.
    fn used_at_once(&self, file: usize, code: usize, members: &FxHashMap<Span, &Member>) -> Vec<(usize, usize, ResultUse)> {
        let parsed = &self.units[file].codes[code].parsed;
        let calls = self.sites[file].calls.iter().enumerate().filter(|(at, call)| call.code == code && self.trains(file, *at));
        let used = calls.filter_map(|(_, call)| {
            let usage = &parsed.usages[call.usage];
            let how = behind(parsed, members, usage.whole, usage.inside);
            let around = usage.inside.and_then(|around| parsed.path_of(&parsed.usages[around as usize]).last());
            let span = around.map_or(usage.whole, |around| around.span);
            (!how.is_empty()).then_some((file, call.finding, ResultUse { place: Place { file: FileId(file as u32), span }, how }))
        });
        used.collect()
    }
}

/// What is done with the object that a name holds; nothing where the name only stands there.
fn done(parsed: &Parsed, members: &FxHashMap<Span, &Member>, usage: &Usage) -> Option<String> {
    let path = parsed.path_of(usage);
    let of_python = parsed.language == Language::Python && matches!(usage.kind, UsageKind::Call | UsageKind::Reference);
    let mut how = match usage.kind {
        UsageKind::Reference if path.len() == 1 => String::new(),
        _ if of_python && path.len() > 1 => path[1..].iter().flat_map(|part| [".", part.name]).collect(),
        _ => return None,
    };
    if usage.kind == UsageKind::Call {
        how.push_str("()");
    }
    if how.is_empty() || usage.kind == UsageKind::Call {
        how.push_str(&behind(parsed, members, usage.whole, usage.inside));
    }
    Some(how).filter(|how| !how.is_empty())
}

/// The members that are taken of an expression, the call that takes it, and the members of what that gives.
fn behind(parsed: &Parsed, members: &FxHashMap<Span, &Member>, expression: Span, inside: Option<u32>) -> String {
    let mark = if parsed.language == Language::Python { "." } else { "$" };
    let mut how = String::new();
    let take = |mut span: Span, how: &mut String| {
        while let Some(member) = members.get(&span) {
            how.push_str(mark);
            how.push_str(member.name.name);
            span = member.whole;
        }
        span
    };
    let span = take(expression, &mut how);
    if let Some(call) = inside.map(|call| &parsed.usages[call as usize]).filter(|call| takes(parsed, call, span)) {
        how.push_str(if how.is_empty() { "" } else { " in " });
        how.push_str(&name(parsed, call));
        how.push_str("()");
        take(call.whole, &mut how);
    }
    how
}

fn name(parsed: &Parsed, call: &Usage) -> String {
    let mark = if parsed.language == Language::Python { "." } else { "::" };
    parsed.path_of(call).iter().map(|part| part.name).collect::<Vec<_>>().join(mark)
}

/// Whether an expression is an argument of a call, as a whole.
fn takes(parsed: &Parsed, call: &Usage, expression: Span) -> bool {
    let is_plain = |argument: &Argument| argument.name.is_some() && matches!(argument.value, Shape::Name(_) | Shape::Call(_));
    let is_it = |argument: &Argument| argument.span.start == expression.start || (is_plain(argument) && argument.span.start < expression.start);
    parsed.arguments_of(call).iter().any(|argument| argument.span.end == expression.end && is_it(argument))
}
