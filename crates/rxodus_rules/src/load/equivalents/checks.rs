//! What must hold in one `[[equivalent]]`, given the facts about its symbol.

use std::ops::Range;

use toml::Spanned;

use crate::load::entry::Entry;
use crate::load::{Faults, RuleFile};
use crate::{ArgumentFate, Change, Kind, Language, Place, Role, Symbol};

/// What an entry is about.
pub(super) enum Subject<'p> {
    /// The package itself, by its modules: its `library()` or `import`.
    Package(&'p [String]),
    /// One of its symbols.
    Symbol(&'p Symbol, Language),
}

/// Reports all that is wrong in one entry.
pub(super) fn entry(file: &RuleFile, entry: &Entry, subject: &Subject, faults: &mut Faults) {
    let change = Change::from(*entry.change.get_ref());
    let mut fault = |span: Range<usize>, message: String, help: &str| faults.add(file, span, message, help);
    check_formals(entry, subject, &mut fault);
    check_call(entry, change, &mut fault);
    match change {
        Change::Keep => check_keep(entry, &mut fault),
        Change::Rename => check_rename(entry, &mut fault),
        _ => {}
    }
    check_examples(entry, change, subject, &mut fault);
}

/// Takes a place, what is wrong there, and what to do.
type Fault<'a> = dyn FnMut(Range<usize>, String, &str) + 'a;

fn check_formals(entry: &Entry, subject: &Subject, fault: &mut Fault) {
    let present = entry.when.iter().flat_map(|when| &when.get_ref().present);
    for formal in entry.arguments.0.iter().map(|(formal, _)| formal).chain(present) {
        let known = match subject {
            Subject::Package(_) => false,
            Subject::Symbol(symbol, _) => symbol.formals.iter().any(|known| known.name == *formal.get_ref()),
        };
        if !known {
            let message = format!("`{}` is no argument of `{}`", formal.get_ref(), entry.symbol.get_ref());
            fault(formal.span(), message, "the left side is a formal as symbols.tsv has it");
        }
    }
}

fn check_call(entry: &Entry, change: Change, fault: &mut Fault) {
    let needed = matches!(change, Change::Rename | Change::Arguments);
    match &entry.call {
        None if needed => {
            fault(entry.change.span(), "`call` is missing: this change has exactly one counterpart".to_owned(), "name it, or choose another change");
        }
        Some(call) if call.get_ref().trim().is_empty() => fault(call.span(), "`call` is blank".to_owned(), "name the function, or leave `call` out"),
        Some(call) if matches!(change, Change::None | Change::Remove) => {
            fault(call.span(), "a `call`, although nothing takes its place".to_owned(), "leave `call` out, or choose another change");
        }
        _ => {}
    }
}

fn check_keep(entry: &Entry, fault: &mut Fault) {
    if let Some((formal, _)) = entry.arguments.0.first() {
        fault(
            formal.span(),
            "a `keep` has arguments, although the call runs unchanged".to_owned(),
            "leave `arguments` out, or choose another change",
        );
    }
    check_no_addition(entry, fault);
}

fn check_rename(entry: &Entry, fault: &mut Fault) {
    for (formal, fate) in &entry.arguments.0 {
        if !matches!(&fate.0, ArgumentFate::To { to, .. } if to == formal.get_ref()) {
            let message = format!("a `rename` changes what becomes of `{}`", formal.get_ref());
            fault(formal.span(), message, "a `rename` keeps all arguments; where one changes, the change is `arguments`");
        }
    }
    check_no_addition(entry, fault);
}

fn check_no_addition(entry: &Entry, fault: &mut Fault) {
    if let Some((name, _)) = entry.add.0.first() {
        fault(name.span(), "an argument is added, although all arguments stay the same".to_owned(), "leave `add` out, or choose another change");
    }
}

fn check_examples(entry: &Entry, change: Change, subject: &Subject, fault: &mut Fault) {
    let before = text(entry.before.as_ref());
    if before.is_empty() {
        if subject.is_called() {
            fault(entry.symbol.span(), format!("`before` is missing for `{}`", entry.symbol.get_ref()), "show the smallest real call");
        }
        return;
    }
    if let Some(place) = &entry.before
        && subject.is_called()
        && !subject.occurs_in(before)
    {
        fault(place.span(), format!("`before` does not use `{}`", entry.symbol.get_ref()), "show the smallest real call of it");
    }
    let needed = matches!(change, Change::Rename | Change::Arguments | Change::Rewrite | Change::Redesign);
    if needed && text(entry.after.as_ref()).is_empty() {
        fault(entry.symbol.span(), format!("`after` is missing for `{}`", entry.symbol.get_ref()), "show what is written instead");
    }
}

fn text(example: Option<&Spanned<String>>) -> &str {
    example.map_or("", |example| example.get_ref().trim())
}

impl Subject<'_> {
    /// Whether a use of it can stand alone, so that an example is due.
    fn is_called(&self) -> bool {
        let (symbol, language) = match self {
            // T-SQL has no library() and no import, so there is no use of a package itself.
            Self::Package(modules) => return !modules.is_empty(),
            Self::Symbol(symbol, language) => (symbol, language),
        };
        !symbol.has_role(&Role::FormulaFunction)
            && symbol.kinds.iter().any(|kind| match kind {
                Kind::Function | Kind::Constructor => true,
                // Data is never opened, so nothing in it can be shown.
                Kind::Pattern => symbol.pattern.as_ref().is_some_and(|pattern| pattern.places != [Place::Data]),
                Kind::Class => *language == Language::Python,
                _ => false,
            })
    }

    fn occurs_in(&self, code: &str) -> bool {
        match self {
            Self::Package(modules) => modules.iter().any(|module| code.contains(module.as_str())),
            // Whether a pattern occurs is for a scan to say: it depends on the kind of file.
            Self::Symbol(symbol, _) => symbol.pattern.is_some() || code.contains(symbol.name.as_str()),
        }
    }
}
