//! `flow.toml`: where calls run, and on what data.

use serde::Deserialize;
use toml::Spanned;

use super::{Faults, RuleFile, tree::Folder};
use crate::{Condition, ContextKind, DataKind, Flow, Package, Role, Symbol};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    context: Vec<Context>,
    #[serde(default)]
    data: Vec<Data>,
    arguments: Arguments,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Context {
    name: Spanned<String>,
    title: String,
    texts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    name: Spanned<String>,
    title: String,
    extensions: Vec<Spanned<String>>,
    calls: Vec<String>,
    #[serde(default)]
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Arguments {
    context: Vec<String>,
    reads: Vec<String>,
    writes: Vec<String>,
    #[serde(default)]
    names: Vec<String>,
}

/// The kinds of both, in the order of the file; a name that stands twice is an error.
pub(super) fn read(file: &RuleFile, faults: &mut Faults) -> Flow {
    let table: Table = match toml::from_str(&file.text) {
        Ok(table) => table,
        Err(error) => {
            faults.toml(file, &error);
            return Flow::default();
        }
    };
    check_once(file, table.context.iter().map(|context| &context.name), faults);
    check_once(file, table.data.iter().map(|data| &data.name), faults);
    for extension in table.data.iter().flat_map(|data| &data.extensions) {
        if extension.get_ref().chars().any(|character| character == '.' || character.is_uppercase()) {
            faults.add(file, extension.span(), "no extension as it is compared", "write it in lower case and without a dot: \"csv\"");
        }
    }
    Flow {
        contexts: table.context.into_iter().map(Context::kind).collect(),
        data: table.data.into_iter().map(Data::kind).collect(),
        context_arguments: table.arguments.context,
        reads: table.arguments.reads,
        writes: table.arguments.writes,
        names: table.arguments.names,
    }
}

/// Reports roles and conditions that speak of what `flow.toml` does not have.
pub(super) fn check(folders: &[Folder], packages: &[Package], flow: &Flow, faults: &mut Faults) {
    for folder in folders {
        let Some(package) = packages.iter().find(|package| package.language == folder.language && package.name == folder.name) else { continue };
        for symbol in &package.symbols {
            for role in symbol.roles.iter().filter(|role| !is_known(role, symbol, flow)) {
                folder.symbols.iter().for_each(|file| unknown(file, &role.name(), faults));
            }
        }
        let equivalents = package.symbols.iter().flat_map(|symbol| &symbol.equivalents).chain(&package.equivalents);
        let conditions =
            equivalents.filter_map(|equivalent| equivalent.when.as_ref()).chain(package.traps.iter().map(|trap| &trap.when.circumstances));
        for word in conditions.flat_map(|when| unknown_words(when, flow)) {
            let quoted = format!("\"{word}\"");
            let mut files = folder.on.iter().map(|(_, file)| *file).chain(folder.traps);
            files.find(|file| file.text.contains(&quoted)).into_iter().for_each(|file| unknown(file, &quoted, faults));
        }
    }
}

fn is_known(role: &Role, symbol: &Symbol, flow: &Flow) -> bool {
    let is_formal = |name: &String| symbol.formals.iter().any(|formal| formal.name == *name);
    flow.knows(role) || matches!(role, Role::SetsContext(name) | Role::Returns(name) if is_formal(name))
}

fn unknown_words<'w>(when: &'w Condition, flow: &Flow) -> Vec<&'w str> {
    let context = when.context.as_deref().filter(|context| flow.context(context).is_none());
    let data = when.data.as_deref().filter(|data| flow.data(data).is_none());
    context.into_iter().chain(data).collect()
}

fn unknown(file: &RuleFile, word: &str, faults: &mut Faults) {
    let start = file.text.find(word).unwrap_or_default();
    let help = "write the name of a context or of a kind of data; a role may name an argument of its symbol instead";
    faults.add(file, start..start + word.len(), format!("`{}` speaks of what flow.toml does not have", word.trim_matches('"')), help);
}

fn check_once<'t>(file: &RuleFile, names: impl Iterator<Item = &'t Spanned<String>>, faults: &mut Faults) {
    let mut seen = std::collections::BTreeSet::new();
    for name in names {
        if !seen.insert(name.get_ref()) {
            faults.add(file, name.span(), format!("`{}` stands here twice", name.get_ref()), "give each kind one table");
        }
    }
}

impl Context {
    fn kind(self) -> ContextKind {
        ContextKind { name: self.name.into_inner(), title: self.title, texts: self.texts }
    }
}

impl Data {
    fn kind(self) -> DataKind {
        let extensions = self.extensions.into_iter().map(Spanned::into_inner).collect();
        DataKind { name: self.name.into_inner(), title: self.title, extensions, calls: self.calls, names: self.names }
    }
}
