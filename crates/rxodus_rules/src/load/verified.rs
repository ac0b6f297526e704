//! `verified.toml`: the calls that were found to exist, in which version of which library.

use serde::Deserialize;
use toml::Spanned;

use super::{Faults, RuleFile, tables};
use crate::Verified;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    library: Spanned<String>,
    names: Vec<Spanned<String>>,
}

/// What was verified, in the order of the file.
pub(super) fn read(file: &RuleFile, faults: &mut Faults) -> Vec<Verified> {
    let mut verified = Vec::new();
    for table in tables::read::<Table>(file, "verified", faults) {
        for name in table.names.iter().filter(|name| name.get_ref().trim().is_empty()) {
            faults.add(file, name.span(), "a blank name", "delete it");
        }
        verified.push(Verified {
            library: tables::filled(file, "library", &table.library, faults),
            names: table.names.into_iter().map(Spanned::into_inner).collect(),
        });
    }
    verified
}
