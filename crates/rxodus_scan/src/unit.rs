//! A file that was parsed: its chunks, and the code in strings of those, down to three strings deep.

use std::collections::BTreeSet;

use rxodus_rules::{RuleId, RuleIndex};
use rxodus_source::{Chunk, Container, DEEPEST, Include, SourceFile};
use rxodus_syntax::{LinkKind, Parsed, Parser, ScopeId};

use crate::{
    collect::Item,
    embed::{self, Found},
};

/// A file that was parsed, with what its place in the tree tells.
pub(crate) struct Unit<'a> {
    pub(crate) file: &'a SourceFile,
    /// Its absolute path.
    pub(crate) location: &'a std::path::Path,
    /// Findings in it are reported; other files only tell what holds for the project.
    pub(crate) wanted: bool,
    /// Its chunks, then the code in strings of those, then the code in strings of that, and so on.
    pub(crate) codes: Vec<Code<'a>>,
    /// Other files that it runs.
    pub(crate) links: Vec<Link>,
}

/// A chunk, and where its code runs.
pub(crate) struct Code<'a> {
    pub(crate) chunk: &'a Chunk,
    pub(crate) parsed: Parsed<'a>,
    /// The chunk of the file in which it stands: index of that one.
    pub(crate) root: usize,
    pub(crate) session: Session,
    /// The code in one of whose strings it stands, where it can see the names of that one.
    pub(crate) host: Option<Host>,
    /// The call that runs it, where that is one of a function which a rule knows.
    pub(crate) runner: Option<Runner>,
}

/// Code that runs together: what one part of it attaches and defines, the others can see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Session(pub(crate) u32);

/// Where code in a string stands.
#[derive(Clone, Copy)]
pub(crate) struct Host {
    /// Index in [`Unit::codes`].
    pub(crate) code: usize,
    pub(crate) scope: ScopeId,
}

/// A call that runs code in a string, if it means one of these rules.
#[derive(Clone)]
pub(crate) struct Runner {
    /// Index in [`Unit::codes`].
    pub(crate) code: usize,
    /// Index of the call in its usages.
    pub(crate) usage: usize,
    pub(crate) rules: Vec<RuleId>,
}

/// Another file that a file runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) kind: LinkKind,
    /// With `/`.
    pub(crate) path: String,
    /// What stands before it is not known.
    pub(crate) is_tail: bool,
    /// The byte of the raw file at which it is run.
    pub(crate) at: u32,
    /// A condition decides whether it is.
    pub(crate) is_conditional: bool,
}

impl Session {
    /// The file's own.
    pub(crate) const FILE: Self = Self(0);
    /// That of examples in its comments, which see what the file defines.
    pub(crate) const EXAMPLES: Self = Self(1);
    /// One on another machine, which stays open from call to call.
    pub(crate) const REMOTE: Self = Self(2);
    /// The first of those that are used for one piece of code each.
    pub(crate) const OWN: Self = Self(3);

    /// Whether it sees what the file attaches and defines.
    pub(crate) fn sees_file(self) -> bool {
        self <= Self::EXAMPLES
    }
}

impl<'a> Unit<'a> {
    /// Parses a file.
    pub(crate) fn parse(parser: &mut Parser, item: &'a Item, index: &RuleIndex) -> Self {
        let file = &item.file;
        let codes = file.chunks.iter().zip(roots(&file.chunks)).map(|(chunk, root)| Code::of_file(root, chunk, parser.parse(file, chunk))).collect();
        let include = |Include { path, at }: &Include| {
            let at = file.span(*at..*at).start;
            Link { kind: LinkKind::Shared, path: path.clone(), is_tail: false, at, is_conditional: false }
        };
        let links = file.includes.iter().map(include).collect();
        let mut unit = Self { file, location: &item.location, wanted: item.wanted, codes, links };
        let mut start = 0;
        for level in 0..=DEEPEST {
            let found = embed::find(file, &unit.codes, start, index);
            start = unit.codes.len();
            unit.add(found, level, parser);
            if unit.codes.len() == start {
                break;
            }
        }
        unit
    }

    fn add(&mut self, found: Found<'a>, level: usize, parser: &mut Parser) {
        self.links.extend(found.links);
        let in_strings: BTreeSet<usize> = found.attaches.iter().map(|(code, _)| *code).collect();
        for (code, attach) in found.attaches {
            self.codes[code].parsed.attaches.push(attach);
        }
        for code in in_strings {
            self.codes[code].parsed.attaches.sort_by_key(|attach| attach.module.span);
        }
        let (chunks, places): (Vec<_>, Vec<_>) = found.code.into_iter().map(|embedded| (embedded.chunk, (embedded.root, embedded.place))).unzip();
        for (chunk, (root, place)) in self.file.embed(level, chunks).iter().zip(places) {
            let parsed = parser.parse(self.file, chunk);
            self.codes.push(Code { chunk, parsed, root, session: place.session, host: place.host, runner: place.runner });
        }
    }
}

/// For each chunk the first one of its cell, which is all of the cell.
fn roots(chunks: &[Chunk]) -> Vec<usize> {
    let mut roots = Vec::with_capacity(chunks.len());
    for (at, chunk) in chunks.iter().enumerate() {
        let goes_on = at > 0 && chunk.cell.is_some() && chunk.cell == chunks[at - 1].cell;
        roots.push(if goes_on { roots[at - 1] } else { at });
    }
    roots
}

impl<'a> Code<'a> {
    /// Whether it is a chunk of the file itself, and no string.
    pub(crate) fn is_file_chunk(&self) -> bool {
        !matches!(self.chunk.container, Container::RString | Container::PythonString)
    }

    /// A chunk of a file.
    fn of_file(root: usize, chunk: &'a Chunk, parsed: Parsed<'a>) -> Self {
        let is_example = chunk.container == Container::Roxygen;
        let host = is_example.then_some(Host { code: 0, scope: ScopeId(0) });
        let session = if is_example { Session::EXAMPLES } else { Session::FILE };
        Self { chunk, parsed, root, session, host, runner: None }
    }
}
