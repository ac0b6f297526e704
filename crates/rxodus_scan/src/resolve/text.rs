//! What proves a use without being a name: patterns in code and its strings, in scripts and settings, and names that manifests declare.

use std::cmp::Reverse;

use regex::bytes::{Captures, Match};
use rxodus_rules::Place;
use rxodus_source::{Span, TextKind};

use super::{Context, GIVEN_UP, Meaning};
use crate::{
    Finding, Origin, Use,
    patterns::{Compiled, Patterns, place},
};

/// The groups that tell which part of a match is the place of the finding; the first names a package as well.
const GROUPS: [&str; 2] = [PACKAGE, "at"];
const PACKAGE: &str = "package";

/// Adds the findings of patterns in a chunk.
pub(crate) fn resolve(context: &Context, patterns: &Patterns, findings: &mut Vec<Finding>) {
    let kind = context.unit.file.kind;
    let Some(place) = place(kind, context.chunk) else { return };
    if matches!(kind, rxodus_source::FileKind::Text(kind) if is_declared(kind, place)) {
        declared(context, patterns, place, findings);
    } else {
        mentioned(context, patterns, place, findings);
    }
}

/// Whether only what a manifest declares counts.
fn is_declared(kind: TextKind, place: Place) -> bool {
    kind.is_manifest() && place != Place::Code
}

fn declared(context: &Context, patterns: &Patterns, place: Place, findings: &mut Vec<Finding>) {
    for attach in &context.parsed.attaches {
        let found = patterns.at(place).filter_map(|compiled| Some((compiled, compiled.regex()?.captures(attach.module.name.as_bytes())?)));
        findings.extend(found.map(|(compiled, captures)| mention(context, compiled, &captures, attach.module.span)));
    }
}

fn mentioned(context: &Context, patterns: &Patterns, place: Place, findings: &mut Vec<Finding>) {
    let (file, chunk) = (context.unit.file, context.chunk);
    let text = file.text_in(chunk);
    for range in chunk.body.ranges() {
        let part = &text[range.clone()];
        if place == Place::Code && !patterns.may_be_in_code(part) {
            continue;
        }
        for (compiled, regex) in patterns.at(place).filter_map(|compiled| Some((compiled, compiled.regex_for(part.as_bytes())?))) {
            // A pattern that ends inside of a character has found none.
            let whole = |captures: &Captures| part.get(spot(captures).range()).is_some();
            for captures in regex.captures_iter(part.as_bytes()).filter(whole) {
                let found = spot(&captures).range();
                let span = file.span_in(chunk, range.start + found.start..range.start + found.end);
                findings.extend((!is_comment(context, span)).then(|| mention(context, compiled, &captures, span)));
            }
        }
    }
}

/// The part of a match that is the place of the finding.
fn spot<'t>(captures: &Captures<'t>) -> Match<'t> {
    GROUPS.iter().find_map(|group| captures.name(group)).unwrap_or_else(|| captures.get(0).expect("a match as a whole"))
}

fn is_comment(context: &Context, span: Span) -> bool {
    let comments = &context.parsed.comments;
    let before = comments.partition_point(|comment| comment.span.start <= span.start);
    comments[..before].last().is_some_and(|comment| span.start < comment.span.end)
}

fn mention(context: &Context, compiled: &Compiled, captures: &Captures, span: Span) -> Finding {
    let package = captures.name(PACKAGE).and_then(|name| std::str::from_utf8(name.as_bytes()).ok());
    let package = package.and_then(|name| context.index.ruleset().package_called(name));
    let symbol = context.index.symbol(compiled.rule).map_or("", |symbol| &symbol.name);
    let symbol = package.map_or(symbol, |package| &package.name);
    let (origin, reason) = match compiled.pattern.doubt.as_str() {
        _ if context.parsed.errors.aborted => (Origin::Ambiguous, GIVEN_UP),
        "" => (Origin::Qualified, ""),
        doubt => (Origin::Ambiguous, doubt),
    };
    let meaning = Meaning { rule: compiled.rule, origin, reason: "", by: None };
    Finding { reason: reason.to_owned(), ..context.finding(meaning, symbol, Use::Mention, span) }
}

/// Of what patterns find, that which stands inside another such finding says nothing new; nor does a doubtful address inside a call that is
/// reported itself.
pub(crate) fn keep_outermost(findings: &mut Vec<Finding>) {
    let is_mention = |finding: &Finding| finding.usage == Use::Mention;
    if !findings.iter().any(is_mention) {
        return;
    }
    let (mut outer, mut calls): (Option<Span>, Vec<Span>) = (None, Vec::new());
    // The longest first of those that begin at one place; calls begin with their names.
    findings.sort_by_key(|finding| (finding.span.start, Reverse(finding.span.end), finding.rule));
    findings.retain(|finding| {
        if !is_mention(finding) {
            calls.extend((finding.usage == Use::Call).then_some(finding.whole));
            return true;
        }
        calls.retain(|call| finding.span.start < call.end);
        let is_told = outer.is_some_and(|outer| outer.contains(finding.span)) || (!finding.origin.is_certain() && !calls.is_empty());
        outer = if is_told { outer } else { Some(finding.span) };
        !is_told
    });
    findings.sort_by_key(|finding| (finding.span, finding.rule));
}
