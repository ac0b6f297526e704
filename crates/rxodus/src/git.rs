//! Asks git: the only program that is ever run, and only when an option asks for what git alone knows.

use std::{path::Path, process::Command};

use anyhow::{Context as _, bail};

/// The output of git, which is told to run no program that the repository names.
pub(crate) fn git(folder: &Path, args: &[&str]) -> anyhow::Result<String> {
    let safe = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=", "-c", "core.quotePath=false"];
    let output = Command::new("git").arg("-C").arg(folder).args(safe).args(args).output().context("cannot run git, which this option needs")?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        let why = why.lines().next().unwrap_or("it failed");
        let why = ["fatal: ", "error: "].into_iter().find_map(|kind| why.strip_prefix(kind)).unwrap_or(why);
        // Names in it come from the repository, and a terminal shows them.
        let why: String = why.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
        bail!("git {}: {why}", args[0]);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
