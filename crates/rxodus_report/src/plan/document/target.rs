//! A target as the document has it: scores, groups and every addend. All of it is computed from the rest of the document.

use rxodus_plan::{Facts, FixedRow, Group, Plan, Row};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::scores::{RangeOut, ScoresOut, scores_out, tenths};

/// A target. Packages, files, rules and changes each add up to the effort of `scores`, as `rows` does.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct TargetOut {
    pub(super) target: String,
    pub(super) title: String,
    pub(super) note: String,
    scores: ScoresOut,
    packages: Vec<GroupOut>,
    files: Vec<GroupOut>,
    rules: Vec<GroupOut>,
    /// Unmapped findings have no change and are in none of these.
    changes: Vec<GroupOut>,
    /// What the project costs once, apart from its lines; the sum is `fixed` of `scores`.
    fixed: Vec<FixedOut>,
    /// Every addend of the estimate.
    rows: Vec<RowOut>,
    /// The addends of what a reader must judge, in no sum but their own.
    graded_rows: Vec<RowOut>,
}

/// Findings that have something in common.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct GroupOut {
    /// The package, path, rule or change.
    name: String,
    /// Unmapped ones included.
    findings: u64,
    /// Those of them whose change is mechanical.
    ready: u64,
    /// Those of them that `tenths` says nothing of.
    unmapped: u64,
    /// Tenths of a point.
    tenths: RangeOut,
}

/// What a repository costs once.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FixedOut {
    repository: u16,
    id: String,
    title: String,
    /// What it is paid for, and how many there are.
    each: String,
    count: u64,
    /// Tenths of a point.
    tenths: RangeOut,
    /// Where the minutes go.
    why: String,
}

/// An addend.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RowOut {
    /// Index in `findings`.
    finding: u32,
    /// What is priced: `change`, `import`, or an argument: `manual` or `changes`.
    part: String,
    /// The argument, as an index in the rule's formals; `null` where it is about the use itself.
    argument: Option<u16>,
    /// The first time in the repository, or a further one.
    first: bool,
    /// Tenths of a point.
    tenths: RangeOut,
}

impl TargetOut {
    pub(super) fn leave_out_rows(&mut self) {
        self.rows = Vec::new();
        self.graded_rows = Vec::new();
    }
}

pub(super) fn target_out(plan: &Plan, target: usize) -> TargetOut {
    let (facts, scores) = (&plan.facts, &plan.targets[target]);
    let known = &facts.targets[target];
    TargetOut {
        target: known.id.clone(),
        title: known.title.clone(),
        note: known.note.clone(),
        scores: scores_out(scores, facts),
        packages: groups(&scores.packages, Clone::clone),
        files: groups(&scores.files, |file| path(facts, *file)),
        rules: groups(&scores.rules, |rule| facts.rules[*rule as usize].id.clone()),
        changes: groups(&scores.changes, |change| change.name().to_owned()),
        fixed: scores.fixed_rows.iter().map(|row| fixed_out(facts, row)).collect(),
        rows: scores.rows.iter().map(row_out).collect(),
        graded_rows: scores.graded.rows.iter().map(row_out).collect(),
    }
}

fn path(facts: &Facts, file: u32) -> String {
    facts.path(&facts.files[file as usize])
}

fn groups<K>(groups: &[Group<K>], name: impl Fn(&K) -> String) -> Vec<GroupOut> {
    let group = |group: &Group<K>| GroupOut {
        name: name(&group.key),
        findings: group.findings,
        ready: group.ready,
        unmapped: group.unmapped,
        tenths: tenths(group.effort),
    };
    groups.iter().map(group).collect()
}

fn fixed_out(facts: &Facts, row: &FixedRow) -> FixedOut {
    let cost = &facts.effort.fixed[row.cost];
    FixedOut {
        repository: row.repository,
        id: cost.id.clone(),
        title: cost.title.clone(),
        each: cost.each.name().to_owned(),
        count: row.count,
        tenths: tenths(row.effort),
        why: cost.why.clone(),
    }
}

fn row_out(row: &Row) -> RowOut {
    RowOut {
        finding: row.finding,
        part: row.part.name().to_owned(),
        argument: row.part.formal(),
        first: row.occurrence == rxodus_plan::Occurrence::First,
        tenths: tenths(row.effort),
    }
}
