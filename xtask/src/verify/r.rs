//! R with the packages that are asked for, from Debian.

use std::{collections::BTreeSet, process::Command};

use anyhow::Context as _;
use regex::Regex;

use super::{debian, python::output_of};

/// Sees to it that R is there, with these packages. What Debian lacks needs a table in `rulesets/exports/R`.
pub(super) fn install(packages: &BTreeSet<&str>) -> anyhow::Result<()> {
    debian::install_command("Rscript", "r-base-core")?;
    let there = installed()?;
    let missing: Vec<_> = packages.iter().filter(|package| !there.contains(**package)).map(|package| debian_name(package)).collect();
    if missing.is_empty() { Ok(()) } else { debian::install(&missing) }
}

fn debian_name(package: &str) -> String {
    format!("r-cran-{}", package.to_lowercase())
}

/// The packages that are there, R's own ones among them.
pub(super) fn installed() -> anyhow::Result<BTreeSet<String>> {
    let names = script("cat(rownames(installed.packages()), sep = '\\n')", "")?;
    Ok(names.lines().map(str::to_owned).collect())
}

/// Those of these packages that are there, or that Debian has.
pub(super) fn available(packages: &BTreeSet<&str>) -> anyhow::Result<BTreeSet<String>> {
    let there = installed()?;
    let is_there = |package: &str| there.contains(package) || debian::runs(Command::new("apt-cache").arg("show").arg(debian_name(package)));
    Ok(packages.iter().filter(|package| is_there(package)).map(|package| (*package).to_owned()).collect())
}

/// What a script prints, given `input`.
pub(super) fn script(code: &str, input: &str) -> anyhow::Result<String> {
    output_of(Command::new("Rscript").args(["--vanilla", "-e", code]), input).context("an R script failed")
}

/// The packages that code names.
pub(super) fn named_in(code: &str) -> BTreeSet<String> {
    let named = Regex::new(r"([A-Za-z][A-Za-z0-9.]*)::|library\(([A-Za-z][A-Za-z0-9.]*)\)").expect("a pattern");
    named.captures_iter(code).filter_map(|found| Some(found.get(1).or(found.get(2))?.as_str().to_owned())).collect()
}
