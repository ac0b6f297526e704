//! Where a value comes from: a text, a call, through variables, within a file and over the files that it runs.

use rxodus_rules::Role;
use rxodus_source::Span;
use rxodus_syntax::{Argument, Assignment, Parsed, Piece, ScopeId, Shape, Value};

use super::{
    Flows, Place,
    functions::Function,
    sites::{function_of, session_of},
    way::Way,
};
use crate::FileId;

/// Values are followed through so many steps.
pub(super) const DEEPEST: usize = 12;

/// So many names at the beginning of a function are looked at for its parameters.
const MOST_PARAMETERS: usize = 256;

/// A value from so many places is not followed further.
const MOST_SOURCES: usize = 16;

/// A place in code, and when that is reached.
#[derive(Clone, Copy)]
pub(super) struct At {
    pub(super) file: usize,
    pub(super) code: usize,
    pub(super) scope: ScopeId,
    /// A byte of the raw file.
    pub(super) byte: u32,
}

/// Where a value comes from.
pub(super) enum Source<'f> {
    /// A text; of one that is put together the end.
    Text(&'f str, Place, bool),
    /// A resolved call, as an index of the file's calls.
    Call(usize, usize),
    /// A call of another function.
    Other(&'f str, Place),
    /// Data that is handed over to the script.
    Input(Place),
    /// A variable that nothing assigns.
    Free(&'f str, Place),
    Unknown,
}

impl<'f> Flows<'f, '_> {
    /// The kind of data that an argument names, and where the code says it, if elsewhere.
    pub(super) fn data_kind(&self, file: usize, call: usize, argument: Span) -> (Option<u8>, Option<Place>) {
        let sources = self.argument(file, call, argument, 0);
        let mut kinds = sources.iter().map(|source| self.data_of_source(source, 0));
        let Some((first, place)) = kinds.next().flatten() else { return (None, None) };
        let agreed = kinds.all(|other| other.is_some_and(|(kind, _)| kind == first));
        let is_elsewhere = place.file.0 as usize != file || place.span.start < argument.start || place.span.end > argument.end;
        (agreed.then_some(first), Some(place).filter(|_| agreed && is_elsewhere))
    }

    fn data_of_source(&self, source: &Source, depth: usize) -> Option<(u8, Place)> {
        let flow = &self.index.ruleset().flow;
        match source {
            Source::Text(text, place, _) => flow.data_of_file(text).map(|kind| (kind, *place)),
            Source::Call(file, call) => self.data_of_call(*file, *call, depth),
            Source::Other(function, place) => flow.data_of_call(function).map(|kind| (kind, *place)),
            Source::Input(place) => flow.in_memory().map(|kind| (kind, *place)),
            Source::Free(name, place) => flow.data_of_name(name).map(|kind| (kind, *place)),
            Source::Unknown => None,
        }
    }

    /// What a call gives: the data source that it makes, what it writes, or a data frame where it writes nothing.
    fn data_of_call(&self, file: usize, call: usize, depth: usize) -> Option<(u8, Place)> {
        let flow = &self.index.ruleset().flow;
        let finding = &self.resolved[file][self.sites[file].calls[call].finding];
        let place = Place { file: FileId(file as u32), span: finding.span };
        let symbol = self.index.symbol(finding.rule)?;
        let kind = |name: &str| flow.data(name).map(|kind| (kind, place));
        symbol.roles.iter().find_map(|role| match role {
            Role::DataSource(name) => kind(name),
            Role::Returns(what) if flow.data(what).is_some() => kind(what),
            Role::Returns(what) => {
                let is_meant = |formal: Option<u16>| formal.is_some_and(|formal| symbol.formals[usize::from(formal)].name == *what);
                match finding.arguments.iter().find(|argument| is_meant(argument.formal)) {
                    None if finding.more_arguments || finding.recovered => None,
                    None => flow.in_memory().map(|kind| (kind, place)),
                    Some(_) if depth >= DEEPEST => None,
                    Some(argument) => {
                        let sources = self.argument(file, call, argument.span, depth + 1);
                        sources.first().filter(|_| sources.len() == 1).and_then(|source| self.data_of_source(source, depth + 1))
                    }
                }
            }
            _ => None,
        })
    }

    /// Where the value of an argument comes from.
    pub(super) fn argument(&self, file: usize, call: usize, argument: Span, depth: usize) -> Vec<Source<'f>> {
        let site = &self.sites[file].calls[call];
        let parsed = &self.units[file].codes[site.code].parsed;
        let usage = &parsed.usages[site.usage];
        let Some(written) = parsed.arguments_of(usage).iter().find(|written| written.span == argument) else { return vec![Source::Unknown] };
        let at = At { file, code: site.code, scope: usage.scope, byte: site.whole.start };
        let given = parsed.given(usage, written);
        self.value(at, &given.value, &given.pieces, if given == written { argument } else { given.span }, depth)
    }

    /// Where a value comes from that stands in this place.
    fn value(&self, at: At, shape: &Shape<'f>, pieces: &std::ops::Range<u32>, place: Span, depth: usize) -> Vec<Source<'f>> {
        if let Shape::Name(name) | Shape::Part(name) = shape {
            let here = Place { file: FileId(at.file as u32), span: place };
            return match self.variable(at, name, depth + 1) {
                sources if !sources.is_empty() => sources,
                _ if self.units[at.file].codes[at.code].chunk.inputs.iter().any(|input| input == name) => vec![Source::Input(here)],
                _ => vec![Source::Free(name, here)],
            };
        }
        if let Some(call) = self.sites[at.file].ending(place.start, place.end) {
            return vec![Source::Call(at.file, call)];
        }
        if let Some(text) = self.text(at, pieces) {
            return vec![text];
        }
        match self.function(at, shape, place) {
            Some(function) => vec![Source::Other(function, Place { file: FileId(at.file as u32), span: place })],
            None => vec![Source::Unknown],
        }
    }

    /// The function of another package that is called, in the text of the file.
    fn function(&self, at: At, shape: &Shape, place: Span) -> Option<&'f str> {
        if matches!(shape, Shape::Call(_)) || matches!(shape, Shape::Other) {
            return Some(self.units[at.file].codes[at.code].parsed.usage_at(place)?.name);
        }
        None
    }

    /// The texts that a loop runs over.
    fn elements(&self, at: At, pieces: &std::ops::Range<u32>) -> Vec<Source<'f>> {
        let (mut texts, mut start) = (Vec::new(), pieces.start);
        for (end, piece) in (pieces.start..).zip(self.units[at.file].codes[at.code].parsed.pieces_of(pieces)) {
            if matches!(piece, Piece::Next(_)) {
                texts.push(start..end);
                start = end + 1;
            }
        }
        texts.push(start..pieces.end);
        texts.iter().map(|text| self.text(at, text).unwrap_or(Source::Unknown)).collect()
    }

    /// The last part of a text, if that is known.
    fn text(&self, at: At, pieces: &std::ops::Range<u32>) -> Option<Source<'f>> {
        let unit = &self.units[at.file];
        let code = &unit.codes[at.code];
        let pieces = code.parsed.pieces_of(pieces);
        let Some(Piece::Literal(literal)) = pieces.last() else { return None };
        let range = literal.range.start as usize..literal.range.end as usize;
        let span = unit.file.span_in(code.chunk, range.clone());
        let text = unit.file.text_in(code.chunk).get(range)?;
        Some(Source::Text(text, Place { file: FileId(at.file as u32), span }, pieces.len() == 1))
    }

    /// Where the value of a variable may come from, at this place: from its last assignment, and from those that depend on a condition.
    /// Nothing for a variable that is assigned nowhere.
    pub(super) fn variable(&self, at: At, name: &'f str, depth: usize) -> Vec<Source<'f>> {
        if depth > DEEPEST {
            return vec![Source::Unknown];
        }
        let unit = &self.units[at.file];
        let mut sources = Vec::new();
        for (function, until) in levels(&unit.codes[at.code].parsed, at) {
            let mut way = Way::to(unit, at.code, until, function);
            for (code, assignment) in self.assignments(at, name, function, until) {
                let byte = assignment.name.span.start;
                if !way.comes_from(code, byte) {
                    continue;
                }
                sources.extend(self.assigned_value(at.file, code, assignment, depth));
                if way.settle(code, byte) || sources.len() > MOST_SOURCES {
                    return sources;
                }
            }
        }
        if sources.is_empty() {
            return self.variable_elsewhere(at.file, name, depth);
        }
        sources.push(Source::Unknown);
        sources
    }

    fn assigned_value(&self, file: usize, code: usize, assignment: &'f Assignment<'f>, depth: usize) -> Vec<Source<'f>> {
        if assignment.value == Value::Parameter {
            return self.parameter(Function { file, code, scope: assignment.scope }, assignment.name.name, depth + 1);
        }
        let at = At { file, code, scope: assignment.scope, byte: assignment.name.span.start };
        let shape = match &assignment.value {
            Value::Expression(shape) => shape,
            Value::Element => return self.elements(at, &assignment.pieces),
            _ => return vec![Source::Unknown],
        };
        let place = Span { start: assignment.name.span.end, end: assignment.since };
        self.value(at, shape, &assignment.pieces, place, depth)
    }

    /// What the calls of a function give one of its parameters.
    fn parameter(&self, function: Function, name: &str, depth: usize) -> Vec<Source<'f>> {
        let own = &self.units[function.file].codes[function.code].parsed;
        let parameters = parameters(own, function.scope);
        let callers = self.sites[function.file].name_of(function.code, function.scope).map(|called| self.callers(function, called));
        let mut sources = Vec::new();
        for caller in callers.into_iter().flatten().take(MOST_SOURCES + 1) {
            let parsed = &self.units[caller.0].codes[caller.1].parsed;
            let given = filling(&parameters, name, parsed.arguments_of(&parsed.usages[caller.2]));
            sources.extend(given.map_or(vec![Source::Unknown], |given| self.value(self.at(caller), &given.value, &given.pieces, given.span, depth)));
        }
        if sources.is_empty() || sources.len() > MOST_SOURCES { vec![Source::Unknown] } else { sources }
    }

    /// The assignments to a name in a function, or at the level of the file, that hold at a byte, the last one first.
    fn assignments(&self, at: At, name: &'f str, function: Option<ScopeId>, until: u32) -> impl Iterator<Item = (usize, &'f Assignment<'f>)> {
        let unit = &self.units[at.file];
        let own = session_of(unit, at.code);
        let all = self.sites[at.file].assigned(unit, name, until).map(|(code, index)| (code, &unit.codes[code].parsed.assignments[index]));
        all.filter(move |(code, assignment)| {
            function_of(&unit.codes[*code].parsed, assignment.scope) == function
                && (function.is_none() || *code == at.code)
                && session_of(unit, *code) == own
        })
    }

    /// The value that the nearest linked file gives a name.
    fn variable_elsewhere(&self, file: usize, name: &'f str, depth: usize) -> Vec<Source<'f>> {
        let near = self.projects.of(FileId(file as u32)).graph.nearest(FileId(file as u32));
        for other in near.iter().map(|other| other.0 as usize).filter(|other| *other != file) {
            let unit = &self.units[other];
            let Some((code, at)) = self.sites[other].assigned(unit, name, u32::MAX).next() else { continue };
            let assignment = &unit.codes[code].parsed.assignments[at];
            if function_of(&unit.codes[code].parsed, assignment.scope).is_none() {
                return self.variable(At { file: other, code, scope: assignment.scope, byte: assignment.since }, name, depth + 1);
            }
        }
        Vec::new()
    }
}

