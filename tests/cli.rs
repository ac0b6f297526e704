//! The command line: cases in `cli/`, and what a case cannot say.

use std::{
    fs,
    io::{BufRead as _, BufReader},
};

use serde_json::Value;

use crate::{
    program::{PROGRAM, program, run, run_with, stderr, stdout},
    scanning::ROOT,
    tree::{Tree, USE, link},
};

const DAY: [&str; 2] = ["--as-of", "2026-11-23"];

/// `check` with these arguments, as of a fixed day.
fn check<'a>(args: &[&'a str]) -> Vec<&'a str> {
    ["check"].iter().chain(&DAY).chain(args).copied().collect()
}

#[test]
fn cases() {
    let cases = trycmd::TestCases::new();
    cases.register_bin("rxodus", PROGRAM.as_path()).case("cli/*.trycmd");
}

#[test]
fn standard_input_is_a_file() {
    let tree = Tree::new();
    let found = run_with(&tree.root(), &check(&["-", "--format", "concise"]), USE.as_bytes());
    assert_eq!(found.status.code(), Some(1));
    assert!(stdout(&found).starts_with("stdin.R:1:6: warning[RevoScaleR/rxGetInfo]"), "{}", stdout(&found));
    let python = check(&["-", "--stdin-filename", "sub/score.py", "--format", "concise"]);
    let found = run_with(&tree.root(), &python, b"import revoscalepy\n");
    assert!(stdout(&found).starts_with("sub/score.py:1:8: warning[revoscalepy]"), "{}", stdout(&found));
    let unknown = run_with(&tree.root(), &check(&["-", "--stdin-filename", "notes.txt"]), b"");
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("notes.txt"), "{}", stderr(&unknown));
    let nothing = run_with(&tree.root(), &check(&["-"]), b"");
    assert_eq!(nothing.status.code(), Some(0));
    let both = run_with(&tree.root(), &check(&["-", "."]), b"");
    assert_eq!((both.status.code(), stderr(&both).contains("stands alone")), (Some(2), true), "{}", stderr(&both));
}

#[test]
fn the_first_line_tells_what_standard_input_is() {
    let tree = Tree::new();
    let run = |input: &[u8]| run_with(&tree.root(), &check(&["-", "--format", "concise"]), input);
    let guessed = run(b"from revoscalepy import rx_lin_mod\n");
    assert!(stderr(&guessed).contains("was read as R") && stderr(&guessed).contains("--stdin-filename"), "{}", stderr(&guessed));
    let python = run(b"#!/usr/bin/env python3\nimport revoscalepy\n");
    assert!(stdout(&python).starts_with("stdin.py:2:8: warning[revoscalepy]"), "{}", stdout(&python));
    assert!(!stderr(&python).contains("note:"), "{}", stderr(&python));
}

#[test]
fn the_name_of_the_output_says_its_format() {
    let tree = Tree::new().with("a.R", USE);
    for (name, begin) in [("a.sarif", "{"), ("a.sarif.json", "{"), ("a.json", "{"), ("a.xml", "<?xml"), ("a.txt", "warning["), ("a.log", "warning[")]
    {
        run(&tree.root(), &check(&["--output", name]));
        let written = fs::read_to_string(tree.path(name)).expect("written");
        assert!(written.starts_with(begin) && written.contains("sarif-2.1.0") == name.contains("sarif"), "{name}: {written}");
    }
    run(&tree.root(), &check(&["--format", "concise", "--output", "b.json"]));
    assert!(fs::read_to_string(tree.path("b.json")).expect("written").starts_with("a.R:1:6: "), "what is said goes before what is guessed");
}

#[test]
fn the_sample_of_the_readme_is_what_is_printed() {
    let readme = fs::read_to_string(ROOT.join("README.md")).expect("the page").replace("\r\n", "\n");
    let (_, sample) = readme.split_once("$ rxodus check fit.R --target oss\n").expect("the sample");
    let (sample, _) = sample.split_once("```").expect("its end");
    let code = "library(RevoScaleR)\nfit <- rxLogit(default ~ age + income, data = loans, pweights = \"w\",\n               maxIterations = 50, blocksPerRead = 4)\n";
    let tree = Tree::new().with("fit.R", code);
    let printed = stdout(&run(&tree.root(), &check(&["fit.R", "--target", "oss"])));
    assert!(printed.contains(sample), "{printed}");
}

