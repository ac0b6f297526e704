//! Finds the chunks of code in a file of some kind.

use crate::{
    Body, Chunk, Container, FileKind, Language, Remark,
    cell_language::CellLanguage,
    databricks,
    document::{self, Syntax},
    notebook,
};

/// The chunks of a file, in the order in which they stand in it, and what hinders cutting it.
pub(crate) fn chunks(kind: FileKind, text: &str, remarks: &mut Vec<Remark>) -> Vec<Chunk> {
    match kind {
        FileKind::R => script(Language::R, text),
        FileKind::Python => script(Language::Python, text),
        FileKind::Notebook => notebook::chunks(text, remarks),
        FileKind::RMarkdown | FileKind::Quarto => document::chunks(Syntax::Markdown, text),
        FileKind::Sweave => document::chunks(Syntax::Sweave, text),
        FileKind::RHtml => document::chunks(Syntax::Html, text),
    }
}

/// A script is one chunk, if it is no notebook that was saved as a script.
fn script(language: Language, text: &str) -> Vec<Chunk> {
    databricks::chunks("#", CellLanguage::Code(language), text).unwrap_or_else(|| vec![whole(language, text)])
}

fn whole(language: Language, text: &str) -> Chunk {
    Chunk { container: Container::Plain, language, body: Body::Ranges(Vec::from([0..text.len()])), evaluated: true, cell: None }
}
