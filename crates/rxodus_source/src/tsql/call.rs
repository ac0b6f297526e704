//! Calls of procedures: `EXEC name @a = 1, …`, `EXEC ('…')`, and where an expression ends.

use std::ops::Range;

use super::{Token, TokenKind, Tokens};

/// The tokens of a text without its comments; places in it are numbers of tokens.
#[derive(Debug, Clone)]
pub struct Code<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// For each `(`, the token behind its `)`; a batch closes all.
    group_ends: Vec<u32>,
}

/// What an `EXEC` runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Execution {
    /// A procedure.
    Call(Call),
    /// `EXEC ('…')`: the tokens between the parentheses.
    Text(Range<usize>),
}

/// A call of a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The parts of its name; the last one is the procedure's own, or a variable that holds the name.
    pub name: Vec<usize>,
    /// Its arguments in the order of the text.
    pub arguments: Vec<Argument>,
    /// The token behind it.
    pub end: usize,
}

/// An argument of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// `@name`; absent where it is given by position.
    pub name: Option<usize>,
    /// The tokens of its value.
    pub value: Range<usize>,
}

/// A `CASE` of more tokens is not read to its end, lest many that have none take long.
const LONGEST_CASE: usize = 2_000;
/// So many words stand at most between quotes that were not doubled.
const MOST_WORDS: usize = 16;

impl<'a> Code<'a> {
    /// Cuts a text into tokens.
    pub fn new(text: &'a str) -> Self {
        let tokens: Vec<_> = Tokens::new(text).filter(|token| token.kind != TokenKind::Comment).collect();
        let group_ends = group_ends(text, &tokens);
        Self { text, tokens, group_ends }
    }

