//! What the formats of reports are proven on: all fixtures as one run, and each part of them as a run of its own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, ensure};

/// What a profile for Azure Pipelines asks of the environment.
const BUILD: [(&str, &str); 8] = [
    ("SYSTEM_COLLECTIONURI", "https://dev.azure.com/organization/"),
    ("SYSTEM_TEAMPROJECTID", "0d1b3a1c-1111-4222-8333-444455556666"),
    ("BUILD_DEFINITIONID", "7"),
    ("BUILD_DEFINITIONNAME", "check"),
    ("SYSTEM_PHASEID", "a0b1c2d3-1111-4222-8333-444455556666"),
    ("SYSTEM_PHASENAME", "Job"),
    ("BUILD_SOURCEBRANCH", "refs/heads/main"),
    ("BUILD_BUILDID", "42"),
];

/// A folder that is scanned by itself.
pub(super) struct Subject {
    /// The path, with `-` for `/`.
    pub(super) name: String,
    pub(super) folder: PathBuf,
}

/// A folder with a name and a line that must be escaped nearly everywhere.
pub(super) const HARD: &str = "target/verify/hard";

/// All fixtures, each kind of them, each project, and what is hard to write.
pub(super) fn subjects() -> anyhow::Result<Vec<Subject>> {
    let mut folders = vec![PathBuf::from("fixtures"), hard()?];
    folders.extend(folders_in(Path::new("fixtures"))?);
    folders.extend(folders_in(Path::new("fixtures/projects"))?);
    Ok(folders.into_iter().map(|folder| Subject { name: folder.to_string_lossy().replace('/', "-"), folder }).collect())
}

fn hard() -> anyhow::Result<PathBuf> {
    let folder = folder("hard")?;
    fs::write(folder.join("rxodus.toml"), "")?;
    let code = "library(RevoScaleR)\r\nd <- \"😀é]]>;%25\"; m <- rxLinMod(y ~ x, data = d)\r\n# rxodus: ignore\r\nrxGetInfo(d)\r\n";
    fs::write(folder.join("a b,c:%25d;e]=é😀&<'\".R"), code)?;
    Ok(folder)
}

fn folders_in(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    let mut folders: Vec<_> = paths.into_iter().filter(|path| path.is_dir()).collect();
    folders.sort();
    Ok(folders)
}

/// Writes the report of a check, whatever it finds.
pub(super) fn check(subject: &Subject, arguments: &[&str], out: &Path) -> anyhow::Result<()> {
    let mut command = Command::new("target/debug/rxodus");
    command.arg("check").args(arguments).args(["--exit-zero", "--as-of", "2026-11-23", "--output"]).arg(out).arg(&subject.folder).envs(BUILD);
    let output = command.output().with_context(|| format!("{command:?}"))?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// Builds what [`check`] runs.
pub(super) fn build() -> anyhow::Result<()> {
    let status = Command::new(env!("CARGO")).args(["build", "--quiet", "--package", "rxodus"]).status()?;
    ensure!(status.success(), "the program does not compile");
    Ok(())
}

/// A new folder below `target/verify`.
pub(super) fn folder(name: &str) -> anyhow::Result<PathBuf> {
    let folder = Path::new("target/verify").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
