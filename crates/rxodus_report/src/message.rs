//! What a finding says, in words that all formats share.

use jiff::civil::Date;
use rxodus_rules::{Change, Confidence, Equivalent, Kind, Package, Pattern, TargetId};
use rxodus_scan::{AttachedBy, Finding, Origin, Report, Use};
use rxodus_source::Language;

use crate::{
    Context,
    escape::escape,
    position::{file_of, line_in_words, place_in_words},
};

/// Where nobody has looked for an equivalent.
pub(crate) const UNMAPPED: &str = "unmapped";

/// What is retired, and since when.
pub(crate) fn headline(report: &Report, context: &Context, finding: &Finding) -> String {
    let package = context.index.package(finding.rule);
    let known = context.index.symbol(finding.rule);
    let (name, symbol) = (escape(&package.name), escape(&finding.symbol));
    let day = context.index.retired(finding.rule);
    let retired = when(day, context.as_of);
    if let Some(pattern) = known.and_then(|known| known.pattern.as_ref()) {
        let title = escape(&pattern.title);
        let fate = day.map_or(title.clone(), |_| format!("{title}, {retired}"));
        return mention(&escape(file_of(report, finding.file).text_of(finding.span)), pattern, &fate);
    }
    let brings_in = matches!(finding.usage, Use::Attach | Use::Import);
    if finding.symbol == "*" {
        return format!("`*` imports everything from {name}, {retired}");
    }
    if brings_in && (package.is_module(&finding.symbol) || known.is_some_and(|known| known.kinds == [Kind::Module])) {
        return whole_module(context, finding, &symbol);
    }
    if known.is_none() && !brings_in {
        return format!("`{symbol}` is no documented export of {name}, {retired}");
    }
    let before = if known.is_some_and(|known| known.deprecated) { " and deprecated before that" } else { "" };
    format!("`{symbol}`{} belongs to {name}, {retired}{before}", other_spelling(report, finding))
}

/// What a pattern found, what that is, and what takes its place.
fn mention(text: &str, pattern: &Pattern, fate: &str) -> String {
    let successor = if pattern.successor.is_empty() { String::new() } else { format!("; its successor: {}", escape(&pattern.successor)) };
    format!("`{text}` is {fate}{successor}")
}

fn whole_module(context: &Context, finding: &Finding, symbol: &str) -> String {
    let package = context.index.package(finding.rule);
    let noun = if finding.language == Language::Python { "module" } else { "package" };
    format!("the {noun} `{symbol}` {}", fate(package, context.as_of))
}

/// When something is retired, after its name and a comma.
pub(crate) fn when(retired: Option<Date>, as_of: Date) -> String {
    match retired {
        Some(day) if day <= as_of => format!("retired on {day}"),
        Some(day) => format!("to be retired on {day}"),
        None => "not retired, but at home on one platform alone".to_owned(),
    }
}

/// The same as a predicate.
pub(crate) fn fate(package: &Package, as_of: Date) -> String {
    match package.retired {
        Some(day) if day <= as_of => format!("was retired on {day}"),
        Some(day) => format!("is to be retired on {day}"),
        None => "is not retired, but at home on one platform alone".to_owned(),
    }
}

/// How the name is written, where that is not the true one.
fn other_spelling(report: &Report, finding: &Finding) -> String {
    let written = file_of(report, finding.file).text_of(finding.span).trim_matches(['"', '\'', '`']);
    let last = finding.symbol.rsplit('.').next().unwrap_or_default();
    if written.is_empty() || written == finding.symbol || written == last { String::new() } else { format!(" (written `{}`)", escape(written)) }
}

/// What the code does with the name, how sure that is, and what makes the name visible: one phrase each.
pub(crate) fn label(report: &Report, finding: &Finding) -> Vec<String> {
    let mut phrases = vec![match finding.origin {
        Origin::Unattached => format!("{}: unmistakable, though nothing attaches its package", deed(finding)),
        Origin::Ambiguous | Origin::Dynamic if !finding.reason.is_empty() => format!("{}, perhaps: {}", deed(finding), escape(&finding.reason)),
        Origin::Ambiguous | Origin::Dynamic => format!("{}, perhaps: only a reader can tell", deed(finding)),
        Origin::Qualified | Origin::Attached => deed(finding).to_owned(),
    }];
    phrases.extend(finding.attached_by.map(|by| attached(report, finding, by)));
    if let Some(part) = finding.unknown_part {
        let line = line_in_words(file_of(report, finding.file), part);
        phrases.push(format!("a part of this call, in {line}, is put in only when the text around it runs"));
    }
    if !finding.evaluated {
        phrases.push("running the file does not run this".to_owned());
    }
    if finding.recovered {
        phrases.push("the code around it has a syntax error, so the arguments are not known".to_owned());
    }
    phrases
}

