//! The page of a package: its facts, then each name with what it becomes on every target.

use std::collections::BTreeMap;

use rxodus_rules::{Language, Package, Ruleset, Symbol, TargetId};

use super::{
    becomes, condition, entries,
    markdown::{code, prose, source},
    targets,
};
use crate::words::list;

/// The page.
pub(super) fn package(ruleset: &Ruleset, package: &Package) -> String {
    let mut text = vec![format!("# {}\n\n{}\n\n{}\n", prose(&package.name), prose(&package.note), facts(package))];
    if package.language != Language::Text {
        text.push(format!("## The package itself\n\n{}\n", by_target(ruleset, package, None)));
    }
    for (topic, symbols) in by_topic(package) {
        text.push(format!("## {}\n\n", heading(topic)));
        for symbol in symbols {
            text.push(format!("### {}\n\n{}{}\n", code(&symbol.name), about(symbol), by_target(ruleset, package, Some(symbol))));
        }
    }
    text.concat()
}

fn facts(package: &Package) -> String {
    let mut facts = Vec::new();
    if package.language == Language::Text {
        facts.push("A family of patterns: what Rxodus finds in text by its shape.".to_owned());
    } else {
        facts.push(format!("A package for {}.", package.language.name()));
        facts.extend(package.retired.map(|day| format!("Retired on {day}.")));
    }
    if !package.version.is_empty() {
        facts.push(format!("Last version: {}.", prose(&package.version)));
    }
    let modules: Vec<_> = package.modules.iter().map(|module| code(module)).collect();
    if !modules.is_empty() {
        facts.push(format!("Attached or imported as {}.", list(&modules, "or")));
    }
    if package.preattached {
        facts.push("The vendor's own R attached it without a `library()` call.".to_owned());
    }
    let sources: Vec<_> = package.sources.iter().map(|text| source(text)).collect();
    facts.push(format!("Sources: {}", sources.join(", ")));
    facts.iter().map(|fact| format!("- {fact}\n")).collect::<Vec<_>>().concat()
}

/// The names by what they are for; those that have no topic last.
fn by_topic(package: &Package) -> Vec<(&str, Vec<&Symbol>)> {
    let mut topics: BTreeMap<(bool, &str), Vec<&Symbol>> = BTreeMap::new();
    // What has the package's own name stands above.
    for symbol in package.symbols.iter().filter(|symbol| symbol.name != package.name) {
        topics.entry((symbol.topic.is_empty(), &symbol.topic)).or_default().push(symbol);
    }
    topics.into_iter().map(|((_, topic), symbols)| (topic, symbols)).collect()
}

fn heading(topic: &str) -> String {
    let words = topic.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or("Patterns".to_owned(), |first| prose(&format!("{}{}", first.to_uppercase(), letters.as_str())))
}

/// What it is, with a link to its page, or what a pattern finds.
fn about(symbol: &Symbol) -> String {
    if let Some(pattern) = &symbol.pattern {
        let successor = if pattern.successor.is_empty() { String::new() } else { format!(" Its successor: {}.", prose(&pattern.successor)) };
        let retired = pattern.retired.map_or(String::new(), |day| format!(", retired on {day}"));
        return format!("{}{retired}.{successor} [Page]({}).\n\n", capital(&prose(&pattern.title)), symbol.reference);
    }
    let kinds: Vec<_> = symbol.kinds.iter().map(|kind| kind.name().replace('-', " ")).collect();
    let deprecated = if symbol.deprecated { ", deprecated before its package was retired" } else { "" };
    format!("[{}]({}){deprecated}\n\n", capital(&list(&kinds, "and")), symbol.reference)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}

/// A line for each entry; targets of which the same is said share one.
fn by_target(ruleset: &Ruleset, package: &Package, symbol: Option<&Symbol>) -> String {
    let mut lines: Vec<(Vec<&str>, String)> = Vec::new();
    for (id, target) in targets(ruleset) {
        for text in said(package, symbol, id) {
            match lines.iter_mut().find(|(_, known)| *known == text) {
                Some((targets, _)) => targets.push(&target.id),
                None => lines.push((vec![&target.id], text)),
            }
        }
    }
    if lines.is_empty() {
        "As the package itself.\n".to_owned()
    } else {
        lines.into_iter().map(|(targets, text)| format!("- **{}**: {text}\n", targets.join(", "))).collect::<Vec<_>>().concat()
    }
}

/// What is said of a target: an entry each.
fn said(package: &Package, symbol: Option<&Symbol>, target: TargetId) -> Vec<String> {
    let entries = entries(package, symbol, target);
    if entries.is_empty() && !symbol.is_some_and(Symbol::is_module) {
        return vec!["unmapped: nobody has looked yet".to_owned()];
    }
    entries.into_iter().map(|entry| format!("{}{}. {}", condition(entry), becomes(entry), prose(&entry.note))).collect()
}
