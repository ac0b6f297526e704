//! Names of functions in strings that reach a call by name through a variable or a parameter: `check("f")`, where `check` does `do.call(what, …)`.

use rustc_hash::FxHashMap;
use rxodus_syntax::{Parsed, Piece, Purpose, ScopeId, Segment, Usage, UsageKind, Value};

use crate::{
    texts::{Texts, strings},
    unit::{Code, Unit},
};

/// Parameters that are called by their values, by the names of their functions: each with its place among the others.
pub(crate) type Parameters<'a> = FxHashMap<&'a str, Vec<(&'a str, usize)>>;

/// The parameters of functions of a file that these call by their values.
pub(crate) fn parameters<'a>(unit: &Unit<'a>) -> Vec<(&'a str, (&'a str, usize))> {
    let mut found = Vec::new();
    for code in &unit.codes {
        for text in code.parsed.texts.iter().filter(|text| text.purpose == Purpose::Function) {
            if let [Piece::Name(name, _)] = code.parsed.pieces_of(&text.pieces) {
                found.extend(parameter(code, text.scope, name));
            }
        }
    }
    found
}

/// The function that has a parameter of this name, as seen from a scope inside it, and that parameter.
fn parameter<'a>(code: &Code<'a>, scope: ScopeId, name: &str) -> Option<(&'a str, (&'a str, usize))> {
    let parsed = &code.parsed;
    parsed.enclosing(scope).find_map(|around| {
        let names = parsed.assignments.iter().filter(|given| given.scope == around && given.value == Value::Parameter).map(|given| given.name.name);
        let (place, name) = names.enumerate().find(|(_, known)| *known == name)?;
        let function = parsed.named_functions().into_iter().find(|function| function.scope == around)?;
        Some((function.name.name, (name, place)))
    })
}

/// The strings of a file that are called so, each with the code in which it stands.
pub(crate) fn called<'a>(unit: &Unit<'a>, parameters: &Parameters) -> Vec<(usize, Segment<'a>)> {
    let (texts, mut names) = (Texts::new(unit.file, &unit.codes), Vec::new());
    for (code, own) in unit.codes.iter().enumerate() {
        for text in own.parsed.texts.iter().filter(|text| text.purpose == Purpose::Function) {
            names.extend(strings(&texts.parts(code, text)).filter_map(|string| texts.name(string)));
        }
        let calls = own.parsed.usages.iter().filter(|usage| usage.kind == UsageKind::Call && !parameters.is_empty());
        for (usage, given) in calls.filter_map(|usage| Some((usage, parameters.get(usage.name)?))) {
            for (name, place) in given {
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
