//! What a comment such as `# rxodus: ignore[rule] until=2027-03-01 owner=ana reason` asks for.

use jiff::civil::Date;
use rxodus_source::to_this_tool;

/// What a comment of this tool's own asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Directive<'a> {
    pub(crate) verb: Verb,
    /// As written.
    pub(crate) rules: Vec<&'a str>,
    pub(crate) reason: &'a str,
    /// The last day on which it holds.
    pub(crate) until: Option<Date>,
    /// Who answers for it; empty where nobody is named.
    pub(crate) owner: &'a str,
}

/// Where it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    /// `ignore`: in its line, or in the next one where it stands alone.
    Line,
    /// `ignore-start`: up to the `ignore-end` that belongs to it.
    Start,
    /// `ignore-end`
    End,
    /// `ignore-file`
    File,
}

const VERBS: [(&str, Verb); 4] = [("ignore-start", Verb::Start), ("ignore-end", Verb::End), ("ignore-file", Verb::File), ("ignore", Verb::Line)];

/// The directive of a comment; absent where it is no comment of this tool's own, and what is wrong with one that nobody can follow.
pub(crate) fn directive(comment: &str) -> Option<Result<Directive<'_>, String>> {
    to_this_tool(bare(comment)).map(read)
}

/// Without the marks of all languages.
fn bare(comment: &str) -> &str {
    let text = comment.trim_start_matches(['#', '-', '/', '*', '<', '!', ';', ':', '%']).trim_start();
    without_end(text.strip_prefix("rem ").or_else(|| text.strip_prefix("REM ")).unwrap_or(text))
}

/// A comment without the mark that ends it in its line, in any language.
pub(super) fn without_end(comment: &str) -> &str {
    let text = comment.trim_end();
    ["*/", "-->", "#>"].into_iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text).trim_end()
}

fn read(text: &str) -> Result<Directive<'_>, String> {
    let end = text.find(|character: char| !character.is_ascii_alphanumeric() && character != '-').unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let Some((_, verb)) = VERBS.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(word)) else {
        return Err(format!("`{word}` is nothing that it could do; write ignore, ignore-start, ignore-end or ignore-file"));
    };
    let (rules, rest) = match rest.strip_prefix('[').map(|rest| rest.split_once(']')) {
        Some(None) => return Err("its bracket does not close".to_owned()),
        Some(Some((rules, rest))) => (rules.split(',').map(str::trim).filter(|rule| !rule.is_empty() && *rule != "*").collect(), rest),
        None => (Vec::new(), rest),
    };
    let mut directive = Directive { verb, rules, reason: rest.trim(), until: None, owner: "" };
    while let Some((key, value, rest)) = option(directive.reason) {
        match key {
            "until" => directive.until = Some(value.parse().map_err(|_| format!("`until={value}` is no day; write until=2027-03-01"))?),
            _ => directive.owner = value,
        }
        directive.reason = rest;
    }
    Ok(directive)
}

/// `until=…` or `owner=…` at the start of a text, and what follows.
fn option(text: &str) -> Option<(&str, &str, &str)> {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let (key, value) = word.split_once('=')?;
    ["until", "owner"].contains(&key).then_some((key, value, rest.trim_start()))
}

impl Directive<'_> {
    /// Whether it means a rule: by its id, or by the symbol alone.
    pub(crate) fn means(name: &str, id: &str) -> bool {
        name == id || id.rsplit('/').next() == Some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn of(comment: &str) -> Directive<'_> {
        directive(comment).expect("a directive").expect("one that can be followed")
    }

    #[test]
    fn options_stand_before_the_reason() {
        let full = of("/* rxodus: ignore[a/b, c] until=2027-03-01 owner=ana  why x=1 */");
        let expected = Directive { verb: Verb::Line, rules: vec!["a/b", "c"], reason: "why x=1", until: Some(date(2027, 3, 1)), owner: "ana" };
        assert_eq!(full, expected);
        assert_eq!(of("<!-- rxodus: ignore-start[a] why -->").verb, Verb::Start);
        assert_eq!((of("-- rxodus:ignore-file[a]").verb, of("REM rxodus: ignore-end").verb), (Verb::File, Verb::End));
        assert_eq!((of("# RXODUS: Ignore[a] why").verb, of("# Rxodus: ignore[A] why").rules), (Verb::Line, vec!["A"]));
        assert!(of("# rxodus: ignore[*] all").rules.is_empty() && of("# rxodus: ignore because").rules.is_empty());
    }

    #[test]
    fn what_nobody_can_follow_is_said() {
        let fault = |comment: &str| directive(comment).and_then(Result::err).unwrap_or_default();
        assert!(fault("# rxodus: forget[a]").contains("`forget`"));
        assert!(fault("# rxodus: ignore[a why").contains("bracket"));
        assert!(fault("# rxodus: ignore[a] until=soon why").contains("until=soon"));
        assert_eq!(directive("# see rxodus: ignore[a] why"), None);
    }
}
