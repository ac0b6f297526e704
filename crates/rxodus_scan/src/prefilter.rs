//! Does a file hold a name worth parsing for? Told from its bytes alone.

use regex::bytes::{Regex, RegexBuilder};
use rxodus_rules::{Place, RuleIndex};
use rxodus_source::{FileKind, Language};

use crate::patterns::anchors;

/// The anchors of all packages: those of R and Python, the same for code in JSON, and those of T-SQL.
pub(crate) struct Prefilter {
    code: Option<Regex>,
    in_json: Option<Regex>,
    sql: Option<Regex>,
    /// In text that is no code.
    text: Option<Regex>,
}

/// In JSON, a word may start behind an escape that ends with a letter or digit.
const JSON_BOUNDARY: &str = r"(?:\b|\\[a-z]|\\u[0-9A-Fa-f]{4})";

impl Prefilter {
    /// Without any rule, nothing is worth parsing.
    pub(crate) fn new(index: &RuleIndex) -> Self {
        let packages = &index.ruleset().packages;
        let of = |sql: bool| packages.iter().filter(move |package| (package.language == rxodus_rules::Language::Sql) == sql);
        let (in_code, in_text) = (anchors(index, |place| place == Place::Code), anchors(index, |place| !matches!(place, Place::Code | Place::Data)));
        let pattern = |sql: bool| alternatives(of(sql).flat_map(|package| &package.anchors).chain(&in_code).map(String::as_str));
        let code = pattern(false);
        let text = alternatives(in_text.iter().map(String::as_str));
        Self { code: compiled(&code), in_json: compiled(&in_json(&code)), sql: compiled(&pattern(true)), text: compiled(&text) }
    }

    /// Every file.
    pub(crate) fn everything() -> Self {
        let all = || compiled("(?:)");
        Self { code: all(), in_json: all(), sql: all(), text: all() }
    }

    /// Any of these patterns.
    pub(crate) fn of(patterns: &[&str]) -> Self {
        let pattern = alternatives(patterns.iter().copied());
        Self { code: compiled(&pattern), in_json: compiled(&in_json(&pattern)), sql: None, text: None }
    }

    /// Whether an anchor occurs in the text of a file of this kind. R and Python in T-SQL need one of T-SQL, as only its procedures run them.
    pub(crate) fn matches(&self, kind: FileKind, text: &[u8]) -> bool {
        let occurs = |anchors: &Option<Regex>| anchors.as_ref().is_some_and(|anchors| anchors.is_match(text));
        if kind.can_hold(Language::Text) && occurs(&self.text) {
            return true;
        }
        if matches!(kind, FileKind::Text(_)) && !kind.can_hold(Language::Python) {
            return false;
        }
        let code = if kind.is_json() { &self.in_json } else { &self.code };
        (!kind.is_sql(text) && occurs(code)) || (kind.can_hold(Language::Sql) && occurs(&self.sql))
    }
}

/// Any of these patterns, as one.
fn alternatives<'a>(patterns: impl Iterator<Item = &'a str>) -> String {
    let mut unique: Vec<_> = patterns.collect();
    unique.sort_unstable();
    unique.dedup();
    // In groups where a flag in one must not reach the next.
    let group = |pattern: &str| if pattern.starts_with("(?i)") { format!("(?:{pattern})") } else { pattern.to_owned() };
    unique.into_iter().map(group).collect::<Vec<_>>().join("|")
}

/// The loader of the rules has compiled each pattern already; no pattern at all finds nothing.
fn compiled(pattern: &str) -> Option<Regex> {
    (!pattern.is_empty()).then(|| RegexBuilder::new(pattern).unicode(false).build().ok()).flatten()
}

/// A pattern that finds in JSON strings what the given one finds in their text.
fn in_json(pattern: &str) -> String {
    let (mut out, mut rest) = (String::new(), pattern);
    while let Some(at) = rest.find('\\') {
        let escape = &rest[at..rest.len().min(at + 2)];
        out.push_str(&rest[..at]);
        out.push_str(if escape == r"\b" { JSON_BOUNDARY } else { escape });
        rest = &rest[at + escape.len()..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_behind_escapes_in_json() {
        let prefilter = Prefilter::of(&[r"\brx[A-Z]", r"\brx_", r"\\backslash"]);
        for text in [r#""rxA""#, r#""x\nrxA(1)""#, r#""x\u000arx_a(1)""#, r#""\tRx rxA""#] {
            assert!(prefilter.matches(FileKind::Notebook, text.as_bytes()), "{text}");
        }
        assert!(!prefilter.matches(FileKind::Notebook, br#""arxA""#));
        assert!(!prefilter.matches(FileKind::R, br"x\nrxA(1)"));
        assert!(prefilter.matches(FileKind::Notebook, br"\backslash"));
    }
}
