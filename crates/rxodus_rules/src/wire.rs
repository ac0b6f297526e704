//! The packed form of a ruleset, for embedding in a binary.
//!
//! Own structs, so that the rules can change without a thought for bytes; a version in front, so that old bytes are never misread.

mod advice;
mod codes;
mod effort;
mod flow;
mod from_model;
mod platform;
mod rows;
mod strays;
mod to_model;
mod traps;

use crate::Ruleset;
use rows::WireRuleset;

/// Starts every packed ruleset: a name, and the version of the form. The version goes up with every change of the rows, here and in the files below.
const HEADER: &[u8; 8] = b"rxrules7";

/// Why bytes are no packed ruleset.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// The header is missing, or another version's.
    #[error("these bytes are no ruleset packed by this version; pack the rules again")]
    Header,
    /// The bytes break off, or go on behind the end, or don't have the form.
    #[error("the packed ruleset is damaged ({0}); pack the rules again")]
    Damaged(String),
}

/// Packs a ruleset that was checked.
pub fn pack(ruleset: &Ruleset) -> Vec<u8> {
    let mut bytes = HEADER.to_vec();
    // Writing into a vector can't fail, and every type of `rows` has a postcard form.
    bytes.extend(postcard::to_stdvec(&WireRuleset::from(ruleset)).unwrap_or_default());
    bytes
}

/// Unpacks what [`pack`] packed.
pub fn unpack(bytes: &[u8]) -> Result<Ruleset, WireError> {
    let body = bytes.strip_prefix(HEADER).ok_or(WireError::Header)?;
    let (wire, rest) = postcard::take_from_bytes::<WireRuleset>(body).map_err(|error| WireError::Damaged(error.to_string()))?;
    if !rest.is_empty() {
        return Err(WireError::Damaged(format!("{} bytes too many", rest.len())));
    }
    wire.ruleset()
}

#[cfg(test)]
mod tests;
