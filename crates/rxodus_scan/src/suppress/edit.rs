//! Comments that ignore findings written into a file, and taken out of it: as changes of its bytes. Whether they then do what they
//! should, only another scan can tell.

use rxodus_source::{Chunk, Container, Encoding, FileKind, Language, SourceFile, Span};

use super::{SuppressionProblem, SuppressionProblemKind, directive::without_end};
use crate::Finding;

/// A change of the bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What goes; empty where something is put in.
    pub span: Span,
    /// What comes in its place.
    pub text: String,
}

/// How a comment is put to a line of code; which one fits, depends on the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentStyle {
    /// On a line of its own above, marked as usual in the language.
    Above,
    /// Behind the code.
    Behind,
    /// On a line of its own above, between these marks.
    Marked(&'static str, &'static str),
}

impl CommentStyle {
    /// All, in the order in which they should be tried.
    pub const ALL: [Self; 5] = [Self::Above, Self::Behind, Self::Marked("// ", ""), Self::Marked("rem ", ""), Self::Marked("<!-- ", " -->")];
}

/// A line of code, and the ids of the rules that are broken in it.
struct Broken<'a> {
    chunk: &'a Chunk,
    code: &'a str,
    /// Bytes of the code, without its end of line.
    line: std::ops::Range<usize>,
    rules: Vec<&'a str>,
}

/// Edits that ignore these findings of a file, each with the id of its rule, for a reason.
pub fn ignore(file: &SourceFile, findings: &[(&Finding, String)], reason: &str, style: CommentStyle) -> Vec<Edit> {
    let mut lines: Vec<Broken> = Vec::new();
    for (finding, rule) in findings {
        let Some(chunk) = file.chunks.get(finding.chunk as usize) else { continue };
        let Some((chunk, code, at)) = place(file, chunk, finding) else { continue };
        let start = code[..at].rfind('\n').map_or(0, |end| end + 1);
        let line = start..code[start..].find('\n').map_or(code.len(), |end| start + end);
        match lines.last_mut() {
            Some(last) if std::ptr::eq(last.code, code) && last.line == line => {
                if !last.rules.contains(&rule.as_str()) {
                    last.rules.push(rule);
                }
            }
            _ => lines.push(Broken { chunk, code, line, rules: vec![rule] }),
        }
    }
    lines.iter().map(|broken| comment(file, broken, reason, style)).collect()
}

/// The code in which a finding stands, and where.
fn place<'a>(file: &'a SourceFile, chunk: &'a Chunk, finding: &Finding) -> Option<(&'a Chunk, &'a str, usize)> {
    let of_cell = file.chunks.iter().filter(|other| other.cell == chunk.cell && chunk.cell.is_some());
    std::iter::once(chunk).chain(of_cell).find_map(|chunk| {
        let (code, place) = file.code_in(chunk, finding.span)?;
        (!place.is_empty()).then_some((chunk, code, place.start))
    })
}

fn comment(file: &SourceFile, broken: &Broken, reason: &str, style: CommentStyle) -> Edit {
    let Broken { chunk, code, line, rules } = broken;
    let (open, close) = match style {
        CommentStyle::Marked(open, close) => (open, close),
        CommentStyle::Above | CommentStyle::Behind if chunk.language == Language::Sql => ("-- ", ""),
        CommentStyle::Above | CommentStyle::Behind => ("# ", ""),
    };
    let comment = format!("{open}rxodus: ignore[{}] {reason}{close}", rules.join(", "));
    let text = &code[line.clone()];
    if style == CommentStyle::Behind {
        let end = line.start + text.trim_end().len();
        let at = file.span_in(chunk, end.saturating_sub(1)..end).end;
        return Edit { span: Span { start: at, end: at }, text: in_host(file, chunk, &format!("  {comment}")) };
    }
    let indent = &text[..text.len() - text.trim_start().len()];
    let first = line.start + indent.len();
    let at = file.span_in(chunk, first..first + 1).start;
    let newline = if file.text.contains("\r\n") && file.kind != FileKind::Notebook { "\r\n" } else { "\n" };
    let margin = margin(file, at).unwrap_or(indent);
    let line_start = file.span_in(chunk, line.start..line.start + 1).start;
    let between = between_strings(file, line_start).map_or_else(String::new, |blanks| format!("\",{blanks}\""));
    let text = in_host(file, chunk, &format!("{comment}{newline}")) + &between + &in_host(file, chunk, margin);
    Edit { span: Span { start: at, end: at }, text }
}

/// The blanks between two strings of a cell's source, where the code at a place begins one of a list: Jupyter writes one for each line.
fn between_strings(file: &SourceFile, at: u32) -> Option<&str> {
    let at = file.text_range(Span { start: at, end: at }).start;
    let before = file.text[..at].strip_suffix('"').filter(|_| file.kind == FileKind::Notebook)?;
    let last = before.trim_end();
    last.ends_with(['[', ',']).then_some(&before[last.len()..])
}

