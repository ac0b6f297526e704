//! `traps.toml`: what changes in meaning where a call gives, or does not give, certain arguments.

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::entry::ConfidenceName;
use super::{Faults, RuleFile, tables};
use crate::{Condition, Package, Symbol, Target, TargetId, Trap, TrapCondition, TrapSeverity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    id: Spanned<String>,
    symbols: Spanned<Vec<Spanned<String>>>,
    targets: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    told: Vec<Spanned<String>>,
    when: Spanned<When>,
    severity: SeverityName,
    note: Spanned<String>,
    advice: Spanned<String>,
    source: Spanned<Vec<Spanned<String>>>,
    checked: Spanned<Datetime>,
    confidence: ConfidenceName,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct When {
    #[serde(default)]
    absent: Vec<Spanned<String>>,
    #[serde(default)]
    present: Vec<Spanned<String>>,
    value: Option<Value>,
    context: Option<String>,
    data: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Value {
    argument: Spanned<String>,
    is: Spanned<Vec<String>>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum SeverityName {
    Numeric,
    Silent,
    Error,
    Info,
}

/// Reads the traps of a package, sorted by id.
pub(super) fn read(file: &RuleFile, targets: &[Target], package: &mut Package, faults: &mut Faults) {
    let tables: Vec<Table> = tables::read(file, "trap", faults);
    for pair in tables.windows(2).filter(|pair| pair[0].id.get_ref() >= pair[1].id.get_ref()) {
        let message = format!("`{}` stands after `{}`", pair[1].id.get_ref(), pair[0].id.get_ref());
        faults.add(file, pair[1].id.span(), message, "sort the traps by id, in byte order, each once");
    }
    let traps: Vec<_> = tables.into_iter().map(|table| trap(file, table, targets, package, faults)).collect();
    package.traps.extend(traps);
    // Only a wrong order is mended here, which was reported.
    package.traps.sort_by(|a, b| a.id.cmp(&b.id));
}

fn trap(file: &RuleFile, table: Table, targets: &[Target], package: &Package, faults: &mut Faults) -> Trap {
    check_id(file, &table.id, faults);
    let symbols = symbols(file, &table.symbols, package, faults);
    check_formals(file, &table.when, &symbols, faults);
    let on: Vec<TargetId> = match &table.targets {
        Some(names) => targets_of(file, names, targets, faults),
        None => (0..targets.len()).map(|at| TargetId(at as u8)).collect(),
    };
    let told = targets_of(file, &table.told, targets, faults);
    for (name, _) in table.told.iter().zip(&told).filter(|(_, target)| !on.contains(target)) {
        faults.add(file, name.span(), format!("it is no trap on `{}`", name.get_ref()), "`told` names some of the `targets`");
    }
    Trap {
        id: table.id.into_inner(),
        symbols: symbols.iter().map(|symbol| symbol.name.clone()).collect(),
        targets: on,
        told,
        when: condition(file, table.when, faults),
        severity: table.severity.into(),
        note: tables::filled(file, "note", &table.note, faults),
        advice: tables::filled(file, "advice", &table.advice, faults),
        sources: tables::sources(file, &table.source, faults),
        checked: tables::day(file, &table.checked, faults).unwrap_or_default(),
        confidence: table.confidence.into(),
    }
}

fn check_id(file: &RuleFile, id: &Spanned<String>, faults: &mut Faults) {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if !id.get_ref().split('-').all(is_word) {
        faults.add(file, id.span(), format!("`{}` is no id", id.get_ref()), "write words in lower case with hyphens between: first-level");
    }
}

fn symbols<'p>(file: &RuleFile, names: &Spanned<Vec<Spanned<String>>>, package: &'p Package, faults: &mut Faults) -> Vec<&'p Symbol> {
    if names.get_ref().is_empty() {
        faults.add(file, names.span(), "no symbol", "name the symbols whose calls can show the trap");
    }
    let mut found = Vec::new();
    for name in names.get_ref() {
        match package.symbols.iter().find(|symbol| symbol.name == *name.get_ref()) {
            Some(symbol) => found.push(symbol),
            None => faults.add(file, name.span(), format!("{} has no symbol `{}`", package.name, name.get_ref()), "name a symbol of symbols.tsv"),
        }
    }
    found
}

fn check_formals(file: &RuleFile, when: &Spanned<When>, symbols: &[&Symbol], faults: &mut Faults) {
    let when = when.get_ref();
    let formals = when.absent.iter().chain(&when.present).chain(when.value.iter().map(|value| &value.argument));
    for formal in formals {
        if let Some(lacking) = symbols.iter().find(|symbol| symbol.formals.iter().all(|known| known.name != *formal.get_ref())) {
            let message = format!("`{}` is no argument of `{}`", formal.get_ref(), lacking.name);
            faults.add(file, formal.span(), message, "name a formal that all the symbols have, as symbols.tsv writes it");
        }
    }
}

fn targets_of(file: &RuleFile, names: &[Spanned<String>], targets: &[Target], faults: &mut Faults) -> Vec<TargetId> {
    let known: Vec<&str> = targets.iter().map(|target| target.id.as_str()).collect();
    let mut found = Vec::new();
    for name in names {
        let at = known.iter().position(|id| id == name.get_ref());
        if at.is_none() {
            let message = format!("targets.toml has no target `{}`", name.get_ref());
            faults.add(file, name.span(), message, format!("its targets are: {}", known.join(" ")));
        }
        found.extend(at.map(|at| TargetId(at as u8)));
    }
    found
}

fn condition(file: &RuleFile, when: Spanned<When>, faults: &mut Faults) -> TrapCondition {
    let span = when.span();
    let When { absent, present, value, context, data } = when.into_inner();
    if absent.is_empty() && present.is_empty() && value.is_none() && context.is_none() && data.is_none() {
        faults.add(file, span, "`when` says nothing", "what holds for every call belongs into the note of the symbol's entry");
    }
    if let Some(value) = value.as_ref().filter(|value| value.is.get_ref().is_empty()) {
        faults.add(file, value.is.span(), "no value", "name the values that show the trap");
    }
    TrapCondition {
        absent: absent.into_iter().map(Spanned::into_inner).collect(),
        value: value.map(|value| (value.argument.into_inner(), value.is.into_inner())),
        circumstances: Condition { context, data, present: present.into_iter().map(Spanned::into_inner).collect() },
    }
}

impl From<SeverityName> for TrapSeverity {
    fn from(name: SeverityName) -> Self {
        match name {
            SeverityName::Numeric => Self::Numeric,
            SeverityName::Silent => Self::Silent,
            SeverityName::Error => Self::Error,
            SeverityName::Info => Self::Info,
        }
    }
}
