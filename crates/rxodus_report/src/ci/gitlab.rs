//! The Code Quality report of GitLab. GitLab itself compares two of them, so it has what a baseline knows as well.

use std::{
    cell::RefCell,
    io::{self, Write},
};

use rxodus_scan::Report;
use serde::{Serialize, Serializer};

use crate::{
    Context, Severity,
    json_text::write_value,
    notice::{Notice, notices},
};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    positions: Positions,
}

#[derive(Serialize)]
struct Positions {
    begin: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
}

/// Issues that are made when they are written.
struct Issues<I>(RefCell<I>);

impl<'a, I: Iterator<Item = Notice<'a>>> Serialize for Issues<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeSeq as _;
        let mut list = serializer.serialize_seq(None)?;
        for notice in &mut *self.0.borrow_mut() {
            list.serialize_element(&issue(&notice))?;
        }
        list.end()
    }
}

/// Writes the document, with a newline at its end.
pub fn write_gitlab(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    write_value(&mut *out, &Issues(RefCell::new(notices(report, context))))?;
    writeln!(out)
}

fn issue<'a>(notice: &'a Notice) -> Issue<'a> {
    let (begin, end) = notice.positions();
    let place = |position: rxodus_source::Position| Place { line: position.line, column: position.column };
    Issue {
        // GitLab does not show the name of the check.
        description: format!("{}: {}", notice.rule, notice.message),
        check_name: &notice.rule,
        fingerprint: notice.fingerprint,
        severity: match notice.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        location: Location { path: notice.path, positions: Positions { begin: place(begin), end: place(end) } },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ci::sample::written;

    #[test]
    fn issues_have_a_place_and_a_mark_of_their_own() {
        let issues: serde_json::Value = serde_json::from_str(&written(write_gitlab)).expect("JSON");
        let marks: Vec<_> = issues.as_array().expect("a list").iter().map(|issue| (&issue["fingerprint"], &issue["severity"])).collect();
        assert_eq!(serde_json::json!(marks), serde_json::json!([["01", "minor"], ["02", "info"], ["04", "minor"]]));
        assert_eq!(
            issues[0]["location"],
            serde_json::json!({"path": "a b,c:%d.R", "positions": {"begin": {"line": 2, "column": 12}, "end": {"line": 2, "column": 18}}})
        );
        assert!(issues[0]["description"].as_str().is_some_and(|text| text.starts_with("Oldpack/oldFit: `oldFit` belongs")));
    }
}
