//! What cells say to this tool beside their code: data, as `"rxodus": {"ignore": ["rule"], "reason": "…", "until": "2027-03-01", "owner": "…"}`,
//! and comments in Markdown, which speak of the next cell of code.

use std::ops::Range;

use serde_json::value::RawValue;

use super::json::{Object, array, object, offset, push_string, string};
use crate::{
    Container,
    aside::{Aside, NAME},
    cell_text::CellText,
    document::asides::asides,
};

/// The comments in a cell of Markdown; what they cover is known with the next cell of code.
pub(super) fn comments(text: &str, cell: &Object) -> Vec<Aside> {
    let Some(source) = cell.get("source").filter(|source| source.get().contains("--")) else { return Vec::new() };
    let mut prose = CellText::new(Container::Ipynb, None);
    for line in array(source).unwrap_or_else(|| vec![source]) {
        push_string(&mut prose, text, line);
    }
    let (found, _) = asides(&prose.text, 0..prose.text.len());
    found.into_iter().map(|aside| Aside { place: prose.map.raw_range(aside.place), covers: 0..0, ..aside }).collect()
}

/// What the data of a cell say of its source, as a comment would.
pub(super) fn aside(text: &str, cell: &Object, source: &RawValue) -> Option<Aside> {
    let metadata = object(cell.get("metadata")?)?;
    let raw = metadata.get(NAME.trim_end_matches(':'))?;
    let said = object(raw).unwrap_or_default();
    let word = |key: &str| said.get(key).and_then(|value| string(value));
    let option = |key: &str| word(key).map(|value| format!("{key}={} ", value.split_whitespace().collect::<Vec<_>>().join("-")));
    let rules: Vec<_> = match said.get("ignore") {
        Some(value) => array(value).map_or_else(|| string(value).into_iter().collect(), |rules| rules.into_iter().filter_map(string).collect()),
        None => Vec::new(),
    };
    let options = [option("until"), option("owner")].into_iter().flatten().collect::<String>();
    let comment = format!("{NAME} ignore[{}] {options}{}", rules.join(", "), word("reason").unwrap_or_default());
    Some(Aside { text: comment, place: covered(text, raw), covers: covered(text, source), is_comment: false })
}

/// Where a value stands.
pub(super) fn covered(text: &str, source: &RawValue) -> Range<usize> {
    let start = offset(text, source.get());
    start..start + source.get().len()
}
