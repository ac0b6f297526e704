//! What the statements of a text do with strings: which they assign, run as T-SQL, or hand to the procedure that runs scripts.

use std::ops::Range;

use super::{
    RUNS_SCRIPTS,
    expression::pieces,
    script::ScriptCall,
    strings::{Piece, has_text, mentions},
    variables::{Read, Variables},
};
use crate::tsql::{Argument, Call, Code, Execution, TokenKind};

/// What a text does with strings.
pub(super) struct Statements<'a> {
    pub(super) code: &'a Code<'a>,
    pub(super) variables: Variables,
    pub(super) calls: Vec<ScriptCall>,
    run: Vec<Strings>,
    /// In the list of a `SELECT`, where variables can be set.
    selecting: bool,
    /// Which literals are part of a string that was given out.
    given: Vec<bool>,
}

/// One string, or those that a variable may hold.
#[derive(Debug, Clone)]
pub(super) enum Strings {
    One(Vec<Piece>),
    Of(Read),
}

/// A string that holds T-SQL.
pub(super) struct RunString {
    pub(super) pieces: Vec<Piece>,
    /// A statement runs it; else it only mentions the procedure that runs scripts.
    pub(super) sure: bool,
}

impl<'a> Statements<'a> {
    /// Reads a text once, from its first token to its last.
    pub(super) fn read(code: &'a Code<'a>) -> Self {
        let given = vec![false; code.tokens.len()];
        let mut statements = Self { code, variables: Variables::default(), calls: Vec::new(), run: Vec::new(), selecting: false, given };
        let mut at = 0;
        while at < code.tokens.len() {
            at = statements.step(at).max(at + 1);
        }
        statements
    }

    /// Reads what begins at this token, and gives the token behind it.
    fn step(&mut self, at: usize) -> usize {
        match self.code.kind(at) {
            Some(TokenKind::Go) => {
                self.variables.batch += 1;
                self.selecting = false;
                at + 1
            }
            Some(TokenKind::Variable) => self.variable(at),
            Some(TokenKind::Word | TokenKind::Bracketed) => self.word(at),
            _ => at + 1,
        }
    }

    fn word(&mut self, at: usize) -> usize {
        if let Some(execution) = self.code.execution(at) {
            self.selecting = false;
            return self.execution(execution);
        }
        if self.is_bare_call(at) {
            let call = self.code.call(at);
            return call.map_or(at + 1, |call| self.call(&call));
        }
        if self.code.is(at, "select") {
            self.selecting = true;
        } else if self.code.is_any(at, &["from", "where", "set", "declare", "if", "begin", "insert", "update", "delete", "return"]) {
            self.selecting = false;
        }
        at + 1
    }

    /// The first statement of a batch needs no `EXEC`.
    fn is_bare_call(&self, at: usize) -> bool {
        let next = self.code.kind(at + 1);
        self.code.name(at).eq_ignore_ascii_case(RUNS_SCRIPTS)
            && (next == Some(TokenKind::Text) || (next == Some(TokenKind::Variable) && self.code.is_symbol(at + 2, "=")))
    }

    fn execution(&mut self, execution: Execution) -> usize {
        match execution {
            Execution::Call(call) => self.call(&call),
            Execution::Text(tokens) => {
                let strings = self.strings(tokens.clone());
                self.run.push(strings);
                tokens.end + 1
            }
        }
    }

    fn call(&mut self, call: &Call) -> usize {
        let code = self.code;
        let is = |name: &str| call.name.last().is_some_and(|at| code.name(*at).eq_ignore_ascii_case(name));
        let named = |name: &str| call.arguments.iter().any(|argument| argument.name.is_some_and(|at| code.written(at).eq_ignore_ascii_case(name)));
        let through_variable = call.name.last().is_some_and(|at| code.kind(*at) == Some(TokenKind::Variable));
        if is(RUNS_SCRIPTS) || (through_variable && named("@language") && named("@script")) {
            let [language, script, input] =
                [("@language", 0), ("@script", 1), ("@input_data_1_name", 3)].map(|(name, position)| self.argument(call, name, position));
            let name = call.name.last().map_or(0..0, |at| code.tokens[*at].range());
            self.calls.push(ScriptCall { call: name, language, script, input });
        } else if is("sp_executesql") {
            let statement = self.argument(call, "@stmt", 0).or_else(|| self.argument(call, "@statement", 0));
            self.run.extend(statement);
        }
        call.end
    }

