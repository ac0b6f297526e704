//! A plan as tables, for all formats that have rows and columns.

use rxodus_plan::{Estimate, Facts, FindingFacts, Group, Plan};

use super::{
    document::{group_effort, wave_title},
    numbers::points,
};

/// Which table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// A row a finding.
    Findings,
    /// A row a file with findings.
    Files,
    /// A row a rule.
    Symbols,
    /// A row a file or data set, in the order in which they move.
    Waves,
}

impl Sheet {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Findings, Self::Files, Self::Symbols, Self::Waves];

    /// The name in file names and on sheets.
    pub fn name(self) -> &'static str {
        match self {
            Self::Findings => "findings",
            Self::Files => "files",
            Self::Symbols => "symbols",
            Self::Waves => "waves",
        }
    }
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    Text(String),
    Number(u64),
    /// Tenths of a point.
    Points(u64),
    Empty,
}

impl Cell {
    /// As text; what a spreadsheet would take for a formula begins with an apostrophe.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Points(tenths) => points(*tenths).replace(',', ""),
            Self::Empty => String::new(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Header and rows.
pub(super) fn table(plan: &Plan, sheet: Sheet) -> (Vec<String>, Vec<Vec<Cell>>) {
    match sheet {
        Sheet::Findings => findings(plan),
        Sheet::Files => {
            let facts = &plan.facts;
            groups(plan, "file", |target| &plan.targets[target].files, |file| facts.path(&facts.files[*file as usize]))
        }
        Sheet::Symbols => groups(plan, "rule", |target| &plan.targets[target].rules, |rule| plan.facts.rules[*rule as usize].id.clone()),
        Sheet::Waves => waves(plan),
    }
}

fn header(fixed: &[&str], plan: &Plan, each: &[&str]) -> Vec<String> {
    let of_targets = plan.facts.targets.iter().flat_map(|target| each.iter().map(|what| format!("{} {what}", target.id)));
    fixed.iter().map(|name| (*name).to_owned()).chain(of_targets).collect()
}

fn findings(plan: &Plan) -> (Vec<String>, Vec<Vec<Cell>>) {
    let facts = &plan.facts;
    let fixed = ["file", "line", "column", "rule", "text", "usage", "origin", "suppressed", "code"];
    let costs = plan.costs();
    let row = |(finding, costs): (&FindingFacts, &Vec<Option<Estimate>>)| {
        let own = [
            Cell::Text(facts.path(facts.file(finding))),
            Cell::Number(finding.line.into()),
            Cell::Number(finding.column.into()),
            Cell::Text(facts.rule(finding).id.clone()),
            Cell::Text(finding.text.clone()),
            finding.usage.name().into(),
            finding.origin.name().into(),
            finding.suppressed.as_deref().map_or(Cell::Empty, Cell::from),
            Cell::Text(finding.code.clone()),
        ];
        own.into_iter().chain(costs.iter().enumerate().flat_map(|(target, cost)| on_target(facts, finding, target, *cost))).collect()
    };
    let rows = facts.findings.iter().zip(&costs).map(row).collect();
    (header(&fixed, plan, &["change", "call", "likely points"]), rows)
}

fn on_target(facts: &Facts, finding: &FindingFacts, target: usize, cost: Option<Estimate>) -> [Cell; 3] {
    let equivalent = facts.equivalent(finding, target);
    [
        equivalent.map_or("unmapped", |equivalent| equivalent.change.name()).into(),
        equivalent.and_then(|equivalent| equivalent.call.as_deref()).map_or(Cell::Empty, Cell::from),
        cost.map_or(Cell::Empty, |cost| Cell::Points(cost.likely)),
    ]
}

/// A row for each key; every target has the same ones.
fn groups<'p, K: 'p>(plan: &Plan, key: &str, of: impl Fn(usize) -> &'p Vec<Group<K>>, name: impl Fn(&K) -> String) -> (Vec<String>, Vec<Vec<Cell>>) {
    let targets = plan.targets.len();
    let header = header(&[key, "findings"], plan, &["mechanical", "unmapped", "low points", "likely points", "high points"]);
    let count = if targets == 0 { 0 } else { of(0).len() };
    let row = |at: usize| {
        let first = &of(0)[at];
        let on = |target: usize| {
            let group = &of(target)[at];
            let Estimate { low, likely, high } = group.effort;
            [Cell::Number(group.ready), Cell::Number(group.unmapped), Cell::Points(low), Cell::Points(likely), Cell::Points(high)]
        };
        [Cell::Text(name(&first.key)), Cell::Number(first.findings)].into_iter().chain((0..targets).flat_map(on)).collect()
    };
    (header, (0..count).map(row).collect())
}

fn waves(plan: &Plan) -> (Vec<String>, Vec<Vec<Cell>>) {
    let facts = &plan.facts;
    let mut rows = Vec::new();
    for wave in &plan.waves {
        let title = wave_title(plan, wave);
        for set in wave.data.iter().map(|at| &plan.data_sets[*at as usize]) {
            let own = [Cell::Number(wave.number.into()), Cell::Empty, "data".into(), Cell::Text(facts.path_in(set.repository, &set.name))];
            let rest = [Cell::Number((set.reads.len() + set.writes.len()) as u64), Cell::Empty, Cell::Empty, Cell::Text(title.clone())];
            rows.push(own.into_iter().chain(rest).chain(plan.targets.iter().map(|_| Cell::Empty)).collect());
        }
        for (number, group) in (1u64..).zip(&wave.groups) {
            let waits: Vec<_> = group.waits.iter().filter(|wait| !group.files.contains(&wait.on)).map(|wait| path(facts, wait.on)).collect();
            for file in &group.files {
                let own = [Cell::Number(wave.number.into()), Cell::Number(number), "code".into(), Cell::Text(path(facts, *file))];
                let rest = [Cell::Number(group.findings), Cell::Number(group.needed_by), Cell::Text(waits.join("; ")), Cell::Text(title.clone())];
                let efforts = (0..plan.targets.len()).map(|target| Cell::Points(group_effort(plan, group, target).likely));
                rows.push(own.into_iter().chain(rest).chain(efforts).collect());
            }
        }
    }
    (
        header(
            &["wave", "group", "what", "name", "group findings", "files that wait for it", "waits for", "why here"],
            plan,
            &["group likely points"],
        ),
        rows,
    )
}

fn path(facts: &Facts, file: u32) -> String {
    facts.path(&facts.files[file as usize])
}
