//! Comments that ignore findings, written into files and taken out again.

use std::fs;

use crate::{
    program::{run, stderr, stdout},
    tree::Tree,
};

fn check(tree: &Tree, args: &[&str]) -> (Option<i32>, String, String) {
    let output = run(&tree.root(), &[&["check", "--format", "concise", "--as-of", "2026-11-23"], args].concat());
    (output.status.code(), stdout(&output), stderr(&output))
}

fn text(tree: &Tree, path: &str) -> String {
    fs::read_to_string(tree.path(path)).expect("the file")
}

#[test]
fn what_fails_is_ignored_in_every_kind_of_file() {
    let notebook = r#"{"metadata": {"kernelspec": {"language": "R"}}, "cells": [{"cell_type": "code", "source": ["x <- 1\n", "  rxSort(x)"]}]}"#;
    let tree = Tree::new()
        .with("a.R", "f <- function(x) {\r\n  rxSort(rxGetInfo(x))\r\n}\r\n")
        .with("b.py", "from revoscalepy import rx_import\ny = \\\n  rx_import('é')\n")
        .with("c.ipynb", notebook)
        .with("d.sql", "EXEC sp_execute_external_script N'R', N'\nx <- 1\nrxSort(''a'')'\n")
        .with("e.Rmd", "> ```{r}\n> rxSort(a)\n> ```\n")
        .with("requirements.txt", "pandas\nrevoscalepy==9.4\n")
        .with("renv.lock", "{\"Packages\": {\"RevoScaleR\": {\"Package\": \"RevoScaleR\"}}}\n");
    let (code, done, left) = check(&tree, &["--add-ignores", "stays 'til spring"]);
    assert_eq!((code, done.as_str()), (Some(1), "8 comments in 6 files\n"), "{left}");
    assert_eq!(left, "no comment can stand in `renv.lock`, or none could be checked there\n");
    let expected =
        "f <- function(x) {\r\n  # rxodus: ignore[RevoScaleR/rxSort, RevoScaleR/rxGetInfo] stays 'til spring\r\n  rxSort(rxGetInfo(x))\r\n}\r\n";
    assert_eq!(text(&tree, "a.R"), expected);
    assert!(text(&tree, "d.sql").contains("x <- 1\n# rxodus: ignore[RevoScaleR/rxSort] stays ''til spring\nrxSort"), "{}", text(&tree, "d.sql"));
    assert!(
        text(&tree, "c.ipynb").contains(r#""  # rxodus: ignore[RevoScaleR/rxSort] stays 'til spring\n", "  rxSort(x)""#),
        "{}",
        text(&tree, "c.ipynb")
    );
    assert!(text(&tree, "e.Rmd").contains("> # rxodus: ignore[RevoScaleR/rxSort] stays 'til spring\n> rxSort(a)\n"), "{}", text(&tree, "e.Rmd"));
    let (code, found, _) = check(&tree, &["--exclude", "renv.lock"]);
    assert_eq!((code, found.lines().count()), (Some(0), 1), "{found}");
}

#[test]
fn what_ignores_nothing_goes() {
    let before = "x <- 1  # rxodus: ignore[rxSort] gone\n# rxodus: ignore[rxImport] gone as well\nrxSort(a) # rxodus: ignore[rxImport, rxSort, rxGetInfo] stays\n\
        # rxodus: ignore-start[rxSplit] was here\ny <- 2\n# rxodus: ignore-end\nrxSort(b) # rxodus: ignore[rxSort]\n";
    let tree = Tree::new().with("a.R", before);
    assert_eq!(check(&tree, &["--strict", "--fail-on", "error"]).0, Some(1));
    let (code, done, errors) = check(&tree, &["--fix-unused-ignores"]);
    assert_eq!(
        (code, done.as_str(), errors.as_str()),
        (
            Some(0),
            "comments mended in 1 file\n",
            "left as they are, for you to decide: 1 comment [rxodus/ignore-without-reason]; `rxodus check` shows them\n"
        )
    );
    assert_eq!(text(&tree, "a.R"), "x <- 1\nrxSort(a) # rxodus: ignore[rxSort] stays\ny <- 2\nrxSort(b) # rxodus: ignore[rxSort]\n");
    let (_, found, _) = check(&tree, &[]);
    assert!(found.contains("a.R:4:11: warning[rxodus/ignore-without-reason] the comment ignores nothing"), "{found}");
}

#[test]
fn a_comment_without_a_reason_is_given_one() {
    let notebook = "{\"metadata\": {\"kernelspec\": {\"language\": \"R\"}}, \"cells\": [{\"cell_type\": \"code\", \"source\": [\n    \"rxSort(a) # rxodus: ignore[rxSort]\\n\",\n    \"rxSort(b)\"\n   ]}]}";
    let tree = Tree::new()
        .with("a.R", "# rxodus: ignore[rxSort]\nrxSort(a)\nrxGetInfo(b) # rxodus: ignore[rxSplit]\n")
        .with("b.Rmd", "<!-- rxodus: ignore[rxSort] owner=ana -->\n```{r}\nrxSort(a)\n```\n")
        .with("c.ipynb", notebook);
    let (code, done, left) = check(&tree, &["--add-ignores", "say \"why\""]);
    assert_eq!((code, done.as_str()), (Some(0), "5 comments in 3 files\n"), "{left}");
    let expected = "# rxodus: ignore[rxSort] say \"why\"\nrxSort(a)\n# rxodus: ignore[RevoScaleR/rxGetInfo] say \"why\"\nrxGetInfo(b) # rxodus: ignore[rxSplit]\n";
    assert_eq!(text(&tree, "a.R"), expected);
    assert!(text(&tree, "b.Rmd").starts_with("<!-- rxodus: ignore[rxSort] owner=ana say \"why\" -->\n```"), "{}", text(&tree, "b.Rmd"));
    let cell = "[\n    \"rxSort(a) # rxodus: ignore[rxSort] say \\\"why\\\"\\n\",\n    \"# rxodus: ignore[RevoScaleR/rxSort] say \\\"why\\\"\\n\",\n    \"rxSort(b)\"\n   ]";
    assert!(text(&tree, "c.ipynb").contains(cell), "{}", text(&tree, "c.ipynb"));
}
