//! Arguments that a call writes though no formal has their name: what was meant, and what takes them in without a word.

use rxodus_rules::{Language, Symbol};
use rxodus_scan::{Finding, MatchedArgument};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    Context,
    escape::escape,
    text::footer::paragraph,
    words::{count, list, verb},
};

/// Why an argument is unknown.
pub(crate) enum Unknown<'a> {
    /// A known mistake: the formal that was meant, and a note.
    Mistake(&'a str, &'a str),
    /// The name of this formal, nearly.
    Nearly(&'a str),
    /// R completes a name that begins just one formal; this begins several.
    Several(Vec<&'a str>),
    /// Taken by this formal, which takes any name.
    Taken(&'a str),
    /// Nothing takes it.
    Nothing,
}

/// Why an argument is unknown.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct UnknownOut<'a> {
    /// `mistake`: the rules know it. `nearly`: a formal's name is much like it. `several`: it begins the names of several formals, which R
    /// refuses. `taken`: a formal that takes any name takes it without a word. `nothing`: it fits no formal.
    why: &'static str,
    /// The formals that may have been meant.
    meant: Vec<&'a str>,
    /// The formal that takes any name.
    taken_by: Option<&'a str>,
    /// Of a mistake that the rules know.
    note: Option<&'a str>,
}

/// A shorter name with two other letters is another name.
const SHORT: usize = 7;

/// Whether an argument is unknown, and why.
pub(crate) fn unknown<'a>(context: &'a Context, finding: &'a Finding, argument: &MatchedArgument) -> Option<Unknown<'a>> {
    let symbol = context.index.symbol(finding.rule).filter(|symbol| !symbol.formals.is_empty())?;
    let formal = argument.formal.map(|at| symbol.formals[usize::from(at)].name.as_str());
    if formal.is_some_and(|formal| !takes_any(formal)) {
        return None;
    }
    let Some(written) = &argument.written else { return (formal.is_none() && rest(symbol).is_none()).then_some(Unknown::Nothing) };
    let package = context.index.package(finding.rule);
    if let Some(stray) = package.stray(&symbol.name, written) {
        return stray.meant.as_ref().map(|meant| Unknown::Mistake(meant, &stray.note));
    }
    if let Some(near) = nearly(symbol, finding, argument) {
        return Some(Unknown::Nearly(near));
    }
    let begun = if package.language == Language::R { begun(symbol, finding, written) } else { Vec::new() };
    if begun.len() > 1 {
        return Some(Unknown::Several(begun));
    }
    Some(formal.map_or(Unknown::Nothing, Unknown::Taken))
}

/// The same for programs.
pub(crate) fn unknown_out<'a>(context: &'a Context, finding: &'a Finding, argument: &MatchedArgument) -> Option<UnknownOut<'a>> {
    let (why, meant, taken_by, note) = match unknown(context, finding, argument)? {
        Unknown::Mistake(meant, note) => ("mistake", vec![meant], None, Some(note)),
        Unknown::Nearly(meant) => ("nearly", vec![meant], None, None),
        Unknown::Several(meant) => ("several", meant, None, None),
        Unknown::Taken(by) => ("taken", Vec::new(), Some(by), None),
        Unknown::Nothing => ("nothing", Vec::new(), None, None),
    };
    Some(UnknownOut { why, meant, taken_by, note })
}

/// A sentence for each unknown argument; those of which the same is to be said share one.
pub(crate) fn sentences(context: &Context, finding: &Finding) -> Vec<String> {
    let symbol = escape(&finding.symbol);
    let (mut told, mut taken, mut lost) = (Vec::new(), Vec::new(), Vec::new());
    let mut by = "";
    for (at, argument) in finding.arguments.iter().enumerate() {
        let name = argument.written.as_deref().map_or_else(|| format!("argument {}", at + 1), |written| format!("`{}`", escape(written)));
        match unknown(context, finding, argument) {
            None => {}
            Some(Unknown::Mistake(meant, note)) => {
                told.push(format!("{name} is no argument of `{symbol}`: `{}` is meant. {}", escape(meant), paragraph(note)));
            }
            Some(Unknown::Nearly(meant)) => told.push(format!("{name} is no argument of `{symbol}`: is `{}` meant?", escape(meant))),
            Some(Unknown::Several(meant)) => told.push(several(&name, &meant)),
            Some(Unknown::Taken(formal)) => {
                by = formal;
                taken.push(name);
            }
            Some(Unknown::Nothing) => lost.push(name),
        }
    }
    if !taken.is_empty() {
        let (names, are) = (list(&taken, "and"), verb(taken.len() as u64, "is", "are"));
        told.push(format!("{names} {are} no argument of `{symbol}`, whose `{}` takes any name: look for a mistake in the call", escape(by)));
    }
    if !lost.is_empty() {
        let fit = verb(lost.len() as u64, "fits", "fit");
        told.push(format!("{} {fit} no argument of `{symbol}`: look for a mistake in the call", lost.join(", ")));
    }
    told
}

fn several(name: &str, meant: &[&str]) -> String {
    let names: Vec<_> = meant.iter().map(|formal| format!("`{}`", escape(formal))).collect();
    format!(
        "{name} begins the names of {}, {}: R stops there, so one of them must be written out",
        count(meant.len() as u64, "argument"),
        list(&names, "and")
    )
}

/// The formals that no other argument fills and whose names begin so, before the one that takes any.
fn begun<'a>(symbol: &'a Symbol, finding: &Finding, written: &str) -> Vec<&'a str> {
    let before = symbol.formals.iter().enumerate().take_while(|(_, formal)| !takes_any(&formal.name));
    before.filter(|(at, formal)| formal.name.starts_with(written) && !is_given(finding, *at)).map(|(_, formal)| formal.name.as_str()).collect()
}

