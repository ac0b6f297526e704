//! Comments of this tool's own that do not do what they say, as findings of a family of their own.

use std::io::{self, Write};

use rxodus_scan::{SuppressionProblem, SuppressionProblemKind};

use crate::{Context, Severity, words::list};

/// The rule that a comment breaks, and what that is.
pub(crate) struct ProblemRule {
    /// `rxodus/…`
    pub(crate) id: &'static str,
    /// The word for programs.
    pub(crate) name: &'static str,
    /// What is wrong, as a title.
    pub(crate) title: &'static str,
    /// What to do.
    pub(crate) help: &'static str,
}

const NO_REASON: ProblemRule = ProblemRule {
    id: "rxodus/ignore-without-reason",
    name: "no-reason",
    title: "A comment that ignores findings without a reason",
    help: "Write the reason behind the bracket: ignore[NAME] REASON.",
};
const NO_RULE: ProblemRule = ProblemRule {
    id: "rxodus/blanket-ignore",
    name: "no-rule",
    title: "A comment that would ignore every finding",
    help: "Name the rules in brackets: ignore[NAME] REASON.",
};
const UNUSED: ProblemRule = ProblemRule {
    id: "rxodus/unused-ignore",
    name: "unused",
    title: "A comment that has nothing to ignore",
    help: "Remove it, or what it names for nothing: rxodus check --fix-unused-ignores. Or look at the name.",
};
const EXPIRED: ProblemRule = ProblemRule {
    id: "rxodus/expired-ignore",
    name: "expired",
    title: "A comment that ignored findings until a day that has passed",
    help: "Do what was put off, or set another day.",
};
const MALFORMED: ProblemRule = ProblemRule {
    id: "rxodus/malformed-ignore",
    name: "malformed",
    title: "A comment to rxodus that cannot be followed",
    help: "Write ignore[NAME] REASON, ignore-file[NAME] REASON, or ignore-start[NAME] REASON with an ignore-end below it.",
};

/// All of them.
pub(crate) const PROBLEM_RULES: [&ProblemRule; 5] = [&NO_REASON, &NO_RULE, &UNUSED, &EXPIRED, &MALFORMED];

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

/// The id of the rule that a comment breaks: `rxodus/…`.
pub fn problem_id(problem: &SuppressionProblem) -> &'static str {
    problem_rule(problem).id
}

/// Writes the page of such a rule, named by its id or the last part of that; tells whether there is one.
pub fn write_problem(name: &str, out: &mut dyn Write) -> io::Result<bool> {
    let is_named = |rule: &&ProblemRule| [rule.id, rule.id.trim_start_matches("rxodus/")].iter().any(|known| known.eq_ignore_ascii_case(name));
    let Some(rule) = PROBLEM_RULES.into_iter().find(is_named) else { return Ok(false) };
    writeln!(out, "{}: {}", rule.id, rule.title)?;
    writeln!(out, "It belongs to no package: it speaks of a comment `rxodus: ignore[NAME] REASON`, and fails a check with --strict alone.")?;
    writeln!(out, "{}", rule.help)?;
    Ok(true)
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
