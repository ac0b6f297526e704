//! What becomes of the arguments that a call gives, in groups.

use std::io::{self, Write};

use rxodus_rules::{ArgumentFate, ArgumentMap, Change, Equivalent, Symbol};
use rxodus_scan::{Finding, MatchedArgument};

use super::footer::{INDENTATION, paragraph, write_hanging};
use crate::{Context, TextStyle, escape::escape};

/// What becomes of an argument, in the order of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    CarriesOver,
    Changes,
    Added,
    ByHand,
    GoesAway,
    NotMapped,
}

/// An argument of the call, or one that the new call needs.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) group: Group,
    /// `old -> new`, or the name alone.
    pub(crate) text: String,
    /// The formal that a note belongs to.
    pub(crate) formal: String,
    /// Empty where there is nothing to say.
    pub(crate) note: String,
}

/// Columns of a group's name with the gap behind it.
const NAME: usize = 14;
/// A shorter name with two other letters is another name.
const SHORT: usize = 7;

impl Group {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::CarriesOver => "carries over",
            Self::Changes => "changes",
            Self::Added => "to add",
            Self::ByHand => "by hand",
            Self::GoesAway => "goes away",
            Self::NotMapped => "not mapped",
        }
    }
}

/// The items for this call, sorted by group. A call that stays as it is has none.
pub(crate) fn items(context: &Context, finding: &Finding, equivalent: &Equivalent) -> Vec<Item> {
    let Some(symbol) = context.index.symbol(finding.rule) else { return Vec::new() };
    if equivalent.change == Change::Keep {
        return Vec::new();
    }
    let given = finding.arguments.iter().filter_map(|argument| given(symbol, equivalent, argument));
    let added = equivalent.add.iter().map(|(name, value)| Item {
        group: Group::Added,
        text: escape(&format!("{name} = {value}")),
        formal: name.clone(),
        note: String::new(),
    });
    let mut items: Vec<_> = given.chain(added).collect();
    items.sort_by_key(|item| item.group);
    items
}

/// Names of arguments that fit no formal, where nothing takes such arguments in.
pub(crate) fn unknown(context: &Context, finding: &Finding) -> Vec<String> {
    let Some(symbol) = context.index.symbol(finding.rule) else { return Vec::new() };
    if symbol.formals.is_empty() || rest(symbol).is_some() {
        return Vec::new();
    }
    let is_stray = |argument: &MatchedArgument| argument.formal.is_none() && nearly(symbol, finding, argument).is_none();
    let strays = finding.arguments.iter().enumerate().filter(|(_, argument)| is_stray(argument));
    strays.map(|(at, argument)| name(argument, at)).collect()
}

/// Names of arguments that what takes any argument takes, though they nearly are the name of one that the call does not give: both names.
pub(crate) fn misspelt<'a>(context: &'a Context, finding: &'a Finding) -> Vec<(&'a str, &'a str)> {
    let Some(symbol) = context.index.symbol(finding.rule) else { return Vec::new() };
    let pairs = finding.arguments.iter().filter_map(|argument| Some((argument.written.as_deref()?, nearly(symbol, finding, argument)?)));
    pairs.collect()
}

/// The formal whose name an argument nearly has that fits none.
pub(crate) fn nearly<'a>(symbol: &'a Symbol, finding: &Finding, argument: &MatchedArgument) -> Option<&'a str> {
    let is_rest = |at: u16| takes_any(&symbol.formals[usize::from(at)].name);
    let written = argument.written.as_deref().filter(|_| argument.formal.is_none_or(is_rest))?.to_lowercase();
    let limit = if written.len() < SHORT { 1 } else { 2 };
    let is_given = |at: usize| finding.arguments.iter().any(|other| other.formal == Some(at as u16));
    let free = symbol.formals.iter().enumerate().filter(|(at, formal)| !is_given(*at) && !takes_any(&formal.name) && formal.name.len() >= 3);
    let near = free.map(|(_, formal)| (strsim::osa_distance(&formal.name.to_lowercase(), &written), formal.name.as_str()));
    near.filter(|(distance, _)| *distance <= limit && *distance < written.len().div_ceil(2)).min().map(|(_, name)| name)
}

fn name(argument: &MatchedArgument, at: usize) -> String {
    argument.written.as_deref().map_or_else(|| format!("argument {}", at + 1), |written| format!("`{}`", escape(written)))
}

/// The formal that takes in what fits no other.
fn rest(symbol: &Symbol) -> Option<&str> {
    symbol.formals.iter().map(|formal| formal.name.as_str()).find(|name| takes_any(name))
}

