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

/// How such a comment begins, behind blanks, in whatever case.
pub(crate) const NAME: &str = "rxodus:";

/// Whether a comment without its marks speaks to this tool.
pub(crate) fn is_own(comment: &str) -> bool {
    comment.trim_start().get(..NAME.len()).is_some_and(|start| start.eq_ignore_ascii_case(NAME))
}
