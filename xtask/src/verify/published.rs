//! Step `published`: what the retired packages' own documentation prints, compared with what takes their place.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use anyhow::Context as _;
use rxodus_rules::{Language, Role, Ruleset};
use serde::Deserialize;

use super::{
    Outcome, python, r,
    running::{Mode, Ran, run_all},
};

const FOLDER: &str = "rulesets/published";

/// A file of results.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    result: Vec<Published>,
}

/// A printed result.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Published {
    id: String,
    symbol: String,
    /// What data, and where they are from.
    data: String,
    /// As documented.
    call: String,
    /// The page.
    source: String,
    language: String,
    /// What takes its place; its last line gives numbers by the names in `printed`.
    run: String,
    /// Whether the numbers are those that are printed.
    agrees: bool,
    /// What differs, where they are not.
    why: Option<String>,
    /// The numbers as they are printed.
    printed: BTreeMap<String, String>,
}

/// Runs the step.
pub(super) fn published(ruleset: &Ruleset) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let results = read()?;
    for result in &results {
        check(result, ruleset, &mut outcome);
    }
    let named: BTreeSet<_> = results.iter().filter(|result| result.language == "R").flat_map(|result| r::named_in(&result.run)).collect();
    r::install(&named.iter().map(String::as_str).collect())?;
    python::install()?;
    for language in [Language::R, Language::Python] {
        let own: Vec<_> = results.iter().filter(|result| result.language == language.name()).collect();
        let pieces: Vec<_> = own.iter().map(|result| result.run.as_str()).collect();
        for (result, ran) in own.iter().zip(run_all(language, Mode::Values, &pieces, &[])?) {
            judge(result, &ran, &mut outcome);
        }
    }
    let agreeing: Vec<_> = results.iter().filter(|result| result.agrees).collect();
    let numbers: usize = agreeing.iter().map(|result| result.printed.len()).sum();
    let symbols: BTreeSet<_> = agreeing.iter().map(|result| &result.symbol).collect();
    let fits = agreeing.iter().filter(|result| trains(result, ruleset)).count();
    outcome
        .count(format!("printed results reproduced, {numbers} numbers of {} symbols, {fits} of them fitted models", symbols.len()), agreeing.len());
    outcome.count("printed results that come out otherwise, each with the reason", results.len() - agreeing.len());
    Ok(outcome)
}

fn read() -> anyhow::Result<Vec<Published>> {
    let mut paths: Vec<_> = fs::read_dir(FOLDER).context(FOLDER)?.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<_>>()?;
    paths.sort();
    let mut results = Vec::new();
    for path in paths {
        let file: File = toml::from_str(&fs::read_to_string(&path)?).with_context(|| path.display().to_string())?;
        results.extend(file.result);
    }
    Ok(results)
}

/// Facts that are whole, about a symbol that there is.
fn check(result: &Published, ruleset: &Ruleset, outcome: &mut Outcome) {
    let mut fault = |what: &str| outcome.failures.push(format!("{}: {what}", result.id));
    if symbol(result, ruleset).is_none() {
        fault(&format!("there is no symbol {}", result.symbol));
    }
    if ![Language::R, Language::Python].iter().any(|language| language.name() == result.language) {
        fault("the language is neither R nor Python");
    }
    if [&result.data, &result.call, &result.source].iter().any(|text| text.trim().is_empty()) || result.printed.is_empty() {
        fault("data, call, source or printed numbers are missing");
    }
    if result.agrees == result.why.is_some() {
        fault("`why` goes with a result that does not agree, and with no other");
    }
}

fn symbol<'r>(result: &Published, ruleset: &'r Ruleset) -> Option<&'r rxodus_rules::Symbol> {
    let (package, name) = result.symbol.split_once('/')?;
    let package = ruleset.packages.iter().find(|known| known.name == package)?;
    package.symbols.iter().find(|symbol| symbol.name == name)
}

fn trains(result: &Published, ruleset: &Ruleset) -> bool {
    symbol(result, ruleset).is_some_and(|symbol| symbol.roles.contains(&Role::Trains))
}

fn judge(result: &Published, ran: &Ran, outcome: &mut Outcome) {
    if let Some(error) = &ran.error {
        return outcome.failures.push(format!("{}: {error}", result.id));
    }
    let differing: Vec<_> = result.printed.iter().filter_map(|(name, printed)| differs(name, printed, ran)).collect();
    if result.agrees && !differing.is_empty() {
        outcome.failures.push(format!("{} does not agree: {}", result.id, differing.join("; ")));
    }
    if !result.agrees && differing.is_empty() {
        outcome.failures.push(format!("{} agrees, although it is said not to", result.id));
    }
}

fn differs(name: &str, printed: &str, ran: &Ran) -> Option<String> {
    let Some(value) = ran.values.get(name) else { return Some(format!("no number `{name}`")) };
    (!rounds_to(*value, printed)).then(|| format!("{name} is {value}, printed {printed}"))
}

/// Whether a number, rounded to the digits of a printed one, is that one. Half a unit in the last place, and what binary numbers lack.
fn rounds_to(value: f64, printed: &str) -> bool {
    let (digits, exponent) = printed.split_once('e').unwrap_or((printed, "0"));
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let (Ok(number), Ok(exponent), Ok(decimals)) = (printed.parse::<f64>(), exponent.parse::<i32>(), i32::try_from(decimals)) else { return false };
    let unit = 10_f64.powi(exponent - decimals);
    (value - number).abs() <= unit * 0.5 + number.abs() * 1e-12
}

#[cfg(test)]
mod tests {
    use super::rounds_to;

    #[test]
    fn printed_digits_count() {
        assert!(rounds_to(3.932_408_7, "3.932409"));
        assert!(!rounds_to(3.932_408_4, "3.932409"));
        assert!(rounds_to(1.49e-12, "1.5e-12"));
        assert!(!rounds_to(1.44e-12, "1.5e-12"));
        assert!(rounds_to(50.0, "50"));
        assert!(!rounds_to(50.6, "50"));
        assert!(!rounds_to(50.0, "about 50"));
    }
}
