//! Step `calls`: every `call` exists in the version that is meant, and takes every argument that a map points to.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use anyhow::Context as _;
use rxodus_rules::{ArgumentFate, Change, Language, Ruleset};

use super::{
    Outcome,
    entries::{Entry, entries},
    signatures::{Origin, Signature, signatures},
};

/// Arguments that a function hands on through `...` or `**`.
const PASSED_ON: &str = "rulesets/exports/passed-on.tsv";

/// What the step keeps.
const VERIFIED: &str = "rulesets/verified.toml";

/// Arguments by call, with the reason why each is taken although the signature does not name it.
type PassedOn = BTreeMap<String, BTreeSet<String>>;

/// Runs the step.
pub(super) fn calls(ruleset: &Ruleset) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let passed_on = passed_on()?;
    let (mut used, mut verified) = (PassedOn::new(), BTreeMap::new());
    for language in [Language::R, Language::Python] {
        let by_call = by_call(ruleset, language);
        let signatures = signatures(language, &by_call.keys().copied().collect(), ruleset)?;
        for (call, uses) in &by_call {
            let signature = signatures.get(*call).with_context(|| format!("no answer for {call}"))?;
            judge(call, uses, signature, &passed_on, &mut used, &mut outcome);
            if let (Some(library), Some(_)) = (&signature.library, &signature.arguments) {
                verified.entry(library.clone()).or_insert_with(BTreeSet::new).insert((*call).to_owned());
            }
        }
        count(language, &by_call, &signatures, &mut outcome);
    }
    check_versions(ruleset, &verified.keys().cloned().collect(), &mut outcome);
    count_without_call(ruleset, &mut outcome);
    outcome.count("arguments that a function hands on to another one", used.values().map(BTreeSet::len).sum());
    check_unused(&passed_on, &used, &mut outcome);
    outcome.files.push((VERIFIED, toml(&verified)));
    Ok(outcome)
}

/// The entries of a language by their call.
fn by_call(ruleset: &Ruleset, language: Language) -> BTreeMap<&str, Vec<Entry<'_>>> {
    let mut by_call: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
    for entry in entries(ruleset).filter(|entry| entry.package.language == language) {
        if let Some(call) = &entry.equivalent.call {
            by_call.entry(call).or_default().push(entry);
        }
    }
    by_call
}

fn judge(call: &str, entries: &[Entry], signature: &Signature, passed_on: &PassedOn, handed_on: &mut PassedOn, outcome: &mut Outcome) {
    let titles = || entries.iter().map(Entry::title).collect::<Vec<_>>().join(", ");
    let Some(library) = &signature.library else {
        return outcome.failures.push(format!("`{call}`: there is no such package ({})", titles()));
    };
    let Some(arguments) = &signature.arguments else {
        return outcome.failures.push(format!("`{call}`: {library} has no such name ({})", titles()));
    };
    let takes = |to: &str| arguments.contains(to) || ["*", "**"].iter().any(|stars| arguments.contains(&format!("{stars}{to}")));
    for entry in entries {
        for to in targets_of(entry).filter(|to| !takes(to)) {
            if passed_on.get(call).is_some_and(|more| more.contains(to)) {
                handed_on.entry(call.to_owned()).or_default().insert(to.to_owned());
            } else {
                let all: Vec<_> = arguments.iter().map(String::as_str).collect();
                outcome.failures.push(format!("{}: `{call}` of {library} takes no `{to}`, but {}", entry.title(), all.join(" ")));
            }
        }
    }
}

/// The arguments of the new call that the entry's map points to.
fn targets_of<'e>(entry: &Entry<'e>) -> impl Iterator<Item = &'e str> {
    entry.equivalent.arguments.iter().filter_map(|argument| match &argument.fate {
        ArgumentFate::To { to, .. } => Some(to.as_str()),
        ArgumentFate::Manual(_) | ArgumentFate::Drop(_) => None,
    })
}

