//! Does a file hold a name worth parsing for? Told from its bytes alone.

use std::sync::OnceLock;

use regex::bytes::{Match, Regex, RegexBuilder};
use regex_syntax::{ParserBuilder, hir::literal::Extractor};
use rustc_hash::FxHashSet;
use rxodus_rules::{Language as RuleLanguage, Place, RuleIndex, Symbol};
use rxodus_source::{Chunk, FileKind, Language, SourceFile};

use crate::{
    Config,
    patterns::{anchors, expressions},
};

/// The anchors of all packages, those of R and Python, and those of T-SQL, each with those of the patterns in code; and those of text that is
/// no code.
pub(crate) struct Prefilter {
    code: Anchors,
    sql: Anchors,
    text: Together,
    /// What a match must be part of; `None` where any match will do.
    names: Option<Names>,
}

/// What a match of an anchor in R and Python can be part of.
struct Names {
    /// The words of all names, in lower case.
    words: FxHashSet<Vec<u8>>,
    /// The anchors of patterns in code, which are no names.
    anchors: Together,
    /// These patterns themselves: few of the files with an anchor have one of them.
    patterns: Together,
}

/// In strings, those of JSON included, a word may start behind an escape that ends with a letter or digit.
const BOUNDARY: &str = r"(?:\b|\\[a-z]|\\u[0-9A-Fa-f]{4})";

impl Prefilter {
    /// Without any rule, nothing is worth parsing.
    fn new(index: &RuleIndex) -> Self {
        let packages = &index.ruleset().packages;
        let of = |sql: bool| packages.iter().filter(move |package| (package.language == RuleLanguage::Sql) == sql);
        let in_code = anchors(index, |place| place == Place::Code);
        let in_text = anchors(index, |place| !matches!(place, Place::Code | Place::Data));
        let patterns = |sql: bool| of(sql).flat_map(|package| &package.anchors).chain(&in_code).map(String::as_str).collect::<Vec<_>>();
        let names = of(false).flat_map(|package| package.modules.iter().chain(package.symbols.iter().flat_map(Symbol::names)));
        let words = names.flat_map(|name| words(name.as_bytes())).map(<[u8]>::to_ascii_lowercase).collect();
        Self {
            code: Anchors::of(patterns(false), BOUNDARY),
            sql: Anchors::of(patterns(true), r"\b"),
            text: Together::of(in_text),
            names: Some(Names { words, patterns: Together::of(expressions(index, Place::Code)), anchors: Together::of(in_code) }),
        }
    }

    /// What a run needs: of the rules, or for every file.
    pub(crate) fn for_run(config: &Config, index: &RuleIndex) -> Self {
        if config.parse_all { Self::everything() } else { Self::new(index) }
    }

    /// Every file.
    fn everything() -> Self {
        let all = || Anchors::of(vec!["(?:)"], "");
        Self { code: all(), sql: all(), text: Together::of(vec!["(?:)".to_owned()]), names: None }
    }

    /// Any of these patterns.
    pub(crate) fn of(patterns: &[&str]) -> Self {
        let none = || Anchors::of(Vec::new(), "");
        Self { code: Anchors::of(patterns.to_vec(), BOUNDARY), sql: none(), text: Together::of(Vec::new()), names: None }
    }

    /// Whether an anchor occurs in the text of a file of this kind. R and Python in T-SQL need one of T-SQL, as only its procedures run them.
    pub(crate) fn matches(&self, kind: FileKind, text: &[u8]) -> bool {
        if kind.can_hold(Language::Text) && self.text.occur(text) {
            return true;
        }
        ((kind.can_hold(Language::R) || kind.can_hold(Language::Python)) && !kind.is_sql(text) && self.code_occurs(kind, text))
            || (kind.can_hold(Language::Sql) && self.sql.occur(text, |_| true))
    }

    /// Whether an anchor occurs in the code of a file, and not only in the prose and outputs around it: one of T-SQL in T-SQL. With a language,
    /// only code in that one counts, and T-SQL, whose strings can hold it.
    pub(crate) fn matches_code(&self, file: &SourceFile, only: Option<Language>) -> bool {
        let in_chunk = |chunk: &Chunk| {
            let is_sql = chunk.language == Language::Sql;
            let is_meant = is_sql || only.is_none_or(|only| only == chunk.language);
            let occurs = |code: &[u8]| self.code_occurs(file.kind, code) || (is_sql && self.sql.occur(code, |_| true));
            is_meant && file.code_of(chunk).map(str::as_bytes).any(occurs)
        };
        !file.kind.has_prose() || file.chunks.iter().any(in_chunk)
    }

