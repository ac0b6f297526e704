//! In which order to move: what can move alone, what must move together, and what others wait for.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use petgraph::{algo::kosaraju_scc, graphmap::DiGraphMap};

use crate::{Facts, NamedData};

/// What can move once all earlier waves have moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wave {
    /// From 1.
    pub number: u32,
    /// Data sets to convert before any code moves, as indices in [`crate::Plan::data_sets`]; where no target asks for that they stand in the last
    /// wave, and can stay. Empty in a wave of code.
    pub data: Vec<u32>,
    /// What others wait for stands first. Each group can move without the others of its wave.
    pub groups: Vec<MoveGroup>,
}

/// Files that must move together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveGroup {
    /// Indices in [`Facts::files`]; more than one where they wait for each other.
    pub files: Vec<u32>,
    /// Findings in them that no comment ignores.
    pub findings: u64,
    /// Files with findings that wait for this group, directly or through others.
    pub needed_by: u64,
    /// Why these files, and no fewer, and not earlier.
    pub waits: Vec<Wait>,
}

/// A file waits for another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wait {
    /// The one that waits.
    pub file: u32,
    /// The other one.
    pub on: u32,
    /// Absent where it runs or imports the other; else the data set that the other writes and this one reads, an index in
    /// [`crate::Plan::data_sets`].
    pub data: Option<u32>,
}

/// The waves of all repositories; one is for data where there is any that dies: the first, or the last where it can stay.
pub(crate) fn waves(facts: &Facts, data_sets: &[NamedData]) -> Vec<Wave> {
    let waits = waits(facts, data_sets);
    let mut findings: BTreeMap<u32, u64> = BTreeMap::new();
    for finding in facts.findings.iter().filter(|finding| finding.suppressed.is_none()) {
        *findings.entry(finding.file).or_default() += 1;
    }
    let data: Vec<u32> = (0..data_sets.len() as u32).filter(|at| data_sets[*at as usize].is_dying()).collect();
    let mut waves: Vec<Wave> = levels(&waits, &findings).into_values().map(|groups| Wave { number: 0, data: Vec::new(), groups }).collect();
    if !data.is_empty() {
        let is_first = (0..facts.targets.len()).any(|target| facts.converts_data(target));
        waves.insert(if is_first { 0 } else { waves.len() }, Wave { number: 0, data, groups: Vec::new() });
    }
    for (number, wave) in (1..).zip(&mut waves) {
        wave.number = number;
    }
    waves
}

/// Who waits for whom: callers for what they run, readers of dying data for those who write it.
fn waits(facts: &Facts, data_sets: &[NamedData]) -> BTreeSet<Wait> {
    let mut waits: BTreeSet<Wait> = facts.links.iter().map(|link| Wait { file: link.from, on: link.to, data: None }).collect();
    for (at, set) in data_sets.iter().enumerate().filter(|(_, set)| set.is_dying()) {
        let files = |findings: &[u32]| findings.iter().map(|at| facts.findings[*at as usize].file).collect::<BTreeSet<_>>();
        let (readers, writers) = (files(&set.reads), files(&set.writes));
        for file in readers {
            waits.extend(writers.iter().filter(|writer| **writer != file).map(|writer| Wait { file, on: *writer, data: Some(at as u32) }));
        }
    }
    waits
}

