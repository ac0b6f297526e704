//! What is done with the models that calls give: followed from a name back to the call that it has its value from.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use rxodus_rules::Role;
use rxodus_source::{Language, Span};
use rxodus_syntax::{Argument, Assignment, Member, Parsed, Shape, Usage, UsageKind, Value};

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

/// Makes a list of its arguments, by their names.
const LIST: &str = "list";

/// Names are given to names this many times.
const MOST_NAMES: usize = 3;

/// File and finding of each call that trains a model, with each use of what it gives; sorted.
pub(super) fn uses<'f, 'a: 'f>(flows: &(impl Fn() -> Flows<'f, 'a> + Sync)) -> Vec<(usize, usize, ResultUse)> {
    let mut names = flows().model_names();
    if names.is_empty() {
        return Vec::new();
    }
    names.extend(flows().result_names(&names));
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
        let (mut names, mut others) = (FxHashSet::default(), Vec::new());
        for (file, unit) in self.units.iter().enumerate() {
            for assignment in unit.codes.iter().flat_map(|code| &code.parsed.assignments) {
                match assignment.value {
                    Value::Expression(Shape::Name(name)) => others.push((assignment.name.name, name)),
                    Value::Expression(_) if self.is_model(file, assignment) => drop(names.insert(assignment.name.name)),
                    _ => {}
                }
            }
        }
        for _ in 1..MOST_NAMES {
            let given: Vec<_> = others.iter().filter(|(_, name)| names.contains(name)).map(|(given, _)| *given).collect();
            names.extend(given);
        }
        names
    }

    /// Whether a call that trains a model ends with an assignment.
    fn is_model(&self, file: usize, assignment: &Assignment) -> bool {
        self.sites[file].ending(assignment.name.span.end, assignment.since).is_some_and(|call| self.trains(file, call))
    }

    /// The names that get what functions give of models.
    fn result_names(&self, names: &FxHashSet<&'f str>) -> FxHashSet<&'f str> {
        let in_code = |parsed: &'f Parsed| {
            let takes_model = |usage: &&Usage| taken(parsed, usage).any(|(_, name)| names.contains(name));
            let taking: FxHashSet<u32> = parsed.usages.iter().filter(takes_model).map(|usage| usage.whole.end).collect();
            let is_result =
                move |assignment: &&Assignment| matches!(assignment.value, Value::Expression(Shape::Call(_))) && taking.contains(&assignment.since);
            parsed.assignments.iter().filter(is_result).map(|assignment| assignment.name.name)
        };
        self.units.par_iter().flat_map_iter(|unit| &unit.codes).flat_map_iter(|code| in_code(&code.parsed)).collect()
    }

    /// The uses that stand in a file.
    fn uses_in(&self, file: usize, names: &FxHashSet<&'f str>) -> Vec<(usize, usize, ResultUse)> {
        let mut uses = Vec::new();
        for (code, own) in self.units[file].codes.iter().enumerate() {
            let parsed = &own.parsed;
            let members: FxHashMap<Span, &Member> = parsed.members.iter().map(|member| (member.object, member)).collect();
            for usage in &parsed.usages {
                let Some(first) = parsed.path_of(usage).first().filter(|first| names.contains(first.name)) else { continue };
                let Some(how) = done(parsed, &members, usage) else { continue };
                let at = At { file, code, scope: usage.scope, byte: usage.whole.start };
                let models = self.variable(at, first.name, 0).into_iter().filter_map(|source| self.model(&source, &how));
                let place = Place { file: FileId(file as u32), span: first.span };
                uses.extend(models.map(|(file, finding, how)| (file, finding, ResultUse { place, how })));
            }
            uses.extend(self.used_at_once(file, code, &members));
        }
        uses
    }

    /// File and finding of the call that trains the model, and what is done with that; of what a function gives of it, parts alone tell of the model.
    fn model(&self, source: &Source, how: &str) -> Option<(usize, usize, String)> {
        match source {
            Source::Call(file, call) if self.trains(*file, *call) => Some((*file, self.sites[*file].calls[*call].finding, how.to_owned())),
            Source::Other(_, place) if how.starts_with(['$', '.']) => self.model_behind(*place, how),
            _ => None,
        }
    }

    /// The same of what the call at the end of a place gives.
    fn model_behind(&self, place: Place, how: &str) -> Option<(usize, usize, String)> {
        let file = place.file.0 as usize;
        let mut codes = self.units[file].codes.iter().enumerate();
        let (code, parsed, usage) = codes.find_map(|(code, own)| Some((code, &own.parsed, own.parsed.usage_at(place.span)?)))?;
        let (model, how) = held(parsed, usage, how)?;
        let at = At { file, code, scope: usage.scope, byte: usage.whole.start };
        let call =
            self.variable(at, model, 1).into_iter().find_map(|source| if let Source::Call(file, call) = source { Some((file, call)) } else { None });
        let (file, call) = call.filter(|(file, call)| self.trains(*file, *call))?;
        Some((file, self.sites[file].calls[call].finding, how))
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

/// The arguments of a call that are names, with their own names, as far as what it gives has them: a list has all of them, another function what
/// it made of the first one.
fn taken<'p, 'a>(parsed: &'p Parsed<'a>, usage: &'p Usage<'a>) -> impl Iterator<Item = (Option<&'a str>, &'a str)> + use<'p, 'a> {
    let arguments = parsed.arguments_of(usage).iter().take(if usage.kind == UsageKind::Call { usize::MAX } else { 0 });
    let names = arguments.enumerate().filter(|(at, _)| *at == 0 || usage.name == LIST);
    names.filter_map(|(_, argument)| if let Shape::Name(name) = argument.value { Some((argument.name.map(|own| own.name), name)) } else { None })
}

/// The name of which parts are taken through what a call gives, and what is done with it.
fn held<'a>(parsed: &Parsed<'a>, usage: &Usage<'a>, how: &str) -> Option<(&'a str, String)> {
    if usage.name != LIST {
        return Some((taken(parsed, usage).next()?.1, format!("{}(){how}", name(parsed, usage))));
    }
    let (element, model) =
        taken(parsed, usage).find_map(|(own, model)| Some((how[1..].strip_prefix(own?)?, model)).filter(|(rest, _)| ends_name(rest)))?;
    Some((model, element.strip_prefix(" in ").unwrap_or(element).to_owned())).filter(|(_, how)| !how.is_empty())
}

fn ends_name(rest: &str) -> bool {
    rest.starts_with(['$', '.', ' ', '(']) || rest.is_empty()
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
