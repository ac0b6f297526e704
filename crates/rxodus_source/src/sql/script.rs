//! The scripts that calls of the procedure run, and their languages.

use super::{
    statements::{Statements, Strings},
    strings::{Piece, cook},
};
use crate::{Language, tsql::Code};

/// A call of the procedure that runs scripts.
pub(super) struct ScriptCall {
    pub(super) language: Option<Strings>,
    pub(super) script: Strings,
}

/// A script.
pub(super) struct Script {
    pub(super) pieces: Vec<Piece>,
    /// Both where it is not known.
    pub(super) languages: Vec<Language>,
}

impl Statements<'_> {
    /// The scripts of all calls, each once.
    pub(super) fn scripts(&mut self) -> Vec<Script> {
        let mut scripts = Vec::new();
        for call in std::mem::take(&mut self.calls) {
            let languages = self.languages(call.language.as_ref());
            for pieces in self.take(call.script) {
                if !languages.is_empty() {
                    scripts.push(Script { pieces, languages: languages.clone() });
                }
            }
        }
        scripts
    }

    /// The languages that a script may be written in; none where it is another one.
    fn languages(&self, argument: Option<&Strings>) -> Vec<Language> {
        let names: Vec<&[Piece]> = match argument {
            None => Vec::new(),
            Some(Strings::One(pieces)) => vec![pieces],
            Some(Strings::Of(read)) => self.variables.held(read).iter().map(|value| self.variables.values[*value].pieces.as_slice()).collect(),
        };
        let mut languages = Vec::new();
        for pieces in &names {
            languages.extend_from_slice(named(self.code, pieces));
        }
        languages.sort();
        languages.dedup();
        if names.is_empty() { EITHER.to_vec() } else { languages }
    }
}

const EITHER: [Language; 2] = [Language::R, Language::Python];

/// What a language is called; a name that somebody registered himself may mean either.
fn named(code: &Code, pieces: &[Piece]) -> &'static [Language] {
    let [Piece::Literal(_)] = pieces else { return &EITHER };
    let name = cook(code, pieces, &[]).text.trim().to_lowercase();
    match name.as_str() {
        "r" => &[Language::R],
        _ if name.contains("python") => &[Language::Python],
        "java" | "csharp" | "c#" | "dotnet" | "javascript" => &[],
        _ => &EITHER,
    }
}
