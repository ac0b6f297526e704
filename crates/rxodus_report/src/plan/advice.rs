//! Which platform fits, for a terminal and as JSON.

use std::io::{self, Write};

use rxodus_plan::{Advice, Plan, PlatformAdvice, Reason};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    document::scores::{RangeOut, ShareOut, share_out, tenths},
    numbers::{columns, hours_range, percent},
    rivals::reasons,
};
use crate::{
    TextStyle,
    escape::escape,
    json_text::write_value,
    text::footer::{INDENTATION, write_footer, write_hanging, write_label},
    words::{count, list},
};

/// Platforms that are told in detail.
const TOLD: usize = 3;
/// Lines of a list.
const LONGEST_LIST: usize = 8;

/// Writes the recommendation and its reasons, the table of all platforms, and what would change it; with `quiet` no more than the table.
pub fn write_advice(advice: &Advice, plan: &Plan, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", style.strong(&headline(advice)))?;
    write_list("because", reasons(advice, plan), style, out)?;
    let header = ["fit", "ready", "code in hours", "blockers", "life"].map(str::to_owned).to_vec();
    let rows: Vec<_> = std::iter::once(header).chain(advice.platforms.iter().map(|platform| row(platform, plan))).collect();
    let width = advice.platforms.iter().map(|platform| platform.id.chars().count()).max().unwrap_or(0);
    for (at, line) in columns(&rows).iter().enumerate() {
        let id = at.checked_sub(1).map_or("", |at| advice.platforms[at].id.as_str());
        writeln!(out, "  {}  {line}", style.strong(&format!("{id:width$}")))?;
    }
    write_list("out", out_of_it(advice), style, out)?;
    if style.quiet {
        return Ok(());
    }
    for platform in advice.platforms.iter().filter(|platform| platform.excluded.is_empty()).take(TOLD) {
        writeln!(out)?;
        write_platform(platform, style, out)?;
    }
    writeln!(out)?;
    let changes = advice.would_change.iter().map(|(what, to)| format!("{what} → {}", to.as_deref().unwrap_or("none")));
    write_list("changes it", changes.collect(), style, out)?;
    write_list("not answered", advice.open.iter().map(|(id, text)| format!("{id}: {text}")).collect(), style, out)?;
    write_footer(
        "weighed",
        "each criterion counts once, however often it is found: 2 strong, 1 good, -1 poor, -2 bad; it is judgement, so fits within 3 of the best, or of the best on a target that is as near, count as equal: then the least work leads, then the longest life",
        style,
        out,
    )?;
    write_footer("as of", &plan.facts.as_of.to_string(), style, out)
}

fn headline(advice: &Advice) -> String {
    let first = advice.platforms.first().filter(|first| Some(&first.id) == advice.recommended.as_ref());
    let Some(first) = first else { return "No platform is advised: nothing was found, or nothing speaks for one that can be chosen".to_owned() };
    let mut reasons: Vec<&Reason> = first.evidence.iter().filter(|reason| reason.fit.is_some_and(|fit| fit > 0)).collect();
    reasons.sort_by_key(|reason| std::cmp::Reverse((reason.fit, reason.count)));
    let reasons: Vec<_> = reasons.iter().take(TOLD).map(|reason| escape(&reason.title)).collect();
    format!("{} is recommended: {}", escape(&first.title), list(&reasons, "and"))
}

/// Why platforms are out, each reason once.
fn out_of_it(advice: &Advice) -> Vec<String> {
    let mut reasons: Vec<(String, Vec<&str>)> = Vec::new();
    for platform in advice.platforms.iter().filter(|platform| !platform.excluded.is_empty()) {
        let reason = if platform.is_retired { "retired".to_owned() } else { platform.excluded.join("; ") };
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, platforms)) => platforms.push(&platform.id),
            None => reasons.push((reason, vec![&platform.id])),
        }
    }
    reasons.into_iter().map(|(reason, platforms)| format!("{}: {reason}", platforms.join(", "))).collect()
}

fn row(platform: &PlatformAdvice, plan: &Plan) -> Vec<String> {
    let life = match (platform.is_retired, platform.ends) {
        (true, _) => "retired".to_owned(),
        (false, Some(end)) => format!("until {end}"),
        (false, None) => "no end announced".to_owned(),
    };
    let fit = if platform.excluded.is_empty() { format!("{:+}", platform.fit) } else { "out".to_owned() };
    let hours = platform.effort.map_or("-".to_owned(), |effort| hours_range(effort.minutes(plan.facts.profile)));
    let blockers: u64 = platform.blockers.iter().map(|(_, findings)| findings).sum();
    vec![fit, percent(platform.readiness), hours, blockers.to_string(), life]
}

