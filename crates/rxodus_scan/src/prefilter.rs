//! Does a file hold a name worth parsing for? Told from its bytes alone.

use regex::bytes::{Regex, RegexBuilder};
use rxodus_rules::RuleIndex;

/// The anchors of all packages as one pattern.
pub(crate) struct Prefilter {
    anchors: Option<Regex>,
}

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
        // The loader of the rules has compiled each pattern already.
        let anchors = (!unique.is_empty()).then(|| RegexBuilder::new(&unique.join("|")).unicode(false).build().ok()).flatten();
        Self { anchors }
    }

    /// Whether an anchor occurs in text.
    pub(crate) fn matches(&self, text: &[u8]) -> bool {
        self.anchors.as_ref().is_some_and(|anchors| anchors.is_match(text))
    }
}