fn takes_any(formal: &str) -> bool {
    formal == "..." || formal.starts_with('*')
}

fn given(symbol: &Symbol, equivalent: &Equivalent, argument: &MatchedArgument) -> Option<Item> {
    let formal = match argument.formal {
        Some(formal) => &symbol.formals[usize::from(formal)].name,
        None => rest(symbol)?,
    };
    let own_name = if argument.formal.is_none() { argument.written.as_deref().unwrap_or(formal) } else { formal };
    let map = equivalent.arguments.iter().find(|map| map.formal == formal);
    fate(equivalent.change, own_name, map)
}

/// What an entry says of a formal; nothing where nothing is to be said.
pub(crate) fn fate(change: Change, formal: &str, map: Option<&ArgumentMap>) -> Option<Item> {
    let item = |group, text: String, note: &str| Some(Item { group, text: escape(&text), formal: formal.to_owned(), note: paragraph(note) });
    match map.map(|map| &map.fate) {
        Some(ArgumentFate::To { to, note: None }) => item(Group::CarriesOver, renamed(formal, to), ""),
        Some(ArgumentFate::To { to, note: Some(note) }) => item(Group::Changes, renamed(formal, to), note),
        Some(ArgumentFate::Manual(note)) => item(Group::ByHand, formal.to_owned(), note),
        Some(ArgumentFate::Drop(note)) => item(Group::GoesAway, formal.to_owned(), note),
        None => match change {
            Change::Rename => item(Group::CarriesOver, formal.to_owned(), ""),
            Change::Remove | Change::None => None,
            _ => item(Group::NotMapped, formal.to_owned(), ""),
        },
    }
}

fn renamed(formal: &str, to: &str) -> String {
    if formal == to { formal.to_owned() } else { format!("{formal} -> {to}") }
}

/// Writes the groups: what has a note on lines of its own, the others in one list.
pub(crate) fn write_groups(items: &[Item], style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    for group in items.chunk_by(|a, b| a.group == b.group) {
        let plain: Vec<_> = group.iter().filter(|item| item.note.is_empty()).map(|item| item.text.as_str()).collect();
        let noted = group.iter().filter(|item| !item.note.is_empty()).map(|item| format!("{}: {}", item.text, item.note));
        let lines = (!plain.is_empty()).then(|| plain.join(", ")).into_iter().chain(noted);
        for (at, line) in lines.enumerate() {
            let name = if at == 0 { group[0].group.name() } else { "" };
            write!(out, "{:INDENTATION$}{}{:gap$}", "", style.strong(name), "", gap = NAME - name.len())?;
            write_hanging(&line, INDENTATION + NAME, style, out)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toy::{Toy, argument};

    #[test]
    fn each_argument_has_its_fate() {
        let toy = Toy::new("a.R", "oldFit(y, d, weigth = 1, w = 2, cube = TRUE, verbose = 1)");
        let mut report = toy.report(&["oldFit"]);
        let finding = &mut report.findings[0];
        let formals =
            [(Some(0), None), (Some(1), None), (None, Some("weigth")), (Some(2), Some("w")), (Some(3), Some("cube")), (Some(4), Some("verbose"))];
        finding.arguments = formals.map(|(formal, written)| argument(formal, written)).into();
        let context = toy.context(Some("new"));
        let equivalent = context.equivalent(finding, context.targets[0]).expect("mapped");
        let mut out = Vec::new();
        let style = TextStyle { color: false, width: 80, links: false, quiet: false };
        write_groups(&items(&context, finding, equivalent), &style, &mut out).expect("written");
        let expected = "          carries over  formula, w -> weights
          changes       data -> x: a table without nulls
          to add        family = binomial()
          goes away     verbose: see the log
          not mapped    cube
";
        assert_eq!(String::from_utf8(out).expect("text"), expected);
        assert_eq!(unknown(&context, finding), ["`weigth`"]);
        let symbol = context.index.symbol(finding.rule).expect("a symbol");
        finding.arguments[2].written = Some("formulas".to_owned());
        assert_eq!(nearly(symbol, finding, &finding.arguments[2]), None, "it is given already");
        finding.arguments =
            vec![argument(None, Some("verbos")), argument(None, Some("cubes")), argument(None, Some("verbal")), argument(Some(3), Some("cube"))];
        let near: Vec<_> = finding.arguments.iter().map(|argument| nearly(symbol, finding, argument)).collect();
        assert_eq!(near, [Some("verbose"), None, None, None]);
    }
}
