//! Jupyter notebooks: the cells of code in the JSON, each with the way back to the raw file. Outputs and Markdown are no code.

mod aside;
mod json;
mod language;
mod recovery;

use serde_json::value::RawValue;

use crate::{Aside, Cell, Chunk, Container, Remark, cell_language::CellLanguage, cell_text::CellText, magics};
use json::{Object, array, object, push_string, string, with_finite_numbers};

/// What the code of a notebook is.
struct Notebook {
    cells: Vec<Code>,
    /// Absent where nothing tells it.
    language: Option<CellLanguage>,
}

/// A cell of code, and its own language where it has one.
struct Code {
    text: CellText,
    language: Option<CellLanguage>,
    /// What is said of it to this tool: in its data, and in Markdown above it.
    asides: Vec<Aside>,
}

/// Why a notebook cannot be read: the line, from 1.
struct Broken(u32);

/// The chunks of all cells, in every language that is parsed; adds what the cells' data say to this tool.
pub(crate) fn chunks(text: &str, remarks: &mut Vec<Remark>, asides: &mut Vec<Aside>) -> Vec<Chunk> {
    let read = read(text).or_else(|broken| with_finite_numbers(text).map_or(Err(broken), |text| self::read(&text)));
    let Notebook { cells, language } = read.unwrap_or_else(|Broken(line)| {
        remarks.push(Remark::BrokenNotebook { line });
        recovery::notebook(text)
    });
    let language = language.unwrap_or_else(|| by_content(&cells));
    asides.extend(cells.iter().flat_map(|code| code.asides.iter().cloned()));
    cells.into_iter().flat_map(|code| magics::chunks(code.text, code.language.as_ref().unwrap_or(&language), remarks)).collect()
}

fn read(text: &str) -> Result<Notebook, Broken> {
    let notebook: Object = serde_json::from_str(text).map_err(|error| Broken(error.line() as u32))?;
    let metadata = notebook.get("metadata").and_then(|metadata| object(metadata)).unwrap_or_default();
    let (mut cells, mut above) = (Vec::<Code>::new(), Vec::new());
    for (raw, number) in raw_cells(&notebook)?.into_iter().zip(1..) {
        let cell = object(raw).ok_or_else(|| Broken(line_of(text, raw)))?;
        match code(text, &cell, number, &mut above) {
            Some(code) => cells.push(code),
            None => above.extend(aside::comments(text, &cell)),
        }
    }
    // Below the last code there is nothing that such a comment could cover.
    cells.last_mut().into_iter().for_each(|code| code.asides.append(&mut above));
    let in_databricks = metadata.contains_key(language::DATABRICKS);
    for code in &mut cells {
        code.text.in_databricks = in_databricks;
    }
    Ok(Notebook { cells, language: language::of_notebook(&metadata) })
}

fn by_content(cells: &[Code]) -> CellLanguage {
    language::by_content(cells.iter().filter(|code| code.language.is_none()).map(|code| code.text.text.as_str()))
}

fn line_of(text: &str, raw: &RawValue) -> u32 {
    text[..json::offset(text, raw.get())].matches('\n').count() as u32 + 1
}

/// All cells: of version 4 `cells`, of version 3 those of all worksheets.
fn raw_cells<'a>(notebook: &Object<'a>) -> Result<Vec<&'a RawValue>, Broken> {
    if let Some(cells) = notebook.get("cells") {
        return array(cells).ok_or(Broken(1));
    }
    let worksheets = notebook.get("worksheets").and_then(|worksheets| array(worksheets)).ok_or(Broken(1))?;
    let cells = worksheets.into_iter().filter_map(|worksheet| array(object(worksheet)?.get("cells")?));
    Ok(cells.flatten().collect())
}

/// A cell of code; nothing for text and for a cell without a source.
fn code(text: &str, cell: &Object, number: u32, above: &mut Vec<Aside>) -> Option<Code> {
    if string(cell.get("cell_type")?)? != "code" {
        return None;
    }
    let source = cell.get("source").or_else(|| cell.get("input"))?;
    let id = cell.get("id").and_then(|id| string(id)).unwrap_or_default();
    let mut code = CellText::new(Container::Ipynb, Some(Cell { number, id }));
    for line in array(source).unwrap_or_else(|| vec![source]) {
        push_string(&mut code, text, line);
    }
    let mut asides = std::mem::take(above);
    for aside in &mut asides {
        aside.covers = aside::covered(text, source);
    }
    asides.extend(aside::aside(text, cell, source));
    Some(Code { text: code, language: language::of_cell(cell), asides })
}

#[cfg(test)]
mod tests;
