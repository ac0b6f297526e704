//! Files without an anchor that may still use an attached package by an ordinary name, or run other files.

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use rxodus_rules::{Language, Role, RuleIndex};
use rxodus_source::SourceFile;
use rxodus_syntax::AttachKind;

use crate::{
    Config, Unit,
    collect::{Collected, Item, Rest, shown},
    prefilter::Prefilter,
};

/// Reads again the files that the first look left, for the ordinary names of the packages that were found attached.
pub(crate) fn second_look(config: &Config, first: &Collected, units: &[Unit], index: &RuleIndex) -> Collected {
    let packages: FxHashSet<_> = units
        .iter()
        .flat_map(|unit| &unit.parsed)
        .flat_map(|parsed| &parsed.attaches)
        .collect::<Vec<_>>()
        .into_iter()
        .filter(|attach| matches!(attach.kind, AttachKind::Attach | AttachKind::ImportFrom))
        .filter_map(|attach| index.module(Language::R, attach.module.name))
        .collect();
    let names: Vec<String> = packages
        .iter()
        .flat_map(|package| &index.package(*package).symbols)
        .filter(|symbol| symbol.common && symbol.stands_in_code(Language::R))
        // It needs a call of another of the package's functions around it.
        .filter(|symbol| !symbol.has_role(&Role::FormulaFunction))
        .map(|symbol| pattern(&symbol.name))
        .collect();
    if names.is_empty() {
        return Collected::default();
    }
    let prefilter = Prefilter::of(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let rest = first.rest.par_iter().filter(|rest| rest.kind.can_hold(rxodus_source::Language::R));
    let items = rest.map_init(Vec::new, |buffer, rest| read_again(config, &prefilter, rest, buffer)).flatten().collect();
    Collected { items, ..Collected::default() }
}

/// The file, if one of the names occurs in it.
fn read_again(config: &Config, prefilter: &Prefilter, rest: &Rest, buffer: &mut Vec<u8>) -> Option<Item> {
    SourceFile::read(&rest.location, config.max_file_size, buffer).ok()?;
    let worth = SourceFile::searchable(buffer).is_ok_and(|text| prefilter.matches(rest.kind, &text));
    let file = worth.then(|| SourceFile::from_bytes(shown(config, &rest.location), rest.kind, buffer).ok())??;
    Some(Item { file, location: rest.location.clone(), wanted: rest.wanted })
}

/// A call of exactly this name.
fn pattern(name: &str) -> String {
    format!(r"\b{}[ \t]*\(", regex::escape(name))
}
