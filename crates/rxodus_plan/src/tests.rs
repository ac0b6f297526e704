//! The formula on invented findings, and what must hold for all findings.

use jiff::civil::date;
use rxodus_rules::{RuleIndex, TargetId};
use rxodus_scan::{Finding, Origin, Use};

use super::*;
use crate::toy::{call, index, report};

const NEAR: TargetId = TargetId(0);
const FAR: TargetId = TargetId(1);

fn estimate(low: u64, likely: u64, high: u64) -> Estimate {
    Estimate { low, likely, high }
}

fn of(index: &RuleIndex, targets: &[TargetId], findings: Vec<Finding>) -> Plan {
    plan(survey(&report(findings), index, targets, Frame::plain(date(2026, 11, 23), Team::default())).expect("a table of costs"))
}

fn near(index: &RuleIndex, findings: Vec<Finding>) -> TargetPlan {
    of(index, &[NEAR], findings).targets.remove(0)
}

#[test]
fn the_first_use_and_each_repeat_have_their_price() {
    let index = index(true);
    let target = near(&index, vec![call(&index, "toyFit", 0, 1, &[]), call(&index, "toyFit", 0, 2, &[]), call(&index, "toyFit", 1, 1, &[])]);
    let efforts: Vec<_> = target.rows.iter().map(|row| (row.occurrence, row.effort)).collect();
    // A rewrite is 30, 61, 92 and then 7, 15, 23; medium confidence takes 80 and 150 per cent of the ends.
    let repeat = (Occurrence::Repeat, estimate(5, 15, 35));
    assert_eq!(efforts, [(Occurrence::First, estimate(24, 61, 138)), repeat, repeat]);
    assert_eq!(target.effort, estimate(34, 91, 208));
    assert_eq!(target.minutes, Minutes { low: 23, likely: 64, high: 146 });
    assert_eq!(target.files.iter().map(|group| (group.key, group.findings)).collect::<Vec<_>>(), [(0, 2), (1, 1)]);
}

#[test]
fn own_arguments_come_on_top() {
    let index = index(true);
    let findings = vec![call(&index, "toyFit", 0, 1, &[Some(0), Some(1), Some(2)]), call(&index, "toyFit", 0, 2, &[Some(2), Some(3), None])];
    let plan = of(&index, &[NEAR], findings);
    let target = &plan.targets[0];
    let parts: Vec<_> = target.rows.iter().map(|row| (row.part, row.occurrence)).collect();
    let expected = [
        (Part::Change, Occurrence::First),
        (Part::Changes(1), Occurrence::First),
        (Part::Manual(2), Occurrence::First),
        (Part::Change, Occurrence::Repeat),
        (Part::Manual(2), Occurrence::Repeat),
    ];
    assert_eq!(parts, expected);
    assert_eq!(target.unmapped.arguments, 2, "the dots, and one that fits nothing");
    assert_eq!(why(&target.rows[2], 0, &plan.facts), "`z` has no counterpart, met for the first time; medium confidence: low 80 %, high 150 %");
}

#[test]
fn a_line_that_imports_is_never_the_first_use() {
    let index = index(true);
    let import = |name, line| Finding { usage: Use::Import, ..call(&index, name, 0, line, &[]) };
    let target = near(&index, vec![import("toyFit", 1), call(&index, "toyFit", 0, 2, &[]), import("toyKeep", 3), import("toybox", 4)]);
    let parts: Vec<_> = target.rows.iter().map(|row| (row.part, row.occurrence)).collect();
    let import = (Part::Import, Occurrence::Repeat);
    assert_eq!(parts, [import, (Part::Change, Occurrence::First), import, import], "the package itself as well");
    assert_eq!(target.rows[3].effort, estimate(0, 1, 2));
    assert_eq!(target.rows[2].effort, Estimate::default(), "a name that stays");
}

#[test]
fn unmapped_graded_and_suppressed_findings_stand_apart() {
    let index = index(true);
    let graded = Finding { origin: Origin::Ambiguous, ..call(&index, "toyFit", 0, 3, &[]) };
    let ignored = Finding { suppressed: Some("why".to_owned()), ..call(&index, "toyFit", 0, 4, &[]) };
    let findings = vec![call(&index, "toyOld", 0, 1, &[]), call(&index, "toyKeep", 0, 2, &[]), graded, ignored, call(&index, "toyOld", 1, 1, &[])];
    let plan = of(&index, &[NEAR, FAR], findings);
    assert_eq!(plan.counts, Counts { certain: 3, graded: 1, suppressed: 1 });
    let [near, far] = plan.targets.as_slice() else { panic!("two targets") };
    assert_eq!((near.unmapped.findings, near.unmapped.rules.len(), near.effort), (2, 1, estimate(0, 1, 2)));
    assert_eq!((near.mapped, near.readiness), (Share::new(1, 3), Share::new(1, 3)));
    assert_eq!((near.graded.findings, near.graded.effort), (1, estimate(0, 61, 138)));
    assert_eq!(near.files[1], Group { key: 1, findings: 1, ready: 0, unmapped: 1, effort: Estimate::default() });
    assert_eq!((far.readiness, far.effort, far.unmapped.findings), (Share::new(0, 3), Estimate::default(), 3));
    assert_eq!((far.graded.findings, far.graded.unmapped), (1, 1));
}

