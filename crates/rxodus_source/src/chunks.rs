//! Finds the chunks of code in a file of some kind.

use crate::{
    Aside, Body, Chunk, Container, FileKind, Include, Language, OffsetMap, Remark, TextKind, Unknown, databricks,
    document::{self, Syntax},
    notebook, roxygen,
    sql::code_in_sql,
    xml,
};

/// What a file is cut into.
#[derive(Default)]
pub(crate) struct Cut {
    /// In the order in which they stand in the file.
    pub(crate) chunks: Vec<Chunk>,
    /// What hindered cutting it.
    pub(crate) remarks: Vec<Remark>,
    /// Other files whose code runs as part of it.
    pub(crate) includes: Vec<Include>,
    /// What speaks to this tool and is in no code.
    pub(crate) asides: Vec<Aside>,
}

/// Cuts a file of some kind.
pub(crate) fn cut(kind: FileKind, text: &str) -> Cut {
    let mut cut = Cut::default();
    let remarks = &mut cut.remarks;
    cut.chunks = match kind {
        FileKind::R => script(Language::R, text, remarks).into_iter().chain(roxygen::chunks(text)).collect(),
        FileKind::Python => script(Language::Python, text, remarks),
        FileKind::Notebook => notebook::chunks(text, remarks, &mut cut.asides),
        FileKind::RMarkdown | FileKind::Quarto => document::chunks(Syntax::Markdown, text, &mut cut),
        FileKind::Sweave => document::chunks(Syntax::Sweave, text, &mut cut),
        FileKind::RHtml => document::chunks(Syntax::Html, text, &mut cut),
        FileKind::Sql => databricks::chunks("--", Language::Sql, text, remarks).unwrap_or_else(|| sql(text, remarks)),
        FileKind::SqlXml => xml::chunks(text, remarks),
        FileKind::Text(TextKind::SetupPy) => {
            vec![whole(Container::Plain, Language::Python, text), whole(Container::Manifest, Language::Text, text)]
        }
        FileKind::Text(kind) => vec![whole(container(kind), Language::Text, text)],
        FileKind::Xdf => Vec::new(),
    };
    cut
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
fn script(language: Language, text: &str, remarks: &mut Vec<Remark>) -> Vec<Chunk> {
    databricks::chunks("#", language, text, remarks).unwrap_or_else(|| vec![whole(Container::Plain, language, text)])
}

/// T-SQL itself, and the code in its strings.
fn sql(text: &str, remarks: &mut Vec<Remark>) -> Vec<Chunk> {
    let inside = code_in_sql(text, &OffsetMap::shifted(0, text.len()), remarks);
    std::iter::once(whole(Container::Sql, Language::Sql, text)).chain(inside).collect()
}

fn whole(container: Container, language: Language, text: &str) -> Chunk {
    let body = Body::Ranges(Vec::from([0..text.len()]));
    Chunk { container, language, body, evaluated: true, cell: None, inputs: Vec::new(), unknown: Unknown::default() }
}
