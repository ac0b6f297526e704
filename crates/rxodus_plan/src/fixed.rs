//! What a whole project costs once, apart from its lines: what is counted, and at which price.

use std::collections::BTreeSet;

use rxodus_rules::{FixedCost, FixedEach, Role};

use crate::{Estimate, Facts, Repository, data_sets::DYING};

/// A fixed cost of one repository. All of them on a target add up to [`crate::TargetPlan::fixed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixedRow {
    /// Index in [`Facts::repositories`].
    pub repository: u16,
    /// Index in [`rxodus_rules::Effort::fixed`].
    pub cost: usize,
    /// How many it is paid for; at least 1.
    pub count: u64,
    /// The first price once, and the other one for each further.
    pub effort: Estimate,
}

const TEN_GIGABYTES: u64 = 10_000_000_000;

/// What arises on a target, by repository and in the order of the table.
pub(crate) fn fixed(facts: &Facts, target: usize) -> Vec<FixedRow> {
    let id = &facts.targets[target].id;
    let mut rows = Vec::new();
    for (repository, tally) in (0u16..).zip(tallies(facts)) {
        let arising = facts.effort.fixed.iter().enumerate().filter(|(_, cost)| cost.on.is_empty() || cost.on.contains(id));
        rows.extend(arising.filter_map(|(at, cost)| {
            let count = tally.count(cost.each, &facts.repositories[usize::from(repository)]);
            (count > 0).then(|| FixedRow { repository, cost: at, count, effort: price(cost, count) })
        }));
    }
    rows
}

impl Facts {
    /// Whether files of the dying kind must be converted for a target: wherever the table of costs has a price for that, or names it nowhere.
    pub fn converts_data(&self, target: usize) -> bool {
        let mut costs = self.effort.fixed.iter().filter(|cost| cost.each == FixedEach::DataSet).peekable();
        costs.peek().is_none() || costs.any(|cost| cost.on.is_empty() || cost.on.contains(&self.targets[target].id))
    }
}

fn price(cost: &FixedCost, count: u64) -> Estimate {
    let (first, repeat, further) = (cost.price.first, cost.price.repeat, count - 1);
    let of = |first: u32, repeat: u32| u64::from(first) + further * u64::from(repeat);
    Estimate { low: of(first.low, repeat.low), likely: of(first.likely, repeat.likely), high: of(first.high, repeat.high) }
}

/// What the certain findings of a repository say.
#[derive(Default)]
struct Tally<'a> {
    findings: u64,
    contexts: BTreeSet<&'a str>,
    speaks_of_contexts: bool,
    trains: u64,
    scores: u64,
    publishes: u64,
    names_counted_data: bool,
}

fn tallies(facts: &Facts) -> Vec<Tally<'_>> {
    let roles: Vec<Vec<Role>> = facts.rules.iter().map(|rule| rule.roles.iter().filter_map(|role| Role::from_name(role)).collect()).collect();
    let mut tallies: Vec<Tally> = facts.repositories.iter().map(|_| Tally::default()).collect();
    for finding in facts.findings.iter().filter(|finding| finding.counts()) {
        let tally = &mut tallies[usize::from(facts.file(finding).repository)];
        tally.findings += 1;
        tally.contexts.extend(finding.context.iter().flat_map(|context| &context.kinds).map(String::as_str));
        tally.names_counted_data |= finding.data.iter().any(|data| data.kind.as_deref() == Some(DYING));
        for role in roles[finding.rule as usize].iter().filter(|_| finding.usage == rxodus_scan::Use::Call) {
            match role {
                Role::SetsContext(_) | Role::Context(_) => tally.speaks_of_contexts = true,
                Role::Trains => tally.trains += 1,
                Role::Scores => tally.scores += 1,
                Role::Publishes => tally.publishes += 1,
                _ => {}
            }
        }
    }
    tallies
}

impl Tally<'_> {
    fn count(&self, each: FixedEach, repository: &Repository) -> u64 {
        let bytes: u64 = repository.data.iter().map(|set| set.bytes).sum();
        match each {
            FixedEach::Repository => u64::from(self.findings > 0),
            FixedEach::Context => (self.contexts.len() as u64).max(self.speaks_of_contexts.into()),
            FixedEach::Model => self.trains.max(u64::from(self.scores > 0)),
            FixedEach::Service => self.publishes,
            FixedEach::DataSet => (repository.data.len() as u64).max(self.names_counted_data.into()),
            FixedEach::TenGigabytes => bytes.div_ceil(TEN_GIGABYTES),
        }
    }
}
