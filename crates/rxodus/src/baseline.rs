//! `rxodus baseline`, and the file of what is known: one line for each file and rule, so that a change of it reads well.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use rxodus_plan::{Baseline, Comparison, State};
use rxodus_report::{count, verb};
use rxodus_scan::Report;
use serde::Deserialize;

use crate::{
    CLEAN,
    args::{BaselineCommand, BaselineFile, Check, Scan},
    check,
    config::{underlined, upward},
    output,
    run::{BLIND, Job, prepare},
};

/// The file, where no other one is named.
const NAME: &str = "rxodus-baseline.toml";
const SCHEMA: &str = "rxodus.baseline/1";

/// What stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    schema: String,
    #[serde(default)]
    files: BTreeMap<String, BTreeMap<String, Entry>>,
}

/// The findings of a rule in a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    count: usize,
    /// A mark for each finding, with blanks between them.
    marks: String,
}

/// A baseline, and the folder that its paths are relative to.
pub(crate) struct Known {
    file: PathBuf,
    baseline: Baseline,
    folder: PathBuf,
}

/// Runs the command and gives the exit status.
pub(crate) fn baseline(command: &BaselineCommand) -> anyhow::Result<u8> {
    match command {
        BaselineCommand::Check(args) => check(args),
        BaselineCommand::Write(args) => scanned(&args.scan).and_then(|(job, report)| write(&job, &report, args)),
        BaselineCommand::Prune(args) => scanned(&args.scan).and_then(|(job, report)| prune(&job, &report, args)),
    }
}

/// What is there now; an error where nothing could be read, since nothing would be known any more.
fn scanned(args: &Scan) -> anyhow::Result<(Job<'static>, Report)> {
    let job = prepare(args)?;
    let report = job.scan()?;
    if report.coverage.is_blind() {
        bail!(BLIND);
    }
    Ok((job, report))
}

fn check(args: &Check) -> anyhow::Result<u8> {
    check::against(args, |job| needed(args.baseline.as_deref(), job).map(Some))
}

fn write(job: &Job, report: &Report, args: &BaselineFile) -> anyhow::Result<u8> {
    let file = chosen(args.baseline.as_deref(), job).unwrap_or_else(|| job.config.base.join(NAME));
    let folder = folder_of(&file)?;
    save(&file, &Baseline::of(report, job.index, |_| true, |path| shown(job, &folder, path)))
}

fn prune(job: &Job, report: &Report, args: &BaselineFile) -> anyhow::Result<u8> {
    let known = needed(args.baseline.as_deref(), job)?;
    let comparison = known.compare(job, report);
    let is_known = |finding: &rxodus_scan::Finding| comparison.state(finding) != State::New;
    let mut kept = Baseline::of(report, job.index, is_known, |path| shown(job, &known.folder, path));
    let looked_at = known.looked_at(job, report);
    kept.known.extend(known.baseline.known.iter().filter(|((path, _), _)| !looked_at(path)).map(|(key, marks)| (key.clone(), marks.clone())));
    output::line(&format!("{} {} gone", count(comparison.gone(), "finding"), verb(comparison.gone(), "is", "are")))?;
    save(&known.file, &kept)
}

/// The baseline, which must be there.
fn needed(named: Option<&Path>, job: &Job) -> anyhow::Result<Known> {
    let hint = "write it with `rxodus baseline write`, or name another one with --baseline";
    match chosen(named, job) {
        None => bail!("there is no `{NAME}` in the folder that is scanned, nor above it; {hint}"),
        Some(file) if !file.exists() => bail!("there is no `{}`; {hint}", output::shown(&file)),
        Some(file) => read(&file),
    }
}

/// The baseline that a check has to take into account; nothing where there is none.
pub(crate) fn known(named: Option<&Path>, job: &Job) -> anyhow::Result<Option<Known>> {
    chosen(named, job).map(|file| read(&file)).transpose()
}

/// The file that the command line names, else the settings, else the nearest one upward from the first path, as for settings.
fn chosen(named: Option<&Path>, job: &Job) -> Option<PathBuf> {
    let set = || job.settings.baseline.clone();
    let near = || job.folders().first().and_then(|folder| upward(folder, NAME)).or_else(|| upward(&job.config.base, NAME));
    named.map(Path::to_owned).or_else(set).or_else(near)
}

