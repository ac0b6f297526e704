//! `rxodus check --add-ignores` and `--fix-unused-ignores`: the only edits of scanned files. A file is written when a scan of its new
//! bytes, before they go anywhere, finds the same and nothing that it should not.

use std::{collections::BTreeMap, fs, path::PathBuf, sync::Arc};

use anyhow::Context as _;
use rxodus_report::{Gate, count, problem_id};
use rxodus_scan::{CommentStyle, Edit, Finding, Report, SuppressionProblem, SuppressionProblemKind, edited, give_reason, ignore, remove_unused};

use crate::{CLEAN, FOUND, output, run::Job};

/// What fails the check and no comment ignores yet, each with the id of its rule, by the index of the file.
type Left<'a> = BTreeMap<u32, Vec<(&'a Finding, String)>>;

/// New bytes by the index of the file.
type Edited = BTreeMap<u32, Vec<u8>>;

/// Writes comments that ignore what fails the check; gives the exit status.
pub(crate) fn add(job: &Job, report: &Report, gate: &Gate, reason: &str) -> anyhow::Result<u8> {
    let context = job.context();
    let fails = |finding: &&Finding| gate.fails(report, &context, finding);
    let mut left = Left::new();
    for finding in report.findings.iter().filter(fails) {
        left.entry(finding.file.0).or_default().push((finding, job.index.id(finding.rule)));
    }
    let completed = completed(job, report, &mut left, reason)?;
    let (mut done, mut comments) = (Edited::new(), completed.values().map(Vec::len).sum::<usize>());
    for style in CommentStyle::ALL {
        let (mut tried, mut counts) = (Edited::new(), BTreeMap::new());
        for (at, findings) in &left {
            let file = &report.files[*at as usize];
            let mut edits = ignore(file, findings, reason, style);
            counts.insert(*at, edits.len());
            edits.extend(completed.get(at).into_iter().flatten().cloned());
            tried.extend(edited(file, &bytes(job, report, *at)?, edits).map(|bytes| (*at, bytes)));
        }
        let after = job.rescan(report, &tried)?;
        let ignored = |at: u32| left[&at].iter().all(|(finding, _)| is_ignored(report, &after, finding));
        for (at, bytes) in tried {
            if is_same(report, &after, at) && ignored(at) {
                comments += counts[&at];
                done.insert(at, bytes);
            }
        }
        left.retain(|at, _| !done.contains_key(at));
    }
    for (at, edits) in completed.into_iter().filter(|(_, edits)| !edits.is_empty()) {
        if !done.contains_key(&at) {
            done.extend(edited(&report.files[at as usize], &bytes(job, report, at)?, edits).map(|bytes| (at, bytes)));
        }
    }
    write(job, report, &done)?;
    output::line(&format!("{} in {}", count(comments as u64, "comment"), count(done.len() as u64, "file")))?;
    for at in left.keys() {
        output::note(&format!("no comment can stand in `{}`, or none could be checked there", report.files[*at as usize].path.escape_debug()));
    }
    Ok(if left.is_empty() { CLEAN } else { FOUND })
}

/// Gives comments that lack a reason this one, where they then ignore what fails the check, and takes that out of what is left to do.
fn completed(job: &Job, report: &Report, left: &mut Left, reason: &str) -> anyhow::Result<BTreeMap<u32, Vec<Edit>>> {
    let mut lines: BTreeMap<u32, Vec<(u32, Edit)>> = BTreeMap::new();
    for problem in report.suppression_problems.iter().filter(|problem| left.contains_key(&problem.file.0)) {
        let edit = give_reason(&report.files[problem.file.0 as usize], problem, reason);
        lines.entry(problem.file.0).or_default().extend(edit.map(|edit| (problem.line, edit)));
    }
    // First all of them; then those alone that have something to ignore.
    let mut after = job.rescan(report, &with_edits(job, report, &lines)?)?;
    for (at, edits) in &mut lines {
        edits.retain(|(line, _)| !after.suppression_problems.iter().any(|problem| problem.file.0 == *at && problem.line == *line));
    }
    after = job.rescan(report, &with_edits(job, report, &lines)?)?;
    lines.retain(|at, _| is_same(report, &after, *at));
    for (_, findings) in left.iter_mut().filter(|(at, _)| lines.contains_key(*at)) {
        findings.retain(|(finding, _)| !is_ignored(report, &after, finding));
    }
    left.retain(|_, findings| !findings.is_empty());
    Ok(lines.into_iter().map(|(at, edits)| (at, edits.into_iter().map(|(_, edit)| edit).collect())).collect())
}

