//! SARIF 2.1.0 for code scanning: one run, and results written one at a time. Columns count UTF-16 units, as the format has it.

mod model;
mod notifications;
mod place;
mod results;
mod rules;

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use rxodus_scan::{Finding, Report};

use crate::Context;
use model::{AutomationDetails, Driver, Invocation, Log, Message, Run, SourceRoot, Tool};
use results::Results;
use rules::Rules;

/// What of a report a SARIF file has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SarifStyle {
    /// Findings that a comment ignores as well, each with its `suppressions`. GitHub does not read these and shows such results as open.
    pub suppressed: bool,
    /// At most so many results, the most severe and most certain first, because a reader of the file takes no more; absent means all.
    pub limit: Option<usize>,
}

/// Writes the document, with a newline at its end.
pub fn write_sarif(report: &Report, context: &Context, style: &SarifStyle, out: &mut dyn Write) -> io::Result<()> {
    let (findings, left_out) = chosen(report, context, style);
    let rules = Rules::of(context, &findings);
    let log =
        Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run(report, context, &rules, &findings, left_out)] };
    serde_json::to_writer(&mut *out, &log)?;
    writeln!(out)
}

fn run<'a>(report: &'a Report, context: &'a Context, rules: &'a Rules, findings: &'a [&'a Finding], left_out: usize) -> Run<'a> {
    let mut targets = context.targets.iter().map(|target| context.target(*target).id.as_str());
    let id = if context.chosen { format!("rxodus/{}/", targets.by_ref().collect::<Vec<_>>().join("+")) } else { "rxodus/".to_owned() };
    Run {
        tool: Tool { driver: driver(rules) },
        automation_details: AutomationDetails { id },
        column_kind: "utf16CodeUnits",
        original_uri_base_ids: BTreeMap::from([(place::ROOT, SourceRoot { description: Message::plain("The folder that was scanned.") })]),
        invocations: [Invocation {
            execution_successful: report.coverage.unread.is_empty(),
            tool_execution_notifications: notifications::notifications(report, left_out),
        }],
        results: Results { report, context, rules, findings },
    }
}

/// What the findings are about: the vendor's page on the retirement. The tool has no page of its own yet.
const INFORMATION: &str = "https://learn.microsoft.com/en-us/machine-learning-server/what-is-happening-to-machine-learning-server";

fn driver(rules: &Rules) -> Driver<'_> {
    Driver {
        name: "rxodus",
        full_name: concat!("rxodus ", env!("CARGO_PKG_VERSION")),
        semantic_version: env!("CARGO_PKG_VERSION"),
        information_uri: INFORMATION,
        rules: &rules.descriptors,
    }
}

/// The findings to write, in the order of the report, and how many the limit leaves out.
fn chosen<'a>(report: &'a Report, context: &Context, style: &SarifStyle) -> (Vec<&'a Finding>, usize) {
    let wanted = report.findings.iter().filter(|finding| style.suppressed || finding.suppressed.is_none());
    let mut ranked: Vec<(usize, &Finding)> = wanted.enumerate().collect();
    let all = ranked.len();
    if let Some(limit) = style.limit.filter(|limit| *limit < all) {
        ranked.sort_by_key(|(at, finding)| (std::cmp::Reverse(context.severity(report, finding)), finding.origin, *at));
        ranked.truncate(limit);
        ranked.sort_by_key(|(at, _)| *at);
    }
    let left_out = all - ranked.len();
    (ranked.into_iter().map(|(_, finding)| finding).collect(), left_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toy::Toy;
    use serde_json::Value;

    fn written(toy: &Toy, report: &Report, style: &SarifStyle) -> Value {
        let mut out = Vec::new();
        write_sarif(report, &toy.context(Some("new")), style, &mut out).expect("written");
        serde_json::from_slice(&out).expect("JSON")
    }

    #[test]
    fn places_count_utf_16_units_and_paths_are_encoded() {
        let toy = Toy::new("my code/é%.R", "library(Oldpack)\nm <- '😀é'; oldFit(y)\n");
        let log = written(&toy, &toy.report(&["Oldpack", "oldFit"]), &SarifStyle::default());
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"].as_array().map(Vec::len), Some(2));
        let result = &run["results"][1];
        assert_eq!(result["ruleId"], run["tool"]["driver"]["rules"][1]["id"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "my%20code/%C3%A9%25.R");
        assert_eq!([&place["region"]["startColumn"], &place["region"]["endColumn"]], [13, 19]);
        assert_eq!(result["message"]["text"], "'oldFit' belongs to Oldpack, retired on 2022-07-01; on new: arguments -> newpack::fit.");
    }

    #[test]
    fn ignored_findings_come_on_demand_and_a_limit_is_told() {
        let toy = Toy::new("a.R", "oldFit(y); oldSum(1); oldFit(z)");
        let mut report = toy.report(&["oldFit", "oldSum", "oldFit"]);
        report.findings[0].suppressed = Some("stays".to_owned());
        let results = |style: &SarifStyle| written(&toy, &report, style)["runs"][0]["results"].clone();
        assert_eq!(results(&SarifStyle::default()).as_array().map(Vec::len), Some(2));
        let all = results(&SarifStyle { suppressed: true, limit: None });
        assert_eq!(all[0]["suppressions"][0]["justification"], "stays");
        let short = written(&toy, &report, &SarifStyle { suppressed: true, limit: Some(1) });
        let told = &short["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
        assert_eq!(told["message"]["text"], "2 results were left out, to stay under the limit of this file.");
    }
}
