//! What `SECURITY.md` promises: nothing runs, nothing connects, nothing is written, and a hostile repository does no harm.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use crate::{
    program::{PROGRAM, program, run, stderr, stdout},
    scanning::{files_below, relative},
    tree::{Tree, link},
};

/// Every format and what else a check can do without being told to write.
const RUNS: [&[&str]; 9] = [
    &["check", "--format", "text"],
    &["check", "--format", "concise"],
    &["check", "--format", "json"],
    &["check", "--format", "sarif"],
    &["check", "--format", "github"],
    &["check", "--format", "gitlab"],
    &["check", "--format", "azure"],
    &["check", "--format", "junit"],
    &["plan"],
];

/// A repository that would like to be run.
fn hostile() -> Tree {
    Tree::new()
        .with(".Rprofile", "file.create('pwned')\nlibrary(RevoScaleR)\n")
        .with("setup.py", "open('pwned', 'w')\nimport revoscalepy\n")
        .with("a.Rmd", "```{r}\nrxSort(system('touch pwned'))\n```\n")
        .with(".git/HEAD", "ref: refs/heads/main\n")
        .with(".git/config", "[core]\n\tfsmonitor = touch pwned\n\tpager = touch pwned\n")
        .with("Makefile", "all:\n\tRevo64 -f a.R\n")
        .with_uses(&["R/b.R"])
}

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files_below(folder).into_iter().map(|path| (relative(&path, folder), fs::read(&path).unwrap_or_default())).collect()
}

#[test]
fn a_run_writes_nothing() {
    let tree = hostile();
    let before = contents(&tree.root());
    for args in RUNS {
        let output = run(&tree.root(), args);
        assert!(output.status.code().is_some_and(|code| code < 2), "{args:?}: {}", stderr(&output));
    }
    assert_eq!(contents(&tree.root()), before);
}

/// The lines of `strace` for these kinds of calls; nothing where there is no `strace`, or it may not look.
fn traced(tree: &Tree, args: &[&str]) -> Option<Vec<String>> {
    let log = tempfile::NamedTempFile::new().expect("a file");
    let mut command = Command::new("strace");
    command.args(["-f", "-e", "trace=network,execve,execveat", "-o"]).arg(log.path()).arg(&*PROGRAM).args(args).current_dir(tree.root());
    let output = command.output().ok()?;
    let lines: Vec<_> = fs::read_to_string(log.path()).ok()?.lines().map(str::to_owned).collect();
    // The first call starts the program itself.
    (output.status.code().is_some_and(|code| code < 2) && lines.iter().any(|line| line.contains("execve("))).then_some(lines)
}

#[test]
fn a_run_starts_no_program_and_opens_no_connection() {
    let tree = hostile();
    for args in RUNS {
        let Some(lines) = traced(&tree, args) else { return };
        let started: Vec<_> = lines.iter().filter(|line| line.contains("execve")).collect();
        assert_eq!(started.len(), 1, "{args:?}: {started:#?}");
        let sockets: Vec<_> = lines.iter().filter(|line| line.contains("socket(") || line.contains("connect(")).collect();
        assert!(sockets.is_empty(), "{args:?}: {sockets:#?}");
    }
}

#[test]
fn a_run_needs_no_network() {
    let tree = hostile();
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--net"]).arg(&*PROGRAM).args(["check", "--format", "json", "--as-of", "2026-11-23"]).current_dir(tree.root());
    let Ok(output) = command.output() else { return };
    // Some machines let nobody make a namespace.
    if String::from_utf8_lossy(&output.stderr).contains("unshare") {
        return;
    }
    assert_eq!(output.stdout, run(&tree.root(), &["check", "--format", "json", "--as-of", "2026-11-23"]).stdout);
}

#[test]
fn links_out_of_the_tree_are_not_followed() {
    let (outside, tree) = (Tree::new().with_uses(&["far.R"]), Tree::new().with_uses(&["near.R"]));
    if !(link(&outside.root(), &tree.path("out")) && link(&outside.path("far.R"), &tree.path("far.R")) && link(&tree.root(), &tree.path("loop"))) {
        return;
    }
    let found = stdout(&run(&tree.root(), &["check", "--format", "concise"]));
    assert!(found.starts_with("near.R:1:6:") && found.lines().count() == 2, "{found}");
    let followed = run(&tree.root(), &["check", "--format", "concise", "--follow"]);
    assert!(followed.status.code() == Some(1) && stdout(&followed).contains("far.R"), "{}", stdout(&followed));
}

#[cfg(unix)]
#[test]
fn names_cannot_speak_to_a_build_or_a_terminal() {
    let name = "a\n::set-output name=x::y\n##vso[task.complete]\x1b[2J\u{202e}.R";
    let tree = Tree::new().with(name, "rxSort(d)\nrxGetInfo(d) # rxodus: ignore[rxGetInfo\n");
    for format in ["text", "concise", "github", "azure"] {
        let output = run(&tree.root(), &["check", "--format", format, "--color", "never"]);
        let text = stdout(&output) + &stderr(&output);
        let bad = text.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
        assert_eq!(bad, None, "{format}: {text:?}");
        assert!(!text.lines().any(|line| line.starts_with("::set-output") || line.starts_with("##vso[task.complete")), "{format}: {text}");
    }
}

#[test]
fn json_that_unfolds_or_nests_does_no_harm() {
    let deep = format!("{{\"cells\": {}{}}}", "[".repeat(200_000), "]".repeat(200_000));
    let metadata = format!(
        "{{\"metadata\": {{\"rxodus\": {}1{}}}, \"cells\": [{{\"cell_type\": \"code\", \"metadata\": {{\"rxodus\": {}}}, \"source\": \"rxSort(d)\"}}]}}",
        "[".repeat(100_000),
        "]".repeat(100_000),
        "{\"a\":".repeat(300) + "1" + &"}".repeat(300)
    );
    let lines: Vec<_> = (0..30).map(|at| format!("a{at}: &a{at} [*a{0}, *a{0}]\n", at.max(1) - 1)).collect();
    let yaml = lines.concat() + "# RevoScaleR adl://x\n";
    let tree = Tree::new().with("deep.ipynb", deep + "rxSort").with("meta.ipynb", metadata).with("bomb.yml", yaml).with_uses(&["a.R"]);
    let output = run(&tree.root(), &["check", "--format", "concise"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stdout(&output).contains("a.R:1:6:"), "{}", stdout(&output));
}

#[test]
fn many_files_are_many_files() {
    let tree = Tree::new().with_uses(&["a.R"]);
    for folder in 0..100 {
        let folder = tree.path(&format!("d{folder}"));
        fs::create_dir(&folder).expect("a folder");
        for file in 0..100 {
            fs::write(folder.join(format!("{file}.R")), "x <- 1\n").expect("a file");
        }
    }
    let output = program(&tree.root(), &["check", "--quiet"]).output().expect("it runs");
    assert!(stdout(&output).contains("10,001 R scripts"), "{}", stdout(&output));
}
