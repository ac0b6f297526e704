//! Bytes to tokens in one pass. What is not closed ends with the text.

use std::ops::Range;

/// A token; white space lies between tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its first byte.
    pub start: u32,
    /// The byte behind its last one.
    pub end: u32,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A keyword or name, `#temporary` ones included.
    Word,
    /// `@name` or `@@name`.
    Variable,
    /// `12`, `1.5e3`, `0xFF`, `$1.50`.
    Number,
    /// `'…'` or `N'…'`, where `''` stands for one quote.
    Text,
    /// `"…"`: a name, or a text with `QUOTED_IDENTIFIER OFF`.
    Quoted,
    /// `[…]`, where `]]` stands for one bracket.
    Bracketed,
    /// `$(name)`, which sqlcmd replaces.
    Sqlcmd,
    /// An operator or a separator.
    Symbol,
    /// `-- …`, `/* … */`, or a line of sqlcmd that begins with a colon.
    Comment,
    /// `GO` on a line of its own: the end of a batch.
    Go,
}

impl Token {
    /// Its bytes.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// What stands between its quotes or brackets; of other tokens all of it.
    pub fn inner(self, text: &str) -> Range<usize> {
        let Range { start, end } = self.range();
        let bytes = text.as_bytes();
        let close = match self.kind {
            TokenKind::Text => b'\'',
            TokenKind::Quoted => b'"',
            TokenKind::Bracketed => b']',
            _ => return start..end,
        };
        let open = if bytes[start] == b'N' || bytes[start] == b'n' { start + 2 } else { start + 1 };
        let closed = end > open && bytes[end - 1] == close && is_closed(&bytes[open..end], close);
        open..if closed { end - 1 } else { end }
    }
}

/// Whether the last byte closes the token and is not the second half of a doubled mark.
fn is_closed(inside: &[u8], close: u8) -> bool {
    inside.iter().rev().take_while(|&&byte| byte == close).count() % 2 == 1
}

/// No name in brackets is longer, in bytes.
const LONGEST_NAME: usize = 1_000;

/// The tokens of a text, in its order.
#[derive(Debug, Clone)]
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
    line_start: bool,
}

impl<'a> Tokens<'a> {
    /// Starts at the first byte.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, line_start: true }
    }

    fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes().get(at).copied().unwrap_or_default()
    }

    /// The first byte from `at` on that does not fit.
    fn run(&self, at: usize, fits: impl Fn(u8) -> bool) -> usize {
        self.bytes()[at..].iter().position(|&byte| !fits(byte)).map_or(self.text.len(), |len| at + len)
    }

    fn skip_space(&mut self) {
        let end = self.run(self.at, |byte| byte.is_ascii_whitespace() || byte == 0x0B);
        self.line_start |= self.bytes()[self.at..end].iter().any(|&byte| byte == b'\n' || byte == b'\r');
        self.at = end;
    }

    fn line_end(&self, at: usize) -> usize {
        self.run(at, |byte| byte != b'\n' && byte != b'\r')
    }

    /// Behind a text that is closed by `close`, which counts once where it is doubled.
    fn closed(&self, mut at: usize, close: u8) -> usize {
        loop {
            at = self.run(at, |byte| byte != close);
            match (self.byte(at), self.byte(at + 1)) {
                (first, second) if first == close && second == close => at += 2,
                _ => return (at + 1).min(self.text.len()),
            }
        }
    }

    /// Behind a comment; comments nest.
    fn comment(&self, mut at: usize) -> usize {
        let mut depth = 1;
        while depth > 0 {
            at = self.run(at, |byte| byte != b'*' && byte != b'/');
            match (self.byte(at), self.byte(at + 1)) {
                (b'*', b'/') => (depth, at) = (depth - 1, at + 2),
                (b'/', b'*') => (depth, at) = (depth + 1, at + 2),
                _ if at >= self.text.len() => return self.text.len(),
                _ => at += 1,
            }
        }
        at
    }

    fn next_kind(&self, start: usize) -> (TokenKind, usize) {
        let (first, second) = (self.byte(start), self.byte(start + 1));
        match (first, second) {
            (b'-', b'-') => (TokenKind::Comment, self.line_end(start)),
            (b'/', b'*') => (TokenKind::Comment, self.comment(start + 2)),
            (b':', letter) if self.line_start && letter.is_ascii_alphabetic() => (TokenKind::Comment, self.line_end(start)),
            (b'\'', _) => (TokenKind::Text, self.closed(start + 1, b'\'')),
            (b'N' | b'n', b'\'') => (TokenKind::Text, self.closed(start + 2, b'\'')),
            (b'"', _) => (TokenKind::Quoted, self.closed(start + 1, b'"')),
            (b'[', _) => self.bracketed(start),
            (b'$', b'(') => self.sqlcmd(start),
            (b'@', _) => (TokenKind::Variable, self.run(start + 1, is_word)),
            (b'0'..=b'9', _) | (b'.' | b'$', b'0'..=b'9') => (TokenKind::Number, self.number(start)),
            _ if is_word_start(first) => self.word(start),
            (b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^' | b'<' | b'>' | b'!', b'=') | (b'<', b'>') | (b':', b':') => {
                (TokenKind::Symbol, start + 2)
            }
            _ => (TokenKind::Symbol, start + 1),
        }
    }

    /// A bracket that is not closed soon, and in its line, is no name.
    fn bracketed(&self, start: usize) -> (TokenKind, usize) {
        let line = &self.bytes()[start + 1..self.text.len().min(start + LONGEST_NAME)];
        let mut at = 0;
        while let Some(found) = line[at..].iter().position(|&byte| byte == b']' || byte == b'\n') {
            at += found + 1;
            match (line[at - 1], line.get(at)) {
                (b'\n', _) => break,
                (_, Some(b']')) => at += 1,
                _ => return (TokenKind::Bracketed, start + 1 + at),
            }
        }
        (TokenKind::Symbol, start + 1)
    }

    fn sqlcmd(&self, start: usize) -> (TokenKind, usize) {
        match sqlcmd_end(self.bytes(), start) {
            Some(end) => (TokenKind::Sqlcmd, end),
            None => (TokenKind::Symbol, start + 1),
        }
    }

    fn word(&self, start: usize) -> (TokenKind, usize) {
        let end = self.run(start, is_word);
        let is_go = self.line_start && self.bytes()[start..end].eq_ignore_ascii_case(b"go") && self.ends_batch(end);
        (if is_go { TokenKind::Go } else { TokenKind::Word }, end)
    }

    /// Whether nothing but a count stands in the rest of the line.
    fn ends_batch(&self, at: usize) -> bool {
        let rest = self.text[at..self.line_end(at)].trim();
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        rest.is_empty() || rest.starts_with("--") || rest == ";"
    }

    fn number(&self, start: usize) -> usize {
        let end = self.run(start + 1, |byte| byte.is_ascii_alphanumeric() || byte == b'.');
        let exponent = matches!(self.byte(end - 1), b'e' | b'E') && self.byte(start + 1) != b'x' && matches!(self.byte(end), b'+' | b'-');
        if exponent { self.run(end + 1, |byte| byte.is_ascii_digit()) } else { end }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.skip_space();
        if self.at >= self.text.len() {
            return None;
        }
        let start = self.at;
        let (kind, end) = self.next_kind(start);
        (self.at, self.line_start) = (end, false);
        Some(Token { kind, start: start as u32, end: end as u32 })
    }
}

