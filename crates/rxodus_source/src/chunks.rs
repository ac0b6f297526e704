//! Finds the chunks of code in a file of some kind.

use crate::{
    Body, Chunk, Container, FileKind, Language, OffsetMap, Remark, TextKind, Unknown,
    cell_language::CellLanguage,
    databricks,
    document::{self, Syntax},
    notebook,
    sql::code_in_sql,
    xml,
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
        FileKind::Sql => databricks::chunks("--", CellLanguage::Code(Language::Sql), text).unwrap_or_else(|| sql(text)),
        FileKind::SqlXml => xml::chunks(text),
        FileKind::Text(TextKind::SetupPy) => {
            vec![whole(Container::Plain, Language::Python, text), whole(Container::Manifest, Language::Text, text)]
        }
        FileKind::Text(kind) => vec![whole(container(kind), Language::Text, text)],
        FileKind::Xdf => Vec::new(),
    }
}

fn container(kind: TextKind) -> Container {
    match kind {
        kind if kind.is_manifest() => Container::Manifest,
        TextKind::Docker => Container::Docker,
        TextKind::Yaml | TextKind::Jenkins => Container::Pipeline,
        TextKind::Settings | TextKind::XmlSettings => Container::Settings,
        TextKind::Template => Container::Template,
        _ => Container::Script,
    }
}

/// A script is one chunk, if it is no notebook that was saved as a script.
fn script(language: Language, text: &str) -> Vec<Chunk> {
    databricks::chunks("#", CellLanguage::Code(language), text).unwrap_or_else(|| vec![whole(Container::Plain, language, text)])
}

/// T-SQL itself, and the code in its strings.
fn sql(text: &str) -> Vec<Chunk> {
    let inside = code_in_sql(text, &OffsetMap::shifted(0, text.len()));
    std::iter::once(whole(Container::Sql, Language::Sql, text)).chain(inside).collect()
}

fn whole(container: Container, language: Language, text: &str) -> Chunk {
    let body = Body::Ranges(Vec::from([0..text.len()]));
    Chunk { container, language, body, evaluated: true, cell: None, unknown: Unknown::default() }
}
