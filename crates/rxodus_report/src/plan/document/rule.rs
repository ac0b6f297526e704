//! The rules that occur, and all that they say of every target.

use rxodus_plan::{RuleFacts, TrapFacts};
use rxodus_rules::{ArgumentFate, ArgumentMap, Condition, Equivalent, TargetId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::read::{PlanError, change, confidence, date};

/// A rule.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RuleOut {
    /// `package/symbol`, or the package alone where the package itself is attached or imported.
    id: String,
    package: String,
    /// `null` for the package itself.
    symbol: Option<String>,
    /// A pattern's title, else the id.
    title: String,
    /// `R`, `Python`, `T-SQL` or `text`.
    language: String,
    /// End of support.
    retired: Option<String>,
    /// The documentation page; empty where there is none.
    reference: String,
    topic: String,
    roles: Vec<String>,
    formals: Vec<String>,
    /// What may change in meaning with the arguments of a call.
    traps: Vec<TrapOut>,
    /// What it becomes: by target a list of entries, of which the circumstances choose one; empty where nobody looked.
    entries: Vec<Vec<EntryOut>>,
}

/// A change of meaning that a call may show.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TrapOut {
    id: String,
    /// `numeric`, `silent`, `error` or `info`.
    severity: String,
    note: String,
    advice: String,
}

/// What a rule becomes on a target.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct EntryOut {
    /// When it applies; `null` for all other uses.
    when: Option<WhenOut>,
    /// `keep`, `rename`, `arguments`, `rewrite`, `redesign`, `remove` or `none`.
    change: String,
    call: Option<String>,
    /// Arguments that the new call needs in addition: name and value.
    add: Vec<(String, String)>,
    note: String,
    source: Vec<String>,
    checked: String,
    /// `high`, `medium` or `low`.
    confidence: String,
    before: String,
    after: String,
    arguments: Vec<FateOut>,
}

/// Circumstances, all of which must hold.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WhenOut {
    context: Option<String>,
    data: Option<String>,
    /// Arguments that the call gives.
    #[serde(default)]
    present: Vec<String>,
}

/// What becomes of an argument.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FateOut {
    formal: String,
    /// `to`, `changes`, `manual` or `drop`.
    fate: String,
    /// The new call's argument, for `to` and `changes`.
    to: Option<String>,
    /// What changes, what to do instead, or why it is dropped.
    note: Option<String>,
}

pub(super) fn rule_out(rule: &RuleFacts) -> RuleOut {
    RuleOut {
        id: rule.id.clone(),
        package: rule.package.clone(),
        symbol: rule.symbol.clone(),
        title: rule.title.clone(),
        language: rule.language.clone(),
        retired: rule.retired.map(|date| date.to_string()),
        reference: rule.reference.clone(),
        topic: rule.topic.clone(),
        roles: rule.roles.clone(),
        formals: rule.formals.clone(),
        traps: rule.traps.iter().map(trap_out).collect(),
        entries: rule.entries.iter().map(|entries| entries.iter().map(entry_out).collect()).collect(),
    }
}

fn trap_out(trap: &TrapFacts) -> TrapOut {
    let TrapFacts { id, severity, note, advice } = trap.clone();
    TrapOut { id, severity, note, advice }
}

fn entry_out(entry: &Equivalent) -> EntryOut {
    EntryOut {
        when: entry.when.as_ref().map(|when| WhenOut { context: when.context.clone(), data: when.data.clone(), present: when.present.clone() }),
        change: entry.change.name().to_owned(),
        call: entry.call.clone(),
        add: entry.add.clone(),
        note: entry.note.clone(),
        source: entry.sources.clone(),
        checked: entry.checked.to_string(),
        confidence: entry.confidence.name().to_owned(),
        before: entry.before.clone(),
        after: entry.after.clone(),
        arguments: entry.arguments.iter().map(fate_out).collect(),
    }
}

fn fate_out(map: &ArgumentMap) -> FateOut {
    let (fate, to, note) = match &map.fate {
        ArgumentFate::To { to, note: None } => ("to", Some(to), None),
        ArgumentFate::To { to, note } => ("changes", Some(to), note.as_ref()),
        ArgumentFate::Manual(note) => ("manual", None, Some(note)),
        ArgumentFate::Drop(note) => ("drop", None, Some(note)),
    };
    FateOut { formal: map.formal.clone(), fate: fate.to_owned(), to: to.cloned(), note: note.cloned() }
}

impl RuleOut {
    pub(super) fn facts(self) -> Result<RuleFacts, PlanError> {
        let entries = self.entries.into_iter().enumerate();
        let of_target = |(target, entries): (usize, Vec<EntryOut>)| entries.into_iter().map(|entry| entry.facts(TargetId(target as u8))).collect();
        Ok(RuleFacts {
            id: self.id,
            package: self.package,
            symbol: self.symbol,
            title: self.title,
            language: self.language,
            retired: self.retired.map(|day| date(&day)).transpose()?,
            reference: self.reference,
            topic: self.topic,
            roles: self.roles,
            formals: self.formals,
            traps: self.traps.into_iter().map(TrapOut::facts).collect(),
            entries: entries.map(of_target).collect::<Result<_, _>>()?,
        })
    }
}

impl TrapOut {
    fn facts(self) -> TrapFacts {
        TrapFacts { id: self.id, severity: self.severity, note: self.note, advice: self.advice }
    }
}

impl EntryOut {
    fn facts(self, target: TargetId) -> Result<Equivalent, PlanError> {
        Ok(Equivalent {
            target,
            when: self.when.map(|when| Condition { context: when.context, data: when.data, present: when.present }),
            change: change(&self.change)?,
            call: self.call,
            add: self.add,
            note: self.note,
            sources: self.source,
            checked: date(&self.checked)?,
            confidence: confidence(&self.confidence)?,
            before: self.before,
            after: self.after,
            arguments: self.arguments.into_iter().map(FateOut::facts).collect::<Result<_, _>>()?,
        })
    }
}

impl FateOut {
    fn facts(self) -> Result<ArgumentMap, PlanError> {
        let fate = match (self.fate.as_str(), self.to, self.note) {
            ("to", Some(to), _) => ArgumentFate::To { to, note: None },
            ("changes", Some(to), Some(note)) => ArgumentFate::To { to, note: Some(note) },
            ("manual", _, Some(note)) => ArgumentFate::Manual(note),
            ("drop", _, Some(note)) => ArgumentFate::Drop(note),
            (fate, ..) => return Err(PlanError::word("fate", fate)),
        };
        Ok(ArgumentMap { formal: self.formal, fate })
    }
}
