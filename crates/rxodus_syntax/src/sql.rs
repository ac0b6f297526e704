//! T-SQL to [`Parsed`]: calls of procedures and functions, objects that statements name, and the names of options in strings. No grammar.

use std::ops::Range;

use rxodus_source::{
    Language, Span,
    tsql::{self, Call, Code, Execution, TokenKind, Tokens},
};

use crate::{
    Argument, Comment, Parsed, Segment, Shape, UsageKind,
    collect::{Collector, Manner, Place},
};

/// A longer string is no name of an option.
const LONGEST_NAME: usize = 64;

/// What a chunk of T-SQL does.
pub(crate) fn parse<'a>(text: &'a str, ranges: &[Range<usize>], place: Place<'a>) -> Parsed<'a> {
    let mut collector = Collector::new(Language::Sql, text, place);
    for range in ranges {
        // Without the rest of the text behind the range, offsets still count from the text's start.
        let part = &text[range.clone()];
        let mut visitor = Visitor { code: Code::new(part), start: range.start, collector };
        visitor.comments(part);
        visitor.statements();
        collector = visitor.collector;
    }
    collector.parsed
}

struct Visitor<'a> {
    code: Code<'a>,
    /// Where the code begins in the chunk's text.
    start: usize,
    collector: Collector<'a>,
}

impl<'a> Visitor<'a> {
    fn comments(&mut self, text: &'a str) {
        for token in Tokens::new(text).filter(|token| token.kind == TokenKind::Comment) {
            let comment = Comment { text: &text[token.range()], span: self.span(token.range()) };
            self.collector.parsed.comments.push(comment);
        }
    }

    fn statements(&mut self) {
        let mut at = 0;
        while at < self.code.tokens.len() {
            at = self.step(at).max(at + 1);
        }
    }

    /// Reads what begins at this token, and gives the token behind it.
    fn step(&mut self, at: usize) -> usize {
        match self.code.execution(at) {
            Some(Execution::Call(call)) => return self.call(&call),
            Some(Execution::Text(_)) => return at + 2,
            None => {}
        }
        if let Some(end) = self.phrase(at) {
            return end;
        }
        let begins_batch = at == 0 || self.code.kind(at - 1) == Some(TokenKind::Go);
        let names = self.code.dotted(at);
        let Some(last) = names.last().copied() else { return at + 1 };
        if self.code.is_symbol(last + 1, "(") {
            self.function(&names);
        } else if let Some(call) = self.bare_call(at).filter(|_| begins_batch) {
            return self.call(&call);
        } else if at > 0 && self.code.is_any(at - 1, &["from", "join", "into", "update", "apply"]) {
            self.usage(UsageKind::Reference, &names, &[]);
        }
        last + 1
    }

    /// The first statement of a batch may call without `EXEC`.
    fn bare_call(&self, at: usize) -> Option<Call> {
        let call = self.code.call(at).filter(|_| self.code.kind(at) != Some(TokenKind::Variable))?;
        let is_named = call.arguments.first().is_some_and(|argument| argument.name.is_some());
        let begins_with_text = call.arguments.first().is_some_and(|argument| self.code.kind(argument.value.start) == Some(TokenKind::Text));
        (is_named || begins_with_text).then_some(call)
    }

    fn call(&mut self, call: &Call) -> usize {
        if self.code.kind(call.name[0]) != Some(TokenKind::Variable) {
            self.usage(UsageKind::Call, &call.name, &call.arguments);
            self.option_names(call.arguments.iter().map(|argument| argument.value.clone()));
        }
        call.end
    }

    /// `name(value, name = value, …)`.
    fn function(&mut self, names: &[usize]) {
        let open = names[names.len() - 1] + 1;
        let inside = self.code.inside(open);
        let mut arguments = Vec::new();
        let (mut start, mut at) = (inside.start, inside.start);
        while at < inside.end && arguments.len() < 8 {
            let has_name = at == start && self.code.kind(at) == Some(TokenKind::Word) && self.code.is_symbol(at + 1, "=");
            let by_name = has_name && at + 2 < inside.end;
            let value = if by_name { at + 2 } else { at };
            let end = self.code.operand_end(value).clamp(value + 1, inside.end);
            if at == start {
                arguments.push(tsql::Argument { name: by_name.then_some(at), value: value..end });
            }
            at = end;
            if self.code.is_symbol(at, ",") {
                at += 1;
                start = at;
            }
        }
        self.usage(UsageKind::Call, names, &arguments);
        self.option_names(arguments.into_iter().map(|argument| argument.value));
    }

