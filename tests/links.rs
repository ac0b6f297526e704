//! What a finding says of where it was attached: the nearest place among the files that run each other.

use rxodus_scan::Report;

use crate::{
    scanning::{INDEX, file_of},
    tree::Tree,
};

/// `path:line rule by path:line` of each finding in these files that something attaches.
fn attached_by(report: &Report, paths: &[&str]) -> Vec<String> {
    let attached = report.findings.iter().filter_map(|finding| Some((finding, finding.attached_by?)));
    let one = |(finding, by): (&rxodus_scan::Finding, rxodus_scan::AttachedBy)| {
        let (file, other) = (file_of(report, finding), &report.files[by.file.0 as usize]);
        let line = file.position(finding.span.start).line;
        format!("{}:{line} {} by {}:{}", file.path, INDEX.id(finding.rule), other.path, other.position(by.span.start).line)
    };
    attached.map(one).filter(|line| paths.iter().any(|path| line.starts_with(&format!("{path}:")))).collect()
}

const ATTACH: &str = "# A comment.\nlibrary(RevoScaleR)\n";

#[test]
fn the_nearest_file_attaches() {
    let tree = Tree::new()
        .with("0_first.R", ATTACH)
        .with("own.R", "library(RevoScaleR)\nsource('below.R')\nrxSort(d)\n")
        .with("below.R", ATTACH)
        .with("runs.R", "source('middle.R')\nrxSort(d)\n")
        .with("middle.R", "source('below.R')\nsource('runs.R')\n")
        .with("above.R", "source('z_setup.R'); source('run.R')\n")
        .with("z_setup.R", ATTACH)
        .with("run.R", "rxSort(d)\n")
        .with("alone.R", "rxSort(d)\n");
    assert_eq!(
        attached_by(&tree.scan(), &["own.R", "runs.R", "run.R", "alone.R"]),
        [
            "alone.R:1 RevoScaleR/rxSort by 0_first.R:2",
            "own.R:3 RevoScaleR/rxSort by own.R:1",
            "run.R:1 RevoScaleR/rxSort by z_setup.R:2",
            "runs.R:2 RevoScaleR/rxSort by below.R:2",
        ]
    );
}

/// Where nothing leads from one file to the other, the nearest folder tells, and what holds for all files comes before that.
#[test]
fn what_only_stands_in_the_project_is_told_apart() {
    let tree = Tree::new()
        .with("0_first.R", ATTACH)
        .with("a/setup.R", ATTACH)
        .with("a/train/run.R", "rxSort(d)\n")
        .with("b/run.R", "rxSort(d)\n")
        .with("own.R", "library(RevoScaleR)\nrxSort(d)\n");
    let linked = |report: &Report| -> Vec<bool> { report.findings.iter().filter_map(|finding| Some(finding.attached_by?.is_linked)).collect() };
    let expected = ["a/train/run.R:1 RevoScaleR/rxSort by a/setup.R:2", "b/run.R:1 RevoScaleR/rxSort by 0_first.R:2"];
    let report = tree.scan();
    assert_eq!(attached_by(&report, &["a/train/run.R", "b/run.R"]), expected);
    assert_eq!(linked(&report), [false, false, true]);
    let report = tree.with(".Rprofile", "library(RevoScaleR)\n").scan();
    assert_eq!(attached_by(&report, &["b/run.R"]), ["b/run.R:1 RevoScaleR/rxSort by .Rprofile:1"]);
    assert_eq!(linked(&report), [true; 3]);
    let profile = Tree::new().with("0_first.R", ATTACH).with("etc/Rprofile.site", "library(RevoScaleR)\n").with("run.R", "rxSort(d)\n");
    assert_eq!(attached_by(&profile.scan(), &["run.R"]), ["run.R:1 RevoScaleR/rxSort by etc/Rprofile.site:1"]);
}

#[test]
fn strings_and_documents_attach() {
    let tree = Tree::new()
        .with("0_first.R", ATTACH)
        .with("string.R", "eval(parse(text = 'a <- 1\\nlibrary(RevoScaleR)'))\nrxSort(d)\nremoteExecute('rxCube(d)')\n")
        .with("parent.Rmd", "```{r, child = 'child.Rmd'}\n```\n\n```{r}\nlibrary(RevoScaleR)\n```\n")
        .with("child.Rmd", "```{r}\nrxSort(d)\n```\n")
        .with("list.R", "scripts <- c('z/one.R', 'z/two.R')\nfor (s in scripts) source(s)\nrxSort(d)\n")
        .with("z/two.R", ATTACH);
    assert_eq!(
        attached_by(&tree.scan(), &["string.R", "child.Rmd", "list.R"]),
        ["child.Rmd:2 RevoScaleR/rxSort by parent.Rmd:5", "list.R:3 RevoScaleR/rxSort by z/two.R:2", "string.R:2 RevoScaleR/rxSort by string.R:1",]
    );
}

#[test]
fn a_tail_means_a_file_only_where_it_is_the_only_one() {
    let run = "source(paste0(root, '/setup.R'))\nrxSort(d)\n";
    let one = Tree::new().with("0_first.R", ATTACH).with("deep/a/setup.R", ATTACH).with("run.R", run);
    assert_eq!(attached_by(&one.scan(), &["run.R"]), ["run.R:2 RevoScaleR/rxSort by deep/a/setup.R:2"]);
    let two = one.with("deep/b/setup.R", ATTACH);
    assert_eq!(attached_by(&two.scan(), &["run.R"]), ["run.R:2 RevoScaleR/rxSort by 0_first.R:2"]);
}

#[test]
fn a_path_of_another_machine_is_found_as_far_as_it_is_here() {
    let run = "root <- 'C:\\\\Users\\\\me\\\\project'\nsource(file.path(root, 'steps', 'setup.R'))\nrxSort(d)\n";
    let tree =
        Tree::new().with("0_first.R", ATTACH).with("steps/setup.R", ATTACH).with("run.R", run).with("home.R", "source('~/p/run.R'); rxCube(d)\n");
    let expected = ["home.R:1 RevoScaleR/rxCube by steps/setup.R:2", "run.R:3 RevoScaleR/rxSort by steps/setup.R:2"];
    assert_eq!(attached_by(&tree.scan(), &["home.R", "run.R"]), expected);
}

#[test]
fn names_that_a_module_passes_on() {
    let tree = Tree::new()
        .with("pkg/__init__.py", "from .a import *\n")
        .with("pkg/a.py", "from .b import *\n\nfrom revoscalepy import rx_import\n")
        .with("pkg/b.py", "from .a import *\nfrom . import *\n")
        .with("run.py", "from pkg import rx_import, rx_summary\nrx_import('a')\nrx_summary('~ x', d)\n");
    let by = "revoscalepy/rx_import by pkg/a.py:3";
    assert_eq!(attached_by(&tree.scan(), &["run.py"]), [format!("run.py:1 {by}"), format!("run.py:2 {by}")]);
}
