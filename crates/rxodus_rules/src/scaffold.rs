//! An entry to fill in: what is known stands there, what its author must say is blank, so that a check points to it.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::{ArgumentFate, Condition, Equivalent, Formal, Language, Package, Symbol};

/// What an entry is about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'r> {
    /// The package.
    pub package: &'r Package,
    /// The symbol; absent where the package itself is meant.
    pub symbol: Option<&'r Symbol>,
}

/// Entries for `on/TARGET.toml`: copies of those that are known, with today's date and no word on how sure their new author is, else one whose
/// texts are blank.
pub fn scaffold(subject: Subject, known: &[&Equivalent], today: Date) -> String {
    let copies: Vec<_> = known.iter().map(|known| entry(subject, Some(known), today)).collect();
    if copies.is_empty() { entry(subject, None, today) } else { copies.join("\n") }
}

fn entry(subject: Subject, known: Option<&Equivalent>, today: Date) -> String {
    let name = subject.symbol.map_or(&subject.package.name, |symbol| &symbol.name);
    let change = known.map_or("rewrite", |known| known.change.name());
    // Who copies an entry has read nothing yet.
    let confidence = if known.is_some() { "" } else { "low" };
    let sources: Vec<String> = known.map_or_else(Vec::new, |known| known.sources.iter().map(|source| quoted(source)).collect());
    let mut text = format!(
        "[[equivalent]]\nsymbol     = {}\n{}change     = \"{change}\"  # keep, rename, arguments, rewrite, redesign, remove or none\n",
        quoted(name),
        known.and_then(|known| known.when.as_ref()).map_or(String::new(), when)
    );
    let call = known.map_or(Some(""), |known| known.call.as_deref());
    if let Some(call) = call {
        let _ = writeln!(text, "call       = {}  # one function that takes its place; without one, delete the line", quoted(call));
    }
    if let Some(known) = known.filter(|known| !known.add.is_empty()) {
        let added: Vec<_> = known.add.iter().map(|(name, value)| format!("{} = {}", quoted(name), quoted(value))).collect();
        let _ = writeln!(text, "add        = {{ {} }}", added.join(", "));
    }
    let _ = write!(
        text,
        "note       = {}  # what changes without an error first\nsource     = [{}]  # the pages that you read\nchecked    = {today}\nconfidence = \"{confidence}\"  # high: read or run; medium: with a doubt that `note` names; low: a guess\n",
        quoted(known.map_or("", |known| &known.note)),
        sources.join(", "),
    );
    let before = known.map_or_else(|| smallest_call(subject), |known| known.before.clone());
    let after = known.map_or("", |known| &known.after);
    let _ = write!(text, "before     = {}\nafter      = {}\n", block(&before), block(after));
    text + &arguments(subject, known)
}

fn when(condition: &Condition) -> String {
    let part = |name: &str, value: &Option<String>| value.as_ref().map(|value| format!("{name} = {}", quoted(value)));
    let present: Vec<_> = condition.present.iter().map(|formal| quoted(formal)).collect();
    let present = (!present.is_empty()).then(|| format!("present = [{}]", present.join(", ")));
    let parts: Vec<_> = part("context", &condition.context).into_iter().chain(part("data", &condition.data)).chain(present).collect();
    format!("when       = {{ {} }}\n", parts.join(", "))
}

/// The file that an entry belongs into, as a rule file's path.
pub fn scaffold_path(package: &Package, target: &str) -> String {
    format!("{}/on/{target}.toml", package.folder())
}

