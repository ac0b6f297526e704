//! What the formats of build systems show: a line of text at a place, for each finding that stands and each comment that is wrong.

use std::fmt::Write as _;

use rxodus_plan::State;
use rxodus_scan::{Finding, Report, SuppressionProblem};
use rxodus_source::{Position, SourceFile, Span};

use crate::{
    Context, Severity,
    message::{fates, sentence},
    position::{Unit, file_of, position_in, positions},
    problem::{problem_rule, problem_text},
};

/// One thing to show.
pub(crate) struct Notice<'a> {
    pub(crate) rule: String,
    pub(crate) severity: Severity,
    pub(crate) path: &'a str,
    /// One sentence without its full stop, safe to print.
    pub(crate) message: String,
    /// Tells it from all others, and stays when lines move.
    pub(crate) fingerprint: &'a str,
    /// The page on it.
    pub(crate) page: Option<&'a str>,
    /// A baseline knows it.
    pub(crate) is_known: bool,
    file: &'a SourceFile,
    span: Span,
}

/// All of a report, findings first, each in the order of paths. What a comment ignores is not in it.
pub(crate) fn notices<'a>(report: &'a Report, context: &'a Context) -> impl Iterator<Item = Notice<'a>> {
    let findings = report.findings.iter().filter(|finding| finding.suppressed.is_none()).map(|finding| of_finding(report, context, finding));
    findings.chain(report.suppression_problems.iter().map(|problem| of_problem(report, context, problem)))
}

/// What is new, the worst first: some readers show the first few alone.
pub(crate) fn worst_first<'a>(report: &'a Report, context: &'a Context) -> impl Iterator<Item = Notice<'a>> {
    let of = move |severity| notices(report, context).filter(move |notice| !notice.is_known && notice.severity == severity);
    [Severity::Error, Severity::Warning, Severity::Note].into_iter().flat_map(of)
}

/// How a report stands to the baseline, in a line; nothing where there is none.
pub(crate) fn against_baseline(context: &Context) -> Option<String> {
    let baseline = context.policy.baseline.as_ref()?;
    let (new, known) = (baseline.count(State::New), baseline.count(State::Unchanged) + baseline.count(State::Updated));
    Some(format!("{new} new, {known} known by the baseline, {} of it gone", baseline.gone()))
}

fn of_finding<'a>(report: &'a Report, context: &'a Context, finding: &'a Finding) -> Notice<'a> {
    let file = file_of(report, finding.file);
    let mut message = sentence(report, context, finding);
    if !context.chosen {
        message.push_str(&fates(context, finding));
    }
    if let Some((cell, place)) = finding.cell.as_ref().zip(file.position_in_cell(finding.chunk, finding.span)) {
        let _ = write!(message, " (cell {}, line {})", cell.number, place.line);
    }
    let page = context.index.symbol(finding.rule).map(|symbol| symbol.reference.as_str());
    Notice {
        rule: context.index.id(finding.rule),
        severity: context.severity(report, finding),
        path: &file.path,
        message,
        fingerprint: &finding.fingerprint,
        page: page.filter(|page| page.starts_with("http")),
        is_known: !context.stands(finding),
        file,
        span: finding.span,
    }
}

fn of_problem<'a>(report: &'a Report, context: &Context, problem: &'a SuppressionProblem) -> Notice<'a> {
    Notice {
        rule: problem_rule(problem).id.to_owned(),
        severity: context.problem_severity(problem),
        path: &problem.path,
        message: format!("The comment {}", crate::escape::escape(&problem_text(problem))),
        fingerprint: &problem.fingerprint,
        page: None,
        is_known: false,
        file: file_of(report, problem.file),
        span: problem.span,
    }
}

impl Notice<'_> {
    /// Where it begins and where it ends, columns in Unicode scalar values.
    pub(crate) fn positions(&self) -> (Position, Position) {
        positions(self.file, self.span)
    }

    /// The same with columns in a unit.
    pub(crate) fn positions_in(&self, unit: Unit) -> (Position, Position) {
        (position_in(self.file, self.span.start, unit), position_in(self.file, self.span.end, unit))
    }
}
