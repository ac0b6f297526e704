//! Anchors: byte patterns that prove a file worth parsing, and the proof that they cover every name.

use regex_lite::Regex;
use toml::Spanned;

use super::{Faults, RuleFile};
use crate::{Kind, Language, Symbol};

/// The prefilter's SIMD search takes no more literals than this; beyond it a scan takes several times as long.
pub(super) const MOST_ANCHORS: usize = 64;

/// The anchors of one package, compiled.
pub(super) struct Anchors(Vec<Regex>);

/// Compiles anchors; an empty list and a pattern that does not compile are errors.
pub(super) fn compile(file: &RuleFile, anchors: &Spanned<Vec<Spanned<String>>>, faults: &mut Faults) -> Anchors {
    if anchors.get_ref().is_empty() {
        faults.add(file, anchors.span(), "no anchor", "name at least the package itself: a file without an anchor is never parsed");
    }
    let mut compiled = Vec::new();
    for anchor in anchors.get_ref() {
        match Regex::new(anchor.get_ref()) {
            Ok(regex) if regex.is_match("") => {
                faults.add(file, anchor.span(), "this anchor matches every file", "write a pattern that needs at least one letter");
            }
            Ok(regex) => compiled.push(regex),
            Err(error) => faults.add(file, anchor.span(), format!("bad pattern: {error}"), "write a literal or a short regular expression"),
        }
    }
    Anchors(compiled)
}

impl Anchors {
    /// Whether a file that holds nothing but this name would be parsed.
    pub(super) fn cover(&self, name: &str) -> bool {
        self.0.iter().any(|anchor| anchor.is_match(name))
    }

    /// Whether files that use the symbol are found: by an anchor in its name, or through the package that they must name.
    pub(super) fn find(&self, symbol: &Symbol, language: Language) -> bool {
        symbol.common || !symbol.stands_in_code(language) || is_member(symbol, language) || self.cover(&symbol.name)
    }
}

/// Whether the name is a member of an object, such as `batch$start`, and so never stands in code as one identifier.
fn is_member(symbol: &Symbol, language: Language) -> bool {
    let separator = match language {
        Language::R => '$',
        Language::Python => '.',
        Language::Sql | Language::Text => return false,
    };
    symbol.kinds.contains(&Kind::Method) && symbol.name.contains(separator)
}