/// The text of a file with one more entry at its place, in the order of names. `None` where the symbol has one there.
pub fn insert_entry(text: &str, symbol: &str, entry: &str) -> Option<String> {
    let line = format!("symbol     = {}", quoted(symbol));
    let own = |block: &str| block.lines().find(|line| line.trim_start().starts_with("symbol")).and_then(name_in).map(str::to_owned);
    let starts: Vec<usize> = text.match_indices("[[equivalent]]").map(|(at, _)| at).filter(|at| *at == 0 || text[..*at].ends_with('\n')).collect();
    let names: Vec<String> = starts.iter().map(|at| own(&text[*at..]).unwrap_or_default()).collect();
    if names.iter().any(|name| name == symbol) || text.lines().any(|known| known == line) {
        return None;
    }
    let at = names.iter().position(|name| name.as_str() > symbol).map_or(text.len(), |index| starts[index]);
    let (head, tail) = text.split_at(at);
    let gap = if head.is_empty() || head.ends_with("\n\n") {
        ""
    } else if head.ends_with('\n') {
        "\n"
    } else {
        "\n\n"
    };
    let end = if tail.is_empty() { "" } else { "\n" };
    Some(format!("{head}{gap}{entry}{end}{tail}"))
}

/// What stands between the first two quotes of a line.
fn name_in(line: &str) -> Option<&str> {
    let mut parts = line.split(['"', '\'']);
    parts.next()?;
    parts.next()
}

/// A text as TOML has it, in one line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            character if character.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(character));
            }
            character => out.push(character),
        }
    }
    out.push('"');
    out
}

/// Code between three quotes; where it has such itself, in one line.
fn block(code: &str) -> String {
    if code.contains("'''") { quoted(code) } else { format!("'''\n{}{}'''", code.trim_end(), if code.trim().is_empty() { "" } else { "\n" }) }
}

/// A call with the arguments that have no default.
fn smallest_call(subject: Subject) -> String {
    let (package, language) = (subject.package, subject.package.language);
    let Some(symbol) = subject.symbol else {
        let module = package.modules.first().map_or("", String::as_str);
        return match language {
            Language::R => format!("library({module})"),
            Language::Python => format!("import {module}"),
            Language::Sql | Language::Text => String::new(),
        };
    };
    let needed = |formal: &&Formal| formal.default.is_none() && formal.name != "..." && !formal.name.starts_with('*') && formal.name != "self";
    let given: Vec<_> = symbol.formals.iter().filter(needed).map(|formal| format!("{0} = {0}", formal.name)).collect();
    match language {
        Language::R => format!("{}({})", symbol.name, given.join(", ")),
        Language::Python => format!("{}({})", symbol.name, given.join(", ").replace(" = ", "=")),
        Language::Sql => symbol.name.clone(),
        Language::Text => String::new(),
    }
}

/// What becomes of each formal; those that nobody has looked at as comments.
fn arguments(subject: Subject, known: Option<&Equivalent>) -> String {
    let formals = subject.symbol.map_or(&[][..], |symbol| &symbol.formals);
    if formals.is_empty() {
        return String::new();
    }
    let mut text = "[equivalent.arguments]  # \"name\", { to = \"name\", note = \"…\" }, { manual = \"…\" } or { drop = \"…\" }\n".to_owned();
    for formal in formals {
        let map = known.and_then(|known| known.arguments.iter().find(|map| map.formal == formal.name));
        let _ = match map {
            Some(map) => writeln!(text, "{} = {}", quoted(&formal.name), fate(&map.fate)),
            None => writeln!(text, "#{} = \"\"", quoted(&formal.name)),
        };
    }
    text
}

