//! SARIF 2.1.0 for code scanning: one run, and results written one at a time. Columns count UTF-16 units, as the format has it.

mod entries;
mod line_hash;
mod model;
mod notifications;
mod place;
mod results;
mod rules;
mod taxonomies;

use std::{
    collections::BTreeMap,
    io::{self, BufWriter, Write},
};

use rxodus_scan::Report;

use crate::{Context, json_text::write_value};
use entries::{Entry, entries};
use model::{AutomationDetails, Driver, Invocation, Log, MappedTo, Message, Run, SourceRoot, Tool, VersionControl};
use results::Results;
use rules::Rules;
use taxonomies::Taxonomies;

/// What of a report a SARIF file has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SarifStyle {
    /// Who reads it.
    pub profile: SarifProfile,
    /// At most so many results, the most severe and most certain first, because a reader of the file takes no more; absent means all.
    pub limit: Option<usize>,
    /// What tells uploads of the same tool from each other, beside the targets.
    pub category: Option<String>,
    /// The build that writes it.
    pub pipeline: Option<Pipeline>,
    /// Where the files are from.
    pub provenance: Option<Provenance>,
}

/// Who reads a SARIF file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SarifProfile {
    /// GitHub code scanning, which shows all that it is given as open.
    #[default]
    Github,
    /// Viewers and programs that read all of the format: ignored findings and what a baseline says as well.
    Full,
    /// GitHub Advanced Security for Azure DevOps: as the first, with the build.
    Ghazdo,
}

/// A build of Azure Pipelines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pipeline {
    /// `ORGANIZATION/PROJECT/DEFINITION/PHASE/BRANCH/BUILD`
    pub path: String,
    /// The id of the definition.
    pub definition_id: String,
    /// Its name.
    pub definition_name: String,
    /// The id of the phase.
    pub phase_id: String,
    /// Its name.
    pub phase_name: String,
}

/// A commit of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// Its address, without a password.
    pub repository: String,
    /// The commit.
    pub revision: String,
    /// The branch; absent where none is checked out.
    pub branch: Option<String>,
}

/// Bytes that are gathered before they are written.
const BUFFER: usize = 64 << 10;

/// Writes the document, with a newline at its end.
pub fn write_sarif(report: &Report, context: &Context, style: &SarifStyle, out: &mut dyn Write) -> io::Result<()> {
    let (entries, left_out) = entries(report, context, style);
    let findings = entries.iter().filter_map(|entry| if let Entry::Finding(finding) = entry { Some(*finding) } else { None });
    let taxonomies = Taxonomies::of(context, findings);
    let rules = Rules::of(context, &entries, &taxonomies);
    let run = Run {
        tool: Tool { driver: driver(&rules) },
        automation_details: automation(context, style),
        column_kind: "utf16CodeUnits",
        original_uri_base_ids: BTreeMap::from([(place::ROOT, SourceRoot { description: Message::plain("The folder that was scanned.") })]),
        version_control_provenance: style.provenance.as_ref().map(|provenance| [version_control(provenance)]),
        taxonomies: taxonomies.written(),
        invocations: [Invocation {
            execution_successful: report.coverage.unread.is_empty(),
            tool_execution_notifications: notifications::notifications(report, left_out),
        }],
        results: Results { report, context, rules: &rules, entries: &entries, profile: style.profile },
    };
    let mut out = BufWriter::with_capacity(BUFFER, out);
    write_value(&mut out, &Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] })?;
    writeln!(out)?;
    out.flush()
}

/// `rxodus/TARGETS/CATEGORY/`, or the build.
fn automation<'a>(context: &Context, style: &'a SarifStyle) -> AutomationDetails<'a> {
    if let Some(pipeline) = &style.pipeline {
        let key = |at| BUILD_KEYS[at];
        let values = [&pipeline.definition_id, &pipeline.definition_name, &pipeline.phase_id, &pipeline.phase_name];
        let properties = values.iter().enumerate().map(|(at, value)| (key(at), value.as_str())).collect();
        return AutomationDetails { id: format!("{BUILD}{}", pipeline.path), properties };
    }
    let targets: Vec<_> = context.targets.iter().filter(|_| context.chosen).map(|target| context.target(*target).id.as_str()).collect();
    let parts = [targets.join("+"), style.category.clone().unwrap_or_default()];
    let id = parts.iter().filter(|part| !part.is_empty()).fold("rxodus/".to_owned(), |id, part| id + part + "/");
    AutomationDetails { id, properties: BTreeMap::new() }
}

/// Before the path of a build.
const BUILD: &str = "azuredevops/pipeline/build/";
const BUILD_KEYS: [&str; 4] = [
    "azuredevops/pipeline/build/buildDefinitionId",
    "azuredevops/pipeline/build/buildDefinitionName",
    "azuredevops/pipeline/build/phaseId",
    "azuredevops/pipeline/build/phaseName",
];

fn version_control(provenance: &Provenance) -> VersionControl<'_> {
    VersionControl {
        repository_uri: &provenance.repository,
        revision_id: &provenance.revision,
        branch: provenance.branch.as_deref(),
        mapped_to: MappedTo { uri_base_id: place::ROOT },
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
        supported_taxonomies: Taxonomies::supported(),
    }
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
        let all = results(&SarifStyle { profile: SarifProfile::Full, ..SarifStyle::default() });
        assert_eq!(all[0]["suppressions"][0]["justification"], "stays");
        let short = written(&toy, &report, &SarifStyle { profile: SarifProfile::Full, limit: Some(1), ..SarifStyle::default() });
        let told = &short["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
        assert_eq!(told["message"]["text"], "2 results were left out, to stay under the limit of this file.");
    }
}