    fn code_occurs(&self, kind: FileKind, text: &[u8]) -> bool {
        self.code.occur(text, |found| self.is_meant(kind, text, found))
    }

    /// Whether a match stands in the text of a name that some rule knows: `rxodus` may have the shape of one, and is none. Or it is the anchor
    /// of a pattern, and that stands there; in JSON, escapes may stand in the way of telling.
    fn is_meant(&self, kind: FileKind, text: &[u8], found: Match) -> bool {
        let Some(names) = &self.names else { return true };
        let is_pattern = || kind == FileKind::Notebook || names.patterns.occur(around(text, found));
        (names.anchors.occur(found.as_bytes()) && is_pattern()) || names.hold(text, found)
    }
}

/// What stands around a match in its line.
fn around<'t>(text: &'t [u8], found: Match) -> &'t [u8] {
    let is_inside = |byte: &&u8| **byte != b'\n';
    let before = text[..found.start()].iter().rev().take(LONGEST_AROUND).take_while(is_inside).count();
    let behind = text[found.end()..].iter().take(LONGEST_AROUND).take_while(is_inside).count();
    &text[found.start() - before..found.end() + behind]
}

/// So many bytes before and behind an anchor are looked at for its pattern.
const LONGEST_AROUND: usize = 512;

impl Names {
    /// Whether a match stands in the text of a name.
    fn hold(&self, text: &[u8], found: Match) -> bool {
        let known = &self.words;
        let behind = found.end() + text[found.end()..].iter().take_while(|byte| is_word(**byte)).count();
        let before = found.start() - text[..found.start()].iter().rev().take_while(|byte| is_word(**byte)).count();
        let is_known = |word: &[u8]| known.contains(&word.to_ascii_lowercase());
        // Behind a backslash, escapes of strings may stand directly before the word.
        let escaped = |word: &[u8]| [1, 5].iter().any(|escape| word.get(*escape..).is_some_and(is_known));
        words(&text[before..behind]).any(|word| is_known(word) || escaped(word))
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| !is_word(*byte)).filter(|word| !word.is_empty())
}

/// Patterns, any of which may occur. What is compiled is compiled when it is first needed.
struct Anchors {
    /// Each once, in order.
    patterns: Vec<String>,
    /// The patterns without their boundaries of words, in groups that are searched fast: few files have any of them.
    loose: OnceLock<Vec<Regex>>,
    exact: OnceLock<Vec<Regex>>,
    /// What stands for a boundary of a word.
    boundary: &'static str,
}

impl Anchors {
    fn of(mut patterns: Vec<&str>, boundary: &'static str) -> Self {
        patterns.sort_unstable();
        patterns.dedup();
        let patterns = patterns.into_iter().map(str::to_owned).collect();
        Self { patterns, loose: OnceLock::new(), exact: OnceLock::new(), boundary }
    }

    /// Whether a pattern matches somewhere, and the match is what was meant.
    fn occur(&self, text: &[u8], meant: impl Fn(Match) -> bool) -> bool {
        let exact = || self.with(&self.exact, self.boundary);
        self.with(&self.loose, "").iter().any(|group| group.is_match(text)) && exact().iter().any(|group| group.find_iter(text).any(&meant))
    }

    /// The patterns with this for each boundary of a word, compiled.
    fn with<'a>(&self, compiled: &'a OnceLock<Vec<Regex>>, boundary: &str) -> &'a [Regex] {
        compiled.get_or_init(|| groups(&self.patterns.iter().map(|pattern| boundaries(pattern, boundary)).collect::<Vec<_>>()))
    }
}

/// Patterns that are searched as one: not as fast as groups, but small files need no more, and one is compiled sooner than many.
struct Together {
    patterns: Vec<String>,
    compiled: OnceLock<Option<Regex>>,
}

impl Together {
    fn of(patterns: Vec<String>) -> Self {
        Self { patterns, compiled: OnceLock::new() }
    }

    fn occur(&self, text: &[u8]) -> bool {
        let compile = || compiled(&alternatives(&self.patterns.iter().map(String::as_str).collect::<Vec<_>>()));
        let any = self.compiled.get_or_init(|| (!self.patterns.is_empty()).then(compile).flatten());
        any.as_ref().is_some_and(|any| any.is_match(text))
    }
}