    /// The value of an argument that is given by its name, or by its position before any name.
    fn argument(&mut self, call: &Call, name: &str, position: usize) -> Option<Strings> {
        let by_name = |argument: &&Argument| argument.name.is_some_and(|at| self.code.written(at).eq_ignore_ascii_case(name));
        let by_position = || call.arguments.get(position).filter(|argument| argument.name.is_none());
        let argument = call.arguments.iter().find(by_name).or_else(by_position)?;
        Some(self.strings(argument.value.clone()))
    }

    fn strings(&mut self, tokens: Range<usize>) -> Strings {
        if tokens.len() == 1 && self.code.kind(tokens.start) == Some(TokenKind::Variable) {
            return Strings::Of(self.variables.read(self.code, tokens.start));
        }
        Strings::One(pieces(self.code, tokens, &mut self.variables))
    }

    /// `@name type = …`, `SET @name = …`, `SELECT @name = …`; with `+=` as well.
    fn variable(&mut self, at: usize) -> usize {
        let declared = self.declared(at);
        let assigned = (declared.is_none() && self.may_assign(at)).then_some(at + 1);
        let Some(operator) = declared.or(assigned) else { return at + 1 };
        let value = operator + 1..self.code.expression_end(operator + 1);
        let own_first = value.len() > 1 && self.code.written(value.start).eq_ignore_ascii_case(self.code.written(at));
        if own_first && self.code.is_symbol(value.start + 1, "+") {
            let rest = pieces(self.code, value.start + 2..value.end, &mut self.variables);
            self.variables.append(self.code, at, rest);
        } else {
            let whole = pieces(self.code, value.clone(), &mut self.variables);
            if self.code.is_symbol(operator, "+=") {
                self.variables.append(self.code, at, whole);
            } else {
                self.variables.set(self.code, at, whole);
            }
        }
        value.end
    }

    fn is_assignment(&self, at: usize) -> bool {
        self.code.is_symbol(at, "=") || self.code.is_symbol(at, "+=")
    }

    fn may_assign(&self, at: usize) -> bool {
        let code = self.code;
        let Some(before) = at.checked_sub(1).filter(|_| self.is_assignment(at + 1)) else { return false };
        code.is(before, "set") || (self.selecting && (code.is(before, "select") || code.is_symbol(before, ",")))
    }

    /// The `=` behind a type: in `DECLARE`, or in the parameters of a procedure.
    fn declared(&self, at: usize) -> Option<usize> {
        let code = self.code;
        let name = code.dotted(if code.is(at + 1, "as") { at + 2 } else { at + 1 });
        let behind = name.last()? + 1;
        let behind = if code.is_symbol(behind, "(") { code.group_end(behind) } else { behind };
        let behind = (behind..=code.tokens.len()).find(|at| !code.is_any(*at, &["not", "null", "varying"]))?;
        code.is_symbol(behind, "=").then_some(behind)
    }

    /// The strings that hold T-SQL; those that were given out as scripts do not count.
    pub(super) fn run_strings(&mut self) -> Vec<RunString> {
        let mut found = Vec::new();
        for strings in std::mem::take(&mut self.run) {
            found.extend(self.take(strings).into_iter().map(|pieces| RunString { pieces, sure: true }));
        }
        for value in 0..self.variables.values.len() {
            if mentions(self.code, &self.variables.values[value].pieces, RUNS_SCRIPTS) {
                let pieces = std::mem::take(&mut self.variables.values[value].pieces);
                found.extend(self.mark(&pieces).then_some(RunString { pieces, sure: false }));
            }
        }
        for at in 0..self.code.tokens.len() {
            let literal = [Piece::Literal(at)];
            if !self.given[at] && self.code.kind(at) == Some(TokenKind::Text) && mentions(self.code, &literal, RUNS_SCRIPTS) {
                found.push(RunString { pieces: literal.into(), sure: false });
            }
        }
        found
    }

    /// The strings with any text that were not given out before.
    pub(super) fn take(&mut self, strings: Strings) -> Vec<Vec<Piece>> {
        let held = match strings {
            Strings::One(pieces) => vec![pieces],
            Strings::Of(read) => {
                let held = self.variables.held(&read).to_vec();
                held.into_iter().map(|value| std::mem::take(&mut self.variables.values[value].pieces)).collect()
            }
        };
        let code = self.code;
        held.into_iter().filter(|pieces| has_text(code, pieces) && self.mark(pieces)).collect()
    }

    /// Marks the literals of a string as given out; whether any was not before.
    fn mark(&mut self, pieces: &[Piece]) -> bool {
        let mut is_new = false;
        for piece in pieces {
            if let Piece::Literal(at) = piece {
                is_new |= !std::mem::replace(&mut self.given[*at], true);
            }
        }
        is_new
    }
}
