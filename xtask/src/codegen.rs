//! `cargo xtask codegen`: files that are generated from code and kept in the repository.

use std::{fs, process::Command};

use anyhow::bail;

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
    Ok(())
}
