//! A report as text, JSON and other formats, written to any `Write`. One type of report, one file for each format.

mod audit;
mod ci;
mod circumstances;
mod concise;
mod escape;
mod explain;
mod followers;
mod gate;
mod in_order;
mod json;
mod json_text;
mod message;
mod notice;
mod pages;
mod paint;
mod plan;
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
mod unknown;
mod unseen;
mod window;
mod words;

pub use audit::{AuditStandard, write_audit_json, write_audit_text};
pub use ci::{write_azure, write_github, write_gitlab, write_junit, write_rdjson};
pub use concise::write_concise;
pub use explain::{Explained, write_explain, write_platform, write_platforms, write_target};
pub use gate::{Condition, Gate};
pub use json::{json_schema, write_json, write_platforms_json};
pub use pages::{Page, coverage_table, pages};
pub use paint::TextStyle;
pub use plan::{
    PlanError, ScoreSummary, Sheet, missing_parts, not_seen, plan_schema, read_plan_json, score_summary, write_advice, write_advice_json,
    write_plan_comparison, write_plan_csv, write_plan_explain, write_plan_history, write_plan_html, write_plan_json, write_plan_markdown,
    write_plan_text, write_plan_xlsx, write_score_summary,
};
pub use platform::life;
pub use problem::{problem_id, write_problem};
pub use rules_list::{write_rules_json, write_rules_text};
pub use sarif::{Pipeline, Provenance, SarifProfile, SarifStyle, write_sarif};
pub use severity::{Policy, Severity, SeverityRule, rule_is_known};
pub use suggest::{rules_of_name, suggest, suggest_platforms, suggest_targets};
pub use text::write_text;
pub use words::{count, verb};

use jiff::civil::Date;
use rxodus_plan::Team;
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
    /// What the team says of itself.
    pub team: Team,
}

impl<'a> Context<'a> {
    /// Of nobody's choice: all of these targets, and no settings.
    pub fn new(index: &'a RuleIndex, targets: Vec<TargetId>, as_of: Date) -> Self {
        Self { index, targets, chosen: false, platform: None, as_of, policy: Policy::default(), team: Team::default() }
    }
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