fn deed(finding: &Finding) -> &'static str {
    match finding.usage {
        Use::Attach => "attached here",
        Use::Import => "imported here",
        Use::Call => "called here",
        Use::Reference => "used as a value here",
        Use::Dynamic => "called by a name in a string",
        Use::Mention => "stands here",
    }
}

fn attached(report: &Report, finding: &Finding, by: AttachedBy) -> String {
    let file = file_of(report, by.file);
    let place = place_in_words(file, by.span);
    let verb = if finding.language == Language::R { "attached" } else { "imported" };
    match by {
        _ if by.file == finding.file => format!("{verb} in {}", line_in_words(file, by.span)),
        AttachedBy { is_linked: true, .. } => format!("{verb} by {place}"),
        _ => format!("{verb} in the project by {place}"),
    }
}

/// The word for what becomes of a finding on a target.
pub(crate) fn change_word(equivalent: Option<&Equivalent>) -> &'static str {
    equivalent.map_or(UNMAPPED, |equivalent| equivalent.change.name())
}

/// What a change means.
pub(crate) fn meaning(equivalent: Option<&Equivalent>) -> &'static str {
    match equivalent.map(|equivalent| equivalent.change) {
        None => "nobody has looked yet",
        Some(Change::Keep) => "runs on unchanged",
        Some(Change::Rename) => "another name, the same arguments",
        Some(Change::Arguments) => "one call takes its place, with other arguments",
        Some(Change::Rewrite) => "several calls or an idiom take its place",
        Some(Change::Redesign) => "the design around it changes",
        Some(Change::Remove) => "goes away",
        Some(Change::None) => "looked for: nothing takes its place",
    }
}

/// What is called instead; nothing where the old call stays.
pub(crate) fn new_call(equivalent: Option<&Equivalent>) -> Option<&str> {
    equivalent.filter(|equivalent| equivalent.change != Change::Keep)?.call.as_deref()
}

/// A doubt about an entry; empty where its author is sure.
pub(crate) fn doubt(equivalent: Option<&Equivalent>) -> &'static str {
    match equivalent.map(|equivalent| equivalent.confidence) {
        Some(Confidence::Medium) => ", medium confidence",
        Some(Confidence::Low) => ", low confidence: a guess from what is public",
        Some(Confidence::High) | None => "",
    }
}

/// What becomes of it on a target, in one phrase: `on spark: rewrite -> package::call`.
pub(crate) fn becomes(context: &Context, finding: &Finding, target: TargetId) -> String {
    let equivalent = context.equivalent(finding, target);
    let call = new_call(equivalent).map_or(String::new(), |call| format!(" -> {}", escape(call)));
    format!("on {}: {}{call}", context.target(target).id, change_word(equivalent))
}

/// What becomes of it on all targets, by what they have in common: `; rewrite on spark, oss; keep on sqlml`.
pub(crate) fn fates(context: &Context, finding: &Finding) -> String {
    let mut fates: Vec<(&str, Vec<&str>)> = Vec::new();
    for target in &context.targets {
        let (id, word) = (context.target(*target).id.as_str(), change_word(context.equivalent(finding, *target)));
        match fates.iter_mut().find(|(known, _)| *known == word) {
            Some((_, targets)) => targets.push(id),
            None => fates.push((word, vec![id])),
        }
    }
    fates.into_iter().map(|(word, targets)| format!("; {word} on {}", targets.join(", "))).collect::<Vec<_>>().concat()
}

/// What a finding says, as one sentence without its full stop: what is retired, how sure that is, and what it becomes on targets that were
/// chosen.
pub(crate) fn sentence(report: &Report, context: &Context, finding: &Finding) -> String {
    let mut text = headline(report, context, finding);
    if !finding.origin.is_certain() {
        text.push_str(" (perhaps: ");
        text.push_str(&escape(&finding.reason));
        text.push(')');
    }
    for target in context.targets.iter().filter(|_| context.chosen) {
        text.push_str("; ");
        text.push_str(&becomes(context, finding, *target));
    }
    text
}
