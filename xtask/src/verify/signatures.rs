//! What functions take: asked of the installed package, else read from a table of facts, else from the rules of a retired package.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::Context as _;
use rxodus_rules::{Language, Ruleset};

use super::{python, r};

/// Tables of what packages export that cannot be installed, or not in the version that is meant.
const TABLES: &str = "rulesets/exports";

/// What is known of the name in a `call`.
pub(super) struct Signature {
    pub(super) origin: Origin,
    /// The package with its version; absent where there is no such package.
    pub(super) library: Option<String>,
    /// The arguments; absent where the package has no such name.
    pub(super) arguments: Option<BTreeSet<String>>,
}

/// Where a signature is from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Installed,
    Table,
    /// The retired package itself, on a target where its call goes on.
    Retired,
}

/// The signatures of all these calls of R or Python.
pub(super) fn signatures(language: Language, calls: &BTreeSet<&str>, ruleset: &Ruleset) -> anyhow::Result<BTreeMap<String, Signature>> {
    let (mut found, mut open) = (BTreeMap::new(), Vec::new());
    for call in calls {
        let (package, name) = parts(language, call);
        if let Some(signature) = retired(package, name, ruleset) {
            found.insert((*call).to_owned(), signature);
        } else if let Some(signature) = tabled(language, package, call)? {
            found.insert((*call).to_owned(), signature);
        } else {
            open.push(*call);
        }
    }
    found.extend(installed(language, &open)?);
    Ok(found)
}

/// The package, and the name in it; for Python the first module, and the whole.
pub(super) fn parts(language: Language, call: &str) -> (&str, &str) {
    match language {
        Language::R => call.split_once("::").unwrap_or(("base", call)),
        _ => (call.split('.').next().unwrap_or(call), call.rsplit('.').next().unwrap_or(call)),
    }
}

fn retired(package: &str, name: &str, ruleset: &Ruleset) -> Option<Signature> {
    let package = ruleset.packages.iter().find(|retired| retired.modules.iter().any(|module| module == package))?;
    let symbol = package.symbols.iter().find(|symbol| symbol.name == name);
    Some(Signature {
        origin: Origin::Retired,
        library: Some(format!("{} {}", package.name, package.version)),
        arguments: symbol.map(|symbol| symbol.formals.iter().map(|formal| formal.name.clone()).collect()),
    })
}

fn tabled(language: Language, package: &str, call: &str) -> anyhow::Result<Option<Signature>> {
    let path = Path::new(TABLES).join(language.name()).join(format!("{package}.tsv"));
    let Ok(text) = fs::read_to_string(&path) else { return Ok(None) };
    let name = if language == Language::R { parts(language, call).1 } else { call };
    let row = text.lines().skip(1).find_map(|line| line.split_once('\t').filter(|(export, _)| *export == name));
    let library = text.lines().next().and_then(|head| head.split('\t').next()).with_context(|| format!("{} is empty", path.display()))?;
    Ok(Some(Signature { origin: Origin::Table, library: Some(library.to_owned()), arguments: row.map(|(_, arguments)| list(arguments)) }))
}

fn installed(language: Language, calls: &[&str]) -> anyhow::Result<BTreeMap<String, Signature>> {
    if calls.is_empty() {
        return Ok(BTreeMap::new());
    }
    if language == Language::R {
        let packages = calls.iter().map(|call| parts(language, call).0).collect();
        r::install(&packages)?;
        return Ok(r::script(include_str!("signatures.R"), &calls.join("\n"))?.lines().map(answer).collect());
    }
    let mut found: BTreeMap<String, Signature> = BTreeMap::new();
    for environment in python::install()? {
        let known = |call: &&str| found.get(*call).is_some_and(|signature| signature.library.is_some());
        let open: Vec<_> = calls.iter().filter(|call| !known(call)).copied().collect();
        found.extend(python::script(&environment, include_str!("signatures.py"), &open.join("\n"))?.lines().map(answer));
    }
    Ok(found)
}

fn answer(line: &str) -> (String, Signature) {
    let mut cells = line.split('\t');
    let call = cells.next().unwrap_or_default().to_owned();
    let library = cells.next().map(str::to_owned);
    let arguments = cells.next().map(list);
    (call, Signature { origin: Origin::Installed, library, arguments })
}

fn list(arguments: &str) -> BTreeSet<String> {
    arguments.split(", ").filter(|name| !name.is_empty()).map(str::to_owned).collect()
}
