//! Traps that a call shows, as JSON and in words.

use rxodus_rules::{TargetId, Trap, TrapCondition};
use rxodus_scan::Finding;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    Context,
    escape::escape,
    text::footer::paragraph,
    words::{list, verb},
};

/// A change of meaning that the arguments of the call show, or their absence.
#[derive(Serialize, JsonSchema, PartialEq, Eq, Hash)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct TrapOut<'a> {
    id: &'a str,
    /// `numeric`: other numbers, each right in its way. `silent`: a wrong result with no message. `error`: the new call stops. `info`: good to know.
    severity: &'static str,
    /// What changes.
    note: &'a str,
    /// What to do.
    advice: &'a str,
}

/// The traps of a finding on a target.
pub(crate) fn traps_out<'a>(context: &'a Context, finding: &'a Finding, target: TargetId) -> Vec<TrapOut<'a>> {
    let one = |trap: &'a Trap| TrapOut { id: &trap.id, severity: trap.severity.name(), note: &trap.note, advice: &trap.advice };
    finding.traps(context.index, target).map(one).collect()
}

/// Its id, what changes and what to do.
pub(crate) fn told(trap: &Trap) -> String {
    format!("{}: {} {}", escape(&trap.id), paragraph(&trap.note), paragraph(&trap.advice))
}

/// What shows it, after "where".
pub(crate) fn shown_by(when: &TrapCondition) -> String {
    let names = |formals: &[String]| list(&formals.iter().map(|formal| format!("`{}`", escape(formal))).collect::<Vec<_>>(), "and");
    let are = |formals: &[String]| verb(formals.len() as u64, "is", "are");
    let mut parts = Vec::new();
    let present = &when.circumstances.present;
    if !present.is_empty() {
        parts.push(format!("{} {} given", names(present), are(present)));
    }
    if !when.absent.is_empty() {
        parts.push(format!("{} {} not given", names(&when.absent), are(&when.absent)));
    }
    if let Some((formal, values)) = &when.value {
        let values: Vec<_> = values.iter().map(|value| escape(value)).collect();
        parts.push(format!("`{}` is {}", escape(formal), list(&values, "or")));
    }
    parts.extend(when.circumstances.context.iter().map(|context| format!("the compute context is {}", escape(context))));
    parts.extend(when.circumstances.data.iter().map(|data| format!("the data is {}", escape(data))));
    list(&parts, "and")
}
