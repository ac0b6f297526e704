//! What both languages' visitors write into: the parsed chunk, the scopes and calls around the current node, and places.

use std::ops::Range;

use rxodus_source::{Chunk, Language, SourceFile, Span};

use crate::{
    Argument, Arm, Assignment, Comment, Member, Parsed, Piece, Purpose, Scope, ScopeId, ScopeKind, Segment, TextUse, Usage, UsageKind, Value,
    flat::Node, grammar::Field,
};

/// Turns offsets in the text of a chunk into spans of the raw file.
pub(crate) struct Place<'a> {
    file: &'a SourceFile,
    chunk: &'a Chunk,
}

impl<'a> Place<'a> {
    pub(crate) fn new(file: &'a SourceFile, chunk: &'a Chunk) -> Self {
        Self { file, chunk }
    }

    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        self.file.span_in(self.chunk, range)
    }
}

/// The state of a walk.
pub(crate) struct Collector<'a> {
    pub(crate) parsed: Parsed<'a>,
    pub(crate) text: &'a str,
    place: Place<'a>,
    scopes: Vec<ScopeId>,
    calls: Vec<Option<u32>>,
    /// How many conditions there are around the current node, inside its scope.
    conditions: Vec<u32>,
    /// How many loops.
    loops: u32,
    /// How many branches there were.
    branches: u32,
    /// How many formulas.
    pub(crate) formulas: u32,
}

/// What a usage is besides its name.
#[derive(Clone, Copy, Default)]
pub(crate) struct Manner {
    pub(crate) placeholder: Option<u32>,
    pub(crate) replaced: bool,
    pub(crate) recovered: bool,
}

impl<'a> Collector<'a> {
    pub(crate) fn new(language: Language, text: &'a str, place: Place<'a>) -> Self {
        let parsed = Parsed::empty(language);
        Self { parsed, text, place, scopes: vec![ScopeId(0)], calls: Vec::new(), conditions: vec![0], loops: 0, branches: 0, formulas: 0 }
    }

