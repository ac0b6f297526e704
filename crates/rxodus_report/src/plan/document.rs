//! The plan that other programs rely on, and that this one reads back: `rxodus.plan/1`. Later versions add fields; none changes its meaning.

mod advice;
mod basis;
mod coverage;
mod finding;
mod history;
mod read;
mod rule;
pub(super) mod scores;
mod target;
mod waves;

use std::io::{self, BufWriter, Write};

use rxodus_plan::{LEFT_OUT, Plan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{json_text::write_value, tool::Tool};
pub use advice::write_advice_json;
use advice::{AdviceOut, advice_out};
use basis::{BasisOut, PlatformOut, basis_out, platform_out};
use coverage::{CoverageOut, FileOut, RepositoryOut, coverage_out, file_out, repository_out};
use finding::{FindingOut, finding_out};
use history::{ComparisonOut, MilestoneOut, comparison_out, milestone_out};
pub use read::{PlanError, read_plan_json};
use rule::{RuleOut, rule_out};
use scores::{CountsOut, counts_out};
use target::{TargetOut, target_out};
use waves::{DataSetOut, LinkOut, PackageOut, WaveOut, data_set_out, link_out, package_out, wave_out};
pub(super) use waves::{group_effort, wave_title};

const SCHEMA: &str = "rxodus.plan/1";
/// Bytes that are gathered before they are written.
const BUFFER: usize = 64 << 10;

/// The whole document. Numbers are whole: tenths of a point, minutes, thousandths. Lists that findings point into are tables, and a pointer is an
/// index from 0.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PlanOut {
    /// `rxodus.plan/1`.
    schema: String,
    tool: Tool,
    /// The day that life cycles and expiry were judged by.
    as_of: String,
    /// What was planned; of several repositories their names.
    name: String,
    /// Where the code will run; `null` where no platform was chosen.
    platform: Option<PlatformOut>,
    basis: BasisOut,
    counts: CountsOut,
    /// Sorted by name. Where there is more than one, paths in this document begin with the name of theirs.
    repositories: Vec<RepositoryOut>,
    coverage: CoverageOut,
    /// In the order of the rules; lists that are `by target` have this order.
    targets: Vec<TargetOut>,
    /// The rules that occur, sorted by id.
    rules: Vec<RuleOut>,
    /// The files that were parsed, sorted by repository and path.
    files: Vec<FileOut>,
    /// All findings, sorted by file and place: certain, graded and ignored ones.
    findings: Vec<FindingOut>,
    /// Which files run or import others, in order.
    links: Vec<LinkOut>,
    /// The packages that files use and that are not retired.
    packages: Vec<PackageOut>,
    /// What calls read and write, and what was counted.
    data_sets: Vec<DataSetOut>,
    /// In which order to move, from the first wave on.
    waves: Vec<WaveOut>,
    /// Which platform fits; `null` where nobody asked, as after a merge.
    advice: Option<AdviceOut>,
    /// Earlier plans, the earliest first; empty where none was given.
    history: Vec<MilestoneOut>,
    /// What changed since an earlier plan; `null` where none was given.
    comparison: Option<ComparisonOut>,
    /// Work that no estimate here holds, in words.
    left_out: Vec<String>,
}

/// Writes the document, with a newline at its end.
pub fn write_plan_json(plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    // A document is written in very small pieces.
    let mut out = BufWriter::with_capacity(BUFFER, out);
    write_value(&mut out, &plan_out(plan))?;
    writeln!(out)?;
    out.flush()
}

/// The JSON Schema of the document.
pub fn plan_schema() -> String {
    let mut text = serde_json::to_string_pretty(&schemars::schema_for!(PlanOut)).unwrap_or_default();
    text.push('\n');
    text
}

/// What a page shows: the document without its addends, of which findings have the sums, and its findings apart.
pub(super) fn page_parts(plan: &Plan) -> (impl Serialize + use<>, Vec<impl Serialize + use<>>) {
    let mut document = plan_out(plan);
    for target in &mut document.targets {
        target.leave_out_rows();
    }
    let findings = std::mem::take(&mut document.findings);
    (document, findings)
}

fn plan_out(plan: &Plan) -> PlanOut {
    let facts = &plan.facts;
    let costs = finding::costs(plan);
    PlanOut {
        schema: SCHEMA.to_owned(),
        tool: Tool::own(),
        as_of: facts.as_of.to_string(),
        name: facts.repositories.iter().map(|repository| repository.name.as_str()).collect::<Vec<_>>().join(", "),
        platform: facts.platform.as_ref().map(platform_out),
        basis: basis_out(facts),
        counts: counts_out(plan.counts),
        repositories: (0..facts.repositories.len() as u16).map(|at| repository_out(plan, at)).collect(),
        coverage: coverage_out(plan),
        targets: (0..facts.targets.len()).map(|target| target_out(plan, target)).collect(),
        rules: facts.rules.iter().map(rule_out).collect(),
        files: facts.files.iter().map(|file| file_out(facts, file)).collect(),
        findings: facts.findings.iter().zip(costs).map(|(finding, tenths)| finding_out(finding, tenths)).collect(),
        links: facts.links.iter().copied().map(link_out).collect(),
        packages: facts.packages.iter().map(package_out).collect(),
        data_sets: plan.data_sets.iter().map(|set| data_set_out(plan, set)).collect(),
        waves: plan.waves.iter().map(|wave| wave_out(plan, wave)).collect(),
        advice: plan.advice.as_ref().map(|advice| advice_out(advice, plan)),
        history: plan.history.iter().map(milestone_out).collect(),
        comparison: plan.comparison.as_ref().map(|comparison| comparison_out(plan, comparison)),
        left_out: LEFT_OUT.map(str::to_owned).to_vec(),
    }
}

#[cfg(test)]
mod tests;
