//! What names in R code mean.

use rustc_hash::FxHashSet;
use rxodus_rules::{Language, Role, RuleId, Symbol};
use rxodus_syntax::{Assignment, Attach, AttachKind, ScopeId, Usage, UsageKind, Value};

use super::{Context, Meaning};
use crate::{AttachedBy, Finding, Origin, Use};

const MAYBE_DEFINED: &str = "a function of this name is defined here under a condition";
const PARAMETER: &str = "a parameter of the function around it has this name";
const GIVEN_UP: &str = "the code around it cannot be parsed; it may be text or a comment";

/// What a definition nearby does to a name.
enum Mask {
    None,
    Whole,
    Maybe(&'static str),
}

/// Adds the findings of a chunk of R.
pub(crate) fn resolve(context: &Context, findings: &mut Vec<Finding>) {
    for attach in &context.parsed.attaches {
        findings.extend(attached(context, attach));
    }
    let seen = packages_seen(context);
    let first = findings.len();
    for usage in context.parsed.usages.iter().filter(|usage| usage.path.len() == 1) {
        let segment = context.parsed.path_of(usage)[0];
        let meaning = bare(context, usage, &seen);
        findings.extend(meaning.map(|meaning| context.used(meaning, usage.name, usage, segment.span)));
    }
    for usage in context.parsed.usages.iter().filter(|usage| usage.path.len() == 2) {
        findings.extend(qualified(context, usage));
    }
    drop_formula_functions(context, findings, first);
}

fn attached(context: &Context, attach: &Attach) -> Option<Finding> {
    let rule = context.index.module(Language::R, attach.module.name)?;
    let meaning = Meaning { rule, origin: Origin::Qualified, reason: "", by: None };
    Some(context.finding(meaning, attach.module.name, Use::Attach, attach.module.span))
}

/// `pkg::name`.
fn qualified(context: &Context, usage: &Usage) -> Option<Finding> {
    let [package, name] = context.parsed.path_of(usage) else { return None };
    let package = context.index.module(Language::R, package.name)?;
    let other_case = || (usage.kind == UsageKind::Call).then(|| context.index.symbol_of_any_case(package, name.name)).flatten();
    let rule = context.index.symbol_of(package, name.name).or_else(other_case).unwrap_or(package);
    let meaning = Meaning { rule, origin: Origin::Qualified, reason: "", by: None };
    Some(context.used(meaning, name.name, usage, name.span))
}

fn bare(context: &Context, usage: &Usage, seen: &FxHashSet<RuleId>) -> Option<Meaning> {
    let candidates = candidates(context, usage);
    if candidates.is_empty() || (usage.kind == UsageKind::Reference && usage.in_formula) {
        return None;
    }
    let reason = match mask(context, usage) {
        Mask::Whole => return None,
        Mask::Maybe(reason) => reason,
        Mask::None => "",
    };
    let mut meaning = candidates.iter().filter_map(|rule| visible(context, usage, *rule, seen)).min_by_key(|meaning| meaning.origin)?;
    if context.parsed.errors.aborted {
        meaning = Meaning { origin: Origin::Ambiguous, reason: GIVEN_UP, ..meaning };
    } else if !reason.is_empty() {
        meaning = Meaning { origin: Origin::Ambiguous, reason, ..meaning };
    }
    Some(meaning)
}

/// The rules of this name; for a call that fits none, those of a name that differs in case alone.
fn candidates<'a>(context: &'a Context, usage: &Usage) -> &'a [RuleId] {
    match context.index.exact(Language::R, usage.name) {
        [] if usage.kind == UsageKind::Call => context.index.any_case(Language::R, usage.name),
        exact => exact,
    }
}