fn count(language: Language, by_call: &BTreeMap<&str, Vec<Entry>>, signatures: &BTreeMap<String, Signature>, outcome: &mut Outcome) {
    let of = |origin| by_call.iter().filter(move |(call, _)| signatures.get(**call).is_some_and(|signature| signature.origin == origin));
    for (origin, how) in [
        (Origin::Installed, "in installed packages"),
        (Origin::Table, "in tables of what packages export that are not installed"),
        (Origin::Retired, "in the retired package itself, where it goes on"),
    ] {
        let entries: Vec<_> = of(origin).flat_map(|(_, uses)| uses).collect();
        let arguments: usize = entries.iter().map(|entry| targets_of(entry).count()).sum();
        let what = format!("functions and classes of {} looked up {how}: {} entries, {arguments} arguments", language.name(), entries.len());
        outcome.count(what, of(origin).count());
    }
}

fn count_without_call(ruleset: &Ruleset, outcome: &mut Outcome) {
    let why = |entry: &Entry| match (entry.package.language, entry.equivalent.change) {
        (_, Change::None) => "nothing takes its place",
        (_, Change::Remove) => "the call goes away",
        (Language::Sql | Language::Text, _) => "T-SQL, commands and settings have no functions to look up",
        (_, Change::Keep) => "it stays as it is",
        _ => "several calls, or none that is a function, take its place",
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries(ruleset).filter(|entry| entry.equivalent.call.is_none()) {
        *counts.entry(why(&entry)).or_default() += 1;
    }
    for (why, number) in counts {
        outcome.count(format!("entries without a call: {why}"), number);
    }
}

/// A library that `targets.toml` names was looked at in the version that is given there, for one of the languages.
fn check_versions(ruleset: &Ruleset, looked_at: &BTreeSet<String>, outcome: &mut Outcome) {
    for target in &ruleset.targets {
        for library in &target.libraries {
            // R's own packages have R's version.
            let meant = library.strip_prefix("R ").map_or(library.clone(), |version| format!("base {version}"));
            let name = meant.split(' ').next().unwrap_or_default();
            if !looked_at.contains(&meant) {
                let others: Vec<_> = looked_at.iter().filter(|other| other.split(' ').next() == Some(name)).map(String::as_str).collect();
                outcome.failures.push(format!("{} is for {library}, but what was looked at is {others:?}", target.id));
            }
        }
    }
}

fn passed_on() -> anyhow::Result<PassedOn> {
    let text = fs::read_to_string(PASSED_ON).context(PASSED_ON)?;
    let row = |line: &str| {
        let [call, arguments, reason] = line.split('\t').collect::<Vec<_>>().try_into().map_err(|_| anyhow::anyhow!("{PASSED_ON}: `{line}`"))?;
        anyhow::ensure!(!reason.is_empty(), "{PASSED_ON}: `{call}` has no reason");
        Ok((call.to_owned(), arguments.split(", ").map(str::to_owned).collect()))
    };
    text.lines().skip(1).map(row).collect()
}

fn check_unused(passed_on: &PassedOn, used: &PassedOn, outcome: &mut Outcome) {
    for (call, arguments) in passed_on {
        let none = BTreeSet::new();
        for argument in arguments.difference(used.get(call).unwrap_or(&none)) {
            outcome.failures.push(format!("{PASSED_ON}: no map points to `{argument}` of `{call}`"));
        }
    }
}

fn toml(verified: &BTreeMap<String, BTreeSet<String>>) -> String {
    let table = |(library, names): (&String, &BTreeSet<String>)| {
        let lines: Vec<_> = names.iter().map(|name| format!("  \"{name}\",\n")).collect();
        format!("\n[[verified]]\nlibrary = \"{library}\"\nnames   = [\n{}]\n", lines.concat())
    };
    let tables: Vec<_> = verified.iter().map(table).collect();
    format!("# What `cargo xtask verify calls` found to exist. Written by it with `--write`.\n{}", tables.concat())
}
