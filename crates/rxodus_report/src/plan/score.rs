//! The scores in short, for the summary of a check: as lines of text, and as a part of its JSON.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use rxodus_plan::{Facts, Frame, Scores, TargetPlan};
use rxodus_scan::Report;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    document::scores::{ScoresOut, SeenOut, scores_out, seen_out},
    numbers::{hours_range, percent},
};
use crate::{
    Context, TextStyle,
    text::footer::{INDENTATION, write_hanging, write_label},
    words::count,
};

/// The scores of a report: coverage, and by target readiness and effort. `rxodus plan` has the addends.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScoreSummary {
    /// The version of the table of costs and of its use.
    formula: u32,
    /// What a point is worth.
    minutes_per_point: u32,
    /// What the run saw.
    coverage: SeenOut,
    /// By target.
    targets: BTreeMap<String, ScoresOut>,
}

/// The scores on the targets of the context; absent where the rules have no table of costs.
pub fn score_summary(report: &Report, context: &Context) -> Option<ScoreSummary> {
    let (facts, scores) = scores(report, context)?;
    Some(ScoreSummary {
        formula: facts.effort.formula,
        minutes_per_point: facts.profile.minutes_per_point,
        coverage: seen_out(&scores.seen),
        targets: facts.targets.iter().zip(&scores.targets).map(|(known, target)| (known.id.clone(), scores_out(target, &facts))).collect(),
    })
}

/// The facts of a report and their scores; absent where the rules have no table of costs.
pub(crate) fn scores(report: &Report, context: &Context) -> Option<(Facts, Scores)> {
    let facts = rxodus_plan::survey(report, context.index, &context.targets, Frame::plain(context.as_of, context.team))?;
    let scores = rxodus_plan::scores(&facts);
    Some((facts, scores))
}

/// Writes a line for each target, and one that says what is not in it; nothing where nothing was found.
pub fn write_score_summary(report: &Report, context: &Context, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let Some((facts, scores)) = scores(report, context).filter(|(_, scores)| scores.counts.certain > 0) else { return Ok(()) };
    let targets = &facts.targets;
    let width = targets.iter().map(|target| target.id.chars().count()).max().unwrap_or(0);
    for (at, (known, target)) in targets.iter().zip(&scores.targets).enumerate() {
        write_item(at, &format!("{:width$}  {}", known.id, line(target)), style, out)?;
    }
    write_item(scores.targets.len(), &note(&scores), style, out)
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

fn note(scores: &Scores) -> String {
    let graded = if scores.counts.graded == 0 { String::new() } else { format!("{} to judge, ", count(scores.counts.graded, "finding")) };
    format!("a judgement, without {graded}data, platforms and proof: see rxodus plan")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::toy::{context, report, toy};

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
