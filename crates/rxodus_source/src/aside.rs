//! What stands in a file for this tool and in no code: comments between the chunks of a document, data of a cell of a notebook.

use std::ops::Range;

/// A remark to this tool. Places are bytes of the decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// As a comment in code would say it.
    pub text: String,
    /// Where it stands.
    pub place: Range<usize>,
    /// What it speaks of: the rest of its line, the next line, a chunk or a cell.
    pub covers: Range<usize>,
    /// A comment, and no data.
    pub is_comment: bool,
}

/// How a comment to this tool begins, behind blanks, in whatever case.
pub(crate) const NAME: &str = "rxodus:";

/// What a comment without its marks says to this tool; absent where it speaks to somebody else.
pub fn to_this_tool(comment: &str) -> Option<&str> {
    let (name, said) = comment.trim().split_at_checked(NAME.len())?;
    name.eq_ignore_ascii_case(NAME).then(|| said.trim_start())
}
