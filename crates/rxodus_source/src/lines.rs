//! Byte offsets to lines and columns.

use memchr::memchr2_iter;

/// A place as editors show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// From 1.
    pub line: u32,
    /// From 1, in Unicode scalar values.
    pub column: u32,
}

/// Where the lines of a text start. A line ends with `\n`, `\r\n` or a lone `\r`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Absent where bytes are columns.
    widths: Option<Widths>,
}

/// What is counted up to each step of a text, so that a line may be as long as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Widths {
    /// Unicode scalar values.
    scalars: Vec<u32>,
    /// Those of them that are two units of UTF-16.
    pairs: Vec<u32>,
}

/// Bytes between two of these counts.
const STEP: usize = 1024;

impl LineIndex {
    /// Indexes a text.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends_line = |&at: &usize| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
        let ends = memchr2_iter(b'\n', b'\r', bytes).filter(ends_line);
        let starts = std::iter::once(0).chain(ends.map(|at| at as u32 + 1)).collect();
        Self { starts, widths: (!text.is_ascii()).then(|| Widths::new(bytes)) }
    }

    /// How many lines there are; an empty text has one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line, from 0, that contains this byte.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset) - 1
    }

    /// The first byte of the line that contains this byte.
    pub fn start_of(&self, offset: usize) -> usize {
        self.starts[self.line_of(offset)] as usize
    }

    /// The bytes of a line, from 0, with its end of line; empty past the last line.
    pub fn range(&self, line: usize, text: &str) -> std::ops::Range<usize> {
        let start = |line: usize| self.starts.get(line).map_or(text.len(), |&start| start as usize);
        start(line)..start(line + 1)
    }

    /// The position of a byte of this text.
    pub fn position(&self, offset: usize, text: &str) -> Position {
        let line = self.line_of(offset);
        let before = self.before(line, offset, |widths, at| widths.scalars(at, text.as_bytes()));
        Position { line: line as u32 + 1, column: before + 1 }
    }

    /// The same with the column in units of UTF-16.
    pub fn position_utf16(&self, offset: usize, text: &str) -> Position {
        let line = self.line_of(offset);
        let units = |widths: &Widths, at: usize| widths.scalars(at, text.as_bytes()) + widths.pairs(at, text.as_bytes());
        Position { line: line as u32 + 1, column: self.before(line, offset, units) + 1 }
    }

    /// What stands in a line before a byte.
    fn before(&self, line: usize, offset: usize, up_to: impl Fn(&Widths, usize) -> u32) -> u32 {
        let start = self.starts[line] as usize;
        self.widths.as_ref().map_or((offset - start) as u32, |widths| up_to(widths, offset) - up_to(widths, start))
    }
}

impl Widths {
    fn new(bytes: &[u8]) -> Self {
        Self { scalars: sums(bytes, begins), pairs: sums(bytes, is_pair) }
    }

    fn scalars(&self, at: usize, bytes: &[u8]) -> u32 {
        counted(&self.scalars, at, bytes, begins)
    }

    fn pairs(&self, at: usize, bytes: &[u8]) -> u32 {
        counted(&self.pairs, at, bytes, is_pair)
    }
}

/// Whether a scalar value begins with this byte.
fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// Whether it begins one that is two units of UTF-16.
fn is_pair(byte: u8) -> bool {
    byte >= 0xF0
}

/// How many bytes there are of which this is true, up to each step.
fn sums(bytes: &[u8], is_one: fn(u8) -> bool) -> Vec<u32> {
    let steps = bytes.chunks(STEP).scan(0, |sum, step| {
        let before = *sum;
        *sum += step.iter().filter(|byte| is_one(**byte)).count() as u32;
        Some(before)
    });
    steps.collect()
}

fn counted(sums: &[u32], at: usize, bytes: &[u8], is_one: fn(u8) -> bool) -> u32 {
    let at = at.min(bytes.len());
    // A text that ends with a step has no sum behind it.
    let step = (at / STEP).min(sums.len() - 1);
    sums[step] + bytes[step * STEP..at].iter().filter(|byte| is_one(**byte)).count() as u32
}

/// The lines of a text, each with its end.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let index = LineIndex::new(text);
    (0..index.count()).map(move |line| index.range(line, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_counts_once() {
        let text = "a\nb\r\nc\rdé😀x";
        let lines = LineIndex::new(text);
        assert_eq!(lines.count(), 4);
        let x = text.find('x').unwrap_or_default();
        assert_eq!(lines.position(x, text), Position { line: 4, column: 4 });
        assert_eq!(&text[lines.range(1, text)], "b\r\n");
    }

    #[test]
    fn long_lines_are_counted_like_short_ones() {
        let text = format!("{}\nx{}", "é😀a".repeat(700), "ñ🦀".repeat(900));
        let lines = LineIndex::new(&text);
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = &text[lines.start_of(at)..at];
            assert_eq!(lines.position(at, &text).column as usize, before.chars().count() + 1);
            assert_eq!(lines.position_utf16(at, &text).column as usize, before.encode_utf16().count() + 1);
        }
    }
}