#[test]
fn what_is_misspelt_or_not_read_is_said() {
    let tree = Tree::new().with("n.docx", "x").with("rxodus.toml", "[gate]\nmax-effort = \"x\"\n");
    let said = |args: &[&str]| stderr(&run(&tree.root(), args));
    assert!(said(&["check", "--no-config", "-t", "sprak"]).contains("did you mean spark?"));
    assert!(said(&["check", "--no-config", "-t", "Spark"]).contains("did you mean spark?"));
    let wrong = said(&["check"]);
    assert!(wrong.contains("expected a number") && !wrong.contains("f64"), "{wrong}");
    let unread = stdout(&run(&tree.root(), &["check", "--no-config", "n.docx"]));
    assert!(unread.contains("unread: n.docx is of a kind that is not read"), "{unread}");
    let tree = Tree::new();
    let page = stdout(&run(&tree.root(), &["explain", "rxodus/unused-ignore"]));
    assert!(page.contains("--fix-unused-ignores"), "{page}");
}

#[test]
fn json_is_what_its_schema_says() {
    let schema: Value = serde_json::from_str(&rxodus_report::json_schema()).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    for args in [
        &["fixtures"][..],
        &["fixtures", "--target", "spark,oss"],
        &["fixtures", "--platform", "databricks"],
        &["fixtures/projects/length_of_stay"],
        &["tests/cli/check.in/clean.py"],
    ] {
        let output = run(&ROOT, &check(&[&["--format", "json", "--exit-zero"], args].concat()));
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let errors: Vec<_> = validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{args:?}\n{}", errors.join("\n"));
        assert_eq!(document["schema"], "rxodus.check/1");
        assert_eq!(document["asOf"], "2026-11-23");
    }
    assert!(!validator.is_valid(&serde_json::json!({ "schema": "rxodus.check/1" })), "the schema allows anything");
}

#[test]
fn the_schemas_on_disk_are_fresh() {
    for (name, schema) in [("check", rxodus_report::json_schema()), ("plan", rxodus_report::plan_schema()), ("config", config_schema())] {
        let path = ROOT.join(format!("docs/schema/{name}.schema.json"));
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            fs::write(&path, &schema).expect("the schema");
        }
        let written = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert!(written == schema, "{} is not what the code says; run `cargo xtask codegen`", path.display());
    }
}

fn config_schema() -> String {
    stdout(&run(&ROOT, &["config-schema"]))
}

#[test]
fn extensions_stand_in_the_settings() {
    let tree = Tree::new().with("rxodus.toml", "[extensions]\nsql = [\"pkb\"]\n").with("a.pkb", "EXEC sp_rxPredict @m, N'SELECT 1'\n");
    let found = run(&tree.root(), &check(&["--format", "concise"]));
    assert!(stdout(&found).starts_with("a.pkb:1:6: warning[tsql/sp_rxPredict]"), "{}", stdout(&found));
    for (wrong, word) in [("sql = [\"R\"]", "R script"), ("r = [\"*.x\"]", "no extension"), ("java = [\"x\"]", "java")] {
        let tree = Tree::new().with("rxodus.toml", format!("[extensions]\n{wrong}\n"));
        let output = run(&tree.root(), &check(&[]));
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(word), "{}", stderr(&output));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let tree = Tree::new().with("many.R", USE.repeat(5_000));
    for format in ["text", "concise", "json"] {
        let mut child = program(&tree.root(), &check(&["--format", format, "--exit-zero"])).spawn().expect("the program runs");
        let mut line = String::new();
        BufReader::with_capacity(64, child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line or a part of it");
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""), "{format}");
    }
}

