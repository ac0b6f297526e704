//! Rows added up by what they have in common.

use std::collections::BTreeMap;

use crate::{Estimate, Row};

/// The findings of one package, file, rule or change, and what they cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<K> {
    /// What they have in common.
    pub key: K,
    /// How many there are, unmapped ones included.
    pub findings: u64,
    /// Those of them whose change is mechanical.
    pub ready: u64,
    /// Those of them that nobody looked at, and that `effort` therefore says nothing of.
    pub unmapped: u64,
    /// What the others cost.
    pub effort: Estimate,
}

impl<K> Group<K> {
    /// The same with another key.
    pub(crate) fn with_key<L>(self, key: impl Fn(K) -> L) -> Group<L> {
        Group { key: key(self.key), findings: self.findings, ready: self.ready, unmapped: self.unmapped, effort: self.effort }
    }
}

/// One group for each key that occurs, in the order of the keys. The efforts add up to that of the rows.
pub(crate) fn group<K: Ord>(
    rows: &[Row],
    key: impl Fn(&Row) -> K,
    is_ready: impl Fn(&Row) -> bool,
    unmapped: impl Iterator<Item = K>,
) -> Vec<Group<K>> {
    let mut sums: BTreeMap<K, Sums> = BTreeMap::new();
    for row in rows {
        let sums = sums.entry(key(row)).or_default();
        let is_use = row.part.formal().is_none();
        sums.findings += u64::from(is_use);
        sums.ready += u64::from(is_use && is_ready(row));
        sums.effort += row.effort;
    }
    for key in unmapped {
        let sums = sums.entry(key).or_default();
        sums.findings += 1;
        sums.unmapped += 1;
    }
    let group = |(key, Sums { findings, ready, unmapped, effort })| Group { key, findings, ready, unmapped, effort };
    sums.into_iter().map(group).collect()
}

#[derive(Default)]
struct Sums {
    findings: u64,
    ready: u64,
    unmapped: u64,
    effort: Estimate,
}
