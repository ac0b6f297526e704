//! `advice.toml`: criteria, checked against rules, platforms and the points of the vendor's page.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Spanned, value::Datetime};

use super::{Faults, RuleFile, entry::ConfidenceName, tables};
use crate::{Criterion, Evidence, Fit, Flow, Package, Platform, Role, Weights};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    page: Page,
    weights: WeightsTable,
    criterion: Vec<CriterionTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct WeightsTable {
    near: u8,
    have: Spanned<i64>,
    given_up: Spanned<i64>,
    ends: Vec<Spanned<EndTable>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EndTable {
    years: u8,
    fit: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    source: Spanned<Vec<Spanned<String>>>,
    checked: Spanned<Datetime>,
    bullets: BTreeMap<Spanned<String>, u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CriterionTable {
    id: Spanned<String>,
    title: Spanned<String>,
    bullets: Vec<Spanned<String>>,
    #[serde(default)]
    rules: Vec<Spanned<String>>,
    #[serde(default)]
    roles: Vec<Spanned<String>>,
    #[serde(default)]
    topics: Vec<Spanned<String>>,
    #[serde(default)]
    contexts: Vec<Spanned<String>>,
    #[serde(default)]
    data: Vec<Spanned<String>>,
    #[serde(default)]
    containers: Vec<Spanned<String>>,
    #[serde(default)]
    languages: Vec<Spanned<String>>,
    #[serde(default)]
    modules: Vec<Spanned<String>>,
    #[serde(default)]
    files: Vec<Spanned<String>>,
    question: Option<Spanned<String>>,
    note: Option<Spanned<String>>,
    source: Spanned<Vec<Spanned<String>>>,
    checked: Spanned<Datetime>,
    confidence: ConfidenceName,
    fit: Vec<FitTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FitTable {
    platforms: Vec<Spanned<String>>,
    fit: Spanned<toml::Value>,
    why: Spanned<String>,
}

/// What criteria may name.
pub(super) struct Known<'k> {
    pub(super) packages: &'k [Package],
    pub(super) platforms: &'k [Platform],
    pub(super) flow: &'k Flow,
}

/// What is weighed beside the criteria, and the criteria in the order of the file.
pub(super) fn read(file: &RuleFile, known: &Known, faults: &mut Faults) -> (Weights, Vec<Criterion>) {
    let table: Table = match toml::from_str(&file.text) {
        Ok(table) => table,
        Err(error) => {
            faults.toml(file, &error);
            return Default::default();
        }
    };
    tables::sources(file, &table.page.source, faults);
    tables::day(file, &table.page.checked, faults);
    check_once(file, &table.criterion, faults);
    check_bullets(file, &table, faults);
    let weights = weights(file, &table.weights, faults);
    (weights, table.criterion.into_iter().map(|table| criterion(file, table, known, faults)).collect())
}

fn weights(file: &RuleFile, table: &WeightsTable, faults: &mut Faults) -> Weights {
    for pair in table.ends.windows(2).filter(|pair| pair[0].get_ref().years >= pair[1].get_ref().years) {
        faults.add(file, pair[1].span(), "it stands after as many years or more", "begin with the fewest years");
    }
    let ends = table.ends.iter().map(Spanned::get_ref).map(|end| (i16::from(end.years), points(file, &end.fit, faults)));
    Weights {
        ends: ends.collect(),
        near: table.near.into(),
        have: points(file, &table.have, faults),
        given_up: points(file, &table.given_up, faults),
    }
}

fn check_once(file: &RuleFile, criteria: &[CriterionTable], faults: &mut Faults) {
    for (at, one) in criteria.iter().enumerate() {
        if criteria[..at].iter().any(|other| other.id.get_ref() == one.id.get_ref()) {
            faults.add(file, one.id.span(), format!("`{}` is here twice", one.id.get_ref()), "give each criterion an id of its own");
        }
    }
}

/// Every point of the page stands in some criterion, and no criterion names one that the page has not.
fn check_bullets(file: &RuleFile, table: &Table, faults: &mut Faults) {
    let named: Vec<&Spanned<String>> = table.criterion.iter().flat_map(|criterion| &criterion.bullets).collect();
    let all: Vec<String> =
        table.page.bullets.iter().flat_map(|(section, count)| (1..=*count).map(move |at| format!("{}-{at}", section.get_ref()))).collect();
    for name in named.iter().filter(|name| !all.contains(name.get_ref())) {
        faults.add(file, name.span(), format!("the page has no point `{}`", name.get_ref()), "write SECTION-NUMBER, as counted under [page.bullets]");
    }
    for (section, count) in &table.page.bullets {
        let missing = |at: &u32| !named.iter().any(|name| *name.get_ref() == format!("{}-{at}", section.get_ref()));
        for at in (1..=*count).filter(missing) {
            faults.add(
                file,
                section.span(),
                format!("no criterion covers `{}-{at}`", section.get_ref()),
                "give it a criterion, if need be a question",
            );
        }
    }
}

fn criterion(file: &RuleFile, table: CriterionTable, known: &Known, faults: &mut Faults) -> Criterion {
    check_evidence(file, &table, known, faults);
    for name in table.fit.iter().flat_map(|fit| &fit.platforms).filter(|name| known.platforms.iter().all(|platform| platform.id != *name.get_ref())) {
        faults.add(file, name.span(), format!("no platform has the id `{}`", name.get_ref()), "name the id of a platform of platforms.toml");
    }
    let evidence = Evidence {
        rules: texts(table.rules),
        roles: texts(table.roles),
        topics: texts(table.topics),
        contexts: texts(table.contexts),
        data: texts(table.data),
        containers: texts(table.containers),
        languages: texts(table.languages),
        modules: texts(table.modules),
        files: texts(table.files),
    };
    if evidence.lists().iter().all(|list| list.is_empty()) == table.question.is_none() {
        faults.add(file, table.id.span(), "neither evidence nor a question, or both", "name what shows it in code, or else ask");
    }
    Criterion {
        id: tables::filled(file, "id", &table.id, faults),
        title: tables::filled(file, "title", &table.title, faults),
        bullets: texts(table.bullets),
        evidence,
        question: table.question.map(|text| tables::filled(file, "question", &text, faults)),
        note: table.note.map_or_else(String::new, |text| tables::filled(file, "note", &text, faults)),
        sources: tables::sources(file, &table.source, faults),
        checked: tables::day(file, &table.checked, faults).unwrap_or_default(),
        confidence: table.confidence.into(),
        fits: table.fit.into_iter().map(|table| fit(file, table, faults)).collect(),
    }
}

fn fit(file: &RuleFile, table: FitTable, faults: &mut Faults) -> Fit {
    let fit = match table.fit.get_ref() {
        toml::Value::String(word) if word == "excludes" => None,
        value => Some(points(file, &Spanned::new(table.fit.span(), value.as_integer().unwrap_or_default()), faults)),
    };
    Fit { platforms: texts(table.platforms), fit, why: tables::filled(file, "why", &table.why, faults) }
}

fn points(file: &RuleFile, fit: &Spanned<i64>, faults: &mut Faults) -> i8 {
    if !matches!(fit.get_ref(), -2 | -1 | 1 | 2) {
        faults.add(file, fit.span(), "this is no fit", "write 2, 1, -1 or -2; a criterion can say \"excludes\" as well");
    }
    *fit.get_ref() as i8
}

fn check_evidence(file: &RuleFile, table: &CriterionTable, known: &Known, faults: &mut Faults) {
    let symbols = || known.packages.iter().flat_map(|package| &package.symbols);
    let mut unknown = |names: &[Spanned<String>], what: &str, is_known: &dyn Fn(&str) -> bool| {
        for name in names.iter().filter(|name| !is_known(name.get_ref())) {
            faults.add(file, name.span(), format!("no {what} is called `{}`", name.get_ref()), "look at the spelling");
        }
    };
    unknown(&table.rules, "rule", &|id| is_rule(id, known.packages));
    unknown(&table.roles, "role", &|name| Role::from_name(name).is_some());
    unknown(&table.topics, "topic", &|name| symbols().any(|symbol| symbol.topic == name));
    unknown(&table.contexts, "context", &|name| known.flow.context(name).is_some());
    unknown(&table.data, "kind of data", &|name| known.flow.data(name).is_some());
    unknown(&table.languages, "language", &|name| ["R", "Python", "T-SQL"].contains(&name));
}

/// `package/symbol`, `package/*` or a package.
fn is_rule(id: &str, packages: &[Package]) -> bool {
    let (name, symbol) = id.split_once('/').map_or((id, None), |(package, symbol)| (package, Some(symbol)));
    let mut of_name = packages.iter().filter(|package| package.name == name);
    of_name.any(|package| symbol.is_none_or(|symbol| symbol == "*" || package.symbols.iter().any(|known| known.name == symbol)))
}

fn texts(names: Vec<Spanned<String>>) -> Vec<String> {
    names.into_iter().map(Spanned::into_inner).collect()
}
