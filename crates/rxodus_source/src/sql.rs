//! Finds R and Python in T-SQL: the scripts of `sp_execute_external_script`, and the T-SQL in strings that may hold more of them.

mod expression;
mod script;
mod statements;
mod strings;
mod variables;

use std::ops::Range;

use crate::{Body, Chunk, Container, Joined, Language, OffsetMap, Remark, Unknown, tsql::Code};
use script::Script;
use statements::Statements;

/// The procedure whose arguments are code; its name belongs to the language as a keyword does.
pub(crate) const RUNS_SCRIPTS: &str = "sp_execute_external_script";

/// How deep T-SQL in strings of T-SQL is read.
const DEEPEST: usize = 3;

/// T-SQL and all the code in it: the text itself, then what stands in its strings. The map leads from its bytes to the file's decoded text.
pub(crate) fn chunks_in_sql(text: &str, map: &OffsetMap, remarks: &mut Vec<Remark>) -> Vec<Chunk> {
    chunks_in_joined_sql(Joined { text: text.to_owned(), map: map.clone(), unknown: Vec::new() }, remarks)
}

/// The same for T-SQL that was put together of several parts.
pub(crate) fn chunks_in_joined_sql(sql: Joined, remarks: &mut Vec<Remark>) -> Vec<Chunk> {
    let inside = code_in(&sql.text, &sql.map, &sql.unknown, 0, remarks);
    std::iter::once(chunk(Language::Sql, sql)).chain(inside).collect()
}

/// The code in the strings of T-SQL.
pub(crate) fn code_in_sql(text: &str, map: &OffsetMap, remarks: &mut Vec<Remark>) -> Vec<Chunk> {
    code_in(text, map, &[], 0, remarks)
}

fn code_in(text: &str, map: &OffsetMap, parts: &[Range<usize>], depth: usize, remarks: &mut Vec<Remark>) -> Vec<Chunk> {
    let code = Code::new(text);
    let mut statements = Statements::read(&code);
    let mut chunks = Vec::new();
    for script in statements.scripts() {
        match script {
            Script::Here { pieces, languages, inputs } => {
                let cooked = strings::cook(&code, &pieces, parts).through(map);
                let script = |language: &Language| Chunk { inputs: inputs.clone(), ..script_chunk(*language, cooked.clone(), languages.len() > 1) };
                chunks.extend(languages.iter().map(script));
            }
            Script::InOtherLanguage { language, call } => remarks.push(Remark::OtherLanguage { language, place: map.raw_range(call) }),
            Script::Elsewhere { call } => remarks.push(Remark::ScriptElsewhere { place: map.raw_range(call) }),
        }
    }
    if depth < DEEPEST {
        for run in statements.run_strings() {
            let (cooked, mut inner_remarks) = (strings::cook(&code, &run.pieces, parts), Vec::new());
            let inside = code_in(&cooked.text, &cooked.map.through(map), &cooked.unknown, depth + 1, &mut inner_remarks);
            if run.sure || !inside.is_empty() {
                chunks.push(chunk(Language::Sql, cooked.through(map)));
                chunks.extend(inside);
                remarks.extend(inner_remarks);
            }
        }
    }
    chunks
}

fn script_chunk(language: Language, cooked: Joined, unknown_language: bool) -> Chunk {
    let mut chunk = chunk(language, cooked);
    chunk.unknown.language = unknown_language;
    chunk
}

fn chunk(language: Language, cooked: Joined) -> Chunk {
    let unknown = Unknown { parts: cooked.unknown, ..Unknown::default() };
    let body = Body::Text { text: cooked.text, map: cooked.map };
    Chunk { container: Container::Sql, language, body, evaluated: true, cell: None, inputs: Vec::new(), unknown }
}

#[cfg(test)]
mod tests;
