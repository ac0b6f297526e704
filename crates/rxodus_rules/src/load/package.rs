//! A package's folder: `package.toml`, and what stands beside it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::tree::Folder;
use super::{Faults, RuleFile, anchors, equivalents, patterns, strays, symbols, tables, traps};
use crate::{Language, Package, Target, TargetId};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    name: Spanned<String>,
    language: Spanned<LanguageName>,
    modules: Spanned<Vec<Spanned<String>>>,
    preattached: bool,
    retired: Option<Spanned<Datetime>>,
    #[serde(default)]
    version: String,
    anchors: Spanned<Vec<Spanned<String>>>,
    source: Spanned<Vec<Spanned<String>>>,
    note: Spanned<String>,
}

#[derive(Deserialize, Clone, Copy)]
enum LanguageName {
    R,
    Python,
    #[serde(rename = "T-SQL")]
    Sql,
    #[serde(rename = "text")]
    Text,
}

/// The packages of these folders, added to those that are known: families of patterns last, as patterns can name all others.
pub(super) fn read_all(folders: &[Folder], targets: &[Target], packages: &mut Vec<Package>, faults: &mut Faults) {
    for of_text in [false, true] {
        for folder in folders.iter().filter(|folder| (folder.language == Language::Text) == of_text) {
            let read = read(folder, targets, packages, faults);
            packages.extend(read);
        }
    }
    packages.sort_by(|a, b| a.name.cmp(&b.name).then(a.language.cmp(&b.language)));
}

/// The package of a folder with its symbols and what they become; absent where `package.toml` has not its shape.
fn read(folder: &Folder, targets: &[Target], others: &[Package], faults: &mut Faults) -> Option<Package> {
    let file = folder.package;
    let table: Table = match toml::from_str(&file.text) {
        Ok(table) => table,
        Err(error) => {
            faults.toml(file, &error);
            return None;
        }
    };
    check_folder(folder, &table, faults);
    let symbols = if folder.language == Language::Text {
        check_family(file, &table, faults);
        folder.patterns.map_or_else(Vec::new, |file| patterns::read(file, others, faults))
    } else {
        let anchors = anchors::compile(file, &table.anchors, faults);
        check_modules(file, &table, &anchors, faults);
        folder.symbols.map_or_else(Vec::new, |file| symbols::read(file, folder.language, &anchors, faults))
    };
    let mut package = Package {
        name: folder.name.to_owned(),
        language: folder.language,
        modules: texts(table.modules),
        preattached: table.preattached,
        retired: table.retired.and_then(|day| tables::day(file, &day, faults)),
        version: table.version,
        sources: tables::sources(file, &table.source, faults),
        anchors: texts(table.anchors),
        note: tables::filled(file, "note", &table.note, faults),
        symbols,
        equivalents: Vec::new(),
        traps: Vec::new(),
        strays: Vec::new(),
    };
    folder.traps.into_iter().for_each(|file| traps::read(file, targets, &mut package, faults));
    folder.arguments.into_iter().for_each(|file| strays::read(file, &mut package, faults));
    add_equivalents(&folder.on, targets, &mut package, faults);
    Some(package)
}

fn texts(list: Spanned<Vec<Spanned<String>>>) -> Vec<String> {
    list.into_inner().into_iter().map(Spanned::into_inner).collect()
}

fn check_folder(folder: &Folder, table: &Table, faults: &mut Faults) {
    if table.name.get_ref() != folder.name {
        let message = format!("the package is called `{}`, its folder `{}`", table.name.get_ref(), folder.name);
        faults.add(folder.package, table.name.span(), message, "give both the same name");
    }
    let language = match table.language.get_ref() {
        LanguageName::R => Language::R,
        LanguageName::Python => Language::Python,
        LanguageName::Sql => Language::Sql,
        LanguageName::Text => Language::Text,
    };
    if language != folder.language {
        faults.add(
            folder.package,
            table.language.span(),
            format!("the folder stands under {}", folder.language.name()),
            "move it, or correct the language",
        );
    }
}

fn check_modules(file: &RuleFile, table: &Table, anchors: &anchors::Anchors, faults: &mut Faults) {
    if table.modules.get_ref().is_empty() && !matches!(table.language.get_ref(), LanguageName::Sql) {
        faults.add(file, table.modules.span(), "no module", "name what library() or import names");
    }
    for module in table.modules.get_ref().iter().filter(|module| !anchors.cover(module.get_ref())) {
        let message = format!("no anchor covers the module `{}`, so no file would be parsed for it", module.get_ref());
        faults.add(file, module.span(), message, "add its name to `anchors`");
    }
}

/// Nobody attaches or imports a family of patterns, and each pattern has anchors of its own.
fn check_family(file: &RuleFile, table: &Table, faults: &mut Faults) {
    for (list, what) in [(&table.modules, "module"), (&table.anchors, "anchor")] {
        if let Some(first) = list.get_ref().first() {
            faults.add(file, first.span(), format!("a family of patterns has no {what}"), "leave the list empty; anchors stand in patterns.toml");
        }
    }
}

/// Reads `on/TARGET.toml` in the order of the targets, so that equivalents stand in that order.
pub(super) fn add_equivalents(on: &[(&str, &RuleFile)], targets: &[Target], package: &mut Package, faults: &mut Faults) {
    for (index, target) in targets.iter().enumerate() {
        for (_, file) in on.iter().filter(|(name, _)| *name == target.id) {
            equivalents::read(file, TargetId(index as u8), package, faults);
        }
    }
    for (name, file) in on {
        if !targets.iter().any(|target| target.id == *name) {
            let known: Vec<&str> = targets.iter().map(|target| target.id.as_str()).collect();
            faults.whole(file, format!("targets.toml has no target `{name}`"), format!("its targets are: {}", known.join(" ")));
        }
    }
}

/// Checks what holds between packages: no name and no module twice, and few enough anchors in all.
pub(super) fn check_all(folders: &[Folder], packages: &[Package], faults: &mut Faults) {
    let files: BTreeMap<_, _> = folders.iter().map(|folder| ((folder.language, folder.name), folder.package)).collect();
    let mut names = BTreeSet::new();
    let mut modules = BTreeSet::new();
    let mut anchors = BTreeSet::new();
    for package in packages {
        let Some(file) = files.get(&(package.language, package.name.as_str())) else { continue };
        if !names.insert(&package.name) {
            faults.whole(
                file,
                format!("two packages are called `{}`", package.name),
                "a rule's id starts with the package's name, so it must be unique",
            );
        }
        for module in package.modules.iter().filter(|module| !modules.insert((package.language, *module))) {
            faults.whole(file, format!("another package has the module `{module}`"), "a module belongs to one package");
        }
        let before = anchors.len();
        anchors.extend(package.anchors.iter().filter(|_| matches!(package.language, Language::R | Language::Python)));
        if before <= anchors::MOST_ANCHORS && anchors.len() > anchors::MOST_ANCHORS {
            let message = format!("with this package there are {} different anchors", anchors.len());
            faults.whole(file, message, format!("keep to {}: a scan is several times slower beyond that", anchors::MOST_ANCHORS));
        }
    }
}
