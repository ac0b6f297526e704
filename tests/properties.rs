//! What must hold for any file: shown on all fixtures, whole and in parts.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use rxodus_scan::{Config, Report};
use serde_json::Value;

use crate::scanning::{ROOT, config, file_of, files_below, json, projects, relative, scan, scan_bytes, scan_folder, shown, single_fixtures};
use crate::tree::Tree;

/// How many truncations of each fixture are tried.
const CUTS: usize = 16;

fn fixtures() -> Config {
    let folder = ROOT.join("fixtures");
    Config { paths: vec![folder.clone()], ..config(&folder) }
}

fn findings(bytes: &[u8]) -> Vec<Value> {
    let mut document: Value = serde_json::from_slice(bytes).expect("JSON");
    document["findings"].as_array_mut().map(std::mem::take).expect("a list of findings")
}

#[test]
fn no_truncation_panics() {
    let mut failures = Vec::new();
    for (name, path) in single_fixtures() {
        let whole = fs::read(&path).expect("a fixture");
        let mut cuts: Vec<usize> = (0..CUTS).map(|cut| whole.len() * cut / CUTS).collect();
        cuts.extend(inside_characters(&whole));
        let tree = cuts.iter().fold(Tree::new(), |tree, cut| tree.with(&format!("{cut}/{name}"), &whole[..*cut]));
        let panics = |run: &dyn Fn()| catch_unwind(AssertUnwindSafe(run)).is_err();
        if panics(&|| drop(tree.scan())) {
            let bad: Vec<_> = cuts.iter().filter(|cut| panics(&|| drop(scan_bytes(&name, &whole[..**cut])))).collect();
            failures.push(format!("{name} up to the bytes {bad:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Some positions inside characters of more than one byte.
fn inside_characters(bytes: &[u8]) -> Vec<usize> {
    let inside = (0..bytes.len()).filter(|&at| bytes[at] & 0b1100_0000 == 0b1000_0000);
    inside.step_by(3).take(CUTS / 2).collect()
}

#[test]
fn the_prefilter_loses_nothing() {
    let (with, without) = (scan(&fixtures()), scan(&Config { parse_all: true, ..fixtures() }));
    assert_eq!(shown(&with), shown(&without));
    assert_eq!(findings(&json(&with)), findings(&json(&without)));
}

#[test]
fn the_same_bytes_from_any_number_of_threads() {
    let bytes = |threads| json(&scan(&Config { threads, ..fixtures() }));
    let one = bytes(1);
    assert_eq!(one, bytes(1), "two runs differ");
    assert_eq!(one, bytes(4), "1 and 4 threads differ");
    assert!(!String::from_utf8_lossy(&one).contains(ROOT.to_str().expect("a path")), "an absolute path in the output");
}

#[test]
fn one_file_of_a_project_says_what_the_project_says() {
    for project in projects() {
        let whole = findings(&json(&scan_folder(&project)));
        for path in files_below(&project).iter().filter(|path| path.extension().is_some()) {
            let name = relative(path, &project);
            let alone = scan(&Config { paths: vec![path.clone()], ..config(&project) });
            let expected: Vec<_> = whole.iter().filter(|finding| finding["path"] == name.as_str()).cloned().collect();
            assert_eq!(findings(&json(&alone)), expected, "{name} of {}", project.display());
        }
    }
}

#[test]
fn a_span_is_the_bytes_of_the_name() {
    let folder = ROOT.join("fixtures");
    let found = findings(&json(&scan(&fixtures())));
    assert!(found.len() > 200, "only {} findings", found.len());
    for finding in found {
        let path = folder.join(finding["path"].as_str().expect("a path"));
        let raw = fs::read(&path).expect("the file");
        let at = |key: &str| finding[key].as_u64().expect("a number") as usize;
        let text = std::str::from_utf8(&raw[at("byteStart")..at("byteEnd")]).expect("UTF-8");
        assert_eq!(unescaped(&path, text), finding["text"], "{}", path.display());
        assert_eq!((at("line"), at("column")), place(&raw, at("byteStart")), "{text} in {}", path.display());
        assert_eq!((at("endLine"), at("endColumn")), place(&raw, at("byteEnd")), "{text} in {}", path.display());
    }
}

/// The text of a part of a file: in a notebook it stands in a JSON string.
fn unescaped(path: &Path, raw: &str) -> String {
    let is_json = path.extension().is_some_and(|extension| extension == "ipynb");
    if is_json { serde_json::from_str(&format!("\"{raw}\"")).expect("a part of a JSON string") } else { raw.to_owned() }
}

/// Line and column of a byte, counted in the simplest way.
fn place(raw: &[u8], byte: usize) -> (usize, usize) {
    let before = std::str::from_utf8(&raw[..byte]).expect("UTF-8").trim_start_matches('\u{FEFF}');
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

#[test]
fn line_ends_and_encodings_change_no_finding() {
    for (name, path) in single_fixtures() {
        let text = fs::read_to_string(&path).expect("UTF-8").trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
        let expected = shown(&scan_bytes(&name, text.as_bytes()));
        for (form, bytes) in forms(&text) {
            let report = scan_bytes(&name, &bytes);
            assert_eq!(shown(&report), expected, "{name} as {form}");
            spans_decode(&report, &bytes, form, &name);
        }
    }
}

/// The same text with other line ends and in other encodings.
fn forms(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let marked = || "\u{FEFF}".encode_utf16().chain(text.encode_utf16());
    vec![
        ("CRLF", text.replace('\n', "\r\n").into_bytes()),
        ("UTF-8 with a mark", format!("\u{FEFF}{text}").into_bytes()),
        ("UTF-16 LE", marked().flat_map(u16::to_le_bytes).collect()),
        ("UTF-16 BE", marked().flat_map(u16::to_be_bytes).collect()),
    ]
}

/// The raw bytes of each span, decoded by other means, are the name.
fn spans_decode(report: &Report, raw: &[u8], form: &str, name: &str) {
    for finding in &report.findings {
        let bytes = &raw[finding.span.start as usize..finding.span.end as usize];
        let units = |decode: fn([u8; 2]) -> u16| {
            let units: Vec<_> = bytes.chunks_exact(2).map(|pair| decode([pair[0], pair[1]])).collect();
            String::from_utf16(&units).expect("UTF-16")
        };
        let decoded = match form {
            "UTF-16 LE" => units(u16::from_le_bytes),
            "UTF-16 BE" => units(u16::from_be_bytes),
            _ => String::from_utf8(bytes.to_owned()).expect("UTF-8"),
        };
        assert_eq!(unescaped(Path::new(name), &decoded), file_of(report, finding).text_of(finding.span), "{name} as {form}");
    }
}

#[test]
fn a_folder_can_be_given_in_any_way() {
    let project = ROOT.join("fixtures/projects/sourced");
    let expected = shown(&scan_folder(&project));
    let dotted = project.join("analysis").join("..");
    assert_eq!(shown(&scan(&Config { paths: vec![dotted], ..config(&project) })), expected);
    let twice: Vec<_> = ["", "analysis", "main.R", "main.R"].iter().map(|part| project.join(Path::new(part))).collect();
    assert_eq!(shown(&scan(&Config { paths: twice, ..config(&project) })), expected);
}
