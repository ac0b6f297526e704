//! Does a file hold a name worth parsing for? Told from its bytes alone.

use regex::bytes::{Regex, RegexBuilder};
use rxodus_rules::RuleIndex;
use rxodus_source::FileKind;

/// The anchors of all packages as one pattern, for code as it is and for code in JSON.
pub(crate) struct Prefilter {
    anchors: Option<Regex>,
    in_json: Option<Regex>,
}

/// In JSON, a word may start behind an escape that ends with a letter or digit.
const JSON_BOUNDARY: &str = r"(?:\b|\\[a-z]|\\u[0-9A-Fa-f]{4})";

impl Prefilter {
    /// Without any rule, nothing is worth parsing.
    pub(crate) fn new(index: &RuleIndex) -> Self {
        let anchors: Vec<_> = index.ruleset().packages.iter().flat_map(|package| &package.anchors).map(String::as_str).collect();
        Self::of(&anchors)
    }

    /// Every file.
    pub(crate) fn everything() -> Self {
        Self::of(&[""])
    }

    /// Any of these patterns.
    pub(crate) fn of(patterns: &[&str]) -> Self {
        let mut unique = patterns.to_vec();
        unique.sort_unstable();
        unique.dedup();
        let joined = unique.join("|");
        // The loader of the rules has compiled each pattern already.
        let compiled = |pattern: &str| (!unique.is_empty()).then(|| RegexBuilder::new(pattern).unicode(false).build().ok()).flatten();
        Self { anchors: compiled(&joined), in_json: compiled(&in_json(&joined)) }
    }

    /// Whether an anchor occurs in the text of a file of this kind.
    pub(crate) fn matches(&self, kind: FileKind, text: &[u8]) -> bool {
        let anchors = if kind.is_json() { &self.in_json } else { &self.anchors };
        anchors.as_ref().is_some_and(|anchors| anchors.is_match(text))
    }
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
