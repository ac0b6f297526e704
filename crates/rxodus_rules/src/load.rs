//! Rule files to a checked ruleset, with every error at its place in the file.
//!
//! Reads text that is given; finds no files and writes no report.

mod advice;
mod anchors;
mod effort;
mod entry;
mod equivalents;
mod extend;
mod fate;
mod faults;
mod flow;
mod formals;
mod homonyms;
mod package;
mod patterns;
mod platforms;
mod strays;
mod symbols;
mod tables;
mod targets;
#[cfg(test)]
mod tests;
mod traps;
mod tree;
mod tsv;
mod verified;

use std::ops::Range;

use crate::{Flow, Ruleset};
pub use extend::extend;
use faults::Faults;

/// A rule file: its path inside the ruleset, with `/`, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFile {
    /// For instance `R/somepackage/on/spark.toml`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// Something wrong in a rule file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {message}")]
pub struct RuleError {
    /// The file.
    pub path: String,
    /// Bytes of its text; empty at the start where the file as a whole is meant.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it; empty where `message` says it all.
    pub help: String,
}

/// Reads and checks a ruleset; all errors at once, in the order of the files and of their text.
pub fn load(files: &[RuleFile]) -> Result<Ruleset, Vec<RuleError>> {
    let mut faults = Faults::default();
    let tree = tree::grow(files, &mut faults);
    let mut targets = Vec::new();
    if let Some(file) = tree.targets {
        targets::read(file, &mut targets, &mut faults);
    }
    let flow = tree.flow.map_or_else(Flow::default, |file| flow::read(file, &mut faults));
    let mut packages = Vec::new();
    package::read_all(&tree.folders, &targets, &mut packages, &mut faults);
    let homonyms = tree.homonyms.map_or_else(Vec::new, |file| homonyms::read(file, &packages, &mut faults));
    let effort = tree.effort.and_then(|file| effort::read(file, &targets, &mut faults));
    for lone in &tree.overrides {
        if let Some(file) = lone.first() {
            faults.whole(file, format!("the folder {} has no package.toml", lone.name), tree::NO_PACKAGE);
        }
    }
    package::check_all(&tree.folders, &packages, &mut faults);
    flow::check(&tree.folders, &packages, &flow, &mut faults);
    let verified = tree.verified.map_or_else(Vec::new, |file| verified::read(file, &mut faults));
    let mut known = Vec::new();
    if let Some(file) = tree.platforms {
        platforms::read(file, &platforms::Known { targets: &targets, packages: &packages }, &mut known, &mut faults);
    }
    let of = advice::Known { packages: &packages, platforms: &known, flow: &flow };
    let (weights, criteria) = tree.advice.map_or_else(Default::default, |file| advice::read(file, &of, &mut faults));
    faults.result(files, Ruleset { targets, packages, homonyms, effort, flow, platforms: known, criteria, weights, verified })
}
