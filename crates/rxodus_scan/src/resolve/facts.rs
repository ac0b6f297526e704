//! What is looked up again and again in a file, gathered once.

use rustc_hash::{FxHashMap, FxHashSet};
use rxodus_rules::{Language, RuleId, RuleIndex};
use rxodus_source::{Language as SourceLanguage, Span};
use rxodus_syntax::{Assignment, AttachKind, Parsed, ScopeId};

use crate::Unit;

/// Facts about all chunks of a file.
pub(crate) struct Facts<'a> {
    unit: &'a Unit<'a>,
    /// Chunk and index of each assignment, by the name that it gives a value.
    assignments: FxHashMap<&'a str, Vec<(u32, u32)>>,
    /// Where the file first attaches each retired R package.
    attached: FxHashMap<RuleId, Span>,
    /// The retired R packages that an unmistakable name in the file proves: their ordinary names are visible as well.
    proven: FxHashSet<RuleId>,
}

impl<'a> Facts<'a> {
    /// Gathers them.
    pub(crate) fn new(unit: &'a Unit<'a>, index: &RuleIndex) -> Self {
        let mut facts = Self { unit, assignments: FxHashMap::default(), attached: FxHashMap::default(), proven: FxHashSet::default() };
        for (chunk, parsed) in unit.parsed.iter().enumerate() {
            for (at, assignment) in parsed.assignments.iter().enumerate() {
                facts.assignments.entry(assignment.name.name).or_default().push((chunk as u32, at as u32));
            }
            for attach in parsed.attaches.iter().filter(|attach| attach.kind == AttachKind::Attach) {
                if let Some(package) = index.module(Language::R, attach.module.name) {
                    facts.attached.entry(package).or_insert(attach.module.span);
                }
            }
            let usages = parsed.usages.iter().filter(|usage| parsed.language == SourceLanguage::R && usage.path.len() == 1);
            let rules = usages.flat_map(|usage| index.exact(Language::R, usage.name));
            let telling = rules.filter(|rule| index.symbol(**rule).is_some_and(|symbol| !symbol.common));
            facts.proven.extend(telling.map(|rule| RuleId { symbol: None, ..*rule }));
        }
        for entries in facts.assignments.values_mut() {
            entries.sort_by_key(|(chunk, at)| (*chunk, unit.parsed[*chunk as usize].assignments[*at as usize].since));
        }
        facts
    }

    /// The assignments to a name in a chunk that hold at a byte of the raw file, in the order in which they begin to hold.
    pub(crate) fn in_chunk(&self, parsed: &Parsed, name: &str, until: u32) -> impl DoubleEndedIterator<Item = &'a Assignment<'a>> {
        let [_, own, _] = self.around(parsed, name);
        let held = own.partition_point(|entry| self.assignment(*entry).1.since <= until);
        own[..held].iter().map(|entry| self.assignment(*entry).1)
    }

    /// The assignments to a name at the level of the file in the other chunks of the same language: those above from the nearest upward,
    /// then those below.
    pub(crate) fn in_other_chunks(&self, parsed: &Parsed, name: &str) -> impl Iterator<Item = &'a Assignment<'a>> {
        let visible = move |(chunk, assignment): &(&Parsed, &Assignment)| chunk.language == parsed.language && assignment.scope == ScopeId(0);
        let [above, _, below] = self.around(parsed, name);
        above.iter().rev().chain(below).map(|entry| self.assignment(*entry)).filter(visible).map(|(_, assignment)| assignment)
    }

    /// The entries of a name in the chunks above, in this one, and in those below.
    fn around(&self, parsed: &Parsed, name: &str) -> [&[(u32, u32)]; 3] {
        let Some(entries) = self.assignments.get(name) else { return [&[], &[], &[]] };
        let number = self.unit.parsed.iter().position(|chunk| std::ptr::eq(chunk, parsed)).unwrap_or_default();
        let (above, rest) = entries.split_at(entries.partition_point(|(chunk, _)| (*chunk as usize) < number));
        let (own, below) = rest.split_at(rest.partition_point(|(chunk, _)| (*chunk as usize) == number));
        [above, own, below]
    }

    fn assignment(&self, (chunk, at): (u32, u32)) -> (&'a Parsed<'a>, &'a Assignment<'a>) {
        let parsed = &self.unit.parsed[chunk as usize];
        (parsed, &parsed.assignments[at as usize])
    }

    /// Where the file attaches a package.
    pub(crate) fn attaches(&self, package: RuleId) -> Option<Span> {
        self.attached.get(&package).copied()
    }

    /// Whether an unmistakable name in the file proves the package.
    pub(crate) fn proves(&self, package: RuleId) -> bool {
        self.proven.contains(&package)
    }
}
