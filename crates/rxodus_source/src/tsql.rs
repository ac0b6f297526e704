//! T-SQL as tokens and calls: enough to find the strings that hold code, not a grammar. Nothing here can fail.

mod call;
mod lexer;

pub use call::{Argument, Call, Code, Execution};
pub(crate) use lexer::sqlcmd_end;
pub use lexer::{Token, TokenKind, Tokens};
