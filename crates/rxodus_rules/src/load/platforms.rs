//! `platforms.toml`: where code runs, before the move or after it.

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::entry::ConfidenceName;
use super::{Faults, RuleFile, tables};
use crate::{Language, Limit, Package, Platform, Status, Target, TargetId};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    id: Spanned<String>,
    #[serde(default)]
    aliases: Vec<Spanned<String>>,
    title: Spanned<String>,
    target: Option<Spanned<String>>,
    status: Spanned<StatusName>,
    announced: Option<Spanned<Datetime>>,
    ends: Option<Spanned<Datetime>>,
    #[serde(default)]
    successor: Vec<Spanned<String>>,
    r: Option<Spanned<String>>,
    python: Option<Spanned<String>>,
    #[serde(default)]
    ships: Vec<Spanned<String>>,
    #[serde(default)]
    limits: Vec<LimitTable>,
    note: Spanned<String>,
    source: Spanned<Vec<Spanned<String>>>,
    checked: Spanned<Datetime>,
    confidence: ConfidenceName,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitTable {
    #[serde(default)]
    packages: Vec<Spanned<String>>,
    #[serde(default)]
    rules: Vec<Spanned<String>>,
    language: Option<LanguageName>,
    note: Spanned<String>,
    source: Spanned<Vec<Spanned<String>>>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum StatusName {
    Active,
    Announced,
    Deprecated,
    Retired,
}

#[derive(Deserialize, Clone, Copy)]
enum LanguageName {
    R,
    Python,
    #[serde(rename = "T-SQL")]
    Sql,
}

/// What an entry may name.
pub(super) struct Known<'k> {
    /// Targets.
    pub(super) targets: &'k [Target],
    /// Packages, and with them rules.
    pub(super) packages: &'k [Package],
}

/// Adds the platforms of a file to those that are known; one of the same id takes the place of the known one.
pub(super) fn read(file: &RuleFile, known: &Known, platforms: &mut Vec<Platform>, faults: &mut Faults) {
    let tables: Vec<Table> = tables::read(file, "platform", faults);
    check_order(file, &tables, faults);
    let own: Vec<&str> = tables.iter().map(|table| table.id.get_ref().as_str()).collect();
    platforms.retain(|platform| !own.contains(&platform.id.as_str()));
    check_names(file, &tables, platforms, faults);
    platforms.extend(tables.into_iter().map(|table| platform(file, table, known, faults)));
    platforms.sort_by(|a, b| a.id.cmp(&b.id));
}

fn check_order(file: &RuleFile, tables: &[Table], faults: &mut Faults) {
    for pair in tables.windows(2).filter(|pair| pair[0].id.get_ref() >= pair[1].id.get_ref()) {
        let message = format!("`{}` stands after `{}`", pair[1].id.get_ref(), pair[0].id.get_ref());
        faults.add(file, pair[1].id.span(), message, "sort the platforms by id, in byte order, each once");
    }
}

/// No name means two platforms, and each successor is one.
fn check_names(file: &RuleFile, tables: &[Table], others: &[Platform], faults: &mut Faults) {
    let mut names: Vec<String> = others.iter().flat_map(Platform::names).map(str::to_ascii_lowercase).collect();
    for name in tables.iter().flat_map(|table| table.aliases.iter().chain([&table.id])) {
        let folded = name.get_ref().to_ascii_lowercase();
        if names.contains(&folded) {
            faults.add(file, name.span(), format!("two platforms are called `{}`", name.get_ref()), "");
        }
        names.push(folded);
    }
    let ids: Vec<&String> = others.iter().map(|platform| &platform.id).chain(tables.iter().map(|table| table.id.get_ref())).collect();
    for name in tables.iter().flat_map(|table| &table.successor).filter(|name| !ids.contains(&name.get_ref())) {
        faults.add(file, name.span(), format!("no platform has the id `{}`", name.get_ref()), "name the id of a platform of this table");
    }
}

