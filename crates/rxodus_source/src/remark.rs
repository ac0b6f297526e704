//! What hinders cutting a file into chunks.

use std::ops::Range;

/// Something about a file whose code could not be found, or not all of it. Places are bytes of the decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// A notebook that is no valid JSON, or has no cells where they belong: its cells were looked for all the same.
    BrokenNotebook {
        /// The line, from 1, at which it breaks.
        line: u32,
    },
    /// Code in a language that is not parsed.
    OtherLanguage {
        /// The language, by the word that the file has for it, in lower case.
        language: String,
        /// The cell, chunk or call.
        place: Range<usize>,
    },
    /// A call that runs a script which is nowhere in the file.
    ScriptElsewhere {
        /// The name of what is called.
        place: Range<usize>,
    },
}
