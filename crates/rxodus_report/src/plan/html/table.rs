//! A list of like things as names and rows, so that names are written once.

use serde::{Serialize, Serializer, ser::SerializeStruct as _};
use serde_json::Value;

/// Serialises as `{"columns": [name …], "rows": [[value …] …]}`. The names are those of the first; ranges become `[low, likely, high]`.
pub(super) struct Table<'a, T>(pub(super) &'a [T]);

impl<T: Serialize> Serialize for Table<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = self.0.first().map(|first| columns(&value(first))).unwrap_or_default();
        let mut table = serializer.serialize_struct("Table", 2)?;
        table.serialize_field("columns", &columns)?;
        table.serialize_field("rows", &Rows(self.0, &columns))?;
        table.end()
    }
}

struct Rows<'a, T>(&'a [T], &'a [String]);

impl<T: Serialize> Serialize for Rows<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|item| row(value(item), self.1)))
    }
}

fn value(item: &impl Serialize) -> Value {
    serde_json::to_value(item).unwrap_or_default()
}

fn columns(value: &Value) -> Vec<String> {
    value.as_object().map(|object| object.keys().cloned().collect()).unwrap_or_default()
}

fn row(mut value: Value, columns: &[String]) -> Vec<Value> {
    columns.iter().map(|column| short(value.get_mut(column).map(Value::take).unwrap_or_default())).collect()
}

/// Ranges as three numbers, at any depth.
fn short(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(short).collect()),
        Value::Object(object) => match ["low", "likely", "high"].map(|end| object.get(end)) {
            [Some(low), Some(likely), Some(high)] => Value::Array(vec![low.clone(), likely.clone(), high.clone()]),
            _ => Value::Object(object.into_iter().map(|(name, value)| (name, short(value))).collect()),
        },
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_stand_once() {
        let items = [
            json!({"line": 1, "tenths": [{"low": 1, "likely": 2, "high": 3}, null]}),
            json!({"line": 2, "tenths": [], "more": true}),
            json!({"tenths": [{"a": {"low": 0, "likely": 0, "high": 1}}]}),
        ];
        let table = serde_json::to_value(Table(&items)).expect("JSON");
        let expected = json!({"columns": ["line", "tenths"], "rows": [[1, [[1, 2, 3], null]], [2, []], [null, [{"a": [0, 0, 1]}]]]});
        assert_eq!(table, expected);
        assert_eq!(serde_json::to_value(Table::<Value>(&[])).expect("JSON"), json!({"columns": [], "rows": []}));
    }
}
