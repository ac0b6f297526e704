//! Scripts that nothing runs: whether they are run by hand in one session with others of their folder.

use std::ffi::OsStr;

use rustc_hash::{FxHashMap, FxHashSet};
use rxodus_source::{FileKind, Span};
use rxodus_syntax::{Argument, Parsed, ScopeId, Shape, Usage, UsageKind};

use super::{
    Flows, InForce,
    context::{MOST_STATES, agreed},
    trace::At,
};
use crate::{FileId, unit::Unit};

/// The files of each kind in each folder, in order.
pub(super) fn folders<'a>(units: &[Unit<'a>]) -> FxHashMap<(&'a OsStr, FileKind), Vec<usize>> {
    let mut folders: FxHashMap<_, Vec<usize>> = FxHashMap::default();
    for (file, unit) in units.iter().enumerate() {
        if let Some(folder) = folder_of(unit) {
            folders.entry(folder).or_default().push(file);
        }
    }
    folders
}

/// As text, which compares faster than a path.
fn folder_of<'a>(unit: &Unit<'a>) -> Option<(&'a OsStr, FileKind)> {
    Some((unit.location.parent()?.as_os_str(), unit.file.kind))
}

impl Flows<'_, '_> {
    /// A script that nothing runs may be run by hand, in one session with others of its folder. It is, where it needs a name that only they give;
    /// then what all of them leave behind holds. A script that only sets a context is there for all others.
    pub(super) fn unless_set(&self, file: usize, depth: usize) -> InForce {
        let others = self.beside(file);
        let switches = |other: &usize| !self.sites[*other].switches.is_empty();
        if !others.iter().any(switches) {
            return InForce::Default;
        }
        let needed = self.needed(file, &others);
        if needed.is_empty() {
            let prepares = others.iter().filter(|other| switches(other)).any(|other| self.only_prepares(*other));
            return if prepares { InForce::Unknown } else { InForce::Default };
        }
        let is_before = |other: &usize| self.units[*other].file.path < self.units[file].file.path;
        let counts = |other: &usize| needed.contains(other) || (is_before(other) && switches(other));
        // What one of them runs is part of it.
        let is_run = |other: &usize| self.runners(*other).any(|runner| counts(&runner));
        let left = others.iter().filter(|other| counts(other) && !is_run(other)).take(MOST_STATES);
        agreed(&left.map(|other| self.left_in_end(*other, depth + 1)).collect::<Vec<_>>())
    }

    /// The context in which a script ends.
    fn left_in_end(&self, file: usize, depth: usize) -> InForce {
        self.state(At { file, code: 0, scope: ScopeId(0), byte: u32::MAX }, depth)
    }

    /// The other files that run a script in their own session.
    fn runners(&self, file: usize) -> impl Iterator<Item = usize> {
        let runners = self.projects.of(FileId(file as u32)).graph.runners(FileId(file as u32));
        runners.into_iter().map(|(runner, _)| runner.0 as usize).filter(move |runner| *runner != file)
    }

    /// The other scripts of a folder with which a script is not linked.
    fn beside(&self, file: usize) -> Vec<usize> {
        let Some(same) = folder_of(&self.units[file]).and_then(|folder| self.folders.get(&folder)) else { return Vec::new() };
        let linked = self.projects.of(FileId(file as u32)).graph.nearest(FileId(file as u32));
        same.iter().copied().filter(|other| !linked.contains(&FileId(*other as u32))).collect()
    }

    /// Those of some scripts that give what a script needs and gives nowhere itself.
    fn needed(&self, file: usize, others: &[usize]) -> Vec<usize> {
        let mut free: FxHashMap<&str, bool> = FxHashMap::default();
        for parsed in self.units[file].codes.iter().map(|code| &code.parsed) {
            let objects: FxHashSet<Span> = parsed.members.iter().map(|member| member.object).collect();
            for usage in parsed.usages.iter().filter(|usage| !self.sites[file].gives(usage.name)) {
                let is_needed = usage.kind == UsageKind::Call || objects.contains(&usage.whole) || self.is_value(parsed, usage);
                if usage.path.len() == 1 && is_needed {
                    *free.entry(usage.name).or_default() |= usage.kind != UsageKind::Call;
                }
            }
        }
        let gives = |other: usize| {
            let mut given = self.sites[other].given(&self.units[other]);
            given.any(|(name, is_function)| free.get(name).is_some_and(|is_value| *is_value || is_function))
        };
        others.iter().copied().filter(|other| gives(*other)).collect()
    }

    /// Whether a name surely is that of a variable, and of no column: it stands in no call, or in the outermost one, first or as data.
    fn is_value(&self, parsed: &Parsed, usage: &Usage) -> bool {
        if usage.kind != UsageKind::Reference || usage.in_formula {
            return false;
        }
        let Some(call) = usage.inside.map(|call| &parsed.usages[call as usize]) else { return true };
        let flow = &self.index.ruleset().flow;
        let names_data =
            |name: &str| [&flow.reads, &flow.writes, &flow.context_arguments].iter().any(|names| names.iter().any(|known| known == name));
        let is_meant = |(at, argument): (usize, &Argument)| match argument.name {
            Some(name) => names_data(name.name) && argument.value == Shape::Name(usage.name),
            None => at == 0 && argument.span == usage.whole,
        };
        call.inside.is_none() && parsed.arguments_of(call).iter().enumerate().any(is_meant)
    }

    /// Whether a script sets a context, works on nothing itself and runs nothing that does.
    fn only_prepares(&self, file: usize) -> bool {
        let runs_none = self.projects.of(FileId(file as u32)).graph.run_at(FileId(file as u32)).is_empty();
        runs_none && !self.sites[file].calls.iter().any(|call| self.runs_somewhere(file, call.finding))
    }
}
