//! What a run says of all files: each is named or counted once, and what was not understood is said with its lines.

use std::collections::BTreeMap;

use rxodus_report::{Context, SarifStyle};
use rxodus_rules::TargetId;
use rxodus_scan::{Config, Partial, PartialReason, Report, SkippedReason};
use rxodus_source::{FileKind, Kinds};
use serde_json::{Value, json as value};

use crate::{
    scanning::{INDEX, ROOT, config, files_below, json, relative, scan, scan_bytes, scan_folder, shown},
    tree::{Tree, USE, link, paths},
};

fn coverage(report: &Report) -> Value {
    let mut document: Value = serde_json::from_slice(&json(report)).expect("JSON");
    document["coverage"].take()
}

/// Path and status of every file.
fn statuses(report: &Report) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let files = coverage(report)["files"].take();
    files.as_array().expect("a list").iter().map(|file| (text(&file["path"]), text(&file["status"]))).collect()
}

fn sarif(report: &Report) -> Value {
    let targets = vec![TargetId(0)];
    let context = Context::new(&INDEX, targets, jiff::civil::date(2026, 11, 23));
    let mut bytes = Vec::new();
    rxodus_report::write_sarif(report, &context, &SarifStyle::default(), &mut bytes).expect("writing to memory");
    serde_json::from_slice(&bytes).expect("JSON")
}

/// Reason and lines of each file that was not wholly understood.
fn partial(report: &Report) -> Vec<(&PartialReason, Vec<(u32, u32)>)> {
    let lines = |partial: &Partial| partial.regions.iter().map(|lines| (lines.first, lines.last)).collect();
    report.coverage.partial.iter().map(|partial| (&partial.reason, lines(partial))).collect()
}

#[test]
fn a_name_in_prose_or_output_is_nothing_to_parse_for() {
    let document = |code: &str| format!("The `RevoScaleR` package has rxLogit.\n\n```{{r}}\n{code}\n```\n");
    let notebook = |code: &str| {
        let output = value!([{"output_type": "stream", "name": "stdout", "text": ["rxLogit(y ~ x)"]}]);
        let cell = value!({"cell_type": "code", "metadata": {}, "execution_count": 1, "source": [code], "outputs": output});
        value!({"nbformat": 4, "nbformat_minor": 4, "metadata": {"kernelspec": {"language": "R", "name": "ir"}}, "cells": [cell]}).to_string()
    };
    let tree = Tree::new().with_uses(&["uses.R"]);
    let tree =
        tree.with("links.Rmd", document("source('uses.R')")).with("plain.Rmd", document("predict(x)")).with("uses.Rmd", document("rxLogit(x)"));
    let tree = tree.with("plain.ipynb", notebook("predict(x)")).with("uses.ipynb", notebook("rxLogit(x)"));
    let expected = [
        ("links.Rmd", "parsed"),
        ("plain.Rmd", "no-anchor"),
        ("plain.ipynb", "no-anchor"),
        ("uses.R", "parsed"),
        ("uses.Rmd", "parsed"),
        ("uses.ipynb", "parsed"),
    ];
    assert_eq!(statuses(&scan(&tree.config())), expected.map(|(path, status)| (path.to_owned(), status.to_owned())));
}

#[test]
fn a_name_of_one_language_is_nothing_to_parse_the_other_for() {
    let notebook = |language: &str, code: &str| {
        let cell = value!({"cell_type": "code", "metadata": {}, "execution_count": 1, "source": [code], "outputs": []});
        value!({"nbformat": 4, "nbformat_minor": 4, "metadata": {"kernelspec": {"language": language, "name": "k"}}, "cells": [cell]}).to_string()
    };
    let tree = Tree::new().with("a.R", "library(MicrosoftML)\nrxFastTrees(y ~ x)\n");
    let tree = tree.with("python.ipynb", notebook("python", "y = pd.concat(x)")).with("r.ipynb", notebook("R", "y <- concat(x)"));
    let expected = [("a.R", "parsed"), ("python.ipynb", "no-anchor"), ("r.ipynb", "parsed")];
    assert_eq!(statuses(&scan(&tree.config())), expected.map(|(path, status)| (path.to_owned(), status.to_owned())));
}