/// Edits that give a comment the reason that it lacks; none where it lacks another thing.
pub fn give_reason(file: &SourceFile, problem: &SuppressionProblem, reason: &str) -> Option<Edit> {
    if problem.kind != SuppressionProblemKind::NoReason || !problem.is_comment {
        return None;
    }
    let place = file.text_range(problem.span);
    let text = &file.text[place.clone()];
    let said = without_end(text);
    let chunk = file.chunks.iter().find(|chunk| file.code_in(chunk, problem.span).is_some_and(|(_, place)| !place.is_empty()));
    let text = chunk.map_or_else(|| in_kind(file, &format!(" {reason}")), |chunk| in_host(file, chunk, &format!(" {reason}")));
    Some(Edit { span: file.span(place.start + said.len()..place.start + said.len()), text })
}

/// What stands before each line of code in this host, at its first character: `> `, `#' `, `# MAGIC `.
fn margin(file: &SourceFile, at: u32) -> Option<&str> {
    let at = file.text_range(Span { start: at, end: at }).start;
    let before = file.text[..at].rsplit('\n').next().unwrap_or_default();
    let mark = before.trim();
    ["", ">", "#'", "# MAGIC", "-- MAGIC"].contains(&mark).then_some(before).filter(|_| file.kind != FileKind::Notebook)
}

/// As the text around the code writes it.
fn in_host(file: &SourceFile, chunk: &Chunk, text: &str) -> String {
    let is_string = chunk.container == Container::Sql && chunk.language != Language::Sql;
    in_kind(file, &if is_string { text.replace('\'', "''") } else { text.to_owned() })
}

/// As this kind of file writes any text.
fn in_kind(file: &SourceFile, text: &str) -> String {
    match file.kind {
        FileKind::Notebook => json_escaped(text),
        FileKind::SqlXml => text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;"),
        _ => text.to_owned(),
    }
}

fn json_escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => out.extend(format!("\\u{:04x}", u32::from(control)).chars()),
            other => out.push(other),
        }
    }
    out
}

/// Edits that take out of a file what a comment names for nothing: the names, or the whole comment; none for another kind of problem.
pub fn remove_unused(file: &SourceFile, problem: &SuppressionProblem) -> Vec<Edit> {
    if problem.kind != SuppressionProblemKind::Unused || !problem.is_comment {
        return Vec::new();
    }
    std::iter::once(problem.span).chain(problem.end).filter_map(|span| without(file, span, &problem.rules)).collect()
}

/// A comment without some of the rules that it names.
fn without(file: &SourceFile, span: Span, rules: &[String]) -> Option<Edit> {
    let place = file.text_range(span);
    let text = &file.text[place.clone()];
    let inside = text.find('[').and_then(|open| Some(open + 1..open + text[open..].find(']')?));
    let named = inside.clone().map_or("", |inside| &text[inside]);
    let kept: Vec<_> = named.split(',').map(str::trim).filter(|name| !name.is_empty() && !rules.iter().any(|rule| rule == name)).collect();
    match (inside, kept.is_empty()) {
        (Some(inside), false) => Some(Edit { span: file.span(place.start + inside.start..place.start + inside.end), text: kept.join(", ") }),
        (_, true) => Some(Edit { span: file.span(with_blanks(&file.text, place)), text: String::new() }),
        (None, false) => None,
    }
}

/// With the blanks before it; the whole line where nothing else stands in it.
fn with_blanks(text: &str, place: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let start = text[..place.start].trim_end_matches([' ', '\t']).len();
    let is_first = start == 0 || text[..start].ends_with('\n');
    let rest = &text[place.end..];
    let end = ["\r\n", "\n"].into_iter().find(|end| rest.starts_with(end)).map(|end| place.end + end.len());
    match (is_first, end) {
        (true, Some(end)) => start..end,
        _ => start..place.end,
    }
}

/// The bytes of a file with these edits; absent where its encoding has no such characters, or edits overlap.
pub fn edited(file: &SourceFile, raw: &[u8], mut edits: Vec<Edit>) -> Option<Vec<u8>> {
    edits.sort();
    edits.dedup();
    let (mut out, mut at) = (Vec::with_capacity(raw.len()), 0);
    for edit in &edits {
        out.extend_from_slice(raw.get(at..edit.span.start as usize)?);
        out.extend(encoded(file.encoding, &edit.text)?);
        at = edit.span.end as usize;
    }
    out.extend_from_slice(raw.get(at..)?);
    Some(out)
}

fn encoded(encoding: Encoding, text: &str) -> Option<Vec<u8>> {
    match encoding {
        Encoding::Utf8 => Some(text.as_bytes().to_owned()),
        Encoding::Utf16Le => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        Encoding::Utf16Be => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        Encoding::Windows1252 => text.is_ascii().then(|| text.as_bytes().to_owned()),
    }
}
