//! What changed since an earlier plan, for a terminal.

use std::io::{self, Write};

use rxodus_plan::{Plan, PlanComparison};

use super::numbers::points;
use crate::{
    TextStyle,
    text::footer::write_footer,
    words::{count, thousands},
};

/// Writes a line for each target: what the earlier plan said, what the rules changed, what the code changed, and what comes out.
pub fn write_plan_comparison(comparison: &PlanComparison, plan: &Plan, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", style.strong(&format!("Since {}", comparison.since)))?;
    let code = format!("{} gone, {} new", count(comparison.gone, "finding"), thousands(comparison.new));
    write_footer("code", &code, style, out)?;
    let rules = if comparison.knowledge_changed { "rules, formula or prices are others now" } else { "the same rules and prices" };
    write_footer("rules", rules, style, out)?;
    for target in &comparison.targets {
        let (before, middle, after) = (target.before.likely, target.before_repriced.likely, target.after.likely);
        let text = format!(
            "{} likely points, {} by rules or formula, {} by the code: {}",
            points(before),
            change(before, middle),
            change(middle, after),
            points(after)
        );
        write_footer(&plan.facts.targets[target.target].id, &text, style, out)?;
    }
    Ok(())
}

/// With its sign.
fn change(from: u64, to: u64) -> String {
    if to < from { format!("-{}", points(from - to)) } else { format!("+{}", points(to - from)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::toy::{plan, toy};

    #[test]
    fn the_differences_add_up() {
        let toy = toy();
        let (plan, mut old) = (plan(&toy), plan(&toy));
        old.facts.effort.import.likely += 5;
        old.facts.findings.pop();
        let comparison = rxodus_plan::compare(&old.facts, &plan.facts, &toy.index);
        let mut out = Vec::new();
        let style = TextStyle { color: false, width: 100, links: false, quiet: false };
        write_plan_comparison(&comparison, &plan, &style, &mut out).expect("written");
        let text = String::from_utf8(out).expect("text");
        assert!(
            text.starts_with("Since 2026-11-23\n") && text.contains("new: 5.2 likely points, +0.0 by rules or formula, +0.0 by the code: 5.2"),
            "{text}"
        );
    }
}
