//! What names in R code mean.

use rxodus_rules::{Language, Role, RuleId};
use rxodus_source::Span;
use rxodus_syntax::{Assignment, Attach, ScopeId, Segment, Usage, UsageKind, Value};

use super::{Context, GIVEN_UP, Meaning, facts::Which};
use crate::{AttachedBy, Finding, Origin, Use, link::Defined};

const MAYBE_DEFINED: &str = "a function of this name is defined here under a condition";
const ELEMENT: &str = "a loop or a list may give this name a function";
const DEFINED_ELSEWHERE: &str = "another file may be run that defines a function of this name";
const DEFINED_IN_PROJECT: &str = "the package spells it otherwise, and another file defines a function of just this name";
const HANDED: &str = "a string that is handed to where a function is called by its name";
const PARAMETER: &str = "a parameter of the function around it has this name";

/// What a definition nearby does to a name.
enum Mask {
    None,
    Whole,
    Maybe(&'static str),
}

/// Adds the findings of a chunk of R.
pub(crate) fn resolve(context: &Context, findings: &mut Vec<Finding>) {
    for attach in &context.parsed.attaches {
        attached(context, attach, findings);
    }
    for usage in &context.parsed.usages {
        findings.extend(match usage.kind {
            UsageKind::Method => of_module(context, usage),
            _ if usage.path.len() == 1 => unqualified(context, usage),
            _ => qualified(context, usage),
        });
    }
}

/// A package, and the names of it that come in alone.
fn attached(context: &Context, attach: &Attach, findings: &mut Vec<Finding>) {
    let Some(package) = context.index.module(Language::R, attach.module.name) else { return };
    let meaning = |rule| Meaning { rule, origin: Origin::Qualified, reason: "", by: None };
    findings.push(context.finding(meaning(package), attach.module.name, Use::Attach, attach.module.span));
    for imported in &attach.names {
        let rule = context.index.symbol_of(package, imported.name.name);
        findings.extend(rule.map(|rule| context.finding(meaning(rule), imported.name.name, Use::Import, imported.name.span)));
    }
}

/// The name of a function in a string that is handed to where functions are called by their names: only an unmistakable one means anything.
pub(super) fn called_by_name(context: &Context, name: Segment) -> Option<Finding> {
    let is_unmistakable = |rule: &&RuleId| context.index.symbol(**rule).is_some_and(|symbol| !symbol.common);
    let rule = *context.index.exact(Language::R, name.name).iter().find(is_unmistakable)?;
    let meaning = Meaning { rule, origin: Origin::Dynamic, reason: HANDED, by: None };
    Some(context.finding(meaning, &context.index.symbol(rule)?.name, Use::Dynamic, name.span))
}

/// `pkg::name`.
fn qualified(context: &Context, usage: &Usage) -> Option<Finding> {
    let [package, name] = context.parsed.path_of(usage) else { return None };
    let package = context.index.module(Language::R, package.name)?;
    let other_case = || (usage.kind == UsageKind::Call).then(|| context.index.symbol_of_any_case(package, name.name)).flatten();
    let replacing = usage.replaced.then(|| context.index.symbol_of(package, &format!("{}<-", name.name))).flatten();
    let rule = replacing.or_else(|| context.index.symbol_of(package, name.name)).or_else(other_case).unwrap_or(package);
    let meaning = Meaning { rule, origin: Origin::Qualified, reason: "", by: None };
    Some(context.used(meaning, name.name, usage, name.span))
}

/// `name$f()`, where `name` is that of a package.
fn of_module(context: &Context, usage: &Usage) -> Option<Finding> {
    let [module, name] = context.parsed.path_of(usage) else { return None };
    let (package, by) = module_held(context, usage.scope, module.name)?;
    let package = context.index.module(Language::R, package)?;
    let rule = context.index.symbol_of(package, name.name)?;
    let by = Some(AttachedBy::linked(context.file, by));
    Some(context.used(Meaning { rule, origin: Origin::Attached, reason: "", by }, name.name, usage, name.span))
}

/// The package that a variable holds, and where it gets that: in the innermost scope that gives it anything.
fn module_held<'a>(context: &Context<'a>, scope: ScopeId, name: &str) -> Option<(&'a str, Span)> {
    let module =
        |assignment: &'a Assignment<'a>| if let Value::Module(module) = assignment.value { Some((module, assignment.name.span)) } else { None };
    for around in context.parsed.enclosing(scope) {
        let mut given = context.facts.in_code(Which::All, context.number, name, u32::MAX).filter(|assignment| assignment.scope == around).peekable();
        if given.peek().is_some() {
            return given.find_map(module);
        }
    }
    context.facts.in_other_codes(Which::All, context.number, name).find_map(module)
}

