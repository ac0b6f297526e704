//! Comments of HTML in the prose of a document that speak to this tool.

use std::ops::Range;

use crate::aside::{Aside, to_this_tool};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// The comments in a stretch of prose, and how many of the last ones stand right above what follows it.
pub(crate) fn asides(text: &str, prose: Range<usize>) -> (Vec<Aside>, usize) {
    let mut asides = Vec::new();
    let mut at = prose.start;
    while let Some(open) = text[at..prose.end].find(OPEN).map(|found| at + found) {
        let end = text[open..prose.end].find(CLOSE).map_or(prose.end, |found| open + found + CLOSE.len());
        if to_this_tool(&text[open + OPEN.len()..end]).is_some() {
            asides.push(Aside { text: text[open..end].to_owned(), place: open..end, covers: lines_of(text, open..end), is_comment: true });
        }
        at = end;
    }
    let mut below = prose.end;
    let above = asides.iter().rev().take_while(|aside| {
        let is_above = is_alone(text, aside.place.start) && text[aside.place.end..below].trim().is_empty();
        below = aside.place.start;
        is_above
    });
    let above = above.count();
    (asides, above)
}

/// The line of a comment; the next one where it stands alone.
fn lines_of(text: &str, comment: Range<usize>) -> Range<usize> {
    let end_of_line = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    let end = end_of_line(comment.end);
    let start = text[..comment.start].rfind('\n').map_or(0, |end| end + 1);
    if is_alone(text, comment.start) && text[comment.end..end].trim().is_empty() { end..end_of_line(end) } else { start..end }
}

fn is_alone(text: &str, at: usize) -> bool {
    text[..at].rsplit('\n').next().unwrap_or_default().trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_covers_its_line_or_the_next() {
        let text = "a <!-- rxodus: x --> b\n\n<!--rxodus: y-->\nc\n<!-- else -->\n<!-- rxodus: z -->\n\n<!-- rxodus: w -->\n";
        let (found, above) = asides(text, 0..text.len());
        let covers: Vec<_> = found.iter().map(|aside| &text[aside.covers.clone()]).collect();
        assert_eq!((covers, above), (vec!["a <!-- rxodus: x --> b\n", "c\n", "\n", ""], 2));
    }
}
