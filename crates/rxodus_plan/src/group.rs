//! Rows added up by what they have in common.

use std::collections::BTreeMap;

use crate::{Estimate, Row};

/// The findings of one package, file, rule or change, and what they cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group<K> {
    /// What they have in common.
    pub key: K,
    /// How many there are, unmapped ones included.
    pub findings: u64,
    /// Those of them that nobody looked at, and that `effort` therefore says nothing of.
    pub unmapped: u64,
    /// What the others cost.
    pub effort: Estimate,
}

/// One group for each key that occurs, in the order of the keys. The efforts add up to that of the rows.
pub(crate) fn group<K: Ord>(rows: &[Row], key: impl Fn(&Row) -> K, unmapped: impl Iterator<Item = K>) -> Vec<Group<K>> {
    let mut sums: BTreeMap<K, (u64, u64, Estimate)> = BTreeMap::new();
    for row in rows {
        let (findings, _, effort) = sums.entry(key(row)).or_default();
        *findings += u64::from(row.part.formal().is_none());
        *effort += row.effort;
    }
    for key in unmapped {
        let (findings, unmapped, _) = sums.entry(key).or_default();
        *findings += 1;
        *unmapped += 1;
    }
    sums.into_iter().map(|(key, (findings, unmapped, effort))| Group { key, findings, unmapped, effort }).collect()
}
