//! Makes text from scanned files safe to print: no terminal escape, no line break and no change of writing direction gets through.

use std::fmt::Write as _;

/// Text for one line, with control and direction characters written out as `\u{…}`; a tab becomes a space.
pub(crate) fn escape(text: &str) -> String {
    written_out(text, " ")
}

/// The same for code, where a tab becomes four spaces.
pub(crate) fn escape_code(code: &str) -> String {
    written_out(code, "    ")
}

fn written_out(text: &str, tab: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => out.push_str(tab),
            hidden if is_hidden(hidden) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(hidden));
            }
            shown => out.push(shown),
        }
    }
    out
}

/// Control characters, the separators that some terminals break lines at, and what turns the direction of writing.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_the_terminal_but_letters() {
        assert_eq!(escape("a\x1b[31mb\nc\td"), "a\\u{1b}[31mb\\u{a}c d");
        assert_eq!(escape("\u{202E}txt.R"), "\\u{202e}txt.R");
        assert_eq!(escape("\u{9b}2J"), "\\u{9b}2J", "a control sequence in one character");
        assert_eq!(escape_code("\tx <- \"é😀\""), "    x <- \"é😀\"");
    }
}
