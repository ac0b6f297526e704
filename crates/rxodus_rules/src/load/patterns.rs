//! `patterns.toml`: rules that are no name, each with lines that it must find and lines that it must not.

use regex_lite::Regex;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::entry::ConfidenceName;
use super::{Faults, RuleFile, tables};
use crate::pattern::expand;
use crate::{Kind, Package, Pattern, Place, Symbol};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    name: Spanned<String>,
    title: Spanned<String>,
    regex: Spanned<String>,
    anchors: Spanned<Vec<Spanned<String>>>,
    #[serde(rename = "in")]
    places: Spanned<Vec<Spanned<String>>>,
    retired: Option<Spanned<Datetime>>,
    #[serde(default)]
    successor: String,
    source: Spanned<Vec<Spanned<String>>>,
    checked: Spanned<Datetime>,
    confidence: ConfidenceName,
    #[serde(default)]
    doubt: String,
    yes: Spanned<Vec<Spanned<String>>>,
    no: Spanned<Vec<Spanned<String>>>,
}

/// The patterns as symbols of their family, sorted by name.
pub(super) fn read(file: &RuleFile, packages: &[Package], faults: &mut Faults) -> Vec<Symbol> {
    let tables: Vec<Table> = tables::read(file, "pattern", faults);
    for pair in tables.windows(2).filter(|pair| pair[0].name.get_ref() >= pair[1].name.get_ref()) {
        let message = format!("`{}` stands after `{}`", pair[1].name.get_ref(), pair[0].name.get_ref());
        faults.add(file, pair[1].name.span(), message, "sort the patterns by name, in byte order, each once");
    }
    let mut symbols: Vec<_> = tables.into_iter().map(|table| symbol(file, table, packages, faults)).collect();
    // Only a wrong order is mended here, which was reported: look-ups by name rely on it.
    symbols.sort_by(|a, b| a.name.cmp(&b.name));
    symbols
}

fn symbol(file: &RuleFile, table: Table, packages: &[Package], faults: &mut Faults) -> Symbol {
    let regex = compiled(file, &table.regex, packages, faults);
    let anchors: Vec<_> = table.anchors.get_ref().iter().filter_map(|anchor| compiled(file, anchor, packages, faults)).collect();
    if let Some(regex) = regex {
        check_lines(file, &table, &regex, &anchors, faults);
    }
    if table.anchors.get_ref().is_empty() {
        faults.add(file, table.anchors.span(), "no anchor", "name a text that stands wherever the pattern is found: other files are not looked at");
    }
    let sources = tables::sources(file, &table.source, faults);
    let pattern = Pattern {
        title: tables::filled(file, "title", &table.title, faults),
        places: places(file, &table.places, faults),
        retired: table.retired.and_then(|day| tables::day(file, &day, faults)),
        successor: table.successor,
        checked: tables::day(file, &table.checked, faults).unwrap_or_default(),
        confidence: table.confidence.into(),
        doubt: table.doubt,
        regex: table.regex.into_inner(),
        anchors: table.anchors.into_inner().into_iter().map(Spanned::into_inner).collect(),
    };
    named(tables::filled(file, "name", &table.name, faults), sources.into_iter().next().unwrap_or_default(), pattern)
}

/// A symbol that is nothing but its pattern.
fn named(name: String, reference: String, pattern: Pattern) -> Symbol {
    Symbol {
        name,
        kinds: vec![Kind::Pattern],
        roles: Vec::new(),
        common: !pattern.doubt.is_empty(),
        deprecated: false,
        formals: Vec::new(),
        topic: String::new(),
        variants: Vec::new(),
        reference,
        pattern: Some(pattern),
        equivalents: Vec::new(),
    }
}

fn compiled(file: &RuleFile, expression: &Spanned<String>, packages: &[Package], faults: &mut Faults) -> Option<Regex> {
    match Regex::new(&expand(expression.get_ref(), packages)) {
        Ok(regex) if regex.is_match("") => {
            faults.add(file, expression.span(), "this matches every text", "write a pattern that needs at least one letter");
            None
        }
        Ok(regex) => Some(regex),
        Err(error) => {
            faults.add(file, expression.span(), format!("bad pattern: {error}"), "write a regular expression without look-around");
            None
        }
    }
}

/// Each line of `yes` is found, by an anchor as well; none of `no` is.
fn check_lines(file: &RuleFile, table: &Table, regex: &Regex, anchors: &[Regex], faults: &mut Faults) {
    for (lines, what) in [(&table.yes, "found"), (&table.no, "passed over")] {
        if lines.get_ref().is_empty() {
            faults.add(file, lines.span(), format!("no line that must be {what}"), "write at least one: such lines are the pattern's tests");
        }
    }
    for line in table.yes.get_ref() {
        if !regex.is_match(line.get_ref()) {
            faults.add(file, line.span(), "the pattern does not find this line", "correct the one or the other");
        } else if !anchors.iter().any(|anchor| anchor.is_match(line.get_ref())) {
            faults.add(file, line.span(), "no anchor stands in this line, so no file would be looked at for it", "add one to `anchors`");
        }
    }
    for line in table.no.get_ref().iter().filter(|line| regex.is_match(line.get_ref())) {
        faults.add(file, line.span(), "the pattern finds this line", "correct the one or the other");
    }
}

fn places(file: &RuleFile, words: &Spanned<Vec<Spanned<String>>>, faults: &mut Faults) -> Vec<Place> {
    if words.get_ref().is_empty() {
        faults.add(file, words.span(), "nowhere", "name the kinds of text in which the pattern counts");
    }
    let mut places = Vec::new();
    for word in words.get_ref() {
        let place = Place::from_name(word.get_ref());
        if place.is_none() {
            let known = Place::ALL.map(Place::name).join(" ");
            faults.add(file, word.span(), format!("`{}` is no kind of text", word.get_ref()), format!("known are: {known}"));
        }
        places.extend(place);
    }
    places
}
