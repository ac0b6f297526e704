//! The house rules that a compiler does not check, as tests over the sources. `ARCHITECTURE.md` has the reasons.

use std::{collections::BTreeSet, fs, path::Path, process::Command, sync::LazyLock};

use regex::Regex;
use rxodus_rules::Language;

use crate::scanning::{INDEX, ROOT, files_below, relative};

/// A source file of a crate, without its tests.
struct Source {
    /// Below the project's folder, with `/`.
    path: String,
    /// Lines of tests are empty, so that numbers stay right.
    lines: Vec<String>,
}

/// The sources of `crates/` without `#[cfg(test)]` items and modules.
static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(sources);

fn sources() -> Vec<Source> {
    let files = files_below(&ROOT.join("crates")).into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let all: Vec<_> = files.map(|path| (relative(&path, &ROOT), fs::read_to_string(&path).expect("a source file"))).collect();
    let of_tests: BTreeSet<String> = all.iter().flat_map(|(path, text)| test_modules(path, text)).collect();
    let own = all.into_iter().filter(|(path, _)| !of_tests.contains(path) && !path.contains("/tests/"));
    own.map(|(path, text)| Source { path, lines: without_tests(&text) }).collect()
}

/// The files of modules that are declared as `#[cfg(test)] mod name;`.
fn test_modules(path: &str, text: &str) -> Vec<String> {
    let folder = match path.strip_suffix("/mod.rs").or_else(|| path.strip_suffix("/lib.rs")).or_else(|| path.strip_suffix("/main.rs")) {
        Some(folder) => folder,
        None => path.trim_end_matches(".rs"),
    };
    let declared = Regex::new(r"#\[cfg\(test\)\]\s*(?:pub\(crate\) )?mod (\w+);").expect("a pattern");
    declared.captures_iter(text).map(|found| format!("{folder}/{}.rs", &found[1])).collect()
}

/// Blanks each item that follows `#[cfg(test)]`, to the brace that closes it.
fn without_tests(text: &str) -> Vec<String> {
    let (mut lines, mut indent) = (Vec::new(), None);
    for line in text.lines() {
        let own = line.len() - line.trim_start().len();
        if indent.is_none() && line.trim() == "#[cfg(test)]" {
            indent = Some(own);
        }
        lines.push(if indent.is_some() { String::new() } else { line.to_owned() });
        if indent == Some(own) && (line.trim() == "}" || line.ends_with(';')) {
            indent = None;
        }
    }
    lines
}

/// `path:line: text` of each line that matches, in files for which the rule holds.
fn hits(pattern: &str, holds_for: impl Fn(&str) -> bool) -> Vec<String> {
    let pattern = Regex::new(pattern).expect("a pattern");
    let found = |source: &Source| {
        let lines = source.lines.iter().enumerate().filter(|(_, line)| pattern.is_match(line));
        lines.map(|(at, line)| format!("{}:{}: {}", source.path, at + 1, line.trim())).collect::<Vec<_>>()
    };
    SOURCES.iter().filter(|source| holds_for(&source.path)).flat_map(found).collect()
}

fn none(hits: &[String], rule: &str) {
    assert!(hits.is_empty(), "{rule}\n{}", hits.join("\n"));
}

#[test]
fn detection_is_code_and_knowledge_is_data() {
    let names = retired_names();
    let word = Regex::new(r"[A-Za-z_.][\w.]*").expect("a pattern");
    let parts = |word: &str| word.trim_matches('.').split("..").map(str::to_owned).collect::<Vec<_>>();
    let retired = |line: &str| word.find_iter(line).flat_map(|word| parts(word.as_str())).find(|word| names.contains(word.as_str()));
    let mut hits = Vec::new();
    for source in SOURCES.iter() {
        let found = source.lines.iter().enumerate().filter_map(|(at, line)| retired(line).map(|name| (at, name)));
        hits.extend(found.map(|(at, name)| format!("{}:{}: `{name}`", source.path, at + 1)));
    }
    none(&hits, "A retired package's name, or a name that it exports, occurs in crates/. Make it a fact or a role in rulesets/.");
}

