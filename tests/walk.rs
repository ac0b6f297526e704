//! Which files a scan looks at, and what it says of those that it leaves out.

use std::process::Command;

use rxodus_scan::{Config, Input, ScanError, SkippedReason};

use crate::{
    scanning::{INDEX, config, scan},
    tree::{Tree, USE, link, paths, unread},
};

fn globs(list: &[&str]) -> Vec<String> {
    list.iter().map(|glob| (*glob).to_owned()).collect()
}

#[test]
fn kinds_are_told_by_the_extension_in_any_case() {
    let tree = Tree::new().with_uses(&["a.R", "b.r", "c.Rx", "d.txt", "noextension"]);
    let tree = tree.with("e.py", "import revoscalepy\n").with("f.PYW", "import revoscalepy\n").with("g.pyc", "import revoscalepy\n");
    let report = tree.scan();
    assert_eq!(paths(&report), ["a.R", "b.r", "e.py", "f.PYW"]);
    let counts: Vec<_> = report.coverage.kinds.iter().map(|count| (count.kind.name(), count.files, count.parsed)).collect();
    assert_eq!(counts, [("R script", 2, 2), ("Python file", 2, 2)]);
    assert_eq!(report.coverage.other_files, 5, "four and the marker");
}

#[test]
fn the_first_line_tells_what_a_name_without_extension_is() {
    let tree = Tree::new().with("nightly", format!("#!/usr/bin/env Rscript\n{USE}")).with("bin/score", "#!/usr/bin/python3\nimport revoscalepy\n");
    let tree = tree.with("run", "#!/bin/sh\nRevo64 -f a.R\n").with("LICENSE", USE).with("v1.0", format!("#!/usr/bin/env Rscript\n{USE}"));
    let report = tree.scan();
    assert_eq!(paths(&report), ["bin/score", "nightly", "run"]);
    let counts: Vec<_> = report.coverage.kinds.iter().map(|count| (count.kind.name(), count.files)).collect();
    assert_eq!(counts, [("R script", 1), ("Python file", 1), ("shell script", 1)]);
    assert_eq!(report.coverage.other_files, 3, "two and the marker");
}

#[test]
fn data_is_counted_and_not_opened() {
    let tree = Tree::new().with("train.xdf", [0; 10]).with("big_xdf/data/big_1.xdfd", [0; 30]).with("big_xdf/metadata/big.xdfm", [0; 5]);
    let report = scan(&Config { max_file_size: 8, ..tree.config() });
    let sets: Vec<_> = report.coverage.data.iter().map(|set| (set.path.as_str(), set.files, set.bytes)).collect();
    assert_eq!(sets, [("big_xdf", 2, 35), ("train.xdf", 1, 10)]);
    assert_eq!(report.coverage.kinds.iter().map(|count| (count.files, count.bytes)).collect::<Vec<_>>(), [(3, 45)]);
    assert!(unread(&report).is_empty() && report.findings.is_empty());
}

#[test]
fn ignore_files_are_respected_unless_told_not_to() {
    let tree = Tree::new().with(".git/HEAD", "").with_uses(&["a.R", "out/b.R", "c.tmp.R", "sub/d.R", "sub/keep.R", "e.R", "f.R"]);
    let tree =
        tree.with(".gitignore", "out/\n*.tmp.R\n").with("sub/.gitignore", "*.R\n!keep.R\n").with(".rxodusignore", "e.R\n").with(".ignore", "f.R\n");
    assert_eq!(tree.found(|_| ()), ["a.R", "sub/keep.R"]);
    let all = tree.found(|config| config.no_ignore = true);
    assert_eq!(all, ["a.R", "c.tmp.R", "e.R", "f.R", "out/b.R", "sub/d.R", "sub/keep.R"]);
}

#[test]
fn a_gitignore_outside_of_a_repository_is_not_respected() {
    let tree = Tree::new().with_uses(&["a.R", "out/b.R", "e.R", "f.R"]);
    let tree = tree.with(".gitignore", "out/\n").with(".rxodusignore", "e.R\n").with(".ignore", "f.R\n");
    assert_eq!(tree.found(|_| ()), ["a.R", "out/b.R"], "what was exported or downloaded was tracked");
}

