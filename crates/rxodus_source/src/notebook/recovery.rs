//! Cells of a notebook whose JSON is broken: cut off, with the marks of a merge, or none at all. The strings that stand where code does, by
//! the keys before them; without any such key all strings, and without any string the whole text.

use std::ops::Range;

use super::{Code, Notebook, json::push_inside, language::DATABRICKS};
use crate::{Cell, Container, cell_language::CellLanguage, cell_text::CellText};

/// A string of the text.
struct Word<'a> {
    /// What stands between its quotes.
    inside: Range<usize>,
    text: &'a str,
    /// A colon follows.
    is_key: bool,
}

/// What can still be read of a notebook.
pub(super) fn notebook(text: &str) -> Notebook {
    let mut reader = Reader { text, ..Reader::default() };
    words(text).for_each(|word| reader.word(&word));
    let mut cells = reader.cells;
    if cells.is_empty() {
        cells.push(all_strings(text).unwrap_or_else(|| whole(text)));
    }
    let in_databricks = text.contains(DATABRICKS);
    let cells = cells.into_iter().map(|text| Code { text: CellText { recovered: true, in_databricks, ..text }, language: None, asides: Vec::new() });
    Notebook { cells: cells.collect(), language: reader.language }
}

/// What was read so far.
#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    key: &'a str,
    /// The last of the keys that hold a kernel.
    in_kernel: bool,
    language: Option<CellLanguage>,
    cell_type: &'a str,
    /// All cells, text ones included.
    count: u32,
    cells: Vec<CellText>,
}

impl<'a> Reader<'a> {
    fn word(&mut self, word: &Word<'a>) {
        if word.is_key {
            self.key = word.text;
            match word.text {
                "kernelspec" | "language_info" => self.in_kernel = true,
                "cell_type" => self.in_kernel = false,
                "source" | "input" => self.begin_cell(),
                _ => {}
            }
            return;
        }
        match self.key {
            "cell_type" => self.cell_type = word.text,
            "language" if self.in_kernel => self.language = CellLanguage::of_language(word.text),
            "name" if self.in_kernel && self.language.is_none() => self.language = CellLanguage::of_name(word.text),
            "source" | "input" if self.is_code() => {
                let text = self.text;
                if let Some(cell) = self.cells.last_mut() {
                    push_inside(cell, text, word.inside.clone());
                }
            }
            _ => {}
        }
    }

    /// A cell that does not say what it is counts as code.
    fn is_code(&self) -> bool {
        matches!(self.cell_type, "code" | "")
    }

    fn begin_cell(&mut self) {
        self.count += 1;
        if self.is_code() {
            self.cells.push(CellText::new(Container::Ipynb, Some(Cell { number: self.count, id: String::new() })));
        }
    }
}

/// All strings that are no keys, each a line, as one cell.
fn all_strings(text: &str) -> Option<CellText> {
    let mut code = CellText::new(Container::Ipynb, None);
    for word in words(text).filter(|word| !word.is_key) {
        let end = word.inside.end;
        push_inside(&mut code, text, word.inside);
        code.text.push('\n');
        code.map.push(1, end, 0);
    }
    (!code.text.is_empty()).then_some(code)
}

fn whole(text: &str) -> CellText {
    let mut code = CellText::new(Container::Ipynb, None);
    code.push(text, 0..text.len());
    code
}

/// The strings of a text. One that is not closed ends with its line, as no string of JSON has two.
fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find('"')? + 1;
        let end = string_end(text, start);
        at = (end + 1).min(text.len());
        let closed = text[end..].starts_with('"');
        let is_key = closed && text[at..].trim_start().starts_with(':');
        at = if closed { at } else { end };
        Some(Word { inside: start..end, text: &text[start..end], is_key })
    })
}

/// The quote that closes the string, or the end of its line.
fn string_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' | b'\n' => return at,
            b'\\' if bytes.get(at + 1).is_some_and(|next| *next != b'\n') => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}
