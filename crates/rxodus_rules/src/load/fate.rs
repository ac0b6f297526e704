//! What becomes of an argument, as written: a text, or a table of one of three forms.

use serde::Deserialize;
use serde::de::{Error, MapAccess, Visitor};

use crate::ArgumentFate;

/// An [`ArgumentFate`] in a rule file.
pub(super) struct Fate(pub(super) ArgumentFate);

impl<'de> Deserialize<'de> for Fate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FateVisitor)
    }
}

struct FateVisitor;

impl<'de> Visitor<'de> for FateVisitor {
    type Value = Fate;

    fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str("the new name, or a table with `to`, `manual` or `drop`")
    }

    fn visit_str<E: Error>(self, to: &str) -> Result<Fate, E> {
        let to = filled(Some(to.to_owned()), "to")?.unwrap_or_default();
        Ok(Fate(ArgumentFate::To { to, note: None }))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fate, A::Error> {
        let mut parts = Parts::default();
        while let Some(key) = map.next_key::<String>()? {
            let part = match key.as_str() {
                "to" => &mut parts.to,
                "note" => &mut parts.note,
                "manual" => &mut parts.manual,
                "drop" => &mut parts.drop,
                _ => return Err(A::Error::unknown_field(&key, &["to", "note", "manual", "drop"])),
            };
            *part = filled(Some(map.next_value()?), &key)?;
        }
        parts.fate().map(Fate)
    }
}

#[derive(Default)]
struct Parts {
    to: Option<String>,
    note: Option<String>,
    manual: Option<String>,
    drop: Option<String>,
}

impl Parts {
    fn fate<E: Error>(self) -> Result<ArgumentFate, E> {
        match (self.to, self.note, self.manual, self.drop) {
            (Some(to), note, None, None) => Ok(ArgumentFate::To { to, note }),
            (None, None, Some(manual), None) => Ok(ArgumentFate::Manual(manual)),
            (None, None, None, Some(drop)) => Ok(ArgumentFate::Drop(drop)),
            _ => Err(E::custom("an argument has exactly one of `to` (a `note` may go with it), `manual` and `drop`")),
        }
    }
}

fn filled<E: Error>(text: Option<String>, what: &str) -> Result<Option<String>, E> {
    match text {
        Some(text) if text.trim().is_empty() => Err(E::custom(format!("`{what}` is blank"))),
        text => Ok(text),
    }
}
