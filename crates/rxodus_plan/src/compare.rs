//! What changed between two plans, and whether the code or the knowledge did.

use std::collections::BTreeMap;

use rxodus_rules::{Circumstances, RuleId, RuleIndex, TargetId};

use crate::{Estimate, Facts, FileFacts, FindingFacts, RuleFacts, plan, survey::rule_facts};

/// The difference between an earlier plan and this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanComparison {
    /// The day of the earlier one.
    pub since: jiff::civil::Date,
    /// Whether rules, formula or prices are others now.
    pub knowledge_changed: bool,
    /// Findings that were there and are no more, for which the code changed.
    pub gone: u64,
    /// Findings that are new, for which the code changed.
    pub new: u64,
    /// By target, where both plans have it.
    pub targets: Vec<TargetComparison>,
}

/// The difference on one target. `before` and both differences add up to `after`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetComparison {
    /// Index in [`Facts::targets`] of the plan of now.
    pub target: usize,
    /// What the earlier plan said.
    pub before: Estimate,
    /// What the earlier code costs by the rules and prices of now.
    pub before_repriced: Estimate,
    /// What the plan says now.
    pub after: Estimate,
}

/// Compares. The rules are those of now.
pub fn compare(old: &Facts, new: &Facts, index: &RuleIndex) -> PlanComparison {
    let knowledge_changed = old.knowledge != new.knowledge || old.effort != new.effort;
    let middle = if knowledge_changed { repriced(old, new, index) } else { old.clone() };
    let (gone, added) = moved(&middle, new);
    let plans = [old.clone(), middle, new.clone()].map(plan);
    let [before, middle, after] = &plans;
    let at = |facts: &Facts, id: &str| facts.targets.iter().position(|target| target.id == id);
    let compared = |(target, known): (usize, &crate::TargetFacts)| {
        Some(TargetComparison {
            target,
            before: before.targets[at(old, &known.id)?].effort,
            before_repriced: middle.targets[at(&middle.facts, &known.id)?].effort,
            after: after.targets[target].effort,
        })
    };
    PlanComparison { since: old.as_of, knowledge_changed, gone, new: added, targets: new.targets.iter().enumerate().filter_map(compared).collect() }
}

/// Findings of the first that the second has not, and the other way round, by their marks.
fn moved(old: &Facts, new: &Facts) -> (u64, u64) {
    let mut counts: BTreeMap<(String, &str), (u64, u64)> = BTreeMap::new();
    for (facts, is_new) in [(old, false), (new, true)] {
        for finding in facts.findings.iter().filter(|finding| finding.suppressed.is_none()) {
            let (then, now) = counts.entry((facts.path(facts.file(finding)), &finding.fingerprint)).or_default();
            *(if is_new { now } else { then }) += 1;
        }
    }
    let gone = counts.values().map(|(then, now)| then.saturating_sub(*now)).sum();
    (gone, counts.values().map(|(then, now)| now.saturating_sub(*then)).sum())
}

/// The code of then by the knowledge of now: in files that are the same the findings of now, in others those of then, all with the entries and the
/// prices of now. A finding whose rule is gone goes with it.
fn repriced(old: &Facts, new: &Facts, index: &RuleIndex) -> Facts {
    let targets: Vec<TargetId> = new.targets.iter().filter_map(|target| known_target(index, &target.id)).collect();
    let mut rules: BTreeMap<String, RuleFacts> = BTreeMap::new();
    let mut findings: Vec<(String, FindingFacts)> = Vec::new();
    let now = by_path(new);
    for (at, file) in (0u32..).zip(&old.files) {
        match now.get(&old.path(file)).filter(|(_, same)| same.digest == file.digest) {
            Some((same, _)) => {
                for finding in new.findings_of(*same) {
                    rules.entry(new.rule(finding).id.clone()).or_insert_with(|| new.rule(finding).clone());
                    findings.push((new.rule(finding).id.clone(), FindingFacts { file: at, ..finding.clone() }));
                }
            }
            None => {
                for finding in old.findings_of(at) {
                    let was = old.rule(finding);
                    let Some(rule) = known_rule(index, was) else { continue };
                    let facts = rules.entry(was.id.clone()).or_insert_with(|| rule_facts(index, &targets, &was.id, rule));
                    findings.push((was.id.clone(), relooked(was, finding, (rule, facts), index, &targets)));
                }
            }
        }
    }
    let rules: Vec<RuleFacts> = rules.into_values().collect();
    let rule = |id: &str| rules.binary_search_by(|rule| rule.id.as_str().cmp(id)).unwrap_or_default() as u32;
    let findings = findings.iter().map(|(id, finding)| FindingFacts { rule: rule(id), ..finding.clone() }).collect();
    Facts {
        effort: new.effort.clone(),
        profile: new.profile,
        knowledge: new.knowledge.clone(),
        targets: new.targets.clone(),
        findings,
        rules,
        ..old.clone()
    }
}

