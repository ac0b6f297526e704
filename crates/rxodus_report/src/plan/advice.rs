//! Which platform fits, for a terminal.

use std::io::{self, Write};

use rxodus_plan::{Advice, ForLanguage, Plan, PlatformAdvice, Reason};

use super::{
    numbers::{columns, hours_range, percent},
    rivals::reasons,
};
use crate::{
    TextStyle,
    escape::escape,
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
    let rows: Vec<_> = std::iter::once(header).chain(advice.platforms.iter().map(|platform| row(advice, platform, plan))).collect();
    let width = advice.platforms.iter().map(|platform| platform.id.chars().count()).max().unwrap_or(0);
    for (at, line) in columns(&rows).iter().enumerate() {
        let id = at.checked_sub(1).map_or("", |at| advice.platforms[at].id.as_str());
        writeln!(out, "  {}  {line}", style.strong(&format!("{id:width$}")))?;
    }
    write_list("out", out_of_it(advice), style, out)?;
    if style.quiet {
        return Ok(());
    }
    for platform in advice.platforms.iter().filter(|platform| is_choice(advice, platform)).take(TOLD) {
        writeln!(out)?;
        write_platform(platform, style, out)?;
    }
    writeln!(out)?;
    let changes = advice.would_change.iter().map(|(what, to)| format!("{what} → {}", to.as_deref().unwrap_or("none")));
    write_list("changes it", changes.collect(), style, out)?;
    write_list("not answered", advice.open.iter().map(|(id, text)| format!("{id}: {text}")).collect(), style, out)?;
    let weighed = format!(
        "each criterion counts once, however often it is found: 2 strong, 1 good, -1 poor, -2 bad; it is judgement, so fits within {} of the best, or of the best on a target that is as near, count as equal: then the least work leads, then the longest life",
        advice.near
    );
    write_footer("weighed", &weighed, style, out)?;
    write_footer("as of", &plan.facts.as_of.to_string(), style, out)
}

fn headline(advice: &Advice) -> String {
    let first = advice.platforms.first().filter(|first| Some(&first.id) == advice.recommended.as_ref());
    let Some(first) = first else { return no_single_one(advice) };
    let mut reasons: Vec<&Reason> = first.evidence.iter().filter(|reason| reason.fit.is_some_and(|fit| fit > 0)).collect();
    reasons.sort_by_key(|reason| std::cmp::Reverse((reason.fit, reason.count)));
    let reasons: Vec<_> = reasons.iter().take(TOLD).map(|reason| escape(&reason.title)).collect();
    format!("{} is recommended: {}", escape(&first.title), list(&reasons, "and"))
}

/// What is advised where no platform is recommended for all of the code.
fn no_single_one(advice: &Advice) -> String {
    if advice.together.is_empty() {
        return "No platform is advised: nothing was found, or nothing speaks for one that can be chosen".to_owned();
    }
    let title = |id: &str| advice.platforms.iter().find(|platform| platform.id == id).map_or_else(String::new, |platform| escape(&platform.title));
    let part = |part: &ForLanguage| format!("{} for {} ({})", title(&part.platform), part.language, count(part.findings, "finding"));
    format!("No single platform runs all of the code; together they do: {}", list(&advice.together.iter().map(part).collect::<Vec<_>>(), "and"))
}

/// Whether it can be chosen, for all of the code or for one language of it.
fn is_choice(advice: &Advice, platform: &PlatformAdvice) -> bool {
    platform.excluded.is_empty() || advice.together.iter().any(|part| part.platform == platform.id)
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

fn row(advice: &Advice, platform: &PlatformAdvice, plan: &Plan) -> Vec<String> {
    let life = match (platform.is_retired, platform.ends) {
        (true, _) => "retired".to_owned(),
        (false, Some(end)) => format!("until {end}"),
        (false, None) => "no end announced".to_owned(),
    };
    let fit = if is_choice(advice, platform) { format!("{:+}", platform.fit) } else { "out".to_owned() };
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