#[test]
fn what_git_tracks_is_looked_at_even_if_ignored() {
    let files = ["a.R", "kept/b.R", "dropped/c.R", "private/d.R", "renv/library/e.R", "gone/f.R"];
    let tree = Tree::new().with_uses(&files).with(".gitignore", "kept/\ndropped/\ngone/\n").with(".rxodusignore", "private/\n");
    let git = |args: &[&str]| Command::new("git").current_dir(tree.root()).args(args).output().is_ok_and(|output| output.status.success());
    if !git(&["init", "--quiet"]) {
        return;
    }
    assert!(git(&["add", "--force", "a.R", "kept", "private", "renv", "gone"]));
    std::fs::remove_file(tree.path("gone/f.R")).expect("a file");
    let report = tree.scan();
    assert_eq!(paths(&report), ["a.R", "kept/b.R"], "not what other lists leave out, nor what is gone");
    assert!(unread(&report).is_empty(), "{:?}", unread(&report));
    assert_eq!(tree.found(|config| config.paths = vec![tree.path("kept")]), ["kept/b.R"]);
}

#[test]
fn exclude_leaves_out_and_says_so() {
    let tree = Tree::new().with_uses(&["a.R", "archive/b.R", "old/archive/c.R", "test_d.R"]);
    let report = scan(&Config { exclude: globs(&["archive/", "test_*.R"]), ..tree.config() });
    assert_eq!(paths(&report), ["a.R"]);
    let skipped: Vec<_> = report.coverage.skipped.iter().map(|skipped| (skipped.path.as_str(), skipped.reason)).collect();
    let excluded = SkippedReason::Excluded;
    assert_eq!(skipped, [("archive", excluded), ("old/archive", excluded), ("test_d.R", excluded)]);
    assert_eq!(tree.found(|config| config.exclude = globs(&["/archive/"])), ["a.R", "old/archive/c.R", "test_d.R"], "from the root");
}

#[test]
fn vendored_trees_are_left_out_and_can_be_brought_back() {
    let vendored = [
        "renv/library/a.R",
        "packrat/lib/b.R",
        "packrat/lib-R/c.R",
        ".venv/lib/d.R",
        "lib/site-packages/e.R",
        "node_modules/f.R",
        ".ipynb_checkpoints/g.R",
    ];
    let tree = Tree::new().with_uses(&vendored).with_uses(&["renv/activate.R", "library/h.R"]);
    let report = tree.scan();
    assert_eq!(paths(&report), ["library/h.R", "renv/activate.R"]);
    let skipped: Vec<_> = report.coverage.skipped.iter().map(|skipped| skipped.path.as_str()).collect();
    assert_eq!(skipped, [".ipynb_checkpoints", ".venv", "lib/site-packages", "node_modules", "packrat/lib", "packrat/lib-R", "renv/library"]);
    assert!(report.coverage.skipped.iter().all(|skipped| skipped.reason == SkippedReason::Vendored));
    let back = tree.found(|config| config.include = globs(&["renv/library/", ".venv/", "site-packages/"]));
    assert_eq!(back, [".venv/lib/d.R", "lib/site-packages/e.R", "library/h.R", "renv/activate.R", "renv/library/a.R"]);
}

#[test]
fn exclude_wins_over_include() {
    let tree = Tree::new().with_uses(&["a.R", "venv/b.R"]);
    let both = |config: &mut Config| (config.include, config.exclude) = (globs(&["venv/"]), globs(&["venv/"]));
    assert_eq!(tree.found(both), ["a.R"]);
}

#[test]
fn of_hidden_names_only_those_that_matter_are_seen() {
    let tree =
        Tree::new().with_uses(&[".Rprofile", "sub/.Rprofile", "etc/Rprofile.site", ".github/check.R", ".hidden.R", ".cache/a.R", ".git/hooks/b.R"]);
    assert_eq!(tree.found(|_| ()), [".Rprofile", ".github/check.R", "etc/Rprofile.site", "sub/.Rprofile"]);
    let back = tree.found(|config| config.include = globs(&[".cache/", ".hidden.R"]));
    assert_eq!(back, [".Rprofile", ".cache/a.R", ".github/check.R", ".hidden.R", "etc/Rprofile.site", "sub/.Rprofile"]);
}

