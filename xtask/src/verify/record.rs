//! What is kept of the results: a table in `rulesets/README.md`, and files that steps write.

use std::{fs, path::Path};

use anyhow::Context as _;

use super::Outcome;

const README: &str = "rulesets/README.md";
const BEGIN: &str = "<!-- written by `cargo xtask verify --write` -->\n";
const END: &str = "<!-- end -->\n";

/// Renews what is kept, or adds a failure for each part that is no longer true.
pub(super) fn keep(step: &str, outcome: &mut Outcome, write: bool) -> anyhow::Result<()> {
    let mut files: Vec<_> = outcome.files.iter().map(|(path, text)| (*path, text.clone())).collect();
    files.push((README, with_rows(&fs::read_to_string(README)?, step, &outcome.counts)?));
    for (path, text) in files {
        if fs::read_to_string(path).ok().as_deref() == Some(text.as_str()) {
            continue;
        }
        if write {
            fs::create_dir_all(Path::new(path).parent().context("a folder")?)?;
            fs::write(path, text)?;
        } else {
            outcome.failures.push(format!("{path} is no longer true: run `cargo xtask verify --write`"));
        }
    }
    Ok(())
}

/// The text with these rows in place of the step's old ones.
fn with_rows(text: &str, step: &str, counts: &[(String, usize)]) -> anyhow::Result<String> {
    let (head, rest) = text.split_once(BEGIN).with_context(|| format!("{README} has no table of results"))?;
    let (table, tail) = rest.split_once(END).with_context(|| format!("{README}: the table of results has no end"))?;
    let of_step = |row: &&str| row.starts_with(&format!("| `{step}` |"));
    let new: Vec<_> = counts.iter().map(|(what, number)| format!("| `{step}` | {what} | {number} |\n")).collect();
    let old: Vec<_> = table.split_inclusive('\n').collect();
    let at = old.iter().position(of_step).unwrap_or(old.len());
    let before = old[..at].concat();
    let after: String = old[at..].iter().filter(|row| !of_step(row)).copied().collect();
    Ok(format!("{head}{BEGIN}{before}{}{after}{END}{tail}", new.concat()))
}
