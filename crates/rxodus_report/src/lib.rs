//! A report as text, JSON and other formats, written to any `Write`. One type of report, one file for each format.

mod circumstances;
mod concise;
mod escape;
mod explain;
mod followers;
mod gate;
mod json;
mod message;
mod paint;
mod plan_explain;
mod plan_json;
mod plan_model;
mod plan_numbers;
mod plan_score;
mod plan_text;
#[cfg(test)]
mod plan_toy;
mod platform;
mod position;
mod problem;
mod rules_list;
mod sarif;
mod severity;
mod suggest;
mod text;
mod tool;
#[cfg(test)]
mod toy;
mod traps;
mod unseen;
mod window;
mod words;

pub use concise::write_concise;
pub use explain::{write_explain, write_platform, write_platforms};
pub use gate::{Condition, Gate};
pub use json::{json_schema, write_json, write_platforms_json};
pub use paint::TextStyle;
pub use plan_explain::write_plan_explain;
pub use plan_json::{plan_schema, write_plan_json};
pub use plan_score::{ScoreSummary, score_summary, write_score_summary};
pub use plan_text::write_plan_text;
pub use platform::life;
pub use rules_list::{write_rules_json, write_rules_text};
pub use sarif::{SarifStyle, write_sarif};
pub use severity::{Policy, Severity, SeverityRule};
pub use suggest::{rules_of_name, suggest, suggest_platforms};
pub use text::write_text;

use jiff::civil::Date;
use rxodus_rules::{Equivalent, Limit, Platform, RuleIndex, Target, TargetId};
use rxodus_scan::{Finding, MatchedArgument};

/// What every format needs besides the report itself.
pub struct Context<'a> {
    /// The rules that the findings point into.
    pub index: &'a RuleIndex,
    /// The targets to report on, in the order of the rules; never empty.
    pub targets: Vec<TargetId>,
    /// Whether the user chose the targets; otherwise they are simply all.
    pub chosen: bool,
    /// Where the code will run, if the user said so; its target is then the only one.
    pub platform: Option<&'a Platform>,
    /// The day that life cycles and expiry are judged by.
    pub as_of: Date,
    /// What the user says of severities.
    pub policy: Policy,
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

    /// What the platform adds to a finding.
    pub fn limits(&self, finding: &Finding) -> Vec<&Limit> {
        let limits = |platform: &'_ Platform| platform.limits_of(self.index, finding.rule);
        self.platform.map_or_else(Vec::new, |platform| limits(platform).into_iter().map(|at| &platform.limits[at]).collect())
    }

    /// Whether the platform, if there is one, runs the language that a finding is in.
    pub fn runs(&self, finding: &Finding) -> bool {
        self.platform.is_none_or(|platform| platform.runs(self.index.package(finding.rule).language))
    }
}
