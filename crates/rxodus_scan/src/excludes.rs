//! What a walk leaves out by itself, as one list in the format of `.gitignore`.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::{ScanError, SkippedReason};

/// Hidden names, and the few of them that hold code that runs.
const HIDDEN: &str = "
.*
!.gitignore
!.Rprofile
!.Renviron
!.travis.yml
!.github
!.gitlab-ci.yml
!.azure-pipelines
!.azuredevops
!.circleci
!.devcontainer
";

/// Other people's code.
const VENDORED: &str = "
renv/library/
renv/staging/
packrat/lib*/
packrat/src/
.venv/
venv/
site-packages/
node_modules/
.ipynb_checkpoints/
__pycache__/
";

/// The lists of one folder that is walked.
#[derive(Clone)]
pub(crate) struct Excludes {
    hidden: Gitignore,
    vendored: Gitignore,
    excluded: Gitignore,
}

/// What becomes of an entry of a walk.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Walk,
    Skip(SkippedReason),
}

impl Excludes {
    /// `include` brings back what the lists leave out; `exclude` leaves out more.
    pub(crate) fn new(root: &Path, include: &[String], exclude: &[String]) -> Result<Self, ScanError> {
        let back: Vec<_> = include.iter().map(|glob| format!("!{glob}")).collect();
        let own = |text: &'static str| text.lines().map(str::to_owned).chain(back.iter().cloned());
        Ok(Self { hidden: list(root, own(HIDDEN))?, vendored: list(root, own(VENDORED))?, excluded: list(root, exclude.iter().cloned())? })
    }

    pub(crate) fn judge(&self, path: &Path, is_dir: bool) -> Verdict {
        if self.excluded.matched(path, is_dir).is_ignore() {
            Verdict::Skip(SkippedReason::Excluded)
        } else if self.vendored.matched(path, is_dir).is_ignore() {
            Verdict::Skip(SkippedReason::Vendored)
        } else if self.hidden.matched(path, is_dir).is_ignore() {
            Verdict::Skip(SkippedReason::Hidden)
        } else {
            Verdict::Walk
        }
    }
}

/// Such a list, of paths below a folder.
pub(crate) fn list(root: &Path, lines: impl Iterator<Item = String>) -> Result<Gitignore, ScanError> {
    let mut builder = GitignoreBuilder::new(root);
    // A bracket that does not close is a mistake here, though git lets it stand.
    builder.allow_unclosed_class(false);
    for line in lines {
        builder.add_line(None, &line).map_err(|error| ScanError::Glob { glob: line.trim_start_matches('!').to_owned(), why: error.to_string() })?;
    }
    builder.build().map_err(|error| ScanError::Glob { glob: String::new(), why: error.to_string() })
}
