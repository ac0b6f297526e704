//! Bytes to a [`SourceFile`]: decoded text, exact positions in the raw file, and the [`Chunk`]s of code in it.
//!
//! Knows file formats; knows nothing of R's or Python's syntax, and of no package.

mod aside;
mod cell_language;
mod cell_text;
mod chunk;
mod chunks;
mod databricks;
mod decode;
mod document;
mod joined;
mod kind;
mod kinds;
mod lines;
mod magics;
mod notebook;
mod offset_map;
mod remark;
mod roxygen;
mod source_file;
mod span;
mod sql;
mod text_kind;
pub mod tsql;
mod xml;

pub use aside::{Aside, to_this_tool};
pub use chunk::{Body, Cell, Chunk, Container, Language, Unknown};
pub use decode::Encoding;
pub use joined::Joined;
pub use kind::{FileKind, TextKind};
pub use kinds::{Kinds, WrongExtension};
pub use lines::{LineIndex, Position};
pub use offset_map::{OffsetMap, Segment};
pub use remark::Remark;
pub use source_file::{DEEPEST, Include, SourceFile, Unreadable};
pub use span::Span;
