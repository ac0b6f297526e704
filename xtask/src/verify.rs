//! `cargo xtask verify [STEP]`: proves the rule data by running what the retired packages become.
//!
//! A step is a file in `verify/` and a line in [`STEPS`]. It needs R, Python or whatever it names, and installs that itself.

mod browser;
mod calls;
mod cannot;
mod debian;
mod entries;
mod examples;
mod formats;
mod matching;
mod published;
mod python;
mod r;
mod record;
mod run;
mod running;
mod sarif;
mod signatures;
mod subjects;

use std::time::Instant;

use anyhow::bail;
use rxodus_rules::Ruleset;

/// One thing that is proven.
struct Step {
    name: &'static str,
    run: fn(&Ruleset) -> anyhow::Result<Outcome>,
}

/// All steps, in the order in which they run.
const STEPS: [Step; 8] = [
    Step { name: "calls", run: calls::calls },
    Step { name: "examples", run: examples::examples },
    Step { name: "run", run: run::run },
    Step { name: "published", run: published::published },
    Step { name: "matching", run: matching::matching },
    Step { name: "sarif", run: sarif::sarif },
    Step { name: "formats", run: formats::formats },
    Step { name: "browser", run: browser::browser },
];

/// What a step found.
#[derive(Default)]
struct Outcome {
    /// What was counted, in words.
    counts: Vec<(String, usize)>,
    /// What is wrong; nothing where the step passed.
    failures: Vec<String>,
    /// Files that the step keeps, by path, as they should be.
    files: Vec<(&'static str, String)>,
}

impl Outcome {
    fn count(&mut self, what: impl Into<String>, number: usize) {
        self.counts.push((what.into(), number));
    }
}

/// Runs all steps, or one, and fails where one of them does. `write` renews what is kept of the results.
pub(crate) fn verify(only: Option<&str>, write: bool) -> anyhow::Result<()> {
    let ruleset = rulesets::builtin();
    let mut failures = 0;
    for step in chosen(only)? {
        println!("== verify {}", step.name);
        let start = Instant::now();
        let mut outcome = (step.run)(&ruleset)?;
        record::keep(step.name, &mut outcome, write)?;
        show(&outcome);
        println!("   {} s", start.elapsed().as_secs());
        failures += outcome.failures.len();
    }
    if failures > 0 {
        bail!("{failures} failures");
    }
    Ok(())
}

fn chosen(only: Option<&str>) -> anyhow::Result<Vec<&'static Step>> {
    let steps: Vec<_> = STEPS.iter().filter(|step| only.is_none_or(|name| name == step.name)).collect();
    if steps.is_empty() {
        let names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        bail!("no step has this name: there are {}", names.join(", "));
    }
    Ok(steps)
}

fn show(outcome: &Outcome) {
    for (what, number) in &outcome.counts {
        println!("{number:>7}  {what}");
    }
    for failure in &outcome.failures {
        println!("FAILED   {}", failure.replace('\n', "\n         "));
    }
}
