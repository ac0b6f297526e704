//! Names of functions in strings that reach a call by name through a variable or a parameter: `check("f")`, where `check` does `do.call(what, …)`.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use rxodus_syntax::{Parsed, Piece, Purpose, ScopeId, Segment, TextUse, Usage, UsageKind, Value};

use crate::{
    texts::{Texts, strings},
    unit::Unit,
};

/// Parameters that are called by their values, by the names of their functions: each with its place among the others.
pub(crate) type Parameters<'a> = FxHashMap<&'a str, BTreeSet<(&'a str, usize)>>;

/// The names of functions that a code calls, where these are no literals.
fn calls<'p>(parsed: &'p Parsed) -> impl Iterator<Item = &'p TextUse> {
    parsed.texts.iter().filter(|text| text.purpose == Purpose::Function)
}

/// Adds the parameters of functions of a code that these call by their values.
pub(crate) fn add_parameters<'a>(parsed: &Parsed<'a>, parameters: &mut Parameters<'a>) {
    let mut called = calls(parsed).peekable();
    if called.peek().is_none() {
        return;
    }
    let functions: FxHashMap<ScopeId, &str> = parsed.named_functions().into_iter().map(|function| (function.scope, function.name.name)).collect();
    let mut of_scope: FxHashMap<ScopeId, Vec<&str>> = FxHashMap::default();
    for given in parsed.assignments.iter().filter(|given| given.value == Value::Parameter) {
        of_scope.entry(given.scope).or_default().push(given.name.name);
    }
    for text in called {
        let [Piece::Name(name, _)] = parsed.pieces_of(&text.pieces) else { continue };
        let place_in = |scope: ScopeId| Some((scope, of_scope.get(&scope)?.iter().position(|known| known == name)?));
        let found = parsed.enclosing(text.scope).find_map(place_in);
        if let Some((function, place)) = found.and_then(|(scope, place)| Some((*functions.get(&scope)?, place))) {
            parameters.entry(function).or_default().insert((*name, place));
        }
    }
}

/// The strings of a file that are called so, each with the code in which it stands.
pub(crate) fn called<'a>(unit: &Unit<'a>, parameters: &Parameters) -> Vec<(usize, Segment<'a>)> {
    let (texts, mut names) = (Texts::new(unit.file, &unit.codes), Vec::new());
    for (code, own) in unit.codes.iter().enumerate() {
        for text in calls(&own.parsed) {
            names.extend(strings(&texts.parts(code, text)).filter_map(|string| texts.name(string)));
        }
        if parameters.is_empty() {
            continue;
        }
        for usage in own.parsed.usages.iter().filter(|usage| usage.kind == UsageKind::Call) {
            for (name, place) in parameters.get(usage.name).into_iter().flatten() {
                names.extend(handed(&texts, code, &own.parsed, usage, name, *place));
            }
        }
    }
    names
}

/// The strings that a call gives a parameter.
fn handed<'a>(texts: &Texts<'_, 'a>, code: usize, parsed: &Parsed<'a>, usage: &Usage, name: &str, place: usize) -> Vec<(usize, Segment<'a>)> {
    let arguments = parsed.arguments_of(usage);
    let named = arguments.iter().find(|argument| argument.name.is_some_and(|own| own.name == name));
    let by_place = || arguments.get(place).filter(|_| arguments[..=place].iter().all(|argument| argument.name.is_none()));
    let Some(argument) = named.or_else(by_place) else { return Vec::new() };
    let parts = texts.parts_of(code, usage.scope, argument);
    strings(&parts).filter_map(|string| texts.name(string)).collect()
}
