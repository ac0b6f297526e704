//! Comments that take a finding out of the gate, with a reason.

use rxodus_scan::{Report, SuppressionProblemKind};

use crate::scanning::scan_bytes;

/// Each finding's reason, and the line and kind of each problem.
fn judged(report: &Report) -> (Vec<Option<&str>>, Vec<(u32, SuppressionProblemKind)>) {
    let reasons = report.findings.iter().map(|finding| finding.suppressed.as_deref()).collect();
    (reasons, report.suppression_problems.iter().map(|problem| (problem.line, problem.kind.clone())).collect())
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

#[test]
fn a_block_a_file_and_comments_above_each_other() {
    let text = "# rxodus: ignore-file[rxSort] all of it\nrxGetInfo(a)\n# rxodus: ignore-start[rxGetInfo] old part\nrxGetInfo(b)\nrxSort(b)\n\
        # rxodus: ignore-end\nrxGetInfo(c)\n# rxodus: ignore[rxGetInfo] one\n# rxodus: ignore[rxImport] two\nrxImport(rxGetInfo(d))\n";
    let report = scan_bytes("a.R", text.as_bytes());
    let reasons = vec![None, Some("old part"), Some("all of it"), None, Some("two"), Some("one")];
    assert_eq!(judged(&report), (reasons, vec![]));
    let cells = r##"{"metadata": {"kernelspec": {"language": "R"}}, "cells": [
        {"cell_type": "code", "source": ["# rxodus: ignore-start[rxSort] later\n", "rxSort(a)"]},
        {"cell_type": "code", "source": ["rxSort(b)\n", "# rxodus: ignore-end[rxSort]\n", "rxSort(c)"]}]}"##;
    assert_eq!(judged(&scan_bytes("a.ipynb", cells.as_bytes())), (vec![Some("later"), Some("later"), None], vec![]));
}

#[test]
fn blocks_that_do_not_pair_are_malformed() {
    let report =
        scan_bytes("a.R", b"# rxodus: ignore-end\nrxSort(a)\n# rxodus: ignore-start[rxSort] on\nrxSort(b)\n# rxodus: ignore[rxSort\nrxSort(c)\n");
    let (reasons, problems) = judged(&report);
    assert_eq!(reasons, [None, None, None]);
    let faults: Vec<_> = problems.iter().map(|(line, kind)| (*line, matches!(kind, SuppressionProblemKind::Malformed(_)))).collect();
    assert_eq!(faults, [(1, true), (3, true), (5, true)]);
}

#[test]
fn a_comment_holds_until_its_last_day() {
    let text = b"rxSort(a) # rxodus: ignore[rxSort] until=2027-03-01 owner=ana after the audit\n";
    let on = |day: jiff::civil::Date| {
        let input = rxodus_scan::Input { name: "a.R".to_owned(), bytes: text.to_vec() };
        crate::scanning::scan(&rxodus_scan::Config { stdin: Some(input), as_of: Some(day), ..crate::scanning::config(&crate::scanning::ROOT) })
    };
    let last = jiff::civil::date(2027, 3, 1);
    let report = on(last);
    assert_eq!(judged(&report), (vec![Some("after the audit")], vec![]));
    let by = report.findings[0].suppressed_by.as_ref().expect("the comment");
    assert_eq!((by.owner.as_str(), by.until), ("ana", Some(last)));
    let report = on(jiff::civil::date(2027, 3, 2));
    assert_eq!(judged(&report), (vec![None], vec![(1, SuppressionProblemKind::Expired(last))]));
}

#[test]
fn comments_in_prose_and_the_data_of_a_cell() {
    let document = "<!-- rxodus: ignore[rxSort] this chunk -->\n\n```{r}\nx <- 1\nrxSort(a)\n```\nText `r rxGetInfo(b)` <!-- rxodus: ignore[rxGetInfo] shown -->\n\
        <!-- rxodus: ignore-start[rxSort] the rest -->\n```{r}\nrxSort(b)\n```\n<!-- rxodus: ignore-end -->\n```{r}\nrxSort(c)\n# <!-- rxodus: ignore[rxSort] no\n```\n";
    let reasons = vec![Some("this chunk"), Some("shown"), Some("the rest"), None];
    let (found, problems) = (scan_bytes("a.Rmd", document.as_bytes()), vec![]);
    assert_eq!(judged(&found), (reasons, problems));
    let notebook = r#"{"metadata": {"kernelspec": {"language": "R"}}, "cells": [
        {"cell_type": "code", "metadata": {"rxodus": {"ignore": ["rxSort"], "reason": "shown in class", "owner": "the team"}}, "source": "rxSort(a)\nrxSort(b)"},
        {"cell_type": "code", "metadata": {"rxodus": {"ignore": "rxGetInfo"}}, "source": "rxGetInfo(a)"}]}"#;
    let report = scan_bytes("a.ipynb", notebook.as_bytes());
    assert_eq!(judged(&report), (vec![Some("shown in class"), Some("shown in class"), None], vec![(3, SuppressionProblemKind::NoReason)]));
    assert_eq!(report.findings[0].suppressed_by.as_ref().map(|by| by.owner.as_str()), Some("the-team"));
}

#[test]
fn comments_in_markdown_cells_cover_the_next_cell_of_code() {
    let notebook = r##"{"metadata": {"kernelspec": {"language": "R"}}, "cells": [
        {"cell_type": "markdown", "source": ["\u003c!-- rxodus: ignore[rxGetInfo] escaped -->"]},
        {"cell_type": "markdown", "source": ["# A\n", "<!-- Rxodus: ignore[rxSort]\n", "shown in class -->\n"]},
        {"cell_type": "markdown", "source": "more"},
        {"cell_type": "code", "source": "rxSort(a)\nrxGetInfo(b)"},
        {"cell_type": "code", "source": "rxSort(c)"},
        {"cell_type": "markdown", "source": "<!-- rxodus: ignore[rxSort] nothing below -->"}]}"##;
    let report = scan_bytes("a.ipynb", notebook.as_bytes());
    let unused = SuppressionProblemKind::Unused;
    assert_eq!(judged(&report), (vec![Some("shown in class"), Some("escaped"), None], vec![(7, unused)]));
    let shouted = scan_bytes("a.R", b"rxSort(a) # RXODUS: IGNORE[rxSort] loud\n");
    assert_eq!(judged(&shouted), (vec![Some("loud")], vec![]));
}
