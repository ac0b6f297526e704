//! The packed traps: their row, and both ways.

use serde::{Deserialize, Serialize};

use super::WireError;
use super::codes::{CONFIDENCES, code, value};
use super::from_model::date as packed_date;
use super::rows::WireDate;
use super::to_model::date;
use crate::{Condition, TargetId, Trap, TrapCondition, TrapSeverity};

#[derive(Serialize, Deserialize)]
pub(super) struct WireTrap {
    id: String,
    symbols: Vec<String>,
    targets: Vec<u8>,
    told: Vec<u8>,
    absent: Vec<String>,
    present: Vec<String>,
    value: Option<(String, Vec<String>)>,
    circumstances: (Option<String>, Option<String>),
    severity: u8,
    note: String,
    advice: String,
    sources: Vec<String>,
    checked: WireDate,
    confidence: u8,
}

impl From<&Trap> for WireTrap {
    fn from(trap: &Trap) -> Self {
        let TrapCondition { absent, present, value, circumstances } = trap.when.clone();
        Self {
            id: trap.id.clone(),
            symbols: trap.symbols.clone(),
            targets: trap.targets.iter().map(|target| target.0).collect(),
            told: trap.told.iter().map(|target| target.0).collect(),
            absent,
            present,
            value,
            circumstances: (circumstances.context, circumstances.data),
            severity: code(&TrapSeverity::ALL, &trap.severity),
            note: trap.note.clone(),
            advice: trap.advice.clone(),
            sources: trap.sources.clone(),
            checked: packed_date(trap.checked),
            confidence: code(&CONFIDENCES, &trap.confidence),
        }
    }
}

impl WireTrap {
    /// The trap.
    pub(super) fn trap(self) -> Result<Trap, WireError> {
        let (context, data) = self.circumstances;
        Ok(Trap {
            id: self.id,
            symbols: self.symbols,
            targets: self.targets.into_iter().map(TargetId).collect(),
            told: self.told.into_iter().map(TargetId).collect(),
            when: TrapCondition { absent: self.absent, present: self.present, value: self.value, circumstances: Condition { context, data } },
            severity: value(&TrapSeverity::ALL, self.severity)?,
            note: self.note,
            advice: self.advice,
            sources: self.sources,
            checked: date(self.checked)?,
            confidence: value(&CONFIDENCES, self.confidence)?,
        })
    }
}
