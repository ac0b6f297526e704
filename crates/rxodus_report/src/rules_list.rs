//! The list of all rules, for people and for programs.

use std::{collections::BTreeMap, io::Write};

use rxodus_rules::{Circumstances, Equivalent, Kind, Language, RuleId, RuleIndex, TargetId};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    json::{AdditionOut, FateOut, additions_out, fate_out},
    json_text::write_value,
};

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
    /// By target, where no condition holds; `null` where nobody looked.
    equivalents: BTreeMap<&'a str, Option<EquivalentOut<'a>>>,
    /// By target, the entries that hold under a condition alone, the first that does before the others.
    conditional: BTreeMap<&'a str, Vec<ConditionalOut<'a>>>,
}

/// What a symbol becomes under a condition.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ConditionalOut<'a> {
    /// The compute context that it takes; `null` for any.
    context: Option<&'a str>,
    /// The kind of data that it takes; `null` for any.
    data: Option<&'a str>,
    /// The arguments that it must give.
    present: &'a [String],
    equivalent: EquivalentOut<'a>,
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
    /// What becomes of the symbol's formals, in the order of the rule file.
    arguments: Vec<FateOut<'a>>,
    /// Arguments that the new call needs in addition.
    add: Vec<AdditionOut<'a>>,
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
    index.equivalent(rule, target, &Circumstances::default, &|_| false)
}

fn rule_out(index: &RuleIndex, rule: RuleId) -> RuleOut<'_> {
    let (package, symbol) = (index.package(rule), index.symbol(rule));
    RuleOut {
        rule: index.id(rule),
        package: &package.name,
        symbol: symbol.map_or(&package.name, |symbol| &symbol.name),
        kinds: symbol.map_or(vec!["package"], |symbol| symbol.kinds.iter().copied().map(Kind::name).collect()),
        equivalents: targets(index).map(|target| (name(index, target), last(index, rule, target).map(equivalent_out))).collect(),
        conditional: targets(index).map(|target| (name(index, target), conditional_out(index, rule, target))).collect(),
    }
}

fn conditional_out(index: &RuleIndex, rule: RuleId, target: TargetId) -> Vec<ConditionalOut<'_>> {
    let conditional = index.equivalents(rule, target).filter_map(|equivalent| Some((equivalent.when.as_ref()?, equivalent)));
    conditional
        .map(|(when, equivalent)| ConditionalOut {
            context: when.context.as_deref(),
            data: when.data.as_deref(),
            present: &when.present,
            equivalent: equivalent_out(equivalent),
        })
        .collect()
}

fn equivalent_out(equivalent: &Equivalent) -> EquivalentOut<'_> {
    EquivalentOut {
        change: equivalent.change.name(),
        call: equivalent.call.as_deref(),
        note: &equivalent.note,
        confidence: equivalent.confidence.name(),
        checked: equivalent.checked.to_string(),
        sources: equivalent.sources.iter().map(String::as_str).collect(),
        arguments: equivalent.arguments.iter().map(|map| fate_out(equivalent.change, &map.formal, Some(map))).collect(),
        add: additions_out(equivalent),
    }
}
