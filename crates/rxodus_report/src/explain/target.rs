//! The page of a target: what it is, where it runs, and how much is known of it.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use jiff::civil::Date;
use rxodus_rules::{Change, Ruleset, TargetId};

use super::write_unless_empty;
use crate::{
    TextStyle,
    escape::escape,
    platform::life,
    text::footer::{INDENTATION, paragraph, write_footer, write_hanging, write_label},
    words::thousands,
};

/// Writes the page of a target, with its platforms as they are on a day.
pub fn write_target(ruleset: &Ruleset, id: TargetId, as_of: Date, out: &mut dyn Write, style: &TextStyle) -> io::Result<()> {
    let target = &ruleset.targets[usize::from(id.0)];
    writeln!(out, "{}: {}, a target", style.strong(&escape(&target.id)), escape(&target.title))?;
    write_unless_empty("also", &escape(&target.aliases.join(", ")), style, out)?;
    write_unless_empty("note", &paragraph(&target.note), style, out)?;
    write_unless_empty("checked", &escape(&target.libraries.join(", ")), style, out)?;
    write_footer("becomes", &changes(ruleset, id), style, out)?;
    for (at, platform) in ruleset.platforms.iter().filter(|platform| platform.target == Some(id)).enumerate() {
        if at == 0 {
            write_label("runs on", style, out)?;
        } else {
            write!(out, "{:INDENTATION$}", "")?;
        }
        write_hanging(&format!("{}: {}", escape(&platform.id), life(platform, as_of)), INDENTATION, style, out)?;
    }
    Ok(())
}

/// How many names become what, each by its entry without a condition.
fn changes(ruleset: &Ruleset, id: TargetId) -> String {
    let entries =
        ruleset.packages.iter().flat_map(|package| package.symbols.iter().flat_map(|symbol| &symbol.equivalents).chain(&package.equivalents));
    let mut counts: BTreeMap<Change, u64> = BTreeMap::new();
    for entry in entries.filter(|entry| entry.target == id && entry.when.is_none()) {
        *counts.entry(entry.change).or_default() += 1;
    }
    counts.iter().map(|(change, number)| format!("{} {}", change.name(), thousands(*number))).collect::<Vec<_>>().join(", ")
}
