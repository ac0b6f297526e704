//! Comments such as `# rxodus: ignore[rule] reason`, which take a finding out of the gate and keep it in the report.

mod directive;
mod edit;
mod lines;

use jiff::civil::Date;
use rxodus_rules::RuleIndex;
use rxodus_source::{Chunk, Span};

use crate::{FileId, Finding, unit::Unit};
use directive::{Directive, Verb, directive};
use lines::CodeLines;

pub use edit::{CommentStyle, Edit, edited, give_reason, ignore, remove_unused};

/// A comment of this tool's own that does not do what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuppressionProblem {
    /// The file.
    pub file: FileId,
    /// Its path.
    pub path: String,
    /// The comment.
    pub span: Span,
    /// The line, from 1.
    pub line: u32,
    /// What is wrong.
    pub kind: SuppressionProblemKind,
    /// The rules that it names for nothing, as written; of an expired one all that it names.
    pub rules: Vec<String>,
    /// The comment that ends what this one begins.
    pub end: Option<Span>,
    /// Stays the same when lines move.
    pub fingerprint: String,
    /// It can be taken out of the file: it is a comment, and no data of a cell.
    pub is_comment: bool,
}

/// What is wrong with such a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SuppressionProblemKind {
    /// It gives no reason.
    NoReason,
    /// It names no rule.
    NoRule,
    /// There is nothing that it could suppress, or nothing for some of the rules that it names.
    Unused,
    /// Its last day was this one.
    Expired(Date),
    /// Nobody can follow it: what is wrong.
    Malformed(String),
}

/// What ignores a finding, beside the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuppressedBy {
    /// The comment.
    pub span: Span,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Who answers for it; empty where nobody is named.
    pub owner: String,
}

/// A comment with what it asks for, and where it counts.
struct Request<'a> {
    directive: Directive<'a>,
    span: Span,
    place: Place<'a>,
    /// The comment that ends it.
    end: Option<Span>,
}

/// What a comment stands in.
#[derive(Clone, Copy)]
enum Place<'a> {
    Code(&'a Chunk),
    /// Between chunks, or in the data of a cell; with the bytes of the file that it means.
    Aside {
        covers: Span,
        is_comment: bool,
    },
}

/// What becomes of the comments of a file.
struct Judge<'a> {
    unit: &'a Unit<'a>,
    file: FileId,
    /// The ids of the findings.
    ids: Vec<String>,
    lines: CodeLines<'a>,
    problems: Vec<SuppressionProblem>,
}

/// Marks the findings that a comment ignores; on this day, if that is known. Gives what is wrong with comments.
pub(crate) fn suppress(at: usize, unit: &Unit, findings: &mut [Finding], index: &RuleIndex, as_of: Option<Date>) -> Vec<SuppressionProblem> {
    let comments =
        unit.codes.iter().flat_map(|code| code.parsed.comments.iter().map(|comment| (comment.text, comment.span, Place::Code(code.chunk))));
    let asides = unit.file.asides.iter().map(|aside| {
        let place = Place::Aside { covers: unit.file.span(aside.covers.clone()), is_comment: aside.is_comment };
        (aside.text.as_str(), unit.file.span(aside.place.clone()), place)
    });
    let mut found: Vec<_> = comments.chain(asides).filter_map(|(text, span, place)| Some((directive(text)?, span, place))).collect();
    if found.is_empty() {
        return Vec::new();
    }
    found.sort_by_key(|(_, span, _)| *span);
    found.dedup_by_key(|(_, span, _)| *span);
    let ids = findings.iter().map(|finding| index.id(finding.rule)).collect();
    let mut judge = Judge { unit, file: FileId(at as u32), ids, lines: CodeLines::new(unit.file), problems: Vec::new() };
    let requests = judge.requests(found);
    for request in &requests {
        judge.judge(request, &requests, findings, as_of);
    }
    judge.problems.sort_by_key(|problem| problem.span);
    judge.problems
}