fn write_platform(platform: &PlatformAdvice, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}: {}", style.strong(&platform.id), escape(&platform.title))?;
    let reason = |reason: &Reason| {
        let found = match reason.count {
            0 => String::new(),
            number => format!(" ({}: {})", count(number, "place"), escape(&reason.places.join(", "))),
        };
        format!("{:+} {}: {}{found}", reason.fit.unwrap_or_default(), reason.title, reason.why)
    };
    write_list("reasons", platform.evidence.iter().map(reason).collect(), style, out)?;
    write_list("limits", platform.limits.clone(), style, out)?;
    write_list("blockers", platform.blockers.iter().map(|(rule, findings)| format!("{rule}: {}", count(*findings, "finding"))).collect(), style, out)
}

fn write_list(label: &str, items: Vec<String>, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let more = items.len().saturating_sub(LONGEST_LIST);
    for (at, item) in items.into_iter().take(LONGEST_LIST).enumerate() {
        match at {
            0 => write_label(label, style, out)?,
            _ => write!(out, "{:INDENTATION$}", "")?,
        }
        write_hanging(&escape(&item), INDENTATION, style, out)?;
    }
    if more > 0 { writeln!(out, "{:INDENTATION$}and {more} more: --format json lists all", "") } else { Ok(()) }
}

/// Which platform fits.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AdviceOut {
    /// First those that fit best or nearly so, with the least work and then the longest life in front; last those that cannot be chosen.
    platforms: Vec<PlatformAdviceOut>,
    /// The id of the first one; `null` where nothing speaks for one.
    recommended: Option<String>,
    /// Why it comes before the next one, the best one on another target, and the cheapest one: a paragraph each; empty where none is recommended.
    #[serde(default)]
    why: Vec<String>,
    /// What would lead to another one.
    would_change: Vec<WouldChangeOut>,
    /// Questions that nobody answered.
    open: Vec<QuestionOut>,
}

/// A platform and this code.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PlatformAdviceOut {
    id: String,
    title: String,
    /// `null` where the plan is for other targets.
    target: Option<String>,
    retired: bool,
    /// End of support; `null` where none was announced.
    ends: Option<String>,
    /// The sum of what speaks for it and against it.
    fit: i32,
    /// Why it cannot be chosen; empty where it can.
    excluded: Vec<String>,
    readiness: Option<ShareOut>,
    /// What the code costs there, in tenths of a point.
    tenths: Option<RangeOut>,
    /// Findings for which there is nothing there.
    blockers: Vec<BlockerOut>,
    evidence: Vec<ReasonOut>,
    /// What it does not do, or does in a way of its own, of what the code uses.
    #[serde(default)]
    limits: Vec<String>,
}

/// A rule for which there is nothing.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct BlockerOut {
    rule: String,
    findings: u64,
}

/// A criterion that holds.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ReasonOut {
    criterion: String,
    title: String,
    /// From 2, strong, to -2, bad; `null` where it rules the platform out.
    fit: Option<i8>,
    why: String,
    /// How often it was found; 0 where somebody said it, and for the life of the platform, `life-cycle`.
    count: u64,
    /// Some of the places, as `path:line`.
    places: Vec<String>,
}

/// A question or a criterion that decides.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WouldChangeOut {
    what: String,
    /// The platform that would be advised then.
    to: Option<String>,
}

/// What to ask people.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct QuestionOut {
    /// The key under `[answers]`.
    id: String,
    text: String,
}

/// Writes the advice alone, as `rxodus.plan/1` has it, with a newline at its end.
pub fn write_advice_json(advice: &Advice, plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    write_value(&mut *out, &advice_out(advice, plan))?;
    writeln!(out)
}

pub(super) fn advice_out(advice: &Advice, plan: &Plan) -> AdviceOut {
    AdviceOut {
        platforms: advice.platforms.iter().map(|platform| platform_out(platform, plan)).collect(),
        recommended: advice.recommended.clone(),
        why: reasons(advice, plan),
        would_change: advice.would_change.iter().map(|(what, to)| WouldChangeOut { what: what.clone(), to: to.clone() }).collect(),
        open: advice.open.iter().map(|(id, text)| QuestionOut { id: id.clone(), text: text.clone() }).collect(),
    }
}

fn platform_out(platform: &PlatformAdvice, plan: &Plan) -> PlatformAdviceOut {
    let reason = |reason: &Reason| {
        let Reason { criterion, title, fit, why, count, places } = reason.clone();
        ReasonOut { criterion, title, fit, why, count, places }
    };
    PlatformAdviceOut {
        id: platform.id.clone(),
        title: platform.title.clone(),
        target: platform.target.map(|target| plan.facts.targets[target].id.clone()),
        retired: platform.is_retired,
        ends: platform.ends.map(|day| day.to_string()),
        fit: platform.fit,
        excluded: platform.excluded.clone(),
        readiness: platform.readiness.map(share_out),
        tenths: platform.effort.map(tenths),
        blockers: platform.blockers.iter().map(|(rule, findings)| BlockerOut { rule: rule.clone(), findings: *findings }).collect(),
        evidence: platform.evidence.iter().map(reason).collect(),
        limits: platform.limits.clone(),
    }
}