/// Behind a `$(name)` that begins here.
pub(crate) fn sqlcmd_end(bytes: &[u8], start: usize) -> Option<usize> {
    let name = bytes.get(start..)?.strip_prefix(b"$(")?;
    let len = name.iter().position(|&byte| !(byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'))?;
    (len > 0 && name[len] == b')').then_some(start + len + 3)
}

fn is_word_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte == b'#' || byte >= 0x80
}

fn is_word(byte: u8) -> bool {
    is_word_start(byte) || byte.is_ascii_digit() || byte == b'@' || byte == b'$'
}

#[cfg(test)]
mod tests {
    use super::*;
    use TokenKind::{Bracketed, Comment, Go, Number, Quoted, Sqlcmd, Symbol, Text, Variable, Word};

    fn kinds(text: &str) -> Vec<(TokenKind, &str)> {
        Tokens::new(text).map(|token| (token.kind, &text[token.range()])).collect()
    }

    #[test]
    fn strings_and_names_with_doubled_marks() {
        assert_eq!(kinds("N'it''s' 'a'"), [(Text, "N'it''s'"), (Text, "'a'")]);
        assert_eq!(kinds(r#"[a]]b''c] "x""y""#), [(Bracketed, "[a]]b''c]"), (Quoted, r#""x""y""#)]);
        assert_eq!(kinds("[a\n'b'"), [(Symbol, "["), (Word, "a"), (Text, "'b'")]);
        assert_eq!(kinds("'open ''"), [(Text, "'open ''")]);
    }

    #[test]
    fn comments_nest_and_end_with_the_text() {
        assert_eq!(kinds("a/* x /* y */ ' */b--'\nc"), [(Word, "a"), (Comment, "/* x /* y */ ' */"), (Word, "b"), (Comment, "--'"), (Word, "c")]);
        assert_eq!(kinds("/* open *"), [(Comment, "/* open *")]);
    }

    #[test]
    fn a_batch_ends_at_a_line_of_its_own() {
        assert_eq!(kinds("go\nGO 5 -- five\ngoes"), [(Go, "go"), (Go, "GO"), (Number, "5"), (Comment, "-- five"), (Word, "goes")]);
        assert_eq!(kinds("a go\ngo = 1").iter().filter(|(kind, _)| *kind == Go).count(), 0);
    }

    #[test]
    fn variables_numbers_and_operators() {
        assert_eq!(kinds("@@rc+=1.5e-3"), [(Variable, "@@rc"), (Symbol, "+="), (Number, "1.5e-3")]);
        assert_eq!(kinds("#t $(db).x"), [(Word, "#t"), (Sqlcmd, "$(db)"), (Symbol, "."), (Word, "x")]);
        assert_eq!(kinds(":setvar x \"it's\"\né"), [(Comment, ":setvar x \"it's\""), (Word, "é")]);
    }

    #[test]
    fn the_inside_of_a_token() {
        for (text, inner) in [("N'a''b'", "a''b"), ("''", ""), ("'a''", "a''"), ("'", ""), ("[x]", "x"), ("n'", ""), ("word", "word")] {
            let token = Tokens::new(text).next().expect("a token");
            assert_eq!(&text[token.inner(text)], inner, "{text}");
        }
    }
}