/// Where a name may be assigned that is used at a place, each with the last byte that counts: in the function, then in the file, all of which may
/// have run when the function does.
fn levels(parsed: &Parsed, at: At) -> impl Iterator<Item = (Option<ScopeId>, u32)> + use<> {
    let function = function_of(parsed, at.scope);
    let outside = if function.is_some() { u32::MAX } else { at.byte };
    function.map(|function| (Some(function), at.byte)).into_iter().chain([(None, outside)])
}

/// The names of a function's parameters, in their order.
fn parameters<'a>(parsed: &Parsed<'a>, function: ScopeId) -> Vec<&'a str> {
    let span = parsed.scopes[function.0 as usize].span;
    let first = parsed.assignments.partition_point(|assignment| assignment.name.span.start < span.start);
    let inside = parsed.assignments[first..].iter().take(MOST_PARAMETERS).take_while(|assignment| assignment.name.span.start < span.end);
    inside.filter(|assignment| assignment.scope == function && assignment.value == Value::Parameter).map(|assignment| assignment.name.name).collect()
}

/// The argument that fills a parameter, by its name or its place; none where that cannot be told.
fn filling<'p, 'a>(parameters: &[&str], name: &str, arguments: &'p [Argument<'a>]) -> Option<&'p Argument<'a>> {
    let named = |name: &str| arguments.iter().find(|argument| argument.name.is_some_and(|own| own.name == name));
    let by_place = || {
        let place = parameters.iter().filter(|other| named(other).is_none()).position(|other| *other == name)?;
        let unnamed: Vec<_> = arguments.iter().filter(|argument| argument.name.is_none()).collect();
        unnamed.get(place).copied().filter(|_| unnamed[..=place].iter().all(|argument| argument.value != Shape::Spread))
    };
    named(name).or_else(by_place)
}
