//! A plan as text, as addends, as `rxodus.plan/1`, as a page, and in short for the summary of a check.

mod advice;
mod compare;
mod coverage;
mod csv;
mod document;
mod explain;
mod history;
mod html;
mod markdown;
mod missing;
pub(crate) mod numbers;
mod rivals;
mod score;
mod table;
mod text;
#[cfg(test)]
pub(crate) mod toy;
mod xlsx;

pub use advice::write_advice;
pub use compare::write_plan_comparison;
pub use coverage::not_seen;
pub use csv::write_plan_csv;
pub use document::{PlanError, plan_schema, read_plan_json, write_advice_json, write_plan_json};
pub use explain::write_plan_explain;
pub use history::write_plan_history;
pub use html::write_plan_html;
pub use markdown::write_plan_markdown;
pub use missing::missing_parts;
pub(crate) use score::scores;
pub use score::{ScoreSummary, score_summary, write_score_summary};
pub use table::Sheet;
pub use text::write_plan_text;
pub use xlsx::write_plan_xlsx;
