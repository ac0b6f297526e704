//! Coverage as numbers: how much of the code was seen. The report itself has the names.

use std::{collections::BTreeSet, iter::Sum};

use rxodus_scan::{Coverage, PartialReason};

use crate::Share;

/// How much was seen, and how much was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen {
    /// Files that can hold code and were read.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Files that were read, with places that were not understood.
    pub partial: u64,
    /// Files that could not be read.
    pub unread: u64,
    /// Files and folders that were left out on purpose.
    pub skipped: u64,
    /// Files of kinds that are not read.
    pub other_files: u64,
}

impl Seen {
    /// Files that were wholly understood, of those that were read or should have been; absent where there are none.
    pub fn whole(&self) -> Option<Share> {
        Share::new(self.files.saturating_sub(self.partial), self.files + self.unread)
    }
}

impl Sum for Seen {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), |one, other| Self {
            files: one.files + other.files,
            bytes: one.bytes + other.bytes,
            partial: one.partial + other.partial,
            unread: one.unread + other.unread,
            skipped: one.skipped + other.skipped,
            other_files: one.other_files + other.other_files,
        })
    }
}

pub(crate) fn seen(coverage: &Coverage) -> Seen {
    let files: u64 = coverage.kinds.iter().map(|kind| kind.files).sum();
    // A guessed encoding hides no code.
    let partial = coverage.partial.iter().filter(|partial| partial.reason != PartialReason::Encoding);
    let partial = partial.map(|partial| partial.path.as_str()).collect::<BTreeSet<_>>().len() as u64;
    let unread = coverage.unread.len() as u64;
    Seen {
        files,
        bytes: coverage.kinds.iter().map(|kind| kind.bytes).sum(),
        partial,
        unread,
        skipped: coverage.skipped.len() as u64,
        other_files: coverage.other_files,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rxodus_scan::{KindCount, Lines, Partial, Unread};
    use rxodus_source::FileKind;

    #[test]
    fn a_file_is_not_understood_only_once() {
        let partial = |path: &str, reason| Partial { path: path.to_owned(), reason, regions: vec![Lines { first: 1, last: 1 }] };
        let coverage = Coverage {
            kinds: vec![KindCount { kind: FileKind::R, files: 9, bytes: 100, parsed: 3 }],
            unread: vec![Unread { path: "d.R".to_owned(), reason: "locked".to_owned() }],
            partial: vec![
                partial("a.R", PartialReason::Encoding),
                partial("b.R", PartialReason::GivenUp),
                partial("b.R", PartialReason::SyntaxErrors { count: 2 }),
            ],
            ..Coverage::default()
        };
        let seen = seen(&coverage);
        assert_eq!((seen.partial, seen.unread), (1, 1));
        assert_eq!(seen.whole(), Share::new(8, 10));
    }
}
