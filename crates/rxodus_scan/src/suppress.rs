//! Comments such as `# rxodus: ignore[rule] reason`, which take a finding out of the gate and keep it in the report.

use rxodus_rules::RuleIndex;
use rxodus_source::{Chunk, LineIndex, SourceFile, Span};
use rxodus_syntax::Comment;

use crate::{Finding, unit::Unit};

/// A comment of this tool's own that does not do what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuppressionProblem {
    /// The file.
    pub path: String,
    /// The comment.
    pub span: Span,
    /// The line, from 1.
    pub line: u32,
    /// What is wrong.
    pub kind: SuppressionProblemKind,
}

/// What is wrong with such a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuppressionProblemKind {
    /// It gives no reason.
    NoReason,
    /// It names no rule.
    NoRule,
    /// There is nothing that it could suppress.
    Unused,
}

/// What a comment asks for.
struct Request<'a> {
    rules: Vec<&'a str>,
    reason: &'a str,
}

/// Marks the findings that a comment on their line, or on a line of its own above, ignores.
pub(crate) fn suppress(unit: &Unit, findings: &mut [Finding], index: &RuleIndex) -> Vec<SuppressionProblem> {
    let mut problems = Vec::new();
    let comments = unit.codes.iter().flat_map(|code| code.parsed.comments.iter().map(move |comment| (code.chunk, comment)));
    for (chunk, comment) in comments {
        let Some(request) = request(comment.text) else { continue };
        let problem = if request.rules.is_empty() {
            Some(SuppressionProblemKind::NoRule)
        } else if request.reason.is_empty() {
            Some(SuppressionProblemKind::NoReason)
        } else {
            (!apply(unit.file, chunk, comment, &request, findings, index)).then_some(SuppressionProblemKind::Unused)
        };
        let line = unit.file.line(comment.span.start);
        problems.extend(problem.map(|kind| SuppressionProblem { path: unit.file.path.clone(), span: comment.span, line, kind }));
    }
    problems
}

fn request(comment: &str) -> Option<Request<'_>> {
    let rest = comment
        .trim_start_matches(['#', '-', '/', '*'])
        .trim_end_matches(['*', '/'])
        .trim_start()
        .strip_prefix("rxodus:")?
        .trim_start()
        .strip_prefix("ignore")?;
    let (rules, reason) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((rules, reason)) => (rules.split(',').map(str::trim).filter(|rule| !rule.is_empty()).collect(), reason),
        None => (Vec::new(), rest),
    };
    Some(Request { rules, reason: reason.trim() })
}

/// Whether it ignored anything. Lines are those of the code: all of a notebook's cell can stand in one line of the file.
fn apply(file: &SourceFile, chunk: &Chunk, comment: &Comment, request: &Request, findings: &mut [Finding], index: &RuleIndex) -> bool {
    let Some((code, place)) = file.code_in(chunk, comment.span) else { return false };
    let lines = LineIndex::new(code);
    let line = lines.line_of(place.start);
    let alone = code[lines.range(line, code).start..place.start].trim().is_empty();
    let meant = if alone { line + 1 } else { line };
    let mut used = false;
    for finding in findings.iter_mut() {
        let id = index.id(finding.rule);
        let names = request.rules.iter().any(|rule| *rule == id || id.rsplit('/').next() == Some(rule));
        if names && file.code_in(chunk, finding.span).is_some_and(|(_, place)| lines.line_of(place.start) == meant) {
            finding.suppressed = Some(request.reason.to_owned());
            used = true;
        }
    }
    used
}
