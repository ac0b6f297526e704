//! What names in T-SQL mean: procedures, functions, statements and options, in whatever case.

use rxodus_rules::{Language, RuleId, Symbol};
use rxodus_syntax::{Segment, Usage};

use super::{Context, Meaning};
use crate::{Finding, Origin};

/// Adds the findings of a chunk of T-SQL.
pub(crate) fn resolve(context: &Context, findings: &mut Vec<Finding>) {
    findings.extend(context.parsed.usages.iter().filter_map(|usage| used(context, usage)));
}

fn used(context: &Context, usage: &Usage) -> Option<Finding> {
    let path = context.parsed.path_of(usage);
    let last = path.last()?;
    if let Some(rule) = meant(context, last.name) {
        return fits(context, rule, usage).then(|| context.used(meaning(rule), last.name, usage, last.span));
    }
    let (words, span) = phrase(path)?;
    let rule = meant(context, &words)?;
    Some(context.used(meaning(rule), &words, usage, span))
}

fn meaning(rule: RuleId) -> Meaning {
    Meaning { rule, origin: Origin::Qualified, reason: "", by: None }
}

fn meant(context: &Context, name: &str) -> Option<RuleId> {
    context.index.any_case(Language::Sql, name).first().copied()
}

/// An ordinary name counts where an argument is named as one of its own is.
fn fits(context: &Context, rule: RuleId, usage: &Usage) -> bool {
    let Some(Symbol { common: true, formals, .. }) = context.index.symbol(rule) else { return true };
    let names = context.parsed.arguments_of(usage).iter().filter_map(|argument| argument.name);
    names.into_iter().any(|name| formals.iter().any(|formal| formal.name.eq_ignore_ascii_case(name.name)))
}

/// Several words that are one name: `CREATE EXTERNAL …`.
fn phrase(path: &[Segment]) -> Option<(String, rxodus_source::Span)> {
    let (first, last) = (path.first()?, path.last().filter(|_| path.len() > 1)?);
    let words: Vec<_> = path.iter().map(|segment| segment.name).collect();
    Some((words.join(" "), rxodus_source::Span { start: first.span.start, end: last.span.end }))
}