/// Packages, modules and every exported name that is no ordinary word.
fn retired_names() -> BTreeSet<&'static str> {
    let packages = &INDEX.ruleset().packages;
    // Families of patterns have names of our own.
    let retired = packages.iter().filter(|package| package.retired.is_some() && package.language != Language::Text);
    let modules = retired.flat_map(|package| package.modules.iter().chain([&package.name]));
    let symbols =
        packages.iter().flat_map(|package| package.symbols.iter().filter(|symbol| !symbol.common && symbol.stands_in_code(package.language)));
    // What runs code in T-SQL is to T-SQL what a fence is to Markdown: the place where code stands.
    let own = |name: &&str| *name != "sp_execute_external_script";
    modules.chain(symbols.map(|symbol| &symbol.name)).map(String::as_str).filter(own).collect()
}

#[test]
fn heavy_dependencies_stay_in_their_crates() {
    none(&hits(r"\btree_sitter", |path| !path.starts_with("crates/rxodus_syntax/")), "tree-sitter belongs to rxodus_syntax alone.");
    let shows = |path: &str| {
        path.starts_with("crates/rxodus_report/") || ["crates/rxodus/src/rules.rs", "crates/rxodus/src/config/source.rs"].contains(&path)
    };
    none(&hits(r"\bmiette\b", |path| !shows(path)), "miette belongs to rxodus_report, and to how the binary shows a bad config or rule file.");
    none(&hits(r"^\s*pub fn .*\bNode\b", |path| path.starts_with("crates/rxodus_syntax/")), "No node of a tree in a public signature.");
}

#[test]
fn no_library_knows_the_rules() {
    for manifest in files_below(&ROOT.join("crates")).iter().filter(|path| path.ends_with("Cargo.toml")) {
        let text = fs::read_to_string(manifest).expect("a manifest");
        let name = relative(manifest, &ROOT);
        assert!(name == "crates/rxodus/Cargo.toml" || !text.contains("rulesets"), "{name} depends on rulesets");
    }
}

#[test]
fn core_types_are_not_serialized() {
    let may = |path: &str| path.starts_with("crates/rxodus_report/") || path.starts_with("crates/rxodus_rules/src/wire");
    none(&hits(r"\bSerialize\b", |path| !may(path)), "Only the report's own structs and the wire form of the rules are Serialize.");
    none(&hits(r"serde\((flatten|untagged)|, (flatten|untagged)\b", |_| true), "serde's flatten and untagged give errors that nobody can read.");
}

#[test]
fn only_the_walk_and_the_binary_touch_files() {
    let pure = ["rxodus_rules", "rxodus_plan", "rxodus_report", "rxodus_syntax"];
    let in_pure = |path: &str| pure.iter().any(|name| path.starts_with(&format!("crates/{name}/")));
    none(&hits(r"std::fs|\bFile::|\bfs::|read_to_string\(|std::env|std::net", in_pure), "No input or output here.");
    none(&hits(r"println!|\bdbg!", |path| path.starts_with("crates/rxodus_")), "A library prints nothing.");
}

#[test]
fn one_place_reads_the_clock() {
    let clocks = hits(r"\bnow\(\)|SystemTime|\bInstant\b", |_| true);
    assert!(clocks.len() == 1 && clocks[0].starts_with("crates/rxodus/src/"), "`as_of` of the binary alone reads a clock.\n{}", clocks.join("\n"));
}

/// The macros panic where nobody reads any more.
#[test]
fn one_place_prints() {
    none(&hits(r"\be?print(ln)?!", |_| true), "Print with `output::line`, `output::note` or `output::write`.");
}

#[test]
fn nothing_unfinished() {
    none(&hits(r"\.unwrap\(\)|\btodo!|\bunimplemented!|\bdbg!", |_| true), "Give the reason in `expect`, or return an error.");
    none(&hits(r"\b(TODO|FIXME|XXX|HACK)\b", |_| true), "Do it, or write an issue.");
}

#[test]
fn parsing_and_resolving_never_fail() {
    let heart = |path: &str| {
        path.starts_with("crates/rxodus_syntax/src")
            || path.starts_with("crates/rxodus_scan/src/resolve")
            || path.starts_with("crates/rxodus_plan/src")
    };
    none(&hits(r"\bfn .*-> .*Result<", heart), "Parsing, resolving and scoring have no Result in their signatures.");
}

