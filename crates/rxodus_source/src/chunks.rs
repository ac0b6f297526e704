//! Finds the chunks of code in a file of some kind.

use crate::{Body, Chunk, Container, FileKind, OffsetMap, Unknown, sql::code_in_sql};

/// The chunks of a file, in the order in which they stand in it.
pub(crate) fn chunks(kind: FileKind, text: &str) -> Vec<Chunk> {
    match kind {
        FileKind::R | FileKind::Python => vec![whole(kind, Container::Plain, text)],
        FileKind::Sql => {
            let inside = code_in_sql(text, &OffsetMap::shifted(0, text.len()));
            std::iter::once(whole(kind, Container::Sql, text)).chain(inside).collect()
        }
    }
}

/// A script is one chunk.
fn whole(kind: FileKind, container: Container, text: &str) -> Chunk {
    let body = Body::Ranges(Vec::from([0..text.len()]));
    Chunk { container, language: kind.language(), body, evaluated: true, cell: None, unknown: Unknown::default() }
}
