//! `cargo xtask codegen`: files that are generated from code and kept in the repository.

use std::{fs, path::Path, process::Command};

use anyhow::{Context as _, bail};

/// Where the pages of the rules are.
const PAGES: &str = "docs/rules";
/// Where the table of counts is.
const README: &str = "rulesets/README.md";
const BEGIN: &str = "<!-- counts, written by `cargo xtask codegen` -->\n";
const END: &str = "<!-- end of counts -->\n";

/// Writes them all; a test says when one is stale.
pub(crate) fn codegen() -> anyhow::Result<()> {
    fs::create_dir_all("docs/schema")?;
    fs::write("docs/schema/check.schema.json", rxodus_report::json_schema())?;
    fs::write("docs/schema/plan.schema.json", rxodus_report::plan_schema())?;
    let config = Command::new("cargo").args(["run", "-q", "-p", "rxodus", "--", "config-schema"]).output()?;
    if !config.status.success() {
        bail!("`rxodus config-schema` failed");
    }
    fs::write("docs/schema/config.schema.json", config.stdout)?;
    write_pages()
}

/// The rules as pages, and how many there are as a table in their README.
fn write_pages() -> anyhow::Result<()> {
    let ruleset = rulesets::builtin();
    if Path::new(PAGES).exists() {
        fs::remove_dir_all(PAGES)?;
    }
    for page in rxodus_report::pages(&ruleset) {
        let path = Path::new(PAGES).join(&page.path);
        fs::create_dir_all(path.parent().context("a folder")?)?;
        fs::write(path, page.text)?;
    }
    let text = fs::read_to_string(README)?;
    let (head, rest) = text.split_once(BEGIN).with_context(|| format!("{README} has no table of counts"))?;
    let (_, tail) = rest.split_once(END).with_context(|| format!("{README}: the table of counts has no end"))?;
    fs::write(README, format!("{head}{BEGIN}{}{END}{tail}", rxodus_report::coverage_table(&ruleset)))?;
    Ok(())
}
