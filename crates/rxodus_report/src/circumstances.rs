//! Where a call runs and on what data, as JSON and in words.

use rxodus_rules::ContextKind;
use rxodus_scan::{DataUse, Finding, InForce, Report};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Context, json, json::place, position::seen_from, words::list};

/// The compute context in force at a call.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ContextOut<'a> {
    /// `known`: the code says it. `several`: it runs in several, each of which the code says. `default`: nothing sets one. `unknown`: it depends on what only running the code would tell.
    state: &'static str,
    /// The context, where it is known: `local`, `spark`, `sqlserver` …
    kind: Option<&'a str>,
    /// All contexts in which it runs, where these are known: one, or several.
    contexts: Vec<&'a str>,
    /// Where it is set, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    set_by: Option<json::Place<'a>>,
}

/// What an argument of a call names.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct DataOut<'a> {
    /// The formal.
    argument: &'a str,
    /// `reads` or `writes`.
    direction: &'static str,
    /// `xdf`, `text`, `sqlserver`, `frame` …; `null` where reading the code does not tell.
    kind: Option<&'a str>,
    /// Where the code says it, if that is not the argument itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    said_by: Option<json::Place<'a>>,
}

/// The context of a finding; absent for what is no call.
pub(crate) fn context_out<'a>(report: &'a Report, context: &'a Context, finding: &Finding) -> Option<ContextOut<'a>> {
    let state = finding.context?;
    let contexts = titled(context, state, |kind| kind.name.as_str());
    let (state, kind, set_by) = match state {
        InForce::Known { by, .. } => ("known", contexts.first().copied(), Some(place(report, by))),
        InForce::Several { .. } => ("several", None, None),
        InForce::Default => ("default", None, None),
        InForce::Unknown => ("unknown", None, None),
    };
    Some(ContextOut { state, kind, contexts, set_by })
}

/// The contexts that the code says.
fn titled<'a>(context: &'a Context, state: InForce, of: fn(&ContextKind) -> &str) -> Vec<&'a str> {
    let all = context.index.ruleset().flow.contexts.iter().enumerate();
    all.filter(|(at, _)| state.contexts() & (1 << at) != 0).map(|(_, kind)| of(kind)).collect()
}

/// What the arguments of a finding name.
pub(crate) fn data_out<'a>(report: &'a Report, context: &'a Context, finding: &'a Finding) -> Vec<DataOut<'a>> {
    let one = |data: &DataUse| {
        let argument = &finding.arguments[usize::from(data.argument)];
        DataOut {
            argument: context.formal(finding, argument).unwrap_or_default(),
            direction: if data.is_written { "writes" } else { "reads" },
            kind: data.kind.map(|kind| context.index.ruleset().flow.data[usize::from(kind)].name.as_str()),
            said_by: data.by.map(|by| place(report, by)),
        }
    };
    finding.data.iter().map(one).collect()
}

/// What is known of both, in words, and a label for it; nothing where nothing is.
pub(crate) fn circumstances(report: &Report, context: &Context, finding: &Finding) -> Option<(&'static str, String)> {
    let flow = &context.index.ruleset().flow;
    let mut phrases = Vec::new();
    if let Some(InForce::Known { context: kind, by }) = finding.context {
        let at = seen_from(report, finding.file, by);
        phrases.push(format!("{} (set in {at})", flow.contexts[usize::from(kind)].title));
    }
    if let Some(several @ InForce::Several { .. }) = finding.context {
        let titles: Vec<_> = titled(context, several, |kind| kind.title.as_str()).into_iter().map(str::to_owned).collect();
        phrases.push(list(&titles, "or"));
    }
    let label = if phrases.is_empty() { "data" } else { "runs" };
    for (is_written, verb) in [(false, "reads"), (true, "writes")] {
        let mut kinds: Vec<_> = finding.data.iter().filter(|data| data.is_written == is_written).filter_map(|data| data.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let titles: Vec<_> = kinds.into_iter().map(|kind| flow.data[usize::from(kind)].title.clone()).collect();
        if !titles.is_empty() {
            phrases.push(format!("{verb} {}", list(&titles, "and")));
        }
    }
    (!phrases.is_empty()).then(|| (label, phrases.join("; ")))
}
