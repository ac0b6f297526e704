//! A report as text, JSON and other formats, written to any `Write`. One type of report, one file for each format.

mod circumstances;
mod concise;
mod escape;
mod explain;
mod json;
mod message;
mod paint;
mod plan;
mod position;
mod rules_list;
mod sarif;
mod suggest;
mod text;
mod tool;
#[cfg(test)]
mod toy;
mod unseen;
mod window;
mod words;

pub use concise::write_concise;
pub use explain::write_explain;
pub use json::{json_schema, write_json};
pub use paint::TextStyle;
pub use plan::{
    PlanError, ScoreSummary, not_seen, plan_schema, read_plan_json, score_summary, write_plan_explain, write_plan_html, write_plan_json,
    write_plan_text, write_score_summary,
};
pub use rules_list::{write_rules_json, write_rules_text};
pub use sarif::{SarifStyle, write_sarif};
pub use suggest::{rules_of_name, suggest};
pub use text::write_text;

use jiff::civil::Date;
use rxodus_rules::{Change, Equivalent, RuleIndex, Target, TargetId};
use rxodus_scan::{Finding, MatchedArgument, Report};

/// What every format needs besides the report itself.
pub struct Context<'a> {
    /// The rules that the findings point into.
    pub index: &'a RuleIndex,
    /// The targets to report on, in the order of the rules; never empty.
    pub targets: Vec<TargetId>,
    /// Whether the user chose the targets; otherwise they are simply all.
    pub chosen: bool,
    /// The day that life cycles and expiry are judged by.
    pub as_of: Date,
}

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

impl Context<'_> {
    /// What a finding becomes on a target; `None` where nobody looked.
    pub fn equivalent(&self, finding: &Finding, target: TargetId) -> Option<&Equivalent> {
        finding.equivalent(self.index, target)
    }

    /// A target by its index.
    pub fn target(&self, target: TargetId) -> &Target {
        &self.index.ruleset().targets[usize::from(target.0)]
    }

    /// The name of the formal that an argument fills; absent where it fits none.
    pub fn formal(&self, finding: &Finding, argument: &MatchedArgument) -> Option<&str> {
        let symbol = self.index.symbol(finding.rule)?;
        argument.formal.map(|formal| symbol.formals[usize::from(formal)].name.as_str())
    }

    /// With a target, by its change; without one, a warning.
    pub fn severity(&self, finding: &Finding) -> Severity {
        if !self.chosen {
            return Severity::Warning;
        }
        let one = |target: &TargetId| match self.equivalent(finding, *target).map(|equivalent| equivalent.change) {
            Some(Change::None) => Severity::Error,
            Some(Change::Keep | Change::Remove) => Severity::Note,
            _ => Severity::Warning,
        };
        self.targets.iter().map(one).max().unwrap_or(Severity::Warning)
    }

    /// Whether a certain finding asks for work: this is what makes a check fail.
    pub fn fails(&self, report: &Report) -> bool {
        let kept = |finding: &Finding| {
            self.chosen
                && self.targets.iter().all(|target| self.equivalent(finding, *target).is_some_and(|equivalent| equivalent.change == Change::Keep))
        };
        report.findings.iter().any(|finding| finding.origin.is_certain() && finding.suppressed.is_none() && !kept(finding))
    }
}
