//! Finds R and Python in T-SQL: the scripts of `sp_execute_external_script`, and the T-SQL in strings that may hold more of them.

mod expression;
mod script;
mod statements;
mod strings;
mod variables;

use std::ops::Range;

use crate::{Body, Chunk, Container, Joined, Language, OffsetMap, Unknown, tsql::Code};
use statements::Statements;

/// The procedure whose arguments are code; its name belongs to the language as a keyword does.
pub(crate) const RUNS_SCRIPTS: &str = "sp_execute_external_script";

/// How deep T-SQL in strings of T-SQL is read.
const DEEPEST: usize = 3;

/// T-SQL and all the code in it: the text itself, then what stands in its strings. The map leads from its bytes to the file's decoded text.
pub(crate) fn chunks_in_sql(text: &str, map: &OffsetMap) -> Vec<Chunk> {
    let own = chunk(Language::Sql, Joined { text: text.to_owned(), map: map.clone(), unknown: Vec::new() });
    std::iter::once(own).chain(code_in_sql(text, map)).collect()
}

/// The code in the strings of T-SQL.
pub(crate) fn code_in_sql(text: &str, map: &OffsetMap) -> Vec<Chunk> {
    code_in(text, map, &[], 0)
}

fn code_in(text: &str, map: &OffsetMap, parts: &[Range<usize>], depth: usize) -> Vec<Chunk> {
    let code = Code::new(text);
    let mut statements = Statements::read(&code);
    let mut chunks = Vec::new();
    for script in statements.scripts() {
        let cooked = strings::cook(&code, &script.pieces, parts).through(map);
        let unknown = script.languages.len() > 1;
        for language in script.languages {
            let mut chunk = chunk(language, cooked.clone());
            chunk.unknown.language = unknown;
            chunks.push(chunk);
        }
    }
    if depth < DEEPEST {
        for run in statements.run_strings() {
            let cooked = strings::cook(&code, &run.pieces, parts);
            let inside = code_in(&cooked.text, &cooked.map.through(map), &cooked.unknown, depth + 1);
            if run.sure || !inside.is_empty() {
                chunks.push(chunk(Language::Sql, cooked.through(map)));
                chunks.extend(inside);
            }
        }
    }
    chunks
}

fn chunk(language: Language, cooked: Joined) -> Chunk {
    let unknown = Unknown { language: false, parts: cooked.unknown };
    let body = Body::Text { text: cooked.text, map: cooked.map };
    Chunk { container: Container::Sql, language, body, evaluated: true, cell: None, unknown }
}

#[cfg(test)]
mod tests;
