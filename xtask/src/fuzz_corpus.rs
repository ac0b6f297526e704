//! `cargo xtask fuzz-corpus`: the fixtures as seeds of the fuzz targets.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use rxodus_source::FileKind;

/// Copies each fixture to the seeds of the target that reads its kind.
pub(crate) fn fuzz_corpus() -> anyhow::Result<()> {
    let (mut folders, mut seeds) = (vec![PathBuf::from("fixtures")], 0);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read `{}`", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Some(target) = target(&path) {
                copy(&path, target)?;
                seeds += 1;
            }
        }
    }
    println!("{seeds} seeds in fuzz/corpus");
    Ok(())
}

/// The fuzz target that reads files of this name.
fn target(path: &Path) -> Option<&'static str> {
    Some(match FileKind::of_name(&path.file_name()?.to_string_lossy())? {
        FileKind::R => "r",
        FileKind::Python => "python",
        FileKind::Notebook => "notebook",
        FileKind::RMarkdown | FileKind::Quarto | FileKind::Sweave | FileKind::RHtml => "document",
        FileKind::Sql | FileKind::SqlXml => "tsql",
        FileKind::Text(_) | FileKind::Xdf => return None,
    })
}

fn copy(path: &Path, target: &str) -> anyhow::Result<()> {
    let folder = Path::new("fuzz/corpus").join(target);
    let name = path.to_string_lossy().replace(['/', '\\'], "_");
    fs::create_dir_all(&folder)?;
    fs::copy(path, folder.join(name))?;
    Ok(())
}
