//! Runs scans for the tests: of a text, of a folder, with the built-in rules.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use rxodus_report::Context;
use rxodus_rules::{RuleIndex, TargetId};
use rxodus_scan::{Config, Finding, Input, Report};
use rxodus_source::SourceFile;

/// The built-in rules.
pub(crate) static INDEX: LazyLock<RuleIndex> = LazyLock::new(|| RuleIndex::new(rulesets::builtin()));

/// The folder of the whole project.
pub(crate) static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the tests stand in the project's folder").canonicalize().expect("the project's folder")
});

/// Reads nothing yet; one thread.
pub(crate) fn config(base: &Path) -> Config {
    Config { base: base.to_owned(), threads: 1, ..Config::of(Vec::new()) }
}

pub(crate) fn scan(config: &Config) -> Report {
    rxodus_scan::scan(config, &INDEX).expect("a scan that can be done")
}

/// Scans a folder; paths in the report are relative to it.
pub(crate) fn scan_folder(folder: &Path) -> Report {
    scan(&Config { paths: vec![folder.to_owned()], ..config(folder) })
}

/// Scans a text that is a project of its own.
pub(crate) fn scan_bytes(name: &str, bytes: &[u8]) -> Report {
    let input = Input { name: name.to_owned(), bytes: bytes.to_owned() };
    scan(&Config { stdin: Some(input), ..config(&ROOT) })
}

pub(crate) fn file_of<'a>(report: &'a Report, finding: &Finding) -> &'a SourceFile {
    &report.files[finding.file.0 as usize]
}

/// `path:line:column rule origin` of each finding.
pub(crate) fn shown(report: &Report) -> Vec<String> {
    let one = |finding: &Finding| {
        let file = file_of(report, finding);
        let position = file.position(finding.span.start);
        format!("{}:{}:{} {} {}", file.path, position.line, position.column, INDEX.id(finding.rule), finding.origin.name())
    };
    report.findings.iter().map(one).collect()
}

/// The report for all targets, as of a fixed day.
pub(crate) fn json(report: &Report) -> Vec<u8> {
    let targets = (0..INDEX.ruleset().targets.len()).map(|at| TargetId(at as u8)).collect();
    let context = Context::new(&INDEX, targets, jiff::civil::date(2026, 11, 23));
    let mut bytes = Vec::new();
    rxodus_report::write_json(report, &context, &mut bytes).expect("writing to memory");
    bytes
}

/// All files below a folder, sorted, hidden ones included.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("an entry").path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}

/// The fixtures that are scanned one by one, by their paths below `fixtures/`.
pub(crate) fn single_fixtures() -> Vec<(String, PathBuf)> {
    let fixtures = ROOT.join("fixtures");
    let folders = ["R", "Python", "documents", "notebooks", "sql", "text", "manifests"];
    let files = folders.iter().flat_map(|folder| files_below(&fixtures.join(folder))).filter(|path| !is_expectation(path));
    let named = |path: PathBuf| (relative(&path, &fixtures), path);
    files.map(named).collect()
}

/// What stands beside a fixture in which no comment can stand.
fn is_expectation(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "expected")
}

/// The fixtures that are whole projects.
pub(crate) fn projects() -> Vec<PathBuf> {
    let entries = fs::read_dir(ROOT.join("fixtures/projects")).expect("fixtures/projects");
    let mut folders: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// A path below a folder, with `/`.
pub(crate) fn relative(path: &Path, folder: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