fn unqualified(context: &Context, usage: &Usage) -> Option<Finding> {
    let meaning = bare(context, usage).or_else(|| renamed(context, usage))?;
    let symbol = context.index.symbol(meaning.rule)?;
    if symbol.has_role(&Role::FormulaFunction) && !inside_own_call(context, usage, meaning.rule) {
        return None;
    }
    Some(context.used(meaning, usage.name, usage, context.parsed.path_of(usage)[0].span))
}

/// Some functions mean something only in a formula that is an argument of one of their package's own functions.
fn inside_own_call(context: &Context, usage: &Usage, rule: RuleId) -> bool {
    let around = std::iter::successors(usage.inside, |call| context.parsed.usages[*call as usize].inside);
    let mut calls = around.map(|call| &context.parsed.usages[call as usize]).filter(|call| call.path.len() == 1);
    calls.any(|call| bare(context, call).is_some_and(|meaning| meaning.rule.package == rule.package && meaning.rule != rule))
}

fn bare(context: &Context, usage: &Usage) -> Option<Meaning> {
    let candidates = candidates(context, usage);
    if candidates.is_empty() || (usage.kind == UsageKind::Reference && usage.in_formula) {
        return None;
    }
    let reason = match mask(context, usage) {
        Mask::Whole => return None,
        Mask::Maybe(reason) => reason,
        Mask::None => "",
    };
    let mut meaning = candidates.iter().filter_map(|rule| visible(context, usage, *rule)).min_by_key(|meaning| meaning.origin)?;
    if context.parsed.errors.aborted {
        meaning = Meaning { origin: Origin::Ambiguous, reason: GIVEN_UP, ..meaning };
    } else if !reason.is_empty() {
        meaning = Meaning { origin: Origin::Ambiguous, reason, ..meaning };
    }
    Some(meaning)
}

/// A name under which the file imports another one of a package.
fn renamed(context: &Context, usage: &Usage) -> Option<Meaning> {
    let (rule, span) = context.facts.renamed(context.session, usage.name)?;
    let by = Some(AttachedBy::linked(context.file, span));
    match mask(context, usage) {
        Mask::Whole => None,
        Mask::Maybe(reason) => Some(Meaning { rule, origin: Origin::Ambiguous, reason, by }),
        Mask::None => Some(Meaning { rule, origin: Origin::Attached, reason: "", by }),
    }
}

/// The rules of this name, of what replaces where something is assigned to it; for a call that fits none, those of a name that differs in case alone.
fn candidates<'a>(context: &'a Context, usage: &Usage) -> &'a [RuleId] {
    let replacing = if usage.replaced { context.index.exact(Language::R, &format!("{}<-", usage.name)) } else { &[] };
    match context.index.exact(Language::R, usage.name) {
        _ if !replacing.is_empty() => replacing,
        [] if usage.kind == UsageKind::Call => context.index.any_case(Language::R, usage.name),
        exact => exact,
    }
}

