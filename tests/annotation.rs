//! Expectations in comments: reads them out of a fixture and writes what a scan found in their place. `fixtures/README.md` has the format.

use rxodus_rules::RuleIndex;
use rxodus_scan::{Finding, Use};
use rxodus_source::{Position, SourceFile};

/// The words that may stand at the end of an annotation.
const WORDS: [&str; 7] = ["attach", "import", "qualified", "attached", "unattached", "ambiguous", "dynamic"];

/// The text of a fixture with exactly these findings annotated: its own annotations are dropped first.
pub(crate) fn annotate(file: &SourceFile, findings: &[&Finding], index: &RuleIndex) -> String {
    let mut findings = findings.iter().peekable();
    let mut out = String::new();
    for (number, line) in (1..).zip(file.text.split_inclusive('\n')) {
        if !is_annotation(line) {
            out.push_str(line);
        }
        while let Some(finding) = findings.next_if(|finding| file.position(finding.span.start).line == number) {
            let end = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
            if !out.ends_with('\n') {
                out.push_str(end);
            }
            out.push_str(&annotation(file, finding, index));
            out.push_str(end);
        }
    }
    out
}

/// A line for each finding: line and column in the file, rule, word, and the place in its cell.
pub(crate) fn list(file: &SourceFile, findings: &[&Finding], index: &RuleIndex) -> String {
    let one = |finding: &&Finding| {
        let Position { line, column } = file.position(finding.span.start);
        let place = format!("{line}:{column} {} {}", index.id(finding.rule), word(finding));
        match (&finding.cell, file.position_in_cell(finding.chunk, finding.span)) {
            (Some(cell), Some(Position { line, column })) => format!("{place} cell {} {line}:{column}\n", cell.number),
            _ => format!("{place}\n"),
        }
    };
    findings.iter().map(one).collect()
}

/// Whether a line is an annotation and no code or ordinary comment.
pub(crate) fn is_annotation(line: &str) -> bool {
    let Some(rest) = line.trim_end().strip_prefix('#') else { return false };
    let mut words = rest.split_whitespace();
    let (token, word) = (words.next().unwrap_or_default(), words.next_back().unwrap_or_default());
    is_token(token) && words.next().is_some() && WORDS.contains(&word)
}

/// `^^^` below a name, or `<--` for a name that starts in the column of the `#`.
fn is_token(token: &str) -> bool {
    let dashes = token.strip_prefix('<').is_some_and(|dashes| dashes.bytes().all(|byte| byte == b'-'));
    dashes || (!token.is_empty() && token.bytes().all(|byte| byte == b'^'))
}

fn annotation(file: &SourceFile, finding: &Finding, index: &RuleIndex) -> String {
    let column = file.position(finding.span.start).column as usize;
    let len = file.text_of(finding.span).chars().count();
    let token = match column {
        1 => format!("#<{}", "-".repeat(len.saturating_sub(2))),
        _ => format!("#{}{}", " ".repeat(column - 2), "^".repeat(len)),
    };
    format!("{token} {} {}", index.id(finding.rule), word(finding))
}

fn word(finding: &Finding) -> &'static str {
    match finding.usage {
        Use::Attach => "attach",
        Use::Import => "import",
        _ => finding.origin.name(),
    }
}

#[test]
fn annotations_are_told_from_code() {
    assert!(is_annotation("#       ^^^^^^^^^^ RevoScaleR attach\n"));
    assert!(is_annotation("#<------- RevoScaleR/rxLinMod unattached\r\n"));
    assert!(is_annotation("#^^^^^ mrsdeploy/pause attached"));
    assert!(!is_annotation("# ^^^ look at that"));
    assert!(!is_annotation("x # ^^^ RevoScaleR attach"));
    assert!(!is_annotation("#< RevoScaleR"));
}
