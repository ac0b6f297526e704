//! The example of each equivalent is its test: `before` fires its rule and no other, `after` fires nothing.

use std::{collections::BTreeMap, fs, path::Path};

use rxodus_rules::{Equivalent, Kind, Language, Package, Place, RuleId, Symbol};
use rxodus_scan::{Finding, Report, Use};

use crate::scanning::{INDEX, file_of, scan_folder};

/// An example as a file in a folder of its own, so that it is a project of its own.
struct Example<'a> {
    folder: String,
    text: String,
    package: &'a Package,
    /// Absent where the entry is about the package itself.
    symbol: Option<&'a Symbol>,
    target: &'a str,
    side: Side,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

#[test]
fn before_fires_its_rule_and_after_nothing() {
    let examples = examples();
    assert!(examples.len() > 100, "only {} examples", examples.len());
    let folder = tempfile::tempdir().expect("a folder");
    let base = folder.path().canonicalize().expect("a folder");
    for example in &examples {
        write(example, &base);
    }
    let report = scan_folder(&base);
    let findings = by_folder(&report);
    let none = Vec::new();
    let failures: Vec<_> =
        examples.iter().filter_map(|example| judge(example, &report, findings.get(example.folder.as_str()).unwrap_or(&none))).collect();
    assert!(failures.is_empty(), "{} of {} examples fail.\n{}", failures.len(), examples.len(), failures.join("\n"));
}

/// Names that cannot be met alone need no example; all others have one for each entry.
#[test]
fn every_equivalent_has_examples() {
    let mut missing = Vec::new();
    for (package, symbol, equivalent) in equivalents() {
        let met = symbol.map_or(!package.modules.is_empty(), |symbol| fires_alone(symbol, package.language));
        if met && equivalent.before.trim().is_empty() {
            missing.push(format!("{} has no `before`", title(package, symbol, target(equivalent))));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Nobody looked at what is unmapped, and that is true of nothing here.
#[test]
fn nothing_is_unmapped() {
    let targets = &INDEX.ruleset().targets;
    let packages = INDEX.ruleset().packages.iter().filter(|package| package.language != Language::Text);
    let own = packages.map(|package| (package.name.clone(), &package.equivalents));
    let symbols = INDEX.ruleset().packages.iter().flat_map(|package| {
        let entries =
            |symbol: &'static Symbol| if symbol.is_module() && symbol.equivalents.is_empty() { &package.equivalents } else { &symbol.equivalents };
        package.symbols.iter().map(move |symbol| (format!("{}/{}", package.name, symbol.name), entries(symbol)))
    });
    let mut missing = Vec::new();
    for (id, equivalents) in own.chain(symbols) {
        let mapped = |at: usize| equivalents.iter().any(|entry| usize::from(entry.target.0) == at && entry.when.is_none());
        missing.extend((0..targets.len()).filter(|at| !mapped(*at)).map(|at| format!("{id} on {}", targets[at].id)));
    }
    assert!(missing.is_empty(), "unmapped:\n{}", missing.join("\n"));
}

fn fires_alone(symbol: &Symbol, language: Language) -> bool {
    let silent = |kind: &Kind| match kind {
        Kind::Method | Kind::Option | Kind::Dataset | Kind::HelpTopic | Kind::S4Class | Kind::Constant | Kind::Variable | Kind::Pattern => true,
        // In R a name in the class of an object, in Python what makes one.
        Kind::Class => language == Language::R,
        Kind::Function | Kind::Constructor | Kind::Module => false,
    };
    symbol.stands_in_code(language) && !symbol.kinds.iter().all(silent)
}

/// Each entry with its package and its symbol.
fn equivalents() -> impl Iterator<Item = (&'static Package, Option<&'static Symbol>, &'static Equivalent)> {
    INDEX.ruleset().packages.iter().flat_map(|package| {
        let own = package.equivalents.iter().map(move |equivalent| (package, None, equivalent));
        // An entry of the package's own name stands with the package and with the module of that name.
        let symbols = package.symbols.iter().filter(|symbol| symbol.name != package.name);
        own.chain(symbols.flat_map(move |symbol| symbol.equivalents.iter().map(move |equivalent| (package, Some(symbol), equivalent))))
    })
}

fn examples() -> Vec<Example<'static>> {
    let sides = |(package, symbol, equivalent): (&'static Package, Option<&'static Symbol>, &'static Equivalent)| {
        [(Side::Before, &equivalent.before), (Side::After, &equivalent.after)].map(|(side, text)| (package, symbol, target(equivalent), side, text))
    };
    let given = equivalents().flat_map(sides).filter(|(.., text)| !text.trim().is_empty());
    let example = |(number, (package, symbol, target, side, text)): (usize, (_, _, _, _, &String))| Example {
        folder: format!("{number:05}"),
        text: attached(package, symbol, side, text),
        package,
        symbol,
        target,
        side,
    };
    given.enumerate().map(example).collect()
}

fn target(equivalent: &Equivalent) -> &'static str {
    &INDEX.ruleset().targets[usize::from(equivalent.target.0)].id
}

/// The example below a line that attaches the package, where the example does not do that itself.
fn attached(package: &Package, symbol: Option<&Symbol>, side: Side, text: &str) -> String {
    if symbol.is_none() || side == Side::After {
        return text.to_owned();
    }
    match package.language {
        Language::R => format!("library({})\n{text}", package.modules[0]),
        Language::Python => format!("from {} import *\n{text}", package.modules[0]),
        Language::Sql | Language::Text => text.to_owned(),
    }
}

fn write(example: &Example, base: &Path) {
    let folder = base.join(&example.folder);
    fs::create_dir(&folder).expect("a folder");
    fs::write(folder.join("rxodus.toml"), "").expect("a marker");
    fs::write(folder.join(file_name(example)), &example.text).expect("an example");
}

/// A name for a file in which the example counts.
fn file_name(example: &Example) -> &'static str {
    let place = example.symbol.and_then(|symbol| symbol.pattern.as_ref()).map(|pattern| pattern.places[0]);
    match (example.package.language, place.unwrap_or(Place::Code)) {
        (Language::Python, _) => "example.py",
        (Language::Sql, _) => "example.sql",
        (_, Place::Code) => "example.R",
        (_, Place::Script) => "example.sh",
        (_, Place::Docker) => "Dockerfile",
        (_, Place::Pipeline) => "example.yml",
        (_, Place::Settings) => "appsettings.json",
        (_, Place::Template) => "example.bicep",
        (_, Place::Description) => "DESCRIPTION",
        (_, Place::Namespace) => "NAMESPACE",
        (_, Place::Lockfile) => "renv.lock",
        (_, Place::Requirements) => "requirements.txt",
        (_, Place::Pyproject) => "pyproject.toml",
        (_, Place::Setup) => "setup.py",
        (_, Place::Conda) => "environment.yml",
        (_, Place::Pipfile) => "Pipfile",
        (_, Place::Data) => "example.xdf",
    }
}

