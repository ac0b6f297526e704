//! Cells of notebooks to chunks: which language a cell is in, and which of its lines are no code but orders to the notebook.
//!
//! `%%R` and Databricks' `%r` in the first line give the whole cell to another language; `%R x <- 1` is a line of R in a cell of Python.

use crate::{Chunk, Language, cell_language::CellLanguage, cell_text::CellText};

/// Line magics that run the rest of their line.
const RUN: [&str; 5] = ["time", "timeit", "prun", "memit", "lprun"];
/// Options of line magics that have a value behind them.
const WITH_VALUE: [&str; 14] = ["-i", "-o", "-c", "-w", "-h", "-p", "-b", "-u", "-r", "-n", "-l", "-s", "-T", "-D"];
/// Words that Databricks has as the first line of a cell in another language.
const FIRST_WORDS: [&str; 7] = ["r", "python", "sql", "scala", "sh", "md", "fs"];

/// The chunks of a cell, of a notebook in this language.
pub(crate) fn chunks(mut cell: CellText, notebook: CellLanguage) -> Vec<Chunk> {
    let Some(head) = head(&cell.text, notebook) else { return in_language(cell, notebook) };
    cell.evaluated &= !head.writes_file;
    cell.blank_until(head.end);
    in_language(cell, head.language)
}

fn in_language(cell: CellText, language: CellLanguage) -> Vec<Chunk> {
    match language {
        CellLanguage::Code(Language::R) => vec![cell.whole(Language::R)],
        CellLanguage::Code(Language::Python) => python(&cell),
        CellLanguage::Code(Language::Sql) => cell.sql(),
        CellLanguage::Code(Language::Text) | CellLanguage::Other => Vec::new(),
    }
}

/// Python with its magics blanked, and the R of its `%R` lines.
fn python(cell: &CellText) -> Vec<Chunk> {
    let mut goes_on = false;
    let code = cell.chunk(Language::Python, |text| {
        let line = if goes_on { Line::Order } else { line(text) };
        goes_on = line == Line::Order && text.ends_with('\\');
        match line {
            Line::Code => Some(0),
            Line::CodeFrom(at) => Some(at),
            Line::RFrom(_) | Line::Order => None,
        }
    });
    let r_from = |text: &str| if let Line::RFrom(at) = line(text) { Some(at) } else { None };
    let has_r = cell.text.contains("%R") && cell.text.lines().any(|line| r_from(line).is_some());
    let r = has_r.then(|| cell.chunk(Language::R, r_from));
    std::iter::once(code).chain(r).collect()
}

/// What the first line of a cell says of the whole.
struct Head {
    language: CellLanguage,
    /// The bytes up to here are no code.
    end: usize,
    /// The cell is written to a file and not run.
    writes_file: bool,
}

fn head(text: &str, notebook: CellLanguage) -> Option<Head> {
    let start = text.find(|character: char| !character.is_whitespace())?;
    let line = text[start..].lines().next()?;
    let magic = line.strip_prefix('%')?;
    match magic.strip_prefix('%') {
        Some(magic) => Some(cell_magic(magic, start + line.len(), notebook)),
        None => first_word(magic, start + 1),
    }
}

/// `%%name options`: the code starts with the next line.
fn cell_magic(magic: &str, end: usize, notebook: CellLanguage) -> Head {
    let mut words = magic.split_whitespace();
    let name = words.next().unwrap_or_default().to_ascii_lowercase();
    let writes_file = matches!(name.as_str(), "writefile" | "file");
    let language = match name.as_str() {
        "writefile" | "file" => words.next_back().and_then(|file| file.rsplit_once('.')).and_then(|(_, extension)| of_extension(extension)),
        "script" => words.next().and_then(CellLanguage::of_name),
        // Spark's cell is in the language of its session, and a local one in that of the kernel itself.
        "spark" => Some(notebook),
        "local" => Some(CellLanguage::Code(Language::Python)),
        name => Some(CellLanguage::of_name(name).unwrap_or(notebook)),
    };
    Head { language: language.unwrap_or(CellLanguage::Other), end, writes_file }
}

fn of_extension(extension: &str) -> Option<CellLanguage> {
    match extension.to_ascii_lowercase().as_str() {
        word @ ("r" | "py" | "sql") => CellLanguage::of_word(word),
        _ => None,
    }
}

/// `%name`: the code starts behind it. `%sql SELECT …` with more on its line is a line of its own in a cell of Python.
fn first_word(magic: &str, start: usize) -> Option<Head> {
    let word = magic.split_whitespace().next().filter(|word| magic.starts_with(word) && FIRST_WORDS.contains(word))?;
    let language = CellLanguage::of_word(word)?;
    let alone = magic.trim_end() == word;
    (alone || language != CellLanguage::Code(Language::Sql)).then_some(Head { language, end: start + word.len(), writes_file: false })
}

/// A line of a cell in Python.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Code,
    /// Python from this byte on.
    CodeFrom(usize),
    /// R from this byte on.
    RFrom(usize),
    /// For the notebook or the shell.
    Order,
}

fn line(text: &str) -> Line {
    let start = text.len() - text.trim_start().len();
    match text.as_bytes().get(start) {
        Some(b'%') => line_magic(text, start + 1),
        Some(b'!' | b'?') => Line::Order,
        Some(_) if asks_for_help(text.trim()) => Line::Order,
        Some(_) => assigned(text, start).unwrap_or(Line::Code),
        None => Line::Code,
    }
}

/// `name?` and `name??`.
fn asks_for_help(text: &str) -> bool {
    let name = text.trim_end_matches('?');
    name.len() < text.len() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.*%".contains(&byte))
}

/// What follows a `%`: a name without a blank before it, or it is an operator.
fn line_magic(text: &str, at: usize) -> Line {
    let length = text[at..].find(|character: char| !(character.is_alphanumeric() || character == '_')).unwrap_or(text.len() - at);
    match &text[at..at + length] {
        "" => Line::Code,
        "R" => Line::RFrom(after_options(text, at + length)),
        name if RUN.contains(&name) => Line::CodeFrom(after_options(text, at + length)),
        _ => Line::Order,
    }
}

/// `name = !command` and `name = %magic`.
fn assigned(text: &str, start: usize) -> Option<Line> {
    let (names, value) = text[start..].split_once('=')?;
    let is_names = names.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_., *[]".contains(&byte));
    let at = text.len() - value.trim_start().len();
    match text.as_bytes().get(at).filter(|_| is_names && !names.is_empty())? {
        b'!' => Some(Line::Order),
        b'%' => Some(line_magic(text, at + 1)),
        _ => None,
    }
}

/// The byte behind the options, which start with `-`.
fn after_options(text: &str, at: usize) -> usize {
    let skip = |at: usize, blank: bool| text[at..].find(|character: char| character.is_whitespace() != blank).map_or(text.len(), |end| at + end);
    let mut at = skip(at, true);
    while text[at..].starts_with('-') {
        let end = skip(at, false);
        let has_value = WITH_VALUE.contains(&&text[at..end]);
        at = skip(end, true);
        if has_value {
            at = skip(skip(at, false), true);
        }
    }
    at
}

#[cfg(test)]
mod tests;
