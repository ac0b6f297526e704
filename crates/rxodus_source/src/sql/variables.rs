//! The strings that variables get in a text, and which of them one holds at some place.

use std::collections::HashMap;

use super::{
    expression::Known,
    strings::{Piece, has_text},
};
use crate::tsql::Code;

/// A string that a variable gets.
#[derive(Debug)]
pub(super) struct Value {
    /// The token where it begins to hold any text.
    at: usize,
    batch: usize,
    pub(super) pieces: Vec<Piece>,
}

/// A place where a variable's value matters.
#[derive(Debug, Clone)]
pub(super) struct Read {
    name: String,
    batch: usize,
    /// The values since here are those that may be meant: the same variable was read here before.
    since: usize,
    at: usize,
}

/// All variables of a text.
#[derive(Debug, Default)]
pub(super) struct Variables {
    pub(super) values: Vec<Value>,
    by_name: HashMap<String, Name>,
    pub(super) batch: usize,
    /// How many bytes were copied from one variable to another.
    copied: usize,
}

#[derive(Debug, Default)]
struct Name {
    latest: Option<usize>,
    /// The values with any text, in its order.
    with_text: Vec<usize>,
    last_read: usize,
}

/// As many bytes are copied at most, lest texts that double themselves fill the memory.
const MOST_COPIED: usize = 1 << 20;

impl Variables {
    /// The variable at a token gets a new value.
    pub(super) fn set(&mut self, code: &Code, variable: usize, pieces: Vec<Piece>) {
        let value = self.values.len();
        self.values.push(Value { at: variable, batch: self.batch, pieces: Vec::new() });
        self.name(code, variable).latest = Some(value);
        self.extend(code, variable, value, pieces);
    }

    /// Its value is continued.
    pub(super) fn append(&mut self, code: &Code, variable: usize, pieces: Vec<Piece>) {
        match self.latest(code, variable) {
            Some(value) => self.extend(code, variable, value, pieces),
            None => self.set(code, variable, pieces),
        }
    }

    fn extend(&mut self, code: &Code, variable: usize, value: usize, pieces: Vec<Piece>) {
        let brings_text = has_text(code, &pieces);
        self.values[value].pieces.extend(pieces);
        let name = self.name(code, variable);
        if brings_text && name.with_text.last() != Some(&value) {
            name.with_text.push(value);
            self.values[value].at = variable;
        }
    }

    fn name(&mut self, code: &Code, variable: usize) -> &mut Name {
        self.by_name.entry(code.written(variable).to_lowercase()).or_default()
    }

    fn latest(&self, code: &Code, variable: usize) -> Option<usize> {
        let value = self.by_name.get(&code.written(variable).to_lowercase())?.latest?;
        (self.values[value].batch == self.batch).then_some(value)
    }

    /// The variable at this token is read; what it holds is asked for later, when the whole text is known.
    pub(super) fn read(&mut self, code: &Code, variable: usize) -> Read {
        let since = std::mem::replace(&mut self.name(code, variable).last_read, variable);
        Read { name: code.written(variable).to_lowercase(), batch: self.batch, since, at: variable }
    }

    /// The values that a variable may hold at a place: all since it was read last, as branches may set it; else the last before that place,
    /// in the batch or in an earlier one; else the next behind it.
    pub(super) fn held(&self, read: &Read) -> &[usize] {
        let Some(Name { with_text, .. }) = self.by_name.get(&read.name) else { return &[] };
        let number_at = |at: usize| with_text.partition_point(|value| self.values[*value].at < at);
        let (here, since) = (number_at(read.at), number_at(read.since));
        let batch_start = with_text.partition_point(|value| self.values[*value].batch < read.batch);
        let own = since.max(batch_start);
        match (own < here, here) {
            (true, _) => &with_text[own..here],
            (false, 0) => &with_text[..with_text.len().min(1)],
            (false, _) if batch_start == here && with_text.get(here).is_some_and(|value| self.values[*value].batch == read.batch) => {
                &with_text[here..=here]
            }
            (false, _) => &with_text[here - 1..here],
        }
    }
}

impl Known for Variables {
    fn pieces(&mut self, code: &Code, variable: usize) -> Option<Vec<Piece>> {
        let pieces = &self.values[self.latest(code, variable)?].pieces;
        for piece in pieces {
            self.copied += 16 + if let Piece::Literal(at) = piece { code.tokens[*at].range().len() } else { 0 };
            if self.copied > MOST_COPIED {
                return None;
            }
        }
        Some(pieces.clone())
    }
}
