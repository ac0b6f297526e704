//! An array of tables read one table at a time, so that one bad table does not hide what is wrong in the next.

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};
use toml::value::Datetime;

use super::{Faults, RuleFile};

/// The tables under `key`; any other key of the file is an error.
pub(super) fn read<'f, T: Deserialize<'f>>(file: &'f RuleFile, key: &str, faults: &mut Faults) -> Vec<T> {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    for error in &errors {
        faults.toml(file, error);
    }
    if !errors.is_empty() {
        return Vec::new();
    }
    let mut tables = Vec::new();
    for (name, value) in table.into_inner() {
        let span = name.span();
        match value.into_inner() {
            DeValue::Array(array) if name.get_ref() == key => tables.extend(array.into_iter().filter_map(|item| table_of(file, item, faults))),
            _ => faults.add(file, span, format!("`{}` has no place here", name.get_ref()), format!("this file holds [[{key}]] tables only")),
        }
    }
    tables
}

fn table_of<'f, T: Deserialize<'f>>(file: &RuleFile, item: Spanned<DeValue<'f>>, faults: &mut Faults) -> Option<T> {
    match T::deserialize(ValueDeserializer::from(item)) {
        Ok(table) => Some(table),
        Err(error) => {
            faults.toml(file, &error);
            None
        }
    }
}

/// A table whose keys are free, in the order in which they were written.
pub(super) struct Ordered<T>(pub(super) Vec<(Spanned<String>, T)>);

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OrderedVisitor(std::marker::PhantomData))
    }
}

struct OrderedVisitor<T>(std::marker::PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OrderedVisitor<T> {
    type Value = Ordered<T>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str("a table")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs: Vec<(Spanned<String>, T)> = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        // The parser sorts keys by name; their places give the order back.
        pairs.sort_by_key(|(key, _)| key.span().start);
        Ok(Ordered(pairs))
    }
}

/// The day of a TOML date; a time of day is an error.
pub(super) fn day(file: &RuleFile, date: &Spanned<Datetime>, faults: &mut Faults) -> Option<jiff::civil::Date> {
    let Datetime { date: Some(day), time: None, offset: None } = date.get_ref() else {
        faults.add(file, date.span(), "this is no plain date", "write a day, such as 2026-11-22");
        return None;
    };
    match jiff::civil::Date::new(day.year.cast_signed(), day.month.cast_signed(), day.day.cast_signed()) {
        Ok(day) => Some(day),
        Err(error) => {
            faults.add(file, date.span(), format!("no such day: {error}"), "write a day, such as 2026-11-22");
            None
        }
    }
}

/// The texts of a list of sources; an empty list, and a blank source in it, are errors.
pub(super) fn sources(file: &RuleFile, sources: &Spanned<Vec<Spanned<String>>>, faults: &mut Faults) -> Vec<String> {
    if sources.get_ref().is_empty() {
        faults.add(file, sources.span(), "no source", "name at least one page or manual that was read to write this");
    }
    for source in sources.get_ref().iter().filter(|source| source.get_ref().trim().is_empty()) {
        faults.add(file, source.span(), "a blank source", "name the page or manual, or delete the line");
    }
    sources.get_ref().iter().map(|source| source.get_ref().clone()).collect()
}

/// The value at a place of a file; one that is blank is an error.
pub(super) fn filled(file: &RuleFile, what: &str, text: &Spanned<String>, faults: &mut Faults) -> String {
    if text.get_ref().trim().is_empty() {
        faults.add(file, text.span(), format!("`{what}` is blank"), "");
    }
    text.get_ref().clone()
}
