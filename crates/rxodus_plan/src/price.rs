//! Findings to rows: which price each use and each of its own arguments takes. The whole formula stands here.

use rustc_hash::FxHashSet;
use rxodus_rules::{ArgumentFate, Change, Confidence, Effort, EffortPoints, EffortPrice, EffortSpread, Equivalent, OriginSpread};
use rxodus_scan::{Origin, Use};

use crate::{Estimate, Facts, FindingFacts, Occurrence, Part, Row, RuleFacts};

/// The facts, and what has been met so far on one target.
pub(crate) struct Pricer<'a> {
    facts: &'a Facts,
    /// Index in [`Facts::targets`].
    target: usize,
    /// In which repository which part of which rule was met.
    met: FxHashSet<(u16, u32, Part)>,
}

/// What findings cost, and what has no price.
#[derive(Default)]
pub(crate) struct Priced {
    pub(crate) rows: Vec<Row>,
    /// Findings that nobody looked at for this target, by index.
    pub(crate) unmapped: Vec<u32>,
    /// Arguments that an entry says nothing of.
    pub(crate) unmapped_arguments: u64,
    /// Findings that may have arguments which cannot be seen.
    pub(crate) unseen_arguments: u64,
}

impl<'a> Pricer<'a> {
    pub(crate) fn new(facts: &'a Facts, target: usize) -> Self {
        Self { facts, target, met: FxHashSet::default() }
    }

    /// Prices these findings in their order; those of an earlier call count as met.
    pub(crate) fn price(&mut self, findings: impl Iterator<Item = u32>) -> Priced {
        let mut priced = Priced::default();
        for at in findings {
            let finding = &self.facts.findings[at as usize];
            match self.facts.equivalent(finding, self.target) {
                None => priced.unmapped.push(at),
                Some(equivalent) => self.add(at, finding, equivalent, &mut priced),
            }
        }
        priced
    }

    fn add(&mut self, at: u32, finding: &FindingFacts, equivalent: &Equivalent, priced: &mut Priced) {
        let rule = self.facts.rule(finding);
        let part = if matches!(finding.usage, Use::Attach | Use::Import) { Part::Import } else { Part::Change };
        priced.rows.push(self.row(at, finding, equivalent, part));
        if needs_mapping(equivalent.change) && (finding.more_arguments || finding.recovered) {
            priced.unseen_arguments += 1;
        }
        for argument in &finding.arguments {
            match argument.formal.and_then(|formal| Some((formal, fate(rule, formal, equivalent)?))) {
                None => priced.unmapped_arguments += u64::from(needs_mapping(equivalent.change)),
                Some((formal, fate)) => priced.rows.extend(part_of(fate, formal).map(|part| self.row(at, finding, equivalent, part))),
            }
        }
    }

    fn row(&mut self, at: u32, finding: &FindingFacts, equivalent: &Equivalent, part: Part) -> Row {
        let repository = self.facts.file(finding).repository;
        let first = part != Part::Import && self.met.insert((repository, finding.rule, part));
        let occurrence = if first { Occurrence::First } else { Occurrence::Repeat };
        let effort = &self.facts.effort;
        let points = points(effort, equivalent.change, part, occurrence);
        let spreads = (of_confidence(effort, equivalent.confidence), of_origin(&effort.origin, finding.origin));
        Row { finding: at, part, occurrence, effort: Estimate::spread(points, spreads.0, spreads.1) }
    }
}

/// The price in the table.
fn points(effort: &Effort, change: Change, part: Part, occurrence: Occurrence) -> EffortPoints {
    let of = |price: EffortPrice| match occurrence {
        Occurrence::First => price.first,
        Occurrence::Repeat => price.repeat,
    };
    match part {
        Part::Change => of(effort.class(change).price),
        Part::Import => lesser(effort.import, effort.class(change).price.repeat),
        Part::Manual(_) => of(effort.manual),
        Part::Changes(_) => of(effort.changes),
    }
}

/// The lesser of both at each end, and in the middle.
fn lesser(one: EffortPoints, other: EffortPoints) -> EffortPoints {
    EffortPoints { low: one.low.min(other.low), likely: one.likely.min(other.likely), high: one.high.min(other.high) }
}

/// What the entry says of a formal; nothing where nobody wrote it down.
fn fate<'e>(rule: &RuleFacts, formal: u16, equivalent: &'e Equivalent) -> Option<&'e ArgumentFate> {
    let name = rule.formals.get(usize::from(formal))?;
    equivalent.arguments.iter().find(|map| map.formal == *name).map(|map| &map.fate)
}

/// The part that this fate adds; nothing where the argument carries over, or goes away.
fn part_of(fate: &ArgumentFate, formal: u16) -> Option<Part> {
    match fate {
        ArgumentFate::To { note: None, .. } | ArgumentFate::Drop(_) => None,
        ArgumentFate::To { note: Some(_), .. } => Some(Part::Changes(formal)),
        ArgumentFate::Manual(_) => Some(Part::Manual(formal)),
    }
}

/// Whether an argument that an entry does not name is an open question; with the others it stays, or goes with the call.
fn needs_mapping(change: Change) -> bool {
    matches!(change, Change::Arguments | Change::Rewrite | Change::Redesign)
}

/// The spread of an entry's confidence.
pub(crate) fn of_confidence(effort: &Effort, confidence: Confidence) -> EffortSpread {
    match confidence {
        Confidence::High => effort.confidence.high,
        Confidence::Medium => effort.confidence.medium,
        Confidence::Low => effort.confidence.low,
    }
}

/// The spread of a finding's origin.
pub(crate) fn of_origin(spreads: &OriginSpread, origin: Origin) -> EffortSpread {
    match origin {
        Origin::Qualified => spreads.qualified,
        Origin::Attached => spreads.attached,
        Origin::Unattached => spreads.unattached,
        Origin::Ambiguous => spreads.ambiguous,
        Origin::Dynamic => spreads.dynamic,
    }
}
