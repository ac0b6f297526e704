//! Comments that take a finding out of the gate, with a reason.

use rxodus_scan::{Report, SuppressionProblemKind};

use crate::scanning::scan_bytes;

/// Each finding's reason, and the line and kind of each problem.
fn judged(report: &Report) -> (Vec<Option<&str>>, Vec<(u32, SuppressionProblemKind)>) {
    let reasons = report.findings.iter().map(|finding| finding.suppressed.as_deref()).collect();
    (reasons, report.suppression_problems.iter().map(|problem| (problem.line, problem.kind)).collect())
}

#[test]
fn a_comment_on_the_line_or_above_it_suppresses() {
    let report = scan_bytes(
        "a.R",
        b"rxGetInfo(a) # rxodus: ignore[rxGetInfo] looked at\n# rxodus: ignore[RevoScaleR/rxSort]  goes away\nrxSort(a)\nrxSort(b)\n",
    );
    assert_eq!(judged(&report), (vec![Some("looked at"), Some("goes away"), None], vec![]));
    let python = scan_bytes("a.py", b"import revoscalepy  # rxodus: ignore[revoscalepy] kept for old runs\n");
    assert_eq!(judged(&python), (vec![Some("kept for old runs")], vec![]));
}

#[test]
fn in_a_notebook_the_lines_are_those_of_the_cell() {
    let notebook =
        |source: &str| format!(r#"{{"metadata": {{"kernelspec": {{"language": "R"}}}}, "cells": [{{"cell_type": "code", "source": {source}}}]}}"#);
    let first = r##""# rxodus: ignore[rxGetInfo] looked at\nrxGetInfo(a)\nrxGetInfo(b) # rxodus: ignore[rxGetInfo] too\nrxGetInfo(c)""##;
    let in_lines =
        r##"["# rxodus: ignore[rxGetInfo] looked at\n", "rxGetInfo(a)\n", "rxGetInfo(b) # rxodus: ignore[rxGetInfo] too\n", "rxGetInfo(c)"]"##;
    for source in [first, in_lines] {
        let report = scan_bytes("a.ipynb", notebook(source).as_bytes());
        assert_eq!(judged(&report), (vec![Some("looked at"), Some("too"), None], vec![]));
    }
    let document = scan_bytes("a.Rmd", b"> ```{r}\n> # rxodus: ignore[rxSort] kept\n> rxSort(a)\n> ```\n");
    assert_eq!(judged(&document), (vec![Some("kept")], vec![]));
}

#[test]
fn comments_of_scripts_and_manifests_suppress_as_well() {
    let script = scan_bytes("a.sh", b"# rxodus: ignore[command/launcher] goes in spring\nRevo64 -f a.R\nRevo64 -f b.R\n");
    assert_eq!(judged(&script), (vec![Some("goes in spring"), None], vec![]));
    let manifest = scan_bytes("requirements.txt", b"revoscalepy==9.4  # rxodus: ignore[requirements]\n");
    assert_eq!(judged(&manifest), (vec![None], vec![(1, SuppressionProblemKind::NoReason)]));
    let setup = scan_bytes("setup.py", b"setup(install_requires=[\n  'revoscalepy',  # rxodus: ignore[manifest/setup] old image\n])\n");
    assert_eq!(judged(&setup), (vec![Some("old image")], vec![]));
}

#[test]
fn in_t_sql_its_own_comments_and_those_of_the_script_count() {
    let text = "-- rxodus: ignore[tsql/sp_execute_external_script] moves with the server\n\
        EXEC sp_execute_external_script N'R', N'\n# rxodus: ignore[rxSort] kept\nrxSort(''a'')\nrxSort(b)'\n\
        EXEC sp_rxPredict @m /* rxodus: ignore[sp_rxPredict] for a year */, N'-- rxodus: ignore[sp_rxPredict] text'\n";
    assert_eq!(judged(&scan_bytes("a.sql", text.as_bytes())), (vec![Some("moves with the server"), Some("kept"), None, Some("for a year")], vec![]));
}

#[test]
fn only_the_named_rules_are_suppressed() {
    let report = scan_bytes("a.R", b"rxGetInfo(rxImport(rxSort(a))) # rxodus: ignore[rxGetInfo, rxSort] two of three\n");
    assert_eq!(judged(&report), (vec![Some("two of three"), None, Some("two of three")], vec![]));
}

#[test]
fn a_request_without_reason_rule_or_use_is_a_problem() {
    let text = "rxGetInfo(a) # rxodus: ignore[rxGetInfo]\nrxSort(a) # rxodus: ignore because I say so\nx <- rxImport(a) # rxodus: ignore[rxSort] not here\n# rxodus: ignore[] nothing\n";
    let kinds = vec![
        (1, SuppressionProblemKind::NoReason),
        (2, SuppressionProblemKind::NoRule),
        (3, SuppressionProblemKind::Unused),
        (4, SuppressionProblemKind::NoRule),
    ];
    assert_eq!(judged(&scan_bytes("a.R", text.as_bytes())), (vec![None, None, None], kinds));
}

#[test]
fn a_string_is_no_comment_and_another_tool_is_not_this_one() {
    let text = "x <- \"# rxodus: ignore[rxGetInfo] no\"; rxGetInfo(x)\nrxSort(a) # nolint: ignore[rxSort] lintr's\n";
    assert_eq!(judged(&scan_bytes("a.R", text.as_bytes())), (vec![None, None], vec![]));
}

#[test]
fn a_fingerprint_stays_when_lines_move() {
    let marks = |text: &str| scan_bytes("a.R", text.as_bytes()).findings.into_iter().map(|finding| finding.fingerprint).collect::<Vec<_>>();
    let first = marks("rxGetInfo(a)\nrxGetInfo(a)\nrxSort( a )\n");
    assert_eq!(first.len(), 3);
    assert!(first[0] != first[1] && first[1] != first[2], "{first:?}");
    let cell = |source: &str| {
        let notebook = format!(r#"{{"metadata": {{"kernelspec": {{"language": "R"}}}}, "cells": [{{"cell_type": "code", "source": {source}}}]}}"#);
        scan_bytes("a.ipynb", notebook.as_bytes()).findings.into_iter().map(|finding| finding.fingerprint).collect::<Vec<_>>()
    };
    assert_eq!(cell(r#"["x <- rxGetInfo(a)"]"#), cell(r#"["\n", "x <- rxGetInfo(a)\n", "y"]"#));
    assert_eq!(cell(r#"["x <- rxGetInfo(a)"]"#), cell(r#""y\nx \u003c- rxGetInfo(a)\ny""#));
    assert_eq!(first, marks("# new\n\n  rxGetInfo(a)\nx <- 1\nrxGetInfo(a)\nrxSort(a)\r\n"));
}
