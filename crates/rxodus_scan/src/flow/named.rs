//! By which name code calls the data that a call reads or writes.

use rxodus_rules::Role;
use rxodus_source::Span;

use super::{Flows, trace::Source};

impl Flows<'_, '_> {
    /// The file, table or the like that an argument names, as far as one text says it; of a path its last part.
    pub(super) fn data_name(&self, file: usize, call: usize, argument: Span) -> Option<String> {
        match self.argument(file, call, argument, 0).as_slice() {
            [Source::Text(text, ..)] => last_part(text),
            [Source::Call(file, call)] => self.source_name(*file, *call),
            _ => None,
        }
    }

    /// The name that a data source has, or what a call writes and gives back.
    fn source_name(&self, file: usize, call: usize) -> Option<String> {
        let flow = &self.index.ruleset().flow;
        let finding = &self.resolved[file][self.sites[file].calls[call].finding];
        let symbol = self.index.symbol(finding.rule)?;
        let formal = |at: u16| symbol.formals.get(usize::from(at)).map(|formal| &formal.name);
        let is_source = symbol.roles.iter().any(|role| matches!(role, Role::DataSource(_)));
        let is_name = |name: &String| if is_source { flow.names.contains(name) } else { flow.writes.contains(name) };
        let argument = finding.arguments.iter().find(|argument| argument.formal.and_then(formal).is_some_and(is_name))?;
        match self.argument(file, call, argument.span, 1).as_slice() {
            [Source::Text(text, ..)] => last_part(text),
            [Source::Call(file, call)] if !is_source => self.source_name_of_source(*file, *call),
            _ => None,
        }
    }

    /// The same for what is surely a data source, so that circles end.
    fn source_name_of_source(&self, file: usize, call: usize) -> Option<String> {
        let finding = &self.resolved[file][self.sites[file].calls[call].finding];
        let is_source = self.index.symbol(finding.rule)?.roles.iter().any(|role| matches!(role, Role::DataSource(_)));
        if is_source { self.source_name(file, call) } else { None }
    }
}

/// What is behind the last separator.
fn last_part(text: &str) -> Option<String> {
    let part = text.trim().trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next()?;
    (!part.is_empty() && part.len() <= LONGEST).then(|| part.to_owned())
}

/// Bytes of a name; a longer text is a query.
const LONGEST: usize = 120;
