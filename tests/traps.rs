//! The traps that calls show, as found in the project of fixtures that is about them.

use rxodus_rules::TargetId;
use rxodus_scan::{Finding, Report};

use crate::{
    annotated::{compare, give},
    scanning::{INDEX, ROOT, file_of, scan_folder},
};

#[test]
fn calls_show_traps() {
    let folder = ROOT.join("fixtures/projects/traps");
    let report = scan_folder(&folder);
    let told: String = report.findings.iter().filter_map(|finding| line(&report, finding)).collect();
    let expected = folder.join("traps.expected");
    let written = std::fs::read_to_string(&expected).unwrap_or_default();
    give(&Vec::from_iter(compare(&expected, &written, &told)));
}

/// `path:line symbol: target trap trap; target trap`; nothing where it shows none.
fn line(report: &Report, finding: &Finding) -> Option<String> {
    let targets = INDEX.ruleset().targets.iter().enumerate();
    let on = targets.filter_map(|(at, target)| {
        let traps: Vec<_> = finding.traps(&INDEX, TargetId(at as u8)).map(|trap| trap.id.as_str()).collect();
        (!traps.is_empty()).then(|| format!("{} {}", target.id, traps.join(" ")))
    });
    let on: Vec<_> = on.collect();
    let file = file_of(report, finding);
    (!on.is_empty()).then(|| format!("{}:{} {}: {}\n", file.path, file.line(finding.span.start), finding.symbol, on.join("; ")))
}
