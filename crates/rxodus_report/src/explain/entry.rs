//! One target's part of a rule's page.

use std::io::{self, Write};

use rxodus_rules::{ArgumentFate, Change, Condition, Equivalent, Symbol};

use crate::{
    TextStyle,
    escape::{escape, escape_code},
    message::{change_word, meaning, new_call},
    text::footer::{INDENTATION, paragraph, write_footer, write_hanging, write_label},
};

/// Writes the entries of a target, those with a condition first and, unless the whole is wanted, in short; or that there are none.
pub(super) fn write_entries(symbol: Option<&Symbol>, entries: &[&Equivalent], whole: bool, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    if entries.is_empty() {
        return write_becomes(None, style, out);
    }
    for entry in entries {
        match &entry.when {
            Some(condition) => write_footer("when", &in_words(condition), style, out)?,
            None if entries.len() > 1 => write_footer("else", "otherwise, and where that is not known", style, out)?,
            None => {}
        }
        write_becomes(Some(entry), style, out)?;
        if whole || entry.when.is_none() {
            write_entry(symbol, entry, style, out)?;
        }
    }
    Ok(())
}

fn write_entry(symbol: Option<&Symbol>, entry: &Equivalent, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    write_formals(symbol, entry, style, out)?;
    let added: Vec<_> = entry.add.iter().map(|(name, value)| escape(&format!("{name} = {value}"))).collect();
    if !added.is_empty() {
        write_footer("to add", &added.join(", "), style, out)?;
    }
    if !entry.note.is_empty() {
        write_footer("note", &paragraph(&entry.note), style, out)?;
    }
    write_code("before", &entry.before, style, out)?;
    write_code("after", &entry.after, style, out)?;
    write_footer("checked", &format!("{}, {} confidence", entry.checked, entry.confidence.name()), style, out)?;
    write_addresses("sources", &entry.sources, style, out)
}

fn in_words(condition: &Condition) -> String {
    let part = |what: &str, value: &Option<String>| value.as_ref().map(|value| format!("{what} is {}", escape(value)));
    let circumstances = part("the compute context", &condition.context).into_iter().chain(part("the data", &condition.data));
    let given = condition.present.iter().map(|formal| format!("`{}` is given", escape(formal)));
    circumstances.chain(given).collect::<Vec<_>>().join(" and ")
}

fn write_becomes(entry: Option<&Equivalent>, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let call = new_call(entry).map_or(String::new(), |call| format!(" -> {}", style.new_code(&escape(call))));
    write_footer("becomes", &format!("{}{call} ({})", style.strong(change_word(entry)), meaning(entry)), style, out)
}

/// A row for each formal that the entry knows, then the names of the others.
fn write_formals(symbol: Option<&Symbol>, entry: &Equivalent, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<_> = entry.arguments.iter().map(|map| row(&map.formal, &map.fate)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (first, second) = (width(0), width(1));
    for (at, [formal, fate, note]) in rows.iter().enumerate() {
        write_row_start(at, "formals", style, out)?;
        if note.is_empty() {
            writeln!(out, "{formal:first$}  {fate}")?;
        } else {
            write!(out, "{formal:first$}  {fate:second$}  ")?;
            write_hanging(note, INDENTATION + first + second + 4, style, out)?;
        }
    }
    let rest = not_mapped(symbol, entry);
    if rest.is_empty() {
        return Ok(());
    }
    write_row_start(rows.len(), "formals", style, out)?;
    write_hanging(&format!("not mapped: {}", rest.join(", ")), INDENTATION, style, out)
}

/// The label before the first row, blanks before the others.
fn write_row_start(at: usize, label: &str, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    if at == 0 { write_label(label, style, out) } else { write!(out, "{:INDENTATION$}", "") }
}

/// The formal, what becomes of it, and a note.
fn row(formal: &str, fate: &ArgumentFate) -> [String; 3] {
    let (fate, note) = match fate {
        ArgumentFate::To { to, note } if to == formal => ("stays".to_owned(), note.as_deref().unwrap_or_default()),
        ArgumentFate::To { to, note } => (format!("-> {}", escape(to)), note.as_deref().unwrap_or_default()),
        ArgumentFate::Manual(note) => ("by hand".to_owned(), note.as_str()),
        ArgumentFate::Drop(note) => ("goes away".to_owned(), note.as_str()),
    };
    [escape(formal), fate, paragraph(note)]
}

/// Formals that the entry says nothing about, where that matters.
fn not_mapped(symbol: Option<&Symbol>, entry: &Equivalent) -> Vec<String> {
    if matches!(entry.change, Change::Keep | Change::Rename | Change::Remove | Change::None) {
        return Vec::new();
    }
    let formals = symbol.map_or(&[][..], |symbol| &symbol.formals).iter();
    formals
        .filter(|formal| formal.name != "..." && entry.arguments.iter().all(|map| map.formal != formal.name))
        .map(|formal| escape(&formal.name))
        .collect()
}

fn write_code(label: &str, code: &str, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    for (at, line) in code.trim_end().lines().enumerate() {
        if line.is_empty() {
            writeln!(out)?;
            continue;
        }
        write_row_start(at, label, style, out)?;
        writeln!(out, "{}", style.new_code(&escape_code(line)))?;
    }
    Ok(())
}

/// Addresses, each in a line that is not broken.
pub(super) fn write_addresses(label: &str, addresses: &[String], style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    for (at, address) in addresses.iter().enumerate() {
        write_row_start(at, label, style, out)?;
        writeln!(out, "{}", style.link(address, &escape(address)))?;
    }
    Ok(())
}
