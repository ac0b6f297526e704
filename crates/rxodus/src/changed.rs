//! Lines that changed since a commit, by asking git.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use rxodus_scan::{OnlyChanged, Report};

use crate::{git::git, run::Job};

/// Changed lines from 1, by the absolute path of the file; a file that git does not know is new as a whole.
struct Changed {
    lines: BTreeMap<PathBuf, Vec<Range<u32>>>,
    new: Vec<PathBuf>,
}

/// Leaves findings and comments on changed lines in a report, and says so in its coverage.
pub(crate) fn only_changed(report: &mut Report, job: &Job, reference: &str) -> anyhow::Result<()> {
    let changed = changed(&job.folders(), reference)?;
    let before = report.findings.len();
    let files: Vec<_> = (0..report.files.len()).map(|at| job.location(report, at as u32)).collect();
    let is_changed = |file: u32, lines: (u32, u32)| changed.has(&files[file as usize], lines);
    let spans: Vec<_> =
        report.findings.iter().map(|finding| is_changed(finding.file.0, report.files[finding.file.0 as usize].lines_of(finding.span))).collect();
    let mut kept = spans.into_iter();
    report.findings.retain(|_| kept.next().unwrap_or(true));
    report.suppression_problems.retain(|problem| is_changed(problem.file.0, (problem.line, problem.line)));
    report.coverage.only_changed = Some(OnlyChanged { since: reference.to_owned(), left_out: (before - report.findings.len()) as u64 });
    Ok(())
}

impl Changed {
    fn has(&self, file: &Path, (first, last): (u32, u32)) -> bool {
        let in_lines = self.lines.get(file).is_some_and(|lines| lines.iter().any(|lines| lines.start <= last && first < lines.end));
        in_lines || self.new.iter().any(|new| file.starts_with(new))
    }
}

/// What changed in the repositories of these folders.
fn changed(folders: &[PathBuf], reference: &str) -> anyhow::Result<Changed> {
    if reference.starts_with('-') {
        bail!("`{reference}` is no name of a commit");
    }
    let roots = folders.iter().map(|folder| root(folder)).collect::<anyhow::Result<BTreeSet<_>>>()?;
    let mut changed = Changed { lines: BTreeMap::new(), new: Vec::new() };
    for root in roots {
        let Changed { lines, new } = changed_in(&root, reference)?;
        changed.lines.extend(lines);
        changed.new.extend(new);
    }
    Ok(changed)
}

/// The root of the repository that a folder is in.
fn root(folder: &Path) -> anyhow::Result<PathBuf> {
    let root = git(folder, &["rev-parse", "--show-toplevel"])?;
    Path::new(root.trim_end_matches(['\r', '\n'])).canonicalize().context("cannot find the root of the repository")
}

fn changed_in(root: &Path, reference: &str) -> anyhow::Result<Changed> {
    // What the branch changed, not what went on elsewhere since; a shallow clone may not know where the two parted.
    let parted = git(root, &["merge-base", "--", reference, "HEAD"]);
    let from = parted.as_deref().map_or(reference, str::trim);
    let args =
        ["diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--src-prefix=a/", "--dst-prefix=b/", from, "--"];
    let diff = git(root, &args)?;
    let new = git(root, &["ls-files", "-z", "--others", "--exclude-standard", "--directory"])?;
    let new = new.split('\0').filter(|path| !path.is_empty()).map(|path| root.join(path)).collect();
    Ok(Changed { lines: lines(root, &diff), new })
}

/// The lines behind the changes of a diff without context.
fn lines(root: &Path, diff: &str) -> BTreeMap<PathBuf, Vec<Range<u32>>> {
    let (mut changed, mut file, mut body) = (BTreeMap::<PathBuf, Vec<Range<u32>>>::new(), None, 0);
    for line in diff.lines() {
        if body > 0 && line.starts_with(['+', '-']) {
            body -= 1;
        } else if let Some(path) = line.strip_prefix("+++ ") {
            file = path_of(path).map(|path| root.join(path));
        } else if let Some((old, new)) = hunk(line) {
            body = old.len() + new.len();
            changed.entry(file.clone().unwrap_or_default()).or_default().push(new);
        }
    }
    changed
}

/// `b/path`, or the same quoted; nothing for a file that was removed.
fn path_of(text: &str) -> Option<String> {
    let text = text.strip_suffix('\t').unwrap_or(text);
    match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        Some(quoted) => quoted.strip_prefix("b/").map(unquoted),
        None => text.strip_prefix("b/").map(str::to_owned),
    }
}

fn unquoted(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text.chars());
    while let Some(character) = rest.next() {
        let escaped = if character == '\\' { rest.next() } else { None };
        out.push(match escaped {
            None => character,
            Some('t') => '\t',
            Some('n') => '\n',
            Some('r') => '\r',
            Some(other) => other,
        });
    }
    out
}

/// `@@ -1,2 +3,4 @@`: the old lines and the new ones.
fn hunk(line: &str) -> Option<(Range<u32>, Range<u32>)> {
    let mut parts = line.strip_prefix("@@ -")?.split(' ');
    let old = range(parts.next()?)?;
    Some((old, range(parts.next()?.strip_prefix('+')?)?))
}

fn range(text: &str) -> Option<Range<u32>> {
    let (start, count) = text.split_once(',').unwrap_or((text, "1"));
    let start: u32 = start.parse().ok()?;
    Some(start..start + count.parse::<u32>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hunks_give_the_new_lines() {
        let diff = "diff --git a/a b.R b/a b.R\n--- a/a b.R\t\n+++ b/a b.R\t\n@@ -1 +1,2 @@ x\n-old\n+++ b/no.R\n+b\n@@ -9,2 +10,0 @@\n-c\n-d\n\
            --- a/gone.R\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n--- a/q\n+++ \"b/t\\tab\\\"é.R\"\n@@ -0,0 +5 @@\n+x\n";
        let changed = lines(Path::new("/r"), diff);
        assert_eq!(changed[Path::new("/r/a b.R")], [1..3, 10..10]);
        assert_eq!(changed[Path::new("/r/t\tab\"é.R")], [5..6]);
        assert!(!changed.contains_key(Path::new("/r/no.R")));
        let changed = Changed { lines: changed, new: vec![PathBuf::from("/r/new")] };
        assert!(
            changed.has(Path::new("/r/a b.R"), (2, 4))
                && !changed.has(Path::new("/r/a b.R"), (10, 10))
                && changed.has(Path::new("/r/new/x.R"), (1, 1))
        );
    }
}
