//! `targets.toml`: the API families that code can move to.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use super::{Faults, RuleFile, tables};
use crate::Target;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    id: Spanned<String>,
    #[serde(default)]
    aliases: Vec<Spanned<String>>,
    title: Spanned<String>,
    note: Spanned<String>,
    libraries: Vec<String>,
}

/// Adds the targets of a file, in its order, to those that are known; a name that means two of them is an error.
pub(super) fn read(file: &RuleFile, targets: &mut Vec<Target>, faults: &mut Faults) {
    let mut names: BTreeSet<String> = targets.iter().flat_map(|target| target.aliases.iter().chain([&target.id])).cloned().collect();
    for table in tables::read::<Table>(file, "target", faults) {
        for name in std::iter::once(&table.id).chain(&table.aliases) {
            if !names.insert(name.get_ref().clone()) {
                faults.add(file, name.span(), format!("two targets are called `{}`", name.get_ref()), "");
            }
        }
        targets.push(target(file, table, faults));
    }
}

fn target(file: &RuleFile, table: Table, faults: &mut Faults) -> Target {
    Target {
        id: tables::filled(file, "id", &table.id, faults),
        aliases: table.aliases.into_iter().map(Spanned::into_inner).collect(),
        title: tables::filled(file, "title", &table.title, faults),
        note: tables::filled(file, "note", &table.note, faults),
        libraries: table.libraries,
    }
}