fn is_given(finding: &Finding, at: usize) -> bool {
    finding.arguments.iter().any(|argument| argument.formal.map(usize::from) == Some(at))
}

/// The formal whose name an argument nearly has that fits none.
pub(crate) fn nearly<'a>(symbol: &'a Symbol, finding: &Finding, argument: &MatchedArgument) -> Option<&'a str> {
    let is_rest = |at: u16| takes_any(&symbol.formals[usize::from(at)].name);
    let written = argument.written.as_deref().filter(|_| argument.formal.is_none_or(is_rest))?.to_lowercase();
    let (limit, length) = (if written.len() < SHORT { 1 } else { 2 }, written.chars().count());
    let free = symbol.formals.iter().enumerate().filter(|(at, formal)| !is_given(finding, *at) && !takes_any(&formal.name) && formal.name.len() >= 3);
    // Names differ at least as much as their lengths do, and these are told at once.
    let alike = free.filter(|(_, formal)| formal.name.chars().count().abs_diff(length) <= limit);
    let near = alike.map(|(_, formal)| (strsim::osa_distance(&formal.name.to_lowercase(), &written), formal.name.as_str()));
    near.filter(|(distance, _)| *distance <= limit && *distance < written.len().div_ceil(2)).min().map(|(_, name)| name)
}

/// The formal that takes in what fits no other.
pub(crate) fn rest(symbol: &Symbol) -> Option<&str> {
    symbol.formals.iter().map(|formal| formal.name.as_str()).find(|name| takes_any(name))
}

pub(crate) fn takes_any(formal: &str) -> bool {
    formal == "..." || formal.starts_with('*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toy::{Toy, argument};

    #[test]
    fn a_name_is_near_where_few_letters_differ() {
        let toy = Toy::new("a.R", "oldFit(y)");
        let mut report = toy.report(&["oldFit"]);
        let finding = &mut report.findings[0];
        let context = toy.context(Some("new"));
        let symbol = context.index.symbol(finding.rule).expect("a symbol");
        finding.arguments = vec![argument(Some(0), None), argument(None, Some("formulas"))];
        assert_eq!(nearly(symbol, finding, &finding.arguments[1]), None, "it is given already");
        finding.arguments =
            vec![argument(None, Some("verbos")), argument(None, Some("cubes")), argument(None, Some("verbal")), argument(Some(3), Some("cube"))];
        let near: Vec<_> = finding.arguments.iter().map(|argument| nearly(symbol, finding, argument)).collect();
        assert_eq!(near, [Some("verbose"), None, None, None]);
        let told = [
            "`verbos` is no argument of `oldFit`: is `verbose` meant?",
            "`cubes`, `verbal` fit no argument of `oldFit`: look for a mistake in the call",
        ];
        assert_eq!(sentences(&context, finding), told);
    }
}
