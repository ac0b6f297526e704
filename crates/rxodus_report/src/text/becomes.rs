//! What a finding becomes, below its code. A note that was told once is not told again: later findings that become the
//! same point to the first.

use std::{
    collections::{HashMap, HashSet},
    io::{self, Write},
};

use rxodus_rules::{Condition, Equivalent, RuleId, TargetId};
use rxodus_scan::{Finding, Report};

use super::{
    arguments::{Item, items, write_groups},
    footer::{INDENTATION, paragraph, write_footer, write_hanging, write_label},
    traps::{ToldTraps, write_ids, write_traps},
};
use crate::{
    Context, TextStyle,
    circumstances::circumstances,
    escape::escape,
    followers::{used, wrapped},
    message::{change_word, doubt, meaning, new_call},
    platform::additions,
    position::{file_of, place_in_words},
    unknown::sentences,
};

/// What this run has told already.
#[derive(Default)]
pub(super) struct Told {
    /// The place of the first finding that becomes the same.
    first: HashMap<Fate, String>,
    /// Notes of entries, and those about arguments with their formals.
    notes: HashSet<(RuleId, TargetId, String)>,
    /// What the platform adds.
    additions: HashSet<String>,
    traps: ToldTraps,
}

/// A rule with the conditions of its entries on the targets: what holds in some circumstances alone is told where they are met.
type Fate = (RuleId, Vec<Option<Condition>>);

fn fate(context: &Context, finding: &Finding) -> Fate {
    (finding.rule, context.targets.iter().map(|target| context.equivalent(finding, *target)?.when.clone()).collect())
}

/// Writes what the finding becomes on the chosen target, or in short on all of them, and where to read on.
pub(super) fn write_becomes(
    report: &Report,
    context: &Context,
    finding: &Finding,
    told: &mut Told,
    style: &TextStyle,
    out: &mut dyn Write,
) -> io::Result<()> {
    if let Some((label, text)) = circumstances(report, context, finding) {
        write_footer(label, &text, style, out)?;
    }
    if let Some(text) = used(report, finding) {
        write_footer("used", &text, style, out)?;
    }
    if let Some(text) = wrapped(report, finding) {
        write_footer("wrapper", &text, style, out)?;
    }
    let fate = fate(context, finding);
    let first = told.first.get(&fate).cloned();
    if context.chosen {
        for target in &context.targets {
            write_target(context, finding, *target, told, style, out)?;
        }
    } else {
        if first.is_none() {
            write_overview(context, finding, style, out)?;
        }
        write_ids(context, finding, style, out)?;
    }
    write_additions(context, finding, told, style, out)?;
    write_unknown(context, finding, style, out)?;
    let explain = format!("rxodus explain {}", escape(&context.index.id(finding.rule)));
    let help = first.map_or_else(|| explain.clone(), |first| format!("see {first}, or {explain}"));
    write_footer("help", &help, style, out)?;
    told.first.entry(fate).or_insert_with(|| place(report, finding));
    Ok(())
}

fn place(report: &Report, finding: &Finding) -> String {
    place_in_words(file_of(report, finding.file), finding.span)
}

/// The change, the call's own arguments, and the note unless it was told.
fn write_target(context: &Context, finding: &Finding, target: TargetId, told: &mut Told, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let equivalent = context.equivalent(finding, target);
    write_footer(&context.target(target).id, &change_line(equivalent, style), style, out)?;
    let Some(equivalent) = equivalent else { return Ok(()) };
    let mut items = items(context, finding, equivalent);
    for item in &mut items {
        shorten(item, finding.rule, target, told);
    }
    write_groups(&items, style, out)?;
    if finding.more_arguments && !items.is_empty() {
        write!(out, "{:INDENTATION$}", "")?;
        write_hanging("more arguments are passed on here, and cannot be seen", INDENTATION, style, out)?;
    }
    let with_note = !equivalent.note.is_empty() && told.notes.insert((finding.rule, target, equivalent.note.clone()));
    if with_note {
        write_footer("note", &paragraph(&equivalent.note), style, out)?;
    }
    write_traps(context, finding, target, with_note, &mut told.traps, style, out)
}

/// Takes away a note that was told before.
fn shorten(item: &mut Item, rule: RuleId, target: TargetId, told: &mut Told) {
    if !item.note.is_empty() && !told.notes.insert((rule, target, format!("{}: {}", item.formal, item.note))) {
        item.note.clear();
    }
}

/// `rewrite -> package::call (what that means)`.
fn change_line(equivalent: Option<&Equivalent>, style: &TextStyle) -> String {
    let call = new_call(equivalent).map_or(String::new(), |call| format!(" -> {}", style.new_code(&escape(call))));
    format!("{}{call} ({}{})", style.strong(change_word(equivalent)), meaning(equivalent), doubt(equivalent))
}

/// What the platform adds, unless it was told.
fn write_additions(context: &Context, finding: &Finding, told: &mut Told, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let new = additions(context, finding).into_iter().filter(|text| told.additions.insert(text.clone()));
    for text in new.collect::<Vec<_>>() {
        write_footer("platform", &text, style, out)?;
    }
    Ok(())
}

/// A short line for each target, in columns.
fn write_overview(context: &Context, finding: &Finding, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<_> = context.targets.iter().map(|target| (*target, context.equivalent(finding, *target))).collect();
    let width = rows.iter().map(|(_, equivalent)| change_word(*equivalent).len()).max().unwrap_or(0);
    for (target, equivalent) in rows {
        let word = change_word(equivalent);
        let gap = " ".repeat(width - word.len());
        write_label(&context.target(target).id, style, out)?;
        writeln!(out, "{}{gap}  {}", style.strong(word), in_short(equivalent, style))?;
    }
    Ok(())
}

/// The new call; where there is none, what the change means.
fn in_short(equivalent: Option<&Equivalent>, style: &TextStyle) -> String {
    let what = new_call(equivalent).map_or_else(|| style.faint(meaning(equivalent)), |call| style.new_code(&escape(call)));
    format!("{what}{}", style.faint(doubt(equivalent)))
}

fn write_unknown(context: &Context, finding: &Finding, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    sentences(context, finding).iter().try_for_each(|text| write_footer("unknown", text, style, out))
}