    /// The kind of a token; absent behind the last one.
    pub fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// A token as written; empty behind the last one.
    pub fn written(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.range()])
    }

    /// A name without its brackets or quotes.
    pub fn name(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.inner(self.text)])
    }

    /// Whether a token is this word, in whatever case.
    pub fn is(&self, at: usize, word: &str) -> bool {
        self.kind(at) == Some(TokenKind::Word) && self.written(at).eq_ignore_ascii_case(word)
    }

    /// Whether it is one of these words.
    pub fn is_any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(at, word))
    }

    /// Whether a token is this operator or separator.
    pub fn is_symbol(&self, at: usize, symbol: &str) -> bool {
        self.kind(at) == Some(TokenKind::Symbol) && self.written(at) == symbol
    }

    /// Whether `EXEC` or `EXECUTE` begins a statement here, and no `GRANT EXECUTE` or `WITH EXECUTE AS`.
    pub fn is_exec(&self, at: usize) -> bool {
        let granted = at > 0 && (self.is_any(at - 1, &["grant", "deny", "revoke"]) || self.is_symbol(at - 1, ","));
        self.is_any(at, &["exec", "execute"]) && !granted && !self.is_any(at + 1, &["as", "any", "on", "external"])
    }

    /// What the `EXEC` at this token runs.
    pub fn execution(&self, at: usize) -> Option<Execution> {
        if !self.is_exec(at) {
            return None;
        }
        if self.is_symbol(at + 1, "(") {
            return Some(Execution::Text(self.inside(at + 1)));
        }
        let keeps_result = self.kind(at + 1) == Some(TokenKind::Variable) && self.is_symbol(at + 2, "=");
        self.call(if keeps_result { at + 3 } else { at + 1 }).map(Execution::Call)
    }

    /// The call whose name begins at this token.
    pub fn call(&self, at: usize) -> Option<Call> {
        if self.kind(at) == Some(TokenKind::Variable) {
            let (arguments, end) = self.arguments(at + 1);
            return Some(Call { name: vec![at], arguments, end });
        }
        let name = self.dotted(at);
        let behind = name.last()? + 1;
        let numbered = self.is_symbol(behind, ";") && self.kind(behind + 1) == Some(TokenKind::Number);
        let (arguments, end) = self.arguments(if numbered { behind + 2 } else { behind });
        Some(Call { name, arguments, end })
    }

    /// The parts of the dotted name that begins here; `a..b` leaves one out. Empty where there is none.
    pub fn dotted(&self, mut at: usize) -> Vec<usize> {
        let mut parts = Vec::new();
        while matches!(self.kind(at), Some(TokenKind::Word | TokenKind::Bracketed | TokenKind::Quoted | TokenKind::Sqlcmd)) {
            parts.push(at);
            at += 1;
            if !self.is_symbol(at, ".") {
                break;
            }
            while self.is_symbol(at, ".") {
                at += 1;
            }
        }
        parts
    }

    fn arguments(&self, mut at: usize) -> (Vec<Argument>, usize) {
        let mut arguments = Vec::new();
        loop {
            let named = self.kind(at) == Some(TokenKind::Variable) && self.is_symbol(at + 1, "=");
            let name = named.then_some(at);
            let start = if named { at + 2 } else { at };
            let end = if self.begins_value(start) { self.expression_end(start) } else { start };
            if end == start {
                return (arguments, at);
            }
            arguments.push(Argument { name, value: start..end });
            at = if self.is_any(end, &["output", "out", "readonly"]) { end + 1 } else { end };
            if !self.is_symbol(at, ",") {
                return (arguments, at);
            }
            at += 1;
        }
    }

    /// Whether an argument can begin so; a word that begins the next statement cannot be told from a bare word, which is rare.
    fn begins_value(&self, at: usize) -> bool {
        const NEXT: [&str; 22] = [
            "with", "begin", "end", "if", "else", "exec", "execute", "select", "insert", "update", "delete", "declare", "set", "print", "return",
            "drop", "create", "alter", "truncate", "while", "use", "at",
        ];
        match self.kind(at) {
            None | Some(TokenKind::Go) => false,
            Some(TokenKind::Word) => !self.is_any(at, &NEXT),
            Some(TokenKind::Symbol) => self.is_any_symbol(at, &["-", "+", "("]),
            Some(_) => true,
        }
    }

    fn is_any_symbol(&self, at: usize, symbols: &[&str]) -> bool {
        symbols.iter().any(|symbol| self.is_symbol(at, symbol))
    }

    /// The token behind the expression that begins here.
    pub fn expression_end(&self, mut at: usize) -> usize {
        loop {
            at = self.operand_end(at);
            if self.is(at, "collate") {
                at += 2;
            }
            if !self.is_any_symbol(at, &["+", "-", "*", "/", "%", "&", "|", "^"]) {
                return at.min(self.tokens.len());
            }
            at += 1;
        }
    }

    /// The token behind a literal, a name, a call, or a group in parentheses.
    pub fn operand_end(&self, mut at: usize) -> usize {
        while self.is_any_symbol(at, &["-", "+", "~"]) {
            at += 1;
        }
        match self.kind(at) {
            Some(TokenKind::Symbol) if self.is_symbol(at, "(") => self.group_end(at),
            None | Some(TokenKind::Go | TokenKind::Symbol) => at,
            Some(TokenKind::Word) if self.is(at, "case") => self.case_end(at),
            Some(TokenKind::Word | TokenKind::Bracketed) => self.name_end(at),
            Some(TokenKind::Variable) if self.is_symbol(at + 1, ".") => self.name_end(at + 2),
            Some(TokenKind::Text) => self.text_end(at),
            Some(_) => at + 1,
        }
    }

    /// Where somebody forgot to double the quotes in a text, as in `'f('a b')'`, it goes on: no blank stands beside the inner quotes.
    fn text_end(&self, at: usize) -> usize {
        let mut end = at;
        while let Some(next) = self.forgotten_quote(end) {
            end = next;
        }
        end + 1
    }

    /// The text that follows another one, with words between them that touch both.
    fn forgotten_quote(&self, at: usize) -> Option<usize> {
        let touches = |at: usize| self.tokens[at - 1].end == self.tokens[at].start;
        let begins = matches!(self.kind(at + 1)?, TokenKind::Word | TokenKind::Number) && touches(at + 1);
        let last = (at + MOST_WORDS).min(self.tokens.len());
        let found = (at + 2..last).take_while(|at| self.kind(*at) != Some(TokenKind::Go)).find(|at| self.kind(*at) == Some(TokenKind::Text))?;
        let one_line = !self.text[self.tokens[at].end as usize..self.tokens[found].start as usize].contains('\n');
        (begins && one_line && touches(found)).then_some(found)
    }

    fn name_end(&self, at: usize) -> usize {
        let end = self.dotted(at).last().map_or(at, |last| last + 1);
        if self.is_symbol(end, "(") { self.group_end(end) } else { end }
    }

    fn case_end(&self, at: usize) -> usize {
        let (mut depth, last) = (0, self.tokens.len().min(at + LONGEST_CASE));
        for at in at..last {
            match self.kind(at) {
                Some(TokenKind::Go) => return at,
                Some(TokenKind::Word) if self.is(at, "case") => depth += 1,
                Some(TokenKind::Word) if self.is(at, "end") => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return at + 1;
            }
        }
        last
    }

    /// The token behind the parenthesis that closes the one at this token.
    pub fn group_end(&self, at: usize) -> usize {
        self.group_ends.get(at).map_or(self.tokens.len(), |end| *end as usize)
    }

    /// The tokens between the parenthesis at this token and the one that closes it.
    pub fn inside(&self, at: usize) -> Range<usize> {
        let end = self.group_end(at);
        let closed = end > at + 1 && self.is_symbol(end - 1, ")");
        at + 1..if closed { end - 1 } else { end }
    }
}

