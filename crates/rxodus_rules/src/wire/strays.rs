//! The packed names of arguments that no formal has: their row, and both ways.

use serde::{Deserialize, Serialize};

use super::WireError;
use super::codes::{CONFIDENCES, code, value};
use super::from_model::date as packed_date;
use super::rows::WireDate;
use super::to_model::date;
use crate::Stray;

#[derive(Serialize, Deserialize)]
pub(super) struct WireStray {
    symbols: Vec<String>,
    names: Vec<String>,
    meant: Option<String>,
    note: String,
    sources: Vec<String>,
    checked: WireDate,
    confidence: u8,
}

impl From<&Stray> for WireStray {
    fn from(stray: &Stray) -> Self {
        Self {
            symbols: stray.symbols.clone(),
            names: stray.names.clone(),
            meant: stray.meant.clone(),
            note: stray.note.clone(),
            sources: stray.sources.clone(),
            checked: packed_date(stray.checked),
            confidence: code(&CONFIDENCES, &stray.confidence),
        }
    }
}

impl WireStray {
    /// What was packed.
    pub(super) fn stray(self) -> Result<Stray, WireError> {
        Ok(Stray {
            symbols: self.symbols,
            names: self.names,
            meant: self.meant,
            note: self.note,
            sources: self.sources,
            checked: date(self.checked)?,
            confidence: value(&CONFIDENCES, self.confidence)?,
        })
    }
}
