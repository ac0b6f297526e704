//! Byte offsets to lines and columns.

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
    /// Bytes are columns.
    is_ascii: bool,
}

impl LineIndex {
    /// Indexes a text.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends_line = |&(at, byte): &(usize, &u8)| *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        let starts = std::iter::once(0).chain(bytes.iter().enumerate().filter(ends_line).map(|(at, _)| at as u32 + 1)).collect();
        Self { starts, is_ascii: text.is_ascii() }
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
        let start = self.starts[line] as usize;
        let count = |before: &str| if self.is_ascii { before.len() } else { before.chars().count() };
        let before = text.get(start..offset).map_or(0, count);
        Position { line: line as u32 + 1, column: before as u32 + 1 }
    }
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
}
