//! `symbols.tsv`: facts about each exported name.

use std::cmp::Ordering;

use super::anchors::Anchors;
use super::tsv::{self, Cell};
use super::{Faults, RuleFile, formals};
use crate::{Formal, Kind, Language, Role, Symbol};

const COLUMNS: [&str; 9] = ["name", "kinds", "roles", "common", "deprecated", "formals", "topic", "variants", "reference"];

/// The symbols, sorted by name.
pub(super) fn read(file: &RuleFile, language: Language, anchors: &Anchors, faults: &mut Faults) -> Vec<Symbol> {
    let mut symbols: Vec<Symbol> = Vec::new();
    for row in tsv::rows(file, &COLUMNS, faults) {
        let symbol = symbol(file, &row, faults);
        if let Some(previous) = symbols.last() {
            check_order(file, previous, &row[0], faults);
        }
        if !anchors.find(&symbol, language) {
            let help = "add an anchor that occurs in it to package.toml, or write `yes` under `common`";
            faults.add(file, row[0].span(), format!("no anchor of the package covers `{}`, so no file would be parsed for it", symbol.name), help);
        }
        symbols.push(symbol);
    }
    // Only a wrong order is mended here, which was reported: look-ups by name rely on it.
    symbols.sort_by(|a, b| a.name.cmp(&b.name));
    symbols
}

fn symbol(file: &RuleFile, row: &[Cell; 9], faults: &mut Faults) -> Symbol {
    let [name, kinds, roles, common, deprecated, formals, topic, variants, reference] = row;
    for (what, cell) in [("name", name), ("kinds", kinds), ("topic", topic), ("reference", reference)] {
        if cell.text.trim().is_empty() {
            faults.add(file, cell.span(), format!("`{what}` is empty"), "");
        }
    }
    if !reference.text.is_empty() && !reference.text.starts_with("https://") {
        faults.add(file, reference.span(), "`reference` is no web address", "give the documentation page, starting with https://");
    }
    let formals = signature(file, formals, faults);
    Symbol {
        name: name.text.to_owned(),
        kinds: listed(file, kinds, Kind::from_name, "kind", faults),
        roles: roles_of(file, roles, &formals, faults),
        common: yes(file, common, faults),
        deprecated: yes(file, deprecated, faults),
        formals,
        topic: topic.text.to_owned(),
        variants: variants.list().iter().map(|cell| cell.text.to_owned()).collect(),
        reference: reference.text.to_owned(),
        pattern: None,
        equivalents: Vec::new(),
    }
}

fn check_order(file: &RuleFile, previous: &Symbol, name: &Cell, faults: &mut Faults) {
    match previous.name.as_str().cmp(name.text) {
        Ordering::Less => {}
        Ordering::Equal => faults.add(file, name.span(), format!("`{}` stands twice", name.text), "one row a symbol: put all kinds into it"),
        Ordering::Greater => {
            faults.add(
                file,
                name.span(),
                format!("`{}` stands after `{}`", name.text, previous.name),
                "sort the rows by name, in byte order (LC_ALL=C sort)",
            );
        }
    }
}

fn listed<T>(file: &RuleFile, cell: &Cell, parse: fn(&str) -> Option<T>, what: &str, faults: &mut Faults) -> Vec<T> {
    let mut values = Vec::new();
    for part in cell.list() {
        match parse(part.text) {
            Some(value) => values.push(value),
            None => faults.add(file, part.span(), format!("`{}` is no {what}", part.text), format!("README.md lists every {what}")),
        }
    }
    values
}

fn roles_of(file: &RuleFile, cell: &Cell, formals: &[Formal], faults: &mut Faults) -> Vec<Role> {
    let roles = listed(file, cell, Role::from_name, "role", faults);
    let takes_any = formals.iter().any(|formal| formal.name.starts_with("**"));
    for argument in roles.iter().filter_map(Role::runs) {
        if !takes_any && !formals.iter().any(|formal| formal.name == argument) {
            faults.add(file, cell.span(), format!("`{argument}` is none of its formals"), "name the formal that holds the code or the path");
        }
    }
    roles
}

fn signature(file: &RuleFile, cell: &Cell, faults: &mut Faults) -> Vec<Formal> {
    formals::parse(cell.text).unwrap_or_else(|message| {
        faults.add(file, cell.span(), message, "write the arguments in order, with a comma between: x, y=NULL, ...");
        Vec::new()
    })
}

fn yes(file: &RuleFile, cell: &Cell, faults: &mut Faults) -> bool {
    if !matches!(cell.text, "" | "yes") {
        faults.add(file, cell.span(), format!("`{}` is neither `yes` nor empty", cell.text), "");
    }
    cell.text == "yes"
}
