//! Files, data and the order in which they move, as the document has them.

use rxodus_plan::{Estimate, LinkFacts, MoveGroup, NamedData, PackageFacts, Plan, Wait, Wave};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::scores::{RangeOut, tenths};
use crate::words::list;

/// One file runs or imports another: indices in `files`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct LinkOut {
    from: u32,
    to: u32,
}

/// A package that a file uses and that is not retired.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PackageOut {
    /// Index in `files`.
    file: u32,
    /// From 1.
    line: u32,
    /// Of a Python module the first part of its name.
    name: String,
}

/// A data set that code names, or that stands in the folder.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct DataSetOut {
    repository: u16,
    /// `xdf`, `text`, `sqlserver` …; `null` where reading the code does not tell.
    kind: Option<String>,
    /// Of a file the last part of its path, of XDF without the extension.
    name: String,
    /// Nothing reads it any more once the product is gone.
    dying: bool,
    /// The targets for which it must be converted; on others what reads it still runs.
    #[serde(default)]
    convert_on: Vec<String>,
    /// Files in the folder, and their bytes; 0 where none was counted.
    files: u64,
    bytes: u64,
    /// Indices in `findings`.
    reads: Vec<u32>,
    writes: Vec<u32>,
}

/// What can move once all earlier waves have moved.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct WaveOut {
    /// From 1.
    number: u32,
    /// `data` or `code`.
    kind: String,
    /// What it is, and why it stands here.
    title: String,
    /// Data sets to convert, or that can stay (`title` says it), as indices in `dataSets`; empty in a wave of code.
    data: Vec<u32>,
    /// What others wait for stands first.
    groups: Vec<MoveGroupOut>,
}

/// Files that must move together.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct MoveGroupOut {
    /// Indices in `files`.
    files: Vec<u32>,
    findings: u64,
    /// Files with findings that wait for it, directly or through others.
    needed_by: u64,
    waits: Vec<WaitOut>,
    /// By target: what its certain findings cost, in tenths of a point.
    tenths: Vec<RangeOut>,
}

/// A file waits for another.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WaitOut {
    /// Index in `files`.
    file: u32,
    /// Index in `files`.
    on: u32,
    /// `runs` (or imports) it, or `data` that it writes.
    by: String,
    /// Index in `dataSets`.
    data: Option<u32>,
}

pub(super) fn link_out(link: LinkFacts) -> LinkOut {
    LinkOut { from: link.from, to: link.to }
}

pub(super) fn package_out(package: &PackageFacts) -> PackageOut {
    PackageOut { file: package.file, line: package.line, name: package.name.clone() }
}

pub(super) fn data_set_out(plan: &Plan, set: &NamedData) -> DataSetOut {
    let facts = &plan.facts;
    let converting = (0..facts.targets.len()).filter(|target| set.is_dying() && facts.converts_data(*target));
    DataSetOut {
        repository: set.repository,
        kind: set.kind.clone(),
        name: set.name.clone(),
        dying: set.is_dying(),
        convert_on: converting.map(|target| facts.targets[target].id.clone()).collect(),
        files: set.files,
        bytes: set.bytes,
        reads: set.reads.clone(),
        writes: set.writes.clone(),
    }
}

pub(super) fn wave_out(plan: &Plan, wave: &Wave) -> WaveOut {
    let is_data = !wave.data.is_empty();
    WaveOut {
        number: wave.number,
        kind: if is_data { "data" } else { "code" }.to_owned(),
        title: wave_title(plan, wave),
        data: wave.data.clone(),
        groups: wave.groups.iter().map(|group| group_out(plan, group)).collect(),
    }
}

const CONVERT: &str = "convert the data, while something that reads it still runs";

/// What a wave is, for a reader.
pub(crate) fn wave_title(plan: &Plan, wave: &Wave) -> String {
    if !wave.data.is_empty() {
        return data_title(plan);
    }
    let is_alone = wave.groups.iter().all(|group| group.waits.iter().all(|wait| group.files.contains(&wait.on)));
    if is_alone { "what waits for no other code" } else { "what waits for the waves before" }.to_owned()
}

/// What is to be done with the data, by target.
fn data_title(plan: &Plan) -> String {
    let facts = &plan.facts;
    let (convert, stay): (Vec<_>, Vec<_>) = (0..facts.targets.len()).partition(|target| facts.converts_data(*target));
    let stay = list(&stay.iter().map(|target| format!("`{}`", facts.targets[*target].id)).collect::<Vec<_>>(), "and");
    match (convert.is_empty(), stay.is_empty()) {
        (true, _) => format!("no need to convert the data: on {stay} it can stay as long as what reads it runs there"),
        (false, true) => CONVERT.to_owned(),
        (false, false) => format!("{CONVERT} (on {stay} it can stay as long as what reads it runs there)"),
    }
}

fn group_out(plan: &Plan, group: &MoveGroup) -> MoveGroupOut {
    MoveGroupOut {
        files: group.files.clone(),
        findings: group.findings,
        needed_by: group.needed_by,
        waits: group.waits.iter().map(wait_out).collect(),
        tenths: (0..plan.targets.len()).map(|target| tenths(group_effort(plan, group, target))).collect(),
    }
}

/// What the certain findings of a group cost on a target.
pub(crate) fn group_effort(plan: &Plan, group: &MoveGroup, target: usize) -> Estimate {
    let files = &plan.targets[target].files;
    let of = |file: &u32| files.binary_search_by_key(file, |group| group.key).map(|at| files[at].effort).unwrap_or_default();
    group.files.iter().map(of).sum()
}

fn wait_out(wait: &Wait) -> WaitOut {
    WaitOut { file: wait.file, on: wait.on, by: if wait.data.is_some() { "data" } else { "runs" }.to_owned(), data: wait.data }
}

impl LinkOut {
    pub(super) fn facts(&self) -> LinkFacts {
        LinkFacts { from: self.from, to: self.to }
    }
}

impl PackageOut {
    pub(super) fn facts(self) -> PackageFacts {
        PackageFacts { file: self.file, line: self.line, name: self.name }
    }
}
