//! What makes a check fail, and why it failed in one line.

use std::str::FromStr;

use rxodus_plan::{Facts, Scores, Share};
use rxodus_rules::Change;
use rxodus_scan::{Finding, Report, SuppressionProblem};

use crate::{
    Context, Severity,
    escape::escape,
    message::{UNMAPPED, change_word},
    plan::{self, numbers::percent},
    position::{file_of, positions},
    problem::problem_rule,
    words::{count, thousands},
};

/// The limits that a check must keep. A certain finding that is not `keep` fails it where nothing says how much may be left: no `fail_on`,
/// and no limit of effort or readiness.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gate {
    /// Findings of these kinds fail the check, whatever the limits.
    pub fail_on: Vec<Condition>,
    /// The most minutes that the move may likely cost, on each target that was chosen.
    pub max_effort: Option<u64>,
    /// The least readiness on each target that was chosen, in thousandths of a per cent.
    pub min_readiness: Option<u64>,
    /// The least share of files that were wholly understood, in thousandths of a per cent.
    pub min_coverage: Option<u64>,
    /// Comments that ignore nothing, and what the baseline has and is gone, fail the check as well.
    pub strict: bool,
}

/// Which findings fail a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Of this severity, or a worse one.
    Severity(Severity),
    /// With this change on a chosen target; unmapped ones where absent.
    Change(Option<Change>),
    /// Those for a reader to judge as well.
    Graded,
}

/// Whole parts of a share, in thousandths of a per cent.
const WHOLE: u128 = 100_000;

const CHANGES: [Change; 7] = [Change::Keep, Change::Rename, Change::Arguments, Change::Rewrite, Change::Redesign, Change::Remove, Change::None];

impl FromStr for Condition {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let change = || CHANGES.into_iter().find(|change| change.name() == word).map(|change| Self::Change(Some(change)));
        let known = || Severity::from_name(word).map(Self::Severity).or_else(change);
        match word {
            "graded" => Ok(Self::Graded),
            UNMAPPED => Ok(Self::Change(None)),
            _ => known().ok_or_else(|| {
                let changes: Vec<_> = CHANGES.into_iter().map(Change::name).collect();
                format!("choose from error, warning, note, {}, {UNMAPPED} and graded", changes.join(", "))
            }),
        }
    }
}

impl Gate {
    /// The options that can only be judged on a target.
    pub fn of_target(&self) -> Vec<String> {
        let change = self.fail_on.iter().find(|condition| matches!(condition, Condition::Change(_)));
        let change = change.map(|change| format!("--fail-on {}", change.name()));
        let limit = |is_set: bool, name: &str| is_set.then(|| name.to_owned());
        let limits = [limit(self.max_effort.is_some(), "--max-effort"), limit(self.min_readiness.is_some(), "--min-readiness")];
        change.into_iter().chain(limits.into_iter().flatten()).collect()
    }

    /// Why the check fails, in one line; absent where it does not.
    pub fn failure(&self, report: &Report, context: &Context) -> Option<String> {
        let mut reasons: Vec<String> =
            self.findings(report, context).into_iter().chain(self.problems(report, context)).chain(self.stale(context)).collect();
        if self.max_effort.is_some() || self.min_readiness.is_some() || self.min_coverage.is_some() {
            let scores = plan::scores(report, context);
            reasons.extend(scores.iter().flat_map(|(facts, scores)| self.scores(facts, scores)));
        }
        (!reasons.is_empty()).then(|| reasons.join("; "))
    }

    /// Whether a finding fails the check.
    pub fn fails(&self, report: &Report, context: &Context, finding: &Finding) -> bool {
        context.stands(finding)
            && (finding.origin.is_certain() || self.fail_on.contains(&Condition::Graded))
            && self.is_meant(report, context, finding)
    }

