//! The summary below the diagnostics: how much was found, what becomes of it, what was not seen, and what to do next.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use rxodus_rules::{Change, RuleId};
use rxodus_scan::{Finding, Report};

use super::{
    coverage::{looked_at, write_gone, write_unseen},
    footer::{INDENTATION, write_footer, write_hanging},
};
use crate::{
    Context, TextStyle,
    escape::escape,
    followers::places_to_change,
    message::{UNMAPPED, change_word},
    plan::write_score_summary,
    platform::{all_additions, life},
    words::{count, list, thousands},
};

/// The changes in the order of the table's columns.
const CHANGES: [&str; 8] = ["keep", "rename", "arguments", "rewrite", "redesign", "remove", "none", UNMAPPED];
/// Room between the columns.
const GAP: usize = 2;

/// Writes the summary.
pub(super) fn write_summary(report: &Report, context: &Context, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let standing: Vec<_> = report.findings.iter().filter(|finding| context.stands(finding)).collect();
    writeln!(out, "{}", style.strong(&found(report, context, &standing)))?;
    if !standing.is_empty() {
        write_packages(context, &standing, style, out)?;
        write_changes(context, &standing, style, out)?;
        if let Some(places) = places_to_change(report) {
            write_footer("wrappers", &places, style, out)?;
        }
        write_score_summary(report, context, style, out)?;
        write_platform(report, context, style, out)?;
        write_footer("seen", &looked_at(&report.coverage), style, out)?;
    }
    write_unseen(report, style, out)?;
    write_gone(context, style, out)?;
    write_footer("as of", &context.as_of.to_string(), style, out)?;
    match next(context, &standing) {
        Some(next) => write_footer("next", &next, style, out),
        None => Ok(()),
    }
}

/// How much was found, or where nothing was.
fn found(report: &Report, context: &Context, standing: &[&Finding]) -> String {
    let ignored = report.findings.iter().filter(|finding| finding.suppressed.is_some()).count();
    let known = report.findings.len() - standing.len() - ignored;
    let more = |number: usize, why: &str| if number == 0 { String::new() } else { format!("; {} more {why}", thousands(number as u64)) };
    let ignored = more(ignored, "ignored by comments") + &more(known, "known by the baseline");
    let new = if context.policy.baseline.is_some() { "new " } else { "" };
    if standing.is_empty() {
        return format!("Nothing {new}retired found in {}{ignored}", looked_at(&report.coverage));
    }
    let mut files: Vec<_> = standing.iter().map(|finding| finding.file).collect();
    files.dedup();
    let certain = standing.iter().filter(|finding| finding.origin.is_certain()).count();
    let unsure = standing.len() - certain;
    let sure = if unsure == 0 {
        "all certain".to_owned()
    } else {
        format!("{} certain, {} for a reader to judge", thousands(certain as u64), thousands(unsure as u64))
    };
    format!("{} in {}: {sure}{ignored}", count(standing.len() as u64, &format!("{new}finding")), count(files.len() as u64, "file"))
}

fn write_packages(context: &Context, standing: &[&Finding], style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let mut packages: BTreeMap<&str, u64> = BTreeMap::new();
    for finding in standing {
        *packages.entry(&context.index.package(finding.rule).name).or_default() += 1;
    }
    let mut packages: Vec<_> = packages.into_iter().collect();
    packages.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    let text: Vec<_> = packages.iter().map(|(name, number)| format!("{} {}", escape(name), thousands(*number))).collect();
    write_footer("packages", &text.join(", "), style, out)
}

/// The platform's life, and what it adds to how many findings.
fn write_platform(report: &Report, context: &Context, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let Some(platform) = context.platform else { return Ok(()) };
    write_footer("platform", &format!("{}: {}", escape(&platform.title), life(platform, context.as_of)), style, out)?;
    for (text, findings) in all_additions(report, context) {
        write!(out, "{:INDENTATION$}", "")?;
        write_hanging(&format!("{findings}: {text}"), INDENTATION, style, out)?;
    }
    Ok(())
}

/// A table: a row for each target, a column for each change that occurs.
fn write_changes(context: &Context, standing: &[&Finding], style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<_> = context.targets.iter().map(|target| (context.target(*target).id.as_str(), row(context, standing, *target))).collect();
    let columns: Vec<usize> = (0..CHANGES.len()).filter(|&column| rows.iter().any(|(_, row)| row[column] > 0)).collect();
    let width = |column: usize| CHANGES[column].len().max(5) + GAP;
    let names: Vec<_> = columns.iter().map(|&column| format!("{:>width$}", CHANGES[column], width = width(column))).collect();
    writeln!(out, "{:>9}{}", "", style.faint(&names.concat()))?;
    for (target, row) in &rows {
        write!(out, "{}{}", " ".repeat(8usize.saturating_sub(target.chars().count())), style.label(&format!("{target}:")))?;
        for &column in &columns {
            let number = if row[column] == 0 { "-".to_owned() } else { thousands(row[column]) };
            write!(out, "{number:>width$}", width = width(column))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn row(context: &Context, standing: &[&Finding], target: rxodus_rules::TargetId) -> [u64; CHANGES.len()] {
    let mut row = [0; CHANGES.len()];
    for finding in standing {
        let word = change_word(context.equivalent(finding, target));
        if let Some(column) = CHANGES.iter().position(|change| *change == word) {
            row[column] += 1;
        }
    }
    row
}

/// What to do now; nothing where there is nothing to do.
fn next(context: &Context, standing: &[&Finding]) -> Option<String> {
    if standing.is_empty() {
        return None;
    }
    if !context.chosen {
        let targets: Vec<_> = context.targets.iter().map(|target| context.target(*target).id.clone()).collect();
        return Some(format!("choose where to go with --target {}, to see what becomes of each call and its arguments", list(&targets, "or")));
    }
    let rule = most_frequent(context, standing)?;
    let times = standing.iter().filter(|finding| finding.rule == rule).count();
    Some(format!("begin with the most frequent: rxodus explain {} ({})", escape(&context.index.id(rule)), count(times as u64, "finding")))
}

/// The rule with the most findings that ask for work.
fn most_frequent(context: &Context, standing: &[&Finding]) -> Option<RuleId> {
    let works = |finding: &&&Finding| {
        context
            .targets
            .iter()
            .any(|target| context.equivalent(finding, *target).is_none_or(|equivalent| !matches!(equivalent.change, Change::Keep | Change::Remove)))
    };
    let mut counts: BTreeMap<RuleId, u64> = BTreeMap::new();
    for finding in standing.iter().filter(works) {
        *counts.entry(finding.rule).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(rule, number)| (*number, std::cmp::Reverse(*rule))).map(|(rule, _)| rule)
}