#[test]
fn nothing_found_has_no_readiness_and_no_table_no_plan() {
    let target = near(&index(true), Vec::new());
    assert_eq!((target.mapped, target.readiness, target.effort), (None, None, Estimate::default()));
    assert_eq!(survey(&report(Vec::new()), &index(false), &[NEAR], Frame::plain(date(2026, 11, 23), Team::default())), None);
}

#[test]
fn fixed_costs_are_paid_for_what_is_counted() {
    let index = index(true);
    let mut report = report(vec![call(&index, "toyFit", 0, 1, &[]), call(&index, "toyFit", 0, 2, &[]), call(&index, "toyFit", 1, 3, &[])]);
    report.coverage.data = vec![rxodus_scan::DataSet { path: "d.xdf".to_owned(), files: 1, bytes: 10_000_000_001 }];
    let plan = plan(survey(&report, &index, &[NEAR, FAR], Frame::plain(date(2026, 11, 23), Team::default())).expect("a table of costs"));
    let rows = |target: &TargetPlan| target.fixed_rows.iter().map(|row| (row.cost, row.count, row.effort)).collect::<Vec<_>>();
    let [near, far] = plan.targets.as_slice() else { panic!("two targets") };
    assert_eq!(rows(near), [(0, 1, estimate(10, 20, 30)), (1, 3, estimate(102, 204, 306))]);
    assert_eq!(rows(far), [(0, 1, estimate(10, 20, 30)), (2, 2, estimate(10, 12, 14))]);
    assert_eq!((near.fixed, far.fixed), (estimate(112, 224, 336), estimate(20, 32, 44)));
    assert_eq!(of(&index, &[NEAR], Vec::new()).targets[0].fixed_rows, [], "nothing found, nothing to pay");
}

/// Numbers that look random and are the same on each run (Knuth's constants for 64 bits).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn finding(&mut self, index: &RuleIndex, place: u32) -> Finding {
        const ORIGINS: [Origin; 5] = [Origin::Qualified, Origin::Attached, Origin::Unattached, Origin::Ambiguous, Origin::Dynamic];
        let name = ["toyFit", "toyKeep", "toyOld", "toybox"][self.below(4) as usize];
        let formals: Vec<_> = (0..self.below(4)).map(|_| Some(self.below(5) as u16).filter(|formal| *formal < 4)).collect();
        Finding {
            origin: ORIGINS[self.below(5) as usize],
            usage: [Use::Call, Use::Import, Use::Reference, Use::Dynamic][self.below(4) as usize],
            suppressed: (self.below(6) == 0).then(|| "why".to_owned()),
            more_arguments: self.below(3) == 0,
            ..call(index, name, place / 40, place % 40 + 1, &formals)
        }
    }
}

#[test]
fn rows_add_up_and_every_finding_is_somewhere() {
    let index = index(true);
    for seed in 0..300 {
        let mut dice = Dice(seed);
        let length = dice.below(80) as u32;
        let findings: Vec<_> = (0..length).map(|place| dice.finding(&index, place)).collect();
        let plan = of(&index, &[NEAR, FAR], findings);
        assert_eq!(plan.counts.certain + plan.counts.graded + plan.counts.suppressed, u64::from(length));
        for target in &plan.targets {
            check(&plan, target);
        }
    }
}

fn check(plan: &Plan, target: &TargetPlan) {
    let total: Estimate = target.rows.iter().map(|row| row.effort).sum();
    assert_eq!(total, target.effort);
    assert_eq!(target.packages.iter().map(|group| group.effort).sum::<Estimate>(), total);
    assert_eq!(target.files.iter().map(|group| group.effort).sum::<Estimate>(), total);
    assert_eq!(target.rules.iter().map(|group| group.effort).sum::<Estimate>(), total);
    assert_eq!(target.changes.iter().map(|group| group.effort).sum::<Estimate>(), total);
    assert_eq!(target.fixed_rows.iter().map(|row| row.effort).sum::<Estimate>(), target.fixed);
    assert_eq!(target.graded.rows.iter().map(|row| row.effort).sum::<Estimate>(), target.graded.effort);
    assert!(target.rows.iter().chain(&target.graded.rows).all(|row| row.effort.low <= row.effort.likely && row.effort.likely <= row.effort.high));
    assert!(target.minutes.low <= target.minutes.likely && target.minutes.likely <= target.minutes.high);
    let findings = |groups: u64| assert_eq!(groups, plan.counts.certain);
    findings(target.files.iter().map(|group| group.findings).sum());
    findings(target.rules.iter().map(|group| group.findings).sum());
    findings(target.changes.iter().map(|group| group.findings).sum::<u64>() + target.unmapped.findings);
    assert_eq!(target.unmapped.rules.iter().map(|(_, findings)| findings).sum::<u64>(), target.unmapped.findings);
    assert_eq!(target.files.iter().map(|group| group.unmapped).sum::<u64>(), target.unmapped.findings);
    assert_eq!(target.graded.findings, plan.counts.graded);
    assert_eq!(target.readiness.is_some(), plan.counts.certain > 0);
}
