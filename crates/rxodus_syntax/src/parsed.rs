//! What the code of a chunk does, in no package's terms. Names borrow from the text of the file or chunk.

use std::ops::Range;

use rxodus_source::{Language, Span};

use crate::{Arm, Piece, TextUse};

/// A chunk after parsing. Lists stand in the order of the text.
#[derive(Debug, Clone)]
pub struct Parsed<'a> {
    /// The language of the chunk.
    pub language: Language,
    /// Names that are called or used as values.
    pub usages: Vec<Usage<'a>>,
    /// `library()`, `import` and their kin.
    pub attaches: Vec<Attach<'a>>,
    /// Strings that the code runs, opens or attaches.
    pub texts: Vec<TextUse>,
    /// Names that get a value, parameters and imports included.
    pub assignments: Vec<Assignment<'a>>,
    /// Scopes; the first is the file's.
    pub scopes: Vec<Scope>,
    /// What runs only on some conditions.
    pub arms: Vec<Arm>,
    /// Comments, and strings of Python that document.
    pub comments: Vec<Comment<'a>>,
    /// What could not be parsed.
    pub errors: Errors,
    /// Parts of objects that are taken by name, of which [`Usage::path`] does not tell.
    pub members: Vec<Member<'a>>,
    /// The parts of all usages' names; see [`Usage::path`].
    pub segments: Vec<Segment<'a>>,
    /// The arguments of all calls; see [`Usage::arguments`].
    pub arguments: Vec<Argument<'a>>,
    /// The parts of all strings; see [`Argument::pieces`], [`Assignment::pieces`] and [`TextUse::pieces`].
    pub pieces: Vec<Piece<'a>>,
}

/// A name that is called or used as a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage<'a> {
    /// Call, value, or a name in a string.
    pub kind: UsageKind,
    /// Its parts in [`Parsed::segments`]: `pkg` and `f` of `pkg::f`, `a`, `b` and `c` of `a.b.c`; never empty.
    pub path: Range<u32>,
    /// The whole call with its arguments; of a value the name alone.
    pub whole: Span,
    /// Its arguments in [`Parsed::arguments`]; empty where it is no call.
    pub arguments: Range<u32>,
    /// The scope in which it stands.
    pub scope: ScopeId,
    /// It happens only if a condition holds, or in a `try`.
    pub conditional: bool,
    /// What a pipe puts in where a placeholder says so, in [`Parsed::arguments`]; elsewhere it is the first argument.
    pub placeholder: Option<u32>,
    /// Something is assigned to it, as in `f(x) <- y`: what replaces is called.
    pub replaced: bool,
    /// It stands in a formula.
    pub in_formula: bool,
    /// It stands in a part of the text that could not be parsed; its arguments are not known.
    pub recovered: bool,
    /// The call in whose arguments it stands, as an index of [`Parsed::usages`].
    pub inside: Option<u32>,
    /// The only borrowed text that every usage has: its last part.
    pub name: &'a str,
}

/// How a name is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UsageKind {
    /// It is called.
    Call,
    /// It is used as a value.
    Reference,
    /// It stands in a string that is called: `do.call("f", …)`.
    Dynamic,
    /// It is called as a method of something that has no name, `a().name(…)`, or in R of anything: `a$name(…)`.
    Method,
}

/// One part of a dotted or qualified name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment<'a> {
    /// The name, without backticks or quotes.
    pub name: &'a str,
    /// Where it stands.
    pub span: Span,
}

/// An argument of a call, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument<'a> {
    /// Its name; absent where it is given by position.
    pub name: Option<Segment<'a>>,
    /// The whole argument, with its name.
    pub span: Span,
    /// What its value looks like.
    pub value: Shape<'a>,
    /// Its parts in [`Parsed::pieces`], where it is a string, or strings are put together.
    pub pieces: Range<u32>,
}

impl Argument<'_> {
    /// Whether R's pipes put the left side in here.
    pub(crate) fn is_placeholder(&self) -> bool {
        matches!(self.value, Shape::Name("." | "_"))
    }
}