#[test]
fn files_are_short_and_introduce_themselves() {
    let mut hits = Vec::new();
    for folder in ["crates", "rulesets", "tests", "xtask"] {
        for path in files_below(&ROOT.join(folder)).iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs")) {
            let (name, text) = (relative(path, &ROOT), fs::read_to_string(path).expect("a source file"));
            let lines = text.lines().count();
            hits.extend((lines > 500).then(|| format!("{name}: {lines} lines")));
            hits.extend((!text.starts_with("//!")).then(|| format!("{name}: does not begin with `//!`")));
        }
    }
    none(&hits, "A file has at most 500 lines and begins with a sentence on what it is.");
}

#[test]
fn every_dependency_has_its_reason() {
    let architecture = fs::read_to_string(ROOT.join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let manifests = ["crates", "rulesets", "tests", "xtask"].iter().flat_map(|folder| files_below(&ROOT.join(folder)));
    let manifests = manifests.filter(|path| path.ends_with("Cargo.toml")).chain([ROOT.join("Cargo.toml")]);
    let names: BTreeSet<String> = manifests.flat_map(|path| dependencies(&fs::read_to_string(path).expect("a manifest"))).collect();
    assert!(names.len() > 10, "only {names:?}");
    let missing: Vec<_> = names.into_iter().filter(|name| !architecture.contains(&format!("`{name}`"))).collect();
    none(&missing, "ARCHITECTURE.md gives no reason for these dependencies.");
}

/// The crates from elsewhere in the tables of dependencies of a manifest.
fn dependencies(manifest: &str) -> Vec<String> {
    let (mut names, mut inside) = (Vec::new(), false);
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.trim_end().ends_with("dependencies]");
        } else if let Some(name) = line.split(['=', '.', ' ']).next().filter(|_| inside && line.contains('=') && !line.starts_with('#')) {
            names.push(name.to_owned());
        }
    }
    names.retain(|name| !name.starts_with("rxodus") && name != "rulesets");
    names
}

#[test]
fn no_path_of_a_machine() {
    let pattern = |places: &[&str]| {
        let places = places.iter().map(|place| format!("/{place}/")).collect::<Vec<_>>().join("|");
        Regex::new(&format!(r#"(?:^|[\s"'`(=:])(?:{places})[\w.-]+"#)).expect("a pattern")
    };
    // Examples of code may well name a temporary file.
    let (in_examples, elsewhere) = (pattern(&["work", "root", "home", "Users"]), pattern(&["work", "root", "home", "Users", "tmp"]));
    let mut hits = Vec::new();
    for name in tracked() {
        let machine = if ["rulesets/", "fixtures/", "docs/rules/"].iter().any(|folder| name.starts_with(folder)) { &in_examples } else { &elsewhere };
        let Ok(text) = fs::read_to_string(ROOT.join(&name)) else { continue };
        let found = text.lines().enumerate().filter(|(_, line)| machine.is_match(line));
        hits.extend(found.map(|(at, line)| format!("{name}:{}: {}", at + 1, line.trim())));
    }
    none(&hits, "A path of somebody's machine.");
}

/// What git has or would have; nothing where there is no git.
fn tracked() -> Vec<String> {
    let output = Command::new("git").current_dir(&*ROOT).args(["ls-files", "--cached", "--others", "--exclude-standard"]).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn the_tests_of_tidiness_see_what_they_should() {
    assert!(SOURCES.len() > 30, "only {} source files", SOURCES.len());
    assert!(retired_names().len() > 300, "only {} names", retired_names().len());
    assert!(INDEX.ruleset().packages.iter().any(|package| package.language == Language::Python));
    assert!(!hits(r"\btree_sitter", |path| path.starts_with("crates/rxodus_syntax/")).is_empty());
    assert_eq!(without_tests("a\n#[cfg(test)]\nmod tests {\n    b;\n}\nc"), ["a", "", "", "", "", "c"]);
    assert_eq!(test_modules("crates/x/src/load.rs", "#[cfg(test)]\nmod tests;"), ["crates/x/src/load/tests.rs"]);
    assert!(Path::new(&*ROOT).join("Cargo.toml").exists());
}
