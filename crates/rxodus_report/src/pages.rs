//! The rules as pages for a reader: one for each package and target, one for platforms, and one for what has no counterpart.

mod coverage;
mod markdown;
mod none;
mod package;
mod platforms;
mod target;

use rxodus_rules::{Equivalent, Language, Package, Ruleset, Symbol, Target, TargetId};

pub use coverage::coverage_table;

use crate::message::{change_word, new_call};
use markdown::{code, prose};

/// A page: its path below `docs/rules/`, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// With `/`.
    pub path: String,
    /// Markdown.
    pub text: String,
}

/// What the first line of each page says of it.
const GENERATED: &str = "<!-- Generated from rulesets/ by `cargo xtask codegen`; do not edit. -->\n\n";

/// All pages, in the order in which the first one names them.
pub fn pages(ruleset: &Ruleset) -> Vec<Page> {
    let mut pages = vec![page("README.md".to_owned(), &overview(ruleset))];
    pages.extend(ruleset.packages.iter().map(|rules| page(package_path(rules), &package::package(ruleset, rules))));
    pages.extend(targets(ruleset).map(|(id, target)| page(target_path(target), &target::target(ruleset, id))));
    pages.push(page("platforms.md".to_owned(), &platforms::platforms(ruleset)));
    pages.push(page("none.md".to_owned(), &none::none(ruleset)));
    pages
}

fn page(path: String, text: &str) -> Page {
    Page { path, text: format!("{GENERATED}{}\n", text.trim_end()) }
}

fn package_path(package: &Package) -> String {
    format!("{}.md", package.folder())
}

fn target_path(target: &Target) -> String {
    format!("on/{}.md", target.id)
}

fn targets(ruleset: &Ruleset) -> impl Iterator<Item = (TargetId, &Target)> {
    ruleset.targets.iter().enumerate().map(|(at, target)| (TargetId(at as u8), target))
}

fn overview(ruleset: &Ruleset) -> String {
    let row = |package: &Package| {
        let retired = package.retired.map_or("–".to_owned(), |day| day.to_string());
        format!("| [{}]({}) | {} | {} | {retired} |\n", prose(&package.name), package_path(package), package.language.name(), package.symbols.len())
    };
    let packages = ruleset.packages.iter().map(row).collect::<Vec<_>>().concat();
    let item = |target: &Target| format!("- [{}]({}): {}. {}\n", code(&target.id), target_path(target), prose(&target.title), prose(&target.note));
    let targets = targets(ruleset).map(|(_, target)| item(target)).collect::<Vec<_>>().concat();
    format!(
        "# What the retired packages become\n\n\
         These pages say what each name of a retired package becomes on each target, as Rxodus reports it. They are made from the files in\n\
         [rulesets/](../../rulesets/README.md), which have the sources, examples and arguments as well; `rxodus explain NAME` prints all that is known\n\
         of a name, `rxodus check` finds its uses in your code.\n\n\
         ## Targets\n\n{targets}\nWhere these run, and until when: [platforms](platforms.md). What nothing takes the place of: [none](none.md).\n\n\
         ## What the words mean\n\n{WORDS}\n\
         ## Packages\n\nFamilies of language “text” are ours: addresses, commands and declarations that are no name of a package.\n\n\
         | package | language | names | retired on |\n|---|---|---:|---|\n{packages}\n\
         ## Counts\n\n{}",
        coverage_table(ruleset)
    )
}

/// The classes of change.
const WORDS: &str = "\
| change | meaning |
|---|---|
| keep | runs on unchanged |
| rename | another name, the same arguments |
| arguments | one call takes its place, with other arguments |
| rewrite | several calls or an idiom take its place, at the same spot |
| redesign | the design around it changes: a service, another place of execution, another form of data |
| remove | the call goes away: what it did is not needed there |
| none | somebody looked: nothing takes its place, and the note says what people do instead |
";

/// The entries of a symbol, or of the package itself, on a target; those with a condition first.
fn entries<'r>(package: &'r Package, symbol: Option<&'r Symbol>, target: TargetId) -> Vec<&'r Equivalent> {
    let own = symbol.map_or(&package.equivalents, |symbol| &symbol.equivalents);
    own.iter().filter(|entry| entry.target == target).collect()
}

/// What can stand on a page: a package's symbols, and where it has uses of its own the package itself.
fn subjects(package: &Package) -> impl Iterator<Item = Option<&Symbol>> {
    let own = (package.language != Language::Text).then_some(None);
    // An entry of the package's own name is about the package, and about a symbol of that name as well.
    let symbols = package.symbols.iter().filter(|symbol| symbol.name != package.name);
    own.into_iter().chain(symbols.map(Some))
}

/// `rewrite`, or `arguments: call`.
fn becomes(entry: &Equivalent) -> String {
    let word = change_word(Some(entry));
    new_call(Some(entry)).map_or_else(|| word.to_owned(), |call| format!("{word}: {}", code(call)))
}

/// In which circumstances an entry holds; empty where it always does.
fn condition(entry: &Equivalent) -> String {
    let Some(when) = &entry.when else { return String::new() };
    let part = |what: &str, value: &Option<String>| value.as_ref().map(|value| format!("{what} {}", code(value)));
    let circumstances = part("where it runs on", &when.context).into_iter().chain(part("on data of kind", &when.data));
    let given = when.present.iter().map(|formal| format!("with {}", code(formal)));
    format!("{}, ", circumstances.chain(given).collect::<Vec<_>>().join(" and "))
}