#[test]
fn a_path_that_is_asked_for_is_looked_at_wherever_it_stands() {
    let tree = Tree::new().with(".git/HEAD", "").with_uses(&["renv/library/p/a.R", "out/b.R", ".hidden/c.R", "d.R"]).with(".gitignore", "out/\n");
    for path in ["renv/library/p/a.R", "out/b.R", ".hidden/c.R"] {
        assert_eq!(tree.found(|config| config.paths = vec![tree.path(path)]), [path]);
    }
    assert_eq!(tree.found(|config| config.paths = vec![tree.path("renv/library")]), ["renv/library/p/a.R"]);
    let both = tree.found(|config| config.paths = vec![tree.path("out/b.R"), tree.root()]);
    assert_eq!(both, ["d.R", "out/b.R"]);
}

#[test]
fn other_files_of_the_project_are_not_reported() {
    let tree = Tree::new().with("setup.R", "library(mrsdeploy)\n").with("a/b.R", "pause()\n").with_uses(&["a/c.R"]);
    let report = scan(&Config { paths: vec![tree.path("a/b.R")], ..tree.config() });
    assert_eq!(paths(&report), ["a/b.R"]);
    assert_eq!(report.coverage.kinds.iter().map(|count| count.files).sum::<u64>(), 1);
    assert_eq!(report.coverage.other_files, 0);
}

#[test]
fn links_are_followed_when_asked_and_loops_end() {
    let (outside, tree) = (Tree::new().with_uses(&["far.R"]), Tree::new().with_uses(&["sub/a.R"]));
    if !link(&tree.root(), &tree.path("sub/loop")) || !link(&outside.root(), &tree.path("away")) {
        return;
    }
    assert_eq!(tree.found(|_| ()), ["sub/a.R"]);
    let report = scan(&Config { follow: true, ..tree.config() });
    assert_eq!(paths(&report), ["away/far.R", "sub/a.R"]);
    assert_eq!(unread(&report), ["sub/loop: is a symbolic link to a folder above it"]);
}

#[test]
fn a_link_to_nowhere_is_named_when_links_are_followed() {
    let tree = Tree::new().with_uses(&["a.R"]);
    if link(&tree.path("gone.R"), &tree.path("dead.R")) {
        assert!(unread(&tree.scan()).is_empty());
        let report = scan(&Config { follow: true, ..tree.config() });
        assert_eq!(report.coverage.unread.iter().map(|unread| unread.path.as_str()).collect::<Vec<_>>(), ["dead.R"]);
    }
}

#[test]
fn the_size_limit_is_a_limit() {
    let tree = Tree::new().with("at.R", USE).with("over.R", format!("{USE} "));
    let report = scan(&Config { max_file_size: USE.len() as u64, ..tree.config() });
    assert_eq!(paths(&report), ["at.R"]);
    assert_eq!(unread(&report), ["over.R: is 19 bytes, more than the limit of 18"]);
}

#[test]
fn what_cannot_be_done_is_said() {
    let tree = Tree::new();
    let error = |config: &Config| match rxodus_scan::scan(config, &INDEX) {
        Err(error) => (error.to_string(), error),
        Ok(_) => panic!("no error for {config:?}"),
    };
    let (message, kind) = error(&Config { paths: vec![tree.root(), tree.path("missing")], ..tree.config() });
    assert!(matches!(kind, ScanError::Path { .. }) && message.contains("missing`"), "{message}");
    let (message, kind) = error(&Config { exclude: globs(&["a{b"]), ..tree.config() });
    assert!(matches!(kind, ScanError::Glob { .. }) && message.contains("a{b"), "{message}");
    let input = Input { name: "x.docx".to_owned(), bytes: Vec::new() };
    let (message, kind) = error(&Config { stdin: Some(input), ..config(&tree.root()) });
    assert!(matches!(kind, ScanError::UnknownKind(_)) && message.contains("x.docx"), "{message}");
}