/// Whether a symbol's bare name is visible here, and why.
fn visible(context: &Context, usage: &Usage, rule: RuleId) -> Option<Meaning> {
    let symbol = context.index.symbol(rule)?;
    let package = RuleId { symbol: None, ..rule };
    let own = context.facts.attaches(context.session, package).or_else(|| context.facts.imports(context.session, package, usage.name));
    let own = own.map(|span| AttachedBy::linked(context.file, span));
    let sees_project = context.session.sees_file();
    let of_project = || context.facts.nearest(package).or_else(|| context.project.imports(rule)).filter(|_| sees_project);
    let by = own.or_else(of_project);
    if symbol.common && (usage.kind == UsageKind::Reference || usage.recovered) {
        return None;
    }
    match by {
        Some(_) => Some(Meaning { rule, origin: Origin::Attached, reason: "", by }),
        None if symbol.common && !context.facts.proves(context.session, package) => None,
        None if sees_project && context.project.is_foreign(usage.name) => None,
        None => Some(Meaning { rule, origin: Origin::Unattached, reason: "", by: None }),
    }
}

/// What definitions in the chunk, the file and the project do to this name. The level of the file, cell by cell, runs in the order of the text;
/// a function runs at some later time.
fn mask(context: &Context, usage: &Usage) -> Mask {
    // A call looks for a function, whatever else has the name.
    let which = if usage.kind == UsageKind::Call { Which::Callable } else { Which::All };
    let places = places(context, usage.scope);
    let is_later = places.iter().any(|(number, scope)| context.unit.codes[*number].parsed.is_in_function(*scope));
    let in_order = |assignment: &&Assignment| is_later || assignment.since <= usage.whole.start;
    let around = places.iter().flat_map(|(number, scope)| {
        let code = &context.unit.codes[*number];
        // Examples are run when the file was.
        let was_run = code.session != context.session;
        let visible = move |assignment: &&Assignment| code.parsed.enclosing(*scope).any(|around| around == assignment.scope);
        context.facts.in_code(which, *number, usage.name, u32::MAX).filter(visible).filter(move |assignment| was_run || in_order(assignment))
    });
    let in_cells = context.facts.in_other_codes(which, context.number, usage.name).filter(in_order);
    for assignment in around.chain(in_cells) {
        match masks(assignment, usage) {
            Mask::None => {}
            found => return found,
        }
    }
    let defined = if context.session.sees_file() { context.project.defines(usage.name, context.file) } else { Defined::Nowhere };
    match defined {
        Defined::Surely => Mask::Whole,
        Defined::Maybe => Mask::Maybe(DEFINED_ELSEWHERE),
        Defined::Apart if context.index.exact(Language::R, usage.name).is_empty() => Mask::Maybe(DEFINED_IN_PROJECT),
        Defined::Apart | Defined::Nowhere => Mask::None,
    }
}

/// The code and the scope of a usage, then where the string stands that is this code, and so on outwards.
fn places(context: &Context, scope: ScopeId) -> Vec<(usize, ScopeId)> {
    let codes = &context.unit.codes;
    let host = |(number, _): &(usize, ScopeId)| codes[*number].host.map(|host| (host.code, host.scope));
    let of_language = |(number, _): &(usize, ScopeId)| codes[*number].parsed.language == context.parsed.language;
    std::iter::successors(Some((context.number, scope)), host).take_while(of_language).collect()
}

/// A call looks for a function, whatever else has the name; a value is whatever was assigned.
fn masks(assignment: &Assignment, usage: &Usage) -> Mask {
    match (assignment.value, usage.kind) {
        (Value::Function, _) if assignment.conditional => Mask::Maybe(MAYBE_DEFINED),
        (Value::Function, _) | (_, UsageKind::Reference) => Mask::Whole,
        (Value::Parameter, _) => Mask::Maybe(PARAMETER),
        (Value::Element, _) => Mask::Maybe(ELEMENT),
        _ => Mask::None,
    }
}