#[test]
fn every_file_has_a_status() {
    let tree = Tree::new().with_uses(&["b.R", "venv/c.R", "old/d.R", ".hidden.R", ".cache/e.R"]).with("a.R", "x <- 1\n");
    let tree = tree
        .with("f.py", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0")
        .with("notes.md", "12345")
        .with("DATA.CSV", "1")
        .with("more.csv", "22")
        .with(".git/HEAD", "");
    let report = scan(&Config { exclude: vec!["old/".to_owned()], ..tree.config() });
    let expected = [
        (".cache", "skipped"),
        (".hidden.R", "skipped"),
        ("a.R", "no-anchor"),
        ("b.R", "parsed"),
        ("f.py", "unread"),
        ("old", "skipped"),
        ("venv", "skipped"),
    ];
    assert_eq!(statuses(&report), expected.map(|(path, status)| (path.to_owned(), status.to_owned())));
    let reasons: Vec<_> = report.coverage.skipped.iter().map(|skipped| skipped.reason).collect();
    assert_eq!(reasons, [SkippedReason::Hidden, SkippedReason::Hidden, SkippedReason::Excluded, SkippedReason::Vendored]);
    let others = value!([
        {"extension": "csv", "files": 2, "bytes": 3},
        {"extension": "md", "files": 1, "bytes": 5},
        {"extension": "toml", "files": 1, "bytes": 0},
    ]);
    assert_eq!((&coverage(&report)["others"], report.coverage.other_files), (&others, 4));
}

#[test]
fn no_file_is_missing_and_none_is_counted_twice() {
    let folder = ROOT.join("fixtures");
    let report = scan_folder(&folder);
    let mut others: BTreeMap<String, u64> = report.coverage.others.iter().map(|other| (other.extension.clone(), other.files)).collect();
    let statuses: BTreeMap<_, _> = statuses(&report).into_iter().collect();
    for path in files_below(&folder) {
        let name = relative(&path, &folder);
        if let Some(status) = statuses.get(&name) {
            assert!(["parsed", "no-anchor", "unread", "skipped"].contains(&status.as_str()), "{name}: {status}");
            continue;
        }
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        *others.get_mut(&extension).unwrap_or_else(|| panic!("{name} is nowhere")) -= 1;
    }
    assert!(others.values().all(|left| *left == 0), "{others:?}");
}

#[test]
fn a_file_of_the_second_look_is_parsed() {
    let tree = Tree::new().with("setup.R", "library(mrsdeploy)\n").with("b.R", "pause()\n").with("c.R", "x <- 1\n");
    let of = |status: &str| statuses(&tree.scan()).into_iter().filter(|(_, own)| own == status).map(|(path, _)| path).collect::<Vec<_>>();
    assert_eq!((of("parsed"), of("no-anchor")), (vec!["b.R".to_owned(), "setup.R".to_owned()], vec!["c.R".to_owned()]));
}

#[test]
fn links_are_said_to_be_left_out() {
    let (outside, tree) = (Tree::new().with_uses(&["far.R"]), Tree::new().with_uses(&["a.R"]).with("data.csv", ""));
    if !link(&outside.root(), &tree.path("folder"))
        || !link(&tree.path("a.R"), &tree.path("b.R"))
        || !link(&tree.path("data.csv"), &tree.path("c.csv"))
    {
        return;
    }
    let report = tree.scan();
    let skipped: Vec<_> = report.coverage.skipped.iter().map(|skipped| (skipped.path.as_str(), skipped.reason)).collect();
    assert_eq!(skipped, [("b.R", SkippedReason::Link), ("folder", SkippedReason::Link)]);
}

#[test]
fn a_region_that_was_not_understood_has_its_lines() {
    let broken = "rxGetInfo(d)\nx <- (\n\n\ny <- )\nrxSort(d)\n";
    let report = scan_bytes("a.R", broken.as_bytes());
    let found = partial(&report);
    let [(PartialReason::SyntaxErrors { .. }, lines)] = &found[..] else { panic!("{found:?}") };
    assert!(lines.iter().all(|(first, last)| (2..=5).contains(first) && first <= last && *last <= 6), "{lines:?}");
    let notebook = "{\"cells\": [\n<<<<<<< HEAD\n{\"cell_type\": \"code\", \"source\": \"rxGetInfo(d)\"}\n]}";
    assert_eq!(partial(&scan_bytes("a.ipynb", notebook.as_bytes())), [(&PartialReason::BrokenNotebook, vec![(2, 2)])]);
}

#[test]
fn a_script_that_is_elsewhere_is_said_in_every_format() {
    let sql = "SELECT 1;\nEXEC sp_execute_external_script N'R', @s;\nGO\nSELECT 2;\nEXEC sp_execute_external_script N'R', @t;\n";
    let report = scan_bytes("a.sql", sql.as_bytes());
    assert_eq!(shown(&report).len(), 2, "the calls are found all the same");
    assert_eq!(partial(&report), [(&PartialReason::ScriptElsewhere { calls: 2 }, vec![(2, 2), (5, 5)])]);
    let entry = coverage(&report)["partial"][0].take();
    assert_eq!(entry["why"], "script-elsewhere");
    assert_eq!(entry["reason"], "does not hold the scripts of 2 calls, the first at line 2");
    assert_eq!(entry["regions"], value!([{"line": 2, "endLine": 2}, {"line": 5, "endLine": 5}]));
    let notification = sarif(&report)["runs"][0]["invocations"][0]["toolExecutionNotifications"][0].take();
    let lines: Vec<_> =
        notification["locations"].as_array().expect("places").iter().map(|place| place["physicalLocation"]["region"]["startLine"].as_u64()).collect();
    assert_eq!(lines, [Some(2), Some(5)]);
}

#[test]
fn unknown_parts_of_scripts_have_their_lines() {
    let sql = "EXEC sp_execute_external_script N'R', N'\nrxGetInfo(d)\n$(more)\n';\nEXEC ('SELECT ' + @x + ' EXEC sp_rxPredict @m, @q');\n";
    assert_eq!(partial(&scan_bytes("a.sql", sql.as_bytes())), [(&PartialReason::UnknownParts { count: 1 }, vec![(3, 3)])]);
}

#[test]
fn languages_that_are_not_read_are_counted() {
    let document = "```{r}\nrxGetInfo(d)\n```\n\n```{julia}\nf(x)\n```\n\n```{css}\na {}\n```\n\n```{julia}\n\n```\n";
    let notebook = r#"{"cells": [{"cell_type": "code", "source": "%%perl\nf()"}, {"cell_type": "code", "source": "rxGetInfo(d)"}],
        "metadata": {"kernelspec": {"language": "R"}}}"#;
    let report = Tree::new().with("a.Rmd", document).with("b.ipynb", notebook).scan();
    let julia = PartialReason::OtherLanguage { language: "julia".to_owned(), chunks: 1 };
    assert_eq!(partial(&report)[0], (&julia, vec![(6, 6)]));
    let languages = value!([{"language": "julia", "files": 1, "chunks": 1}, {"language": "perl", "files": 1, "chunks": 1}]);
    assert_eq!(coverage(&report)["languages"], languages);
}

