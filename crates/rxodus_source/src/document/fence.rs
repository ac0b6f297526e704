//! The lines at which a chunk begins and ends.

use super::Syntax;

/// The first line of a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fence<'a> {
    /// What stands before the backticks, and before each line of the chunk.
    pub(super) prefix: &'a str,
    /// The prefix and the backticks; empty outside Markdown.
    mark: &'a str,
    /// Which engine runs it.
    pub(super) engine: &'a str,
    /// The options behind it, as written.
    pub(super) options: &'a str,
}

impl Fence<'_> {
    /// Whether this line can begin a chunk while another one is open: in Markdown, only below the same fence.
    pub(super) fn may_follow(&self, open: &Self) -> bool {
        self.mark == open.mark
    }
}

/// The chunk that begins with this line.
pub(super) fn begins(syntax: Syntax, line: &str) -> Option<Fence<'_>> {
    match syntax {
        Syntax::Markdown => markdown(line),
        Syntax::Sweave => {
            let (options, _) = line.trim_start().strip_prefix("<<")?.rsplit_once(">>=")?;
            Some(Fence { prefix: "", mark: "", engine: "r", options })
        }
        Syntax::Html => {
            let options = line.trim_start().strip_prefix("<!--")?.trim_start().strip_prefix("begin.rcode")?;
            Some(Fence { prefix: "", mark: "", engine: "r", options })
        }
    }
}

/// Three backticks or more, then `{engine options}` and nothing behind it.
fn markdown(line: &str) -> Option<Fence<'_>> {
    let mark = mark(line)?;
    let inside = line[mark.len()..].trim().strip_prefix('{')?.strip_suffix('}')?;
    let end = inside.find(|character: char| !(character.is_ascii_alphanumeric() || character == '_')).unwrap_or(inside.len());
    let (engine, options) = inside.split_at(end);
    (end > 0).then_some(Fence { prefix: mark.trim_end_matches('`'), mark, engine, options })
}

/// White space and `>`, then the backticks.
fn mark(line: &str) -> Option<&str> {
    let prefix = line.len() - line.trim_start_matches(['\t', ' ', '>']).len();
    let ticks = line[prefix..].bytes().take_while(|&byte| byte == b'`').count();
    (ticks >= 3).then(|| &line[..prefix + ticks])
}

/// Whether the open chunk ends with this line.
pub(super) fn ends(syntax: Syntax, line: &str, open: &Fence) -> bool {
    match syntax {
        Syntax::Markdown => line.strip_prefix(open.mark).is_some_and(|rest| rest.trim().is_empty()),
        Syntax::Sweave => line.trim_start().strip_prefix('@').is_some_and(|rest| rest.trim().is_empty() || rest.trim_start().starts_with('%')),
        Syntax::Html => line.trim_start().starts_with("end.rcode-->"),
    }
}

/// `<<label>>`: the code of another chunk comes here.
pub(super) fn is_reference(line: &str) -> bool {
    let line = line.trim();
    line.len() > 4 && line.starts_with("<<") && line.ends_with(">>")
}
