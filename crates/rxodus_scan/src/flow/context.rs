//! The compute context in force: which switch was the last one before a call, in its function, in its file, and in the files that run it.

use rxodus_rules::Role;
use rxodus_source::Container;
use rxodus_syntax::ScopeId;

use super::{
    Flows, InForce, Place,
    events::{Event, Switch},
    functions::Function,
    sites::{function_of, session_of},
    trace::{At, DEEPEST, Source},
};
use crate::{FileId, unit::Session};

impl Flows<'_, '_> {
    /// The context in force at a call.
    pub(super) fn context_of(&self, file: usize, call: usize) -> InForce {
        let site = &self.sites[file].calls[call];
        let finding = &self.resolved[file][site.finding];
        let flow = &self.index.ruleset().flow;
        let formal = |formal: u16| self.index.symbol(finding.rule).map(|symbol| &symbol.formals[usize::from(formal)].name);
        let names_it = |formal_name: Option<&String>| formal_name.is_some_and(|name| flow.context_arguments.contains(name));
        if let Some(argument) = finding.arguments.iter().find(|argument| names_it(argument.formal.and_then(formal))) {
            return self.context_argument(file, call, argument.span, 0);
        }
        let usage = &self.units[file].codes[site.code].parsed.usages[site.usage];
        self.state(At { file, code: site.code, scope: usage.scope, byte: site.whole.start }, 0)
    }

    /// The context in force when the code reaches a place.
    pub(super) fn state(&self, at: At, depth: usize) -> InForce {
        if depth > DEEPEST {
            return InForce::Unknown;
        }
        let function = function_of(&self.units[at.file].codes[at.code].parsed, at.scope);
        let mut states = Vec::new();
        for event in self.events_before(at, function) {
            match self.switched(at.file, event, depth + 1) {
                None => continue,
                Some(state) => states.push(state),
            }
            if !event.is_conditional || states.len() > MOST_STATES {
                return agreed(&states);
            }
        }
        states.push(match function {
            Some(function) => self.entered(Function { file: at.file, code: at.code, scope: function }, depth + 1),
            None => self.started(at, depth + 1),
        });
        agreed(&states)
    }

    /// What may switch the context before a place is reached, the last one first.
    fn events_before(&self, at: At, function: Option<ScopeId>) -> impl Iterator<Item = &Event> {
        let session = session_of(&self.units[at.file], at.code);
        let function = function.map(|function| (at.code, function));
        let events = &self.events[at.file];
        let before = events.partition_point(|event| event.byte <= at.byte);
        events[..before].iter().rev().filter(move |event| event.function == function && event.session == session)
    }

    /// The context after an event; none where it switches nothing.
    fn switched(&self, file: usize, event: &Event, depth: usize) -> Option<InForce> {
        match event.switch {
            Switch::Call(call) => Some(self.set_by(file, call, depth)),
            Switch::File(other) => self.left_by(other.0 as usize, file, event.byte, depth),
            Switch::Function(function) => self.left_by_function(function, depth),
        }
    }

    fn set_by(&self, file: usize, call: usize, depth: usize) -> InForce {
        let finding = &self.resolved[file][self.sites[file].calls[call].finding];
        let Some(symbol) = self.index.symbol(finding.rule) else { return InForce::Unknown };
        let by = Place { file: FileId(file as u32), span: finding.span };
        for role in &symbol.roles {
            let Role::SetsContext(to) = role else { continue };
            if let Some(context) = self.index.ruleset().flow.context(to) {
                return InForce::Known { context, by };
            }
            let is_meant = |formal: Option<u16>| formal.is_some_and(|formal| symbol.formals[usize::from(formal)].name == *to);
            let argument = finding.arguments.iter().find(|argument| is_meant(argument.formal));
            return match argument.map(|argument| self.context_argument(file, call, argument.span, depth + 1)) {
                Some(InForce::Known { context, .. }) => InForce::Known { context, by },
                Some(state) => state,
                None => InForce::Unknown,
            };
        }
        InForce::Unknown
    }

