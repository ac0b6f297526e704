//! What makes a check fail, and what it then says.

use std::process::Output;

use crate::{
    program::{run, stderr, stdout},
    tree::Tree,
};

const CODE: &str = "library(RevoScaleR)\nx <- rxGetInfo(d)\n";

fn check(tree: &Tree, args: &[&str]) -> Output {
    run(&tree.root(), &[&["check", "--format", "concise", "--as-of", "2026-11-23"], args].concat())
}

/// The exit status and what stands on standard error.
fn verdict(tree: &Tree, args: &[&str]) -> (Option<i32>, String) {
    let output = check(tree, args);
    (output.status.code(), stderr(&output))
}

#[test]
fn the_reason_is_one_line() {
    let tree = Tree::new().with("R/a b.R", CODE);
    let reason = "failed: 2 findings with no target chosen, the first at R/a b.R:1:9 [RevoScaleR]\n";
    assert_eq!(verdict(&tree, &[]), (Some(1), reason.to_owned()));
    assert_eq!(verdict(&tree, &["--exit-zero"]), (Some(0), String::new()));
    assert_eq!(verdict(&tree, &["--target", "sqlml", "--fail-on", "error"]), (Some(0), String::new()));
    let (code, reason) = verdict(&tree, &["--target", "spark,oss", "--fail-on", "warning,none"]);
    assert_eq!((code, reason.lines().count()), (Some(1), 1), "{reason}");
}

#[test]
fn limits_of_scores() {
    let tree = Tree::new().with("a.R", CODE).with("b.R", "rxGetInfo(((\n");
    let (code, reason) = verdict(&tree, &["--target", "oss", "--fail-on", "error", "--min-coverage", "90", "--max-effort", "0"]);
    assert_eq!(code, Some(1));
    assert!(reason.contains("50.0 % of the files were wholly understood, less than the 90 % of --min-coverage: 1 file not"), "{reason}");
    assert!(reason.contains("the move to oss takes") && reason.lines().count() == 1, "{reason}");
    assert_eq!(verdict(&tree, &["--target", "oss", "--fail-on", "error", "--min-coverage", "50", "--max-effort", "99.5"]).0, Some(0));
    for wrong in [&["--max-effort", "1"][..], &["--fail-on", "none"], &["--min-readiness", "101"], &["--fail-on", "everything"]] {
        assert_eq!(verdict(&tree, wrong).0, Some(2), "{wrong:?}");
    }
}

#[test]
fn a_limit_of_what_may_be_left_lets_findings_pass() {
    let tree = Tree::new().with("a.R", CODE);
    for limit in [&["--max-effort", "1000"][..], &["--min-readiness", "0"], &["--max-effort", "1000", "--strict"]] {
        assert_eq!(verdict(&tree, &[&["--target", "oss"], limit].concat()), (Some(0), String::new()), "{limit:?}");
        let (code, reason) = verdict(&tree, &[&["--target", "oss", "--fail-on", "warning"], limit].concat());
        assert!(code == Some(1) && reason.contains("--fail-on warning"), "{reason}");
    }
    assert_eq!(verdict(&tree, &["--target", "oss", "--min-coverage", "1"]).0, Some(1), "coverage says nothing of what may be left");
    let set = Tree::new().with("a.R", CODE).with("rxodus.toml", "target = [\"oss\"]\n[gate]\nmax-effort = 1000\n");
    assert_eq!(verdict(&set, &[]), (Some(0), String::new()));
}

#[test]
fn a_limit_without_a_target_is_told_before_the_scan() {
    let tree = Tree::new().with("a.R", CODE);
    for (args, named) in [
        (&["--max-effort", "1", "--min-readiness", "2"][..], "--max-effort and --min-readiness can"),
        (&["--fail-on", "error,none"], "--fail-on none can"),
    ] {
        let output = check(&tree, args);
        assert!(output.status.code() == Some(2) && stderr(&output).contains(named) && output.stdout.is_empty(), "{}", stderr(&output));
    }
}

