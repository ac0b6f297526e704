//! A made-up retired package, and findings in a text, for the tests of this crate.

use jiff::civil::{Date, date};
use rxodus_rules::{
    ArgumentFate, ArgumentMap, Change, Condition, Confidence, Equivalent, Flow, Formal, Kind, Language, Package, RuleId, RuleIndex, Ruleset, Symbol,
    Target, TargetId, Trap, TrapCondition, TrapSeverity, Weights,
};
use rxodus_scan::{Coverage, FileId, Finding, Given, KindCount, MatchedArgument, Origin, Report, Use};
use rxodus_source::{Container, FileKind, SourceFile, Span};

use crate::{Context, Policy};

/// A file and the rules.
pub(crate) struct Toy {
    pub(crate) file: SourceFile,
    pub(crate) index: RuleIndex,
}

const DAY: Date = date(2026, 11, 23);

impl Toy {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let file = SourceFile::from_bytes(path.to_owned(), FileKind::R, text.as_bytes()).expect("text");
        Self { file, index: RuleIndex::new(ruleset()) }
    }

    /// With a chosen target, or with all.
    pub(crate) fn context(&self, target: Option<&str>) -> Context<'_> {
        let all = self.index.ruleset().targets.iter().enumerate();
        let targets = all.filter(|(_, known)| target.is_none_or(|id| known.id == id)).map(|(at, _)| TargetId(at as u8)).collect();
        Context {
            index: &self.index,
            targets,
            chosen: target.is_some(),
            platform: None,
            as_of: DAY,
            policy: Policy::default(),
            team: rxodus_plan::Team::default(),
        }
    }

    /// A report with a finding for the next place of each of these names.
    pub(crate) fn report(&self, names: &[&str]) -> Report {
        let mut from = 0;
        let mut findings = Vec::new();
        for name in names {
            let start = from + self.file.text[from..].find(name).expect("the name");
            from = start + name.len();
            findings.push(self.finding(name, self.file.span(start..from)));
        }
        let bytes = self.file.text.len() as u64;
        let coverage = Coverage { kinds: vec![KindCount { kind: FileKind::R, files: 1, bytes, parsed: 1 }], ..Coverage::default() };
        Report {
            files: vec![self.file.clone()],
            findings,
            wrappers: Vec::new(),
            links: Vec::new(),
            packages: Vec::new(),
            coverage,
            suppression_problems: Vec::new(),
        }
    }

    fn finding(&self, name: &str, span: Span) -> Finding {
        let rule = self.rule(name);
        let usage = if rule.symbol.is_some() { Use::Call } else { Use::Attach };
        let origin = if rule.symbol.is_some() { Origin::Unattached } else { Origin::Qualified };
        Finding {
            rule,
            symbol: name.to_owned(),
            usage,
            origin,
            reason: String::new(),
            file: FileId(0),
            span,
            whole: span,
            container: Container::Plain,
            cell: None,
            language: rxodus_source::Language::R,
            evaluated: true,
            recovered: false,
            chunk: 0,
            unknown_part: None,
            arguments: Vec::new(),
            more_arguments: false,
            context: None,
            data: Vec::new(),
            uses: Vec::new(),
            wrapper: None,
            attached_by: None,
            fingerprint: "0123456789abcdef".to_owned(),
            mark: String::new(),
            suppressed: None,
            suppressed_by: None,
        }
    }

    pub(crate) fn rule(&self, name: &str) -> RuleId {
        let package = RuleId { package: 0, symbol: None };
        self.index.symbol_of(package, name).unwrap_or(package)
    }
}

/// An argument by the index of its formal, or by a name that fits none.
pub(crate) fn argument(formal: Option<u16>, written: Option<&str>) -> MatchedArgument {
    MatchedArgument { formal, written: written.map(str::to_owned), span: Span::default(), value: Given::Other }
}

