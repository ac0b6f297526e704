//! `homonyms.toml`: other packages whose exports look like a retired one's.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use super::{Faults, RuleFile, tables};
use crate::{Homonym, Package};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    package: Spanned<String>,
    names: Vec<Spanned<String>>,
    source: Spanned<Vec<Spanned<String>>>,
}

/// The homonyms in the order of the file; a name that no package has is an error, since it says nothing.
pub(super) fn read(file: &RuleFile, packages: &[Package], faults: &mut Faults) -> Vec<Homonym> {
    let known: BTreeSet<String> = packages.iter().flat_map(|package| &package.symbols).map(|symbol| symbol.name.to_ascii_lowercase()).collect();
    let mut seen = BTreeSet::new();
    let mut homonyms = Vec::new();
    for table in tables::read::<Table>(file, "homonym", faults) {
        if !seen.insert(table.package.get_ref().clone()) {
            faults.add(file, table.package.span(), format!("`{}` stands here twice", table.package.get_ref()), "put its names into one table");
        }
        for name in table.names.iter().filter(|name| !known.contains(&name.get_ref().to_ascii_lowercase())) {
            faults.add(file, name.span(), format!("no symbol is called `{}`", name.get_ref()), "list only names that a retired package has as well");
        }
        homonyms.push(Homonym {
            package: tables::filled(file, "package", &table.package, faults),
            names: table.names.into_iter().map(Spanned::into_inner).collect(),
            sources: tables::sources(file, &table.source, faults),
        });
    }
    homonyms
}
