//! A file that was read: its text, its chunks, and positions in it.

use std::{borrow::Cow, io, ops::Range, path::Path};

use crate::{
    Body, Chunk, Encoding, FileKind, LineIndex, OffsetMap, Position, Remark, Span,
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
    /// What hindered finding it.
    pub remarks: Vec<Remark>,
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

/// Bytes of a first line that are looked at.
const LONGEST_FIRST_LINE: usize = 128;

impl SourceFile {
    /// Decodes a file that was read already.
    pub fn from_bytes(path: String, kind: FileKind, raw: &[u8]) -> Result<Self, Unreadable> {
        let decoded = decode(raw).ok_or(Unreadable::Binary)?;
        let (lines, mut remarks) = (LineIndex::new(&decoded.text), Vec::new());
        let chunks = chunks(kind, &decoded.text, &mut remarks);
        Ok(Self { path, kind, text: decoded.text, encoding: decoded.encoding, chunks, remarks, lines, map: decoded.map })
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

    /// The kind of a file whose name has no extension, by its first line; `None` where that tells nothing, or cannot be read.
    pub fn sniff(path: &Path) -> Option<FileKind> {
        use io::Read as _;
        let mut line = [0; LONGEST_FIRST_LINE];
        let read = std::fs::File::open(path).and_then(|mut file| file.read(&mut line)).ok()?;
        FileKind::of_first_line(&line[..read])
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

    /// The text of a span: as its language sees it where that was unescaped, else as it stands in the file.
    pub fn text_of(&self, span: Span) -> &str {
        let (text, range) = self.code_at(span).unwrap_or_else(|| (&self.text, self.text_range(span)));
        text.get(range).unwrap_or_default()
    }

    /// The unescaped code in which a span stands, and its bytes there; `None` where code stands in the file as it is.
    pub fn code_at(&self, span: Span) -> Option<(&str, Range<usize>)> {
        let found = self.chunks.iter().filter(|chunk| matches!(chunk.body, Body::Text { .. })).find_map(|chunk| self.code_in(chunk, span));
        found.filter(|(text, range)| !text.is_empty() && !range.is_empty())
    }

    /// The code of a chunk, and the bytes of a span in it; `None` where the span stands elsewhere, or is no code of this chunk.
    pub fn code_in<'a>(&'a self, chunk: &'a Chunk, span: Span) -> Option<(&'a str, Range<usize>)> {
        let range = self.text_range(span);
        let Body::Text { text, map } = &chunk.body else { return Some((&self.text, range)) };
        let cooked = map.cooked(range.start)..map.cooked(range.end);
        let is_code = text.get(cooked.clone()).is_some_and(|code| !code.trim().is_empty());
        (is_code && map.raw_range(cooked.clone()) == range).then_some((text, cooked))
    }

    /// Line and column of a span in the code of its cell; `None` where it stands in no cell.
    pub fn position_in_cell(&self, span: Span) -> Option<Position> {
        let (text, range) = self.code_at(span)?;
        Some(LineIndex::new(text).position(range.start, text))
    }

    /// Line and column of a byte of the raw file.
    pub fn position(&self, raw: u32) -> Position {
        self.lines.position(self.map.cooked(raw as usize), &self.text)
    }

    /// The line of a byte of the raw file, from 1.
    pub fn line(&self, raw: u32) -> u32 {
        self.lines.line_of(self.map.cooked(raw as usize)) as u32 + 1
    }

    /// The lines of the decoded text.
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }
}