/// Whether a symbol's bare name is visible here, and why.
fn visible(context: &Context, usage: &Usage, rule: RuleId, seen: &FxHashSet<RuleId>) -> Option<Meaning> {
    let symbol = context.index.symbol(rule)?;
    let package = RuleId { symbol: None, ..rule };
    let by = in_file(context, package).or_else(|| context.project.attaches(rule));
    if symbol.common && (usage.kind == UsageKind::Reference || usage.recovered) {
        return None;
    }
    match by {
        Some(_) => Some(Meaning { rule, origin: Origin::Attached, reason: "", by }),
        None if symbol.common && !seen.contains(&package) => None,
        None if context.project.is_foreign(usage.name) => None,
        None => Some(Meaning { rule, origin: Origin::Unattached, reason: "", by: None }),
    }
}

/// Where this file attaches a package.
fn in_file(context: &Context, package: RuleId) -> Option<AttachedBy> {
    let attaches = context.unit.parsed.iter().flat_map(|parsed| &parsed.attaches);
    let own = attaches
        .filter(|attach| attach.kind == AttachKind::Attach)
        .find(|attach| context.index.module(Language::R, attach.module.name) == Some(package));
    own.map(|attach| AttachedBy { file: context.file, span: attach.module.span })
}

/// The packages that this file proves by an unmistakable name: its ordinary names are visible as well.
fn packages_seen(context: &Context) -> FxHashSet<RuleId> {
    let usages = context.unit.parsed.iter().flat_map(|parsed| &parsed.usages).filter(|usage| usage.path.len() == 1);
    let rules = usages.flat_map(|usage| context.index.exact(Language::R, usage.name));
    let telling = rules.filter(|rule| context.index.symbol(**rule).is_some_and(|symbol| !symbol.common));
    telling.map(|rule| RuleId { symbol: None, ..*rule }).collect()
}

/// What definitions in the chunk, the file and the project do to this name. The level of the file runs in the order of the text;
/// a function runs at some later time.
fn mask(context: &Context, usage: &Usage) -> Mask {
    let own: Vec<_> = context.parsed.enclosing(usage.scope).collect();
    let in_order = |assignment: &&Assignment| usage.scope != ScopeId(0) || assignment.since <= usage.whole.start;
    let in_chunk = context.parsed.assignments.iter().filter(|assignment| own.contains(&assignment.scope)).filter(in_order);
    let others = context.unit.parsed.iter().filter(|parsed| !std::ptr::eq(*parsed, context.parsed));
    let in_file = others.flat_map(|parsed| &parsed.assignments).filter(|assignment| assignment.scope == ScopeId(0));
    for assignment in in_chunk.chain(in_file).filter(|assignment| assignment.name.name == usage.name) {
        match masks(assignment, usage) {
            Mask::None => {}
            found => return found,
        }
    }
    if context.project.defines(usage.name, context.file) { Mask::Whole } else { Mask::None }
}

/// A call looks for a function, whatever else has the name; a value is whatever was assigned.
fn masks(assignment: &Assignment, usage: &Usage) -> Mask {
    match (assignment.value, usage.kind) {
        (Value::Function, _) if assignment.conditional => Mask::Maybe(MAYBE_DEFINED),
        (Value::Function, _) | (_, UsageKind::Reference) => Mask::Whole,
        (Value::Parameter, _) => Mask::Maybe(PARAMETER),
        _ => Mask::None,
    }
}

/// Some functions mean something only in a formula that is an argument of one of their package's own functions.
fn drop_formula_functions(context: &Context, findings: &mut Vec<Finding>, first: usize) {
    let is_formula_function = |symbol: Option<&Symbol>| symbol.is_some_and(|symbol| symbol.has_role(&Role::FormulaFunction));
    if !findings[first..].iter().any(|finding| is_formula_function(context.index.symbol(finding.rule))) {
        return;
    }
    let own = findings.split_off(first);
    let kept: Vec<bool> =
        own.iter().map(|finding| !is_formula_function(context.index.symbol(finding.rule)) || inside_own_call(finding, &own)).collect();
    findings.extend(own.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(finding, _)| finding));
}

fn inside_own_call(finding: &Finding, others: &[Finding]) -> bool {
    others.iter().any(|other| other.rule != finding.rule && other.rule.package == finding.rule.package && other.whole.contains(finding.whole))
}
