//! Comments in text that no grammar here reads: scripts, settings, manifests.

use std::ops::Range;

use rxodus_source::TextKind;

/// How a kind of text marks its comments.
struct Marks {
    /// Each begins a comment that the end of its line ends.
    line: &'static [&'static str],
    /// What must stand before such a mark.
    before: Before,
    /// A comment with an end of its own.
    block: Option<(&'static str, &'static str)>,
}

/// What stands before a mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing but blanks in its line.
    Start,
    /// A blank, or nothing.
    Blank,
    /// Anything.
    Any,
}

fn marks(kind: TextKind) -> Marks {
    let marks = |line, before, block| Marks { line, before, block };
    match kind {
        TextKind::RenvLock | TextKind::PipfileLock => marks(&[], Before::Any, None),
        TextKind::Description | TextKind::PackratLock => marks(&["#"], Before::Start, None),
        TextKind::Namespace | TextKind::SetupPy => marks(&["#"], Before::Any, None),
        TextKind::SetupCfg => marks(&["#", ";"], Before::Start, None),
        TextKind::PowerShell => marks(&["#"], Before::Blank, Some(("<#", "#>"))),
        TextKind::Batch => marks(&["rem ", "@rem ", "::"], Before::Start, None),
        TextKind::Jenkins | TextKind::Template => marks(&["//", "#"], Before::Blank, Some(("/*", "*/"))),
        TextKind::Settings => marks(&["#", ";", "//"], Before::Start, None),
        TextKind::XmlSettings => marks(&[], Before::Any, Some(("<!--", "-->"))),
        _ => marks(&["#"], Before::Blank, None),
    }
}

/// The comments of a text, in its order.
pub(crate) fn comments(kind: TextKind, text: &str) -> Vec<Range<usize>> {
    let (marks, bytes) = (marks(kind), text.as_bytes());
    let (mut found, mut at, mut before) = (Vec::new(), 0, Before::Start);
    while at < bytes.len() {
        if let Some(end) = comment_end(&marks, text, at, before) {
            found.push(at..end);
            at = end;
            continue;
        }
        let byte = bytes[at];
        (at, before) = match byte {
            b'\n' => (at + 1, Before::Start),
            b' ' | b'\t' | b'\r' => (at + 1, if before == Before::Any { Before::Blank } else { before }),
            b'"' | b'\'' => (quoted_end(bytes, at), Before::Any),
            _ => (at + 1, Before::Any),
        };
    }
    found
}

/// Where the comment ends that begins at this byte, if one does.
fn comment_end(marks: &Marks, text: &str, at: usize, before: Before) -> Option<usize> {
    let rest = &text.as_bytes()[at..];
    let begins = |mark: &str| rest.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark.as_bytes()));
    if let Some((_, close)) = marks.block.filter(|(open, _)| begins(open)) {
        return Some(text[at..].find(close).map_or(text.len(), |end| at + end + close.len()));
    }
    let allowed = marks.before == Before::Any || before == Before::Start || marks.before == before;
    let is_comment = allowed && marks.line.iter().any(|mark| begins(mark));
    is_comment.then(|| rest.iter().position(|byte| *byte == b'\n').map_or(text.len(), |end| at + end))
}

/// The byte behind a quoted text; a quote that its line does not close is none.
fn quoted_end(bytes: &[u8], open: usize) -> usize {
    let line = bytes[open + 1..].iter().take_while(|byte| **byte != b'\n');
    line.enumerate().find(|(_, byte)| **byte == bytes[open]).map_or(open + 1, |(length, _)| open + 1 + length + 1)
}

/// The text with blanks for its comments, so that places stay.
pub(crate) fn without_comments(text: &str, comments: &[Range<usize>]) -> String {
    let mut clean = text.to_owned();
    for comment in comments.iter().rev() {
        let blanks: String = text[comment.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
        clean.replace_range(comment.clone(), &blanks);
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: TextKind, text: &str) -> Vec<&str> {
        comments(kind, text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn each_kind_has_its_marks() {
        assert_eq!(of(TextKind::Shell, "# a\nx \"# b\" y#z 'it' # c\ndon't # d"), ["# a", "# c", "# d"]);
        assert_eq!(of(TextKind::PowerShell, "<# a\nb #> c # d"), ["<# a\nb #>", "# d"]);
        assert_eq!(of(TextKind::Batch, "REM a\n@rem b\n:: c\nremove # d"), ["REM a", "@rem b", ":: c"]);
        assert_eq!(of(TextKind::Template, "a 'adl://b' // c\nadl://d /* e */"), ["// c", "/* e */"]);
        assert_eq!(of(TextKind::Settings, "a=b;c # d\n; e"), ["; e"]);
        assert_eq!(of(TextKind::XmlSettings, "<a><!-- b\n--></a>"), ["<!-- b\n-->"]);
        assert_eq!(of(TextKind::Namespace, "import(a)# b"), ["# b"]);
        assert_eq!(of(TextKind::RenvLock, "\"#\": 1 # 2"), [""; 0]);
    }

    #[test]
    fn places_stay() {
        let text = "é # é\nb";
        assert_eq!(without_comments(text, &comments(TextKind::Shell, text)), "é     \nb");
    }
}
