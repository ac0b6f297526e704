//! Step `examples`: every example is code of its language. That each fires what it should is a test of the workspace.

use rxodus_rules::{Language, Ruleset};

use super::{
    Outcome,
    entries::{Entry, entries},
    python, r,
    running::{Mode, run_all},
};

/// Runs the step.
pub(super) fn examples(ruleset: &Ruleset) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    r::install(&["base"].into())?;
    python::install()?;
    for language in [Language::R, Language::Python] {
        let examples: Vec<_> = of(ruleset, language).collect();
        let pieces: Vec<_> = examples.iter().map(|(.., text)| *text).collect();
        let answers = run_all(language, Mode::Parse, &pieces, &[])?;
        for ((entry, side, _), error) in examples.iter().zip(answers).filter_map(|(example, ran)| Some((example, ran.error?))) {
            outcome.failures.push(format!("{}: `{side}` is no {}: {error}", entry.title(), language.name()));
        }
        outcome.count(format!("examples parsed as {}", language.name()), examples.len());
    }
    let others = of(ruleset, Language::Sql).count() + of(ruleset, Language::Text).count();
    outcome.count("examples of T-SQL, commands and settings: judged by a scan alone", others);
    Ok(outcome)
}

/// All examples of a language, with the name of the side.
fn of(ruleset: &Ruleset, language: Language) -> impl Iterator<Item = (Entry<'_>, &'static str, &str)> {
    let own = entries(ruleset).filter(move |entry| entry.package.language == language);
    let sides = own.flat_map(|entry| [(entry, "before", entry.equivalent.before.as_str()), (entry, "after", entry.equivalent.after.as_str())]);
    sides.filter(|(.., text)| !text.trim().is_empty())
}
