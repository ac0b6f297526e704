//! `rdjson`, the format of reviewdog, which writes comments on a change. Columns count bytes of UTF-8; an end lies behind the last byte.

use std::io::{self, Write};

use rxodus_scan::Report;
use serde::Serialize;

use crate::{
    Context, Severity,
    json_text::write_value,
    notice::{Notice, notices},
    position::Unit,
};

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: &'a str,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// Writes the document with all that is new, a diagnostic a line, and a newline at its end.
pub fn write_rdjson(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    write!(out, r#"{{"source":{{"name":"rxodus"}},"diagnostics":["#)?;
    for (at, notice) in notices(report, context).filter(|notice| !notice.is_known).enumerate() {
        write!(out, "{}", if at == 0 { "\n" } else { ",\n" })?;
        write_value(&mut *out, &diagnostic(&notice))?;
    }
    writeln!(out, "\n]}}")
}

fn diagnostic<'a>(notice: &'a Notice) -> Diagnostic<'a> {
    let (start, end) = notice.positions_in(Unit::Utf8);
    let place = |position: rxodus_source::Position| Place { line: position.line, column: position.column };
    Diagnostic {
        message: &notice.message,
        location: Location { path: notice.path, range: Range { start: place(start), end: place(end) } },
        severity: match notice.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Note => "INFO",
        },
        code: Code { value: &notice.rule, url: notice.page },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ci::sample::written;

    #[test]
    fn columns_count_bytes() {
        let document: serde_json::Value = serde_json::from_str(&written(write_rdjson)).expect("JSON");
        let first = &document["diagnostics"][0];
        assert_eq!(first["location"]["range"], serde_json::json!({"start": {"line": 2, "column": 16}, "end": {"line": 2, "column": 22}}));
        assert_eq!(first["code"], serde_json::json!({"value": "Oldpack/oldFit", "url": "https://example.org/oldFit"}));
        assert_eq!((document["diagnostics"].as_array().map(Vec::len), &first["severity"]), (Some(3), &serde_json::json!("WARNING")));
    }
}
