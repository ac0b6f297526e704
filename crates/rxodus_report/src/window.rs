//! The few lines around a finding as a miette source: never the whole file, long lines cropped, control characters written out.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use rxodus_scan::Finding;
use rxodus_source::{Container, LineIndex, SourceFile};

use crate::escape::{escape, escape_code};

/// Stands where a line goes on.
const CUT: char = '…';

/// The line of a span and its neighbours, as they are printed.
#[derive(Debug)]
pub(crate) struct Window {
    path: String,
    text: String,
    /// The span, in bytes of `text`.
    name: Range<usize>,
    /// The number of the first line in `text`, from 0.
    first_line: usize,
    /// Line and column of the span, from 0, the column in characters.
    line: usize,
    column: usize,
}

/// Text with its lines.
struct Code<'a> {
    text: &'a str,
    lines: &'a LineIndex,
}

impl Window {
    /// The lines around a finding, each with at most as many characters as `limit` allows for the number of its line. Blank neighbours are
    /// left out. What stands in a cell of a notebook is shown as its author sees it, by the lines of the cell.
    pub(crate) fn new(file: &SourceFile, finding: &Finding, limit: impl Fn(usize) -> usize) -> Self {
        let path = escape(&file.path);
        let cell = finding.cell.as_ref().filter(|_| file.container_of(finding.chunk) == Container::Ipynb);
        match cell.zip(file.code_at(finding.chunk, finding.span)) {
            Some((cell, (text, range))) => {
                Self::around(format!("{path}, cell {}", cell.number), &Code { text, lines: &LineIndex::new(text) }, range, limit)
            }
            None => Self::around(path, &Code { text: &file.text, lines: file.lines() }, file.text_range(finding.span), limit),
        }
    }

    fn around(path: String, code: &Code, range: Range<usize>, limit: impl Fn(usize) -> usize) -> Self {
        let line = code.lines.line_of(range.start);
        let (limit, column) = (limit(line + 1), code.lines.position(range.start, code.text).column as usize - 1);
        let (mut text, mut first_line) = (String::new(), line);
        if let Some(before) = line.checked_sub(1).and_then(|before| neighbour(code, before, limit)) {
            (text, first_line) = (before + "\n", line - 1);
        }
        let (shown, name) = own_line(code, line, range, limit);
        let name = text.len() + name.start..text.len() + name.end;
        text.push_str(&shown);
        if let Some(after) = neighbour(code, line + 1, limit) {
            text.push('\n');
            text.push_str(&after);
        }
        Self { path, text, name, first_line, line, column }
    }

    /// The number of the line of the span, from 1.
    pub(crate) fn line(&self) -> usize {
        self.line + 1
    }

    /// The name in this window.
    pub(crate) fn span(&self) -> SourceSpan {
        (self.name.start, self.name.len()).into()
    }

    /// Characters up to the middle of the name.
    pub(crate) fn middle(&self) -> usize {
        let line = self.text[..self.name.start].rfind('\n').map_or(0, |end| end + 1);
        self.text[line..self.name.start].chars().count() + self.text[self.name.clone()].chars().count() / 2
    }
}

impl SourceCode for Window {
    fn read_span<'a>(&'a self, _: &SourceSpan, before: usize, after: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (line, column) = if before + after == 0 { (self.line, self.column) } else { (self.first_line, 0) };
        let all = (0, self.text.len()).into();
        let lines = self.text.matches('\n').count() + 1;
        Ok(Box::new(MietteSpanContents::new_named(self.path.clone(), self.text.as_bytes(), all, line, column, lines)))
    }
}

/// A line without its end.
fn line_range(code: &Code, line: usize) -> Range<usize> {
    let range = code.lines.range(line, code.text);
    let text = code.text[range.clone()].trim_end_matches(['\n', '\r']);
    range.start..range.start + text.len()
}