    /// Strings that may be the names of options.
    fn option_names(&mut self, values: impl Iterator<Item = Range<usize>>) {
        for value in values.filter(|value| value.len() == 1) {
            let token = self.code.tokens[value.start];
            let inner = token.inner(self.code.text);
            let is_name = self.code.text[inner.clone()].bytes().all(|byte| byte.is_ascii_alphanumeric() || b" _-".contains(&byte));
            if token.kind == TokenKind::Text && is_name && (1..=LONGEST_NAME).contains(&inner.len()) {
                let segment = Segment { name: &self.code.text[inner.clone()], span: self.span(inner) };
                self.collector.usage(UsageKind::Reference, &[segment], segment.span, Vec::new(), Manner::default());
            }
        }
    }

    /// `CREATE EXTERNAL …` and its kin, and the rights that a `GRANT` names: the words are the name.
    fn phrase(&mut self, at: usize) -> Option<usize> {
        let code = &self.code;
        let is_external = code.is_any(at, &["create", "alter", "drop"]) && code.is(at + 1, "external") && code.kind(at + 2) == Some(TokenKind::Word);
        if is_external {
            // `RESOURCE POOL` and `DATA SOURCE` take two words.
            let len = if code.is_any(at + 2, &["resource", "data", "file"]) { 4 } else { 3 };
            return Some(self.words(at, at + len));
        }
        let is_right = code.is_any(at, &["execute", "alter"]) && code.is(at + 1, "any");
        let ends = |at: &usize| code.kind(*at) != Some(TokenKind::Word) || code.is_any(*at, &["to", "on"]);
        is_right.then(|| (at..=code.tokens.len()).find(ends)).flatten().map(|end| self.words(at, end))
    }

    fn words(&mut self, start: usize, end: usize) -> usize {
        let end = end.min(self.code.tokens.len());
        let between = |pair: &[tsql::Token]| self.code.text[pair[0].end as usize..pair[1].start as usize].trim().is_empty();
        if self.code.tokens[start..end].windows(2).all(between) {
            let names: Vec<_> = (start..end).collect();
            self.usage(UsageKind::Call, &names, &[]);
        }
        end
    }

    fn usage(&mut self, kind: UsageKind, names: &[usize], arguments: &[tsql::Argument]) {
        let path: Vec<_> = names.iter().map(|at| self.segment(*at)).collect();
        let last = arguments.last().map_or(names[names.len() - 1], |argument| argument.value.end - 1);
        let whole = self.bytes(names[0]).start..self.bytes(last).end;
        let arguments = arguments.iter().map(|argument| self.argument(argument)).collect();
        let whole = self.span(whole);
        self.collector.usage(kind, &path, whole, arguments, Manner::default());
    }

    fn segment(&self, at: usize) -> Segment<'a> {
        let inner = self.code.tokens[at].inner(self.code.text);
        Segment { name: &self.code.text[inner.clone()], span: self.span(inner) }
    }

    fn argument(&self, argument: &tsql::Argument) -> Argument<'a> {
        let first = argument.name.unwrap_or(argument.value.start);
        let span = self.span(self.bytes(first).start..self.bytes(argument.value.end - 1).end);
        Argument { name: argument.name.map(|at| self.segment(at)), span, value: self.shape(&argument.value), pieces: 0..0 }
    }

    fn shape(&self, value: &Range<usize>) -> Shape<'a> {
        let name = self.code.name(value.start);
        match self.code.kind(value.start) {
            Some(TokenKind::Text) if value.len() == 1 => Shape::Text(name),
            Some(TokenKind::Number) if value.len() == 1 => Shape::Number(name),
            Some(TokenKind::Variable) if value.len() == 1 => Shape::Name(name),
            _ => Shape::Other,
        }
    }

    fn bytes(&self, at: usize) -> Range<usize> {
        self.code.tokens.get(at).map_or(0..0, |token| token.range())
    }

    fn span(&self, range: Range<usize>) -> Span {
        self.collector.span(self.start + range.start..self.start + range.end)
    }
}
