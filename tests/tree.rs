//! A folder that a test fills with files, and that is a project of its own.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rxodus_scan::{Config, Report};
use tempfile::TempDir;

use crate::scanning::{config, scan, shown};

/// A script with one use.
pub(crate) const USE: &str = "x <- rxGetInfo(d)\n";

pub(crate) struct Tree {
    folder: TempDir,
}

impl Tree {
    pub(crate) fn new() -> Self {
        let tree = Self { folder: tempfile::tempdir().expect("a folder") };
        tree.with("rxodus.toml", "")
    }

    /// Writes a file and the folders above it.
    pub(crate) fn with(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, content).expect("a file");
        self
    }

    /// Writes a script with one use under each of these paths.
    pub(crate) fn with_uses(self, paths: &[&str]) -> Self {
        paths.iter().fold(self, |tree, path| tree.with(path, USE))
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("the folder")
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// To scan all of it; paths in the report are relative to it.
    pub(crate) fn config(&self) -> Config {
        Config { paths: vec![self.root()], ..config(&self.root()) }
    }

    pub(crate) fn scan(&self) -> Report {
        scan(&self.config())
    }

    /// The files in which a scan finds something, in its order.
    pub(crate) fn found(&self, change: impl FnOnce(&mut Config)) -> Vec<String> {
        let mut config = self.config();
        change(&mut config);
        paths(&scan(&config))
    }
}

/// The files with findings, each once.
pub(crate) fn paths(report: &Report) -> Vec<String> {
    let mut paths: Vec<String> = shown(report).iter().filter_map(|line| line.split(':').next().map(str::to_owned)).collect();
    paths.dedup();
    paths
}

/// `path: reason` of each file that was not read.
pub(crate) fn unread(report: &Report) -> Vec<String> {
    report.coverage.unread.iter().map(|unread| format!("{}: {}", unread.path, unread.reason)).collect()
}

/// Makes a symbolic link; whether that went well.
#[cfg(unix)]
pub(crate) fn link(target: &Path, path: &Path) -> bool {
    std::os::unix::fs::symlink(target, path).is_ok()
}

/// Elsewhere, links need rights that a test does not have.
#[cfg(not(unix))]
pub(crate) fn link(_: &Path, _: &Path) -> bool {
    false
}
