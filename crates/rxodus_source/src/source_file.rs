//! A file that was read: its text, its chunks, and positions in it.

use std::{borrow::Cow, io, ops::Range, path::Path, sync::OnceLock};

use crate::{
    Aside, Body, Chunk, Container, Encoding, FileKind, LineIndex, OffsetMap, Position, Remark, Span,
    chunks::{Cut, cut},
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
    /// Other files whose code runs as part of this one.
    pub includes: Vec<Include>,
    /// What speaks to this tool and is in no code.
    pub asides: Vec<Aside>,
    /// The code in strings of the code, level by level, as far as anybody looked for it.
    embedded: [OnceLock<Vec<Chunk>>; DEEPEST],
    lines: LineIndex,
    /// Those of the unescaped code of each chunk, once anybody asks for them.
    lines_of_chunks: OnceLock<Vec<LineIndex>>,
    map: OffsetMap,
}

/// Another file whose code runs as part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Include {
    /// Its path as written.
    pub path: String,
    /// The byte of the decoded text at which it does.
    pub at: usize,
}

/// How deep code in strings of code is read.
pub const DEEPEST: usize = 3;

/// How the text begins that Git LFS leaves in place of a file.
const LFS_POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";

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
    /// What Git LFS leaves in place of a large file.
    #[error("is a pointer of Git LFS: its content is not here")]
    Pointer,
}

/// Bytes of a first line that are looked at.
const LONGEST_FIRST_LINE: usize = 128;

impl SourceFile {
    /// Decodes a file that was read already.
    pub fn from_bytes(path: String, kind: FileKind, raw: &[u8]) -> Result<Self, Unreadable> {
        let decoded = decode(raw).ok_or(Unreadable::Binary)?;
        let lines = LineIndex::new(&decoded.text);
        let Cut { chunks, remarks, includes, asides } = cut(kind, &decoded.text);
        Ok(Self {
            path,
            kind,
            text: decoded.text,
            encoding: decoded.encoding,
            chunks,
            remarks,
            includes,
            asides,
            embedded: Default::default(),
            lines,
            lines_of_chunks: OnceLock::new(),
            map: decoded.map,
        })
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
        if raw.starts_with(LFS_POINTER) {
            return Err(Unreadable::Pointer);
        }
        searchable(raw).ok_or(Unreadable::Binary)
    }

    /// What a chunk stands in; a script, where there is no such chunk.
    pub fn container_of(&self, chunk: u32) -> Container {
        self.chunks.get(chunk as usize).map_or(Container::Plain, |chunk| chunk.container)
    }

    /// Keeps the code that stands in strings of the level above, from 0, as long as the file. A level is filled once.
    pub fn embed(&self, level: usize, chunks: Vec<Chunk>) -> &[Chunk] {
        self.embedded.get(level).map_or(&[], |slot| slot.get_or_init(|| chunks))
    }

    /// The text whose bytes a chunk counts: the file's decoded text, unless the chunk has a text of its own.
    pub fn text_in<'a>(&'a self, chunk: &'a Chunk) -> &'a str {
        chunk.body.unescaped().unwrap_or(&self.text)
    }

    /// The code of a chunk, as the stretches of text that it consists of.
    pub fn code_of<'a>(&'a self, chunk: &'a Chunk) -> impl Iterator<Item = &'a str> {
        let text = self.text_in(chunk);
        chunk.body.ranges().into_iter().filter_map(move |range| text.get(range))
    }

