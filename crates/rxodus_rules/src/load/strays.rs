//! `arguments.toml`: names of arguments that no formal has, as code writes them.

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::entry::ConfidenceName;
use super::{Faults, RuleFile, tables};
use crate::{Package, Stray, Symbol};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    symbols: Vec<Spanned<String>>,
    #[serde(default)]
    names: Vec<Spanned<String>>,
    meant: Option<Spanned<String>>,
    note: Spanned<String>,
    source: Spanned<Vec<Spanned<String>>>,
    checked: Spanned<Datetime>,
    confidence: ConfidenceName,
}

/// Reads what is known of such names, in the order of the file.
pub(super) fn read(file: &RuleFile, package: &mut Package, faults: &mut Faults) {
    let tables: Vec<Table> = tables::read(file, "argument", faults);
    let strays: Vec<_> = tables.into_iter().map(|table| stray(file, table, package, faults)).collect();
    package.strays.extend(strays);
}

fn stray(file: &RuleFile, table: Table, package: &Package, faults: &mut Faults) -> Stray {
    check(file, &table, package, faults);
    Stray {
        symbols: table.symbols.into_iter().map(Spanned::into_inner).collect(),
        names: table.names.into_iter().map(Spanned::into_inner).collect(),
        meant: table.meant.map(Spanned::into_inner),
        note: tables::filled(file, "note", &table.note, faults),
        sources: tables::sources(file, &table.source, faults),
        checked: tables::day(file, &table.checked, faults).unwrap_or_default(),
        confidence: table.confidence.into(),
    }
}

fn check(file: &RuleFile, table: &Table, package: &Package, faults: &mut Faults) {
    for name in &table.symbols {
        let Some(symbol) = package.symbols.iter().find(|symbol| symbol.name == *name.get_ref()) else {
            faults.add(file, name.span(), format!("{} has no symbol `{}`", package.name, name.get_ref()), "name a symbol of symbols.tsv");
            continue;
        };
        check_names(file, table, symbol, faults);
    }
    if let Some(meant) = table.meant.as_ref().filter(|_| table.symbols.is_empty() || table.names.is_empty()) {
        faults.add(file, meant.span(), "a mistake that names no symbol, or no name", "say of which `symbols` and for which `names` this was meant");
    }
}

fn check_names(file: &RuleFile, table: &Table, symbol: &Symbol, faults: &mut Faults) {
    let has = |name: &str| symbol.formals.iter().any(|formal| formal.name == name);
    for name in table.names.iter().filter(|name| has(name.get_ref())) {
        let message = format!("`{}` is an argument of `{}`", name.get_ref(), symbol.name);
        faults.add(file, name.span(), message, "here stand names that are in no signature");
    }
    if let Some(meant) = table.meant.as_ref().filter(|meant| !has(meant.get_ref())) {
        let message = format!("`{}` is no argument of `{}`", meant.get_ref(), symbol.name);
        faults.add(file, meant.span(), message, "name a formal that all the symbols have, as symbols.tsv writes it");
    }
}
