//! Which file runs which: the way from a file to what is nearest to it.

use rustc_hash::{FxHashMap, FxHashSet};
use rxodus_syntax::LinkKind;

use crate::{FileId, FileLink, unit::Link};

/// The links between the files of a project; they may go in circles.
#[derive(Default)]
pub(crate) struct Graph {
    /// The files that a file runs so that their names become visible in it.
    sources: FxHashMap<FileId, Vec<FileId>>,
    /// Those of them that it runs in any case.
    sure: FxHashMap<FileId, Vec<FileId>>,
    /// All files that a file runs.
    runs: FxHashMap<FileId, Vec<FileId>>,
    /// The files that run a file.
    run_by: FxHashMap<FileId, Vec<FileId>>,
    /// The files that a file runs in its own session, each with the byte at which it does.
    places: FxHashMap<FileId, Vec<(FileId, u32)>>,
}

impl Graph {
    /// One file runs another.
    pub(crate) fn add(&mut self, from: FileId, to: FileId, link: &Link) {
        let Link { kind, at, is_conditional, .. } = *link;
        self.runs.entry(from).or_default().push(to);
        self.run_by.entry(to).or_default().push(from);
        if kind != LinkKind::Elsewhere {
            self.places.entry(from).or_default().push((to, at));
            self.add_source(from, to, is_conditional);
        }
        if kind == LinkKind::Shared {
            self.add_source(to, from, is_conditional);
        }
    }

    fn add_source(&mut self, from: FileId, to: FileId, is_conditional: bool) {
        self.sources.entry(from).or_default().push(to);
        if !is_conditional {
            self.sure.entry(from).or_default().push(to);
        }
    }

    /// The files that a file runs in its own session, each with the byte at which it does.
    pub(crate) fn run_at(&self, file: FileId) -> &[(FileId, u32)] {
        self.places.get(&file).map_or(&[], Vec::as_slice)
    }

    /// Every link, as from which file to which.
    pub(crate) fn links(&self) -> impl Iterator<Item = FileLink> {
        let one = |from: &FileId, to: &[FileId]| to.iter().map(|to| FileLink { from: *from, to: *to }).collect::<Vec<_>>();
        self.runs.iter().flat_map(move |(from, to)| one(from, to)).filter(|link| link.from != link.to)
    }

    /// The places at which other files run a file in their own session.
    pub(crate) fn runners(&self, file: FileId) -> Vec<(FileId, u32)> {
        let above = self.run_by.get(&file).into_iter().flatten();
        above.flat_map(|above| self.run_at(*above).iter().filter(|(to, _)| *to == file).map(|(_, at)| (*above, *at))).collect()
    }

    /// Whether the names of one file become visible in another, directly or through others.
    pub(crate) fn sees(&self, file: FileId, other: FileId) -> bool {
        let mut seen = FxHashSet::default();
        reach(&self.sources, file, &mut seen).contains(&other)
    }

    /// The same where no condition decides whether they do.
    pub(crate) fn surely_sees(&self, file: FileId, other: FileId) -> bool {
        reach(&self.sure, file, &mut FxHashSet::default()).contains(&other)
    }

    /// Whether the names of one file become visible in another, by itself or because some file runs both.
    pub(crate) fn shares(&self, file: FileId, other: FileId) -> bool {
        let has_both = |above: FileId| {
            let names = reach(&self.sources, above, &mut FxHashSet::default());
            names.contains(&file) && names.contains(&other)
        };
        reach(&self.run_by, file, &mut FxHashSet::default()).into_iter().any(has_both)
    }

    /// The files that are linked with this one, from the nearest on: those that it runs, directly or through others; then those that run it,
    /// each with what it runs besides.
    pub(crate) fn nearest(&self, file: FileId) -> Vec<FileId> {
        let mut seen = FxHashSet::default();
        let mut found = reach(&self.runs, file, &mut seen);
        for above in reach(&self.run_by, file, &mut FxHashSet::default()) {
            found.extend(reach(&self.runs, above, &mut seen));
        }
        found
    }
}

/// This file and all that can be reached from it, the nearest first, unless they were seen.
fn reach(edges: &FxHashMap<FileId, Vec<FileId>>, from: FileId, seen: &mut FxHashSet<FileId>) -> Vec<FileId> {
    let mut found: Vec<FileId> = seen.insert(from).then_some(from).into_iter().collect();
    let mut next = 0;
    while let Some(file) = found.get(next) {
        next += 1;
        let further = edges.get(file).into_iter().flatten().copied();
        let new: Vec<_> = further.filter(|other| seen.insert(*other)).collect();
        found.extend(new);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_first_and_circles_end() {
        let mut graph = Graph::default();
        let links = [(0, 1), (0, 2), (2, 3), (3, 2), (3, 4), (5, 0)];
        for (from, to) in links {
            let link = Link { kind: LinkKind::Source, path: String::new(), is_tail: false, at: 0, is_conditional: to == 3 };
            graph.add(FileId(from), FileId(to), &link);
        }
        let nearest = |file| graph.nearest(FileId(file)).iter().map(|file| file.0).collect::<Vec<_>>();
        assert_eq!(nearest(2), [2, 3, 4, 0, 1, 5]);
        assert_eq!(nearest(1), [1, 0, 2, 3, 4, 5]);
        assert_eq!(nearest(6), [6]);
        assert!(graph.shares(FileId(1), FileId(4)) && !graph.shares(FileId(1), FileId(6)));
        assert!(graph.sees(FileId(0), FileId(4)) && !graph.sees(FileId(4), FileId(0)) && graph.sees(FileId(3), FileId(3)));
        assert!(graph.surely_sees(FileId(0), FileId(2)) && !graph.surely_sees(FileId(0), FileId(4)));
    }
}
