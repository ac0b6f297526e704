//! The scores in short, for the summary of a check: as lines of text, and as a part of its JSON.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use rxodus_plan::{Plan, TargetPlan};
use rxodus_scan::Report;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    Context, TextStyle,
    plan_model::{ScoresOut, SeenOut, scores, seen},
    plan_numbers::{hours_range, percent},
    text::footer::{INDENTATION, write_hanging, write_label},
    words::count,
};

/// The scores of a report: coverage, and by target readiness and effort. `rxodus plan` has the addends.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScoreSummary<'a> {
    /// The version of the table of costs and of its use.
    formula: u32,
    /// What a point is worth.
    minutes_per_point: u32,
    /// What the run saw.
    coverage: SeenOut,
    /// By target.
    targets: BTreeMap<&'a str, ScoresOut>,
}

/// The scores on the targets of the context; absent where the rules have no table of costs.
pub fn score_summary<'a>(report: &Report, context: &'a Context) -> Option<ScoreSummary<'a>> {
    let plan = rxodus_plan::plan(report, context.index, &context.targets)?;
    Some(ScoreSummary {
        formula: plan.formula,
        minutes_per_point: plan.minutes_per_point,
        coverage: seen(&plan.seen),
        targets: plan.targets.iter().map(|target| (context.target(target.target).id.as_str(), scores(target, context))).collect(),
    })
}

/// Writes a line for each target, and one that says what is not in it; nothing where nothing was found.
pub fn write_score_summary(report: &Report, context: &Context, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let plan = rxodus_plan::plan(report, context.index, &context.targets);
    let Some(plan) = plan.filter(|plan| plan.certain > 0) else { return Ok(()) };
    let names = plan.targets.iter().map(|target| context.target(target.target).id.chars().count());
    let width = names.max().unwrap_or(0);
    for (at, target) in plan.targets.iter().enumerate() {
        let id = &context.target(target.target).id;
        write_item(at, &format!("{id:width$}  {}", line(target)), style, out)?;
    }
    write_item(plan.targets.len(), &note(&plan), style, out)
}

fn write_item(at: usize, text: &str, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    match at {
        0 => write_label("score", style, out)?,
        _ => write!(out, "{:INDENTATION$}", "")?,
    }
    write_hanging(text, INDENTATION, style, out)
}

fn line(target: &TargetPlan) -> String {
    let unmapped = match target.unmapped.findings {
        0 => String::new(),
        findings => format!(", and {}", count(findings, "unmapped finding")),
    };
    format!("{} ready, {} hours{unmapped}", percent(target.readiness), hours_range(target.minutes))
}

fn note(plan: &Plan) -> String {
    let graded = if plan.graded == 0 { String::new() } else { format!("{} to judge, ", count(plan.graded, "finding")) };
    format!("a judgement, without {graded}data, platforms and proof: see rxodus plan")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan_toy::{context, report, toy};

    #[test]
    fn a_line_a_target() {
        let toy = toy();
        let mut out = Vec::new();
        let style = TextStyle { color: false, width: 100, links: false, quiet: false };
        write_score_summary(&report(&toy), &context(&toy), &style, &mut out).expect("written");
        let expected = "   score: new   33.3 % ready, 0.9 (0.2-2.6) hours, and 2 unmapped findings
          stay  33.3 % ready, 0.1 (0.0-0.2) hours, and 2 unmapped findings
          a judgement, without 1 finding to judge, data, platforms and proof: see rxodus plan
";
        assert_eq!(String::from_utf8(out).expect("text"), expected);
    }

    #[test]
    fn the_same_as_json() {
        let toy = toy();
        let json = serde_json::to_value(score_summary(&report(&toy), &context(&toy)).expect("a table of costs")).expect("JSON");
        assert_eq!(json["targets"]["new"]["readiness"], serde_json::json!({"part": 1, "of": 3, "permille": 333}));
        assert_eq!(json["targets"]["stay"]["unmapped"]["findings"], 2);
    }
}
