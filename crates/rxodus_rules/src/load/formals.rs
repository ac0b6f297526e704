//! Arguments in a signature: `formula, data, pweights=NULL, ...`.

use crate::Formal;

/// The formals of a signature as written in one cell, or what is wrong with it.
pub(super) fn parse(signature: &str) -> Result<Vec<Formal>, String> {
    let mut formals: Vec<Formal> = Vec::new();
    for part in split(signature)? {
        let (name, default) = part.split_once('=').map_or((part, None), |(name, default)| (name, Some(default.trim())));
        let name = name.trim();
        if name.is_empty() || name.contains(char::is_whitespace) {
            return Err(format!("`{}` is no argument", part.trim()));
        }
        if formals.iter().any(|formal| formal.name == name) {
            return Err(format!("the argument `{name}` stands twice"));
        }
        formals.push(Formal { name: name.to_owned(), default: default.map(str::to_owned) });
    }
    Ok(formals)
}

/// Splits at the commas that stand outside quotes and brackets.
fn split(signature: &str) -> Result<Vec<&str>, String> {
    if signature.is_empty() {
        return Ok(Vec::new());
    }
    let mut state = State::default();
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, letter) in signature.char_indices() {
        if state.step(letter) {
            parts.push(&signature[start..at]);
            start = at + 1;
        }
    }
    if state.quote.is_some() || state.depth != 0 {
        return Err("a quote or bracket is not closed".to_owned());
    }
    parts.push(&signature[start..]);
    Ok(parts)
}

#[derive(Default)]
struct State {
    quote: Option<char>,
    escaped: bool,
    depth: usize,
}

impl State {
    /// Takes in one letter; true where it is a comma between arguments.
    fn step(&mut self, letter: char) -> bool {
        if let Some(quote) = self.quote {
            if letter == quote && !self.escaped {
                self.quote = None;
            }
            self.escaped = letter == '\\' && !self.escaped;
            return false;
        }
        match letter {
            '"' | '\'' => self.quote = Some(letter),
            '(' | '[' | '{' => self.depth += 1,
            ')' | ']' | '}' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        letter == ',' && self.depth == 0
    }
}
