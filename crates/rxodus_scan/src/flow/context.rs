//! The compute context in force: which switch was the last one before a call, in its function, in its file, and in the files that run it.

use rxodus_rules::Role;
use rxodus_source::{Container, Span};
use rxodus_syntax::{Scope, ScopeId};

use super::{
    Flows, InForce, Part, Place,
    events::{Event, Switch},
    functions::Function,
    sites::{function_of, session_of},
    trace::{At, DEEPEST, Source},
    way::Way,
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
        self.state(self.place_of(file, call), 0)
    }

    /// The context in force when the code reaches a place.
    pub(super) fn state(&self, at: At, depth: usize) -> InForce {
        if depth > DEEPEST {
            return InForce::Unknown;
        }
        let function = function_of(&self.units[at.file].codes[at.code].parsed, at.scope);
        let Left { mut states, begin, .. } = self.since(at, function, depth);
        if begin {
            states.push(match function {
                Some(function) => self.entered(Function { file: at.file, code: at.code, scope: function }, depth + 1),
                None => self.started(at, depth + 1),
            });
        }
        agreed(&states)
    }

    /// What a place finds of its function, or of its file.
    fn since(&self, at: At, function: Option<ScopeId>, depth: usize) -> Left {
        let mut left = Left::default();
        if depth > DEEPEST {
            return Left::only(InForce::Unknown);
        }
        let mut way = Way::to(&self.units[at.file], at.code, at.byte, function);
        for event in self.events_before(at, function).filter(|event| !event.is_in_itself(at.file)) {
            if !way.comes_from(event.code, event.start) {
                continue;
            }
            let switched = self.switched(at.file, event, depth);
            let before = switched.before;
            left.add(switched);
            if !before && way.settle(event.code, event.start) {
                return left;
            }
        }
        Left { begin: true, ..left }
    }

    /// What may switch the context before a place is reached, the last one first.
    fn events_before(&self, at: At, function: Option<ScopeId>) -> impl Iterator<Item = &Event> {
        let session = session_of(&self.units[at.file], at.code);
        let function = function.map(|function| (at.code, function));
        let events = &self.events[at.file];
        let before = events.partition_point(|event| event.byte <= at.byte);
        events[..before].iter().rev().filter(move |event| event.function == function && event.session == session)
    }

    /// The context after an event.
    fn switched(&self, file: usize, event: &Event, depth: usize) -> Left {
        match event.switch {
            Switch::Call(call) => self.set_once(file, call, depth),
            Switch::File(other) => self.left_by(other.0 as usize, depth + 1).outside(),
            Switch::Function(function) => self.left_by_function(function, depth + 1).outside(),
        }
    }

    /// What a call sets; found once, and not known while it is being found.
    pub(super) fn set_once(&self, file: usize, call: usize, depth: usize) -> Left {
        let known = self.set.borrow().get(&(file, call)).cloned();
        known.unwrap_or_else(|| {
            self.set.borrow_mut().insert((file, call), Left::only(InForce::Unknown));
            let found = self.set_by(file, call, depth);
            self.set.borrow_mut().insert((file, call), found.clone());
            found
        })
    }

    fn set_by(&self, file: usize, call: usize, depth: usize) -> Left {
        let finding = &self.resolved[file][self.sites[file].calls[call].finding];
        let Some(symbol) = self.index.symbol(finding.rule) else { return Left::only(InForce::Unknown) };
        let by = Place { file: FileId(file as u32), span: finding.span };
        let to = symbol.roles.iter().find_map(|role| if let Role::SetsContext(to) = role { Some(to) } else { None });
        if let Some(context) = to.and_then(|to| self.index.ruleset().flow.context(to)) {
            return Left::only(InForce::Known { context, by });
        }
        let is_meant = |formal: Option<u16>| formal.is_some_and(|formal| Some(&symbol.formals[usize::from(formal)].name) == to);
        match finding.arguments.iter().find(|argument| is_meant(argument.formal)) {
            Some(argument) => self.restored(file, call, argument.span, depth).by(by),
            None => Left::only(InForce::Unknown),
        }
    }

    /// The context that an argument of a call says. It may be the one that was in force at an earlier place of the same function.
    fn restored(&self, file: usize, call: usize, argument: Span, depth: usize) -> Left {
        let function = |at: At| function_of(&self.units[at.file].codes[at.code].parsed, at.scope);
        let own = self.place_of(file, call);
        let is_near = |at: At| {
            at.file == file && (function(at), session_of(&self.units[file], at.code)) == (function(own), session_of(&self.units[file], own.code))
        };
        let mut left = Left::default();
        for source in self.argument(file, call, argument, depth) {
            let given = match source {
                Source::Call(file, call) if depth <= DEEPEST => self.given(file, call),
                _ => Given::State(self.context_of_source(&source, depth)),
            };
            let earlier = match given {
                Given::At(at) if is_near(at) => self.since(at, function(at), depth + 1),
                Given::At(at) => Left::only(self.state(at, depth + 1)),
                Given::State(state) => Left::only(state),
            };
            left.add(earlier);
        }
        left
    }

    /// What a function leaves behind it; found once, and not known while it is being found.
    fn left_by_function(&self, function: Function, depth: usize) -> Left {
        let Function { file, code, scope } = function;
        let end = At { file, code, scope, byte: self.units[file].codes[code].parsed.scopes[scope.0 as usize].span.end };
        self.left_at((file, Some((code, scope))), end, Left::only(InForce::Unknown), depth)
    }

    /// What a file leaves behind it; one that is run by itself adds nothing.
    fn left_by(&self, file: usize, depth: usize) -> Left {
        let nothing = Left { begin: true, ..Left::default() };
        let Some(code) = self.units[file].codes.iter().position(|code| code.session == Session::FILE) else { return nothing };
        self.left_at((file, None), At { file, code, scope: ScopeId(0), byte: u32::MAX }, nothing, depth)
    }

    fn left_at(&self, of: Part, end: At, meanwhile: Left, depth: usize) -> Left {
        let known = self.left.borrow().get(&of).cloned();
        known.unwrap_or_else(|| {
            self.left.borrow_mut().insert(of, meanwhile);
            let found = self.since(end, of.1.map(|(_, scope)| scope), depth + 1);
            self.left.borrow_mut().insert(of, found.clone());
            found
        })
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
        let called = self.callers(function, name).map(|caller| self.state(self.at(caller), depth));
        let taken =
            self.takers(function, name).map(|taker| if self.may_switch(taker) { InForce::Unknown } else { self.state(self.at(taker), depth) });
        let called = called.chain(taken).take(MOST_STATES + 1);
        let states: Vec<_> = called.chain(handed).collect();
        match states.as_slice() {
            [] if !self.events[file].is_empty() && self.functions.is_called(name) => InForce::Unknown,
            [] => self.any_time_after(function, depth),
            states if states.len() > MOST_STATES => InForce::Unknown,
            states => agreed(states),
        }
    }

    /// Whether the call around a name is one of a function of the scanned code in which the context is switched.
    fn may_switch(&self, (file, code, usage): (usize, usize, usize)) -> bool {
        let usages = &self.units[file].codes[code].parsed.usages;
        let around = usages[usage].inside.and_then(|call| self.function_named(file, usages[call as usize].name));
        around.is_some_and(|taker| self.events[taker.file].iter().any(|event| event.function == Some((taker.code, taker.scope))))
    }

    /// The contexts that are in force where a function is defined that nobody calls, and later on.
    fn any_time_after(&self, function: Function, depth: usize) -> InForce {
        let Function { file, code, scope } = function;
        let parsed = &self.units[file].codes[code].parsed;
        let Scope { parent, span, .. } = parsed.scopes[scope.0 as usize];
        let scope = parent.unwrap_or(ScopeId(0));
        let end = At { file, code, scope, byte: u32::MAX };
        let later = self.events_before(end, function_of(parsed, scope)).map(|event| event.byte).take_while(|byte| *byte > span.end);
        let mut bytes: Vec<_> = later.take(MOST_STATES + 1).chain([span.end]).collect();
        bytes.dedup();
        if bytes.len() > MOST_STATES {
            return InForce::Unknown;
        }
        agreed(&bytes.into_iter().map(|byte| self.state(At { byte, ..end }, depth)).collect::<Vec<_>>())
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

    fn context_argument(&self, file: usize, call: usize, argument: Span, depth: usize) -> InForce {
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
            Source::Call(file, call) if depth <= DEEPEST => match self.given(*file, *call) {
                Given::State(state) => state,
                Given::At(at) => self.state(at, depth + 1),
            },
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
    fn given(&self, file: usize, call: usize) -> Given {
        let finding = &self.resolved[file][self.sites[file].calls[call].finding];
        let Some(symbol) = self.index.symbol(finding.rule) else { return Given::State(InForce::Unknown) };
        let flow = &self.index.ruleset().flow;
        let by = Place { file: FileId(file as u32), span: finding.span };
        let known = |name: &str| flow.context(name).map(|context| Given::State(InForce::Known { context, by }));
        let before = Given::At(self.place_of(file, call));
        let given = symbol.roles.iter().find_map(|role| match role {
            Role::Context(name) => known(name),
            Role::SetsContext(to) => Some(known(to).unwrap_or(before)),
            Role::GetsContext => Some(before),
            _ => None,
        });
        given.unwrap_or(Given::State(InForce::Unknown))
    }

    fn place_of(&self, file: usize, call: usize) -> At {
        let site = &self.sites[file].calls[call];
        let usage = &self.units[file].codes[site.code].parsed.usages[site.usage];
        At { file, code: site.code, scope: usage.scope, byte: site.whole.start }
    }
}

/// What a place finds of its function or file.
#[derive(Clone, Default)]
pub(super) struct Left {
    /// Contexts that were set there.
    states: Vec<InForce>,
    /// The one with which it began may be in force.
    begin: bool,
    /// Of one event: the one before it may.
    before: bool,
}

/// The context that a call gives.
#[derive(Clone, Copy)]
enum Given {
    State(InForce),
    /// That of a place.
    At(At),
}

impl Left {
    fn only(state: InForce) -> Self {
        Self { states: vec![state], ..Self::default() }
    }

    /// Takes in what another one has and this one has not; a context counts once, wherever the code says it.
    fn add(&mut self, other: Self) {
        for state in other.states {
            let is_same = |known: &InForce| *known == state || (known.contexts() != 0 && known.contexts() == state.contexts());
            if !self.states.iter().any(is_same) {
                self.states.push(state);
            }
        }
        self.begin |= other.begin;
    }

    /// The same for whoever runs the function or the file.
    fn outside(self) -> Self {
        Self { before: self.begin, begin: false, ..self }
    }

    /// The same, said by a switch.
    fn by(mut self, by: Place) -> Self {
        for state in &mut self.states {
            if let InForce::Known { by: old, .. } = state {
                *old = by;
            }
        }
        self
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
