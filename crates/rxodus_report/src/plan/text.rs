//! The plan for a terminal: targets side by side, then what costs most on each, and what no estimate holds.

use std::{
    cmp::Reverse,
    io::{self, Write},
};

use rxodus_plan::{Facts, FindingFacts, FixedRow, Group, LEFT_OUT, Plan, TargetFacts, TargetPlan, Wave, WrapperFacts};

use super::{
    document::wave_title,
    missing::missing_parts,
    numbers::{columns, hours_range, percent, points, points_range},
};
use crate::{
    TextStyle,
    escape::escape,
    text::footer::{INDENTATION, write_footer, write_hanging, write_label},
    words::{bytes, count, thousands, verb},
};

/// Files of a wave.
const SHORT_LIST: usize = 5;
/// Files and rules in a list; the JSON has all of them.
const LONGEST_LIST: usize = 10;

/// Writes the table of targets, and for each the costliest files and rules; with `quiet` the table alone.
pub fn write_plan_text(plan: &Plan, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", style.strong(&found(plan)))?;
    for missing in missing_parts(&plan.facts) {
        write_footer("part", &missing, style, out)?;
    }
    write_footer("seen", &seen(plan), style, out)?;
    write_targets(plan, style, out)?;
    if let Some(platform) = &plan.facts.platform {
        write_footer("platform", &escape(&format!("{}: {}", platform.title, platform.life)), style, out)?;
    }
    write_order(plan, style, out)?;
    write_unless_empty("wrappers", &wrappers(&plan.facts), style, out)?;
    if !style.quiet {
        for (target, known) in plan.targets.iter().zip(&plan.facts.targets).filter(|_| plan.counts.certain + plan.counts.graded > 0) {
            writeln!(out)?;
            write_target(plan, target, known, style, out)?;
        }
        writeln!(out)?;
    }
    write_left_out(style, out)?;
    let formula = format!(
        "version {}, in points of {} minutes of work; ranges are low to high; they are judgement, and --explain prints every addend",
        plan.facts.effort.formula, plan.facts.profile.minutes_per_point
    );
    write_footer("formula", &formula, style, out)?;
    write_footer("as of", &plan.facts.as_of.to_string(), style, out)
}

fn found(plan: &Plan) -> String {
    let apart = [(plan.counts.graded, "for a reader to judge"), (plan.counts.suppressed, "ignored by comments")];
    let apart: Vec<_> = apart.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{} {what}", thousands(*number))).collect();
    let apart = if apart.is_empty() { String::new() } else { format!("; apart from it {}", apart.join(", ")) };
    format!("The plan for {}{apart}", count(plan.counts.certain, "certain finding"))
}

fn seen(plan: &Plan) -> String {
    let seen = &plan.seen;
    let gaps =
        [(seen.partial, "understood in part"), (seen.unread, "unread"), (seen.skipped, "left out"), (seen.other_files, "of other kinds not read")];
    let gaps: Vec<_> = gaps.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{} {what}", thousands(*number))).collect();
    let gaps = if gaps.is_empty() { String::new() } else { format!("; {}", gaps.join(", ")) };
    format!("{} ({}), {} wholly understood{gaps}", count(seen.files, "file"), bytes(seen.bytes), percent(seen.whole()))
}

