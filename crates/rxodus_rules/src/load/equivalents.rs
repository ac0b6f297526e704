//! `on/TARGET.toml`: what each symbol becomes on a target, checked against the facts about the symbol.

mod checks;

use std::cmp::Ordering;

use toml::Spanned;

use super::entry::{Entry, When};
use super::{Faults, RuleFile, tables};
use crate::{ArgumentMap, Change, Condition, Equivalent, Kind, Package, Symbol, TargetId};
use checks::Subject;

/// Reads the entries of one target into the package and its symbols.
pub(super) fn read(file: &RuleFile, target: TargetId, package: &mut Package, faults: &mut Faults) {
    let faults_before = faults.count();
    let entries: Vec<Entry> = tables::read(file, "equivalent", faults);
    // Where an entry could not be read, its neighbours only seem to be neighbours.
    if faults.count() == faults_before {
        check_order(file, &entries, faults);
    }
    for entry in entries {
        let name = entry.symbol.get_ref().clone();
        let found = package.symbols.binary_search_by(|symbol| symbol.name.as_str().cmp(&name)).ok();
        let Some(subject) = subject(package, &name, found) else {
            let message = format!("{} has no symbol `{name}`", package.name);
            faults.add(file, entry.symbol.span(), message, nearest(&name, &package.symbols));
            continue;
        };
        checks::entry(file, &entry, &subject, faults);
        let equivalent = equivalent(file, target, entry, faults);
        if let Some(index) = found {
            package.symbols[index].equivalents.push(equivalent.clone());
        }
        if name == package.name {
            package.equivalents.push(equivalent);
        }
    }
    package.symbols.iter_mut().for_each(|symbol| complete(&mut symbol.equivalents, target));
}

/// An entry for some uses that calls the same as the entry for all others says only what differs: arguments that it does not name become
/// what they become there.
fn complete(equivalents: &mut [Equivalent], target: TargetId) {
    let Some((last, some)) = equivalents.split_last_mut() else { return };
    for equivalent in some.iter_mut().filter(|one| one.target == target && last.target == target && one.call.is_some() && one.call == last.call) {
        let is_new = |map: &&ArgumentMap| equivalent.arguments.iter().all(|known| known.formal != map.formal);
        let more: Vec<_> = last.arguments.iter().filter(is_new).cloned().collect();
        if equivalent.change != Change::Keep {
            equivalent.arguments.extend(more);
        }
    }
}

/// What the name means; a package may export a function of its own name, and then the entry is about both.
fn subject<'p>(package: &'p Package, name: &str, found: Option<usize>) -> Option<Subject<'p>> {
    match found.map(|index| &package.symbols[index]) {
        Some(symbol) if !symbol.kinds.contains(&Kind::Module) || name != package.name => Some(Subject::Symbol(symbol, package.language)),
        _ => (name == package.name).then_some(Subject::Package(&package.modules)),
    }
}

fn nearest(name: &str, symbols: &[Symbol]) -> String {
    let same = |symbol: &&Symbol| symbol.name.eq_ignore_ascii_case(name) || symbol.variants.iter().any(|variant| variant == name);
    match symbols.iter().find(same) {
        Some(symbol) => format!("write `{}`", symbol.name),
        None => "name a symbol of symbols.tsv, or the package itself".to_owned(),
    }
}

/// Entries are sorted by symbol, and all entries of a symbol but its last have a `when`.
fn check_order(file: &RuleFile, entries: &[Entry], faults: &mut Faults) {
    for pair in entries.windows(2) {
        let (first, second) = (&pair[0], &pair[1]);
        let (name, before) = (second.symbol.get_ref(), first.symbol.get_ref());
        match before.cmp(name) {
            Ordering::Less => check_last(file, first, faults),
            Ordering::Equal if first.when.is_some() => {}
            Ordering::Equal => {
                let message = format!("a second entry for `{name}`, although the one above it applies always");
                faults.add(file, second.symbol.span(), message, "delete one, or say with `when` in which case the one above applies");
            }
            Ordering::Greater => {
                let message = format!("`{name}` stands after `{before}`");
                faults.add(file, second.symbol.span(), message, "sort the entries by symbol, in byte order (capitals first)");
            }
        }
    }
    if let Some(last) = entries.last() {
        check_last(file, last, faults);
    }
}

fn check_last(file: &RuleFile, entry: &Entry, faults: &mut Faults) {
    if let Some(when) = &entry.when {
        let message = format!("the last entry of `{}` has a `when`, so nothing is said of other uses", entry.symbol.get_ref());
        faults.add(file, when.span(), message, "add an entry without `when` below it");
    }
}

fn equivalent(file: &RuleFile, target: TargetId, entry: Entry, faults: &mut Faults) -> Equivalent {
    Equivalent {
        target,
        when: entry.when.and_then(|when| condition(file, when, faults)),
        change: (*entry.change.get_ref()).into(),
        call: entry.call.map(Spanned::into_inner),
        add: entry.add.0.into_iter().map(|(name, value)| (name.into_inner(), value.into_inner())).collect(),
        note: tables::filled(file, "note", &entry.note, faults),
        sources: tables::sources(file, &entry.source, faults),
        checked: tables::day(file, &entry.checked, faults).unwrap_or_default(),
        confidence: entry.confidence.into(),
        before: entry.before.map(Spanned::into_inner).unwrap_or_default(),
        after: entry.after.map(Spanned::into_inner).unwrap_or_default(),
        arguments: entry.arguments.0.into_iter().map(|(formal, fate)| ArgumentMap { formal: formal.into_inner(), fate: fate.0 }).collect(),
    }
}

fn condition(file: &RuleFile, when: Spanned<When>, faults: &mut Faults) -> Option<Condition> {
    let span = when.span();
    let When { context, data, present } = when.into_inner();
    if context.is_none() && data.is_none() && present.is_empty() {
        faults.add(file, span, "`when` says nothing", "give a `context`, a kind of `data`, or arguments that are `present`");
        return None;
    }
    Some(Condition { context, data, present: present.into_iter().map(Spanned::into_inner).collect() })
}
