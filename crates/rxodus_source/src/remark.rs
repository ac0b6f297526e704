//! What hinders cutting a file into chunks.

/// Something about a file whose code could not be found, or not all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// A notebook that is no valid JSON, or has no cells where they belong.
    BrokenNotebook {
        /// The line, from 1, at which it breaks.
        line: u32,
    },
}
