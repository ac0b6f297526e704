//! Expressions that put T-SQL together when a report or package runs: `="SELECT " & Parameters!x.Value` and `"SELECT " + @[User::x]`. Their
//! strings are text; all else is unknown.

use std::ops::Range;

use crate::Joined;

/// How strings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    /// Reports: `""` stands for a quote.
    VisualBasic,
    /// Packages: `\"` does.
    Integration,
}

/// What ends a line.
const LINE_ENDS: [&str; 9] = ["vbcrlf", "vblf", "vbcr", "vbnewline", "environment.newline", "chr(10)", "chr(13)", "chrw(10)", "chrw(13)"];

/// What an expression makes, with the way back to its own text; `None` for a text that is no expression.
pub(super) fn joined(text: &str) -> Option<Joined> {
    let dialect = dialect(text)?;
    let mut sql = Joined::empty();
    let mut at = 0;
    while let Some(quote) = text[at..].find('"').map(|len| at + len) {
        between(text, at..quote, dialect, &mut sql);
        at = literal(text, quote + 1, dialect, &mut sql);
    }
    between(text, at..text.len(), dialect, &mut sql);
    Some(sql)
}

fn dialect(text: &str) -> Option<Dialect> {
    let text = text.trim_start();
    if text.starts_with('=') {
        return Some(Dialect::VisualBasic);
    }
    ["\"", "@[", "(DT_"].iter().any(|mark| text.starts_with(mark)).then_some(Dialect::Integration)
}

/// Copies a string whose first byte is at `at`, and gives the byte behind its quote.
fn literal(text: &str, mut at: usize, dialect: Dialect, sql: &mut Joined) -> usize {
    let mut copied = at;
    let copy = |sql: &mut Joined, part: Range<usize>| sql.copy(text, part, &[]);
    let bytes = text.as_bytes();
    while let Some(found) = bytes[at..].iter().position(|&byte| byte == b'"' || byte == b'\\').map(|len| at + len) {
        let escaped = match (bytes[found], bytes.get(found + 1)) {
            (b'"', Some(b'"')) if dialect == Dialect::VisualBasic => Some('"'),
            (b'"', _) => {
                copy(sql, copied..found);
                return found + 1;
            }
            (_, Some(next)) if dialect == Dialect::Integration => character(*next),
            _ => None,
        };
        at = found + 1;
        if let Some(character) = escaped {
            copy(sql, copied..found);
            sql.push(character, found..found + 2);
            at = found + 2;
            copied = at;
        }
    }
    copy(sql, copied..text.len());
    text.len()
}

/// The character that a backslash and this byte stand for.
fn character(byte: u8) -> Option<char> {
    Some(match byte {
        b'n' | b'r' => '\n',
        b't' => '\t',
        b'"' | b'\\' => char::from(byte),
        _ => return None,
    })
}

/// What stands between two strings: operands that are not known, ends of lines, and signs behind which another text begins.
fn between(text: &str, range: Range<usize>, dialect: Dialect, sql: &mut Joined) {
    let (joins, begins) = if dialect == Dialect::VisualBasic { (['&', '+'], [',', ',']) } else { (['+', '+'], ['?', ':']) };
    let mut start = range.start;
    for (at, sign) in text[range.clone()].match_indices([joins, begins].concat().as_slice()) {
        let at = range.start + at;
        // `User::name` is one name.
        if sign == ":" && (text[at + 1..].starts_with(':') || text[..at].ends_with(':')) {
            continue;
        }
        operand(text, start..at, sql);
        if begins.iter().any(|begin| sign.starts_with(*begin)) {
            sql.push('\n', at..at + 1);
        }
        start = at + sign.len();
    }
    operand(text, start..range.end, sql);
}

fn operand(text: &str, range: Range<usize>, sql: &mut Joined) {
    let is_empty = |character: char| character.is_whitespace() || "=()".contains(character);
    let written = text[range.clone()].trim_start_matches(is_empty);
    let start = range.end - written.len();
    let written = written.trim_end_matches(char::is_whitespace);
    if LINE_ENDS.iter().any(|word| written.eq_ignore_ascii_case(word)) {
        sql.push('\n', start..start + written.len());
    } else if !written.trim_end_matches(is_empty).is_empty() {
        sql.fill(start..start + written.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `?` for each unknown part; what is copied must stand where the map says.
    fn shown(text: &str) -> String {
        let sql = joined(text).expect("an expression");
        for (at, character) in sql.text.char_indices().filter(|(_, character)| character.is_alphanumeric()) {
            let unknown = sql.unknown.iter().any(|part| part.contains(&at));
            assert!(unknown || text[sql.map.raw_range(at..at + character.len_utf8())] == character.to_string(), "{text} at {at}");
        }
        let mut shown = sql.text.clone();
        for part in sql.unknown.iter().rev() {
            shown.replace_range(part.clone(), "?");
        }
        shown
    }

    #[test]
    fn strings_of_reports() {
        assert_eq!(shown(r#"="EXEC p '" & Parameters!x.Value & "', ""é"""#), "EXEC p '?', \"é\"");
        assert_eq!(shown(r#"= "EXEC p" & vbCrLf & " 1" + Chr(10) + "GO""#), "EXEC p\n 1\nGO");
        assert_eq!(shown(r#"=IIF(Parameters!x.Value, "EXEC a", "EXEC b")"#), "?\nEXEC a\nEXEC b");
        assert_eq!(shown(r"=Fields!x.Value"), "?");
    }

    #[test]
    fn strings_of_packages() {
        assert_eq!(shown(r#""EXEC p \"a\" \\ \n" + @[User::x]"#), "EXEC p \"a\" \\ \n?");
        assert_eq!(shown(r#"@[User::x] + " é" + (DT_WSTR, 4) @[User::y]"#), "? é?");
        assert_eq!(shown(r#"@[User::x] > 1 ? "EXEC a" : "EXEC b""#), "?\nEXEC a\nEXEC b");
    }

    #[test]
    fn what_is_none_and_what_does_not_end() {
        assert!(joined("EXEC p \"a\"").is_none());
        assert_eq!(shown("=\"open"), "open");
        assert_eq!(shown("\"open\\"), "open\\");
        assert_eq!(shown("=é & \"é\" é"), "?é?");
    }
}