fn group_ends(text: &str, tokens: &[Token]) -> Vec<u32> {
    let (mut ends, mut open): (Vec<u32>, Vec<usize>) = (vec![0; tokens.len()], Vec::new());
    for (at, token) in tokens.iter().enumerate() {
        match &text[token.range()] {
            "(" => open.push(at),
            ")" => {
                if let Some(start) = open.pop() {
                    ends[start] = at as u32 + 1;
                }
            }
            _ if token.kind == TokenKind::Go => {
                for start in open.drain(..) {
                    ends[start] = at as u32;
                }
            }
            _ => {}
        }
    }
    for start in open {
        ends[start] = tokens.len() as u32;
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(text: &str) -> (String, Vec<(String, String)>) {
        let code = Code::new(text);
        let Some(Execution::Call(call)) = code.execution(0) else { panic!("no call: {text}") };
        let name = call.name.iter().map(|at| code.name(*at)).collect::<Vec<_>>().join(".");
        let value = |argument: &Argument| argument.value.clone().map(|at| code.written(at)).collect::<Vec<_>>().join(" ");
        (name, call.arguments.iter().map(|argument| (argument.name.map_or("", |at| code.written(at)).to_owned(), value(argument))).collect())
    }

    fn arguments(text: &str) -> Vec<String> {
        call(text).1.into_iter().map(|(name, value)| format!("{name}={value}")).collect()
    }

    #[test]
    fn names_in_all_spellings() {
        for text in ["EXEC sys.p", "execute [sys] . [p] 1", "EXEC @rc = \"sys\".p", "exec sys..p;1 2"] {
            assert_eq!(call(text).0, "sys.p", "{text}");
        }
        assert_eq!(call("EXEC @p 1").0, "@p");
    }

    #[test]
    fn arguments_end_where_the_statement_does() {
        assert_eq!(arguments("EXEC p @a = N'x' + N'y', @b = @c OUTPUT, @d = -1 SELECT 1"), ["@a=N'x' + N'y'", "@b=@c", "@d=- 1"]);
        assert_eq!(arguments("EXEC p 'a', f(1, 2), DEFAULT WITH RESULT SETS ((x int))"), ["='a'", "=f ( 1 , 2 )", "=DEFAULT"]);
        assert_eq!(arguments("EXEC p\nGO\n'a'"), [""; 0]);
        assert_eq!(arguments("EXEC p /* none */ -- at all"), [""; 0]);
    }

    #[test]
    fn text_in_parentheses_is_run() {
        let code = Code::new("EXEC (@a + N'x') AT s");
        assert_eq!(code.execution(0), Some(Execution::Text(2..5)));
        for text in ["EXEC (", "EXEC ()", "EXEC (\nGO\n)"] {
            assert_eq!(Code::new(text).execution(0), Some(Execution::Text(2..2)), "{text}");
        }
    }

    #[test]
    fn rights_are_no_calls() {
        for text in ["GRANT EXECUTE ON p TO x", "GRANT SELECT, EXECUTE ON p TO x", "EXECUTE AS USER = 'x'", "GRANT EXECUTE ANY EXTERNAL SCRIPT TO x"]
        {
            let code = Code::new(text);
            assert!((0..code.tokens.len()).all(|at| code.execution(at).is_none()), "{text}");
        }
    }
}
