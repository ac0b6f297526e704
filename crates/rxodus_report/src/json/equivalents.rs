//! In JSON, what a finding becomes on each target. Most findings are like another one in that: it is made text once.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use rustc_hash::FxHashMap;
use rxodus_rules::{ArgumentFate, ArgumentMap, Change, Equivalent, TargetId};
use rxodus_scan::{Finding, MatchedArgument};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use crate::{
    Context,
    traps::{TrapOut, traps_out},
};

/// By target; `null` where nobody looked.
pub(super) type EquivalentsOut<'a> = BTreeMap<&'a str, Option<EquivalentOut<'a>>>;

/// What a symbol becomes on a target.
#[derive(Serialize, JsonSchema, PartialEq, Eq, Hash)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct EquivalentOut<'a> {
    /// `keep`, `rename`, `arguments`, `rewrite`, `redesign`, `remove` or `none`.
    change: &'static str,
    call: Option<&'a str>,
    note: &'a str,
    /// `high`, `medium` or `low`.
    confidence: &'static str,
    /// What becomes of this call's own arguments.
    arguments: Vec<FateOut<'a>>,
    /// Arguments that the new call needs in addition, in the order of the rule file.
    add: Vec<AdditionOut<'a>>,
    /// What changes in meaning, as this call's arguments show; sorted by id.
    traps: Vec<TrapOut<'a>>,
}

/// An argument that the new call needs in addition.
#[derive(Serialize, JsonSchema, PartialEq, Eq, Hash)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct AdditionOut<'a> {
    name: &'a str,
    /// As code.
    value: &'a str,
}

/// What becomes of an argument.
#[derive(Serialize, JsonSchema, PartialEq, Eq, Hash)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct FateOut<'a> {
    /// The symbol's formal; of an argument that fits none the name as written, empty where it has none.
    formal: &'a str,
    /// `to`, `changes`, `manual`, `drop`, `unmapped` where the entry does not name it, `none` where nothing takes the place of the call either, or
    /// `unknown` for an argument that fits no formal.
    fate: &'static str,
    /// The new call's argument, for `to` and `changes`.
    to: Option<&'a str>,
    /// What changes, what to do instead, or why it is dropped.
    note: Option<&'a str>,
}

/// What findings become, as text.
pub(super) struct Equivalents<'a> {
    context: &'a Context<'a>,
    written: RwLock<FxHashMap<EquivalentsOut<'a>, Arc<RawValue>>>,
}

impl<'a> Equivalents<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self { context, written: RwLock::default() }
    }

    /// What a finding becomes.
    pub(super) fn of(&self, finding: &'a Finding) -> serde_json::Result<Arc<RawValue>> {
        let out = self.out(finding);
        // Whatever happened to another thread, what stands there was written whole.
        if let Some(written) = self.written.read().unwrap_or_else(PoisonError::into_inner).get(&out) {
            return Ok(Arc::clone(written));
        }
        let text: Arc<RawValue> = to_raw_value(&out)?.into();
        self.written.write().unwrap_or_else(PoisonError::into_inner).insert(out, Arc::clone(&text));
        Ok(text)
    }

    fn out(&self, finding: &'a Finding) -> EquivalentsOut<'a> {
        let context = self.context;
        let on = |target: TargetId| context.equivalent(finding, target).map(|equivalent| equivalent_out(context, finding, target, equivalent));
        context.targets.iter().map(|target| (context.target(*target).id.as_str(), on(*target))).collect()
    }
}

fn equivalent_out<'a>(context: &'a Context, finding: &'a Finding, target: TargetId, equivalent: &'a Equivalent) -> EquivalentOut<'a> {
    let map = |formal: &str| equivalent.arguments.iter().find(|map| map.formal == formal);
    let fate = |argument: &'a MatchedArgument| match context.formal(finding, argument) {
        Some(formal) => fate_out(equivalent.change, formal, map(formal)),
        None => FateOut { formal: argument.written.as_deref().unwrap_or_default(), fate: "unknown", to: None, note: None },
    };
    let arguments = if equivalent.change == Change::Keep { Vec::new() } else { finding.arguments.iter().map(fate).collect() };
    EquivalentOut {
        change: equivalent.change.name(),
        call: equivalent.call.as_deref(),
        note: &equivalent.note,
        confidence: equivalent.confidence.name(),
        arguments,
        add: additions_out(equivalent),
        traps: traps_out(context, finding, target),
    }
}

/// What an entry adds.
pub(crate) fn additions_out(equivalent: &Equivalent) -> Vec<AdditionOut<'_>> {
    equivalent.add.iter().map(|(name, value)| AdditionOut { name, value }).collect()
}

/// What an entry of this change says of a formal.
pub(crate) fn fate_out<'a>(change: Change, formal: &'a str, map: Option<&'a ArgumentMap>) -> FateOut<'a> {
    let (fate, to, note) = match map.map(|map| &map.fate) {
        None if change == Change::None => ("none", None, None),
        None if change == Change::Rename => ("to", Some(formal), None),
        None if change == Change::Remove => ("drop", None, None),
        None => ("unmapped", None, None),
        Some(ArgumentFate::To { to, note: None }) => ("to", Some(to.as_str()), None),
        Some(ArgumentFate::To { to, note }) => ("changes", Some(to.as_str()), note.as_deref()),
        Some(ArgumentFate::Manual(note)) => ("manual", None, Some(note.as_str())),
        Some(ArgumentFate::Drop(note)) => ("drop", None, Some(note.as_str())),
    };
    FateOut { formal, fate, to, note }
}
