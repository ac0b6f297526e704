//! Cells of notebooks to chunks: which language a cell is in, and which of its lines are no code but orders to the notebook.
//!
//! `%%R` and Databricks' `%r` in the first line give the whole cell to another language; `%R x <- 1` is a line of R in a cell of Python, and
//! `%sql SELECT 1` one of T-SQL.

use crate::{Chunk, Language, Remark, cell_language::CellLanguage, cell_text::CellText};

/// Line magics that run the rest of their line.
const RUN: [&str; 5] = ["time", "timeit", "prun", "memit", "lprun"];
/// Options of line magics that have a value behind them.
const WITH_VALUE: [&str; 14] = ["-i", "-o", "-c", "-w", "-h", "-p", "-b", "-u", "-r", "-n", "-l", "-s", "-T", "-D"];
/// Words that Databricks has as the first line of a cell in another language.
const FIRST_WORDS: [&str; 7] = ["r", "python", "sql", "scala", "sh", "md", "fs"];

/// The chunks of a cell, of a notebook in this language.
pub(crate) fn chunks(mut cell: CellText, notebook: &CellLanguage, remarks: &mut Vec<Remark>) -> Vec<Chunk> {
    let Some(head) = head(&cell, notebook) else { return in_language(cell, notebook, remarks) };
    cell.evaluated &= !head.writes_file;
    cell.blank_until(head.end);
    in_language(cell, &head.language, remarks)
}

fn in_language(cell: CellText, language: &CellLanguage, remarks: &mut Vec<Remark>) -> Vec<Chunk> {
    match language {
        CellLanguage::Code(Language::R) => vec![cell.whole(Language::R)],
        CellLanguage::Code(Language::Python) => python(&cell, remarks),
        CellLanguage::Code(Language::Sql) => cell.sql(remarks),
        CellLanguage::Either => {
            let mut chunks: Vec<_> = std::iter::once(cell.clone().whole(Language::R)).chain(python(&cell, remarks)).collect();
            chunks.iter_mut().take(2).for_each(|chunk| chunk.unknown.language = true);
            chunks
        }
        CellLanguage::Other(language) => {
            cell.unread(language.clone(), remarks);
            Vec::new()
        }
        CellLanguage::Code(Language::Text) | CellLanguage::Text => Vec::new(),
    }
}

/// Python with its magics blanked, the R of its `%R` lines, and the T-SQL of its `%sql` lines.
fn python(cell: &CellText, remarks: &mut Vec<Remark>) -> Vec<Chunk> {
    let mut goes_on = false;
    let code = cell.lines_from(|text| {
        let line = if goes_on { Line::Order } else { line(text) };
        goes_on = matches!(line, Line::Order | Line::SqlFrom(_)) && text.ends_with('\\');
        match line {
            Line::Code => Some(0),
            Line::CodeFrom(at) => Some(at),
            Line::RFrom(_) | Line::SqlFrom(_) | Line::Order => None,
        }
    });
    let r = marked(cell, "%R", |text| if let Line::RFrom(at) = line(text) { Some(at) } else { None });
    let mut goes_on = false;
    let sql = marked(cell, "%sql", |text| {
        let from = if let Line::SqlFrom(at) = line(text) { Some(at) } else { goes_on.then_some(0) };
        goes_on = from.is_some() && text.ends_with('\\');
        from
    });
    // A line that goes on is one with the next.
    let sql = sql.map(|sql| CellText { text: sql.text.replace("\\\n", " \n"), ..sql });
    let others = r.map(|r| vec![r.whole(Language::R)]).into_iter().chain(sql.map(|sql| sql.sql(remarks)));
    std::iter::once(code.whole(Language::Python)).chain(others.flatten()).collect()
}

/// The lines of another language, where there are any.
fn marked(cell: &CellText, mark: &str, keep: impl FnMut(&str) -> Option<usize>) -> Option<CellText> {
    let lines = cell.text.contains(mark).then(|| cell.lines_from(keep))?;
    (!lines.text.trim().is_empty()).then_some(lines)
}

/// What the first line of a cell says of the whole.
struct Head {
    language: CellLanguage,
    /// The bytes up to here are no code.
    end: usize,
    /// The cell is written to a file and not run.
    writes_file: bool,
}

fn head(cell: &CellText, notebook: &CellLanguage) -> Option<Head> {
    let text = &cell.text;
    let start = text.find(|character: char| !character.is_whitespace())?;
    let line = text[start..].lines().next()?;
    let magic = line.strip_prefix('%')?;
    match magic.strip_prefix('%') {
        Some(magic) => Some(cell_magic(magic, start + line.len(), notebook)),
        None => first_word(magic, start + 1, cell.in_databricks),
    }
}

/// `%%name options`: the code starts with the next line.
fn cell_magic(magic: &str, end: usize, notebook: &CellLanguage) -> Head {
    let mut words = magic.split_whitespace();
    let name = words.next().unwrap_or_default().to_ascii_lowercase();
    let writes_file = matches!(name.as_str(), "writefile" | "file");
    let language = match name.as_str() {
        "writefile" | "file" => words.next_back().and_then(|file| file.rsplit_once('.')).and_then(|(_, extension)| of_extension(extension)),
        "script" => words.next().map(|program| CellLanguage::of_name(program).unwrap_or_else(|| CellLanguage::other(program))),
        // Spark's cell is in the language of its session, and a local one in that of the kernel itself.
        "spark" => Some(notebook.clone()),
        "local" => Some(CellLanguage::Code(Language::Python)),
        name => Some(CellLanguage::of_name(name).unwrap_or_else(|| notebook.clone())),
    };
    Head { language: language.unwrap_or(CellLanguage::Text), end, writes_file }
}

fn of_extension(extension: &str) -> Option<CellLanguage> {
    match extension.to_ascii_lowercase().as_str() {
        word @ ("r" | "py" | "sql" | "sh" | "scala" | "java" | "js") => CellLanguage::of_word(word),
        _ => None,
    }
}

/// `%name`: the code starts behind it. Outside of Databricks, `%sql SELECT …` with more on its line is a line of its own in a cell of Python.
fn first_word(magic: &str, start: usize, in_databricks: bool) -> Option<Head> {
    let word = magic.split_whitespace().next().filter(|word| magic.starts_with(word) && FIRST_WORDS.contains(word))?;
    let language = CellLanguage::of_word(word)?;
    let alone = magic.trim_end() == word;
    (alone || in_databricks || language != CellLanguage::Code(Language::Sql)).then_some(Head {
        language,
        end: start + word.len(),
        writes_file: false,
    })
}

/// A line of a cell in Python.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Code,
    /// Python from this byte on.
    CodeFrom(usize),
    /// R from this byte on.
    RFrom(usize),
    /// T-SQL from this byte on.
    SqlFrom(usize),
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
        "sql" => Line::SqlFrom(after_options(text, at + length)),
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