#[test]
fn comments_that_ignore_nothing_are_in_the_json() {
    let report = scan_bytes("a.R", b"rxGetInfo(d)  # rxodus: ignore[rxGetInfo]\n# rxodus: ignore[rxSort] not there\nx <- 1\n");
    let document: Value = serde_json::from_slice(&json(&report)).expect("JSON");
    let problems = document["suppressionProblems"].as_array().expect("a list");
    let shown: Vec<_> = problems.iter().map(|problem| (problem["line"].as_u64(), problem["problem"].as_str())).collect();
    assert_eq!(shown, [(Some(1), Some("no-reason")), (Some(2), Some("unused"))]);
}

#[test]
fn extensions_of_ones_own_are_read() {
    let tree = Tree::new().with("a.pkb", "EXEC sp_rxPredict @m, N'SELECT 1'\n").with("b.RR", USE).with("c.R", USE);
    let mut kinds = Kinds::default();
    kinds.add("pkb", FileKind::Sql).expect("an extension");
    kinds.add("rr", FileKind::R).expect("an extension");
    assert_eq!(tree.found(|_| ()), ["c.R"]);
    assert_eq!(paths(&scan(&Config { kinds, ..tree.config() })), ["a.pkb", "b.RR", "c.R"]);
}

#[test]
fn what_a_database_project_lists_is_read_and_no_more() {
    let call = "EXEC sp_rxPredict @m, N'SELECT 1'\n";
    let list = r#"<Project><ItemGroup><Build Include="..\shared\*.txt;dbo\A.TAB" /><None Include="b.md" /><Compile Include="c.tab" /></ItemGroup></Project>"#;
    let files = ["shared/x.txt", "shared/deep/x.txt", "db/dbo/a.tab", "db/b.md", "db/c.tab", "db/venv/d.txt"];
    let tree = files.iter().fold(Tree::new().with("db/x.sqlproj", list), |tree, path| tree.with(path, call));
    let report = tree.scan();
    assert_eq!(paths(&report), ["db/dbo/a.tab", "shared/x.txt"]);
    let others: Vec<_> = report.coverage.others.iter().map(|other| (other.extension.as_str(), other.files)).collect();
    assert_eq!(others, [("md", 1), ("sqlproj", 1), ("tab", 1), ("toml", 1), ("txt", 1)]);
    let alone = Config { paths: vec![tree.path("db/dbo/a.tab")], ..config(&tree.root()) };
    assert_eq!(paths(&scan(&alone)), ["db/dbo/a.tab"], "also where it is asked for alone");
}