fn fate(fate: &ArgumentFate) -> String {
    match fate {
        ArgumentFate::To { to, note: None } => quoted(to),
        ArgumentFate::To { to, note: Some(note) } => format!("{{ to = {}, note = {} }}", quoted(to), quoted(note)),
        ArgumentFate::Manual(text) => format!("{{ manual = {} }}", quoted(text)),
        ArgumentFate::Drop(text) => format!("{{ drop = {} }}", quoted(text)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{RuleFile, Ruleset, extend, load, toy};

    fn toys() -> Ruleset {
        load(&toy::files()).expect("a checked ruleset")
    }

    fn subject<'r>(ruleset: &'r Ruleset, symbol: &str) -> Subject<'r> {
        let package = &ruleset.packages[0];
        Subject { package, symbol: package.symbols.iter().find(|known| known.name == symbol) }
    }

    fn errors(path: &str, text: String) -> Vec<String> {
        let errors = extend(toys(), &[RuleFile { path: path.to_owned(), text }]).err().unwrap_or_default();
        errors.into_iter().map(|error| error.message).collect()
    }

    #[test]
    fn what_is_left_to_say_is_an_error() {
        let toys = toys();
        let text = scaffold(subject(&toys, "toyFit"), &[], date(2026, 11, 23));
        assert!(text.contains("\ntoyFit(x = x)\n") && text.contains("\n#\"sep\" = \"\"\n"), "{text}");
        let path = scaffold_path(&toys.packages[0], "far");
        assert_eq!(path, "R/toybox/on/far.toml");
        assert_eq!(errors(&path, text), ["`after` is missing for `toyFit`", "`call` is blank", "`note` is blank", "no source"]);
    }

    /// In the order of the signature, and with code that ends in a line end.
    fn in_order(mut entry: Equivalent) -> Equivalent {
        entry.arguments.sort_by(|a, b| a.formal.cmp(&b.formal));
        Equivalent { before: entry.before.trim().to_owned(), after: entry.after.trim().to_owned(), ..entry }
    }

    #[test]
    fn known_entries_are_copied_whole() {
        let toys = toys();
        let mut copied = 0;
        for symbol in toys.packages[0].symbols.iter().filter(|symbol| !symbol.equivalents.is_empty()) {
            let known: Vec<_> = symbol.equivalents.iter().filter(|known| known.target == symbol.equivalents[0].target).collect();
            let subject = Subject { package: &toys.packages[0], symbol: Some(symbol) };
            let text = scaffold(subject, &known, known[0].checked);
            let faults = errors("R/toybox/on/near.toml", text.clone());
            assert_eq!(faults.len(), known.len(), "how sure its author is stays to be said: {faults:?}");
            let text =
                known.iter().fold(text, |text, known| text.replacen("= \"\"  # high", &format!("= \"{}\"  # high", known.confidence.name()), 1));
            let own = extend(toys.clone(), &[RuleFile { path: "R/toybox/on/near.toml".to_owned(), text }]).expect("no errors");
            let again = own.packages[0].symbols.iter().find(|own| own.name == symbol.name).expect("the symbol");
            let again: Vec<_> = again.equivalents.iter().filter(|own| own.target == known[0].target).cloned().map(in_order).collect();
            assert_eq!(again, known.iter().map(|known| in_order((*known).clone())).collect::<Vec<_>>());
            copied += known.len();
        }
        assert!(copied >= 2);
    }

    #[test]
    fn an_entry_goes_to_its_place() {
        let first = insert_entry("", "toyFit", "[[equivalent]]\nsymbol = \"toyFit\"\n").expect("room");
        let last = insert_entry(&first, "toyOld", "[[equivalent]]\nsymbol = \"toyOld\"\n").expect("room");
        let between = insert_entry(&last, "toyNew", "[[equivalent]]\nsymbol = \"toyNew\"\n").expect("room");
        let expected = "[[equivalent]]\nsymbol = \"toyFit\"\n\n[[equivalent]]\nsymbol = \"toyNew\"\n\n[[equivalent]]\nsymbol = \"toyOld\"\n";
        assert_eq!(between, expected);
        assert_eq!(insert_entry(&between, "toyFit", ""), None);
    }

    #[test]
    fn the_package_itself_has_an_entry() {
        let toys = toys();
        let text = scaffold(Subject { package: &toys.packages[0], symbol: None }, &[], date(2026, 11, 23));
        assert!(text.contains("symbol     = \"toybox\"\n") && text.contains("\nlibrary(toybox)\n"), "{text}");
    }
}
