//! Text of the rules as Markdown of one line, also in the cell of a table.

/// Prose: nothing in it is markup but code between backticks.
pub(super) fn prose(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(text.len());
    // An odd backtick out is no code.
    let paired = text.matches('`').count() / 2 * 2;
    let (mut ticks, mut inside) = (0, false);
    for (at, character) in text.char_indices() {
        match character {
            '`' if ticks < paired => {
                ticks += 1;
                inside = !inside;
            }
            '|' => out.push('\\'),
            '_' if !inside && within_word(&text, at) => {}
            '`' | '*' | '_' | '[' | ']' | '<' | '\\' | '~' | '$' if !inside => out.push('\\'),
            _ => {}
        }
        out.push(character);
    }
    out
}

/// Whether letters or digits stand on both sides.
fn within_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    before && text[at + 1..].chars().next().is_some_and(char::is_alphanumeric)
}

/// Code.
pub(super) fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// The first sentence.
pub(super) fn first_sentence(text: &str) -> &str {
    let ends = text.match_indices(". ").filter(|(at, _)| {
        let (before, after) = (&text[..*at], &text[at + 2..]);
        let begins = after.chars().next().is_some_and(|first| first.is_uppercase() || first == '`');
        begins && !before.ends_with("e.g") && !before.ends_with("i.e") && before.matches('`').count() % 2 == 0
    });
    ends.map(|(at, _)| &text[..=at]).next().unwrap_or(text)
}

/// A source: a link where it is an address.
pub(super) fn source(text: &str) -> String {
    if text.starts_with("http") && !text.contains(char::is_whitespace) { format!("<{text}>") } else { prose(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_no_markup() {
        assert_eq!(prose("x <- a|b *is*\n`x_1|<y>` and `"), "x \\<- a\\|b \\*is\\* `x_1\\|<y>` and \\`");
        assert_eq!(prose("all_of _ex"), "all_of \\_ex");
        assert_eq!(code("a | b"), "`a \\| b`");
        assert_eq!(code("`a`"), "`` `a` ``");
    }

    #[test]
    fn a_sentence_ends_where_another_begins() {
        assert_eq!(first_sentence("Uses `a. B` first, e.g. Here. Then more."), "Uses `a. B` first, e.g. Here.");
        assert_eq!(first_sentence("R 4.2 alone"), "R 4.2 alone");
    }
}
