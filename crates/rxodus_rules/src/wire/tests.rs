//! What goes in comes out, and damage is never read as rules.

use super::*;
use crate::{load, toy};

#[test]
fn unpacking_gives_back_what_was_packed() {
    let ruleset = load(&toy::files()).expect("a checked ruleset");
    assert_eq!(unpack(&pack(&ruleset)), Ok(ruleset));
    assert_eq!(unpack(&pack(&Ruleset::default())), Ok(Ruleset::default()));
}

#[test]
fn other_bytes_are_refused() {
    assert_eq!(unpack(b""), Err(WireError::Header));
    assert_eq!(unpack(b"rxrules0\0\0\0"), Err(WireError::Header));
}

#[test]
fn every_truncation_and_addition_is_damage() {
    let bytes = pack(&load(&toy::files()).expect("a checked ruleset"));
    for length in HEADER.len()..bytes.len() {
        assert!(matches!(unpack(&bytes[..length]), Err(WireError::Damaged(_))), "{length} bytes");
    }
    let longer = [bytes.as_slice(), b"\0"].concat();
    assert_eq!(unpack(&longer), Err(WireError::Damaged("1 bytes too many".to_owned())));
}

#[test]
fn no_changed_byte_panics() {
    let bytes = pack(&load(&toy::files()).expect("a checked ruleset"));
    for place in HEADER.len()..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[place] ^= 0xFF;
        let _ = unpack(&damaged);
    }
}
