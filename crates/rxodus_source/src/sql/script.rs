//! The scripts that calls of the procedure run, and their languages.

use std::ops::Range;

use super::{
    statements::{Statements, Strings},
    strings::{Piece, cook},
};
use crate::{Language, tsql::Code};

/// A call of the procedure that runs scripts.
pub(super) struct ScriptCall {
    /// The bytes of the procedure's name.
    pub(super) call: Range<usize>,
    pub(super) language: Option<Strings>,
    pub(super) script: Option<Strings>,
    /// The variable that gets the rows of the query.
    pub(super) input: Option<Strings>,
}

/// The script of a call, as far as the text tells it.
pub(super) enum Script {
    Here {
        pieces: Vec<Piece>,
        /// Both where it is not known.
        languages: Vec<Language>,
        /// The names that the variable of the input may have.
        inputs: Vec<String>,
    },
    InOtherLanguage {
        language: String,
        call: Range<usize>,
    },
    /// No part of it stands in this text.
    Elsewhere {
        call: Range<usize>,
    },
}

impl Statements<'_> {
    /// The scripts of all calls, each once.
    pub(super) fn scripts(&mut self) -> Vec<Script> {
        let mut scripts = Vec::new();
        for ScriptCall { call, language, script, input } in std::mem::take(&mut self.calls) {
            let names = self.named(language.as_ref());
            let languages = languages(self.code, &names);
            let inputs: Vec<_> = self.named(input.as_ref()).iter().map(|pieces| cook(self.code, pieces, &[]).text).collect();
            let is_here = script.as_ref().is_some_and(|script| self.has_text(script));
            let taken = script.map(|script| self.take(script)).unwrap_or_default();
            if languages.is_empty() {
                let language = names.first().map(|pieces| name(self.code, pieces)).unwrap_or_default();
                scripts.push(Script::InOtherLanguage { language, call });
            } else if is_here {
                scripts.extend(taken.into_iter().map(|pieces| Script::Here { pieces, languages: languages.clone(), inputs: inputs.clone() }));
            } else {
                scripts.push(Script::Elsewhere { call });
            }
        }
        scripts
    }

    /// Whether any part of a string stands in the text; of a variable, whether any value that it may hold does.
    fn has_text(&self, strings: &Strings) -> bool {
        match strings {
            Strings::One(pieces) => !pieces.iter().all(|piece| matches!(piece, Piece::Unknown(_))),
            Strings::Of(read) => !self.variables.held(read).is_empty(),
        }
    }

    /// The strings that an argument may be.
    fn named(&self, argument: Option<&Strings>) -> Vec<Vec<Piece>> {
        match argument {
            None => Vec::new(),
            Some(Strings::One(pieces)) => vec![pieces.clone()],
            Some(Strings::Of(read)) => self.variables.held(read).iter().map(|value| self.variables.values[*value].pieces.clone()).collect(),
        }
    }
}

/// The languages that a script of these names may be written in; none where it is another one.
fn languages(code: &Code, names: &[Vec<Piece>]) -> Vec<Language> {
    let mut languages: Vec<_> = names.iter().flat_map(|pieces| of_name(code, pieces)).copied().collect();
    languages.sort();
    languages.dedup();
    if names.is_empty() { EITHER.to_vec() } else { languages }
}

const EITHER: [Language; 2] = [Language::R, Language::Python];

/// What a language is called; a name that somebody registered himself may mean either.
fn of_name(code: &Code, pieces: &[Piece]) -> &'static [Language] {
    let [Piece::Literal(_)] = pieces else { return &EITHER };
    match name(code, pieces).as_str() {
        "r" => &[Language::R],
        name if name.contains("python") => &[Language::Python],
        "java" | "csharp" | "c#" | "dotnet" | "javascript" => &[],
        _ => &EITHER,
    }
}

fn name(code: &Code, pieces: &[Piece]) -> String {
    cook(code, pieces, &[]).text.trim().to_lowercase()
}
