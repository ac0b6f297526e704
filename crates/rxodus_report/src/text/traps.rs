//! The traps that a call shows, below what it becomes. What was told once, or what the note of this finding tells, is not told again.

use std::{
    collections::{BTreeSet, HashSet},
    io::{self, Write},
};

use rxodus_rules::{TargetId, Trap};
use rxodus_scan::Finding;

use super::footer::write_footer;
use crate::{Context, TextStyle, escape::escape, traps::told, words::list};

/// What this run has told: index of the package, target, id.
#[derive(Default)]
pub(super) struct ToldTraps(HashSet<(u16, TargetId, String)>);

/// Writes those on a target; `with_note` where the note of the entry stands above.
pub(super) fn write_traps(
    context: &Context,
    finding: &Finding,
    target: TargetId,
    with_note: bool,
    seen: &mut ToldTraps,
    style: &TextStyle,
    out: &mut dyn Write,
) -> io::Result<()> {
    let is_new = |trap: &&Trap| seen.0.insert((finding.rule.package, target, trap.id.clone()));
    let (new, again): (Vec<_>, Vec<_>) = finding.traps(context.index, target).partition(is_new);
    for trap in new.iter().filter(|trap| !(with_note && trap.told.contains(&target))) {
        write_footer("trap", &told(trap), style, out)?;
    }
    let again: Vec<_> = again.iter().map(|trap| escape(&trap.id)).collect();
    if again.is_empty() { Ok(()) } else { write_footer("trap", &format!("{} (told above)", list(&again, "and")), style, out) }
}

/// Writes the ids alone, of all targets.
pub(super) fn write_ids(context: &Context, finding: &Finding, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let ids: BTreeSet<_> = context.targets.iter().flat_map(|target| finding.traps(context.index, *target)).map(|trap| escape(&trap.id)).collect();
    if ids.is_empty() { Ok(()) } else { write_footer("traps", &ids.into_iter().collect::<Vec<_>>().join(", "), style, out) }
}
