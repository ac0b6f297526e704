//! What is known and what is new: the life of a small repository.

use std::{fs, path::Path, process::Command};

use serde_json::Value;

use crate::{
    program::{run, stderr, stdout},
    tree::Tree,
};

fn rxodus(tree: &Tree, args: &[&str]) -> (Option<i32>, String, String) {
    let output = run(&tree.root(), args);
    (output.status.code(), stdout(&output), stderr(&output))
}

fn check(tree: &Tree, args: &[&str]) -> (Option<i32>, String, String) {
    rxodus(tree, &[&["check", "--format", "concise", "--as-of", "2026-11-23"], args].concat())
}

fn json(tree: &Tree, args: &[&str]) -> Value {
    let output = run(&tree.root(), &[&["check", "--format", "json", "--as-of", "2026-11-23"], args].concat());
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn git(folder: &Path, args: &[&str]) -> bool {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"]).args(args);
    command.output().is_ok_and(|output| output.status.success())
}

const OLD: &str = "library(RevoScaleR)\nfit <- rxLogit(y ~ x, data = d)\nrxSort(d)\n";

#[test]
fn the_life_of_a_repository() {
    let tree = Tree::new().with("R/fit.R", OLD);
    let (code, said, _) = rxodus(&tree, &["baseline", "write"]);
    assert_eq!((code, said.as_str()), (Some(0), "3 findings in `rxodus-baseline.toml`\n"));
    let written = fs::read_to_string(tree.path("rxodus-baseline.toml")).expect("the baseline");
    assert!(written.contains("[files.\"R/fit.R\"]\n\"RevoScaleR\" = { count = 1, marks = \""), "{written}");
    assert_eq!(
        check(&tree, &["--strict"]),
        (
            Some(0),
            "0 findings, 0 of them to be judged; 0 ignored by comments; 3 known by the baseline, 0 of it gone; 0 files not read; as of 2026-11-23\n"
                .to_owned(),
            String::new()
        )
    );

    // A new use: the gate fails, and shows its line alone.
    let tree = tree.with("R/fit.R", format!("{OLD}new <- rxGetInfo(d)\n"));
    let (code, said, reason) = check(&tree, &[]);
    assert_eq!((code, reason.as_str()), (Some(1), "failed: a finding with no target chosen, at R/fit.R:4:8 [RevoScaleR/rxGetInfo]\n"));
    assert!(said.starts_with("R/fit.R:4:8: warning[RevoScaleR/rxGetInfo]") && said.lines().count() == 2, "{said}");
    let (_, annotations, _) = rxodus(&tree, &["check", "--format", "github"]);
    assert!(annotations.starts_with("::warning file=R/fit.R,line=4,endLine=4,col=8,endColumn=17,"), "{annotations}");
    assert!(annotations.ends_with("\n1 new, 3 known by the baseline, 0 of it gone\n"), "{annotations}");
    assert_eq!(check(&tree, &["--no-baseline"]).1.lines().count(), 5);

    // Moved within the file, and with the file: still known. A line that changes is known as well.
    let moved = "# moved\n\nlibrary(RevoScaleR)\n  rxSort( d )\nfit <- rxLogit(y ~ x + z, data = d)\n";
    fs::remove_file(tree.path("R/fit.R")).expect("removed");
    let tree = tree.with("R/fit.R", moved);
    assert_eq!(check(&tree, &["--strict"]).0, Some(0));
    let states: Vec<_> = json(&tree, &[])["findings"].as_array().expect("findings").iter().map(|finding| finding["baseline"].clone()).collect();
    assert_eq!(states, ["unchanged", "unchanged", "updated"]);
    fs::rename(tree.path("R/fit.R"), tree.path("R/model.R")).expect("renamed");
    let tree = tree.with("R/model.R", OLD);
    assert_eq!(check(&tree, &["--strict"]).0, Some(0));

    // Removed: stale, which fails only where that is wanted, and `prune` mends it.
    let tree = tree.with("R/model.R", "library(RevoScaleR)\nrxSort(d)\n");
    assert_eq!(check(&tree, &[]).0, Some(0));
    let (code, _, reason) = check(&tree, &["--strict"]);
    assert_eq!(
        (code, reason.as_str()),
        (Some(1), "failed: a finding of the baseline is gone, first [RevoScaleR/rxLogit] in R/fit.R: rxodus baseline prune\n")
    );
    let gone = json(&tree, &[])["baseline"]["gone"].clone();
    assert_eq!(gone, serde_json::json!([{"path": "R/fit.R", "rule": "RevoScaleR/rxLogit", "findings": 1}]));
    assert_eq!(rxodus(&tree, &["baseline", "prune"]).1, "1 finding is gone\n2 findings in `rxodus-baseline.toml`\n");
    assert_eq!(check(&tree, &["--strict"]).0, Some(0));

    // Ignored until a day, and then no more.
    let tree = tree.with("R/late.R", "rxImport(d) # rxodus: ignore[rxImport] until=2027-03-01 owner=ana after the audit\n");
    let on = |day: &str| rxodus(&tree, &["check", "--format", "concise", "--as-of", day]);
    assert_eq!(on("2027-03-01").0, Some(0));
    let (code, said, _) = on("2027-03-02");
    assert_eq!(code, Some(1));
    assert!(said.contains("R/late.R:1:13: warning[rxodus/expired-ignore] the comment ignores nothing since 2027-03-01 has passed"), "{said}");
}

#[test]
fn what_was_not_looked_at_is_not_gone() {
    let tree = Tree::new().with("a/a.R", OLD).with("b/b.R", OLD);
    assert_eq!(rxodus(&tree, &["baseline", "write"]).0, Some(0));
    let (code, said, _) = check(&tree, &["a", "--strict"]);
    assert!(code == Some(0) && said.contains("3 known by the baseline, 0 of it gone"), "{said}");
    assert_eq!(rxodus(&tree, &["baseline", "prune", "b"]).1, "0 findings are gone\n6 findings in `rxodus-baseline.toml`\n");
    let elsewhere = run(&tree.path("a"), &["check", "--baseline", "../rxodus-baseline.toml", "--strict", "--format", "concise"]);
    assert_eq!(elsewhere.status.code(), Some(0), "{}", stdout(&elsewhere));
    let none = Tree::new().with("a.R", OLD);
    for command in [&["baseline", "check"][..], &["baseline", "prune"], &["baseline", "prune", "--baseline", "no.toml"]] {
        let (code, _, reason) = rxodus(&none, command);
        assert!(code == Some(2) && reason.contains("rxodus baseline write"), "{reason}");
    }
}

#[test]
fn a_baseline_is_found_from_anywhere() {
    let tree = Tree::new().with("work/R/a.R", OLD).with("work/b.R", OLD).with("elsewhere/c.txt", "");
    let within = |folder: &str, args: &[&str]| {
        let output = run(&tree.path(folder), args);
        (output.status.code(), stdout(&output), stderr(&output))
    };
    // Where what is scanned lies elsewhere, the file goes there as well.
    assert_eq!(within("elsewhere", &["baseline", "write", "../work"]).0, Some(0));
    assert!(tree.path("work/rxodus-baseline.toml").is_file() && !tree.path("elsewhere/rxodus-baseline.toml").exists());
    for (folder, path) in [("work/R", "."), ("work/R", "a.R"), ("elsewhere", "../work"), (".", "work"), ("elsewhere", "../work/R/a.R"), ("work", ".")]
    {
        let (code, said, _) = within(folder, &["check", "--strict", "--format", "concise", path]);
        assert!(code == Some(0) && said.contains(" known by the baseline, 0 of it gone"), "{folder} {path}: {said}");
    }
    assert_eq!(
        within("work/R", &["baseline", "prune"]).1,
        "0 findings are gone\n6 findings in `".to_owned() + &format!("{}`\n", tree.path("work/rxodus-baseline.toml").display())
    );
    assert_eq!(within("elsewhere", &["baseline", "check", "../work"]).0, Some(0));
}

#[test]
fn a_broken_baseline_is_underlined() {
    let tree = Tree::new().with("a.R", OLD).with("rxodus-baseline.toml", "schema = \"rxodus.baseline/1\"\n<<<<<<< HEAD\n");
    let (code, _, reason) = check(&tree, &[]);
    assert!(code == Some(2) && reason.contains("rxodus-baseline.toml:2:9]") && reason.contains("rxodus baseline write"), "{reason}");
}

#[test]
fn a_sarif_file_for_all_readers_has_the_states() {
    let tree = Tree::new().with("a.R", OLD);
    rxodus(&tree, &["baseline", "write"]);
    let tree = tree.with("a.R", "rxSort(d)\nrxGetInfo(d)\nrxImport(d) # rxodus: ignore[rxImport] stays\n");
    let sarif = |profile: &str| -> Value {
        let output = run(&tree.root(), &["check", "--format", "sarif", "--sarif-profile", profile, "--sarif-category", "unit"]);
        serde_json::from_slice::<Value>(&output.stdout).expect("JSON")["runs"][0].take()
    };
    let full = sarif("full");
    let states: Vec<_> = full["results"].as_array().expect("results").iter().map(|result| (&result["ruleId"], &result["baselineState"])).collect();
    let expected = serde_json::json!([
        ["RevoScaleR/rxSort", "unchanged"],
        ["RevoScaleR/rxGetInfo", "new"],
        ["RevoScaleR/rxImport", null],
        ["RevoScaleR", "absent"],
        ["RevoScaleR/rxLogit", "absent"]
    ]);
    assert_eq!(serde_json::json!(states), expected);
    assert_eq!(full["results"][2]["suppressions"][0]["location"]["physicalLocation"]["region"]["startColumn"], 13);
    assert_eq!(full["automationDetails"]["id"], "rxodus/unit/");
    let github = sarif("github");
    assert_eq!(github["results"].as_array().map(Vec::len), Some(2));
    assert!(github["results"][0]["baselineState"].is_null());
    assert_eq!(github["results"][0]["partialFingerprints"], full["results"][0]["partialFingerprints"]);
    let output = run(&tree.root(), &["check", "--format", "sarif", "--sarif-profile", "ghazdo"]);
    assert!(output.status.code() == Some(2) && stderr(&output).contains("is not set"), "{}", stderr(&output));
}

#[test]
fn changed_lines_alone() {
    let tree = Tree::new().with("a é.R", OLD).with("gone.R", OLD);
    let folder = tree.root();
    if !(git(&folder, &["init", "-q"]) && git(&folder, &["add", "."]) && git(&folder, &["commit", "-qm", "a"])) {
        return;
    }
    let tree = tree.with("a é.R", OLD.replace("rxSort(d)", "rxSort(e)")).with("new/b.R", "rxSplit(d)\n");
    fs::remove_file(tree.path("gone.R")).expect("removed");
    let (code, said, _) = check(&tree, &["--changed-since", "HEAD"]);
    let places: Vec<_> = said.lines().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!((code, &places[..2]), (Some(1), &["a é.R:3:1", "new/b.R:1:1"][..]), "{said}");
    let coverage = json(&tree, &["--changed-since", "main"])["coverage"]["onlyChanged"].clone();
    assert_eq!(coverage, serde_json::json!({"since": "main", "leftOut": 2}));
    // git is asked about what is scanned, not about where we are.
    let elsewhere = Tree::new();
    let output = run(&elsewhere.root(), &["check", "--changed-since", "main", "--format", "concise", &folder.to_string_lossy()]);
    assert!(stdout(&output).starts_with("a é.R:3:1: "), "{}{}", stdout(&output), stderr(&output));
    let two = [&folder.join("new").to_string_lossy()[..], &folder.join("a é.R").to_string_lossy()].map(str::to_owned);
    let output = run(&elsewhere.root(), &["check", "--changed-since", "main", "--format", "concise", &two[0], &two[1]]);
    assert_eq!(stdout(&output).lines().count(), 3, "{}{}", stdout(&output), stderr(&output));
    for wrong in ["--output=x", "nowhere"] {
        let (code, _, reason) = check(&tree, &[&format!("--changed-since={wrong}")]);
        assert!(code == Some(2) && reason.lines().count() == 1, "{reason}");
    }
}
