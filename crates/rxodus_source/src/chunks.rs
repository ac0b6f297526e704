//! Finds the chunks of code in a file of some kind.

use crate::{Body, Chunk, Container, FileKind};

/// The chunks of a file, in the order in which they stand in it.
pub(crate) fn chunks(kind: FileKind, text: &str) -> Vec<Chunk> {
    match kind {
        FileKind::R | FileKind::Python => vec![whole(kind, text)],
    }
}

/// A script is one chunk.
fn whole(kind: FileKind, text: &str) -> Chunk {
    Chunk { container: Container::Plain, language: kind.language(), body: Body::Ranges(Vec::from([0..text.len()])), evaluated: true, cell: None }
}
