//! A chunk of R, Python or T-SQL to [`Parsed`]: what its code does, in no package's terms.
//!
//! The only crate that knows tree-sitter. Parsing never fails: what cannot be parsed is said in [`Errors`].

mod arms;
mod collect;
mod comments;
mod flat;
mod functions;
mod grammar;
mod literal;
mod manifest;
mod parsed;
mod parser;
mod pieces;
mod python;
mod r;
mod restart;
mod sql;
mod text;
mod tree;
mod walk;

pub use arms::{Arm, ArmId};
pub use functions::NamedFunction;
pub use parsed::{
    Argument, Assignment, Attach, AttachKind, Comment, Errors, ImportedName, Member, Parsed, Scope, ScopeId, ScopeKind, Segment, Shape, Usage,
    UsageKind, Value,
};
pub use parser::Parser;
pub use pieces::{Escapes, Holes, LinkKind, Literal, Piece, Purpose, TextUse};
pub use r::RUN_FILES;
pub use tree::tree_text;
