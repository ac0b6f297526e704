//! The XML of `JUnit`, which every build system shows as tests: a test for each finding. A note passes, and what a baseline knows is skipped.

use std::io::{self, Write};

use rxodus_scan::Report;

use crate::{
    Context, Severity,
    notice::{Notice, notices},
};

/// Writes the document, with a newline at its end.
pub fn write_junit(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let (mut tests, mut failures, mut skipped) = (0_u64, 0_u64, 0_u64);
    for notice in notices(report, context) {
        tests += 1;
        skipped += u64::from(notice.is_known);
        failures += u64::from(fails(&notice));
    }
    let gone = context.policy.baseline.as_ref().map_or(0, rxodus_plan::Comparison::gone);
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<testsuites name="rxodus" tests="{}" failures="{failures}" errors="0">"#, tests.max(1))?;
    writeln!(out, r#"  <testsuite name="rxodus" tests="{}" failures="{failures}" errors="0" skipped="{skipped}">"#, tests.max(1))?;
    writeln!(out, r#"    <properties><property name="as-of" value="{}"/><property name="gone" value="{gone}"/></properties>"#, context.as_of)?;
    for notice in notices(report, context) {
        write_test(&notice, out)?;
    }
    if tests == 0 {
        writeln!(out, r#"    <testcase name="nothing found" classname="rxodus"/>"#)?;
    }
    writeln!(out, "  </testsuite>\n</testsuites>")
}

fn fails(notice: &Notice) -> bool {
    !notice.is_known && notice.severity > Severity::Note
}

fn write_test(notice: &Notice, out: &mut dyn Write) -> io::Result<()> {
    let (start, _) = notice.positions();
    let (path, rule, message) = (escaped(notice.path), escaped(&notice.rule), escaped(&notice.message));
    let place = format!("{path}:{}:{}", start.line, start.column);
    write!(out, r#"    <testcase name="{rule} at {place}" classname="{path}" file="{path}" line="{}""#, start.line)?;
    if notice.is_known {
        writeln!(out, r#"><skipped message="known by the baseline"/></testcase>"#)
    } else if fails(notice) {
        writeln!(out, r#"><failure type="{}" message="{message}">{place}: {message}</failure></testcase>"#, notice.severity.name())
    } else {
        writeln!(out, "/>")
    }
}

/// Text of XML 1.0, in which most control characters cannot stand at all.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            hidden if hidden.is_control() => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ci::sample::written;

    #[test]
    fn a_test_for_each_finding() {
        let text = written(write_junit);
        assert!(text.contains(r#"<testsuite name="rxodus" tests="3" failures="2" errors="0" skipped="0">"#), "{text}");
        assert!(
            text.contains(r#"<testcase name="Oldpack/oldFit at a b,c:%d.R:2:12" classname="a b,c:%d.R" file="a b,c:%d.R" line="2"><failure"#),
            "{text}"
        );
        assert!(text.contains(r#"<testcase name="Oldpack/oldSum at a b,c:%d.R:3:1" classname="a b,c:%d.R" file="a b,c:%d.R" line="3"/>"#), "{text}");
        assert!(text.contains("b &lt;&amp;&quot;]]&gt;</failure>"), "{text}");
    }
}