    pub(crate) fn text_of(&self, node: Node) -> &'a str {
        self.text.get(node.byte_range()).unwrap_or_default()
    }

    pub(crate) fn span_of(&self, node: Node) -> Span {
        self.place.span(node.byte_range())
    }

    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        self.place.span(range)
    }

    /// The first byte after a node that is no white space.
    pub(crate) fn next_byte(&self, node: Node) -> Option<u8> {
        self.text.as_bytes().get(node.end_byte()..)?.iter().copied().find(|byte| !byte.is_ascii_whitespace())
    }

    pub(crate) fn scope(&self) -> ScopeId {
        self.scopes[self.scopes.len() - 1]
    }

    pub(crate) fn enter_scope(&mut self, kind: ScopeKind, node: Node) {
        let id = ScopeId(self.parsed.scopes.len() as u32);
        self.parsed.scopes.push(Scope { parent: Some(self.scope()), span: self.span_of(node), kind, only: None });
        self.scopes.push(id);
        self.conditions.push(0);
    }

    /// A function, and all that it does where that is one expression.
    pub(crate) fn enter_function(&mut self, node: Node, only: Option<Node>) {
        self.enter_scope(ScopeKind::Function, node);
        let only = only.map(|only| self.span_of(only));
        if let Some(scope) = self.parsed.scopes.last_mut() {
            scope.only = only;
        }
    }

    pub(crate) fn member(&mut self, whole: Node, object: Node, name: Segment<'a>) {
        let (whole, object) = (self.span_of(whole), self.span_of(object));
        self.parsed.members.push(Member { object, whole, name });
    }

    pub(crate) fn leave_scope(&mut self) {
        self.scopes.pop();
        self.conditions.pop();
    }

    /// The scope around the current one; the file's is its own.
    pub(crate) fn outer_scope(&self) -> ScopeId {
        self.parsed.scopes[self.scope().0 as usize].parent.unwrap_or(ScopeId(0))
    }

    /// An `if`, or what is like it: what it does, and whether one of that is done in any case.
    pub(crate) fn enter_condition(&mut self, node: Node, is_exhaustive: bool) {
        *self.conditions.last_mut().expect("the file's scope stays") += 1;
        match node.child(Field::Consequence) {
            Some(first) => {
                let arms: Vec<_> = std::iter::once(first).chain(node.children_in(Field::Alternative)).collect();
                self.branch(&arms, is_exhaustive);
            }
            None => node.children().for_each(|part| self.branch(&[part], false)),
        }
        self.loops += u32::from(node.child(Field::Body).is_some());
    }

    fn branch(&mut self, arms: &[Node], is_exhaustive: bool) {
        let all = is_exhaustive.then_some(arms.len() as u32);
        let (branch, scope, is_repeated) = (self.branches, self.scope(), self.loops > 0);
        self.branches += 1;
        let arms: Vec<_> = arms.iter().map(|arm| Arm { span: self.span_of(*arm), scope, parent: None, branch, all, is_repeated }).collect();
        self.parsed.arms.extend(arms);
    }

    pub(crate) fn leave_condition(&mut self, node: Node) {
        *self.conditions.last_mut().expect("the file's scope stays") -= 1;
        self.loops -= u32::from(node.child(Field::Body).is_some());
    }

    pub(crate) fn enter_loop(&mut self) {
        self.loops += 1;
    }

    pub(crate) fn leave_loop(&mut self) {
        self.loops -= 1;
    }

    /// All was walked.
    pub(crate) fn finish(mut self) -> Parsed<'a> {
        self.parsed.arrange_arms();
        self.parsed
    }

    /// From here on, usages stand inside this call; `None` for a call that has no name.
    pub(crate) fn enter_call(&mut self, usage: Option<u32>) {
        self.calls.push(usage);
    }

    pub(crate) fn leave_call(&mut self) {
        self.calls.pop();
    }

    /// A name that has its value from here on.
    pub(crate) fn assign(&mut self, name: Segment<'a>, scope: ScopeId, value: Value<'a>) {
        self.assign_at(name, scope, value, name.span.end);
    }

    /// A name that has its value from the end of a statement on.
    pub(crate) fn assign_after(&mut self, name: Segment<'a>, scope: ScopeId, value: Value<'a>, statement: Node) {
        self.assign_at(name, scope, value, self.span_of(statement).end);
    }

    fn assign_at(&mut self, name: Segment<'a>, scope: ScopeId, value: Value<'a>, since: u32) {
        let conditional = self.conditions[self.conditions.len() - 1] > 0;
        self.parsed.assignments.push(Assignment { name, scope, value, pieces: 0..0, conditional, since });
    }

    /// The last name that was assigned gets a function on some condition.
    pub(crate) fn perhaps_a_function(&mut self) {
        if let Some(assignment) = self.parsed.assignments.last_mut() {
            (assignment.value, assignment.conditional) = (Value::Function, true);
        }
    }

    /// Says what the last name that was assigned holds.
    pub(crate) fn holds(&mut self, pieces: Range<u32>) {
        if let Some(assignment) = self.parsed.assignments.last_mut() {
            assignment.pieces = pieces;
        }
    }

    /// Keeps the parts of a string.
    pub(crate) fn keep(&mut self, pieces: impl IntoIterator<Item = Piece<'a>>) -> Range<u32> {
        let start = self.parsed.pieces.len() as u32;
        self.parsed.pieces.extend(pieces);
        start..self.parsed.pieces.len() as u32
    }

    /// A string that is used for something, here.
    pub(crate) fn text_use(&mut self, purpose: Purpose, pieces: Vec<Piece<'a>>, at: Node, needs: Option<&'static str>) {
        if pieces.iter().any(|piece| matches!(piece, Piece::Literal(_) | Piece::Name(..))) {
            let (pieces, scope, at) = (self.keep(pieces), self.scope(), self.span_of(at).start);
            let is_conditional = self.conditions[self.conditions.len() - 1] > 0;
            self.parsed.texts.push(TextUse { purpose, pieces, scope, at, is_conditional, needs });
        }
    }

    pub(crate) fn comment(&mut self, node: Node) {
        let comment = Comment { text: self.text_of(node), span: self.span_of(node) };
        self.parsed.comments.push(comment);
    }

    pub(crate) fn error(&mut self, node: Node) {
        let span = self.span_of(node);
        self.parsed.errors.nodes.push(span);
    }

    /// Keeps an argument that stands elsewhere than in its call.
    pub(crate) fn keep_argument(&mut self, argument: Argument<'a>) -> u32 {
        self.parsed.arguments.push(argument);
        self.parsed.arguments.len() as u32 - 1
    }

    /// Writes a usage and gives its index.
    pub(crate) fn usage(&mut self, kind: UsageKind, path: &[Segment<'a>], whole: Span, arguments: Vec<Argument<'a>>, manner: Manner) -> Option<u32> {
        let name = path.last()?.name;
        let start = self.parsed.segments.len() as u32;
        self.parsed.segments.extend_from_slice(path);
        let first = self.parsed.arguments.len() as u32;
        self.parsed.arguments.extend(arguments);
        let usage = Usage {
            kind,
            name,
            path: start..self.parsed.segments.len() as u32,
            whole,
            arguments: first..self.parsed.arguments.len() as u32,
            scope: self.scope(),
            conditional: self.conditions[self.conditions.len() - 1] > 0,
            placeholder: manner.placeholder,
            replaced: manner.replaced,
            in_formula: self.formulas > 0,
            recovered: manner.recovered,
            inside: self.calls.iter().rev().find_map(|call| *call),
        };
        self.parsed.usages.push(usage);
        Some(self.parsed.usages.len() as u32 - 1)
    }

    /// A name in a part of the text that fits no grammar: a call if a `(` follows.
    pub(crate) fn loose_name(&mut self, node: Node, name: &'a str) {
        let kind = if self.next_byte(node) == Some(b'(') { UsageKind::Call } else { UsageKind::Reference };
        let segment = Segment { name, span: self.span_of(node) };
        self.usage(kind, &[segment], segment.span, Vec::new(), Manner { recovered: true, ..Manner::default() });
    }

    /// Without a tree: every word with a `(` behind it, comments and strings not told apart.
    pub(crate) fn words(mut self) -> Parsed<'a> {
        self.parsed.errors.aborted = true;
        let ranges = self.place.chunk.body.ranges();
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.';
        for range in ranges {
            let bytes = &self.text.as_bytes()[range.clone()];
            let mut at = 0;
            while let Some(open) = bytes[at..].iter().position(|&byte| byte == b'(').map(|open| at + open) {
                let end = bytes[..open].iter().rposition(|byte| !byte.is_ascii_whitespace()).map_or(0, |last| last + 1);
                let start = bytes[..end].iter().rposition(|&byte| !is_word(byte)).map_or(0, |before| before + 1);
                let word = range.start + start..range.start + end;
                if let Some(name) = self.text.get(word.clone()).filter(|name| !name.is_empty()) {
                    let segment = Segment { name, span: self.span(word) };
                    self.usage(UsageKind::Call, &[segment], segment.span, Vec::new(), Manner { recovered: true, ..Manner::default() });
                }
                at = open + 1;
            }
        }
        self.parsed
    }
}
