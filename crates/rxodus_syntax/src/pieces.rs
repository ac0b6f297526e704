//! What strings are put together of, as written, and what the code around them does with them.

use std::ops::Range;

use rxodus_source::{Joined, Language};

use crate::{AttachKind, ScopeId, literal};

/// A part of a string that is put together. Ranges are bytes of the text of its chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text between quotes.
    Literal(Literal),
    /// What a variable of this name holds.
    Name(&'a str, Range<u32>),
    /// Something that only running it would tell.
    Unknown(Range<u32>),
    /// What a function puts between two parts, here: a space, a slash.
    Between(char, u32),
    /// Here begins the next string of several.
    Next(u32),
}

/// Text between quotes, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// The bytes between the quotes.
    pub range: Range<u32>,
    /// How it is escaped.
    pub escapes: Escapes,
    /// What stands in it for parts that are put in.
    pub holes: Holes,
}

/// How text between quotes is escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escapes {
    /// Not at all: a raw string.
    None,
    /// As R does.
    R,
    /// As Python does.
    Python,
}

/// What stands in a string for parts that are put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holes {
    /// Nothing.
    None,
    /// `%s` and its kin.
    Percent,
    /// `{name}`.
    Braces,
}

/// A string that the code around it runs, opens or attaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextUse {
    /// What for.
    pub purpose: Purpose,
    /// Its parts in [`crate::Parsed::pieces`].
    pub pieces: Range<u32>,
    /// The scope in which it stands.
    pub scope: ScopeId,
    /// The byte of the raw file at which it stands.
    pub at: u32,
    /// It happens only if a condition holds, or in a `try`.
    pub is_conditional: bool,
    /// It means that only if the file imports this module, or one in it.
    pub needs: Option<&'static str>,
}

/// What a string is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// It is code, which runs in its place.
    Code(Language),
    /// It is a command for the shell, which may run code of its own.
    Command,
    /// It is the name of a package, or several are.
    Package(AttachKind),
    /// It is the path of a file that is run, or several are.
    File(LinkKind),
    /// It is the name of a function that is called, or several are.
    Function,
}

/// How one file runs another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// `source()` and its kin: the other file's names become visible.
    Source,
    /// Both share their names: a document and its child.
    Shared,
    /// In a session of its own.
    Elsewhere,
}

impl Literal {
    /// Adds what it says to a joined text; `unknown` are the unknown parts of the text around it.
    pub fn read(&self, text: &str, unknown: &[Range<usize>], joined: &mut Joined) {
        literal::read(self, text, unknown, joined);
    }
}
