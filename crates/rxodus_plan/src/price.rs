//! Findings to rows: which price each use and each of its own arguments takes. The whole formula stands here.

use std::collections::HashSet;

use rxodus_rules::{
    ArgumentFate, Change, Confidence, Effort, EffortPoints, EffortPrice, EffortSpread, Equivalent, OriginSpread, RuleId, RuleIndex, Symbol, TargetId,
};
use rxodus_scan::{Finding, Origin, Report, Use};

use crate::{Estimate, Occurrence, Part, Row};

/// The rules, and what has been met so far on one target.
pub(crate) struct Pricer<'a> {
    report: &'a Report,
    index: &'a RuleIndex,
    effort: &'a Effort,
    target: TargetId,
    met: HashSet<(RuleId, Part)>,
}

/// What findings cost, and what has no price.
#[derive(Default)]
pub(crate) struct Priced {
    pub(crate) rows: Vec<Row>,
    /// Findings that nobody looked at for this target, by index.
    pub(crate) unmapped: Vec<usize>,
    /// Arguments that an entry says nothing of.
    pub(crate) unmapped_arguments: u64,
    /// Findings that may have arguments which cannot be seen.
    pub(crate) unseen_arguments: u64,
}

impl<'a> Pricer<'a> {
    pub(crate) fn new(report: &'a Report, index: &'a RuleIndex, effort: &'a Effort, target: TargetId) -> Self {
        Self { report, index, effort, target, met: HashSet::new() }
    }

    /// Prices these findings in their order; those of an earlier call count as met.
    pub(crate) fn price(&mut self, findings: impl Iterator<Item = (usize, &'a Finding)>) -> Priced {
        let mut priced = Priced::default();
        for (at, finding) in findings {
            match finding.equivalent(self.index, self.target) {
                None => priced.unmapped.push(at),
                Some(equivalent) => self.add(at, finding, equivalent, &mut priced),
            }
        }
        priced
    }

    fn add(&mut self, at: usize, finding: &'a Finding, equivalent: &Equivalent, priced: &mut Priced) {
        let symbol = self.index.symbol(finding.rule);
        let part = if matches!(finding.usage, Use::Attach | Use::Import) { Part::Import } else { Part::Change };
        priced.rows.push(self.row(at, finding, equivalent, part));
        if needs_mapping(equivalent.change) && (finding.more_arguments || finding.recovered) {
            priced.unseen_arguments += 1;
        }
        for argument in &finding.arguments {
            match argument.formal.and_then(|formal| Some((formal, fate(symbol?, formal, equivalent)?))) {
                None => priced.unmapped_arguments += u64::from(needs_mapping(equivalent.change)),
                Some((formal, fate)) => priced.rows.extend(part_of(fate, formal).map(|part| self.row(at, finding, equivalent, part))),
            }
        }
    }

    fn row(&mut self, at: usize, finding: &Finding, equivalent: &Equivalent, part: Part) -> Row {
        let first = part != Part::Import && self.met.insert((finding.rule, part));
        let occurrence = if first { Occurrence::First } else { Occurrence::Repeat };
        let points = points(self.effort, equivalent.change, part, occurrence);
        let (confidence, origin) = (equivalent.confidence, finding.origin);
        Row {
            finding: at,
            file: finding.file,
            line: self.report.files[finding.file.0 as usize].line(finding.span.start),
            rule: finding.rule,
            change: equivalent.change,
            part,
            occurrence,
            confidence,
            origin,
            effort: Estimate::spread(points, of_confidence(self.effort, confidence), of_origin(&self.effort.origin, origin)),
        }
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
fn fate<'e>(symbol: &Symbol, formal: u16, equivalent: &'e Equivalent) -> Option<&'e ArgumentFate> {
    let name = &symbol.formals.get(usize::from(formal))?.name;
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
