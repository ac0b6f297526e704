//! What may switch the compute context in a file, in the order of its text.

use rustc_hash::FxHashSet;
use rxodus_source::{Language, Span};
use rxodus_syntax::ScopeId;

use super::{
    functions::{Function, Functions},
    sites::{Sites, function_of, session_of},
};
use crate::{
    FileId,
    link::Projects,
    unit::{Session, Unit},
};

/// Something that may switch the context.
#[derive(Clone, Copy)]
pub(super) struct Event {
    /// The byte of the raw file behind it.
    pub(super) byte: u32,
    /// The byte at which it begins, in this code.
    pub(super) start: u32,
    pub(super) code: usize,
    pub(super) switch: Switch,
    /// The function in which it happens, with its code; none at the level of the file.
    pub(super) function: Option<(usize, ScopeId)>,
    pub(super) session: (Language, Session, Option<usize>),
}

impl Event {
    /// Whether it is a call by which a function of this file calls itself.
    pub(super) fn is_in_itself(&self, file: usize) -> bool {
        matches!((self.switch, self.function), (Switch::Function(called), Some((code, scope))) if called == Function { file, code, scope })
    }
}

/// What it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Switch {
    /// A call, as an index of the file's calls.
    Call(usize),
    /// Another file that is run here.
    File(FileId),
    /// A call of a function of the scanned code.
    Function(Function),
}

/// The events of each file.
pub(super) fn events(units: &[Unit], sites: &[Sites], functions: &Functions, projects: &Projects) -> Vec<Vec<Event>> {
    let mut events: Vec<Vec<Event>> = (0..units.len()).map(|file| own(file, &units[file], &sites[file], projects)).collect();
    let mut switching = functions.switching.clone();
    let mut known: FxHashSet<Function> = switching.iter().map(|(_, function)| *function).collect();
    // A function that calls one that switches does so as well.
    while let Some((name, function)) = switching.pop() {
        for (file, code, at) in functions.called(name) {
            let usage = &units[*file].codes[*code].parsed.usages[*at];
            let event = event(&units[*file], *code, usage.scope, usage.whole, Switch::Function(function));
            if event.session.1 != Session::FILE || !projects.sees(FileId(*file as u32), FileId(function.file as u32)) {
                continue;
            }
            let around = event.function.filter(|function| !sites[*file].at_exit.contains(function));
            let named = around.and_then(|(code, scope)| Some((sites[*file].name_of(code, scope)?, Function { file: *file, code, scope })));
            switching.extend(named.filter(|(_, function)| known.insert(*function)));
            events[*file].push(event);
        }
    }
    for events in &mut events {
        events.sort_by_key(|event| (event.byte, event.start));
    }
    events
}

/// The calls that switch, and the files that are run.
fn own(file: usize, unit: &Unit, sites: &Sites, projects: &Projects) -> Vec<Event> {
    let calls = sites.switches.iter().map(|&at| {
        let call = &sites.calls[at];
        let usage = &unit.codes[call.code].parsed.usages[call.usage];
        event(unit, call.code, usage.scope, call.whole, Switch::Call(at))
    });
    let runs = projects.of(FileId(file as u32)).graph.run_at(FileId(file as u32)).iter();
    let first = unit.codes.iter().position(|code| code.session == Session::FILE);
    let runs = runs.filter_map(|(other, byte)| Some(event(unit, first?, ScopeId(0), Span { start: *byte, end: *byte }, Switch::File(*other))));
    calls.chain(runs).collect()
}

fn event(unit: &Unit, code: usize, scope: ScopeId, whole: Span, switch: Switch) -> Event {
    let function = function_of(&unit.codes[code].parsed, scope).map(|function| (code, function));
    Event { byte: whole.end, start: whole.start, code, switch, function, session: session_of(unit, code) }
}