    /// The raw bytes of a range of the text of a chunk: of the file's decoded text, unless the chunk has a text of its own.
    pub fn span_in(&self, chunk: &Chunk, range: Range<usize>) -> Span {
        match &chunk.body {
            Body::Ranges(_) => self.span(range),
            Body::Text { map, .. } => self.span(map.raw_range(range)),
        }
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
        let raw = self.text.get(self.text_range(span)).unwrap_or_default();
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_') || !byte.is_ascii();
        if raw.bytes().all(is_plain) {
            return raw;
        }
        let embedded = self.embedded.iter().rev().filter_map(OnceLock::get).flatten();
        let found = embedded.chain(&self.chunks).filter(|chunk| chunk.body.unescaped().is_some()).find_map(|chunk| self.code_in(chunk, span));
        found.filter(|(text, range)| !text.is_empty() && !range.is_empty()).and_then(|(text, range)| text.get(range)).unwrap_or(raw)
    }

    /// The unescaped code of a chunk, or of the next ones of its cell, and the bytes of a span in it; `None` where that code stands in the
    /// file as it is, or the span elsewhere.
    pub fn code_at(&self, chunk: u32, span: Span) -> Option<(&str, Range<usize>)> {
        let (at, range) = self.unescaped_at(chunk, span)?;
        Some((self.text_in(&self.chunks[at]), range))
    }

    /// The same with the chunk in place of its code.
    fn unescaped_at(&self, chunk: u32, span: Span) -> Option<(usize, Range<usize>)> {
        let first = chunk as usize;
        let chunks = self.chunks.get(first..)?;
        let cell = chunks.first()?.cell.as_ref();
        let of_cell = (first..).zip(chunks).take_while(|(at, chunk)| *at == first || (cell.is_some() && chunk.cell.as_ref() == cell));
        let unescaped = of_cell.filter(|(_, chunk)| chunk.body.unescaped().is_some_and(|text| !text.is_empty()));
        unescaped.filter_map(|(at, chunk)| Some((at, self.code_in(chunk, span)?.1))).find(|(_, range)| !range.is_empty())
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
    pub fn position_in_cell(&self, chunk: u32, span: Span) -> Option<Position> {
        let (at, range) = self.unescaped_at(chunk, span)?;
        self.position_in_chunk(at, range.start)
    }

    /// Line and column of a byte of the unescaped code of a chunk; `None` where that stands in the file as it is.
    fn position_in_chunk(&self, chunk: usize, at: usize) -> Option<Position> {
        let lines = |chunk: &Chunk| LineIndex::new(chunk.body.unescaped().unwrap_or_default());
        let all = self.lines_of_chunks.get_or_init(|| self.chunks.iter().map(lines).collect());
        Some(all[chunk].position(at, self.chunks[chunk].body.unescaped()?))
    }

    /// The cell of a notebook in which a byte of the raw file stands, and the line there, from 1; `None` where cells stand in the file as they are.
    pub fn cell_line(&self, raw: u32) -> Option<(u32, u32)> {
        let at = self.map.cooked(raw as usize);
        let starts_before = |chunk: &Chunk| match &chunk.body {
            Body::Text { map, .. } => map.raw_start(0) <= at,
            Body::Ranges(ranges) => ranges.first().is_none_or(|range| range.start <= at),
        };
        let index = self.chunks.partition_point(starts_before).checked_sub(1)?;
        let Chunk { body: Body::Text { map, .. }, cell: Some(cell), .. } = &self.chunks[index] else { return None };
        Some((cell.number, self.position_in_chunk(index, map.cooked(at))?.line))
    }

    /// Line and column of a byte of the raw file.
    pub fn position(&self, raw: u32) -> Position {
        self.lines.position(self.map.cooked(raw as usize), &self.text)
    }

    /// The line of a byte of the raw file, from 1.
    pub fn line(&self, raw: u32) -> u32 {
        self.lines.line_of(self.map.cooked(raw as usize)) as u32 + 1
    }

    /// The lines of a span, from 1: the first, and the last that it reaches into.
    pub fn lines_of(&self, span: Span) -> (u32, u32) {
        let Range { start, end } = self.text_range(span);
        let line = |at: usize| self.lines.line_of(at) as u32 + 1;
        (line(start), line(end.saturating_sub(1).max(start)))
    }

    /// The lines of the decoded text.
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }
}
