//! `effort.toml`: what each class of change costs, checked so that no estimate can come out upside down.

mod table;

use toml::Spanned;

use super::{Faults, RuleFile, tables};
use crate::{
    Change, ConfidenceSpread, Effort, EffortClass, EffortExample, EffortPoints, EffortPrice, EffortSpread, FixedCost, FixedEach, OriginSpread, Target,
};
use table::{Class, Fixed, Points, Price, Spread, Table};

/// The table of costs; absent where the file has not its shape.
pub(super) fn read(file: &RuleFile, targets: &[Target], faults: &mut Faults) -> Option<Effort> {
    match toml::from_str::<Table>(&file.text) {
        Ok(table) => Some(effort(file, table, targets, faults)),
        Err(error) => {
            faults.toml(file, &error);
            None
        }
    }
}

fn effort(file: &RuleFile, table: Table, targets: &[Target], faults: &mut Faults) -> Effort {
    let mut ids = Vec::new();
    Effort {
        formula: above_zero(file, "formula", &table.formula, faults),
        minutes_per_point: above_zero(file, "minutes-per-point", &table.minutes_per_point, faults),
        note: tables::filled(file, "note", &table.note, faults),
        sources: tables::sources(file, &table.source, faults),
        classes: classes(file, table.change, faults),
        import: points(file, &table.import, faults),
        manual: price(file, &table.argument.manual, faults),
        changes: price(file, &table.argument.changes, faults),
        confidence: confidence(file, &table.confidence, faults),
        origin: origin(file, &table.origin, faults),
        fixed: table.fixed.iter().filter_map(|fixed| fixed_cost(file, fixed, targets, &mut ids, faults)).collect(),
    }
}

/// Absent where nothing is known of what it is paid for.
fn fixed_cost<'t>(file: &RuleFile, fixed: &'t Fixed, targets: &[Target], ids: &mut Vec<&'t str>, faults: &mut Faults) -> Option<FixedCost> {
    if ids.contains(&fixed.id.get_ref().as_str()) {
        faults.add(file, fixed.id.span(), format!("`{}` is here twice", fixed.id.get_ref()), "give each cost a name of its own");
    }
    ids.push(fixed.id.get_ref());
    for target in fixed.on.iter().filter(|name| targets.iter().all(|target| target.id != *name.get_ref())) {
        let known: Vec<_> = targets.iter().map(|target| target.id.as_str()).collect();
        faults.add(file, target.span(), format!("no target is called `{}`", target.get_ref()), format!("known are {}", known.join(", ")));
    }
    let each = FixedEach::ALL.into_iter().find(|each| each.name() == fixed.each.get_ref());
    if each.is_none() {
        let known = FixedEach::ALL.map(FixedEach::name).join(", ");
        faults.add(file, fixed.each.span(), format!("nothing is counted as `{}`", fixed.each.get_ref()), format!("known are {known}"));
    }
    Some(FixedCost {
        id: tables::filled(file, "id", &fixed.id, faults),
        title: tables::filled(file, "title", &fixed.title, faults),
        each: each?,
        price: both(file, &fixed.first, &fixed.repeat, faults),
        on: fixed.on.iter().map(|target| target.get_ref().clone()).collect(),
        why: tables::filled(file, "why", &fixed.why, faults),
    })
}

/// In the order of [`Change`].
fn classes(file: &RuleFile, table: table::Classes, faults: &mut Faults) -> [EffortClass; 7] {
    [
        (Change::Keep, table.keep),
        (Change::Rename, table.rename),
        (Change::Arguments, table.arguments),
        (Change::Rewrite, table.rewrite),
        (Change::Redesign, table.redesign),
        (Change::Remove, table.remove),
        (Change::None, table.none),
    ]
    .map(|(change, class)| effort_class(file, change, &class, faults))
}

fn effort_class(file: &RuleFile, change: Change, class: &Class, faults: &mut Faults) -> EffortClass {
    EffortClass {
        change,
        price: both(file, &class.first, &class.repeat, faults),
        example: EffortExample {
            before: tables::filled(file, "before", &class.before, faults),
            after: class.after.as_ref().map_or_else(String::new, |after| tables::filled(file, "after", after, faults)),
            why: tables::filled(file, "why", &class.why, faults),
        },
    }
}

fn price(file: &RuleFile, price: &Price, faults: &mut Faults) -> EffortPrice {
    both(file, &price.first, &price.repeat, faults)
}

/// A repeat never costs more than the first time.
fn both(file: &RuleFile, first: &Spanned<Points>, repeat: &Spanned<Points>, faults: &mut Faults) -> EffortPrice {
    let price = EffortPrice { first: points(file, first, faults), repeat: points(file, repeat, faults) };
    let (once, again) = (price.first, price.repeat);
    if again.low > once.low || again.likely > once.likely || again.high > once.high {
        let help = "the first time covers reading and trying as well; lower the repeat";
        faults.add(file, repeat.span(), "a repeat costs more than the first time", help);
    }
    price
}

fn points(file: &RuleFile, points: &Spanned<Points>, faults: &mut Faults) -> EffortPoints {
    let Points { low, likely, high } = *points.get_ref();
    if low > likely || likely > high {
        faults.add(file, points.span(), "the range does not rise", "write low, likely and high in rising order, in tenths of a point");
    } else if high > HIGHEST {
        faults.add(file, points.span(), format!("more than {HIGHEST} tenths for one use"), "a cost of a whole project belongs to no single use");
    }
    EffortPoints { low, likely, high }
}

/// A million uses at this price and the widest spread still fit into 64 bits, with room for the per cents.
const HIGHEST: u32 = 100_000;
/// The widest spread in per cent.
const WIDEST: u32 = 1_000;

fn spread(file: &RuleFile, spread: &Spanned<Spread>, faults: &mut Faults) -> EffortSpread {
    let Spread { low, high } = *spread.get_ref();
    if low > 100 || !(100..=WIDEST).contains(&high) {
        let help = format!("`low` is 0 to 100, `high` is 100 to {WIDEST}: a doubt widens a range and never moves its middle");
        faults.add(file, spread.span(), "this spread is no spread", help);
    }
    EffortSpread { low, high }
}

fn confidence(file: &RuleFile, table: &table::Confidences, faults: &mut Faults) -> ConfidenceSpread {
    ConfidenceSpread { high: spread(file, &table.high, faults), medium: spread(file, &table.medium, faults), low: spread(file, &table.low, faults) }
}

fn origin(file: &RuleFile, table: &table::Origins, faults: &mut Faults) -> OriginSpread {
    OriginSpread {
        qualified: spread(file, &table.qualified, faults),
        attached: spread(file, &table.attached, faults),
        unattached: spread(file, &table.unattached, faults),
        ambiguous: spread(file, &table.ambiguous, faults),
        dynamic: spread(file, &table.dynamic, faults),
    }
}

fn above_zero(file: &RuleFile, what: &str, number: &Spanned<u32>, faults: &mut Faults) -> u32 {
    if *number.get_ref() == 0 {
        faults.add(file, number.span(), format!("`{what}` is zero"), "write a number from 1");
    }
    *number.get_ref()
}

#[cfg(test)]
mod tests;
