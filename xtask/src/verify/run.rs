//! Step `run`: every `after` runs, above the names that `rulesets/run/` gives a meaning, but for those that are said to be unable to and why.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use rxodus_rules::{Language, Ruleset};

use super::{
    Outcome,
    cannot::Cannot,
    debian,
    entries::{Entry, entries},
    python, r,
    running::{Mode, run_all},
};

const FOLDER: &str = "rulesets/run";

/// Examples by what gives their names a meaning.
type Groups<'r> = BTreeMap<PathBuf, Vec<Entry<'r>>>;

/// Runs the step.
pub(super) fn run(ruleset: &Ruleset) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut cannot = Cannot::read()?;
    r::install(&["base"].into())?;
    python::install()?;
    debian::install_command("java", "openjdk-17-jre-headless")?;
    for language in [Language::R, Language::Python] {
        let (mut groups, mut reasons) = (Groups::new(), BTreeMap::<String, usize>::new());
        for entry in entries(ruleset).filter(|entry| entry.package.language == language && !entry.equivalent.after.trim().is_empty()) {
            match cannot.why(&entry) {
                Some(why) => *reasons.entry(why).or_default() += 1,
                None => groups.entry(prelude(language, entry.target)).or_default().push(entry),
            }
        }
        if language == Language::R {
            install(&groups)?;
        }
        run_groups(ruleset, language, &groups, &cannot, &mut outcome)?;
        for (why, number) in reasons {
            outcome.count(format!("examples in {} that did not run: {why}", language.name()), number);
        }
    }
    outcome.failures.extend(cannot.faults()?);
    Ok(outcome)
}

/// What gives the free names of a target's examples a meaning: its own file, else that of `oss`, since the rest is code for one machine.
fn prelude(language: Language, target: &str) -> PathBuf {
    let extension = if language == Language::R { "R" } else { "py" };
    let [own, oss] = [target, "oss"].map(|name| Path::new(FOLDER).join(name).with_extension(extension));
    if own.exists() { own } else { oss }
}

/// The packages of R that the examples and their preludes name.
fn install(groups: &Groups) -> anyhow::Result<()> {
    let mut packages = BTreeSet::new();
    for (prelude, entries) in groups {
        packages.extend(r::named_in(&std::fs::read_to_string(prelude).with_context(|| prelude.display().to_string())?));
        packages.extend(entries.iter().flat_map(|entry| r::named_in(&entry.equivalent.after)));
    }
    r::install(&packages.iter().map(String::as_str).collect())
}

fn run_groups(ruleset: &Ruleset, language: Language, groups: &Groups, cannot: &Cannot, outcome: &mut Outcome) -> anyhow::Result<()> {
    let mut ran: BTreeMap<&str, usize> = BTreeMap::new();
    for (prelude, entries) in groups {
        // The first line says which entry it is: a name may mean something else for one of them.
        let pieces: Vec<_> = entries.iter().map(|entry| format!("# {}\n{}", entry.title(), cannot.at_home(&entry.equivalent.after))).collect();
        let answers = run_all(language, Mode::Run, &pieces.iter().map(String::as_str).collect::<Vec<_>>(), std::slice::from_ref(prelude))?;
        for (entry, answer) in entries.iter().zip(answers) {
            match answer.error {
                Some(error) => outcome.failures.push(format!("{}: `after` does not run: {error}", entry.title())),
                None => *ran.entry(entry.target).or_default() += 1,
            }
        }
    }
    for target in &ruleset.targets {
        let number = ran.get(target.id.as_str()).copied().unwrap_or_default();
        outcome.count(format!("examples in {} on {} that ran", language.name(), target.id), number);
    }
    Ok(())
}
