//! The list of all rules, for people and for programs.

use std::{collections::BTreeMap, io::Write};

use rxodus_rules::{Circumstances, Equivalent, Kind, Language, RuleId, RuleIndex, TargetId};
use schemars::JsonSchema;
use serde::Serialize;

use crate::json_text::write_value;

/// The whole document.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Rules<'a> {
    rules: Vec<RuleOut<'a>>,
}

/// A rule.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RuleOut<'a> {
    /// `package/symbol`, or the package alone.
    rule: String,
    package: &'a str,
    /// The package's own name for the package itself.
    symbol: &'a str,
    /// `package` for the package itself.
    kinds: Vec<&'static str>,
    /// By target; `null` where nobody looked.
    equivalents: BTreeMap<&'a str, Option<EquivalentOut<'a>>>,
}

/// What a symbol becomes.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct EquivalentOut<'a> {
    change: &'static str,
    call: Option<&'a str>,
    note: &'a str,
    confidence: &'static str,
    /// The day on which its sources were read.
    checked: String,
    sources: Vec<&'a str>,
}

/// Writes every rule as JSON, with a newline at its end.
pub fn write_rules_json(index: &RuleIndex, out: &mut dyn Write) -> std::io::Result<()> {
    let rules = Rules { rules: every_rule(index).map(|rule| rule_out(index, rule)).collect() };
    write_value(&mut *out, &rules)?;
    writeln!(out)
}

/// Writes a line a rule: its id, and the change on each target.
pub fn write_rules_text(index: &RuleIndex, out: &mut dyn Write) -> std::io::Result<()> {
    for rule in every_rule(index) {
        let changes: Vec<_> = targets(index)
            .map(|target| format!("{}: {}", name(index, target), last(index, rule, target).map_or("unmapped", |equivalent| equivalent.change.name())))
            .collect();
        writeln!(out, "{}  {}", index.id(rule), changes.join("  "))?;
    }
    Ok(())
}

fn every_rule(index: &RuleIndex) -> impl Iterator<Item = RuleId> {
    index.ruleset().packages.iter().enumerate().flat_map(|(package, rules)| {
        let package = package as u16;
        let symbols = (0..rules.symbols.len()).map(move |symbol| RuleId { package, symbol: Some(symbol as u16) });
        // A family of patterns is none itself.
        let own = (rules.language != Language::Text).then_some(RuleId { package, symbol: None });
        own.into_iter().chain(symbols)
    })
}

fn targets(index: &RuleIndex) -> impl Iterator<Item = TargetId> {
    (0..index.ruleset().targets.len()).map(|target| TargetId(target as u8))
}

fn name(index: &RuleIndex, target: TargetId) -> &str {
    &index.ruleset().targets[usize::from(target.0)].id
}

/// The entry without a condition.
fn last(index: &RuleIndex, rule: RuleId, target: TargetId) -> Option<&Equivalent> {
    index.equivalent(rule, target, Circumstances::default())
}

fn rule_out(index: &RuleIndex, rule: RuleId) -> RuleOut<'_> {
    let (package, symbol) = (index.package(rule), index.symbol(rule));
    RuleOut {
        rule: index.id(rule),
        package: &package.name,
        symbol: symbol.map_or(&package.name, |symbol| &symbol.name),
        kinds: symbol.map_or(vec!["package"], |symbol| symbol.kinds.iter().copied().map(Kind::name).collect()),
        equivalents: targets(index).map(|target| (name(index, target), equivalent_out(index, rule, target))).collect(),
    }
}

fn equivalent_out(index: &RuleIndex, rule: RuleId, target: TargetId) -> Option<EquivalentOut<'_>> {
    last(index, rule, target).map(|equivalent| EquivalentOut {
        change: equivalent.change.name(),
        call: equivalent.call.as_deref(),
        note: &equivalent.note,
        confidence: equivalent.confidence.name(),
        checked: equivalent.checked.to_string(),
        sources: equivalent.sources.iter().map(String::as_str).collect(),
    })
}
