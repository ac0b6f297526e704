//! A set of paths, as the lines of a `.gitignore` say it.

use ignore::gitignore::Gitignore;

use crate::{ScanError, excludes::list};

/// Paths that some globs in the syntax of `.gitignore` mean, relative to the folder that was scanned.
#[derive(Debug, Clone)]
pub struct PathSet(Gitignore);

impl PathSet {
    /// The paths of these globs.
    pub fn new(globs: &[String]) -> Result<Self, ScanError> {
        list("".as_ref(), globs.iter().cloned()).map(Self)
    }

    /// Whether a file, or a folder above it, is in the set.
    pub fn contains(&self, path: &str) -> bool {
        !path.starts_with('/') && self.0.matched_path_or_any_parents(path, false).is_ignore()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_hold_their_files() {
        let set = PathSet::new(&["archive/".to_owned(), "*.Rmd".to_owned(), "!kept.Rmd".to_owned()]).expect("globs");
        let known = ["archive/a/b.R", "x/archive/c.R", "docs/a.Rmd"];
        assert!(known.iter().all(|path| set.contains(path)));
        assert!(!set.contains("kept.Rmd") && !set.contains("R/archive.R") && !set.contains("/elsewhere.Rmd"));
    }
}
