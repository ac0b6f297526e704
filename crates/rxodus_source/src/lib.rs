//! Bytes to a [`SourceFile`]: decoded text, exact positions in the raw file, and the [`Chunk`]s of code in it.
//!
//! Knows file formats; knows nothing of R's or Python's syntax, and of no package.

mod chunk;
mod chunks;
mod decode;
mod kind;
mod lines;
mod offset_map;
mod source_file;
mod span;
mod sql;
pub mod tsql;

pub use chunk::{Body, Cell, Chunk, Container, Language, Unknown};
pub use decode::Encoding;
pub use kind::FileKind;
pub use lines::{LineIndex, Position};
pub use offset_map::{OffsetMap, Segment};
pub use source_file::{SourceFile, Unreadable};
pub use span::Span;
