//! Where calls run and on what data, as found in the project of fixtures that is about it.

use rxodus_scan::{Finding, InForce, Report};

use crate::{
    annotated::{compare, give},
    scanning::{INDEX, ROOT, scan_folder},
};

#[test]
fn contexts_and_data() {
    let folder = ROOT.join("fixtures/projects/contexts");
    let report = scan_folder(&folder);
    let calls = report.findings.iter().filter(|finding| finding.context.is_some());
    let told: String = calls.map(|finding| line(&report, finding) + "\n").collect();
    let expected = folder.join("flow.expected");
    let written = std::fs::read_to_string(&expected).unwrap_or_default();
    give(&Vec::from_iter(compare(&expected, &written, &told)));
}

/// `path:line symbol: context; argument kind, …`.
fn line(report: &Report, finding: &Finding) -> String {
    let flow = &INDEX.ruleset().flow;
    let file = |id: rxodus_scan::FileId| &report.files[id.0 as usize];
    let place = |by: rxodus_scan::Place| format!("{}:{}", file(by.file).path, file(by.file).line(by.span.start));
    let context = match finding.context {
        Some(InForce::Known { context, by }) => format!("{} by {}", flow.contexts[usize::from(context)].name, place(by)),
        Some(several @ InForce::Several { .. }) => {
            let has = |at: &usize| several.contexts() & (1 << *at) != 0;
            (0..flow.contexts.len()).filter(has).map(|at| flow.contexts[at].name.as_str()).collect::<Vec<_>>().join(" or ")
        }
        Some(InForce::Default) => "default".to_owned(),
        Some(InForce::Unknown) => "unknown".to_owned(),
        None => "none".to_owned(),
    };
    let data = finding.data.iter().map(|data| {
        let kind = data.kind.map_or("unknown", |kind| flow.data[usize::from(kind)].name.as_str());
        let by = data.by.map_or(String::new(), |by| format!(" by {}", place(by)));
        format!("; {} {kind}{by}", if data.is_written { "writes" } else { "reads" })
    });
    let file = file(finding.file);
    format!("{}:{} {}: {context}{}", file.path, file.line(finding.span.start), finding.symbol, data.collect::<String>())
}