    fn is_meant(&self, report: &Report, context: &Context, finding: &Finding) -> bool {
        let mut of_kind = self.fail_on.iter().filter(|condition| **condition != Condition::Graded).peekable();
        if self.fail_on.is_empty() && (self.max_effort.is_some() || self.min_readiness.is_some()) {
            return false;
        }
        if of_kind.peek().is_none() {
            return match context.said_severity(report, finding) {
                Some(severity) => severity > Severity::Note,
                None => !is_kept(context, finding),
            };
        }
        of_kind.any(|condition| match condition {
            Condition::Severity(severity) => context.severity(report, finding) >= *severity,
            Condition::Change(change) => {
                context.targets.iter().any(|target| context.equivalent(finding, *target).map(|equivalent| equivalent.change) == *change)
            }
            Condition::Graded => false,
        })
    }

    fn findings(&self, report: &Report, context: &Context) -> Option<String> {
        let mut failing = report.findings.iter().filter(|finding| self.fails(report, context, finding));
        let first = failing.next()?;
        let more = failing.count() as u64;
        let (file, rule) = (file_of(report, first.file), context.index.id(first.rule));
        let (start, _) = positions(file, first.span);
        let place = format!("{}:{}:{}", escape(&file.path), start.line, start.column);
        Some(match more {
            0 => format!("a finding {}, at {place} [{rule}]", self.what(context, true)),
            _ => format!("{} findings {}, the first at {place} [{rule}]", thousands(more + 1), self.what(context, false)),
        })
    }

    /// Comments that are wrong, where that counts.
    fn problems(&self, report: &Report, context: &Context) -> Option<String> {
        let said = |problem: &SuppressionProblem| context.policy.severity(problem_rule(problem).id, &problem.path);
        let fails = |problem: &&SuppressionProblem| said(problem).map_or(self.strict, |severity| severity == Severity::Error || self.strict);
        let mut failing = report.suppression_problems.iter().filter(fails);
        let first = failing.next()?;
        let place = format!("{}:{} [{}]", escape(&first.path), first.line, problem_rule(first).id);
        Some(match failing.count() as u64 {
            0 => format!("a comment ignores nothing, at {place}"),
            more => format!("{} comments ignore nothing, the first at {place}", thousands(more + 1)),
        })
    }

    fn stale(&self, context: &Context) -> Option<String> {
        let baseline = context.policy.baseline.as_ref().filter(|_| self.strict)?;
        let first = baseline.gone.first()?;
        let many = if baseline.gone() == 1 {
            "a finding of the baseline is"
        } else {
            &format!("{} findings of the baseline are", thousands(baseline.gone()))
        };
        Some(format!("{many} gone, first [{}] in {}: rxodus baseline prune", escape(&first.rule), escape(&first.path)))
    }

    /// What is wrong with findings, as a predicate.
    fn what(&self, context: &Context, one: bool) -> String {
        let words: Vec<_> = self.fail_on.iter().map(|condition| condition.name()).collect();
        match (words.is_empty(), one) {
            (true, _) if !context.chosen => "with no target chosen".to_owned(),
            (true, true) => format!("is not `{}`{}", Change::Keep.name(), on_targets(context)),
            (true, false) => format!("are not `{}`{}", Change::Keep.name(), on_targets(context)),
            (false, true) => format!("meets --fail-on {}{}", words.join(","), on_targets(context)),
            (false, false) => format!("meet --fail-on {}{}", words.join(","), on_targets(context)),
        }
    }

    fn scores(&self, facts: &Facts, scores: &Scores) -> Vec<String> {
        let mut reasons = Vec::new();
        for (target, known) in scores.targets.iter().zip(&facts.targets) {
            let id = &known.id;
            let likely = target.minutes.likely;
            if let Some(most) = self.max_effort.filter(|most| likely > *most) {
                reasons.push(format!("the move to {id} takes {} hours, more than the {} of --max-effort", hours(likely), hours(most)));
            }
            if let Some((least, share)) = below(self.min_readiness, target.readiness) {
                reasons.push(format!("{} are ready for {id}, less than the {least} of --min-readiness", percent(Some(share))));
            }
        }
        if let Some((least, share)) = below(self.min_coverage, scores.seen.whole()) {
            let files = count(share.of - share.part, "file");
            reasons
                .push(format!("{} of the files were wholly understood, less than the {least} of --min-coverage: {files} not", percent(Some(share))));
        }
        reasons
    }
}