    /// The context that a function leaves behind it, where it switches it in any case.
    fn left_by_function(&self, function: Function, depth: usize) -> Option<InForce> {
        let Function { file, code, scope } = function;
        if depth > DEEPEST {
            return Some(InForce::Unknown);
        }
        let end = At { file, code, scope, byte: self.units[file].codes[code].parsed.scopes[scope.0 as usize].span.end };
        let last = self.events_before(end, Some(scope)).find(|event| event.switch != Switch::Function(function))?;
        if last.is_conditional { Some(InForce::Unknown) } else { self.switched(file, last, depth + 1) }
    }

    /// The context that a file leaves behind it; none where it switches nothing at its own level.
    fn left_by(&self, file: usize, runner: usize, byte: u32, depth: usize) -> Option<InForce> {
        let switches = |other: usize| !self.sites[other].switches.is_empty();
        let near = self.projects.of(FileId(file as u32)).graph.run_at(FileId(file as u32));
        if depth > DEEPEST || (!switches(file) && near.iter().all(|(other, _)| !switches(other.0 as usize) || other.0 as usize == runner)) {
            return None;
        }
        let code = self.units[file].codes.iter().position(|code| code.session == Session::FILE)?;
        let end = At { file, code, scope: ScopeId(0), byte: u32::MAX };
        let mut states = Vec::new();
        for event in self.events_before(end, None) {
            states.extend(self.switched(file, event, depth + 1));
            if (!event.is_conditional && !states.is_empty()) || states.len() > MOST_STATES {
                return Some(agreed(&states));
            }
        }
        if states.is_empty() {
            return None;
        }
        let before = self.units[runner].codes.iter().position(|code| code.session == Session::FILE)?;
        states.push(self.state(At { file: runner, code: before, scope: ScopeId(0), byte: byte.saturating_sub(1) }, depth + 1));
        Some(agreed(&states))
    }

    /// The context with which a function begins; found once, and not known while it is being found.
    fn entered(&self, function: Function, depth: usize) -> InForce {
        let known = self.entries.borrow().get(&function).copied();
        known.unwrap_or_else(|| {
            self.entries.borrow_mut().insert(function, InForce::Unknown);
            let found = self.at_calls(function, depth);
            self.entries.borrow_mut().insert(function, found);
            found
        })
    }

    /// The context where a function is called, if all calls agree; a function without a name runs where it stands.
    fn at_calls(&self, function: Function, depth: usize) -> InForce {
        let Function { file, code, scope } = function;
        let name = self.sites[file].name_of(code, scope);
        // What runs in a session of its own finds nothing set there.
        let handed = self.is_handed(function, name).then_some(InForce::Default);
        let Some(name) = name else {
            if let Some(handed) = handed {
                return handed;
            }
            let scope = self.units[file].codes[code].parsed.scopes[scope.0 as usize];
            return self.state(At { file, code, scope: scope.parent.unwrap_or(ScopeId(0)), byte: scope.span.start }, depth);
        };
        let called = self.callers(function, name).take(MOST_STATES + 1).map(|caller| self.state(self.at(caller), depth));
        let states: Vec<_> = called.chain(handed).collect();
        match states.as_slice() {
            [] if self.sites[file].switches.is_empty() => self.unless_set(file, depth),
            states if states.len() > MOST_STATES => InForce::Unknown,
            states => agreed(states),
        }
    }

    /// The context with which the session of a place begins; that of the file itself is found once.
    fn started(&self, at: At, depth: usize) -> InForce {
        let is_own =
            session_of(&self.units[at.file], at.code).1 == Session::FILE && self.units[at.file].codes[at.code].chunk.container == Container::Plain;
        let known = self.starts.borrow().get(&at.file).copied().filter(|_| is_own);
        known.unwrap_or_else(|| {
            if is_own {
                self.starts.borrow_mut().insert(at.file, InForce::Unknown);
            }
            let found = self.at_start(at, depth);
            if is_own {
                self.starts.borrow_mut().insert(at.file, found);
            }
            found
        })
    }