impl Known {
    /// A report against it.
    pub(crate) fn compare(&self, job: &Job, report: &Report) -> Comparison {
        self.baseline.compare(report, job.index, |path| shown(job, &self.folder, path), self.looked_at(job, report))
    }

    /// Whether a path of the baseline was read, or is no more.
    fn looked_at(&self, job: &Job, report: &Report) -> impl Fn(&str) -> bool {
        let read: std::collections::BTreeSet<_> = report.coverage.files.iter().map(|file| shown(job, &self.folder, &file.path)).collect();
        move |path| read.contains(path) || !self.folder.join(path).exists()
    }
}

/// A path of the report, relative to a folder.
fn shown(job: &Job, folder: &Path, path: &str) -> String {
    if job.config.base == folder {
        return path.to_owned();
    }
    let whole = job.config.base.join(path);
    let inside = whole.strip_prefix(folder).map(|inside| inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>());
    inside.map_or_else(|_| path.to_owned(), |parts| parts.join("/"))
}

fn folder_of(file: &Path) -> anyhow::Result<PathBuf> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    folder.canonicalize().with_context(|| format!("cannot use the folder of `{}`", file.display()))
}

fn read(file: &Path) -> anyhow::Result<Known> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read the baseline `{}`", file.display()))?;
    let written: Written = toml::from_str(&text).map_err(|error| {
        let help = "`rxodus baseline write` writes it anew; look at what that changes";
        underlined(file, &text, error.message(), error.span(), help)
    })?;
    if written.schema != SCHEMA {
        bail!("the baseline `{}` is of the form `{}`, and this program knows `{SCHEMA}`", file.display(), written.schema);
    }
    let mut baseline = Baseline::default();
    for (path, rules) in written.files {
        for (rule, entry) in rules {
            let marks: Vec<_> = entry.marks.split_whitespace().map(str::to_owned).collect();
            if marks.len() != entry.count {
                bail!("in `{}`, {rule} in `{path}` counts {} and has {} marks; write it anew", file.display(), entry.count, marks.len());
            }
            baseline.known.insert((path.clone(), rule), marks);
        }
    }
    Ok(Known { file: file.to_owned(), baseline, folder: folder_of(file)? })
}

fn save(file: &Path, baseline: &Baseline) -> anyhow::Result<u8> {
    let text = written(baseline);
    output::write(Some(file), |out| out.write_all(text.as_bytes()))?;
    output::line(&format!("{} in `{}`", count(baseline.count() as u64, "finding"), output::shown(file)))?;
    Ok(CLEAN)
}

fn written(baseline: &Baseline) -> String {
    let mut text = format!("# What was known when `rxodus baseline write` wrote this: a line for each file and rule.\nschema = \"{SCHEMA}\"\n");
    let mut last = None;
    for ((path, rule), marks) in &baseline.known {
        if last != Some(path) {
            let _ = write!(text, "\n[files.{}]\n", quoted(path));
            last = Some(path);
        }
        let _ = writeln!(text, "{} = {{ count = {}, marks = \"{}\" }}", quoted(rule), marks.len(), marks.join(" "));
    }
    text
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            control if control.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(NAME);
        let key = |path: &str, rule: &str| (path.to_owned(), rule.to_owned());
        let marks = |marks: &[&str]| marks.iter().map(|mark| (*mark).to_owned()).collect::<Vec<_>>();
        let known = BTreeMap::from([(key("a \"b\"\u{7f}\\é.R", "p/x"), marks(&["01", "02"])), (key("c.R", "p"), marks(&["03"]))]);
        save(&file, &Baseline { known: known.clone() }).expect("saved");
        assert_eq!(read(&file).expect("read").baseline.known, known);
        fs::write(&file, fs::read_to_string(&file).expect("text").replace("count = 2", "count = 3")).expect("written");
        assert!(read(&file).is_err_and(|error| error.to_string().contains("counts 3 and has 2 marks")));
    }
}
