//! Where each call runs, and on what data: values are followed through variables, functions and files, as far as reading can tell.

mod by_hand;
mod context;
mod events;
mod functions;
mod named;
mod sites;
mod trace;
mod uses;
mod way;
mod wrappers;

use std::{cell::RefCell, ffi::OsStr};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use rxodus_rules::{Role, RuleIndex};
use rxodus_source::{FileKind, Language, Span};
use rxodus_syntax::ScopeId;

use crate::{FileId, Finding, Use, link::Projects, unit::Unit};
use context::Left;
use events::{Event, events};
use functions::{Function, Functions};
use sites::Sites;
pub use uses::ResultUse;
pub use wrappers::Wrapper;

/// The compute context in force at a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InForce {
    /// The code says it.
    Known {
        /// Index in [`rxodus_rules::Flow::contexts`].
        context: u8,
        /// Where.
        by: Place,
    },
    /// It runs in several, each of which the code says.
    Several {
        /// A bit for each index of [`rxodus_rules::Flow::contexts`].
        contexts: u32,
    },
    /// Nothing sets one, so it is the session's own.
    Default,
    /// It depends on what only running the code would tell.
    Unknown,
}

impl InForce {
    /// The contexts that the code says, as bits; none where it says none.
    pub fn contexts(self) -> u32 {
        match self {
            Self::Known { context, .. } => 1u32.checked_shl(u32::from(context)).unwrap_or(0),
            Self::Several { contexts } => contexts,
            Self::Default | Self::Unknown => 0,
        }
    }
}

/// What an argument of a call names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataUse {
    /// Index in [`Finding::arguments`].
    pub argument: u16,
    /// The call writes it; otherwise it reads it.
    pub is_written: bool,
    /// Index in [`rxodus_rules::Flow::data`]; absent where reading the code does not tell.
    pub kind: Option<u8>,
    /// Where the code says it, if that is not the argument itself.
    pub by: Option<Place>,
    /// The file, table or the like, as far as one text says it; of a path its last part.
    pub name: Option<String>,
}

/// A place in the files of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The name or text there.
    pub span: Span,
}

/// A file, or a function in one of its codes.
type Part = (usize, Option<(usize, ScopeId)>);

/// All that is looked up on the way.
pub(crate) struct Flows<'f, 'a> {
    units: &'f [Unit<'a>],
    resolved: &'f [Vec<Finding>],
    sites: &'f [Sites<'a>],
    functions: &'f Functions<'a>,
    /// What may switch the context, by file.
    events: &'f [Vec<Event>],
    projects: &'f Projects<'a>,
    index: &'f RuleIndex,
    /// The files of each kind in each folder.
    folders: &'f FxHashMap<(&'a OsStr, FileKind), Vec<usize>>,
    /// The contexts with which functions begin, as far as they were asked for.
    entries: RefCell<FxHashMap<Function, InForce>>,
    /// What files and functions leave behind them, as far as that was asked for.
    left: RefCell<FxHashMap<Part, Left>>,
    /// What calls set, by file and index of the call.
    set: RefCell<FxHashMap<(usize, usize), Left>>,
    /// The contexts with which scripts begin.
    starts: RefCell<FxHashMap<usize, InForce>>,
    /// Whether the names of a file are visible in another, as far as that was asked for.
    seen: RefCell<FxHashMap<(usize, usize), bool>>,
}

/// Tells of every call where it runs, what it reads and writes, and what is done with its result; and gives the wrappers of calls.
pub(crate) fn flow(resolved: &mut [Vec<Finding>], units: &[Unit], projects: &Projects, index: &RuleIndex) -> Vec<Wrapper> {
    let (told, uses, wrappers): (Vec<Vec<Told>>, Vec<_>, _) = {
        let resolved = &*resolved;
        let sites: Vec<_> = units.par_iter().zip(resolved).map(|(unit, findings)| Sites::new(unit, findings, index)).collect();
        let functions = Functions::new(units, &sites);
        let events = events(units, &sites, &functions, projects);
        let folders = &by_hand::folders(units);
        let (sites, functions, events) = (sites.as_slice(), &functions, events.as_slice());
        // Each file is told for itself, so that what is remembered does not depend on the order of files.
        let flows = || Flows {
            units,
            resolved,
            sites,
            functions,
            events,
            projects,
            index,
            folders,
            entries: RefCell::default(),
            left: RefCell::default(),
            set: RefCell::default(),
            starts: RefCell::default(),
            seen: RefCell::default(),
        };
        let told = || (0..units.len()).into_par_iter().map(|file| flows().tell(file)).collect();
        let (told, (uses, wrappers)) = rayon::join(told, || rayon::join(|| uses::uses(&flows), || flows().wrappers()));
        (told, uses, wrappers)
    };
    for (findings, told) in resolved.iter_mut().zip(told) {
        for Told { finding, context, data } in told {
            (findings[finding].context, findings[finding].data) = (Some(context), data);
        }
    }
    for (file, finding, used) in uses {
        resolved[file][finding].uses.push(used);
    }
    for (file, finding, wrapper) in &wrappers {
        resolved[*file][*finding].wrapper = Some(wrapper.name.clone());
    }
    wrappers.into_iter().map(|(_, _, wrapper)| wrapper).collect()
}

/// What was found out about one call.
struct Told {
    finding: usize,
    context: InForce,
    data: Vec<DataUse>,
}

impl Flows<'_, '_> {
    fn tell(&self, file: usize) -> Vec<Told> {
        // In the order of the text, so that a long row of them is no deep one.
        for call in &self.sites[file].switches {
            self.set_once(file, *call, 0);
        }
        let calls = self.sites[file].calls.iter().enumerate();
        let is_called = |finding: usize| matches!(self.resolved[file][finding].usage, Use::Call | Use::Dynamic);
        let runs = calls.filter(|(_, call)| is_called(call.finding) && self.runs_somewhere(file, call.finding));
        runs.map(|(call, site)| Told { finding: site.finding, context: self.context_of(file, call), data: self.data_of(file, call) }).collect()
    }

    /// A call of R or Python that works on data, and does not only speak of contexts or data.
    fn runs_somewhere(&self, file: usize, finding: usize) -> bool {
        let finding = &self.resolved[file][finding];
        let speaks = |role: &Role| matches!(role, Role::SetsContext(_) | Role::GetsContext | Role::Context(_) | Role::DataSource(_));
        finding.language != Language::Sql && self.index.symbol(finding.rule).is_some_and(|symbol| !symbol.roles.iter().any(speaks))
    }

    /// What the arguments of a call name.
    fn data_of(&self, file: usize, call: usize) -> Vec<DataUse> {
        let finding = &self.resolved[file][self.sites[file].calls[call].finding];
        let Some(symbol) = self.index.symbol(finding.rule) else { return Vec::new() };
        let flow = &self.index.ruleset().flow;
        let mut data = Vec::new();
        for (at, argument) in finding.arguments.iter().enumerate() {
            let Some(formal) = argument.formal.map(|formal| &symbol.formals[usize::from(formal)].name) else { continue };
            let is_written = flow.writes.contains(formal);
            if is_written || flow.reads.contains(formal) {
                let (kind, by) = self.data_kind(file, call, argument.span);
                let name = self.data_name(file, call, argument.span);
                data.push(DataUse { argument: at as u16, is_written, kind, by, name });
            }
        }
        data
    }
}
