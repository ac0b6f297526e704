//! A file that was read: its text, its chunks, and positions in it.

use std::{borrow::Cow, io, ops::Range, path::Path};

use crate::{
    Chunk, Encoding, FileKind, LineIndex, OffsetMap, Position, Span,
    chunks::chunks,
    decode::{decode, searchable},
};

/// A file whose bytes were read and decoded.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Relative to the scanned folder, with `/`.
    pub path: String,
    /// What the file is.
    pub kind: FileKind,
    /// The decoded text, without a byte order mark.
    pub text: String,
    /// How the bytes were read.
    pub encoding: Encoding,
    /// The code in it.
    pub chunks: Vec<Chunk>,
    lines: LineIndex,
    map: OffsetMap,
}

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The operating system refused.
    #[error("cannot be read: {0}")]
    Io(io::ErrorKind),
    /// More bytes than the limit.
    #[error("is {size} bytes, more than the limit of {limit}")]
    TooLarge {
        /// Bytes of the file.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// No text.
    #[error("is binary")]
    Binary,
}

impl SourceFile {
    /// Decodes a file that was read already.
    pub fn from_bytes(path: String, kind: FileKind, raw: &[u8]) -> Result<Self, Unreadable> {
        let decoded = decode(raw).ok_or(Unreadable::Binary)?;
        let (lines, chunks) = (LineIndex::new(&decoded.text), chunks(kind, &decoded.text));
        Ok(Self { path, kind, text: decoded.text, encoding: decoded.encoding, chunks, lines, map: decoded.map })
    }

    /// Reads a file into a buffer that is used again from file to file, unless it has more bytes than the limit.
    pub fn read(path: &Path, limit: u64, buffer: &mut Vec<u8>) -> Result<(), Unreadable> {
        use io::Read as _;
        let io = |error: io::Error| Unreadable::Io(error.kind());
        buffer.clear();
        let mut file = std::fs::File::open(path).map_err(io)?;
        file.by_ref().take(limit + 1).read_to_end(buffer).map_err(io)?;
        if buffer.len() as u64 > limit {
            let size = file.metadata().map_err(io)?.len();
            return Err(Unreadable::TooLarge { size, limit });
        }
        Ok(())
    }

    /// The bytes in which words can be searched: those of UTF-16 are decoded first, all others stand as they are.
    pub fn searchable(raw: &[u8]) -> Result<Cow<'_, [u8]>, Unreadable> {
        searchable(raw).ok_or(Unreadable::Binary)
    }

    /// The raw bytes of a range of the decoded text.
    pub fn span(&self, text: Range<usize>) -> Span {
        Span::new(&self.map.raw_range(text))
    }

    /// The bytes of the decoded text that a span covers.
    pub fn text_range(&self, span: Span) -> Range<usize> {
        self.map.cooked(span.start as usize)..self.map.cooked(span.end as usize)
    }

    /// The decoded text of a span.
    pub fn text_of(&self, span: Span) -> &str {
        self.text.get(self.text_range(span)).unwrap_or_default()
    }

    /// Line and column of a byte of the raw file.
    pub fn position(&self, raw: u32) -> Position {
        self.lines.position(self.map.cooked(raw as usize), &self.text)
    }

    /// The lines of the decoded text.
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }
}
