//! Files without an anchor that may still use an attached package by an ordinary name, or run other files.

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use rxodus_rules::{Language, Role, RuleIndex};
use rxodus_source::{Language as SourceLanguage, SourceFile};
use rxodus_syntax::{AttachKind, RUN_FILES};

use crate::{
    Config,
    collect::{Collected, Item, Rest, shown},
    prefilter::Prefilter,
    unit::Unit,
};

/// Where documents say that others are part of them.
const INCLUDES: [&str; 4] =
    [r"\{r[^}\n]*\b(?:child|file|code)\s*=", r"#\|\s*(?:child|file|code)\s*[=:]", r"<<[^>\n]*\bchild\s*=", r"\{\{<\s*include\b"];

/// Reads again the files that the first look left, for the ordinary names of the packages that were found attached, and for links to others.
pub(crate) fn second_look(config: &Config, first: &Collected, units: &[Unit], index: &RuleIndex) -> Collected {
    let packages: FxHashSet<_> = units
        .iter()
        .flat_map(|unit| &unit.codes)
        .flat_map(|code| &code.parsed.attaches)
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
    if !units.iter().any(|unit| unit.file.kind.is_code()) {
        return Collected::default();
    }
    let links = RUN_FILES.iter().map(|(name, _)| pattern(name)).chain(INCLUDES.map(str::to_owned));
    let patterns: Vec<String> = names.into_iter().chain(links).collect();
    let in_r = Prefilter::of(&patterns.iter().map(String::as_str).collect::<Vec<_>>());
    let in_python = Prefilter::of(&[r"\bimport\b"]);
    let prefilter = |rest: &Rest| {
        let may_pass_on = rest.location.file_name().is_some_and(|name| name == "__init__.py");
        let in_r = rest.kind.can_hold(SourceLanguage::R).then_some(&in_r);
        if may_pass_on { Some(&in_python) } else { in_r }
    };
    let rest = first.rest.par_iter().filter_map(|rest| Some((rest, prefilter(rest)?)));
    let items = rest.map_init(Vec::new, |buffer, (rest, prefilter)| read_again(config, prefilter, rest, buffer)).flatten().collect();
    Collected::of(items)
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
