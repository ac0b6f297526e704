//! Files without an anchor that may still use an attached package by an ordinary name, or run other files.

use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use rxodus_rules::{Language, Role, RuleIndex};
use rxodus_source::{Language as SourceLanguage, SourceFile};
use rxodus_syntax::{AttachKind, Parsed, RUN_FILES};

use crate::{
    Config,
    collect::{Collected, Item, Rest, project_root, shown},
    prefilter::Prefilter,
    unit::Unit,
};

/// Where documents say that others are part of them.
const INCLUDES: [&str; 4] =
    [r"\{r[^}\n]*\b(?:child|file|code)\s*=", r"#\|\s*(?:child|file|code)\s*[=:]", r"<<[^>\n]*\bchild\s*=", r"\{\{<\s*include\b"];

/// Reads again the files that the first look left, for the ordinary names of the packages that were found attached, and for links to others. Only
/// in projects in which something was found: elsewhere neither tells anything.
pub(crate) fn second_look(config: &Config, first: &Collected, units: &[Unit], index: &RuleIndex) -> Collected {
    let met: Vec<&Unit> = units.iter().filter(|unit| unit.codes.iter().any(|code| uses(&code.parsed, index))).collect();
    if met.is_empty() {
        return Collected::default();
    }
    let roots: FxHashSet<Option<&Path>> = met.iter().map(|unit| unit.location.parent().and_then(project_root)).collect();
    let is_near = |rest: &&Rest| roots.contains(&None) || rest.location.ancestors().any(|folder| roots.contains(&Some(folder)));
    let packages: FxHashSet<_> = met
        .iter()
        .flat_map(|unit| &unit.codes)
        .flat_map(|code| &code.parsed.attaches)
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
    let links = RUN_FILES.iter().map(|(name, _)| pattern(name)).chain(INCLUDES.map(str::to_owned));
    let patterns: Vec<String> = names.into_iter().chain(links).collect();
    let in_r = Prefilter::of(&patterns.iter().map(String::as_str).collect::<Vec<_>>());
    let in_python = Prefilter::of(&[r"\bimport\b"]);
    let prefilter = |rest: &Rest| {
        let may_pass_on = rest.location.file_name().is_some_and(|name| name == "__init__.py");
        let in_r = rest.kind.can_hold(SourceLanguage::R).then_some(&in_r);
        if may_pass_on { Some(&in_python) } else { in_r }
    };
    let rest = first.rest.par_iter().filter(is_near).filter_map(|rest| Some((rest, prefilter(rest)?)));
    let items = rest.map_init(Vec::new, |buffer, (rest, prefilter)| read_again(config, prefilter, rest, buffer)).flatten().collect();
    Collected::of(items)
}

/// Whether code attaches a retired package, or has an unmistakable name of one.
fn uses(parsed: &Parsed, index: &RuleIndex) -> bool {
    let language = match parsed.language {
        // What a manifest attaches is a package of R.
        SourceLanguage::R | SourceLanguage::Text => Language::R,
        SourceLanguage::Python => Language::Python,
        SourceLanguage::Sql => return false,
    };
    let tells = |name: &str| index.exact(language, name).iter().any(|rule| index.symbol(*rule).is_some_and(|symbol| !symbol.common));
    parsed.attaches.iter().any(|attach| index.module(language, attach.module.name).is_some()) || parsed.usages.iter().any(|usage| tells(usage.name))
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
