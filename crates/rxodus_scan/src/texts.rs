//! What strings in a file say, put together of their parts: literals, variables that hold one string all along, and parts that are not known.

use std::{cell::OnceCell, ops::Range};

use rustc_hash::FxHashMap;
use rxodus_source::{Body, Joined, SourceFile};
use rxodus_syntax::{Argument, Piece, Segment, Shape};

use crate::unit::Code;

/// Variables in variables are followed so deep.
const DEEPEST: usize = 4;
/// A string of more parts is not followed further.
const MOST_PARTS: usize = 20_000;

/// The strings of a file.
pub(crate) struct Texts<'u, 'a> {
    file: &'a SourceFile,
    codes: &'u [Code<'a>],
    /// The code and index of each assignment, by name; filled when the first variable is looked up.
    assignments: OnceCell<FxHashMap<&'a str, Vec<(usize, usize)>>>,
}

/// The parts of a string, each with the code in which it stands.
pub(crate) type Parts<'u, 'a> = Vec<(usize, &'u Piece<'a>)>;

impl<'u, 'a> Texts<'u, 'a> {
    pub(crate) fn new(file: &'a SourceFile, codes: &'u [Code<'a>]) -> Self {
        Self { file, codes, assignments: OnceCell::new() }
    }

    /// The parts of a string that stands in this code.
    pub(crate) fn parts(&self, code: usize, pieces: &Range<u32>) -> Parts<'u, 'a> {
        let mut parts = Vec::new();
        self.follow(code, pieces, 0, &mut parts);
        parts
    }

    /// The parts of an argument: a string, or a variable that holds one.
    pub(crate) fn parts_of(&self, code: usize, argument: &Argument) -> Parts<'u, 'a> {
        match argument.value {
            Shape::Name(name) if argument.pieces.is_empty() => match self.held(code, name) {
                Some((code, pieces)) => self.parts(code, &pieces),
                None => Vec::new(),
            },
            _ => self.parts(code, &argument.pieces),
        }
    }

    fn follow(&self, code: usize, pieces: &Range<u32>, depth: usize, parts: &mut Parts<'u, 'a>) {
        for piece in self.codes[code].parsed.pieces_of(pieces) {
            let held = match piece {
                Piece::Name(name, _) if depth < DEEPEST && parts.len() < MOST_PARTS => self.held(code, name),
                _ => None,
            };
            match held {
                Some((code, pieces)) => self.follow(code, &pieces, depth + 1, parts),
                None => parts.push((code, piece)),
            }
        }
    }

    /// What a variable holds that gets one value in the whole file, a string.
    fn held(&self, code: usize, name: &str) -> Option<(usize, Range<u32>)> {
        let assignments = self.assignments.get_or_init(|| self.by_name());
        let language = self.codes[code].chunk.language;
        let mut found = assignments.get(name)?.iter().filter(|(code, _)| self.codes[*code].chunk.language == language);
        let (code, at) = *found.next().filter(|_| found.next().is_none())?;
        let pieces = self.codes[code].parsed.assignments[at].pieces.clone();
        (!pieces.is_empty()).then_some((code, pieces))
    }

    fn by_name(&self) -> FxHashMap<&'a str, Vec<(usize, usize)>> {
        let mut by_name: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for (code, at) in self.codes.iter().enumerate().flat_map(|(code, own)| (0..own.parsed.assignments.len()).map(move |at| (code, at))) {
            by_name.entry(self.codes[code].parsed.assignments[at].name.name).or_default().push((code, at));
        }
        by_name
    }

    /// All parts as one text, whose map leads to the decoded text of the file; several strings are lines.
    pub(crate) fn joined(&self, parts: &[(usize, &Piece)]) -> Joined {
        let mut joined = Joined::empty();
        for (code, piece) in parts {
            joined.append(&self.said(*code, piece));
        }
        joined
    }

    fn said(&self, code: usize, piece: &Piece) -> Joined {
        let chunk = self.codes[code].chunk;
        let mut joined = Joined::empty();
        let range = |range: &Range<u32>| range.start as usize..range.end as usize;
        match piece {
            Piece::Literal(literal) => literal.read(self.file.text_in(chunk), &chunk.unknown.parts, &mut joined),
            Piece::Name(_, place) | Piece::Unknown(place) => joined.fill(range(place)),
            Piece::Between(character, at) => joined.push(*character, range(&(*at..*at))),
            Piece::Next(at) => joined.push('\n', range(&(*at..*at))),
        }
        match &chunk.body {
            Body::Ranges(_) => joined,
            Body::Text { map, .. } => joined.through(map),
        }
    }

    /// The byte of the raw file at which the last part stands.
    pub(crate) fn place(&self, parts: &[(usize, &Piece)]) -> u32 {
        let Some((code, piece)) = parts.last() else { return 0 };
        let at = match piece {
            Piece::Literal(literal) => literal.range.start,
            Piece::Name(_, range) | Piece::Unknown(range) => range.start,
            Piece::Between(_, at) | Piece::Next(at) => *at,
        } as usize;
        self.file.span_in(self.codes[*code].chunk, at..at).start
    }

    /// The name that stands between the quotes of a string which is one literal.
    pub(crate) fn name(&self, parts: &[(usize, &Piece)]) -> Option<(usize, Segment<'a>)> {
        let [(code, Piece::Literal(literal))] = parts else { return None };
        let (chunk, range) = (self.codes[*code].chunk, literal.range.start as usize..literal.range.end as usize);
        let name = self.file.text_in(chunk).get(range.clone())?;
        Some((*code, Segment { name, span: self.file.span_in(chunk, range) }))
    }
}

/// Several strings, one by one.
pub(crate) fn strings<'p, 'u, 'a>(parts: &'p [(usize, &'u Piece<'a>)]) -> impl Iterator<Item = &'p [(usize, &'u Piece<'a>)]> {
    parts.split(|(_, piece)| matches!(piece, Piece::Next(_)))
}
