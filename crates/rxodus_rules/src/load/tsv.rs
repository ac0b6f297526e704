//! Tab separated tables: one header row, no quoting, every row as wide as the header.

use std::ops::Range;

use super::{Faults, RuleFile};

/// A cell and its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell<'f> {
    /// What stands between the tabs.
    pub(super) text: &'f str,
    start: usize,
}

impl<'f> Cell<'f> {
    /// Bytes of the file.
    pub(super) fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// The parts between commas, each with its place and without blanks around it; none for an empty cell.
    pub(super) fn list(&self) -> Vec<Cell<'f>> {
        if self.text.is_empty() { Vec::new() } else { cells(self.text, self.start, ',').into_iter().map(Cell::trimmed).collect() }
    }

    fn trimmed(self) -> Self {
        let left = self.text.trim_start();
        Self { text: left.trim_end(), start: self.start + self.text.len() - left.len() }
    }
}

/// The rows below the header; a wrong header or a ragged row is an error.
pub(super) fn rows<'f, const N: usize>(file: &'f RuleFile, columns: &[&str; N], faults: &mut Faults) -> Vec<[Cell<'f>; N]> {
    let mut lines = lines(&file.text);
    let header = lines.next().unwrap_or(Cell { text: "", start: 0 });
    if !header.text.split('\t').eq(columns.iter().copied()) {
        faults.add(file, header.span(), "wrong header", format!("the columns are, with a tab between: {}", columns.join(" ")));
        return Vec::new();
    }
    let mut rows = Vec::new();
    for line in lines {
        match <[Cell; N]>::try_from(cells(line.text, line.start, '\t')) {
            Ok(row) => rows.push(row),
            Err(found) => {
                let message = format!("this row has {} columns, the header has {N}", found.len());
                faults.add(file, line.span(), message, "columns are separated by one tab each; an empty cell keeps its tab");
            }
        }
    }
    rows
}

fn lines(text: &str) -> impl Iterator<Item = Cell<'_>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let cell = Cell { text: line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line)), start };
        start += line.len();
        cell
    })
}

fn cells(text: &str, start: usize, separator: char) -> Vec<Cell<'_>> {
    let mut at = start;
    let mut cells = Vec::new();
    for text in text.split(separator) {
        cells.push(Cell { text, start: at });
        at += text.len() + 1;
    }
    cells
}
