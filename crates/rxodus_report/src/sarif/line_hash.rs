//! GitHub's own mark for a line, `primaryLocationLineHash`: it tells results of one upload from those of the next. Computed as the upload
//! action does it, so that it has nothing to add or to warn of.

use std::collections::HashMap;

use rxodus_source::SourceFile;

/// Units in the window that a hash covers.
const WINDOW: usize = 100;
const FACTOR: u64 = 37;
/// What follows the last unit of a file.
const END: u16 = 65535;
const NEWLINE: u16 = 10;
const RETURN: u16 = 13;
/// A line that is not open in the window.
const NONE: usize = usize::MAX;

/// The hash of each line, and its number among equal ones in the file, from 1.
pub(super) struct LineHashes(Vec<(u64, u32)>);

impl LineHashes {
    /// Of the lines of a file. A byte order mark counts as a character.
    pub(super) fn of(file: &SourceFile) -> Self {
        let mark = (file.span(0..0).start > 0).then_some(0xFEFF);
        Self::of_units(mark.into_iter().chain(file.text.encode_utf16()))
    }

    /// The mark of a line, from 1.
    pub(super) fn mark(&self, line: u32) -> Option<String> {
        self.0.get(line as usize - 1).map(|(hash, number)| format!("{hash:x}:{number}"))
    }

    fn of_units(units: impl Iterator<Item = u16>) -> Self {
        let mut rolling = Rolling::new();
        let (mut at_start, mut after_return) = (true, false);
        for unit in units.chain([END]) {
            let skipped = unit == u16::from(b' ') || unit == u16::from(b'\t') || (after_return && unit == NEWLINE);
            after_return = unit == RETURN;
            if skipped {
                continue;
            }
            let unit = if unit == RETURN { NEWLINE } else { unit };
            rolling.close();
            if std::mem::replace(&mut at_start, unit == NEWLINE) {
                rolling.open();
            }
            rolling.push(unit);
        }
        for _ in 0..WINDOW {
            rolling.close();
            rolling.push(0);
        }
        Self(rolling.hashes)
    }
}

/// A hash over a window that moves on.
struct Rolling {
    window: [u16; WINDOW],
    /// The line that began at each place of the window.
    lines: [usize; WINDOW],
    at: usize,
    hash: u64,
    /// What falls out of the window is this much in the hash.
    first: u64,
    hashes: Vec<(u64, u32)>,
    counts: HashMap<u64, u32>,
}

impl Rolling {
    fn new() -> Self {
        let first = (0..WINDOW).fold(1_u64, |power, _| power.wrapping_mul(FACTOR));
        Self { window: [0; WINDOW], lines: [NONE; WINDOW], at: 0, hash: 0, first, hashes: Vec::new(), counts: HashMap::new() }
    }

    fn push(&mut self, unit: u16) {
        let gone = std::mem::replace(&mut self.window[self.at], unit);
        self.hash = self.hash.wrapping_mul(FACTOR).wrapping_add(unit.into()).wrapping_sub(self.first.wrapping_mul(gone.into()));
        self.at = (self.at + 1) % WINDOW;
    }

    /// A line begins here.
    fn open(&mut self) {
        self.lines[self.at] = self.hashes.len();
        self.hashes.push((0, 0));
    }

    /// The window has reached the place where a line began: its hash is known.
    fn close(&mut self) {
        let line = std::mem::replace(&mut self.lines[self.at], NONE);
        if line != NONE {
            let count = self.counts.entry(self.hash).or_default();
            *count += 1;
            self.hashes[line] = (self.hash, *count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Vec<String> {
        let hashes = LineHashes::of_units(text.encode_utf16());
        (1..=hashes.0.len() as u32).filter_map(|line| hashes.mark(line)).collect()
    }

    #[test]
    fn the_marks_are_those_of_the_upload_action() {
        let text = "library(RevoScaleR)\nx <- rxImport(\"a\")\n\n# café 😀\nfit <- rxLogit(y ~ x, data = x)\nfit <- rxLogit(y ~ x, data = x)\n";
        let found = marks(text);
        assert_eq!([&found[1], &found[4], &found[5]], ["c758891f4c3a79f4:1", "bc6d8664da17c5cf:1", "40355141119ed6dd:1"]);
        assert_eq!(marks(&text.replace('\n', "\r\n")), found);
        assert_eq!(marks(&text.replace("data = x", "data=\tx")), found);
        assert_eq!(marks("a\na\n")[0].len(), marks("a\r")[0].len());
    }

    #[test]
    fn equal_lines_are_counted() {
        let found = marks(&"x\n".repeat(300));
        assert!(found[0].ends_with(":1") && found[1].ends_with(":2") && found[0].split(':').next() == found[1].split(':').next(), "{found:?}");
    }
}