fn ruleset() -> Ruleset {
    let target = |id: &str, title: &str| Target {
        id: id.to_owned(),
        aliases: Vec::new(),
        title: title.to_owned(),
        note: String::new(),
        libraries: Vec::new(),
    };
    let symbols = vec![
        symbol("oldFit", &["formula", "data", "w", "cube", "verbose"], vec![fit_on_new()]),
        symbol("oldSum", &["x", "..."], vec![equivalent(1, Change::Keep, None)]),
    ];
    let package = Package {
        name: "Oldpack".to_owned(),
        language: Language::R,
        modules: vec!["Oldpack".to_owned()],
        preattached: false,
        retired: Some(date(2022, 7, 1)),
        version: "9.4".to_owned(),
        anchors: vec!["old".to_owned()],
        sources: vec!["https://example.org/oldpack".to_owned()],
        note: "Fits old models.".to_owned(),
        symbols,
        equivalents: Vec::new(),
        traps: vec![trap()],
        strays: Vec::new(),
    };
    Ruleset {
        targets: vec![target("new", "The new world"), target("stay", "The old world, kept")],
        packages: vec![package],
        homonyms: Vec::new(),
        effort: Some(crate::plan::toy::effort()),
        flow: Flow::default(),
        platforms: Vec::new(),
        verified: Vec::new(),
        criteria: Vec::new(),
        weights: Weights::default(),
    }
}

fn trap() -> Trap {
    let condition = Condition { present: vec!["cube".to_owned()], ..Condition::default() };
    Trap {
        id: "lost-rows".to_owned(),
        symbols: vec!["oldFit".to_owned()],
        targets: vec![TargetId(0)],
        told: Vec::new(),
        when: TrapCondition { absent: vec!["w".to_owned()], value: None, circumstances: condition },
        severity: TrapSeverity::Silent,
        note: "Rows without a weight are lost.".to_owned(),
        advice: "Give weights.".to_owned(),
        sources: vec!["https://example.org/rows".to_owned()],
        checked: DAY,
        confidence: Confidence::High,
    }
}

fn symbol(name: &str, formals: &[&str], equivalents: Vec<Equivalent>) -> Symbol {
    Symbol {
        name: name.to_owned(),
        kinds: vec![Kind::Function],
        roles: Vec::new(),
        common: false,
        deprecated: false,
        formals: formals.iter().map(|name| Formal { name: (*name).to_owned(), default: None }).collect(),
        topic: "fitting".to_owned(),
        variants: Vec::new(),
        reference: format!("https://example.org/{name}"),
        pattern: None,
        equivalents,
    }
}

fn equivalent(target: u8, change: Change, call: Option<&str>) -> Equivalent {
    Equivalent {
        target: TargetId(target),
        when: None,
        change,
        call: call.map(str::to_owned),
        add: Vec::new(),
        note: String::new(),
        sources: vec!["https://example.org/newpack".to_owned()],
        checked: DAY,
        confidence: Confidence::High,
        before: "oldFit(y ~ x, data = d)\n".to_owned(),
        after: "newpack::fit(y ~ x, d)\n".to_owned(),
        arguments: Vec::new(),
    }
}

fn fit_on_new() -> Equivalent {
    let to = |to: &str, note: Option<&str>| ArgumentFate::To { to: to.to_owned(), note: note.map(str::to_owned) };
    let map = |formal: &str, fate| ArgumentMap { formal: formal.to_owned(), fate };
    Equivalent {
        confidence: Confidence::Medium,
        add: vec![("family".to_owned(), "binomial()".to_owned())],
        note: "The first level counts.".to_owned(),
        arguments: vec![
            map("formula", to("formula", None)),
            map("data", to("x", Some("a table without nulls"))),
            map("w", to("weights", None)),
            map("verbose", ArgumentFate::Drop("see the log".to_owned())),
        ],
        ..equivalent(0, Change::Arguments, Some("newpack::fit"))
    }
}