fn platform(file: &RuleFile, table: Table, known: &Known, faults: &mut Faults) -> Platform {
    let checked = tables::day(file, &table.checked, faults).unwrap_or_default();
    let ends = table.ends.as_ref().and_then(|day| tables::day(file, day, faults));
    let status = Status::from(*table.status.get_ref());
    if let Some(ends) = ends.filter(|ends| (*ends <= checked) != (status == Status::Retired)) {
        let message =
            format!("`{}`, though its end, {ends}, is {} the day of checking", status.name(), if ends <= checked { "before" } else { "after" });
        faults.add(file, table.status.span(), message, "what has ended is `retired`, and nothing else is");
    }
    Platform {
        target: table.target.and_then(|target| target_id(file, &target, known.targets, faults)),
        status,
        announced: table.announced.and_then(|day| tables::day(file, &day, faults)),
        ends,
        r: table.r.map_or_else(String::new, |text| tables::filled(file, "r", &text, faults)),
        python: table.python.map_or_else(String::new, |text| tables::filled(file, "python", &text, faults)),
        ships: packages(file, table.ships, known.packages, faults),
        limits: table.limits.into_iter().map(|table| limit(file, table, known.packages, faults)).collect(),
        title: tables::filled(file, "title", &table.title, faults),
        note: tables::filled(file, "note", &table.note, faults),
        sources: tables::sources(file, &table.source, faults),
        id: tables::filled(file, "id", &table.id, faults),
        aliases: texts(table.aliases),
        successors: texts(table.successor),
        checked,
        confidence: table.confidence.into(),
    }
}

fn target_id(file: &RuleFile, name: &Spanned<String>, targets: &[Target], faults: &mut Faults) -> Option<TargetId> {
    let found = targets.iter().position(|target| target.id == *name.get_ref());
    if found.is_none() {
        let known: Vec<&str> = targets.iter().map(|target| target.id.as_str()).collect();
        faults.add(file, name.span(), format!("targets.toml has no target `{}`", name.get_ref()), format!("its targets are: {}", known.join(" ")));
    }
    found.map(|at| TargetId(at as u8))
}

fn limit(file: &RuleFile, table: LimitTable, known: &[Package], faults: &mut Faults) -> Limit {
    for rule in table.rules.iter().filter(|rule| !is_rule(rule.get_ref(), known)) {
        faults.add(file, rule.span(), format!("no rule is called `{}`", rule.get_ref()), "a rule is a package, or package/symbol");
    }
    Limit {
        packages: packages(file, table.packages, known, faults),
        rules: texts(table.rules),
        language: table.language.map(Into::into),
        note: tables::filled(file, "note", &table.note, faults),
        sources: tables::sources(file, &table.source, faults),
    }
}

fn packages(file: &RuleFile, names: Vec<Spanned<String>>, known: &[Package], faults: &mut Faults) -> Vec<String> {
    for name in names.iter().filter(|name| !known.iter().any(|package| package.name == *name.get_ref())) {
        faults.add(file, name.span(), format!("no package is called `{}`", name.get_ref()), "name packages as their folders are named");
    }
    texts(names)
}

fn is_rule(id: &str, known: &[Package]) -> bool {
    let (package, symbol) = id.split_once('/').map_or((id, None), |(package, symbol)| (package, Some(symbol)));
    let has = |package: &Package| symbol.is_none_or(|symbol| package.symbols.iter().any(|known| known.name == symbol));
    known.iter().any(|known| known.name == package && has(known))
}

fn texts(list: Vec<Spanned<String>>) -> Vec<String> {
    list.into_iter().map(Spanned::into_inner).collect()
}

impl From<StatusName> for Status {
    fn from(name: StatusName) -> Self {
        match name {
            StatusName::Active => Self::Active,
            StatusName::Announced => Self::Announced,
            StatusName::Deprecated => Self::Deprecated,
            StatusName::Retired => Self::Retired,
        }
    }
}

impl From<LanguageName> for Language {
    fn from(name: LanguageName) -> Self {
        match name {
            LanguageName::R => Self::R,
            LanguageName::Python => Self::Python,
            LanguageName::Sql => Self::Sql,
        }
    }
}
