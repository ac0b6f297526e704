//! Does a file hold a name worth parsing for? Told from its bytes alone.

use regex::bytes::{Regex, RegexBuilder};
use rxodus_rules::RuleIndex;
use rxodus_source::{FileKind, Language};

/// The anchors of all packages: those of R and Python as one pattern, those of T-SQL as another.
pub(crate) struct Prefilter {
    code: Option<Regex>,
    sql: Option<Regex>,
}

impl Prefilter {
    /// Without any rule, nothing is worth parsing.
    pub(crate) fn new(index: &RuleIndex) -> Self {
        let of = |sql: bool| {
            let packages = index.ruleset().packages.iter().filter(|package| (package.language == rxodus_rules::Language::Sql) == sql);
            any(packages.flat_map(|package| &package.anchors).map(String::as_str).collect())
        };
        Self { code: of(false), sql: of(true) }
    }

    /// Every file.
    pub(crate) fn everything() -> Self {
        Self { code: any(vec![""]), sql: any(vec![""]) }
    }

    /// Any of these patterns.
    pub(crate) fn of(patterns: &[&str]) -> Self {
        Self { code: any(patterns.to_vec()), sql: None }
    }

    /// Whether an anchor occurs in the text of a file. R and Python in T-SQL need an anchor of T-SQL, as only its procedures run them.
    pub(crate) fn matches(&self, kind: FileKind, text: &[u8]) -> bool {
        let occurs = |anchors: &Option<Regex>| anchors.as_ref().is_some_and(|anchors| anchors.is_match(text));
        (!kind.is_sql() && occurs(&self.code)) || (kind.can_hold(Language::Sql) && occurs(&self.sql))
    }
}

/// Any of these patterns; `None` where there is none.
fn any(mut patterns: Vec<&str>) -> Option<Regex> {
    patterns.sort_unstable();
    patterns.dedup();
    // In groups, as a flag in one pattern must not reach the next. The loader of the rules has compiled each pattern already.
    let groups: Vec<_> = patterns.iter().map(|pattern| format!("(?:{pattern})")).collect();
    (!groups.is_empty()).then(|| RegexBuilder::new(&groups.join("|")).unicode(false).build().ok()).flatten()
}