/// A row for each target.
fn write_targets(plan: &Plan, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let header = ["mapped", "ready", "code in points", "in hours", "once, in hours", "unmapped", "to judge"].map(str::to_owned);
    let cells = |target: &TargetPlan| {
        vec![
            percent(target.mapped),
            percent(target.readiness),
            points_range(target.effort),
            hours_range(target.minutes),
            hours_range(target.fixed.minutes(plan.facts.profile)),
            thousands(target.unmapped.findings),
            thousands(target.graded.findings),
        ]
    };
    let rows: Vec<_> = std::iter::once(header.to_vec()).chain(plan.targets.iter().map(cells)).collect();
    let lines = columns(&rows);
    writeln!(out, "{:INDENTATION$}{}", "", style.faint(&lines[0]))?;
    for (target, line) in plan.facts.targets.iter().zip(&lines[1..]) {
        write_label(&target.id, style, out)?;
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// A line for each wave.
fn write_order(plan: &Plan, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    for (at, wave) in plan.waves.iter().enumerate() {
        match at {
            0 => write_label("order", style, out)?,
            _ => write!(out, "{:INDENTATION$}", "")?,
        }
        let text = format!("{}. {}: {}", wave.number, wave_title(plan, wave), escape(&names(plan, wave)));
        write_hanging(&text, INDENTATION, style, out)?;
    }
    Ok(())
}

/// The first data sets or files of a wave, and how many more there are.
fn names(plan: &Plan, wave: &Wave) -> String {
    let facts = &plan.facts;
    let data = wave.data.iter().map(|at| &plan.data_sets[*at as usize]).map(|set| facts.path_in(set.repository, &set.name));
    let path = |file: &u32| facts.path(&facts.files[*file as usize]);
    let groups = wave.groups.iter().map(|group| group.files.iter().map(path).collect::<Vec<_>>().join(" with "));
    let all: Vec<_> = data.chain(groups).collect();
    let more = all.len().saturating_sub(SHORT_LIST);
    let more = if more == 0 { String::new() } else { format!(" and {} more", thousands(more as u64)) };
    format!("{}{more}", all[..all.len().min(SHORT_LIST)].join(", "))
}

/// The functions that are nothing but a retired call, those with the most calls first.
fn wrappers(facts: &Facts) -> String {
    let called = facts.findings.iter().filter_map(|finding| Some((finding, finding.wrapper.as_ref().filter(|wrapper| wrapper.dependants > 0)?)));
    let mut called: Vec<_> = called.collect();
    called.sort_by_key(|(_, wrapper)| Reverse(wrapper.dependants));
    let follow: u64 = called.iter().map(|(_, wrapper)| wrapper.dependants).sum();
    let one = |(finding, wrapper): &(&FindingFacts, &WrapperFacts)| {
        format!("`{}` ({}:{})", escape(&wrapper.name), escape(&facts.path(facts.file(finding))), finding.line)
    };
    let shown: Vec<_> = called.iter().take(SHORT_LIST).map(one).collect();
    let more = called.len().saturating_sub(SHORT_LIST);
    let more = if more == 0 { String::new() } else { format!(" and {} more", thousands(more as u64)) };
    let places = count(called.len() as u64, "place");
    if called.is_empty() {
        String::new()
    } else {
        format!("change {places}, {} {}: {}{more}", count(follow, "call"), verb(follow, "follows", "follow"), shown.join(", "))
    }
}

fn write_target(plan: &Plan, target: &TargetPlan, known: &TargetFacts, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let facts = &plan.facts;
    writeln!(out, "{}: {}", style.strong(&known.id), escape(&known.title))?;
    let changes: Vec<_> = target.changes.iter().map(|group| in_short(group, group.key.name())).collect();
    write_unless_empty("changes", &changes.join(", "), style, out)?;
    let packages: Vec<_> = target.packages.iter().map(|group| in_short(group, &group.key)).collect();
    write_unless_empty("packages", &packages.join(", "), style, out)?;
    write_costliest("files", &target.files, |file| facts.path(&facts.files[*file as usize]), style, out)?;
    write_costliest("rules", &target.rules, |rule| facts.rules[*rule as usize].id.clone(), style, out)?;
    let once: Vec<_> = target.fixed_rows.iter().map(|row| fixed(facts, row)).collect();
    write_unless_empty("once", &once.join("; "), style, out)?;
    write_unless_empty("unmapped", &unmapped(target, facts), style, out)?;
    write_unless_empty("to judge", &graded(target), style, out)
}

/// `name 12.5 (3 findings)`
fn in_short<K>(group: &Group<K>, name: &str) -> String {
    format!("{} {} ({})", escape(name), points(group.effort.likely), findings(group))
}

/// `3 findings, 1 unmapped`.
fn findings<K>(group: &Group<K>) -> String {
    let unmapped = if group.unmapped == 0 { String::new() } else { format!(", {} unmapped", thousands(group.unmapped)) };
    format!("{}{unmapped}", count(group.findings, "finding"))
}

fn write_unless_empty(label: &str, text: &str, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    if text.is_empty() { Ok(()) } else { write_footer(label, text, style, out) }
}

/// The groups with the highest likely effort.
fn write_costliest<K: Ord>(label: &str, groups: &[Group<K>], name: impl Fn(&K) -> String, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let mut groups: Vec<_> = groups.iter().filter(|group| group.effort.high > 0).collect();
    groups.sort_by_key(|group| (Reverse(group.effort.likely), Reverse(group.effort.high)));
    let shown = &groups[..groups.len().min(LONGEST_LIST)];
    let numbers: Vec<_> = shown.iter().map(|group| vec![points_range(group.effort), findings(group)]).collect();
    for (at, (group, line)) in shown.iter().zip(columns(&numbers)).enumerate() {
        match at {
            0 => write_label(label, style, out)?,
            _ => write!(out, "{:INDENTATION$}", "")?,
        }
        writeln!(out, "{line}  {}", escape(&name(&group.key)))?;
    }
    match groups.len() - shown.len() {
        0 => Ok(()),
        more => writeln!(out, "{:INDENTATION$}and {} more: --format json lists all", "", thousands(more as u64)),
    }
}

/// `a parity test for each model 69.0 (3)`.
fn fixed(facts: &Facts, row: &FixedRow) -> String {
    let cost = &facts.effort.fixed[row.cost];
    let title = facts.path_in(row.repository, &cost.title);
    if row.count == 1 {
        format!("{title} {}", points(row.effort.likely))
    } else {
        format!("{title} {} ({})", points(row.effort.likely), thousands(row.count))
    }
}

/// What has no price, because nobody looked.
fn unmapped(target: &TargetPlan, facts: &Facts) -> String {
    let unmapped = &target.unmapped;
    let mut parts = Vec::new();
    if unmapped.findings > 0 {
        let rules: Vec<_> =
            unmapped.rules.iter().take(LONGEST_LIST).map(|(rule, findings)| format!("{} {findings}", facts.rules[*rule as usize].id)).collect();
        let more = if unmapped.rules.len() > LONGEST_LIST { " …" } else { "" };
        let number = count(unmapped.rules.len() as u64, "rule");
        parts.push(format!("{} of {number}, not in the estimate: {}{more}", count(unmapped.findings, "finding"), escape(&rules.join(", "))));
    }
    if unmapped.arguments > 0 {
        parts.push(format!("{} that no entry names", count(unmapped.arguments, "argument")));
    }
    if unmapped.unseen_arguments > 0 {
        parts.push(format!("{} with arguments that cannot be seen", count(unmapped.unseen_arguments, "finding")));
    }
    parts.join("; ")
}

fn graded(target: &TargetPlan) -> String {
    let graded = &target.graded;
    if graded.findings == 0 {
        return String::new();
    }
    let number = count(graded.findings, "finding");
    if graded.unmapped == graded.findings {
        return format!("{number}, not in the estimate, and unmapped as well");
    }
    let unmapped = if graded.unmapped == 0 { String::new() } else { format!("; {} of them unmapped", thousands(graded.unmapped)) };
    format!("{number}, not in the estimate: {} points more, if they are what they seem{unmapped}", points_range(graded.effort))
}

fn write_left_out(style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    for (at, what) in LEFT_OUT.iter().enumerate() {
        match at {
            0 => write_label("left out", style, out)?,
            _ => write!(out, "{:INDENTATION$}", "")?,
        }
        write_hanging(what, INDENTATION, style, out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
