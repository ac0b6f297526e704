//! Comments of this tool's own that do not do what they say, as findings of a family of their own.

use rxodus_scan::{SuppressionProblem, SuppressionProblemKind};

use crate::{Context, Severity, words::list};

/// The rule that a comment breaks, and what that is.
pub(crate) struct ProblemRule {
    /// `rxodus/…`
    pub(crate) id: &'static str,
    /// The word for programs.
    pub(crate) name: &'static str,
}

const NO_REASON: ProblemRule = ProblemRule { id: "rxodus/ignore-without-reason", name: "no-reason" };
const NO_RULE: ProblemRule = ProblemRule { id: "rxodus/blanket-ignore", name: "no-rule" };
const UNUSED: ProblemRule = ProblemRule { id: "rxodus/unused-ignore", name: "unused" };
const EXPIRED: ProblemRule = ProblemRule { id: "rxodus/expired-ignore", name: "expired" };
const MALFORMED: ProblemRule = ProblemRule { id: "rxodus/malformed-ignore", name: "malformed" };

/// The rule that a comment breaks.
pub(crate) fn problem_rule(problem: &SuppressionProblem) -> &'static ProblemRule {
    match problem.kind {
        SuppressionProblemKind::NoReason => &NO_REASON,
        SuppressionProblemKind::NoRule => &NO_RULE,
        SuppressionProblemKind::Unused => &UNUSED,
        SuppressionProblemKind::Expired(_) => &EXPIRED,
        SuppressionProblemKind::Malformed(_) => &MALFORMED,
    }
}

/// What is wrong with a comment: a predicate, without a full stop.
pub(crate) fn problem_text(problem: &SuppressionProblem) -> String {
    match &problem.kind {
        SuppressionProblemKind::NoReason => "ignores nothing, because it gives no reason: write one behind the bracket".to_owned(),
        SuppressionProblemKind::NoRule => "ignores nothing, because it names no rule: write ignore[NAME] and a reason".to_owned(),
        SuppressionProblemKind::Unused => format!("has nothing to ignore for {}: remove it, or look at the name", list(&problem.rules, "and")),
        SuppressionProblemKind::Expired(last) => format!("ignores nothing since {last} has passed: do what was put off, or set another day"),
        SuppressionProblemKind::Malformed(fault) => format!("ignores nothing: {fault}"),
    }
}

impl Context<'_> {
    /// What the user says of a comment that is wrong; a warning without that.
    pub(crate) fn problem_severity(&self, problem: &SuppressionProblem) -> Severity {
        self.policy.severity(problem_rule(problem).id, &problem.path).unwrap_or(Severity::Warning)
    }
}