#[test]
fn a_reader_that_goes_away_makes_no_check_pass() {
    let tree = Tree::new().with("many.R", USE.repeat(5_000));
    for format in ["text", "concise", "json", "sarif"] {
        let mut child = program(&tree.root(), &check(&["--format", format])).spawn().expect("the program runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!((output.status.code(), stderr(&output).starts_with("failed: ")), (Some(1), true), "{format}: {}", stderr(&output));
    }
}

#[test]
fn a_reader_that_was_never_there_is_no_error() {
    let unused = format!("{USE}y <- 1 # rxodus: ignore[RevoScaleR/rxSort] why\n");
    let tree = Tree::new().with("a.R", unused).with("own/note.txt", "");
    let cases: [(&[&str], i32); 11] = [
        (&["rules", "list"], 0),
        (&["rules", "check", "own"], 0),
        (&["explain", "rxLinMod"], 0),
        (&["platforms"], 0),
        (&["man"], 0),
        (&["completions", "bash"], 0),
        (&["baseline", "write"], 0),
        (&["baseline", "prune"], 0),
        (&["check", "--no-baseline", "--fix-unused-ignores"], 0),
        (&["check", "--no-baseline"], 1),
        (&["check", "--no-baseline", "--add-ignores", "stays"], 0),
    ];
    for (args, status) in cases {
        let output = program(&tree.root(), args).stdout(closed()).output().expect("the program runs");
        let said = stderr(&output);
        assert_eq!((output.status.code(), said.contains("panicked") || said.contains("error")), (Some(status), false), "{args:?}: {said}");
    }
    let output = program(&tree.path("own"), &["init"]).stdout(closed()).output().expect("the program runs");
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    for (args, status) in [(&["check", "--no-baseline", "--fail-on", "graded", "a.R", "-t", "oss"][..], 0), (&["check", "nowhere.R"], 2)] {
        let output = program(&tree.root(), args).stdout(closed()).stderr(closed()).status().expect("the program runs");
        assert_eq!(output.code(), Some(status), "{args:?}");
    }
}

/// A pipe that nobody reads.
fn closed() -> std::io::PipeWriter {
    std::io::pipe().expect("a pipe").1
}

#[test]
fn where_nothing_could_be_read_nothing_was_judged() {
    let tree = Tree::new().with("rxodus.toml", "").with("n.docx", "x").with("binary.R", "\0\0").with("a.R", USE).with("empty/n.txt", "");
    let status = |args: &[&str]| {
        let output = run(&tree.root(), args);
        (output.status.code(), stderr(&output).contains("could be read"))
    };
    for path in ["n.docx", "binary.R"] {
        assert_eq!(status(&["check", path]), (Some(2), true), "{path}");
        assert_eq!(status(&["check", "--exit-zero", path]), (Some(2), true), "{path}");
        assert_eq!(status(&["plan", path]), (Some(2), true), "{path}");
        assert_eq!(status(&["advise", path]), (Some(2), true), "{path}");
        assert_eq!(status(&["baseline", "write", path]), (Some(2), true), "{path}");
    }
    assert!(!tree.path("rxodus-baseline.toml").exists(), "nothing is known of what could not be read");
    assert_eq!(run_with(&tree.root(), &["check", "-"], b"\0\0").status.code(), Some(2));
    assert_eq!(status(&["check", "n.docx", "binary.R"]), (Some(2), true));
    assert_eq!(status(&["check", "n.docx", "a.R"]), (Some(1), false), "what could be read is judged");
    assert_eq!(status(&["check", "empty"]), (Some(0), false), "there was nothing to read");
}

#[test]
fn an_output_file_is_written_whole() {
    let tree = Tree::new().with("a.R", USE).with("report.json", "old");
    let output = run(&tree.root(), &check(&["--format", "json", "--output", "report.json"]));
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(1), ""), "{}", stderr(&output));
    let document: Value = serde_json::from_slice(&fs::read(tree.path("report.json")).expect("the report")).expect("JSON");
    assert_eq!(document["findings"].as_array().map(Vec::len), Some(1));
    let names: Vec<_> = fs::read_dir(tree.root()).expect("the folder").map(|entry| entry.expect("an entry").file_name()).collect();
    assert_eq!(names.len(), 3, "nothing else is left: {names:?}");
}

