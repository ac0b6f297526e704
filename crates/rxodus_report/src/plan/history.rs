//! How it went: the earlier plans and this one, a line each.

use std::io::{self, Write};

use rxodus_plan::{Milestone, Plan, milestone};

use super::numbers::{columns, percent, points};
use crate::{TextStyle, words::thousands};

/// Writes a row for each plan, the earliest first; nothing where there is no earlier one.
pub fn write_plan_history(plan: &Plan, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    if plan.history.is_empty() {
        return Ok(());
    }
    let targets = &plan.facts.targets;
    let header = ["as of", "formula", "findings"].map(str::to_owned).into_iter();
    let header: Vec<_> = header.chain(targets.iter().flat_map(|target| [format!("{} ready", target.id), "points".to_owned()])).collect();
    let now = milestone(plan);
    let row = |milestone: &Milestone| {
        let own = [milestone.as_of.to_string(), milestone.formula.to_string(), thousands(milestone.counts.certain)];
        let on = targets.iter().flat_map(|target| match milestone.targets.iter().find(|known| known.id == target.id) {
            Some(known) => [percent(known.readiness), points(known.effort.likely)],
            None => ["-", "-"].map(str::to_owned),
        });
        own.into_iter().chain(on).collect::<Vec<_>>()
    };
    let rows: Vec<_> = std::iter::once(header).chain(plan.history.iter().chain([&now]).map(row)).collect();
    writeln!(out, "\n{}", style.strong("How it went"))?;
    for (at, line) in columns(&rows).iter().enumerate() {
        writeln!(out, "{}", if at == 0 { style.faint(line) } else { line.clone() })?;
    }
    let formulas: std::collections::BTreeSet<_> = plan.history.iter().chain([&now]).map(|milestone| milestone.formula).collect();
    if formulas.len() > 1 {
        writeln!(out, "points of different formulas do not compare; --compare tells what the rules changed")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::toy::{plan, toy};

    #[test]
    fn earlier_plans_stand_above_this_one() {
        let mut plan = plan(&toy());
        let earlier = Milestone { as_of: jiff::civil::date(2026, 1, 2), formula: 9, ..milestone(&plan) };
        plan.history = vec![earlier];
        let mut out = Vec::new();
        let style = TextStyle { color: false, width: 100, links: false, quiet: false };
        write_plan_history(&plan, &style, &mut out).expect("written");
        let text = String::from_utf8(out).expect("text");
        assert!(text.contains("2026-01-02        9         3     33.3 %     5.2") && text.contains("do not compare"), "{text}");
    }
}
