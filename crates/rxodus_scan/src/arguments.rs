//! Matches the arguments of a call to the formals of a symbol, as R and Python do.

use rxodus_rules::Formal;
use rxodus_source::Language;
use rxodus_source::Span;
use rxodus_syntax::{Argument, Shape};

/// An argument of a call and the formal that it fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchedArgument {
    /// Index in the symbol's formals, where `...` and `**kwargs` take what fits nothing else; absent where it fits none.
    pub formal: Option<u16>,
    /// The name as written; absent where it is given by position.
    pub written: Option<String>,
    /// The whole argument with its name.
    pub span: Span,
    /// What it is given.
    pub value: Given,
}

/// The value of an argument, where reading it tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// A text, without its quotes.
    Text(String),
    /// A number, as written.
    Number(String),
    /// `TRUE`, `NULL`, `None` and the like.
    Constant(String),
    /// Anything else.
    Other,
}

impl From<Shape<'_>> for Given {
    fn from(shape: Shape) -> Self {
        match shape {
            Shape::Text(text) => Self::Text(text.to_owned()),
            Shape::Number(number) => Self::Number(number.to_owned()),
            Shape::Constant(constant) => Self::Constant(constant.to_owned()),
            // R's short forms, which are variables.
            Shape::Name("T") => Self::Constant("TRUE".to_owned()),
            Shape::Name("F") => Self::Constant("FALSE".to_owned()),
            _ => Self::Other,
        }
    }
}

const DOTS: &str = "...";

/// One entry for each argument that can be seen, in the order of the call.
pub(crate) fn match_arguments(language: Language, formals: &[Formal], arguments: &[Argument]) -> Vec<MatchedArgument> {
    let mut filled = vec![false; formals.len()];
    let mut matched: Vec<Option<u16>> = vec![None; arguments.len()];
    let mut fill = |at: Option<usize>, slot: &mut Option<u16>| {
        if let Some(at) = at {
            filled[at] = true;
            *slot = Some(at as u16);
        }
    };
    for (argument, slot) in arguments.iter().zip(&mut matched) {
        fill(argument.name.and_then(|name| exact(language, formals, name.name)), slot);
    }
    if language == Language::R {
        for (argument, slot) in arguments.iter().zip(&mut matched).filter(|(_, slot)| slot.is_none()) {
            fill(argument.name.and_then(|name| partial(formals, name.name)), slot);
        }
    }
    let mut free: Vec<usize> = positions(language, formals).filter(|&at| !filled[at]).collect();
    free.reverse();
    for (argument, slot) in arguments.iter().zip(&mut matched) {
        if argument.name.is_none() && !matches!(argument.value, Shape::Spread) {
            *slot = free.pop().map(|at| at as u16);
        }
    }
    let dots = formals.iter().position(|formal| takes_any(language, formal)).map(|at| at as u16);
    let matched = matched.into_iter().map(|formal| formal.or(dots));
    let seen = arguments.iter().zip(matched).filter(|(argument, _)| !matches!(argument.value, Shape::Spread | Shape::Absent));
    let written = |argument: &Argument| argument.name.map(|name| name.name.to_owned());
    seen.map(|(argument, formal)| MatchedArgument { formal, written: written(argument), span: argument.span, value: argument.value.into() }).collect()
}

fn exact(language: Language, formals: &[Formal], name: &str) -> Option<usize> {
    let is = |formal: &Formal| if language == Language::Sql { formal.name.eq_ignore_ascii_case(name) } else { formal.name == name };
    formals.iter().position(|formal| is(formal) && formal.name != DOTS)
}

/// R completes a name if it begins just one formal that stands before the dots.
fn partial(formals: &[Formal], name: &str) -> Option<usize> {
    let before_dots = formals.iter().take_while(|formal| formal.name != DOTS);
    let mut fitting = before_dots.enumerate().filter(|(_, formal)| formal.name.starts_with(name)).map(|(at, _)| at);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// The formals that a position can fill; those behind the dots need their names.
fn positions(language: Language, formals: &[Formal]) -> impl Iterator<Item = usize> {
    let end = formals.iter().position(|formal| match language {
        Language::R => formal.name == DOTS,
        Language::Python => formal.name.starts_with('*'),
        Language::Sql | Language::Text => false,
    });
    0..end.unwrap_or(formals.len())
}

/// `...` and `**kwargs` take every argument that fits nothing else.
fn takes_any(language: Language, formal: &Formal) -> bool {
    match language {
        Language::R | Language::Sql => formal.name == DOTS,
        Language::Python => formal.name.starts_with("**"),
        Language::Text => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rxodus_syntax::Segment;

    fn matched(formals: &[&str], call: &[(&'static str, bool)]) -> Vec<Option<u16>> {
        let formals: Vec<_> = formals.iter().map(|name| Formal { name: (*name).to_owned(), default: None }).collect();
        let segment = |name| Segment { name, span: Span::default() };
        let argument = |&(name, spread): &(&'static str, bool)| Argument {
            name: (!name.is_empty()).then(|| segment(name)),
            span: Span::default(),
            value: if spread { Shape::Spread } else { Shape::Other },
            pieces: 0..0,
        };
        let arguments: Vec<_> = call.iter().map(argument).collect();
        match_arguments(Language::R, &formals, &arguments).into_iter().map(|matched| matched.formal).collect()
    }

    #[test]
    fn names_then_parts_of_names_then_positions() {
        let formals = ["formula", "data", "pweights", "...", "verbose"];
        assert_eq!(matched(&formals, &[("", false), ("data", false)]), [Some(0), Some(1)]);
        assert_eq!(matched(&formals, &[("pw", false), ("", false), ("", false)]), [Some(2), Some(0), Some(1)]);
        assert_eq!(matched(&formals, &[("verb", false)]), [Some(3)], "no completion behind the dots, which take it");
        assert_eq!(matched(&formals, &[("", true), ("", false)]), [Some(0)], "dots are not seen");
        assert_eq!(matched(&["a1", "a2"], &[("a", false)]), [None], "two could be meant");
    }
}
