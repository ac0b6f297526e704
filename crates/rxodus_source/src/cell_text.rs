//! The code of a cell while it is put together: as its language sees it, with the way back to the file.

use std::ops::Range;

use crate::{Body, Cell, Chunk, Container, Language, OffsetMap, Remark, Unknown, sql::chunks_in_sql};

/// The text of a cell, which becomes one chunk for each language in it.
#[derive(Debug, Clone)]
pub(crate) struct CellText {
    pub(crate) text: String,
    pub(crate) map: OffsetMap,
    pub(crate) container: Container,
    pub(crate) cell: Option<Cell>,
    pub(crate) evaluated: bool,
    /// Databricks runs it: what a `%name` in its first line names counts for the whole cell, also with code behind it.
    pub(crate) in_databricks: bool,
    /// See [`Unknown::recovered`].
    pub(crate) recovered: bool,
}

impl CellText {
    /// A cell without text yet, which is run with its file.
    pub(crate) fn new(container: Container, cell: Option<Cell>) -> Self {
        Self {
            text: String::new(),
            map: OffsetMap::empty(),
            container,
            cell,
            evaluated: true,
            in_databricks: container == Container::Databricks,
            recovered: false,
        }
    }

    /// What stands unchanged in the file.
    pub(crate) fn push(&mut self, file: &str, range: Range<usize>) {
        self.map.push_run(range.len(), 1, range.start, 1);
        self.text.push_str(&file[range]);
    }

    /// What stands in the file and is no code: as many spaces.
    pub(crate) fn push_blank(&mut self, range: Range<usize>) {
        self.map.push_run(range.len(), 1, range.start, 1);
        push_spaces(&mut self.text, range.len());
    }

    /// Of each line what `keep` gives, from that byte on; the rest is blanked, so that lines and columns stay.
    pub(crate) fn lines_from(&self, mut keep: impl FnMut(&str) -> Option<usize>) -> Self {
        let mut text = String::with_capacity(self.text.len());
        for line in self.text.split_inclusive('\n') {
            let code = line.trim_end_matches(['\n', '\r']);
            let from = keep(code).unwrap_or(code.len());
            push_spaces(&mut text, from);
            text.push_str(&line[from..]);
        }
        Self { text, map: self.map.clone(), cell: self.cell.clone(), ..*self }
    }

    /// The chunk of a cell that is all code of one language.
    pub(crate) fn whole(self, language: Language) -> Chunk {
        let Self { text, map, container, cell, evaluated, recovered, .. } = self;
        Chunk {
            container,
            language,
            body: Body::Text { text, map },
            evaluated,
            cell,
            inputs: Vec::new(),
            unknown: Unknown { recovered, ..Unknown::default() },
        }
    }

    /// The chunks of a cell of T-SQL: its own, and those of the code in its strings.
    pub(crate) fn sql(self, remarks: &mut Vec<Remark>) -> Vec<Chunk> {
        let Self { text, map, container, cell, evaluated, recovered, .. } = self;
        let of_cell = |chunk: Chunk| Chunk { container, evaluated, cell: cell.clone(), unknown: Unknown { recovered, ..chunk.unknown }, ..chunk };
        chunks_in_sql(&text, &map, remarks).into_iter().map(of_cell).collect()
    }

    /// Says that its language is not read; of an empty cell there is nothing to say.
    pub(crate) fn unread(&self, language: String, remarks: &mut Vec<Remark>) {
        if !self.text.trim().is_empty() {
            remarks.push(Remark::OtherLanguage { language, place: self.map.raw_range(0..self.text.len()) });
        }
    }

    /// Blanks the text up to this byte, but for the ends of lines.
    pub(crate) fn blank_until(&mut self, end: usize) {
        let blank: String =
            self.text.as_bytes()[..end].iter().map(|&byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }).collect();
        self.text.replace_range(..end, &blank);
    }
}

fn push_spaces(text: &mut String, count: usize) {
    text.extend(std::iter::repeat_n(' ', count));
}
