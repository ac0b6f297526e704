//! Rules of a user's own: an example of them (`fixtures/rules/`), and what helps to write them.

use std::{fs, path::Path};

use serde_json::Value;

use crate::{
    program::{run, stderr, stdout},
    scanning::{ROOT, files_below, relative},
    tree::Tree,
};

const OURS: &str = "fixtures/rules/ours";

/// A copy of the example.
fn copy() -> Tree {
    let from = ROOT.join("fixtures/rules");
    files_below(&from).iter().fold(Tree::new(), |tree, path| tree.with(&relative(path, &from), fs::read_to_string(path).expect("a text")))
}

fn checked(folder: &Path, args: &[&str]) -> Value {
    let output = run(folder, &[&["check", "--format", "json", "--exit-zero", "--as-of", "2026-11-23"], args].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn the_example_has_no_errors() {
    let output = run(&ROOT, &["rules", "check", OURS]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    assert!(stdout(&output).contains("on 5 targets: no errors"), "{}", stdout(&output));
}

#[test]
fn own_wrappers_targets_platforms_and_entries_count() {
    let project = ROOT.join("fixtures/rules/project");
    let document = checked(&project, &[]);
    assert_eq!((&document["targets"][0], &document["platform"]["id"]), (&"lakehouse".into(), &"house-cluster".into()));
    let changes = |document: &Value, target: &str| -> Vec<String> {
        let findings = document["findings"].as_array().expect("findings").iter();
        let told = findings.map(|finding| format!("{} {}", finding["rule"], finding["equivalents"][target]["change"]).replace('"', ""));
        told.filter(|told| told.contains("/rxLogit") || !told.contains("RevoScaleR")).collect()
    };
    let expected = ["claimtools rename", "claimtools/claims_load arguments", "RevoScaleR/rxLogit arguments", "claimtools/claims_score rewrite"];
    assert_eq!(changes(&document, "lakehouse"), expected);
    let replaced = checked(&project, &["--target", "spark"]);
    assert_eq!(changes(&replaced, "spark")[2], "RevoScaleR/rxLogit redesign");
    let limits: Vec<_> = document["findings"].as_array().expect("findings").iter().map(|finding| finding["platform"]["limits"].to_string()).collect();
    assert_eq!(limits, ["[0]", "[]", "[0]", "[]", "[0]", "[]"], "limits of the wrappers alone");
}

#[test]
fn a_platform_of_ones_own_ends_as_any_other() {
    let project = ROOT.join("fixtures/rules/project");
    let warned = run(&project, &["check", "--as-of", "2026-11-23", "--quiet"]);
    assert!(stderr(&warned).contains("supported until 2027-06-30, 219 days from now; its successor: databricks"), "{}", stderr(&warned));
    let refused = run(&project, &["check", "--as-of", "2027-06-30"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("retired on 2027-06-30; its successor: databricks"), "{}", stderr(&refused));
}

#[test]
fn a_new_entry_says_what_is_left_to_say() {
    let tree = copy();
    let ours = ["--target", "lakehouse", "--write", "ours", "--as-of", "2026-11-23"];
    for rule in ["RevoScaleR/rxGetInfo", "RevoScaleR/rxDTree"] {
        let written = run(&tree.root(), &[&["rules", "new", rule], &ours[..]].concat());
        assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    }
    let text = fs::read_to_string(tree.path("ours/R/RevoScaleR/on/lakehouse.toml")).expect("the file");
    let symbols: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("symbol     = ")).collect();
    assert_eq!(symbols, ["\"rxDTree\"", "\"rxGetInfo\"", "\"rxLogit\""], "each at its place");
    let judged = run(&tree.root(), &["rules", "check", "ours"]);
    assert_eq!(judged.status.code(), Some(1));
    for told in ["`note` is blank", "no source", "`after` is missing for `rxDTree`", "╭─[R/RevoScaleR/on/lakehouse.toml:4:"] {
        assert!(stderr(&judged).contains(told), "{told}: {}", stderr(&judged));
    }
    let again = run(&tree.root(), &[&["rules", "new", "rxGetInfo"], &ours[..]].concat());
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("has an entry for `rxGetInfo` already"), "{}", stderr(&again));
}

/// Whoever replaces an entry starts from what is known.
#[test]
fn a_known_entry_is_copied_and_stands_once_somebody_vouches_for_it() {
    let tree = Tree::new();
    for (rule, target) in [("rxLinMod", "oss"), ("RevoScaleR", "spark"), ("rx_import", "oss"), ("tsql/sp_rxPredict", "spark")] {
        let written = run(&tree.root(), &["rules", "new", rule, "--target", target, "--write", "own"]);
        assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    }
    let judged = run(&tree.root(), &["rules", "check", "own"]);
    assert_eq!(judged.status.code(), Some(1), "how sure one is stays to be said");
    for path in files_below(&tree.path("own")) {
        let text = fs::read_to_string(&path).expect("a text");
        fs::write(&path, text.replace("confidence = \"\"", "confidence = \"low\"")).expect("written");
    }
    let judged = run(&tree.root(), &["rules", "check", "own"]);
    assert_eq!(judged.status.code(), Some(0), "{}", stderr(&judged));
}

#[test]
fn what_no_rule_and_no_target_is_called_is_said() {
    let tree = Tree::new();
    let refused = |args: &[&str]| {
        let output = run(&tree.root(), &[&["rules", "new"], args].concat());
        assert_eq!(output.status.code(), Some(2));
        stderr(&output)
    };
    assert!(refused(&["RevoScaleR/rxLinMood", "--target", "oss"]).contains("did you mean RevoScaleR/rxLinMod"));
    assert!(refused(&["somethingElse", "--target", "oss"]).contains("package.toml"));
    assert!(refused(&["rxLinMod", "--target", "moon"]).contains("choose from spark, azureml, sqlml, oss"));
}

#[test]
fn an_override_that_fits_nothing_is_underlined() {
    let tree = copy();
    let path = tree.path("ours/R/RevoScaleR/on/spark.toml");
    let text = fs::read_to_string(&path).expect("the file");
    fs::write(&path, text.replace("rxLogit\"", "rxLogitt\"")).expect("written");
    let judged = run(&tree.root(), &["rules", "check", "ours"]);
    assert_eq!(judged.status.code(), Some(1));
    let told = stderr(&judged);
    assert!(
        told.contains("RevoScaleR has no symbol `rxLogitt`") && told.contains("symbol     = \"rxLogitt\"") && told.contains("╰── here"),
        "{told}"
    );
}

#[test]
fn an_audit_judges_by_the_day() {
    let audit = |day: &str| -> Value {
        let output = run(&ROOT, &["rules", "audit", "--format", "json", "--older-than", "6", "--as-of", day]);
        serde_json::from_slice(&output.stdout).expect("JSON")
    };
    let (now, later) = (audit("2026-11-24"), audit("2027-06-30"));
    assert_eq!((&now["schema"], &now["counts"]["old"]), (&"rxodus.audit/1".into(), &0.into()));
    assert_eq!(later["counts"]["old"], later["counts"]["entries"]);
    for document in [&now, &later] {
        let entries = document["entries"].as_array().expect("entries");
        assert_eq!(document["counts"]["doubtful"], entries.len());
        for (count, doubt) in [("old", "old"), ("lowConfidence", "low-confidence"), ("unverified", "unverified")] {
            let having = entries.iter().filter(|entry| entry["doubts"].as_array().expect("doubts").contains(&doubt.into())).count();
            assert_eq!(document["counts"][count], having, "{count}");
        }
    }
    let text = stdout(&run(&ROOT, &["rules", "audit", "--as-of", "2026-11-24"]));
    assert!(text.contains(" entries as of 2026-11-24: ") && text.contains("checked more than 12 months ago: 0\n"), "{text}");
}

#[test]
fn a_folder_may_be_named_before_it_is_there() {
    let tree = Tree::new().with("rxodus.toml", "[rules]\nextend = [\"ours/\"]\n");
    let output = run(&tree.root(), &["rules", "new", "RevoScaleR/rxImport", "--target", "oss", "--write", "ours"]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    let written = fs::read_to_string(tree.root().join("ours/R/RevoScaleR/on/oss.toml")).expect("the file");
    assert!(written.contains("when       = { data = \"sqlserver\" }\n") && written.matches("[[equivalent]]").count() > 2, "{written}");
}
