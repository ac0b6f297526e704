//! What follows from a finding elsewhere: uses of the model that a call gives, and calls of a function that does nothing but this one.

use rxodus_scan::{Finding, Report, ResultUse, Wrapper};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    Context,
    escape::escape,
    json,
    position::{file_of, place_in_words, positions, seen_from},
    words::{count, list, verb},
};

/// A function of the scanned code that does nothing but call a retired symbol, or another name for one.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct WrapperOut<'a> {
    name: &'a str,
    /// What it calls.
    rule: String,
    path: &'a str,
    line: u32,
    /// Where it is called: these follow when it is changed.
    dependants: Vec<json::Place<'a>>,
}

/// A use of the model that a call gives.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct UseOut<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    /// The name that holds the model; where it is used at once, the function that takes it.
    text: &'a str,
    /// What is done, as code behind or around the name: `$coefficients`, `summary()$r.squared`, `.predict()`.
    how: &'a str,
}

/// So many uses are named in a text.
const NAMED: usize = 3;

/// All wrappers.
pub(crate) fn wrappers_out<'a>(report: &'a Report, context: &Context) -> Vec<WrapperOut<'a>> {
    let one = |wrapper: &'a Wrapper| {
        let json::Place { path, line } = json::place(report, wrapper.place);
        let dependants = wrapper.dependants.iter().map(|place| json::place(report, *place)).collect();
        WrapperOut { name: &wrapper.name, rule: context.index.id(wrapper.rule), path, line, dependants }
    };
    report.wrappers.iter().map(one).collect()
}

/// The uses of what a call gives.
pub(crate) fn uses_out<'a>(report: &'a Report, finding: &'a Finding) -> Vec<UseOut<'a>> {
    let one = |used: &'a ResultUse| {
        let file = file_of(report, used.place.file);
        let (start, _) = positions(file, used.place.span);
        UseOut { path: &file.path, line: start.line, column: start.column, text: file.text_of(used.place.span), how: &used.how }
    };
    finding.uses.iter().map(one).collect()
}

/// The uses in one phrase; nothing where there are none.
pub(crate) fn used(report: &Report, finding: &Finding) -> Option<String> {
    let one = |used: &ResultUse| format!("{} in {}", escape(&used.how), seen_from(report, finding.file, used.place));
    let mut phrases: Vec<_> = finding.uses.iter().take(NAMED).map(one).collect();
    if finding.uses.len() > NAMED {
        phrases.push(format!("{} more", finding.uses.len() - NAMED));
    }
    (!phrases.is_empty()).then(|| format!("its model by {}", list(&phrases, "and")))
}

/// The wrapper that a finding is, and how many calls follow it.
pub(crate) fn wrapped(report: &Report, finding: &Finding) -> Option<String> {
    let name = finding.wrapper.as_ref()?;
    let is_it = |wrapper: &&Wrapper| wrapper.name == *name && wrapper.rule == finding.rule && wrapper.place.file == finding.file;
    let follow = report.wrappers.iter().find(is_it).map_or(0, |wrapper| wrapper.dependants.len());
    let calls = if follow == 0 {
        "no call of it was seen".to_owned()
    } else {
        format!("{} of it {}", count(follow as u64, "call"), verb(follow as u64, "follows", "follow"))
    };
    Some(format!("`{}` is nothing but this: change it here, {calls}", escape(name)))
}

/// The wrappers that are called, in one phrase; nothing where there are none.
pub(crate) fn places_to_change(report: &Report) -> Option<String> {
    let mut called: Vec<_> = report.wrappers.iter().filter(|wrapper| !wrapper.dependants.is_empty()).collect();
    called.sort_by_key(|wrapper| std::cmp::Reverse(wrapper.dependants.len()));
    let follow: usize = called.iter().map(|wrapper| wrapper.dependants.len()).sum();
    let one =
        |wrapper: &&Wrapper| format!("`{}` ({})", escape(&wrapper.name), place_in_words(file_of(report, wrapper.place.file), wrapper.place.span));
    let mut names: Vec<_> = called.iter().take(NAMED).map(one).collect();
    if called.len() > NAMED {
        names.push(format!("{} more", called.len() - NAMED));
    }
    let places = count(called.len() as u64, "place");
    (!called.is_empty())
        .then(|| format!("change {places}, {} {}: {}", count(follow as u64, "call"), verb(follow as u64, "follows", "follow"), list(&names, "and")))
}