#[test]
fn settings_judge_rules_and_paths() {
    let settings =
        "target = [\"oss\"]\n[[severity]]\npaths = [\"old/\"]\nlevel = \"note\"\n[[severity]]\nrules = [\"rxGetInfo\"]\nlevel = \"error\"\n";
    let tree = Tree::new().with("rxodus.toml", settings).with("old/a.R", CODE);
    let output = check(&tree, &[]);
    let text = stdout(&output);
    assert!(text.contains("old/a.R:1:9: note[RevoScaleR]") && text.contains("old/a.R:2:6: error[RevoScaleR/rxGetInfo]"), "{text}");
    assert_eq!(stderr(&output), "failed: a finding is not `keep` on oss, at old/a.R:2:6 [RevoScaleR/rxGetInfo]\n");
    let tree = tree.with("rxodus.toml", "[gate]\nfail-on = [\"error\"]\nmin-coverage = 99.5\n");
    assert_eq!(verdict(&tree, &[]), (Some(0), String::new()));
    assert_eq!(verdict(&tree, &["--fail-on", "warning"]).0, Some(1));
    for wrong in ["[gate]\nfail-on = [\"bad\"]\n", "[gate]\nmin-coverage = 101\n", "[[severity]]\nlevel = \"loud\"\n"] {
        let (code, reason) = verdict(&Tree::new().with("rxodus.toml", wrong), &[]);
        assert!(code == Some(2) && reason.contains("rxodus.toml:2:"), "{reason}");
    }
}

#[test]
fn builds_are_told_what_a_use_becomes_also_without_a_target() {
    let tree = Tree::new().with("a.R", CODE);
    for format in ["github", "azure", "junit", "gitlab", "rdjson"] {
        let said = stdout(&run(&tree.root(), &["check", "--format", format]));
        let fates = said.lines().filter(|line| line.contains(" on spark") && line.contains("keep on sqlml")).count();
        assert!(fates > 0, "{format}: {said}");
    }
}

#[test]
fn what_is_wrong_in_the_settings_is_underlined() {
    for (wrong, place, word) in [
        ("name = \"a\"\ntarget = [\"oss\", \"osss\"]\n", "2:18", "osss"),
        ("target = \"osss\"\n", "1:10", "osss"),
        ("target = 3\n", "1:10", "a name, or a list"),
        ("platform = \"databriks\"\n", "1:12", "did you mean databricks?"),
        ("max-file-size = \"8X\"\n", "1:17", "500K"),
        ("[gate]\nfail-on = [\"error\", \"x\"]\n", "2:21", "redesign"),
        ("[gate]\nmin-readiness = 101\n", "2:17", "per cent"),
        ("[plan]\nminutes-per-point = 0\n", "2:21", "10,000"),
        ("[rules]\nextend = [\"nowhere\"]\n", "2:11", "no folder"),
        ("[answers]\nhave = [\"databrick\"]\n", "2:9", "databricks"),
        ("[answers]\non-premise = true\n", "2:14", "on-premises"),
        ("[[severity]]\nlevel = \"bad\"\n", "2:9", "error, warning and note"),
        ("[[severity]]\nlevel = \"note\"\nrules = [\"RevoScaleR/*\", \"RevoScaleR/rxNope\"]\n", "3:26", "rxNope"),
        ("include = [\"[bad\"]\n", "1:12", "[bad"),
        ("[extensions]\nsql = [\"p b\"]\n", "2:8", "no extension"),
    ] {
        let (code, reason) = verdict(&Tree::new().with("a.R", CODE).with("rxodus.toml", wrong), &[]);
        assert!(code == Some(2) && reason.contains(&format!("rxodus.toml:{place}]")) && reason.contains(word), "{wrong}{reason}");
    }
    let one = Tree::new().with("a.R", CODE).with(
        "rxodus.toml",
        "target = \"sqlml\"\n[extensions]\nsql = [\".pkb\"]\n[[severity]]\nrules = [\"rxodus/*\", \"RevoScaleR\", \"rxSort\"]\nlevel = \"error\"\n",
    );
    assert!(verdict(&one, &["--max-effort", "1000"]).0 == Some(0));
}