/// What an expression looks like from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape<'a> {
    /// A string: the text between the quotes, escapes as written.
    Text(&'a str),
    /// A number.
    Number(&'a str),
    /// `TRUE`, `NULL`, `None` and the like.
    Constant(&'a str),
    /// A name.
    Name(&'a str),
    /// A call of a plain name.
    Call(&'a str),
    /// A part of what a name holds: `x[…]`.
    Part(&'a str),
    /// A function or lambda.
    Function,
    /// A formula.
    Formula,
    /// `...`, `*args` or `**kwargs`: any number of arguments that cannot be seen.
    Spread,
    /// Nothing, as in `f(x, )`.
    Absent,
    /// Anything else.
    Other,
}

/// A package or module that is attached, loaded or imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attach<'a> {
    /// How.
    pub kind: AttachKind,
    /// The package, or the dotted module.
    pub module: Segment<'a>,
    /// The names that `from … import` brings in.
    pub names: Vec<ImportedName<'a>>,
    /// `from … import *`: where the star stands.
    pub star: Option<Span>,
    /// The scope in which it stands.
    pub scope: ScopeId,
}

/// How a package comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttachKind {
    /// Its exports become visible by their bare names.
    Attach,
    /// It is loaded; its exports need a qualifier.
    Load,
    /// A Python import.
    Import,
    /// A manifest names it, and makes nothing of it visible.
    Declare,
    /// A manifest makes these of its exports visible.
    ImportFrom,
}

/// `f as g` in `from m import f as g`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportedName<'a> {
    /// The name in the module.
    pub name: Segment<'a>,
    /// The name here.
    pub local: &'a str,
}

/// A name that gets a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment<'a> {
    /// The name.
    pub name: Segment<'a>,
    /// The scope in which it is visible.
    pub scope: ScopeId,
    /// What it gets.
    pub value: Value<'a>,
    /// The parts of that in [`Parsed::pieces`], where it is a string, or strings are put together; of a loop, what it runs over.
    pub pieces: Range<u32>,
    /// It happens only if a condition holds, or in a `try`.
    pub conditional: bool,
    /// The byte of the raw file from which on it holds, in code that runs in the order of the text: the end of the statement.
    pub since: u32,
}

/// What a name gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// A function or method that is defined here.
    Function,
    /// A class that is defined here.
    Class,
    /// It is a parameter of the function whose scope this is.
    Parameter,
    /// A module: `import a.b as n`; without `as`, the name is the first part and so is the module.
    Module(&'a str),
    /// A name of a module: `from module import name`.
    Imported {
        /// The dotted module.
        module: &'a str,
        /// The name in it.
        name: &'a str,
    },
    /// An expression.
    Expression(Shape<'a>),
    /// What a loop or a list has for it, a function among other things.
    Element,
    /// It is deleted.
    Deleted,
}

/// Index of a scope in [`Parsed::scopes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(pub u32);

/// A region in which names are visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// The scope around it; absent for the file's.
    pub parent: Option<ScopeId>,
    /// The code that makes it; empty for the file's.
    pub span: Span,
    /// What makes it.
    pub kind: ScopeKind,
    /// Of a function all that it does, where that is one expression.
    pub only: Option<Span>,
}

/// What makes a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScopeKind {
    /// The file or chunk.
    File,
    /// A function or lambda.
    Function,
    /// A Python class: invisible from the functions inside it.
    Class,
    /// Code that R runs in its place, in an environment of its own.
    Environment,
    /// A Python comprehension.
    Comprehension,
}

/// A part of an object that is taken by its name: `name` of `x$name` in R, of `f(x).name` in Python.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member<'a> {
    /// The object: `x`, `f(x)`.
    pub object: Span,
    /// Object and name.
    pub whole: Span,
    /// The name.
    pub name: Segment<'a>,
}

/// A comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment<'a> {
    /// Its text, with its mark.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
}

/// What of a chunk could not be parsed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errors {
    /// Stretches that fit no grammar; names in them are still looked at.
    pub nodes: Vec<Span>,
    /// The parser gave up: only words with a `(` behind them were looked at.
    pub aborted: bool,
}

impl<'a> Parsed<'a> {
    /// A chunk of which nothing is known yet.
    pub fn empty(language: Language) -> Self {
        Self {
            language,
            usages: Vec::new(),
            attaches: Vec::new(),
            texts: Vec::new(),
            assignments: Vec::new(),
            scopes: vec![Scope { parent: None, span: Span { start: 0, end: 0 }, kind: ScopeKind::File, only: None }],
            arms: Vec::new(),
            comments: Vec::new(),
            errors: Errors::default(),
            members: Vec::new(),
            segments: Vec::new(),
            arguments: Vec::new(),
            pieces: Vec::new(),
        }
    }

    /// The parts of a usage's name.
    pub fn path_of(&self, usage: &Usage<'a>) -> &[Segment<'a>] {
        &self.segments[usage.path.start as usize..usage.path.end as usize]
    }

    /// The parts of a string.
    pub fn pieces_of(&self, pieces: &Range<u32>) -> &[Piece<'a>] {
        &self.pieces[pieces.start as usize..pieces.end as usize]
    }

    /// The arguments of a call.
    pub fn arguments_of(&self, usage: &Usage<'a>) -> &[Argument<'a>] {
        &self.arguments[usage.arguments.start as usize..usage.arguments.end as usize]
    }

    /// The first usage that begins in a place and ends with it.
    pub fn usage_at(&self, place: Span) -> Option<&Usage<'a>> {
        let first = self.usages.partition_point(|usage| usage.whole.start < place.start);
        self.usages[first..].iter().take_while(|usage| usage.whole.start <= place.end).find(|usage| usage.whole.end == place.end)
    }

    /// What is given for an argument of a call: for a placeholder what a pipe puts in.
    pub fn given<'p>(&'p self, usage: &Usage, argument: &'p Argument<'a>) -> &'p Argument<'a> {
        usage.placeholder.filter(|_| argument.is_placeholder()).map_or(argument, |left| &self.arguments[left as usize])
    }

    /// Whether a scope is that of a function, or inside of one.
    pub fn is_in_function(&self, scope: ScopeId) -> bool {
        self.enclosing(scope).any(|around| self.scopes[around.0 as usize].kind == ScopeKind::Function)
    }

    /// A scope and all those around it, from the inside out.
    pub fn enclosing(&self, scope: ScopeId) -> impl Iterator<Item = ScopeId> {
        std::iter::successors(Some(scope), |scope| self.scopes[scope.0 as usize].parent)
    }
}
