//! What becomes of the arguments that a call gives, in groups.

use std::io::{self, Write};

use rxodus_rules::{ArgumentFate, ArgumentMap, Change, Equivalent, Symbol};
use rxodus_scan::{Finding, MatchedArgument};

use super::footer::{INDENTATION, paragraph, write_hanging};
use crate::{
    Context, TextStyle,
    escape::escape,
    unknown::{rest, takes_any},
    words,
};

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
    let is_unnamed = |argument: &&MatchedArgument| argument.written.is_none() && formal(symbol, argument).is_some_and(takes_any);
    let unnamed = finding.arguments.iter().filter(is_unnamed).count();
    let first = finding.arguments.iter().position(|argument| is_unnamed(&argument));
    let told = finding.arguments.iter().enumerate().filter(|(at, argument)| first == Some(*at) || !is_unnamed(argument));
    let given = told.filter_map(|(at, argument)| {
        let mut item = given(symbol, equivalent, argument)?;
        if first == Some(at) {
            item.text = item.text.replacen(&item.formal, &format!("{} ({})", item.formal, words::count(unnamed as u64, "argument")), 1);
        }
        Some(item)
    });
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

fn given(symbol: &Symbol, equivalent: &Equivalent, argument: &MatchedArgument) -> Option<Item> {
    let formal = formal(symbol, argument)?;
    let map = equivalent.arguments.iter().find(|map| map.formal == formal);
    let mut item = fate(equivalent.change, formal, map)?;
    let written = argument.written.as_deref().filter(|written| *written != formal);
    if let Some(written) = written.map(escape) {
        // R completes names, and what takes any argument has no name of its own.
        item.text = if takes_any(formal) { item.text.replacen(formal, &written, 1) } else { format!("{} (written {written})", item.text) };
    }
    Some(item)
}

/// The formal that an argument fills, or else the one that takes in what fits no other.
fn formal<'a>(symbol: &'a Symbol, argument: &MatchedArgument) -> Option<&'a str> {
    argument.formal.map_or_else(|| rest(symbol), |formal| Some(&symbol.formals[usize::from(formal)].name))
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
    match to {
        _ if formal == to => formal.to_owned(),
        _ if takes_any(to) => format!("{formal} (passed on)"),
        _ => format!("{formal} -> {to}"),
    }
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
    }
}
