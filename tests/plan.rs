//! Plans as the program writes them: their schema, parts and wholes, comparisons, and formats side by side.

use std::{fs, path::Path, process::Output};

use serde_json::Value;

use crate::{
    program::{run, stderr, stdout},
    scanning::ROOT,
    tree::Tree,
};

fn plan(folder: &Path, args: &[&str]) -> Output {
    let output = run(folder, &[&["plan", "--as-of", "2026-11-23"], args].concat());
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
    output
}

fn document(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn real_plans_fit_their_schema() {
    let schema: Value = serde_json::from_str(&rxodus_report::plan_schema()).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    for args in [&["fixtures"][..], &["fixtures/projects/length_of_stay", "--platform", "databricks"], &["tests/cli/check.in/clean.py"]] {
        let document = document(&plan(&ROOT, &[args, &["--format", "json"]].concat()));
        let errors: Vec<_> = validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{args:?}\n{}", errors.join("\n"));
        adds_up(&document);
    }
    assert!(!validator.is_valid(&serde_json::json!({ "schema": "rxodus.plan/1" })), "the schema allows anything");
}

/// Rows, groups and fixed costs each sum exactly to their total, and every finding is somewhere.
fn adds_up(document: &Value) {
    let sum = |rows: &Value, end: &str| rows.as_array().expect("rows").iter().map(|row| row["tenths"][end].as_u64().expect("a number")).sum::<u64>();
    for target in document["targets"].as_array().expect("targets") {
        for end in ["low", "likely", "high"] {
            for part in ["rows", "packages", "files", "rules", "changes"] {
                assert_eq!(sum(&target[part], end), target["scores"]["effort"]["tenths"][end], "{part}");
            }
            assert_eq!(sum(&target["fixed"], end), target["scores"]["fixed"]["tenths"][end]);
        }
    }
    let groups = document["waves"].as_array().expect("waves").iter().flat_map(|wave| wave["groups"].as_array().expect("groups"));
    let standing = document["findings"].as_array().expect("findings").iter().filter(|finding| finding["suppressed"].is_null()).count() as u64;
    assert_eq!(groups.map(|group| group["findings"].as_u64().expect("a number")).sum::<u64>(), standing, "every finding is in one wave");
}

#[test]
fn parts_make_the_whole_byte_for_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, args: &[&str]| {
        let file = folder.path().join(name).to_string_lossy().into_owned();
        plan(&ROOT, &[&["fixtures", "--name", "all", "--output", &file], args].concat());
        file
    };
    let whole = write("whole.json", &[]);
    let parts: Vec<_> =
        (1..=3).rev().map(|part| write(&format!("{part}.json"), &["--shard", &format!("{part}/3"), "--threads", &part.to_string()])).collect();
    let merged = folder.path().join("merged.json");
    let mut args = vec!["merge"];
    args.extend(parts.iter().map(String::as_str));
    let output = run(&ROOT, &[&args[..], &["--output", &merged.to_string_lossy()]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(fs::read(&merged).expect("written") == fs::read(&whole).expect("written"), "the parts are not the whole");
    let twice = run(&ROOT, &["merge", &whole, &whole]);
    assert_eq!((twice.status.code(), stderr(&twice).contains("two plans are called `all`")), (Some(2), true), "{}", stderr(&twice));
}

#[test]
fn a_part_says_that_it_is_none_of_a_whole() {
    let tree = Tree::new().with("a.R", "library(RevoScaleR)\n").with("b.R", "x <- rxGetInfo(d)\n");
    let part = ["--name", "all", "--shard", "1/2", "--output", "one.json", "--output", "one.md", "--output", "one.txt"];
    plan(&tree.root(), &part);
    let alone = run(&tree.root(), &["merge", "one.json"]);
    assert_eq!(alone.status.code(), Some(2));
    assert!(stderr(&alone).contains("part 1 of 2 of `all` alone: part 2 is missing"), "{}", stderr(&alone));
    let allowed = run(&tree.root(), &["merge", "one.json", "--allow-missing"]);
    assert_eq!(allowed.status.code(), Some(0), "{}", stderr(&allowed));
    assert!(stdout(&allowed).contains("part: part 1 of 2"), "{}", stdout(&allowed));
    for file in ["one.md", "one.txt"] {
        let written = fs::read_to_string(tree.path(file)).expect("written");
        assert!(written.contains("part 1 of 2"), "{file}: {written}");
    }
    let check = |format: &str| stdout(&run(&tree.root(), &["check", "--shard", "2/2", "--format", format]));
    assert!(check("text").contains("part: part 2 of 2"), "{}", check("text"));
    assert!(check("sarif").contains("Only part 2 of 2"));
    let json: Value = serde_json::from_str(&check("json")).expect("JSON");
    assert_eq!(json["coverage"]["part"], serde_json::json!({ "number": 2, "of": 2 }));
}

#[test]
fn plans_side_by_side_have_each_name_once() {
    let code = "library(RevoScaleR)\n";
    let tree = Tree::new().with("claims/rxodus.toml", "").with("claims/R/a.R", code).with("pricing/rxodus.toml", "").with("pricing/R/a.R", code);
    plan(&tree.root(), &["claims", "--output", "claims.json"]);
    plan(&tree.root(), &["pricing", "--output", "pricing.json"]);
    let merged = document(&run(&tree.root(), &["merge", "pricing.json", "claims.json", "--format", "json"]));
    let paths: Vec<_> = merged["files"].as_array().expect("files").iter().filter_map(|file| file["path"].as_str()).collect();
    assert_eq!(paths, ["claims/R/a.R", "pricing/R/a.R"]);
}

#[test]
fn what_is_no_plan_for_the_same_is_said() {
    let tree = Tree::new().with("a.R", "library(RevoScaleR)\n");
    run(&tree.root(), &["check", "--output", "check.json"]);
    for args in [&["merge", "check.json"][..], &["plan", "--compare", "check.json"]] {
        let output = run(&tree.root(), args);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("is a report of `rxodus check`"), "{}", stderr(&output));
    }
    plan(&tree.root(), &["--name", "a", "--target", "oss", "--output", "a.json"]);
    plan(&tree.root(), &["--name", "b", "--target", "spark", "--output", "b.json"]);
    let output = run(&tree.root(), &["merge", "a.json", "b.json"]);
    let said = stderr(&output);
    assert!(said.contains("different targets (oss against spark)") && !said.contains("know"), "{said}");
}

#[test]
fn all_formats_at_once_by_the_names_of_files() {
    let tree = Tree::new().with("a.R", "library(RevoScaleR)\nx <- rxGetInfo(d)\n");
    let names = ["p.json", "p.md", "p.csv", "waves.csv", "p.xlsx", "p.txt"];
    let args: Vec<&str> = names.iter().flat_map(|name| ["--output", name]).collect();
    plan(&tree.root(), &args);
    let read = |name: &str| fs::read(tree.root().join(name)).expect("written");
    assert!(
        read("p.json").starts_with(b"{\"schema\":\"rxodus.plan/1\"")
            && read("p.md").starts_with(b"# The plan for ")
            && read("p.xlsx").starts_with(b"PK")
    );
    assert!(
        read("p.csv").starts_with(b"file,line,") && read("waves.csv").starts_with(b"wave,group,") && read("p.txt").starts_with(b"The plan for 2 ")
    );
    let unknown = run(&tree.root(), &["plan", "--output", "plan.doc"]);
    assert_eq!((unknown.status.code(), stderr(&unknown).contains("says no format")), (Some(2), true));
}

#[test]
fn what_changed_is_said() {
    let tree = Tree::new().with("rxodus.toml", "name = \"p\"\n").with("a.R", "library(RevoScaleR)\nx <- rxGetInfo(d)\ny <- rxSummary(~x, d)\n");
    fs::create_dir(tree.root().join("old")).expect("a folder");
    plan(&tree.root(), &["--output", "old/1.json"]);
    let tree = tree.with("a.R", "library(RevoScaleR)\nx <- rxGetInfo(d)\n");
    let output = plan(&tree.root(), &["--format", "json", "--compare", "old/1.json", "--history", "old"]);
    let comparison = &document(&output)["comparison"];
    assert_eq!((&comparison["knowledgeChanged"], &comparison["gone"], &comparison["new"]), (&false.into(), &1.into(), &0.into()));
    let target = &comparison["targets"][0];
    assert!(target["before"] == target["repriced"] && target["after"]["likely"].as_u64() < target["before"]["likely"].as_u64());
    assert_eq!(document(&output)["history"].as_array().map(Vec::len), Some(1));
    let text = stdout(&plan(&tree.root(), &["--quiet", "--compare", "old/1.json", "--history", "old"]));
    assert!(text.contains("How it went") && text.contains("1 finding gone, 0 new") && text.contains("+0.0 by rules or formula"), "{text}");
}

#[test]
fn files_move_after_what_they_run_and_read() {
    let tree = Tree::new()
        .with("1_main.R", "source('2_prep.R')\nfit <- rxLinMod(y ~ x, data = 'claims.xdf')\n")
        .with("2_prep.R", "library(RevoScaleR)\nrxImport('claims.csv', outFile = 'claims.xdf')\n")
        .with("3_alone.R", "rxGetInfo(d)\n");
    let document = document(&plan(&tree.root(), &["--format", "json"]));
    let path = |file: &Value| document["files"][file.as_u64().expect("an index") as usize]["path"].as_str().expect("a path").to_owned();
    let waves = document["waves"].as_array().expect("waves");
    let files = |wave: &Value| -> Vec<String> {
        wave["groups"].as_array().expect("groups").iter().flat_map(|group| group["files"].as_array().expect("files")).map(path).collect()
    };
    assert_eq!(waves.iter().map(|wave| wave["kind"].as_str().expect("a kind")).collect::<Vec<_>>(), ["data", "code", "code"]);
    assert_eq!((files(&waves[1]), files(&waves[2])), (vec!["2_prep.R".to_owned(), "3_alone.R".to_owned()], vec!["1_main.R".to_owned()]));
    let set = &document["dataSets"].as_array().expect("data sets").iter().find(|set| set["name"] == "claims").expect("the XDF file");
    assert_eq!((set["reads"].as_array().map(Vec::len), set["writes"].as_array().map(Vec::len)), (Some(1), Some(1)));
}