fn by_folder(report: &Report) -> BTreeMap<&str, Vec<&Finding>> {
    let mut folders: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &report.findings {
        let folder = file_of(report, finding).path.split('/').next().unwrap_or_default();
        folders.entry(folder).or_default().push(finding);
    }
    folders
}

/// What is wrong with an example, if anything.
fn judge(example: &Example, report: &Report, findings: &[&Finding]) -> Option<String> {
    let own: Vec<_> = findings.iter().filter(|finding| !is_harness(example, report, finding)).collect();
    let fired: Vec<String> = own.iter().map(|finding| INDEX.id(finding.rule)).collect();
    let right = match example.side {
        Side::Before => !own.is_empty() && own.iter().all(|finding| is_meant(example, finding.rule)),
        Side::After => own.is_empty(),
    };
    let side = if example.side == Side::Before { "before" } else { "after" };
    let fired = if fired.is_empty() { "nothing".to_owned() } else { fired.join(", ") };
    (!right).then(|| {
        format!(
            "{}: `{side}` fires {fired}:\n    {}",
            title(example.package, example.symbol, example.target),
            example.text.trim().replace('\n', "\n    ")
        )
    })
}

/// The line that the harness put above the example.
fn is_harness(example: &Example, report: &Report, finding: &Finding) -> bool {
    let attaches = matches!(finding.usage, Use::Attach | Use::Import);
    attaches && example.side == Side::Before && example.symbol.is_some() && file_of(report, finding).position(finding.span.start).line == 1
}

/// For a package, its own rule or that of a module of its name.
fn is_meant(example: &Example, rule: RuleId) -> bool {
    let same_package = INDEX.package(rule).name == example.package.name;
    let fired = INDEX.symbol(rule).map(|symbol| symbol.name.as_str());
    same_package
        && match (example.symbol, fired) {
            (Some(symbol), Some(fired)) => symbol.name == fired,
            (None, Some(fired)) => fired == example.package.name || example.package.is_module(fired),
            (None, None) => true,
            (Some(_), None) => false,
        }
}

fn title(package: &Package, symbol: Option<&Symbol>, target: &str) -> String {
    format!("{}/{} on {target}", package.name, symbol.map_or("", |symbol| symbol.name.as_str()))
}
