//! Decides what each name in a file means. Pure: the same file, project and rules give the same findings.

mod facts;
mod python;
mod r;
mod script;
mod sql;
mod text;

use rxodus_rules::{RuleId, RuleIndex};
use rxodus_source::{Chunk, Language, Span};
use rxodus_syntax::{Parsed, Usage, UsageKind};

use facts::Facts;

use crate::{
    AttachedBy, FileId, Finding, Origin, Unit, Use,
    arguments::match_arguments,
    link::{Project, Projects},
    patterns::Patterns,
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

/// One chunk and all that is known around it.
pub(crate) struct Context<'a> {
    pub(crate) file: FileId,
    pub(crate) unit: &'a Unit<'a>,
    pub(crate) facts: &'a Facts<'a>,
    pub(crate) chunk: &'a Chunk,
    pub(crate) parsed: &'a Parsed<'a>,
    pub(crate) project: &'a Project<'a>,
    pub(crate) index: &'a RuleIndex,
}

/// The findings of a file, in the order of the text.
pub(crate) fn resolve(at: usize, unit: &Unit, units: &[Unit], projects: &Projects, patterns: &Patterns) -> Vec<Finding> {
    let index = patterns.index;
    let file = FileId(at as u32);
    debug_assert!(std::ptr::eq(unit.file, units[at].file));
    let facts = Facts::new(unit, index);
    let mut by_chunk = Vec::with_capacity(unit.parsed.len());
    for (chunk, parsed) in unit.file.chunks.iter().zip(&unit.parsed) {
        let context = Context { file, unit, facts: &facts, chunk, parsed, project: projects.of(file), index };
        let mut findings = Vec::new();
        match parsed.language {
            Language::R => r::resolve(&context, &mut findings),
            Language::Python => python::resolve(&context, &mut findings),
            Language::Sql => sql::resolve(&context, &mut findings),
            Language::Text => {}
        }
        text::resolve(&context, patterns, &mut findings);
        script::note_unknown_parts(&context, &mut findings);
        by_chunk.push(findings);
    }
    script::settle_language(&unit.file.chunks, &unit.parsed, &mut by_chunk);
    let mut findings: Vec<_> = by_chunk.into_iter().flatten().collect();
    findings.sort_by_key(|finding| (finding.span, finding.rule));
    findings.dedup_by_key(|finding| (finding.span, finding.rule));
    text::keep_outermost(&mut findings);
    findings
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
            container: self.chunk.container,
            cell: self.chunk.cell.clone(),
            language: self.chunk.language,
            evaluated: self.chunk.evaluated,
            recovered: false,
            unknown_part: None,
            arguments: Vec::new(),
            more_arguments: false,
            attached_by: meaning.by,
            fingerprint: String::new(),
            suppressed: None,
        }
    }

    /// A finding for a usage, with its arguments matched.
    pub(crate) fn used(&self, meaning: Meaning, written: &str, usage: &Usage, span: Span) -> Finding {
        let symbol = self.index.symbol(meaning.rule);
        let formals = symbol.map_or(&[][..], |symbol| &symbol.formals);
        let arguments = self.parsed.arguments_of(usage);
        let kind = match usage.kind {
            UsageKind::Call => Use::Call,
            UsageKind::Reference => Use::Reference,
            UsageKind::Dynamic => Use::Dynamic,
        };
        let mut finding = self.finding(meaning, symbol.map_or(written, |symbol| &symbol.name), kind, span);
        finding.whole = usage.whole;
        finding.recovered = usage.recovered;
        finding.arguments = match_arguments(self.chunk.language, formals, arguments, usage.piped);
        finding.more_arguments = arguments.iter().any(|argument| matches!(argument.value, rxodus_syntax::Shape::Spread));
        finding
    }
}