/// Up to so many literals are searched at once at several GB/s; beyond, at a tenth of that.
const MOST_LITERALS: usize = 64;

/// So many bytes of each literal are looked at at once, or as many as the shortest has: so the short ones are searched for themselves.
const FINGERPRINT: usize = 4;

/// As few patterns as can be searched fast.
fn groups(patterns: &[String]) -> Vec<Regex> {
    let mut groups: Vec<(usize, usize, Vec<&str>)> = Vec::new();
    for pattern in patterns {
        let (literals, length) = literals(pattern);
        match groups.iter_mut().find(|(held, of_length, _)| held + literals <= MOST_LITERALS && *of_length == length) {
            Some((held, _, group)) => {
                *held += literals;
                group.push(pattern);
            }
            None => groups.push((literals, length, vec![pattern])),
        }
    }
    groups.iter().filter_map(|(_, _, group)| compiled(&alternatives(group))).collect()
}

/// With how many different literals a match of the pattern can begin, and how much of the shortest is looked at.
fn literals(pattern: &str) -> (usize, usize) {
    let parsed = ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern);
    let found = parsed.ok().map(|pattern| Extractor::new().extract(&pattern));
    let size = found.as_ref().and_then(|found| Some((found.len()?, found.min_literal_len()?.min(FINGERPRINT))));
    size.unwrap_or((MOST_LITERALS, 0))
}

/// Any of these patterns, as one.
fn alternatives(patterns: &[&str]) -> String {
    // In groups where a flag in one must not reach the next.
    let group = |pattern: &&str| if pattern.starts_with("(?i)") { format!("(?:{pattern})") } else { (*pattern).to_owned() };
    patterns.iter().map(group).collect::<Vec<_>>().join("|")
}

/// The loader of the rules has compiled each pattern already.
fn compiled(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).unicode(false).build().ok()
}

/// The pattern with something else for each boundary of a word.
fn boundaries(pattern: &str, instead: &str) -> String {
    let (mut out, mut rest) = (String::new(), pattern);
    while let Some(at) = rest.find('\\') {
        let escape = &rest[at..rest.len().min(at + 2)];
        out.push_str(&rest[..at]);
        out.push_str(if escape == r"\b" { instead } else { escape });
        rest = &rest[at + escape.len()..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_behind_escapes() {
        let prefilter = Prefilter::of(&[r"\brx[A-Z]", r"\brx_", r"\\backslash"]);
        for text in [r#""rxA""#, r#""x\nrxA(1)""#, r#""x\u000arx_a(1)""#, r#""\tRx rxA""#] {
            assert!(prefilter.matches(FileKind::Notebook, text.as_bytes()), "{text}");
        }
        assert!(!prefilter.matches(FileKind::Notebook, br#""arxA""#));
        assert!(prefilter.matches(FileKind::R, br"eval(parse(text = 'x\nrxA(1)'))"));
        assert!(prefilter.matches(FileKind::Notebook, br"\backslash"));
    }

    #[test]
    fn a_match_counts_within_a_known_name() {
        let words = ["rx_lin_mod", "rxget", "azureml"].map(|word| word.as_bytes().to_vec());
        let prefilter = Prefilter {
            names: Some(Names { words: words.into_iter().collect(), anchors: Together::of(Vec::new()), patterns: Together::of(Vec::new()) }),
            ..Prefilter::of(&[r"\brx_", r"\brx[A-Z]", r"azureml\.api"])
        };
        for text in ["rx_lin_mod(", "f(RX_buffer, rx_Lin_Mod)", ".rxGet(x)", "import azureml.api.x"] {
            assert!(prefilter.matches(FileKind::Python, text.as_bytes()), "{text}");
        }
        for text in ["rx_lin_model(", "rx_buffer = 1", "rxGet2", "my_rx_lin_mod"] {
            assert!(!prefilter.matches(FileKind::Python, text.as_bytes()), "{text}");
        }
        for text in [r#""\nrx_lin_mod(1)""#, r#""\u000arxGet(1)""#] {
            assert!(prefilter.matches(FileKind::Notebook, text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn groups_hold_few_literals_of_like_length() {
        let patterns = ["rx[A-Z]", "Rx[A-Z]", "rx_", "[a-d]longer", "longerthan"].map(str::to_owned);
        assert_eq!(groups(&patterns).iter().map(Regex::as_str).collect::<Vec<_>>(), ["rx[A-Z]|Rx[A-Z]", "rx_", "[a-d]longer|longerthan"]);
    }
}
