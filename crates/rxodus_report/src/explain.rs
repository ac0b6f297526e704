//! The page of a rule for a terminal: the facts, and for each target all that is known about what it becomes.

mod entry;
mod pattern;
mod platform;
mod target;

use std::io::{self, Write};

use rxodus_rules::{Equivalent, Language, Package, RuleId, RuleIndex, Symbol, TargetId};

use pattern::{write_family, write_pattern};
pub(crate) use platform::about;
pub use platform::{write_platform, write_platforms};
pub use target::write_target;

use crate::{
    TextStyle,
    escape::escape,
    text::footer::{paragraph, write_footer},
    traps::{shown_by, told},
    words::{count, list},
};

/// What of a page is wanted.
#[derive(Debug, Clone, Default)]
pub struct Explained {
    /// The targets to tell of, in any order; none means all.
    pub targets: Vec<TargetId>,
    /// Whether entries that hold under a condition are told whole, too.
    pub whole: bool,
}

/// Writes the page of a package or of one of its symbols.
pub fn write_explain(index: &RuleIndex, rule: RuleId, explained: &Explained, out: &mut dyn Write, style: &TextStyle) -> io::Result<()> {
    let package = index.package(rule);
    let symbol = index.symbol(rule);
    match symbol {
        Some(Symbol { pattern: Some(pattern), .. }) => write_pattern(index, rule, pattern, out, style)?,
        Some(symbol) => write_symbol(package, symbol, style, out)?,
        None if package.language == Language::Text => return write_family(package, style, out),
        None => write_package(package, style, out)?,
    }
    let equivalents = symbol.map_or(&package.equivalents, |symbol| &symbol.equivalents);
    let wanted = |at: usize| explained.targets.is_empty() || explained.targets.contains(&TargetId(at as u8));
    for (at, target) in index.ruleset().targets.iter().enumerate().filter(|(at, _)| wanted(*at)) {
        writeln!(out, "\n{}", style.strong(&format!("on {}: {}", escape(&target.id), escape(&target.title))))?;
        let entries: Vec<&Equivalent> = equivalents.iter().filter(|entry| usize::from(entry.target.0) == at).collect();
        entry::write_entries(symbol, &entries, explained.whole, style, out)?;
        for trap in index.traps(rule, TargetId(at as u8)) {
            write_footer("trap", &format!("{} Where {}.", told(trap), shown_by(&trap.when)), style, out)?;
        }
    }
    let is_short = !explained.whole && equivalents.iter().any(|entry| entry.when.is_some() && wanted(usize::from(entry.target.0)));
    if is_short {
        writeln!(out)?;
        write_footer("more", "--target ONE tells what holds there under each condition, --verbose all of it", style, out)?;
    }
    Ok(())
}

fn retired(package: &Package) -> String {
    let version = if package.version.is_empty() { String::new() } else { format!("; the last version is {}", escape(&package.version)) };
    let day = package.retired.map_or_else(|| "no, but at home on one platform alone".to_owned(), |day| day.to_string());
    format!("{day}{version}")
}

fn write_symbol(package: &Package, symbol: &Symbol, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let kinds: Vec<_> = symbol.kinds.iter().map(|kind| kind.name().to_owned()).collect();
    let name = style.strong(&escape(&format!("{}/{}", package.name, symbol.name)));
    writeln!(out, "{name}: {} of {} for {}", list(&kinds, "and"), escape(&package.name), package.language.name())?;
    write_footer("retired", &retired(package), style, out)?;
    if !symbol.formals.is_empty() {
        write_footer("usage", &usage(symbol), style, out)?;
    }
    let variants: Vec<_> = symbol.variants.iter().map(|variant| escape(variant)).collect();
    let roles: Vec<_> = symbol.roles.iter().map(|role| escape(&role.name())).collect();
    write_unless_empty("topic", &escape(&symbol.topic), style, out)?;
    write_unless_empty("roles", &roles.join(", "), style, out)?;
    write_unless_empty("also", &variants.join(", "), style, out)?;
    if symbol.deprecated {
        write_footer("note", "its vendor had deprecated it before", style, out)?;
    }
    if symbol.common {
        write_footer("note", "an ordinary name: it counts only where its package is attached, imported or named", style, out)?;
    }
    write_address("page", &symbol.reference, style, out)
}

fn usage(symbol: &Symbol) -> String {
    let formal = |formal: &rxodus_rules::Formal| match &formal.default {
        Some(default) => format!("{}={default}", formal.name),
        None => formal.name.clone(),
    };
    let formals: Vec<_> = symbol.formals.iter().map(formal).collect();
    paragraph(&format!("{}({})", symbol.name, formals.join(", ")))
}

fn write_package(package: &Package, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let modules: Vec<_> = package.modules.iter().map(|module| escape(module)).collect();
    writeln!(out, "{}: a package for {}", style.strong(&escape(&package.name)), package.language.name())?;
    write_footer("retired", &retired(package), style, out)?;
    write_footer("attached", &format!("as {}", list(&modules, "or")), style, out)?;
    if package.preattached {
        write_footer("note", "the vendor's own R attached it without a library() call", style, out)?;
    }
    write_unless_empty("note", &paragraph(&package.note), style, out)?;
    write_footer("has", &count(package.symbols.len() as u64, "known name"), style, out)?;
    entry::write_addresses("sources", &package.sources, style, out)
}

pub(super) fn write_unless_empty(label: &str, text: &str, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    if text.is_empty() { Ok(()) } else { write_footer(label, text, style, out) }
}

fn write_address(label: &str, address: &str, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    if address.is_empty() { Ok(()) } else { entry::write_addresses(label, &[address.to_owned()], style, out) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toy::Toy;

    const PLAIN: TextStyle = TextStyle { color: false, width: 80, links: false, quiet: false };

    fn page(name: &str) -> String {
        let toy = Toy::new("a.R", "");
        let mut out = Vec::new();
        write_explain(&toy.index, toy.rule(name), &Explained::default(), &mut out, &PLAIN).expect("written");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn a_symbol_has_a_page() {
        let expected = "\
Oldpack/oldFit: function of Oldpack for R
 retired: 2022-07-01; the last version is 9.4
   usage: oldFit(formula, data, w, cube, verbose)
   topic: fitting
    page: https://example.org/oldFit

on new: The new world
 becomes: arguments -> newpack::fit (one call takes its place, with other
          arguments)
 formals: formula  stays
          data     -> x        a table without nulls
          w        -> weights
          verbose  goes away   see the log
          not mapped: cube
  to add: family = binomial()
    note: The first level counts.
  before: oldFit(y ~ x, data = d)
   after: newpack::fit(y ~ x, d)
 checked: 2026-11-23, medium confidence
 sources: https://example.org/newpack
    trap: lost-rows: Rows without a weight are lost. Give weights. Where `cube`
          is given and `w` is not given.

on stay: The old world, kept
 becomes: unmapped (nobody has looked yet)
";
        assert_eq!(page("oldFit"), expected);
    }

    #[test]
    fn a_package_has_a_page() {
        let page = page("Oldpack");
        assert!(page.starts_with("Oldpack: a package for R\n"), "{page}");
        assert!(page.contains("\n     has: 2 known names\n"), "{page}");
    }
}