impl<'a> Judge<'a> {
    /// The directives that can be followed, each `ignore-start` with its end.
    fn requests(&mut self, found: Vec<(Result<Directive<'a>, String>, Span, Place<'a>)>) -> Vec<Request<'a>> {
        let (mut requests, mut open) = (Vec::<Request>::new(), Vec::new());
        for (directive, span, place) in found {
            let directive = match directive {
                Ok(directive) => directive,
                Err(fault) => {
                    self.problem(span, place, SuppressionProblemKind::Malformed(fault), Vec::new(), None);
                    continue;
                }
            };
            if directive.verb != Verb::End {
                open.extend((directive.verb == Verb::Start).then_some(requests.len()));
                requests.push(Request { directive, span, place, end: None });
                continue;
            }
            let same = |at: &usize| directive.rules.is_empty() || requests[*at].directive.rules == directive.rules;
            match open.iter().rposition(same) {
                Some(last) => requests[open.remove(last)].end = Some(span),
                None => self.problem(
                    span,
                    place,
                    SuppressionProblemKind::Malformed("there is no ignore-start that it could end".to_owned()),
                    vec![],
                    None,
                ),
            }
        }
        requests
    }

    fn judge(&mut self, request: &Request, all: &[Request], findings: &mut [Finding], as_of: Option<Date>) {
        let directive = &request.directive;
        let names = || directive.rules.iter().map(|rule| (*rule).to_owned()).collect();
        let (kind, rules) = if directive.rules.is_empty() {
            (SuppressionProblemKind::NoRule, Vec::new())
        } else if directive.reason.is_empty() {
            (SuppressionProblemKind::NoReason, Vec::new())
        } else if directive.verb == Verb::Start && request.end.is_none() {
            (SuppressionProblemKind::Malformed("there is no ignore-end for it".to_owned()), Vec::new())
        } else if let Some(last) = directive.until.filter(|last| as_of.is_some_and(|day| day > *last)) {
            (SuppressionProblemKind::Expired(last), names())
        } else {
            match self.apply(request, all, findings) {
                unused if unused.is_empty() => return,
                unused => (SuppressionProblemKind::Unused, unused),
            }
        };
        self.problem(request.span, request.place, kind, rules, request.end);
    }

    /// Marks what it ignores; gives the rules for which there was nothing.
    fn apply(&mut self, request: &Request, all: &[Request], findings: &mut [Finding]) -> Vec<String> {
        let meant = self.meant(request, all, findings);
        let mut unused = Vec::new();
        for rule in &request.directive.rules {
            let named: Vec<_> = meant.iter().copied().filter(|at| Directive::means(rule, &self.ids[*at])).collect();
            if named.is_empty() {
                unused.push((*rule).to_owned());
            }
            for at in named {
                let Directive { reason, until, owner, .. } = request.directive;
                findings[at].suppressed = Some(reason.to_owned());
                findings[at].suppressed_by = Some(SuppressedBy { span: request.span, until, owner: owner.to_owned() });
            }
        }
        unused
    }

    /// The findings that stand where it counts, by their indexes.
    fn meant(&mut self, request: &Request, all: &[Request], findings: &[Finding]) -> Vec<usize> {
        let within = |start: u32, end: u32| {
            let inside = |finding: &Finding| (start..end).contains(&finding.span.start);
            findings.iter().enumerate().filter(|(_, finding)| inside(finding)).map(|(at, _)| at).collect()
        };
        match (request.directive.verb, request.place) {
            (Verb::File, _) => within(0, u32::MAX),
            (Verb::Start | Verb::End, _) => request.end.map_or_else(Vec::new, |end| within(request.span.end, end.start)),
            (Verb::Line, Place::Aside { covers, .. }) => within(covers.start, covers.end),
            (Verb::Line, Place::Code(chunk)) => self.line(chunk, request.span, all, findings),
        }
    }

    /// Those in its line; where it stands alone, those in the next line that is no such comment.
    fn line(&mut self, chunk: &Chunk, span: Span, all: &[Request], findings: &[Finding]) -> Vec<usize> {
        let Some(own) = self.lines.standing(chunk, span, findings) else { return Vec::new() };
        if !own.is_alone {
            return self.lines.findings(chunk, own.line).to_owned();
        }
        let mut line = own.line + 1;
        for request in all.iter().skip_while(|request| request.span <= span) {
            let next = self.lines.standing(chunk, request.span, findings);
            match next {
                Some(next) if next.is_alone && next.line == line && matches!(request.place, Place::Code(_)) => line += 1,
                _ => break,
            }
        }
        self.lines.findings(chunk, line).to_owned()
    }

    fn problem(&mut self, span: Span, place: Place, kind: SuppressionProblemKind, rules: Vec<String>, end: Option<Span>) {
        let is_comment = matches!(place, Place::Code(_) | Place::Aside { is_comment: true, .. });
        let (path, line) = (self.unit.file.path.clone(), self.unit.file.line(span.start));
        self.problems.push(SuppressionProblem { file: self.file, path, span, line, kind, rules, end, fingerprint: String::new(), is_comment });
    }
}
