//! The built-in rules: checked and packed when this crate is built, unpacked when asked for.
//!
//! Data only. No library depends on this crate; the binary hands the rules on.

use rxodus_rules::{Ruleset, unpack};

/// What `build.rs` packed.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));

/// The built-in rules.
///
/// # Panics
///
/// Never in a build that passed its tests: the bytes were packed by the same version of the same code.
pub fn builtin() -> Ruleset {
    unpack(PACKED).expect("build.rs packed these bytes with the crate that unpacks them")
}

/// The bytes of the built-in rules: the same for the same rules.
pub fn packed() -> &'static [u8] {
    PACKED
}

#[cfg(test)]
mod tests;