fn by_path(facts: &Facts) -> BTreeMap<String, (u32, &FileFacts)> {
    (0u32..).zip(&facts.files).map(|(at, file)| (facts.path(file), (at, file))).collect()
}

fn known_target(index: &RuleIndex, id: &str) -> Option<TargetId> {
    index.ruleset().targets.iter().position(|target| target.id == id).map(|at| TargetId(at as u8))
}

/// A finding of then as the rules of now see it.
fn relooked(was: &RuleFacts, finding: &FindingFacts, (rule, facts): (RuleId, &RuleFacts), index: &RuleIndex, targets: &[TargetId]) -> FindingFacts {
    let formal = |at: u16| facts.formals.iter().position(|name| Some(name) == was.formals.get(usize::from(at))).map(|at| at as u16);
    let circumstances = || circumstances(finding, rule, index);
    let formals: Vec<_> = finding.arguments.iter().filter_map(|argument| was.formals.get(usize::from(argument.formal?))).collect();
    let gives = |name: &str| formals.iter().any(|formal| *formal == name);
    let entry = |target: &TargetId| {
        let applies = index.equivalent(rule, *target, &circumstances, &gives)?;
        index.equivalents(rule, *target).position(|entry| std::ptr::eq(entry, applies)).map(|at| at as u16)
    };
    let mut again = finding.clone();
    again.entries = targets.iter().map(entry).collect();
    again.traps = vec![Vec::new(); targets.len()];
    for argument in &mut again.arguments {
        argument.formal = argument.formal.and_then(formal);
    }
    again
}

fn known_rule(index: &RuleIndex, was: &RuleFacts) -> Option<RuleId> {
    let package = index.ruleset().packages.iter().position(|package| package.name == was.package && package.language.name() == was.language)?;
    let rule = RuleId { package: package as u16, symbol: None };
    let Some(name) = &was.symbol else { return Some(rule) };
    let symbol = index.ruleset().packages[package].symbols.iter().position(|symbol| symbol.name == *name)?;
    Some(RuleId { symbol: Some(symbol as u16), ..rule })
}

/// What the finding says of where it runs, and on what.
fn circumstances(finding: &FindingFacts, rule: RuleId, index: &RuleIndex) -> Circumstances {
    let flow = &index.ruleset().flow;
    let context = finding.context.as_ref().and_then(|context| match context.kinds.as_slice() {
        [kind] => flow.context(kind),
        _ => None,
    });
    let kind = |is_written: bool| flow.data(finding.data.iter().find(|data| data.is_written == is_written)?.kind.as_deref()?);
    Circumstances { context, data: index.symbol(rule).and_then(|symbol| flow.deciding(symbol, kind)) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        Frame, Team, survey,
        toy::{call, index, report},
    };

    fn facts(lines: &[u32], knowledge: &str) -> Facts {
        let index = index(true);
        let finding = |line: &u32| rxodus_scan::Finding { fingerprint: line.to_string(), ..call(&index, "toyFit", 0, *line, &[Some(2)]) };
        let report = report(lines.iter().map(finding).collect());
        let frame = Frame { knowledge: knowledge.to_owned(), ..Frame::plain(date(2026, 11, 23), Team::default()) };
        survey(&report, &index, &[TargetId(0), TargetId(1)], frame).expect("a table of costs")
    }

    #[test]
    fn changed_code_is_told_from_changed_knowledge() {
        let index = index(true);
        let (mut old, new) = (facts(&[1, 2, 3], "k"), facts(&[1, 4], "k"));
        let same = compare(&old, &new, &index);
        assert_eq!((same.knowledge_changed, same.gone, same.new), (false, 2, 1));
        assert_eq!(same.targets[0].before, same.targets[0].before_repriced);
        old.effort.manual.repeat.likely += 100;
        old.files[0].digest = "other".to_owned();
        let both = compare(&old, &new, &index);
        let near = &both.targets[0];
        assert_eq!((near.before.likely - near.before_repriced.likely, near.after), (200, same.targets[0].after));
        assert_eq!((near.before_repriced, both.gone, both.new), (same.targets[0].before, 2, 1));
    }

    #[test]
    fn in_a_file_that_is_the_same_other_findings_come_from_the_rules() {
        let (old, new) = (facts(&[1], "k"), facts(&[1, 2], "l"));
        let found = compare(&old, &new, &index(true));
        assert_eq!((found.gone, found.new, found.targets[0].before_repriced), (0, 0, found.targets[0].after));
    }
}