impl Condition {
    fn name(self) -> &'static str {
        match self {
            Self::Severity(severity) => severity.name(),
            Self::Change(change) => change.map_or(UNMAPPED, Change::name),
            Self::Graded => "graded",
        }
    }
}

/// Whether it runs on unchanged on every target that was chosen.
fn is_kept(context: &Context, finding: &Finding) -> bool {
    context.chosen
        && context.runs(finding)
        && context.targets.iter().all(|target| change_word(context.equivalent(finding, *target)) == Change::Keep.name())
}

fn on_targets(context: &Context) -> String {
    let targets: Vec<_> = context.targets.iter().map(|target| context.target(*target).id.as_str()).collect();
    if context.chosen { format!(" on {}", targets.join(", ")) } else { String::new() }
}

/// The limit in words and the share, where that is less.
fn below(least: Option<u64>, share: Option<Share>) -> Option<(String, Share)> {
    let (least, share) = least.zip(share)?;
    let is_less = u128::from(share.part) * WHOLE < u128::from(least) * u128::from(share.of);
    let text = format!("{}.{:03}", least / 1000, least % 1000);
    is_less.then(|| (format!("{} %", text.trim_end_matches('0').trim_end_matches('.')), share))
}

/// With one decimal, rounded up: what is over a limit never reads as the limit.
fn hours(minutes: u64) -> String {
    let tenths = minutes.div_ceil(6);
    format!("{}.{}", thousands(tenths / 10), tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{plan::toy as plan_toy, toy::Toy};

    fn gate(words: &[&str]) -> Gate {
        Gate { fail_on: words.iter().map(|word| word.parse().expect("a condition")).collect(), ..Gate::default() }
    }

    #[test]
    fn conditions_choose_findings() {
        let toy = Toy::new("a.R", "oldFit(y); oldSum(x)\noldFit(z)\n");
        let mut report = toy.report(&["oldFit", "oldSum", "oldFit"]);
        report.findings[2].origin = rxodus_scan::Origin::Ambiguous;
        let failure = |words: &[&str], target: Option<&str>| gate(words).failure(&report, &toy.context(target));
        assert_eq!(failure(&[], Some("stay")).as_deref(), Some("a finding is not `keep` on stay, at a.R:1:1 [Oldpack/oldFit]"));
        assert_eq!(failure(&["keep"], Some("stay")).as_deref(), Some("a finding meets --fail-on keep on stay, at a.R:1:12 [Oldpack/oldSum]"));
        let both = failure(&["unmapped", "graded"], Some("stay"));
        assert_eq!(both.as_deref(), Some("2 findings meet --fail-on unmapped,graded on stay, the first at a.R:1:1 [Oldpack/oldFit]"));
        assert_eq!((failure(&["error"], Some("stay")), failure(&["none"], Some("new"))), (None, None));
        assert_eq!(failure(&[], None).as_deref(), Some("2 findings with no target chosen, the first at a.R:1:1 [Oldpack/oldFit]"));
        assert!("bad".parse::<Condition>().is_err_and(|error| error.contains("redesign") && error.contains("graded")));
    }

    #[test]
    fn limits_are_kept_at_the_limit_itself() {
        let toy = plan_toy::toy();
        let (report, context) = (plan_toy::report(&toy), plan_toy::context(&toy));
        let limits = |effort: u64, ready: u64, coverage: u64| Gate {
            fail_on: vec![Condition::Severity(Severity::Error)],
            max_effort: Some(effort),
            min_readiness: Some(ready),
            min_coverage: Some(coverage),
            strict: false,
        };
        let likely = plan_toy::plan(&toy).targets.iter().map(|target| target.minutes.likely).max().expect("a target");
        assert_eq!(limits(likely, 33_333, 100_000).failure(&report, &context), None);
        let failure = limits(likely - 1, 33_334, 100_000).failure(&report, &context).expect("it fails");
        assert!(failure.contains("the move to new takes 0.9 hours, more than the 0.9 of --max-effort"), "{failure}");
        assert!(failure.contains("33.3 % are ready for new, less than the 33.334 % of --min-readiness"), "{failure}");
    }
}
