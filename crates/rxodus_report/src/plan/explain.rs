//! Every addend of a plan, a line each, and their sum: for whoever wants to check the arithmetic.

use std::io::{self, Write};

use rxodus_plan::{Estimate, Part, Plan, Row, why};

use super::numbers::points;
use crate::{TextStyle, escape::escape, words::count};

/// Columns of a number.
const NUMBER: usize = 9;

/// Writes the rows of each target and their sum, then apart the rows of what a reader must judge.
pub fn write_plan_explain(plan: &Plan, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    for (at, target) in plan.targets.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}: every addend, in points", style.strong(&plan.facts.targets[at].id))?;
        write_rows(plan, at, &target.rows, target.effort, style, out)?;
        if target.unmapped.findings > 0 {
            let unmapped = count(target.unmapped.findings, "unmapped finding");
            writeln!(out, "{:width$}{unmapped} not in it: no effort is known", "", width = 3 * NUMBER + 2)?;
        }
        if !target.fixed_rows.is_empty() {
            writeln!(out, "{}", style.faint("once, whatever the lines cost, and not in the sum above"))?;
            for row in &target.fixed_rows {
                let cost = &plan.facts.effort.fixed[row.cost];
                let title = plan.facts.path_in(row.repository, &cost.title);
                writeln!(out, "{}  {}, {} × {}", numbers(row.effort), escape(&title), row.count, cost.each.name())?;
            }
            writeln!(out, "{}  {}", style.strong(&numbers(target.fixed)), style.strong(&sum_of(target.fixed_rows.len())))?;
        }
        if !target.graded.rows.is_empty() {
            writeln!(out, "{}", style.faint("for a reader to judge, and not in the sum above"))?;
            write_rows(plan, at, &target.graded.rows, target.graded.effort, style, out)?;
        }
    }
    Ok(())
}

fn write_rows(plan: &Plan, target: usize, rows: &[Row], sum: Estimate, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", style.faint(&format!("{:>NUMBER$}{:>NUMBER$}{:>NUMBER$}", "low", "likely", "high")))?;
    for row in rows {
        writeln!(out, "{}  {}", numbers(row.effort), escape(&addend(plan, target, row)))?;
    }
    writeln!(out, "{}  {}", style.strong(&numbers(sum)), style.strong(&sum_of(rows.len())))
}

fn sum_of(addends: usize) -> String {
    format!("the sum of {}", count(addends as u64, "addend"))
}

/// Place, rule, change and reason of a row.
fn addend(plan: &Plan, target: usize, row: &Row) -> String {
    let facts = &plan.facts;
    let finding = &facts.findings[row.finding as usize];
    let change = facts.equivalent(finding, target).filter(|_| row.part == Part::Change);
    let change = change.map(|equivalent| format!("{}, ", equivalent.change.name())).unwrap_or_default();
    let place = format!("{}:{}", facts.path(facts.file(finding)), finding.line);
    format!("{place}  {}: {change}{}", facts.rule(finding).id, why(row, target, facts))
}

fn numbers(estimate: Estimate) -> String {
    [estimate.low, estimate.likely, estimate.high].map(|tenths| format!("{:>NUMBER$}", points(tenths))).concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::toy::{plan, toy};

    #[test]
    fn rows_and_sum_are_printed() {
        let toy = toy();
        let mut out = Vec::new();
        let style = TextStyle { color: false, width: 100, links: false, quiet: false };
        write_plan_explain(&plan(&toy), &style, &mut out).expect("written");
        let text = String::from_utf8(out).expect("text");
        let start = r"new: every addend, in points
      low   likely     high
      1.2      4.0     12.0  a\u{1b}.R:2  Oldpack/oldFit: arguments, first use of the rule; medium confidence: low 80 %, high 150 %; unattached: low 80 %, high 100 %
      0.3      1.2      3.6  a\u{1b}.R:2  Oldpack/oldFit: `data` changes its meaning, met for the first time; medium confidence: low 80 %, high 150 %; unattached: low 80 %, high 100 %
      1.5      5.2     15.6  the sum of 2 addends
                             2 unmapped findings not in it: no effort is known
once, whatever the lines cost, and not in the sum above
      5.0     10.0     20.0  an image, 1 × repository
      5.0     10.0     20.0  the sum of 1 addend
for a reader to judge, and not in the sum above
      low   likely     high
      0.0      1.0      3.0  a\u{1b}.R:3  Oldpack/oldFit: arguments, further use of the rule; medium confidence: low 80 %, high 150 %; ambiguous: low 0 %, high 100 %
      0.0      1.0      3.0  the sum of 1 addend

stay:";
        assert!(text.starts_with(start), "{text}");
    }
}
