//! A plan as text, as addends, as `rxodus.plan/1`, as a page, and in short for the summary of a check.

mod coverage;
mod document;
mod explain;
mod html;
pub(crate) mod numbers;
mod score;
mod text;
#[cfg(test)]
pub(crate) mod toy;

pub use coverage::not_seen;
pub use document::{PlanError, plan_schema, read_plan_json, write_plan_json};
pub use explain::write_plan_explain;
pub use html::write_plan_html;
pub(crate) use score::plan;
pub use score::{ScoreSummary, score_summary, write_score_summary};
pub use text::write_plan_text;
