//! A plan as Markdown: for a ticket or a wiki.

use std::{
    cmp::Reverse,
    io::{self, Write},
};

use rxodus_plan::{Facts, Group, LEFT_OUT, Plan, Wave};

use super::{
    document::wave_title,
    missing::missing_parts,
    numbers::{hours_range, percent, points_range},
};
use crate::words::{bytes, count, thousands, verb};

/// Rows of a table; the JSON has all of them.
const LONGEST_LIST: usize = 20;

/// Writes the plan.
pub fn write_plan_markdown(plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    let facts = &plan.facts;
    let names: Vec<_> = facts.repositories.iter().map(|repository| cell(&repository.name)).collect();
    writeln!(out, "# The plan for {}\n", names.join(", "))?;
    writeln!(out, "{}; as of {}, formula {}.\n", found(plan), facts.as_of, facts.effort.formula)?;
    for missing in missing_parts(facts) {
        writeln!(out, "**No whole: {}.**\n", cell(&missing))?;
    }
    writeln!(out, "| target | mapped | ready | code, in hours | once, in hours | unmapped | to judge |\n|---|--:|--:|--:|--:|--:|--:|")?;
    for (known, target) in facts.targets.iter().zip(&plan.targets) {
        let (code, once) = (hours_range(target.minutes), hours_range(target.fixed.minutes(facts.profile)));
        let (unmapped, graded) = (thousands(target.unmapped.findings), thousands(target.graded.findings));
        writeln!(
            out,
            "| {} | {} | {} | {code} | {once} | {unmapped} | {graded} |",
            cell(&known.title),
            percent(target.mapped),
            percent(target.readiness)
        )?;
    }
    writeln!(out, "\nRanges are likely (low-high). They are judgement, not measurement.\n\n## Order of work\n")?;
    for wave in &plan.waves {
        write_wave(plan, wave, out)?;
    }
    for (known, target) in facts.targets.iter().zip(&plan.targets) {
        writeln!(out, "\n## {}\n", cell(&known.title))?;
        write_groups("change", &target.changes, |change| change.name().to_owned(), out)?;
        write_groups("file", &target.files, |file| path(facts, *file), out)?;
        write_groups("rule", &target.rules, |rule| facts.rules[*rule as usize].id.clone(), out)?;
        for row in &target.fixed_rows {
            let cost = &facts.effort.fixed[row.cost];
            writeln!(
                out,
                "- once: {}, {} × {}: {} points",
                cell(&facts.path_in(row.repository, &cost.title)),
                row.count,
                cost.each.name(),
                points_range(row.effort)
            )?;
        }
    }
    writeln!(out, "\n## Not in these numbers\n")?;
    LEFT_OUT.iter().try_for_each(|what| writeln!(out, "- {what}"))
}

fn found(plan: &Plan) -> String {
    let (counts, seen) = (plan.counts, &plan.seen);
    let files = format!("{} ({}), {} wholly understood", count(seen.files, "file"), bytes(seen.bytes), percent(seen.whole()));
    format!("{}, {} to judge, {} ignored; {files}", count(counts.certain, "certain finding"), thousands(counts.graded), thousands(counts.suppressed))
}

fn write_wave(plan: &Plan, wave: &Wave, out: &mut dyn Write) -> io::Result<()> {
    let facts = &plan.facts;
    writeln!(out, "{}. **{}**", wave.number, wave_title(plan, wave))?;
    for set in wave.data.iter().take(LONGEST_LIST).map(|at| &plan.data_sets[*at as usize]) {
        let size = if set.files == 0 { "not in the folder".to_owned() } else { bytes(set.bytes) };
        let uses = format!("{}, {}", count(set.writes.len() as u64, "write"), count(set.reads.len() as u64, "read"));
        writeln!(out, "   - {}: {size}; {uses}", code(&facts.path_in(set.repository, &set.name)))?;
    }
    for group in wave.groups.iter().take(LONGEST_LIST) {
        let files: Vec<_> = group.files.iter().map(|file| code(&path(facts, *file))).collect();
        let needed = if group.needed_by == 0 {
            String::new()
        } else {
            format!("; {} {} for it", count(group.needed_by, "file"), verb(group.needed_by, "waits", "wait"))
        };
        writeln!(out, "   - {}: {}{needed}", files.join(" with "), count(group.findings, "finding"))?;
    }
    match (wave.groups.len() + wave.data.len()).saturating_sub(LONGEST_LIST) {
        0 => Ok(()),
        more => writeln!(out, "   - and {} more", thousands(more as u64)),
    }
}

fn write_groups<K: Ord>(what: &str, groups: &[Group<K>], name: impl Fn(&K) -> String, out: &mut dyn Write) -> io::Result<()> {
    let mut groups: Vec<_> = groups.iter().collect();
    groups.sort_by_key(|group| (Reverse(group.effort.likely), Reverse(group.findings)));
    if groups.is_empty() {
        return Ok(());
    }
    writeln!(out, "| {what} | findings | unmapped | points |\n|---|--:|--:|--:|")?;
    for group in groups.iter().take(LONGEST_LIST) {
        writeln!(
            out,
            "| {} | {} | {} | {} |",
            cell(&name(&group.key)),
            thousands(group.findings),
            thousands(group.unmapped),
            points_range(group.effort)
        )?;
    }
    if groups.len() > LONGEST_LIST {
        writeln!(out, "| and {} more | | | |", groups.len() - LONGEST_LIST)?;
    }
    writeln!(out)
}

fn path(facts: &Facts, file: u32) -> String {
    facts.path(&facts.files[file as usize])
}

/// Text from scanned files that can become no markup.
fn cell(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '!' => out.extend(['\\', character]),
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// The same as code, which knows no escapes.
fn code(text: &str) -> String {
    if text.contains(['`', '|']) || text.contains(char::is_control) { cell(text) } else { format!("`{text}`") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::toy::{plan, toy};

    #[test]
    fn names_become_no_markup() {
        let mut plan = plan(&toy());
        plan.facts.files[0].path = "a|<script>`*_b.R".to_owned();
        let mut out = Vec::new();
        write_plan_markdown(&plan, &mut out).expect("written");
        let text = String::from_utf8(out).expect("text");
        assert!(text.contains(r"| a\|&lt;script>\`\*\_b.R |") && !text.contains("<script"), "{text}");
        assert!(text.contains("| The new world | 33.3 % | 33.3 % | 0.9 (0.2-2.6) |"), "{text}");
    }
}