fn with_edits(job: &Job, report: &Report, lines: &BTreeMap<u32, Vec<(u32, Edit)>>) -> anyhow::Result<Edited> {
    let mut files = Edited::new();
    for (at, edits) in lines.iter().filter(|(_, edits)| !edits.is_empty()) {
        let edits = edits.iter().map(|(_, edit)| edit.clone()).collect();
        files.extend(edited(&report.files[*at as usize], &bytes(job, report, *at)?, edits).map(|bytes| (*at, bytes)));
    }
    Ok(files)
}

/// Takes out comments, and names in them, that ignore nothing; gives the exit status.
pub(crate) fn fix(job: &Job, report: &Report) -> anyhow::Result<u8> {
    let mut edits: BTreeMap<u32, Vec<_>> = BTreeMap::new();
    for problem in &report.suppression_problems {
        let found = remove_unused(&report.files[problem.file.0 as usize], problem);
        if !found.is_empty() {
            edits.entry(problem.file.0).or_default().extend(found);
        }
    }
    let mut tried = Edited::new();
    for (at, edits) in edits {
        tried.extend(edited(&report.files[at as usize], &bytes(job, report, at)?, edits).map(|bytes| (at, bytes)));
    }
    let after = job.rescan(report, &tried)?;
    let same_standing = |at: u32| {
        let standing = |report: &Report| report.findings.iter().filter(|finding| finding.file.0 == at && finding.suppressed.is_none()).count();
        standing(report) == standing(&after)
    };
    let problems = |report: &Report, at: u32| report.suppression_problems.iter().filter(|problem| problem.file.0 == at).count();
    tried.retain(|at, _| is_same(report, &after, *at) && same_standing(*at) && problems(&after, *at) < problems(report, *at));
    write(job, report, &tried)?;
    output::line(&format!("comments mended in {}", count(tried.len() as u64, "file")))?;
    let mut kept: BTreeMap<&str, u64> = BTreeMap::new();
    let is_mended =
        |problem: &SuppressionProblem| problem.kind == SuppressionProblemKind::Unused && problem.is_comment && tried.contains_key(&problem.file.0);
    for problem in report.suppression_problems.iter().filter(|problem| !is_mended(problem)) {
        *kept.entry(problem_id(problem)).or_default() += 1;
    }
    if !kept.is_empty() {
        let kept: Vec<_> = kept.into_iter().map(|(id, number)| format!("{} [{id}]", count(number, "comment"))).collect();
        output::note(&format!("left as they are, for you to decide: {}; `rxodus check` shows them", kept.join(", ")));
    }
    Ok(CLEAN)
}

/// Whether a file has the same findings as before, and is understood as well.
fn is_same(before: &Report, after: &Report, at: u32) -> bool {
    let found = |report: &Report| {
        report.findings.iter().filter(|finding| finding.file.0 == at).map(|finding| (finding.rule, finding.origin)).collect::<Vec<_>>()
    };
    let path = |report: &Report| report.files.get(at as usize).map(|file| file.path.clone());
    let partial = |report: &Report| report.coverage.partial.iter().filter(|partial| Some(&partial.path) == path(report).as_ref()).count();
    path(before) == path(after) && found(before) == found(after) && partial(before) == partial(after)
}

/// Whether the finding of the same number in its file is ignored.
fn is_ignored(before: &Report, after: &Report, finding: &Finding) -> bool {
    let of_file = |report: &'_ Report| report.findings.partition_point(|other| other.file < finding.file);
    let number = before.findings.iter().position(|other| std::ptr::eq(other, finding)).map(|at| at - of_file(before));
    number.and_then(|number| after.findings.get(of_file(after) + number)).is_some_and(|other| other.suppressed.is_some())
}

fn bytes(job: &Job, report: &Report, at: u32) -> anyhow::Result<Vec<u8>> {
    let path = job.location(report, at);
    fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))
}

/// Into the files themselves, which keep their rights.
fn write(job: &Job, report: &Report, files: &Edited) -> anyhow::Result<()> {
    for (at, bytes) in files {
        let path = job.location(report, *at);
        fs::write(&path, bytes).with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    Ok(())
}

impl Job<'_> {
    /// Where a file of the report lies.
    pub(crate) fn location(&self, report: &Report, at: u32) -> PathBuf {
        let path = self.config.base.join(&report.files[at as usize].path);
        path.canonicalize().unwrap_or(path)
    }

    /// What a scan finds if these files had these bytes.
    fn rescan(&self, report: &Report, files: &Edited) -> anyhow::Result<Report> {
        let instead = files.iter().map(|(at, bytes)| (self.location(report, *at), bytes.clone())).collect();
        let config = rxodus_scan::Config { instead: Arc::new(instead), ..self.config.clone() };
        Ok(rxodus_scan::scan(&config, self.index)?)
    }
}
