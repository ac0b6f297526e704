//! A table of costs for the made-up package, and a plan over it, for the tests of this crate.

use rxodus_plan::{Frame, Plan, Team, survey};
use rxodus_rules::{
    Change, ConfidenceSpread, Effort, EffortClass, EffortExample, EffortPoints, EffortPrice, EffortSpread, FixedCost, FixedEach, OriginSpread,
    TargetId,
};
use rxodus_scan::{Origin, Report};

use crate::{
    Context,
    toy::{Toy, argument},
};

const CODE: &str = "library(Oldpack)\noldFit(y, d, w)\noldFit(y, d)\noldSum(x)\noldFit(z)\n";

pub(crate) fn toy() -> Toy {
    Toy::new("a\x1b.R", CODE)
}

/// Both targets.
pub(crate) fn context(toy: &Toy) -> Context<'_> {
    toy.context(None)
}

/// The attach is unmapped on both; the calls are one with arguments, one for a reader to judge, one kept, one ignored.
pub(crate) fn report(toy: &Toy) -> Report {
    let mut report = toy.report(&["Oldpack", "oldFit", "oldFit", "oldSum", "oldFit"]);
    report.findings[1].arguments = vec![argument(Some(0), None), argument(Some(1), None), argument(Some(3), None)];
    report.findings[2].origin = Origin::Ambiguous;
    report.findings[4].suppressed = Some("a test".to_owned());
    report
}

pub(crate) fn plan(toy: &Toy) -> Plan {
    let (report, frame) = (report(toy), Frame { name: "toy".to_owned(), ..Frame::plain(context(toy).as_of, Team::default()) });
    rxodus_plan::plan(survey(&report, &toy.index, &[TargetId(0), TargetId(1)], frame).expect("a table of costs"))
}

/// For the rules of [`Toy`].
pub(crate) fn effort() -> Effort {
    let price = |likely: u32| EffortPrice { first: points(likely), repeat: points(likely / 4) };
    let class = |change, likely| EffortClass { change, price: price(likely), example: example() };
    Effort {
        formula: 1,
        minutes_per_point: 10,
        note: "Toy points.".to_owned(),
        sources: vec!["https://example.org/points".to_owned()],
        classes: [
            class(Change::Keep, 4),
            class(Change::Rename, 12),
            class(Change::Arguments, 40),
            class(Change::Rewrite, 120),
            class(Change::Redesign, 400),
            class(Change::Remove, 8),
            class(Change::None, 480),
        ],
        import: points(1),
        manual: price(20),
        changes: price(12),
        confidence: ConfidenceSpread { high: spread(100, 100), medium: spread(80, 150), low: spread(50, 250) },
        origin: OriginSpread {
            qualified: spread(100, 100),
            attached: spread(100, 100),
            unattached: spread(80, 100),
            ambiguous: spread(0, 100),
            dynamic: spread(0, 150),
        },
        fixed: vec![FixedCost {
            id: "image".to_owned(),
            title: "an image".to_owned(),
            each: FixedEach::Repository,
            price: price(100),
            on: vec!["new".to_owned()],
            why: "a guess".to_owned(),
        }],
    }
}

fn points(likely: u32) -> EffortPoints {
    EffortPoints { low: likely / 2, likely, high: likely * 2 }
}

fn spread(low: u32, high: u32) -> EffortSpread {
    EffortSpread { low, high }
}

fn example() -> EffortExample {
    EffortExample { before: "oldFit(y)".to_owned(), after: String::new(), why: "a guess".to_owned() }
}
