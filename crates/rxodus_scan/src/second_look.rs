//! Files without an anchor that may still use an attached package by an ordinary name, call a function that does nothing but call it, or run
//! other files.

use std::{collections::BTreeSet, path::Path};

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use rxodus_rules::{Language, Role, RuleIndex};
use rxodus_source::{FileKind, Language as SourceLanguage, SourceFile, Span};
use rxodus_syntax::{Assignment, AttachKind, NamedFunction, Parsed, RUN_FILES, Shape, UsageKind, Value};

use crate::{
    Config,
    collect::{Item, Rest, Roots, shown},
    prefilter::Prefilter,
    unit::Unit,
};

/// Where documents say that others are part of them.
const INCLUDES: [&str; 4] =
    [r"\{r[^}\n]*\b(?:child|file|code)\s*=", r"#\|\s*(?:child|file|code)\s*[=:]", r"<<[^>\n]*\bchild\s*=", r"\{\{<\s*include\b"];

/// Reads again the files that the first look left, for the ordinary names of the packages that were found attached, for those of wrappers, and for links to others. Only
/// in projects in which something was found: elsewhere neither tells anything. Gives them in any order.
pub(crate) fn second_look(config: &Config, rest: Vec<Rest>, units: &[Unit], index: &RuleIndex) -> Vec<Item> {
    let met: Vec<&Unit> = units.par_iter().filter(|unit| unit.codes.iter().any(|code| uses(&code.parsed, index))).collect();
    if met.is_empty() {
        return Vec::new();
    }
    let mut known = Roots::default();
    let roots: FxHashSet<Option<&Path>> = met.iter().map(|unit| unit.location.parent().and_then(|folder| known.of(folder))).collect();
    let is_near = |rest: &Rest| roots.contains(&None) || rest.location.ancestors().any(|folder| roots.contains(&Some(folder)));
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
    let wrappers = |language: SourceLanguage| wrappers(&met, language, index).into_iter().map(pattern);
    let misspelt = misspelt(&met, index).into_iter().map(|name| format!(r"\b{}[ \t]*(?:<-|=)[ \t]*function\b", regex::escape(name)));
    let in_r = prefilter_of(&names.into_iter().chain(links).chain(wrappers(SourceLanguage::R)).chain(misspelt).collect::<Vec<_>>());
    let calling = prefilter_of(&wrappers(SourceLanguage::Python).collect::<Vec<_>>());
    let passing_on = Prefilter::of(&[r"\bimport\b"]);
    let prefilters = |rest: &Rest| {
        let may_pass_on = rest.location.file_name().is_some_and(|name| name == "__init__.py");
        let of = |language, prefilter| Some((language, prefilter?)).filter(|_| rest.kind.can_hold(language));
        let passing_on = Some(&passing_on).filter(|_| may_pass_on);
        let all = [of(SourceLanguage::R, in_r.as_ref()), of(SourceLanguage::Python, calling.as_ref()), of(SourceLanguage::Python, passing_on)];
        all.into_iter().flatten().collect::<Vec<_>>()
    };
    let near = rest.into_iter().par_bridge().filter(is_near);
    near.map_init(Vec::new, |buffer, rest| look_again(config, &prefilters(&rest), rest, buffer)).flatten().collect()
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

/// The names of functions that do nothing but call what may be a retired symbol: other files may call them.
fn wrappers<'a>(met: &[&Unit<'a>], language: SourceLanguage, index: &RuleIndex) -> BTreeSet<&'a str> {
    let rules = if language == SourceLanguage::R { Language::R } else { Language::Python };
    let known = |name: &str| index.exact(rules, name).iter().any(|rule| index.symbol(*rule).is_some_and(|symbol| !symbol.common));
    let of_code = |parsed: &Parsed<'a>| {
        let calls: FxHashSet<Span> = parsed.usages.iter().filter(|usage| known(usage.name)).map(|usage| usage.whole).collect();
        let is_one = |function: &NamedFunction| parsed.scopes[function.scope.0 as usize].only.is_some_and(|only| calls.contains(&only));
        let is_alias = |assignment: &&Assignment| matches!(assignment.value, Value::Expression(Shape::Name(name)) if known(name));
        let functions = parsed.named_functions().into_iter().filter(is_one).map(|function| function.name.name);
        functions.chain(parsed.assignments.iter().filter(is_alias).map(|assignment| assignment.name.name)).collect::<Vec<_>>()
    };
    let codes = met.par_iter().flat_map_iter(|unit| &unit.codes).map(|code| &code.parsed);
    codes.filter(|parsed| parsed.language == language).flat_map_iter(of_code).collect()
}

/// Called names that are one of a retired package in another case: another file may define just these.
fn misspelt<'a>(met: &[&Unit<'a>], index: &RuleIndex) -> BTreeSet<&'a str> {
    let is_other_case = |name: &str| index.exact(Language::R, name).is_empty() && !index.any_case(Language::R, name).is_empty();
    let of_code = |parsed: &Parsed<'a>| {
        let calls = parsed.usages.iter().filter(|usage| usage.kind == UsageKind::Call && usage.path.len() == 1);
        let names: FxHashSet<&str> = calls.map(|usage| usage.name).collect();
        names.into_iter().filter(|name| is_other_case(name)).collect::<Vec<_>>()
    };
    let codes = met.par_iter().flat_map_iter(|unit| &unit.codes).map(|code| &code.parsed);
    codes.filter(|parsed| parsed.language == SourceLanguage::R).flat_map_iter(of_code).collect()
}

/// Any of these patterns, if there are any.
fn prefilter_of(patterns: &[String]) -> Option<Prefilter> {
    let patterns: Vec<_> = patterns.iter().map(String::as_str).collect();
    (!patterns.is_empty()).then(|| Prefilter::of(&patterns))
}

/// The file, if one of the names occurs in its code, or it says that others are part of it.
fn look_again(config: &Config, prefilters: &[(SourceLanguage, &Prefilter)], rest: Rest, buffer: &mut Vec<u8>) -> Option<Item> {
    let Rest { location, kind, wanted, file } = rest;
    let file = file.or_else(|| read_again(config, prefilters, &location, kind, buffer))?;
    let is_worth = !file.includes.is_empty() || prefilters.iter().any(|(language, prefilter)| prefilter.matches_code(&file, Some(*language)));
    is_worth.then_some(Item { file, location, wanted })
}

/// The file, if one of the names occurs somewhere in it.
fn read_again(
    config: &Config,
    prefilters: &[(SourceLanguage, &Prefilter)],
    location: &Path,
    kind: FileKind,
    buffer: &mut Vec<u8>,
) -> Option<SourceFile> {
    if prefilters.is_empty() {
        return None;
    }
    SourceFile::read(location, config.max_file_size, buffer).ok()?;
    let is_worth = SourceFile::searchable(buffer).is_ok_and(|text| prefilters.iter().any(|(_, prefilter)| prefilter.matches(kind, &text)));
    is_worth.then(|| SourceFile::from_bytes(shown(config, location), kind, buffer).ok())?
}

/// A call of exactly this name.
fn pattern(name: &str) -> String {
    format!(r"\b{}[ \t]*\(", regex::escape(name))
}
