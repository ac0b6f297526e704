//! `cargo xtask codegen`: files that are generated from code and kept in the repository.

use std::fs;

/// Writes them all; a test says when one is stale.
pub(crate) fn codegen() -> anyhow::Result<()> {
    fs::create_dir_all("docs/schema")?;
    fs::write("docs/schema/check.schema.json", rxodus_report::json_schema())?;
    Ok(())
}
