//! How bad a finding is: by its target, unless the user says otherwise.

use rxodus_plan::{Comparison, State};
use rxodus_rules::{Change, RuleIndex};
use rxodus_scan::{Finding, PathSet, Report};

use crate::{Context, position::file_of, problem::PROBLEM_RULES};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Runs on as it is, or goes away.
    Note,
    /// Work to do.
    Warning,
    /// The target has nothing for it.
    Error,
}

/// What the user says of findings, over what the rules say, and what was known before.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// The last one that means a finding counts.
    pub severities: Vec<SeverityRule>,
    /// What was known before; absent where there is no baseline.
    pub baseline: Option<Comparison>,
}

/// A severity for some rules in some files.
#[derive(Debug, Clone)]
pub struct SeverityRule {
    /// Rules as `package/symbol`, a symbol alone, or `package/*`; empty means all.
    pub rules: Vec<String>,
    /// The files; absent means all.
    pub paths: Option<PathSet>,
    /// How bad these are.
    pub severity: Severity,
}

impl Severity {
    /// The word in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of this word.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Note, Self::Warning, Self::Error].into_iter().find(|severity| severity.name() == name)
    }
}

/// Whether a name means a rule.
fn names(name: &str, rule: &str) -> bool {
    let (package, symbol) = rule.split_once('/').unwrap_or((rule, rule));
    name == rule || name == symbol || name.strip_suffix("/*") == Some(package)
}

/// Whether a name in [`SeverityRule::rules`] means any rule that there is.
pub fn rule_is_known(index: &RuleIndex, name: &str) -> bool {
    let of_package = |package: &rxodus_rules::Package| {
        names(name, &package.name) || package.symbols.iter().any(|symbol| names(name, &format!("{}/{}", package.name, symbol.name)))
    };
    PROBLEM_RULES.iter().any(|rule| names(name, rule.id)) || index.ruleset().packages.iter().any(of_package)
}

impl SeverityRule {
    fn means(&self, rule: &str, path: &str) -> bool {
        (self.rules.is_empty() || self.rules.iter().any(|name| names(name, rule))) && self.paths.as_ref().is_none_or(|paths| paths.contains(path))
    }
}

impl Policy {
    /// What the user says of a rule in a file; absent where that is nothing.
    pub(crate) fn severity(&self, rule: &str, path: &str) -> Option<Severity> {
        self.severities.iter().rev().find(|severity| severity.means(rule, path)).map(|severity| severity.severity)
    }
}

impl Context<'_> {
    /// What the baseline says of a finding; absent where there is none, or where a comment ignores the finding.
    pub(crate) fn state(&self, finding: &Finding) -> Option<State> {
        self.policy.baseline.as_ref().filter(|_| finding.suppressed.is_none()).map(|baseline| baseline.state(finding))
    }

    /// Whether a finding is to be shown: no comment ignores it, and no baseline knows it.
    pub(crate) fn stands(&self, finding: &Finding) -> bool {
        finding.suppressed.is_none() && self.state(finding).is_none_or(|state| state == State::New)
    }

    /// What the user says, else what the targets say.
    pub fn severity(&self, report: &Report, finding: &Finding) -> Severity {
        self.said_severity(report, finding).unwrap_or_else(|| self.usual_severity(finding))
    }

    /// With a target, by its change, and an error where the platform does not run the language; without one, a warning.
    pub(crate) fn usual_severity(&self, finding: &Finding) -> Severity {
        if !self.chosen {
            return Severity::Warning;
        }
        if !self.runs(finding) {
            return Severity::Error;
        }
        let one = |target: &rxodus_rules::TargetId| match self.equivalent(finding, *target).map(|equivalent| equivalent.change) {
            Some(Change::None) => Severity::Error,
            Some(Change::Keep | Change::Remove) => Severity::Note,
            _ => Severity::Warning,
        };
        self.targets.iter().map(one).max().unwrap_or(Severity::Warning)
    }

    /// What the user says of a finding.
    pub(crate) fn said_severity(&self, report: &Report, finding: &Finding) -> Option<Severity> {
        if self.policy.severities.is_empty() {
            return None;
        }
        self.policy.severity(&self.index.id(finding.rule), &file_of(report, finding.file).path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toy::Toy;

    fn rule(rules: &[&str], paths: &[&str], severity: Severity) -> SeverityRule {
        let globs: Vec<_> = paths.iter().map(|glob| (*glob).to_owned()).collect();
        let paths = (!globs.is_empty()).then(|| PathSet::new(&globs).expect("globs"));
        SeverityRule { rules: rules.iter().map(|rule| (*rule).to_owned()).collect(), paths, severity }
    }

    #[test]
    fn the_last_word_on_a_finding_counts() {
        let toy = Toy::new("old/a.R", "library(Oldpack); oldFit(y); oldSum(x)\n");
        let report = toy.report(&["Oldpack", "oldFit", "oldSum"]);
        let mut context = toy.context(Some("stay"));
        let severities = |context: &Context| report.findings.iter().map(|finding| context.severity(&report, finding)).collect::<Vec<_>>();
        assert_eq!(severities(&context), [Severity::Warning, Severity::Warning, Severity::Note]);
        context.policy.severities = vec![rule(&["Oldpack/*"], &[], Severity::Error), rule(&["oldFit"], &["old/"], Severity::Note)];
        assert_eq!(severities(&context), [Severity::Error, Severity::Note, Severity::Error]);
        context.policy.severities = vec![rule(&[], &["new/"], Severity::Error)];
        assert_eq!(severities(&context), [Severity::Warning, Severity::Warning, Severity::Note]);
    }
}
