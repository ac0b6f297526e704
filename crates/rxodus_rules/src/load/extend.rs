//! Rules of a user's own on top of a ruleset: more targets, more packages, and entries that replace what the ruleset says.

use super::{Faults, RuleError, RuleFile, flow, package, platforms, strays, targets, traps, tree, verified};
use crate::{Equivalent, Package, Ruleset, Trap};

/// Adds rule files to a ruleset. A folder with a `package.toml` is a package more; a folder without one holds entries and traps, each of which
/// replaces what the ruleset says of that symbol on that target, or the trap of that id,
/// or what is said of a name of an argument. An entry that fits no package and no symbol is an error.
pub fn extend(mut base: Ruleset, files: &[RuleFile]) -> Result<Ruleset, Vec<RuleError>> {
    let mut faults = Faults::default();
    let tree = tree::grow(files, &mut faults);
    for file in tree.homonyms.into_iter().chain(tree.effort).chain(tree.flow).chain(tree.advice) {
        faults.whole(file, "this file belongs to the built-in rules alone", "keep targets.toml and the folders of packages");
    }
    if let Some(file) = tree.targets {
        targets::read(file, &mut base.targets, &mut faults);
    }
    package::read_all(&tree.folders, &base.targets, &mut base.packages, &mut faults);
    for own in &tree.overrides {
        let known = base.packages.iter_mut().find(|package| package.language == own.language && package.name == own.name);
        match (known, own.first()) {
            (Some(known), _) => replace(known, own, &base.targets, &mut faults),
            (None, Some(file)) => faults.whole(file, format!("no package is called `{}`", own.name), tree::NO_PACKAGE),
            (None, None) => {}
        }
    }
    if let Some(file) = tree.platforms {
        let known = platforms::Known { targets: &base.targets, packages: &base.packages };
        platforms::read(file, &known, &mut base.platforms, &mut faults);
    }
    base.verified.extend(tree.verified.map_or_else(Vec::new, |file| verified::read(file, &mut faults)));
    package::check_all(&tree.folders, &base.packages, &mut faults);
    flow::check(&tree.folders, &base.packages, &base.flow, &mut faults);
    faults.result(files, base)
}

/// Reads the entries onto a copy that has none, and moves them over.
fn replace(known: &mut Package, own: &tree::Override, targets: &[crate::Target], faults: &mut Faults) {
    let mut bare = known.clone();
    bare.equivalents.clear();
    bare.traps.clear();
    bare.strays.clear();
    bare.symbols.iter_mut().for_each(|symbol| symbol.equivalents.clear());
    own.traps.into_iter().for_each(|file| traps::read(file, targets, &mut bare, faults));
    own.arguments.into_iter().for_each(|file| strays::read(file, &mut bare, faults));
    package::add_equivalents(&own.on, targets, &mut bare, faults);
    replace_traps(&mut known.traps, bare.traps);
    // The first that is about a name counts.
    known.strays.splice(0..0, bare.strays);
    replace_list(&mut known.equivalents, bare.equivalents);
    for (symbol, bare) in known.symbols.iter_mut().zip(bare.symbols) {
        replace_list(&mut symbol.equivalents, bare.equivalents);
    }
}

fn replace_list(list: &mut Vec<Equivalent>, own: Vec<Equivalent>) {
    list.retain(|equivalent| !own.iter().any(|own| own.target == equivalent.target));
    list.extend(own);
    list.sort_by_key(|equivalent| equivalent.target);
}

fn replace_traps(traps: &mut Vec<Trap>, own: Vec<Trap>) {
    traps.retain(|trap| !own.iter().any(|own| own.id == trap.id));
    traps.extend(own);
    traps.sort_by(|a, b| a.id.cmp(&b.id));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toy;

    fn file(path: &str, text: &str) -> RuleFile {
        RuleFile { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn an_entry_for_an_unknown_package_is_an_error() {
        let base = crate::load(&toy::files()).expect("the toy rules load");
        let errors = extend(base, &[file("R/nosuch/on/spark.toml", "")]).expect_err("no such package");
        assert_eq!(errors.len(), 1);
        assert!(errors[0].message.contains("nosuch"));
    }

    #[test]
    fn nothing_changes_without_files() {
        let base = crate::load(&toy::files()).expect("the toy rules load");
        assert_eq!(extend(base.clone(), &[]), Ok(base));
    }
}
