//! Which language a notebook and its cells are in.

use std::cmp::Ordering;

use serde_json::value::RawValue;

use super::json::{Object, object, string};
use crate::{Language, cell_language::CellLanguage};

/// The key that Databricks has in the metadata of what it exports.
pub(super) const DATABRICKS: &str = "application/vnd.databricks.v1+notebook";

/// The language by the metadata of a notebook, the surest place first; `None` where nothing tells it.
pub(super) fn of_notebook(metadata: &Object) -> Option<CellLanguage> {
    let language = |path: &[&str]| at(metadata, path).and_then(|name| CellLanguage::of_language(&name));
    language(&["kernelspec", "language"])
        .or_else(|| language(&["language_info", "name"]))
        .or_else(|| at(metadata, &["kernelspec", "name"]).and_then(|name| CellLanguage::of_name(&name)))
        .or_else(|| language(&[DATABRICKS, "language"]))
        .or_else(|| language(&["language"]))
}

/// The language that a cell has for itself, in the words of VS Code, Polyglot Notebooks, Synapse, Azure Data Studio and version 3.
pub(super) fn of_cell(cell: &Object) -> Option<CellLanguage> {
    let paths: [&[&str]; 6] = [
        &["metadata", "vscode", "languageId"],
        &["metadata", "polyglot_notebook", "kernelName"],
        &["metadata", "dotnet_interactive", "language"],
        &["metadata", "microsoft", "language"],
        &["metadata", "language"],
        &["language"],
    ];
    let named = paths.into_iter().find_map(|path| at(cell, path).and_then(|name| CellLanguage::of_language(&name)));
    // Version 3 writes `python` whatever the language is.
    named.filter(|_| at(cell, &["language"]).is_none_or(|name| name != "python"))
}

/// A string deep in an object.
fn at(root: &Object, path: &[&str]) -> Option<String> {
    let (last, above) = path.split_last()?;
    let mut value: Option<&RawValue> = None;
    for name in above {
        value = Some(value.map_or_else(|| root.get(*name).copied(), |value| object(value)?.get(*name).copied())?);
    }
    string(value.map_or_else(|| root.get(*last).copied(), |value| object(value)?.get(*last).copied())?)
}

/// The language of a notebook that does not tell it: that of which more of its lines look.
pub(super) fn by_content<'a>(cells: impl Iterator<Item = &'a str>) -> CellLanguage {
    let lines: Vec<_> = cells.flat_map(str::lines).map(str::trim).filter(|line| !line.starts_with('#')).collect();
    let count = |looks: fn(&str) -> bool| lines.iter().filter(|line| looks(line)).count();
    match count(looks_like_r).cmp(&count(looks_like_python)) {
        Ordering::Greater => CellLanguage::Code(Language::R),
        Ordering::Less => CellLanguage::Code(Language::Python),
        Ordering::Equal => CellLanguage::Either,
    }
}

fn looks_like_r(line: &str) -> bool {
    ["<-", "%>%", "library(", "require(", "function("].iter().any(|mark| line.contains(mark))
}

fn looks_like_python(line: &str) -> bool {
    ["import ", "from ", "def ", "print ", "%", "!"].iter().any(|mark| line.starts_with(mark)) || line.ends_with(':')
}
