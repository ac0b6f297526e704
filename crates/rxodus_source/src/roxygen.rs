//! Examples in the comments that document R functions: `#' @examples`, by the rules of roxygen2 and of R's documentation.

use std::ops::Range;

use crate::{Chunk, Container, Language, cell_text::CellText, lines::lines};

/// Macros around parts of examples, and whether `example()` and checks run them.
const MACROS: [(&str, bool); 4] = [("\\dontrun", false), ("\\donttest", true), ("\\dontshow", true), ("\\testonly", true)];

/// The examples in a script: one chunk for each block, and one for what in it is not run.
pub(crate) fn chunks(text: &str) -> Vec<Chunk> {
    if !text.contains("@examples") {
        return Vec::new();
    }
    let (mut chunks, mut open) = (Vec::new(), None);
    for line in lines(text) {
        let content = text[line.clone()].trim_start();
        let comment = comment(text, line.clone());
        // Other comments may stand in between.
        if comment.is_none() && (content.is_empty() || content.starts_with('#')) {
            continue;
        }
        let tag = comment.clone().and_then(|comment| tag(&text[comment]));
        if comment.is_none() || tag.is_some() {
            chunks.extend(open.take().iter().flat_map(examples));
        }
        let Some(comment) = comment else { continue };
        let start = match tag {
            Some(length) if text[comment.start..].trim_start().starts_with("@examples") => comment.start + length,
            Some(_) => continue,
            None => comment.start,
        };
        if tag.is_some() {
            open = Some(CellText::new(Container::Roxygen, None));
        }
        if let Some(code) = &mut open {
            code.push(text, start..line.end);
        }
    }
    chunks.extend(open.iter().flat_map(examples));
    chunks
}

/// What stands behind the `#'` of a line.
fn comment(text: &str, line: Range<usize>) -> Option<Range<usize>> {
    let content = &text[line.clone()];
    let rest = content.trim_start().trim_start_matches('#').strip_prefix('\'').filter(|_| content.trim_start().starts_with('#'))?;
    Some(line.start + content.len() - rest.len()..line.end)
}

/// How long the tag is with which a comment begins.
fn tag(comment: &str) -> Option<usize> {
    let rest = comment.trim_start().strip_prefix('@')?;
    let name = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    (name > 0).then(|| comment.len() - rest.len() + name)
}

fn examples(code: &CellText) -> Vec<Chunk> {
    let (mut marks, mut not_run) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some((mark, inside, is_run)) = next_macro(&code.text, at) {
        at = inside.start;
        marks.extend([mark.start..inside.start, inside.end..code.text.len().min(inside.end + 1)]);
        not_run.extend((!is_run).then_some(inside));
    }
    let run: Vec<_> = marks.iter().chain(&not_run).cloned().collect();
    let rest = without(code, &run);
    let only = without(code, &marks.iter().cloned().chain(between(&not_run, code.text.len())).collect::<Vec<_>>());
    let parts = [(rest, true), (only, false)].into_iter().filter(|(part, _)| !part.text.trim().is_empty());
    parts.map(|(part, evaluated)| CellText { evaluated, ..part }.whole(Language::R)).collect()
}

/// The next macro from here on, what stands in its braces, and whether that is run.
fn next_macro(text: &str, from: usize) -> Option<(Range<usize>, Range<usize>, bool)> {
    text[from..].match_indices('\\').find_map(|(at, _)| {
        let start = from + at;
        let (rest, is_run) = MACROS.iter().find_map(|(name, is_run)| Some((text[start..].strip_prefix(name)?, *is_run)))?;
        let open = text.len() - rest.trim_start().strip_prefix('{')?.len() - 1;
        Some((start..open, open + 1..closing(text, open), is_run))
    })
}

/// The brace that closes one, outside of strings and comments; else the end.
fn closing(text: &str, open: usize) -> usize {
    let (mut depth, mut quote) = (0, None);
    let mut bytes = text.bytes().enumerate().skip(open);
    while let Some((at, byte)) = bytes.next() {
        match (quote, byte) {
            (_, b'\\') => drop(bytes.next()),
            (Some(b'#'), b'\n') => quote = None,
            (Some(mark), _) if mark == byte && mark != b'#' => quote = None,
            (None, b'"' | b'\'' | b'`' | b'#') => quote = Some(byte),
            (None, b'{') => depth += 1,
            (None, b'}') if depth == 1 => return at,
            (None, b'}') => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// What is left of a text without these parts.
fn between(parts: &[Range<usize>], end: usize) -> Vec<Range<usize>> {
    let starts = std::iter::once(0).chain(parts.iter().map(|part| part.end));
    starts.zip(parts.iter().map(|part| part.start).chain([end])).filter(|(start, end)| start < end).map(|(start, end)| start..end).collect()
}

/// The same text, with these parts blank.
fn without(code: &CellText, parts: &[Range<usize>]) -> CellText {
    let mut code = code.clone();
    for part in parts {
        let blank: String = code.text[part.clone()].bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }).collect();
        code.text.replace_range(part.clone(), &blank);
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Body;

    fn cut(text: &str) -> Vec<(bool, Vec<String>)> {
        let shown = |chunk: Chunk| {
            let Body::Text { text: code, map } = chunk.body else { panic!("a text") };
            let word = code.find("f(").unwrap_or_default();
            assert!(text[map.raw_range(word..word + 2)].starts_with("f("), "{code}");
            (chunk.evaluated, code.split_whitespace().map(str::to_owned).collect())
        };
        chunks(text).into_iter().map(shown).collect()
    }

    fn part(evaluated: bool, words: &[&str]) -> (bool, Vec<String>) {
        (evaluated, words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[test]
    fn blocks_of_examples() {
        assert_eq!(cut("#' Title é\n#' @examples\n#' f(1)\n#'\n#' f(2) # x@y\n#' @export\nf <- 1\n"), [part(true, &["f(1)", "f(2)", "#", "x@y"])]);
        assert_eq!(cut("##' @examples f(1)\r\nx\r\n#' @examplesIf g()\r\n#' f(2)"), [part(true, &["f(1)"]), part(true, &["g()", "f(2)"])]);
        assert_eq!(cut("# @examples\n#' f(1)\n#' @examplesX\n"), []);
        assert_eq!(cut("#' @examples\n# x\n\n#' f(1)\n1\n#' f(2)\n"), [part(true, &["f(1)"])]);
    }

    #[test]
    fn what_is_not_run() {
        let text = "#' @examples\n#' f(1)\n#' \\dontrun{\n#' f('é}') # }\n#' if (a) { f(2) }\n#' }\n#' \\donttest{f(3)}\n";
        let not_run = part(false, &["f('é}')", "#", "}", "if", "(a)", "{", "f(2)", "}"]);
        assert_eq!(cut(text), [part(true, &["f(1)", "f(3)"]), not_run]);
        assert_eq!(cut("#' @examples \\dontrun{f(1)\nx"), [part(false, &["f(1)"])]);
    }
}
