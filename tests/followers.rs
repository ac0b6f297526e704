//! What follows from findings elsewhere, as found in the project of fixtures that is about it: uses of models, and calls of wrappers.

use rxodus_scan::{Finding, Place, Report, Wrapper};

use crate::{
    annotated::{compare, give},
    program::{run, stdout},
    scanning::{INDEX, ROOT, file_of, scan_folder},
};

#[test]
fn wrappers_and_uses_of_models() {
    let folder = ROOT.join("fixtures/projects/followers");
    let report = scan_folder(&folder);
    let wrappers = report.wrappers.iter().map(|wrapper| of_wrapper(&report, wrapper));
    let told: String = wrappers.chain(report.findings.iter().filter_map(|finding| of_finding(&report, finding))).collect();
    let expected = folder.join("followers.expected");
    let written = std::fs::read_to_string(&expected).unwrap_or_default();
    give(&Vec::from_iter(compare(&expected, &written, &told)));
}

/// A wrapper is that of the finding in it, whichever file is asked for.
#[test]
fn findings_name_their_wrappers() {
    let report = scan_folder(&ROOT.join("fixtures/projects/followers"));
    let named = report.findings.iter().filter(|finding| finding.wrapper.is_some()).count();
    assert_eq!(named, report.wrappers.len());
}

fn of_wrapper(report: &Report, wrapper: &Wrapper) -> String {
    let dependants: Vec<_> = wrapper.dependants.iter().map(|dependant| place(report, *dependant)).collect();
    format!("{} {} is {}: {}\n", place(report, wrapper.place), wrapper.name, INDEX.id(wrapper.rule), dependants.join(" "))
}

fn of_finding(report: &Report, finding: &Finding) -> Option<String> {
    let uses: Vec<_> = finding.uses.iter().map(|used| format!("{} {}", place(report, used.place), used.how)).collect();
    let file = file_of(report, finding);
    (!uses.is_empty()).then(|| format!("{}:{} {}: {}\n", file.path, file.line(finding.span.start), finding.symbol, uses.join("; ")))
}

fn place(report: &Report, place: Place) -> String {
    let file = &report.files[place.file.0 as usize];
    format!("{}:{}", file.path, file.line(place.span.start))
}

/// The plan says which places to change; calls of a wrapper cost nothing by themselves.
#[test]
fn plans_count_the_calls_of_wrappers_apart() {
    let output = run(&ROOT, &["plan", "fixtures/projects/followers", "--target", "oss", "--quiet"]);
    let text = stdout(&output);
    assert!(text.contains("wrappers: change 6 places, 11 calls follow: `time_it` (again.R:5)"), "{text}");
    let output = run(&ROOT, &["plan", "fixtures/projects/followers", "--target", "oss", "--format", "json"]);
    let plan: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let follow = plan["findings"].as_array().expect("findings").iter().filter_map(|finding| finding["wrapper"]["dependants"].as_u64());
    assert_eq!(follow.sum::<u64>(), 11);
}