    /// The context with which a file begins: that of the files that run it; otherwise its session's own.
    fn at_start(&self, at: At, depth: usize) -> InForce {
        let (unit, file) = (&self.units[at.file], FileId(at.file as u32));
        if session_of(unit, at.code).1 != Session::FILE || unit.codes[at.code].chunk.container == Container::Sql {
            return InForce::Default;
        }
        let runners = self.projects.of(file).graph.runners(file);
        let begin = |(runner, byte): (FileId, u32)| {
            let code = self.units[runner.0 as usize].codes.iter().position(|code| code.session == Session::FILE).unwrap_or(0);
            self.state(At { file: runner.0 as usize, code, scope: ScopeId(0), byte: byte.saturating_sub(1) }, depth)
        };
        let states: Vec<_> = runners.into_iter().filter(|(runner, _)| *runner != file).map(begin).collect();
        match unit.codes[at.code].chunk.container {
            _ if !states.is_empty() => agreed(&states),
            Container::Plain => self.unless_set(at.file, depth),
            _ => InForce::Default,
        }
    }

    fn context_argument(&self, file: usize, call: usize, argument: rxodus_source::Span, depth: usize) -> InForce {
        let sources = self.argument(file, call, argument, depth);
        let states: Vec<_> = sources.iter().map(|source| self.context_of_source(source, depth)).collect();
        agreed(&states)
    }

    fn context_of_source(&self, source: &Source, depth: usize) -> InForce {
        match source {
            Source::Text(text, by, true) => {
                let context = self.index.ruleset().flow.context_of_text(text);
                context.map_or(InForce::Unknown, |context| InForce::Known { context, by: *by })
            }
            Source::Call(file, call) if depth <= DEEPEST => self.context_given(*file, *call, depth + 1),
            Source::Other(name, place) => self.context_made(place.file.0 as usize, name),
            _ => InForce::Unknown,
        }
    }

    /// The context that a function of the scanned code makes, if it makes one kind alone.
    fn context_made(&self, file: usize, name: &str) -> InForce {
        let Some(Function { file, code, scope }) = self.function_named(file, name) else { return InForce::Unknown };
        let span = self.units[file].codes[code].parsed.scopes[scope.0 as usize].span;
        let inside = self.sites[file].calls.iter().filter(|call| call.code == code && span.start <= call.whole.start && call.whole.end <= span.end);
        let made = inside.filter_map(|call| {
            let finding = &self.resolved[file][call.finding];
            let roles = &self.index.symbol(finding.rule)?.roles;
            let context =
                roles.iter().find_map(|role| if let Role::Context(name) = role { self.index.ruleset().flow.context(name) } else { None })?;
            Some(InForce::Known { context, by: Place { file: FileId(file as u32), span: finding.span } })
        });
        agreed(&made.collect::<Vec<_>>())
    }

    /// The context that a call gives: a new one, the one in force, or the one before a switch.
    fn context_given(&self, file: usize, call: usize, depth: usize) -> InForce {
        let site = &self.sites[file].calls[call];
        let finding = &self.resolved[file][site.finding];
        let Some(symbol) = self.index.symbol(finding.rule) else { return InForce::Unknown };
        let flow = &self.index.ruleset().flow;
        let known =
            |name: &str| flow.context(name).map(|context| InForce::Known { context, by: Place { file: FileId(file as u32), span: finding.span } });
        let usage = &self.units[file].codes[site.code].parsed.usages[site.usage];
        let before = || self.state(At { file, code: site.code, scope: usage.scope, byte: site.whole.start }, depth);
        let given = symbol.roles.iter().find_map(|role| match role {
            Role::Context(name) => known(name),
            Role::SetsContext(to) => Some(known(to).unwrap_or_else(before)),
            Role::GetsContext => Some(before()),
            _ => None,
        });
        given.unwrap_or(InForce::Unknown)
    }
}

/// So many states are compared at most.
pub(super) const MOST_STATES: usize = 32;

/// The context that all states agree on, or all that they are.
pub(super) fn agreed(states: &[InForce]) -> InForce {
    let both = |a: InForce, b: &InForce| match (a, *b) {
        (InForce::Known { context, by }, InForce::Known { context: other, .. }) if context == other => InForce::Known { context, by },
        (InForce::Default, InForce::Default) => InForce::Default,
        (a, b) => match (a.contexts(), b.contexts()) {
            (0, _) | (_, 0) => InForce::Unknown,
            (a, b) => InForce::Several { contexts: a | b },
        },
    };
    match states {
        [] => InForce::Unknown,
        [first, rest @ ..] => rest.iter().fold(*first, both),
    }
}
