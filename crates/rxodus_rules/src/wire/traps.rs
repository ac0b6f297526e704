//! The packed traps: their row, and both ways.

use serde::{Deserialize, Serialize};

use super::WireError;
use super::codes::{CONFIDENCES, code, value};
use super::from_model::date as packed_date;
use super::rows::{WireCondition, WireDate};
use super::to_model::date;
use crate::{TargetId, Trap, TrapCondition, TrapSeverity};

#[derive(Serialize, Deserialize)]
pub(super) struct WireTrap {
    id: String,
    symbols: Vec<String>,
    targets: Vec<u8>,
    told: Vec<u8>,
    absent: Vec<String>,
    value: Option<(String, Vec<String>)>,
    circumstances: WireCondition,
    severity: u8,
    note: String,
    advice: String,
    sources: Vec<String>,
    checked: WireDate,
    confidence: u8,
}

impl From<&Trap> for WireTrap {
    fn from(trap: &Trap) -> Self {
        let TrapCondition { absent, value, circumstances } = trap.when.clone();
        Self {
            id: trap.id.clone(),
            symbols: trap.symbols.clone(),
            targets: trap.targets.iter().map(|target| target.0).collect(),
            told: trap.told.iter().map(|target| target.0).collect(),
            absent,
            value,
            circumstances: circumstances.into(),
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
        Ok(Trap {
            id: self.id,
            symbols: self.symbols,
            targets: self.targets.into_iter().map(TargetId).collect(),
            told: self.told.into_iter().map(TargetId).collect(),
            when: TrapCondition { absent: self.absent, value: self.value, circumstances: self.circumstances.into() },
            severity: value(&TrapSeverity::ALL, self.severity)?,
            note: self.note,
            advice: self.advice,
            sources: self.sources,
            checked: date(self.checked)?,
            confidence: value(&CONFIDENCES, self.confidence)?,
        })
    }
}