/// The groups by wave, from 1. Files without findings need no move, and pass on what they wait for.
fn levels(waits: &BTreeSet<Wait>, findings: &BTreeMap<u32, u64>) -> BTreeMap<u32, Vec<MoveGroup>> {
    let mut graph: DiGraphMap<u32, ()> = DiGraphMap::new();
    for file in findings.keys() {
        graph.add_node(*file);
    }
    for wait in waits {
        graph.add_edge(wait.file, wait.on, ());
    }
    // What is waited for comes before those that wait.
    let parts = kosaraju_scc(&graph);
    let of: BTreeMap<u32, usize> = parts.iter().enumerate().flat_map(|(at, part)| part.iter().map(move |file| (*file, at))).collect();
    let moves = |part: &[u32]| part.iter().any(|file| findings.contains_key(file));
    let below = |at: usize| -> BTreeSet<usize> {
        parts[at].iter().flat_map(|file| graph.neighbors(*file)).map(|file| of[&file]).filter(|part| *part != at).collect()
    };
    let mut level: Vec<u32> = Vec::with_capacity(parts.len());
    for (at, part) in parts.iter().enumerate() {
        let before = below(at).iter().map(|part| level[*part]).max().unwrap_or(0);
        level.push(before + u32::from(moves(part)));
    }
    let mut waves: BTreeMap<u32, Vec<MoveGroup>> = BTreeMap::new();
    for (at, part) in parts.iter().enumerate().filter(|(_, part)| moves(part)) {
        waves.entry(level[at]).or_default().push(group(part, &graph, waits, findings));
    }
    for groups in waves.values_mut() {
        groups.sort_by(|a, b| (Reverse(a.needed_by), Reverse(a.findings), &a.files).cmp(&(Reverse(b.needed_by), Reverse(b.findings), &b.files)));
    }
    waves
}

fn group(part: &[u32], graph: &DiGraphMap<u32, ()>, waits: &BTreeSet<Wait>, findings: &BTreeMap<u32, u64>) -> MoveGroup {
    let mut files = part.to_vec();
    files.sort_unstable();
    let own: BTreeSet<u32> = files.iter().copied().collect();
    let least = |file: u32| Wait { file, on: 0, data: None };
    let of_file =
        |file: &u32| waits.range(least(*file)..least(*file + 1)).filter(|wait| own.contains(&wait.on) || findings.contains_key(&wait.on)).cloned();
    MoveGroup {
        findings: files.iter().filter_map(|file| findings.get(file)).sum(),
        needed_by: waiting(&files, graph).difference(&own).filter(|file| findings.contains_key(file)).count() as u64,
        waits: files.iter().flat_map(of_file).collect(),
        files,
    }
}

/// All files that wait for these, directly or through others.
fn waiting(files: &[u32], graph: &DiGraphMap<u32, ()>) -> BTreeSet<u32> {
    let (mut found, mut next): (BTreeSet<u32>, Vec<u32>) = (BTreeSet::new(), files.to_vec());
    while let Some(file) = next.pop() {
        let above = graph.neighbors_directed(file, petgraph::Direction::Incoming);
        next.extend(above.filter(|above| found.insert(*above)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Waves as `files < what they wait for`, of files 0 to 5 that all have a finding but 5.
    fn of(edges: &[(u32, u32)]) -> Vec<(u32, Vec<Vec<u32>>)> {
        let waits = edges.iter().map(|(file, on)| Wait { file: *file, on: *on, data: None }).collect();
        let findings = (0..5).map(|file| (file, 1)).collect();
        let groups = |groups: Vec<MoveGroup>| groups.into_iter().map(|group| group.files).collect();
        levels(&waits, &findings).into_iter().map(|(level, found)| (level, groups(found))).collect()
    }

    #[test]
    fn what_is_waited_for_moves_first() {
        assert_eq!(of(&[]), [(1, vec![vec![0], vec![1], vec![2], vec![3], vec![4]])]);
        let chain = of(&[(0, 1), (1, 2), (3, 2)]);
        assert_eq!(chain, [(1, vec![vec![2], vec![4]]), (2, vec![vec![1], vec![3]]), (3, vec![vec![0]])]);
    }

    #[test]
    fn circles_move_together_and_files_without_findings_pass_on() {
        assert_eq!(of(&[(0, 1), (1, 0), (2, 0)]), [(1, vec![vec![0, 1], vec![3], vec![4]]), (2, vec![vec![2]])]);
        assert_eq!(of(&[(0, 5), (5, 1)]), [(1, vec![vec![1], vec![2], vec![3], vec![4]]), (2, vec![vec![0]])]);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let waits: BTreeSet<Wait> = (0..50_000).map(|file| Wait { file, on: file + 1, data: None }).collect();
        let findings = BTreeMap::from([(0, 1), (50_000, 1)]);
        let found = levels(&waits, &findings);
        assert_eq!(found.iter().map(|(level, groups)| (*level, groups[0].files.clone())).collect::<Vec<_>>(), [(1, vec![50_000]), (2, vec![0])]);
    }
}
