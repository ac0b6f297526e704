//! Each fixture says in comments what a scan must find in it: no more, no less. `UPDATE_FIXTURES=1` rewrites those comments.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rxodus_scan::{Finding, Report};
use rxodus_source::{FileKind, SourceFile};
use similar::TextDiff;

use crate::{
    annotation::{annotate, list},
    scanning::{INDEX, ROOT, file_of, files_below, projects, relative, scan_bytes, scan_folder, single_fixtures},
};

#[test]
fn every_file_alone() {
    let mut failures = Vec::new();
    for (name, path) in single_fixtures() {
        let report = scan_bytes(&name, &fs::read(&path).expect("a fixture"));
        failures.extend(check(&report, &name, &path));
    }
    give(&failures);
}

#[test]
fn every_project() {
    let mut failures = Vec::new();
    for project in projects() {
        let report = scan_folder(&project);
        for path in files_below(&project).iter().filter(|path| is_code(path)) {
            failures.extend(check(&report, &relative(path, &project), path));
        }
    }
    give(&failures);
}

/// Also by what stands beside it: a project may say that a file of any name is a script.
fn is_code(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    beside(path).exists() || FileKind::of_name(&name).is_some() || (!name.contains('.') && SourceFile::sniff(path).is_some())
}

/// Nothing where the annotations say what was found; else the difference.
fn check(report: &Report, name: &str, path: &Path) -> Option<String> {
    let file = report.files.iter().find(|file| file.path == name);
    let findings: Vec<_> = report.findings.iter().filter(|finding| file_of(report, finding).path == name).collect();
    if takes_no_comments(path) {
        let beside = beside(path);
        let written = fs::read_to_string(&beside).unwrap_or_default();
        return compare(&beside, &written, &file.map_or(String::new(), |file| list(file, &findings, &INDEX)));
    }
    let written = fs::read_to_string(path).expect("fixtures are UTF-8");
    match file {
        Some(file) => compare(path, &written, &found(file, &findings, &written)),
        None => without_findings(&written, path),
    }
}

/// The expectations for a file in which no comment can stand, or none below the name in a string, are in a file beside it.
fn takes_no_comments(path: &Path) -> bool {
    let kind = path.file_name().and_then(|name| FileKind::of_name(&name.to_string_lossy()));
    matches!(kind, Some(FileKind::Notebook | FileKind::Sql | FileKind::SqlXml | FileKind::Text(_))) || beside(path).exists()
}

fn beside(path: &Path) -> PathBuf {
    PathBuf::from(format!("{}.expected", path.display()))
}

/// Nothing where both are the same; the file is rewritten if that is asked for.
pub(crate) fn compare(path: &Path, written: &str, found: &str) -> Option<String> {
    if found == written {
        return None;
    }
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        fs::write(path, found).expect("writing a fixture");
        return None;
    }
    Some(difference(path, written, found))
}

fn found(file: &SourceFile, findings: &[&Finding], written: &str) -> String {
    let mark = if written.starts_with('\u{FEFF}') { "\u{FEFF}" } else { "" };
    format!("{mark}{}", annotate(file, findings, &INDEX))
}

/// A file that is not in the report has no findings, so it must have no annotations.
fn without_findings(written: &str, path: &Path) -> Option<String> {
    let annotated = written.lines().any(crate::annotation::is_annotation);
    annotated.then(|| format!("{}: has annotations, but nothing at all was found in it\n", relative(path, &ROOT)))
}

/// `-` before what the fixture expects, `+` before what was found.
fn difference(path: &Path, written: &str, found: &str) -> String {
    let diff = TextDiff::from_lines(written, found);
    let diff = diff.unified_diff().context_radius(1).to_string();
    format!("{} (- expected, + found)\n{diff}", relative(path, &ROOT))
}

pub(crate) fn give(failures: &[String]) {
    let help = "If what was found is right, run this test again with UPDATE_FIXTURES=1 and look at the difference in git.";
    assert!(failures.is_empty(), "{} fixtures differ.\n\n{}\n{help}", failures.len(), failures.join("\n"));
}
