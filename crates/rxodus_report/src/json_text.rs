//! JSON as text that is safe to print: JSON itself lets U+007F and the control characters after it stand raw.

use std::io::{self, Write};

use memchr::memchr2;
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// Writes a value as compact JSON, with every control character written out as `\u00…`.
pub(crate) fn write_value(out: impl Write, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(out, WrittenOut))?)
}

struct WrittenOut;

impl Formatter for WrittenOut {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        written_out(out, fragment)
    }

    /// Whole values as text; outside strings there are no such characters.
    fn write_raw_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        written_out(out, fragment)
    }
}

/// Nearly every text has none of the bytes that they begin with.
fn written_out<W: ?Sized + Write>(out: &mut W, text: &str) -> io::Result<()> {
    if memchr2(0x7F, 0xC2, text.as_bytes()).is_none() {
        return out.write_all(text.as_bytes());
    }
    let mut from = 0;
    for (at, control) in text.match_indices(|character| ('\u{7F}'..='\u{9F}').contains(&character)) {
        out.write_all(&text.as_bytes()[from..at])?;
        write!(out, "\\u{:04x}", control.chars().next().map_or(0, u32::from))?;
        from = at + control.len();
    }
    out.write_all(&text.as_bytes()[from..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::value::to_raw_value;

    #[test]
    fn control_characters_are_written_out_and_read_back() {
        let text = "x\u{7f}\u{9b}31m é\u{a0}😀\u{80}\n";
        let values = [to_raw_value(text).expect("JSON"), to_raw_value(&[text]).expect("JSON")];
        let mut out = Vec::new();
        write_value(&mut out, &values).expect("written");
        let written = String::from_utf8(out).expect("text");
        assert!(written.starts_with(r#"["x\u007f\u009b31m é"#) && written.contains(r"😀\u0080\n"), "{written}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&written).expect("JSON"), serde_json::json!([text, [text]]));
    }
}