/// A line above or below, if there is one that says something.
fn neighbour(code: &Code, line: usize, limit: usize) -> Option<String> {
    let text = &code.text[line_range(code, line)];
    (!text.trim().is_empty()).then(|| crop(text, 0..0, limit).0)
}

/// The line of the span, and the span in it. A span that goes on in the next line ends with its first.
fn own_line(code: &Code, line: usize, span: Range<usize>, limit: usize) -> (String, Range<usize>) {
    let range = line_range(code, line);
    let start = span.start.clamp(range.start, range.end) - range.start;
    let end = span.end.clamp(range.start + start, range.end) - range.start;
    crop(&code.text[range], start..end, limit)
}

/// A line as it is printed: around the name as much as fits.
fn crop(line: &str, name: Range<usize>, limit: usize) -> (String, Range<usize>) {
    let before = escape_code(tail(&line[..name.start], limit + 1));
    let after = escape_code(head(&line[name.end..], limit + 1));
    let whole_name = escape_code(head(&line[name], limit + 1));
    let name = head(&whole_name, limit);
    let room = limit - name.chars().count();
    let (left, right) = (before.chars().count(), after.chars().count());
    let left_shown = left.min(room - right.min(room / 2));
    let right_shown = right.min(room - left_shown);

    let mut shown = String::new();
    shown.extend((left_shown < left).then_some(CUT));
    shown.push_str(tail(&before, left_shown));
    let start = shown.len();
    shown.push_str(name);
    let end = shown.len();
    shown.push_str(head(&after, right_shown));
    shown.extend((right_shown < right || name.len() < whole_name.len()).then_some(CUT));
    (shown, start..end)
}

/// The first characters.
fn head(text: &str, characters: usize) -> &str {
    let end = text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// The last characters.
fn tail(text: &str, characters: usize) -> &str {
    let Some(cut) = characters.checked_sub(1) else { return "" };
    let start = text.char_indices().rev().nth(cut).map_or(0, |(at, _)| at);
    &text[start..]
}

#[cfg(test)]
mod tests {
    use super::*;
    fn window(text: &str, name: &str, limit: usize) -> Window {
        let at = text.find(name).expect("the name");
        Window::around(escape("a\x1b.R"), &Code { text, lines: &LineIndex::new(text) }, at..at + name.len(), |_| limit)
    }

    fn marked(window: &Window) -> &str {
        &window.text[window.name.clone()]
    }

    #[test]
    fn one_line_above_and_below() {
        let window = window("first\nsecond\r\n\"é😀\"; old(1)\rlast\nmore\n", "old", 80);
        assert_eq!(window.text, "second\n\"é😀\"; old(1)\nlast");
        assert_eq!((marked(&window), window.first_line, window.line, window.column), ("old", 1, 2, 6));
        assert_eq!(window.path, "a\\u{1b}.R");
    }

    #[test]
    fn blank_neighbours_are_left_out() {
        let window = window("\n\told(1)\n", "old", 80);
        assert_eq!((window.text.as_str(), window.first_line, window.column), ("    old(1)", 1, 1));
    }

    #[test]
    fn long_lines_are_cropped_around_the_name() {
        let text = format!("{}old({})", "é".repeat(300), "😀".repeat(300));
        let cut = window(&text, "old", 20);
        assert_eq!(cut.text, format!("…{}old({}…", "é".repeat(9), "😀".repeat(7)));
        assert_eq!((marked(&cut), cut.column), ("old", 300));
        let name = window(&"o".repeat(300), &"o".repeat(300), 20);
        assert_eq!(name.text, format!("{}…", "o".repeat(20)));
    }

    #[test]
    fn control_characters_before_the_name_move_it() {
        let window = window("\u{1b}[2J\u{202E} old(1)", "old", 80);
        assert_eq!((window.text.as_str(), marked(&window)), ("\\u{1b}[2J\\u{202e} old(1)", "old"));
    }
}
