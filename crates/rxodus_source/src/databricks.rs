//! Databricks notebooks that were saved as scripts: cells between marks in comments, other languages in `MAGIC` comments.

use std::ops::Range;

use crate::{Cell, Chunk, Container, Language, Remark, cell_language::CellLanguage, cell_text::CellText, lines::lines, magics};

/// What the first line says.
const MARK: &str = "Databricks notebook source";

/// Whether a text is such a notebook, whatever its language.
pub(crate) fn is_notebook(text: &[u8]) -> bool {
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    line.windows(MARK.len()).any(|part| part == MARK.as_bytes())
}

/// The chunks of such a script in a language whose comments start with `comment`; `None` if it is an ordinary script.
pub(crate) fn chunks(comment: &str, language: Language, text: &str, remarks: &mut Vec<Remark>) -> Option<Vec<Chunk>> {
    let is = |line: &str, words: &str| line.trim_end().strip_prefix(comment).is_some_and(|rest| rest.trim_start() == words);
    if !is(text.lines().next()?, MARK) {
        return None;
    }
    let mut cells: Vec<Vec<Range<usize>>> = vec![Vec::new()];
    for line in lines(text).skip(1) {
        if is(&text[line.clone()], "COMMAND ----------") {
            cells.push(Vec::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(line);
        }
    }
    let numbered = (1..).zip(cells);
    let language = CellLanguage::Code(language);
    Some(numbered.flat_map(|(number, lines)| magics::chunks(cell(comment, text, number, &lines), &language, remarks)).collect())
}

fn cell(comment: &str, text: &str, number: u32, lines: &[Range<usize>]) -> CellText {
    let mut code = CellText::new(Container::Databricks, Some(Cell { number, id: String::new() }));
    let is_comment = |line: &Range<usize>| text[line.clone()].trim().is_empty() || text[line.clone()].starts_with(comment);
    let is_magic = lines.iter().all(is_comment) && lines.iter().any(|line| magic(comment, &text[line.clone()]).is_some());
    for line in lines {
        let content = line.start + text[line.clone()].trim_end_matches(['\n', '\r']).len();
        match magic(comment, &text[line.start..content]) {
            Some(prefix) if is_magic => code.push(text, line.start + prefix..content),
            None if is_magic => {}
            _ => code.push(text, line.start..content),
        }
        code.push(text, content..line.end);
    }
    code
}

/// How long the mark is that makes a comment a line of another language.
fn magic(comment: &str, line: &str) -> Option<usize> {
    let rest = line.strip_prefix(comment)?.trim_start().strip_prefix("MAGIC")?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| line.len() - rest.strip_prefix(' ').unwrap_or(rest).len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Body;

    const SCRIPT: &str = "# Databricks notebook source\nimport a\n\n# COMMAND ----------\n\n# MAGIC %md # text f(1)\n\n# COMMAND ----------\r\n\
        # DBTITLE 1,R\n# MAGIC %r\n# MAGIC library(a)\n# MAGIC   f(1)\n# COMMAND ----------\n# MAGIC is a comment\nf(2)\n\
        # COMMAND ----------\n\n# MAGIC %run ./g";

    #[test]
    fn cells_and_their_languages() {
        let shown = |chunk: Chunk| {
            let Body::Text { text, map } = chunk.body else { panic!("a text") };
            let at = text.find("f(").map(|at| map.raw_range(at..at + 2));
            assert!(at.is_none_or(|at| &SCRIPT[at] == "f("));
            (chunk.language, chunk.cell.map_or(0, |cell| cell.number), text)
        };
        let cut: Vec<_> = chunks("#", Language::Python, SCRIPT, &mut Vec::new()).into_iter().flatten().map(shown).collect();
        let expected = [
            (Language::Python, 1, "import a\n\n"),
            (Language::R, 3, "\n  \nlibrary(a)\n  f(1)\n"),
            (Language::Python, 4, "# MAGIC is a comment\nf(2)\n"),
            (Language::Python, 5, "\n        "),
        ];
        assert_eq!(cut, expected.map(|(language, number, text)| (language, number, text.to_owned())));
    }

    #[test]
    fn other_scripts() {
        assert_eq!(chunks("#", Language::R, "f(1)\n# Databricks notebook source\n", &mut Vec::new()), None);
        assert_eq!(chunks("#", Language::R, "", &mut Vec::new()), None);
    }
}
