//! What a baseline says, in the JSON.

use rxodus_plan::{Comparison, State};
use schemars::JsonSchema;
use serde::Serialize;

/// A report against a baseline. Findings that a comment ignores are in none of the numbers.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct BaselineOut<'a> {
    new: u64,
    unchanged: u64,
    /// In lines that have changed.
    updated: u64,
    /// What is no more, by path and rule.
    gone: Vec<GoneOut<'a>>,
}

/// Findings of a rule in a file that are no more.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct GoneOut<'a> {
    path: &'a str,
    rule: &'a str,
    findings: u64,
}

pub(super) fn baseline_out(baseline: &Comparison) -> BaselineOut<'_> {
    BaselineOut {
        new: baseline.count(State::New),
        unchanged: baseline.count(State::Unchanged),
        updated: baseline.count(State::Updated),
        gone: baseline.gone.iter().map(|gone| GoneOut { path: &gone.path, rule: &gone.rule, findings: gone.findings }).collect(),
    }
}

/// The word for a state.
pub(crate) fn state_name(state: State) -> &'static str {
    match state {
        State::New => "new",
        State::Unchanged => "unchanged",
        State::Updated => "updated",
    }
}