#[cfg(unix)]
#[test]
fn an_output_file_has_the_rights_of_any_other() {
    use std::os::unix::fs::PermissionsExt as _;
    let tree = Tree::new().with("a.R", USE).with("plain", "").with("kept.json", "old").with("far.json", "old");
    let mode = |name: &str| fs::metadata(tree.path(name)).expect("the file").permissions().mode() & 0o777;
    fs::set_permissions(tree.path("kept.json"), fs::Permissions::from_mode(0o640)).expect("rights");
    assert!(link(&tree.path("far.json"), &tree.path("near.json")));
    let write = |file: &str| {
        let output = run(&tree.root(), &check(&["--format", "json", "--output", file, "--exit-zero"]));
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    };
    for file in ["new.json", "kept.json", "near.json", "/dev/null"] {
        write(file);
    }
    assert_eq!((mode("new.json"), mode("kept.json")), (mode("plain"), 0o640));
    assert!(fs::symlink_metadata(tree.path("near.json")).expect("the link").is_symlink(), "the link is still one");
    assert_ne!(fs::read_to_string(tree.path("far.json")).expect("the report"), "old");
    assert!(!fs::metadata("/dev/null").expect("it is there").is_file());
    run(&tree.root(), &["baseline", "write"]);
    run(&tree.root(), &["check", "--add-ignores", "stays"]);
    assert_eq!((mode("rxodus-baseline.toml"), mode("a.R")), (mode("plain"), mode("plain")));
}

#[cfg(unix)]
#[test]
fn json_has_no_control_characters() {
    let tree = Tree::new().with("x\u{7f}\u{9b}31m.R", "x <- rxGetInfo('\u{9b}1m\u{7f}')\n");
    let raw = |args: &[&str]| stdout(&run(&tree.root(), args)).chars().find(|character| character.is_control() && *character != '\n');
    for format in ["json", "gitlab", "rdjson", "sarif"] {
        assert_eq!(raw(&check(&["--format", format])), None, "{format}");
    }
    assert_eq!((raw(&["plan", "--format", "json"]), raw(&["plan", "--format", "html"])), (None, None));
}

#[test]
fn colour_is_for_terminals() {
    let tree = Tree::new().with("a.R", USE);
    let escaped =
        |args: &[&str], variable: &str| stdout(&program(&tree.root(), &check(args)).env(variable, "1").output().expect("it runs")).contains('\x1b');
    assert!(!escaped(&[], "NOTHING"), "a pipe is no terminal");
    assert!(escaped(&["--color", "always"], "NOTHING"));
    assert!(!escaped(&["--color", "never"], "CLICOLOR_FORCE"));
    assert!(!escaped(&["--color", "auto"], "NO_COLOR"));
}

#[cfg(unix)]
#[test]
fn what_comes_from_files_cannot_steer_a_terminal() {
    let tree = Tree::new().with("a\x1b]0;owned\x07.R", "x <- rxGetInfo(\"\x1b[2J\x1b[31m\u{9b}1m\u{202e}\")\n");
    for format in ["text", "concise"] {
        let output = run(&tree.root(), &check(&["--format", format, "--color", "never"]));
        let text = stdout(&output);
        let bad = text.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
        assert_eq!(bad, None, "{format}: {text:?}");
    }
    let missing = run(&tree.root(), &["check", "no\x1b[2Jwhere"]);
    assert!(!stderr(&missing).contains('\x1b'), "{:?}", stderr(&missing));
}

#[test]
fn the_day_comes_from_the_option_or_the_environment() {
    let tree = Tree::new().with("a.R", USE);
    let day = |args: &[&str], epoch: &str| {
        let output = program(&tree.root(), args).env("SOURCE_DATE_EPOCH", epoch).output().expect("it runs");
        (output.status.code(), stdout(&output).lines().last().unwrap_or_default().to_owned(), stderr(&output))
    };
    let args = ["check", "--format", "concise"];
    assert!(day(&args, "1000000000").1.ends_with("as of 2001-09-09"));
    assert!(day(&[&args[..], &DAY].concat(), "1000000000").1.ends_with("as of 2026-11-23"));
    let (code, _, message) = day(&args, "yesterday");
    assert!(code == Some(2) && message.contains("`yesterday`"), "{message}");
}

#[test]
fn two_runs_are_the_same_bytes() {
    let fixtures = |threads: &str| run(&ROOT, &check(&["fixtures", "--format", "json", "--threads", threads])).stdout;
    let one = fixtures("1");
    assert!(one.len() > 10_000);
    assert_eq!(one, fixtures("1"));
    assert_eq!(one, fixtures("3"));
}
