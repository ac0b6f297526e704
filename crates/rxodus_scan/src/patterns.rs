//! The rules that are no name, compiled when they are first needed.

use std::sync::OnceLock;

use regex::bytes::{Regex, RegexBuilder};
use rxodus_rules::{Pattern, Place, RuleId, RuleIndex};
use rxodus_source::{Chunk, FileKind, Language, TextKind};

/// All patterns of a ruleset.
pub(crate) struct Patterns<'a> {
    pub(crate) index: &'a RuleIndex,
    all: Vec<Compiled<'a>>,
    in_code: OnceLock<Option<Regex>>,
}

/// A pattern that can be searched for. As in the loader, its classes know ASCII alone.
pub(crate) struct Compiled<'a> {
    pub(crate) rule: RuleId,
    pub(crate) pattern: &'a Pattern,
    index: &'a RuleIndex,
    anchors: OnceLock<Option<Regex>>,
    regex: OnceLock<Option<Regex>>,
}

impl Compiled<'_> {
    /// The loader of the rules has compiled each expression already.
    pub(crate) fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| compiled(&self.pattern.expression(self.index.ruleset()))).as_ref()
    }

    /// The same, if the pattern can occur in this text: its anchors are found sooner.
    pub(crate) fn regex_for(&self, text: &[u8]) -> Option<&Regex> {
        let compile = || compiled(&self.pattern.anchor_expressions(self.index.ruleset()).collect::<Vec<_>>().join("|"));
        let anchors = self.anchors.get_or_init(compile).as_ref()?;
        anchors.is_match(text).then(|| self.regex()).flatten()
    }
}

impl<'a> Patterns<'a> {
    pub(crate) fn new(index: &'a RuleIndex) -> Self {
        let all =
            index.patterns().map(|(rule, pattern)| Compiled { rule, pattern, index, anchors: OnceLock::new(), regex: OnceLock::new() }).collect();
        Self { index, all, in_code: OnceLock::new() }
    }

    /// The patterns that count in this kind of text.
    pub(crate) fn at(&self, place: Place) -> impl Iterator<Item = &Compiled<'a>> {
        self.all.iter().filter(move |compiled| compiled.pattern.places.contains(&place))
    }

    /// Whether a pattern can occur in this code.
    pub(crate) fn may_be_in_code(&self, code: &str) -> bool {
        let compile = || {
            let anchors = anchors(self.index, |place| place == Place::Code);
            (!anchors.is_empty()).then(|| compiled(&anchors.join("|"))).flatten()
        };
        let anchors = self.in_code.get_or_init(compile);
        anchors.as_ref().is_some_and(|anchors| anchors.is_match(code.as_bytes()))
    }
}

fn compiled(expression: &str) -> Option<Regex> {
    RegexBuilder::new(expression).unicode(false).build().ok()
}

/// The anchors of the patterns that count in such places, each once.
pub(crate) fn anchors(index: &RuleIndex, counts: impl Fn(Place) -> bool) -> Vec<String> {
    let meant = index.patterns().filter(|(_, pattern)| pattern.places.iter().any(|place| counts(*place)));
    let mut anchors: Vec<_> = meant.flat_map(|(_, pattern)| pattern.anchor_expressions(index.ruleset())).collect();
    anchors.sort_unstable();
    anchors.dedup();
    anchors
}

/// The patterns that count in a place, each in a group of its own: names of groups stand once in an expression.
pub(crate) fn expressions(index: &RuleIndex, place: Place) -> Vec<String> {
    let meant = index.patterns().filter(|(_, pattern)| pattern.places.contains(&place));
    meant.map(|(_, pattern)| format!("(?:{})", pattern.expression(index.ruleset()).replace("?P<at>", "?:").replace("?P<package>", "?:"))).collect()
}

/// The kind of text that a chunk is; `None` where no pattern counts.
pub(crate) fn place(kind: FileKind, chunk: &Chunk) -> Option<Place> {
    match (chunk.language, kind) {
        (Language::Text, FileKind::Text(kind)) => Some(of_text(kind)),
        (Language::Text, _) => None,
        _ => Some(Place::Code),
    }
}

fn of_text(kind: TextKind) -> Place {
    match kind {
        TextKind::Description => Place::Description,
        TextKind::Namespace => Place::Namespace,
        TextKind::RenvLock | TextKind::PackratLock => Place::Lockfile,
        TextKind::Requirements => Place::Requirements,
        TextKind::Pyproject => Place::Pyproject,
        TextKind::SetupPy | TextKind::SetupCfg => Place::Setup,
        TextKind::Conda => Place::Conda,
        TextKind::Pipfile | TextKind::PipfileLock => Place::Pipfile,
        TextKind::Docker => Place::Docker,
        TextKind::Shell | TextKind::PowerShell | TextKind::Batch | TextKind::Makefile => Place::Script,
        TextKind::Yaml | TextKind::Jenkins => Place::Pipeline,
        TextKind::Settings | TextKind::XmlSettings => Place::Settings,
        TextKind::Template => Place::Template,
    }
}
