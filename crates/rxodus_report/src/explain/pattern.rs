//! The page of a rule that is no name, and that of its family.

use std::io::{self, Write};

use rxodus_rules::{Package, Pattern, Place, RuleId, RuleIndex};

use super::{entry::write_addresses, write_unless_empty};
use crate::{
    TextStyle,
    escape::escape,
    text::footer::{paragraph, write_footer},
    words::list,
};

/// What a pattern finds, where, and since when that is retired.
pub(super) fn write_pattern(index: &RuleIndex, rule: RuleId, pattern: &Pattern, out: &mut dyn Write, style: &TextStyle) -> io::Result<()> {
    writeln!(out, "{}: {}", style.strong(&escape(&index.id(rule))), escape(&pattern.title))?;
    write_footer("retired", &index.retired(rule).map_or_else(|| "no".to_owned(), |day| day.to_string()), style, out)?;
    write_unless_empty("instead", &paragraph(&pattern.successor), style, out)?;
    write_footer("pattern", &escape(&pattern.regex), style, out)?;
    let places: Vec<_> = pattern.places.iter().map(|place| Place::name(*place).to_owned()).collect();
    write_footer("in", &list(&places, "and"), style, out)?;
    write_unless_empty("doubt", &paragraph(&pattern.doubt), style, out)?;
    write_footer("checked", &format!("{}, {} confidence", pattern.checked, pattern.confidence.name()), style, out)?;
    let reference = index.symbol(rule).map_or_else(Vec::new, |symbol| vec![symbol.reference.clone()]);
    write_addresses("page", &reference, style, out)
}

/// A family with its patterns.
pub(super) fn write_family(package: &Package, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}: a family of patterns in text", style.strong(&escape(&package.name)))?;
    write_unless_empty("note", &paragraph(&package.note), style, out)?;
    let names: Vec<_> = package.symbols.iter().map(|symbol| escape(&format!("{}/{}", package.name, symbol.name))).collect();
    write_unless_empty("has", &names.join(", "), style, out)?;
    write_addresses("sources", &package.sources, style, out)
}
