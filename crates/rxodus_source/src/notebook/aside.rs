//! What the data of a cell say to this tool: `"rxodus": {"ignore": ["rule"], "reason": "…", "until": "2027-03-01", "owner": "…"}`.

use serde_json::value::RawValue;

use super::json::{Object, array, object, offset, string};
use crate::aside::{Aside, NAME};

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
    let place = |raw: &RawValue| offset(text, raw.get())..offset(text, raw.get()) + raw.get().len();
    Some(Aside { text: comment, place: place(raw), covers: place(source), is_comment: false })
}
