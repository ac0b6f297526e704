//! The rules that occur, as SARIF descriptors with a help page each.

use std::{collections::BTreeMap, fmt::Write as _};

use rxodus_rules::{Equivalent, Language, Package, RuleId, Symbol, TargetId};
use rxodus_scan::Finding;

use super::{
    entries::Entry,
    model::{Configuration, Descriptor, DescriptorProperties, Message, Relationship},
    taxonomies::Taxonomies,
};
use crate::{
    Context, Severity,
    message::{change_word, fate, meaning, new_call, when},
    problem::{ProblemRule, problem_rule},
};

/// Descriptors sorted by id, and where each rule stands among them.
pub(super) struct Rules {
    pub(super) descriptors: Vec<Descriptor>,
    places: BTreeMap<RuleId, usize>,
}

impl Rules {
    /// The rules of these results.
    pub(super) fn of(context: &Context, entries: &[Entry], taxonomies: &Taxonomies) -> Self {
        let (mut findings, mut problems) = (BTreeMap::new(), BTreeMap::new());
        for entry in entries {
            match entry {
                Entry::Finding(finding) => drop(findings.entry(finding.rule).or_insert(*finding)),
                Entry::Problem(problem) => drop(problems.insert(problem_rule(problem).id, problem_rule(problem))),
                Entry::Gone(_) => {}
            }
        }
        let of_findings =
            findings.values().map(|finding| (Some(finding.rule), descriptor(context, context.index.id(finding.rule), finding, taxonomies)));
        let mut all: Vec<_> = of_findings.chain(problems.values().map(|rule| (None, of_problem(rule)))).collect();
        all.sort_by(|(_, a), (_, b)| a.id.cmp(&b.id));
        let places = all.iter().enumerate().filter_map(|(at, (rule, _))| Some(((*rule)?, at))).collect();
        Self { descriptors: all.into_iter().map(|(_, descriptor)| descriptor).collect(), places }
    }

    /// The index and the id of a rule.
    pub(super) fn place(&self, rule: RuleId) -> (usize, &str) {
        let at = self.places.get(&rule).copied().unwrap_or_default();
        (at, &self.descriptors[at].id)
    }

    /// The index of a rule by its id; absent where it has no result.
    pub(super) fn place_of(&self, id: &str) -> Option<usize> {
        self.descriptors.binary_search_by(|descriptor| descriptor.id.as_str().cmp(id)).ok()
    }
}

/// Of a comment that ignores nothing.
fn of_problem(rule: &ProblemRule) -> Descriptor {
    Descriptor {
        id: rule.id.to_owned(),
        name: pascal_case(rule.id),
        short_description: Message::plain(format!("{}.", rule.title)),
        full_description: Message::plain(format!("{}. {}", rule.title, rule.help)),
        help: Message::plain(rule.help),
        help_uri: None,
        default_configuration: Configuration { level: Severity::Warning.name() },
        relationships: Vec::new(),
        properties: DescriptorProperties { tags: vec!["suppression".to_owned()], precision: "very-high", problem_severity: "warning" },
    }
}

/// A finding of the rule tells its severity, which depends on the rule and the targets alone.
fn descriptor(context: &Context, id: String, finding: &Finding, taxonomies: &Taxonomies) -> Descriptor {
    let (package, symbol) = (context.index.package(finding.rule), context.index.symbol(finding.rule));
    let severity = context.usual_severity(finding);
    let page = symbol.map_or(package.sources.first(), |symbol| Some(&symbol.reference)).filter(|page| page.starts_with("http"));
    let (short_description, full_description) = descriptions(context, package, symbol);
    Descriptor {
        name: if symbol.is_some() { pascal_case(&id) } else { pascal_case(&id) + "Package" },
        id,
        short_description,
        full_description,
        help: help(context, finding),
        help_uri: page.cloned(),
        default_configuration: Configuration { level: severity.name() },
        relationships: vec![Relationship { target: taxonomies.package(&package.name), kinds: ["relevant"] }],
        properties: DescriptorProperties {
            tags: tags(package, symbol),
            precision: if symbol.is_some_and(|symbol| symbol.common) { "medium" } else { "high" },
            problem_severity: problem_severity(severity),
        },
    }
}

/// In short, and with the day.
fn descriptions(context: &Context, package: &Package, symbol: Option<&Symbol>) -> (Message, Message) {
    if let Some(pattern) = symbol.and_then(|symbol| symbol.pattern.as_ref()) {
        let day = pattern.retired.or(package.retired);
        let full = day.map_or_else(|| format!("{}.", pattern.title), |_| format!("{}, {}.", pattern.title, when(day, context.as_of)));
        return (Message::quoted(format!("Use of {}.", pattern.title)), Message::quoted(full));
    }
    let retired = if package.retired.is_some() { "retired " } else { "" };
    let (short, subject) = match symbol {
        Some(symbol) => (format!("Use of the {retired}`{}`.", symbol.name), format!("`{}` belongs to `{}`, which", symbol.name, package.name)),
        None => (format!("Use of the {retired}package `{}`.", package.name), format!("The package `{}`", package.name)),
    };
    (Message::quoted(short), Message::quoted(format!("{subject} {}.", fate(package, context.as_of))))
}

fn tags(package: &Package, symbol: Option<&Symbol>) -> Vec<String> {
    let topic = symbol.map_or("", |symbol| symbol.topic.as_str());
    ["migration", &package.name, topic].into_iter().filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "recommendation",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// `a/b.c_d` as letters and digits, each part with a capital: `ABCD`.
fn pascal_case(id: &str) -> String {
    let mut name = String::new();
    for part in id.split(|character: char| !character.is_ascii_alphanumeric()).filter(|part| !part.is_empty()) {
        name.push_str(&part[..1].to_ascii_uppercase());
        name.push_str(&part[1..]);
    }
    name
}

/// What becomes of it on each target: a table, then the notes with their examples.
fn help(context: &Context, finding: &Finding) -> Message {
    let language = match context.index.package(finding.rule).language {
        Language::R => "r",
        Language::Python => "python",
        Language::Sql => "sql",
        Language::Text => "",
    };
    let (mut text, mut table, mut pages) = (String::new(), "| target | change | instead |\n|---|---|---|\n".to_owned(), String::new());
    for target in &context.targets {
        let equivalent = context.equivalent(finding, *target);
        let (id, word) = (&context.target(*target).id, change_word(equivalent));
        let instead = new_call(equivalent).map_or_else(|| meaning(equivalent).to_owned(), |call| format!("`{}`", call.replace('|', "\\|")));
        let _ = writeln!(table, "| {id} | {word} | {instead} |");
        let note = equivalent.map_or("", |equivalent| equivalent.note.as_str());
        let _ = writeln!(text, "On {id}: {word}, {}. {note}", instead.replace('`', "'"));
        pages.extend(equivalent.map(|equivalent| page(context, *target, equivalent, language)));
    }
    Message { text, markdown: Some(table + &pages) }
}

fn page(context: &Context, target: TargetId, equivalent: &Equivalent, language: &str) -> String {
    let mut page = format!("\n### {}\n", context.target(target).title);
    if !equivalent.note.is_empty() {
        let _ = write!(page, "\n{}\n", equivalent.note);
    }
    if !equivalent.after.is_empty() {
        let (before, after) = (equivalent.before.trim_end(), equivalent.after.trim_end());
        let _ = write!(page, "\n```{language}\n{before}\n```\n\nbecomes\n\n```{language}\n{after}\n```\n");
    }
    page
}
