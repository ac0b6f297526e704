//! R with the packages that are asked for, from Debian.

use std::{
    collections::BTreeSet,
    process::{Command, Stdio},
};

use anyhow::{Context as _, bail};

use super::python::output_of;

/// What R comes with.
pub(super) const BASE: [&str; 10] = ["base", "datasets", "graphics", "grDevices", "grid", "methods", "parallel", "stats", "tools", "utils"];

/// Sees to it that R is there, with these packages.
pub(super) fn install(packages: &BTreeSet<&str>) -> anyhow::Result<()> {
    let missing = missing(packages)?;
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = missing.iter().map(|package| debian(package)).collect();
    println!("   installing {}", names.join(" "));
    if !apt(&["update", "-qq"])
        || !apt(&[&["install", "-y", "-qq", "--no-install-recommends"], &*names.iter().map(String::as_str).collect::<Vec<_>>()].concat())
    {
        bail!(
            "R or packages of it are missing, and `apt-get` could not install them: install {}, as root, on Debian 12; \
             what Debian lacks needs a table in rulesets/exports/R",
            names.join(" ")
        );
    }
    Ok(())
}

/// Debian's name of a package; R itself is `r-base-core`.
fn debian(package: &str) -> String {
    if package == "R" { "r-base-core".to_owned() } else { format!("r-cran-{}", package.to_lowercase()) }
}

fn missing(packages: &BTreeSet<&str>) -> anyhow::Result<Vec<String>> {
    let wanted = packages.iter().copied().filter(|package| !BASE.contains(package));
    if Command::new("Rscript").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        return Ok(["R"].into_iter().chain(wanted).map(str::to_owned).collect());
    }
    let there = script("cat(rownames(installed.packages()), sep = '\\n')", "")?;
    let there: BTreeSet<&str> = there.lines().collect();
    Ok(wanted.filter(|package| !there.contains(package)).map(str::to_owned).collect())
}

fn apt(arguments: &[&str]) -> bool {
    let status = Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// What a script prints, given `input`.
pub(super) fn script(code: &str, input: &str) -> anyhow::Result<String> {
    let mut command = Command::new("Rscript");
    command.args(["--vanilla", "-e", code]);
    output_of(&mut command, input).context("an R script failed")
}
