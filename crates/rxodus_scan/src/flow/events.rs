//! What may switch the compute context in a file, in the order of its text.

use rxodus_source::Language;
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
    pub(super) switch: Switch,
    /// The function in which it happens, with its code; none at the level of the file.
    pub(super) function: Option<(usize, ScopeId)>,
    pub(super) session: (Language, Session, Option<usize>),
    /// It happens only if a condition holds.
    pub(super) is_conditional: bool,
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
    for (name, function) in &functions.switching {
        for (file, code, at) in functions.called(name) {
            let usage = &units[*file].codes[*code].parsed.usages[*at];
            let event = event(&units[*file], *code, usage.scope, usage.whole.end, Switch::Function(*function), usage.conditional);
            if event.session.1 == Session::FILE && projects.sees(FileId(*file as u32), FileId(function.file as u32)) {
                events[*file].push(event);
            }
        }
    }
    for events in &mut events {
        events.sort_by_key(|event| event.byte);
    }
    events
}

/// The calls that switch, and the files that are run.
fn own(file: usize, unit: &Unit, sites: &Sites, projects: &Projects) -> Vec<Event> {
    let calls = sites.switches.iter().map(|&at| {
        let call = &sites.calls[at];
        let usage = &unit.codes[call.code].parsed.usages[call.usage];
        event(unit, call.code, usage.scope, call.whole.end, Switch::Call(at), usage.conditional)
    });
    let runs = projects.of(FileId(file as u32)).graph.run_at(FileId(file as u32)).iter();
    let first = unit.codes.iter().position(|code| code.session == Session::FILE);
    let runs = runs.filter_map(|(other, byte)| Some(event(unit, first?, ScopeId(0), *byte, Switch::File(*other), false)));
    calls.chain(runs).collect()
}

fn event(unit: &Unit, code: usize, scope: ScopeId, byte: u32, switch: Switch, is_conditional: bool) -> Event {
    let function = function_of(&unit.codes[code].parsed, scope).map(|function| (code, function));
    Event { byte, switch, function, session: session_of(unit, code), is_conditional }
}
