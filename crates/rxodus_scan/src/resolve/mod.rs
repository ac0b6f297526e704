//! Decides what each name in a file means. Pure: the same file, project and rules give the same findings.

mod facts;
mod python;
mod r;
mod script;
mod sql;
mod text;

use rustc_hash::FxHashSet;
use rxodus_rules::{RuleId, RuleIndex};
use rxodus_source::{Chunk, Language, Span};
use rxodus_syntax::{Parsed, Usage, UsageKind};

use facts::Facts;

use crate::{
    AttachedBy, FileId, Finding, Origin, Use,
    arguments::match_arguments,
    by_name,
    link::{Project, Projects},
    patterns::Patterns,
    unit::{Code, Runner, Session, Unit},
};

const GIVEN_UP: &str = "the code around it cannot be parsed; it may be text or a comment";

/// What a name was found to mean.
#[derive(Clone, Copy)]
pub(crate) struct Meaning {
    pub(crate) rule: RuleId,
    pub(crate) origin: Origin,
    pub(crate) reason: &'static str,
    pub(crate) by: Option<AttachedBy>,
}

/// One piece of code and all that is known around it.
pub(crate) struct Context<'a> {
    pub(crate) file: FileId,
    pub(crate) unit: &'a Unit<'a>,
    pub(crate) facts: &'a Facts<'a>,
    /// Index of the code in [`Unit::codes`].
    pub(crate) number: usize,
    pub(crate) chunk: &'a Chunk,
    pub(crate) parsed: &'a Parsed<'a>,
    pub(crate) session: Session,
    pub(crate) projects: &'a Projects<'a>,
    pub(crate) project: &'a Project<'a>,
    pub(crate) index: &'a RuleIndex,
}

/// The findings of a file, in the order of the text.
pub(crate) fn resolve(at: usize, unit: &Unit, projects: &Projects, patterns: &Patterns) -> Vec<Finding> {
    let index = patterns.index;
    let file = FileId(at as u32);
    let project = projects.of(file);
    let facts = Facts::new(file, unit, projects, index);
    let (mut by_code, mut running) = (Vec::with_capacity(unit.codes.len()), Running::default());
    let context = |number: usize| {
        let Code { chunk, parsed, session, .. } = &unit.codes[number];
        Context { file, unit, facts: &facts, number, chunk, parsed, session: *session, projects, project, index }
    };
    for (number, code) in unit.codes.iter().enumerate() {
        let Code { chunk, parsed, .. } = code;
        let context = context(number);
        let mut findings = Vec::new();
        if running.runs(unit, code, &facts) {
            match parsed.language {
                Language::R => r::resolve(&context, &mut findings),
                Language::Python => python::resolve(&context, &mut findings),
                Language::Sql => sql::resolve(&context, &mut findings),
                Language::Text => {}
            }
        }
        // What stands in a string was found there already.
        if code.is_file_chunk() {
            text::resolve(&context, patterns, &mut findings);
        }
        script::note_unknown_parts(&context, &mut findings);
        script::judge_recovered(chunk, &mut findings);
        running.add(number, &findings, index);
        by_code.push(findings);
    }
    for (code, name) in by_name::called(unit, &project.by_name) {
        if running.runs(unit, &unit.codes[code], &facts) {
            by_code[code].extend(r::called_by_name(&context(code), name));
        }
    }
    script::settle_language(unit, &mut by_code);
    let mut findings: Vec<_> = by_code.into_iter().flatten().collect();
    findings.sort_by_key(|finding| (finding.span, finding.rule));
    findings.dedup_by_key(|finding| (finding.span, finding.rule));
    text::keep_outermost(&mut findings);
    findings
}

/// The calls of retired functions that run code in a string.
#[derive(Default)]
struct Running(FxHashSet<(usize, Span, RuleId)>);

impl Running {
    fn add(&mut self, number: usize, findings: &[Finding], index: &RuleIndex) {
        let runs = |finding: &&Finding| index.symbol(finding.rule).is_some_and(|symbol| symbol.roles.iter().any(|role| role.argument().is_some()));
        self.0.extend(findings.iter().filter(runs).map(|finding| (number, finding.whole, finding.rule)));
    }

    /// Whether a code runs at all, as far as that takes a call of a retired function.
    fn runs(&self, unit: &Unit, code: &Code, facts: &Facts) -> bool {
        code.runner.as_ref().is_none_or(|runner| self.is_meant(unit, runner, facts))
    }

    /// Whether a call means a function that runs its argument. What a method belongs to is not known: there an import of its package tells.
    fn is_meant(&self, unit: &Unit, runner: &Runner, facts: &Facts) -> bool {
        let parsed = &unit.codes[runner.code].parsed;
        let whole = parsed.usages[runner.usage].whole;
        let is_method = parsed.language == Language::Python;
        runner.rules.iter().any(|rule| self.0.contains(&(runner.code, whole, *rule)) || (is_method && facts.imports_module_of(*rule)))
    }
}

impl Context<'_> {
    /// A finding that is no call.
    pub(crate) fn finding(&self, meaning: Meaning, symbol: &str, usage: Use, span: Span) -> Finding {
        Finding {
            rule: meaning.rule,
            symbol: symbol.to_owned(),
            usage,
            origin: meaning.origin,
            reason: meaning.reason.to_owned(),
            file: self.file,
            span,
            whole: span,
            chunk: self.unit.codes[self.number].root as u32,
            container: self.chunk.container,
            cell: self.chunk.cell.clone(),
            language: self.chunk.language,
            evaluated: self.chunk.evaluated,
            recovered: false,
            unknown_part: None,
            arguments: Vec::new(),
            context: None,
            data: Vec::new(),
            uses: Vec::new(),
            wrapper: None,
            more_arguments: false,
            attached_by: meaning.by,
            fingerprint: String::new(),
            mark: String::new(),
            suppressed: None,
            suppressed_by: None,
        }
    }

    /// A finding for a usage, with its arguments matched.
    pub(crate) fn used(&self, meaning: Meaning, written: &str, usage: &Usage, span: Span) -> Finding {
        let symbol = self.index.symbol(meaning.rule);
        let formals = symbol.map_or(&[][..], |symbol| &symbol.formals);
        let arguments = self.parsed.arguments_of(usage);
        let kind = match usage.kind {
            UsageKind::Call | UsageKind::Method => Use::Call,
            UsageKind::Reference => Use::Reference,
            UsageKind::Dynamic => Use::Dynamic,
        };
        let mut finding = self.finding(meaning, symbol.map_or(written, |symbol| &symbol.name), kind, span);
        finding.whole = usage.whole;
        finding.recovered = usage.recovered;
        finding.arguments = match_arguments(self.chunk.language, formals, arguments);
        finding.more_arguments = arguments.iter().any(|argument| matches!(argument.value, rxodus_syntax::Shape::Spread));
        finding
    }
}
