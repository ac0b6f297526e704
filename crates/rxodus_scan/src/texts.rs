//! What strings in a file say, put together of their parts: literals, variables of which it is known what they hold, and parts that are not
//! known.

use std::{cell::OnceCell, ops::Range};

use rustc_hash::FxHashMap;
use rxodus_source::{Body, Joined, Language, SourceFile};
use rxodus_syntax::{Argument, Assignment, Piece, ScopeId, Segment, Shape, TextUse};

use crate::unit::Code;

/// Variables in variables are followed so deep.
const DEEPEST: usize = 4;
/// A string of more parts is not followed further.
const MOST_PARTS: usize = 20_000;

/// The strings of a file.
pub(crate) struct Texts<'u, 'a> {
    file: &'a SourceFile,
    codes: &'u [Code<'a>],
    /// Filled when the first variable is looked up.
    variables: OnceCell<Variables<'a>>,
}

/// The assignments of a file, each by its code and its index there.
#[derive(Default)]
struct Variables<'a> {
    /// By code and scope, in the order of the text.
    in_scopes: FxHashMap<(usize, ScopeId, &'a str), Vec<usize>>,
    /// At the level of the file.
    of_file: FxHashMap<(Language, &'a str), Vec<(usize, usize)>>,
}

/// Where a variable is used.
#[derive(Clone, Copy)]
pub(crate) struct Use {
    /// Index of the code.
    pub(crate) code: usize,
    pub(crate) scope: ScopeId,
    /// The byte of the raw file.
    pub(crate) at: u32,
}

/// The parts of a string, each with the code in which it stands.
pub(crate) type Parts<'u, 'a> = Vec<(usize, &'u Piece<'a>)>;

impl<'u, 'a> Texts<'u, 'a> {
    pub(crate) fn new(file: &'a SourceFile, codes: &'u [Code<'a>]) -> Self {
        Self { file, codes, variables: OnceCell::new() }
    }

    /// The parts of a string that is used here.
    pub(crate) fn parts(&self, code: usize, text: &TextUse) -> Parts<'u, 'a> {
        let mut parts = Vec::new();
        self.follow(Use { code, scope: text.scope, at: text.at }, &text.pieces, 0, &mut parts);
        parts
    }

    /// The parts of an argument: a string, or a variable that holds one.
    pub(crate) fn parts_of(&self, code: usize, scope: ScopeId, argument: &Argument) -> Parts<'u, 'a> {
        let (here, mut parts) = (Use { code, scope, at: argument.span.start }, Vec::new());
        match argument.value {
            Shape::Name(name) if argument.pieces.is_empty() => {
                if let Some((place, pieces)) = self.held(here, name) {
                    self.follow(place, &pieces, 0, &mut parts);
                }
            }
            _ => self.follow(here, &argument.pieces, 0, &mut parts),
        }
        parts
    }

    fn follow(&self, here: Use, pieces: &Range<u32>, depth: usize, parts: &mut Parts<'u, 'a>) {
        for piece in self.codes[here.code].parsed.pieces_of(pieces) {
            let held = match piece {
                Piece::Name(name, _) if depth < DEEPEST && parts.len() < MOST_PARTS => self.held(here, name),
                _ => None,
            };
            match held {
                Some((place, pieces)) => self.follow(place, &pieces, depth + 1, parts),
                None => parts.push((here.code, piece)),
            }
        }
    }

    /// What a variable holds here, and where it got that: in the innermost scope that has it, in this code or, at the level of the file, in
    /// another one.
    fn held(&self, here: Use, name: &str) -> Option<(Use, Range<u32>)> {
        let (variables, parsed) = (self.variables.get_or_init(|| Variables::of(self.codes)), &self.codes[here.code].parsed);
        let in_scopes = parsed.enclosing(here.scope).find_map(|scope| Some((scope, variables.in_scopes.get(&(here.code, scope, name))?.as_slice())));
        let (code, at) = match in_scopes {
            Some((scope, [only])) if parsed.assignments[*only].since <= here.at || scope != here.scope => (here.code, *only),
            Some((scope, all)) if scope == here.scope => (here.code, self.last(here, all)?),
            Some(_) => return None,
            None => match variables.of_file.get(&(parsed.language, name))?.as_slice() {
                [only] => *only,
                _ => return None,
            },
        };
        let assignment = &self.codes[code].parsed.assignments[at];
        let place = Use { code, scope: assignment.scope, at: assignment.name.span.start };
        (!assignment.pieces.is_empty()).then(|| (place, assignment.pieces.clone()))
    }

    /// The last of several assignments before a place, if no condition decides which one that is.
    fn last(&self, here: Use, all: &[usize]) -> Option<usize> {
        let assignments = &self.codes[here.code].parsed.assignments;
        let at = all.partition_point(|assignment| assignments[*assignment].since <= here.at).checked_sub(1)?;
        (!assignments[all[at]].conditional).then_some(all[at])
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

impl<'a> Variables<'a> {
    fn of(codes: &[Code<'a>]) -> Self {
        let mut variables = Self::default();
        for (code, own) in codes.iter().enumerate() {
            for (at, assignment) in own.parsed.assignments.iter().enumerate() {
                let Assignment { name, scope, .. } = assignment;
                variables.in_scopes.entry((code, *scope, name.name)).or_default().push(at);
                if *scope == ScopeId(0) {
                    variables.of_file.entry((own.parsed.language, name.name)).or_default().push((code, at));
                }
            }
        }
        for ((code, ..), all) in &mut variables.in_scopes {
            all.sort_by_key(|at| codes[*code].parsed.assignments[*at].since);
        }
        variables
    }
}

/// Several strings, one by one.
pub(crate) fn strings<'p, 'u, 'a>(parts: &'p [(usize, &'u Piece<'a>)]) -> impl Iterator<Item = &'p [(usize, &'u Piece<'a>)]> {
    parts.split(|(_, piece)| matches!(piece, Piece::Next(_)))
}
