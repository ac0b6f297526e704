//! Expressions in prose: `` `r x` ``, `` `{r} x` ``, `\Sexpr{x}` and `<!--rinline x -->`.

use std::ops::Range;

use super::Syntax;
use crate::{Language, LineIndex};

/// The places of all expressions of one language in a part of a document.
pub(super) fn expressions(syntax: Syntax, language: Language, text: &str, prose: Range<usize>) -> Vec<Range<usize>> {
    let marks: &[(&str, &str)] = match (syntax, language) {
        (Syntax::Markdown, Language::R) => &[("`r ", "`"), ("`r#", "`"), ("`{r} ", "`")],
        (Syntax::Markdown, Language::Python) => &[("`{python} ", "`")],
        (Syntax::Sweave, Language::R) => &[("\\Sexpr{", "}")],
        (Syntax::Html, Language::R) => &[("<!--rinline ", "-->"), ("<!-- rinline ", "-->")],
        (_, Language::Python | Language::Sql | Language::Text) => &[],
    };
    let index = LineIndex::new(&text[prose.clone()]);
    let mut found: Vec<_> = marks.iter().flat_map(|(open, close)| between(text, prose.clone(), open, close)).collect();
    found.retain(|(mark, _)| is_run(syntax, &text[prose.start + index.start_of(mark - prose.start)..*mark], &text[*mark..]));
    found.sort_unstable_by_key(|(mark, _)| *mark);
    found.into_iter().map(|(_, expression)| expression).collect()
}

/// Where each mark starts, and the expression behind it.
fn between(text: &str, prose: Range<usize>, open: &str, close: &str) -> Vec<(usize, Range<usize>)> {
    let (mut at, mut found) = (prose.start, Vec::new());
    while let Some(mark) = text[at..prose.end].find(open).map(|mark| at + mark) {
        let start = mark + open.len();
        let Some(length) = text[start..prose.end].find(close) else { break };
        found.push((mark, start..start + length));
        at = start + length;
    }
    found
}

/// Not in a line of LaTeX that is a comment, and not where more backticks make it a fence, by what stands before it in its line.
fn is_run(syntax: Syntax, before: &str, mark: &str) -> bool {
    match syntax {
        Syntax::Markdown if mark.starts_with("`{") => !before.ends_with('`'),
        Syntax::Markdown => before != "``",
        Syntax::Sweave => !before.trim_start().starts_with('%'),
        Syntax::Html => true,
    }
}
