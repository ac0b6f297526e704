//! What is looked up again and again in a file, gathered once.

use rustc_hash::{FxHashMap, FxHashSet};
use rxodus_rules::{Language, RuleId, RuleIndex};
use rxodus_source::{Language as SourceLanguage, Span};
use rxodus_syntax::{Assignment, Attach, AttachKind, ScopeId, Segment, Value};

use crate::{
    AttachedBy, FileId,
    link::{Export, Projects},
    unit::{Code, Session, Unit},
};

/// Code and index of each assignment, by the name that it gives a value.
type Entries<'a> = FxHashMap<&'a str, Vec<(u32, u32)>>;

/// Which assignments count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// All of them.
    All,
    /// Those that a call may mean.
    Callable,
}

/// Facts about all the code of a file.
pub(crate) struct Facts<'a> {
    unit: &'a Unit<'a>,
    /// Those among them that a call may mean: functions, parameters, and what a loop or a list has.
    callable: FxHashMap<Session, Entries<'a>>,
    /// The assignments of each session.
    assignments: FxHashMap<Session, Entries<'a>>,
    /// Where a session first attaches each retired R package.
    attached: FxHashMap<(Session, RuleId), Span>,
    /// Where a session imports a name of a retired R package, which does not attach it.
    imported: FxHashMap<(Session, RuleId, &'a str), Span>,
    /// The same of names that are given another one: symbol and place.
    renamed: FxHashMap<(Session, &'a str), (RuleId, Span)>,
    /// The retired R packages that an unmistakable name in a session proves: their ordinary names are visible as well.
    proven: FxHashSet<(Session, RuleId)>,
    /// The packages of which the file imports a Python module.
    modules: FxHashSet<RuleId>,
    /// The modules of the project's own that the file imports.
    own_modules: FxHashSet<String>,
    /// What names are that the file imports from modules of the project's own, which have them from retired ones: by module and name.
    passed_on: FxHashMap<&'a str, FxHashMap<&'a str, Export<'a>>>,
    /// `from module import *` of retired modules and of the project's own, in the order of the text.
    stars: FxHashMap<Session, Vec<Segment<'a>>>,
    /// For each retired package that another file of the project attaches, the nearest place.
    nearest: FxHashMap<RuleId, AttachedBy>,
}

impl<'a> Facts<'a> {
    /// Gathers them.
    pub(crate) fn new(file: FileId, unit: &'a Unit<'a>, projects: &Projects<'a>, index: &'a RuleIndex) -> Self {
        let mut facts = Self {
            unit,
            callable: FxHashMap::default(),
            assignments: FxHashMap::default(),
            attached: FxHashMap::default(),
            imported: FxHashMap::default(),
            renamed: FxHashMap::default(),
            proven: FxHashSet::default(),
            modules: FxHashSet::default(),
            own_modules: FxHashSet::default(),
            passed_on: FxHashMap::default(),
            stars: FxHashMap::default(),
            nearest: projects.of(file).nearest(file, &unit.file.path),
        };
        for (number, code) in unit.codes.iter().enumerate() {
            facts.add_assignments(number, code);
            for attach in &code.parsed.attaches {
                facts.add_attach(code.session, attach, index);
                if attach.kind == AttachKind::Import && index.module(Language::Python, attach.module.name).is_none() {
                    facts.add_import(file, code.session, attach, projects, index);
                }
            }
            facts.add_proof(code, index);
        }
        for entries in facts.assignments.values_mut().chain(facts.callable.values_mut()).flat_map(FxHashMap::values_mut) {
            entries.sort_by_key(|(code, at)| (*code, unit.codes[*code as usize].parsed.assignments[*at as usize].since));
        }
        facts
    }

    fn add_assignments(&mut self, number: usize, code: &'a Code<'a>) {
        let (all, callable) = (self.assignments.entry(code.session).or_default(), self.callable.entry(code.session).or_default());
        for (at, assignment) in code.parsed.assignments.iter().enumerate() {
            all.entry(assignment.name.name).or_default().push((number as u32, at as u32));
            if matches!(assignment.value, Value::Function | Value::Parameter | Value::Element) {
                callable.entry(assignment.name.name).or_default().push((number as u32, at as u32));
            }
        }
    }

    fn add_attach(&mut self, session: Session, attach: &Attach<'a>, index: &RuleIndex) {
        if attach.kind == AttachKind::Import {
            let package = index.module(Language::Python, attach.module.name);
            self.modules.extend(package);
            self.stars.entry(session).or_default().extend(attach.star.filter(|_| package.is_some()).map(|_| attach.module));
        }
        let Some(package) = index.module(Language::R, attach.module.name) else { return };
        if attach.kind == AttachKind::Attach {
            self.attached.entry((session, package)).or_insert(attach.module.span);
        }
        for imported in attach.names.iter().filter(|_| attach.kind == AttachKind::Load) {
            self.imported.entry((session, package, imported.local)).or_insert(attach.module.span);
            if let Some(rule) = index.symbol_of(package, imported.name.name).filter(|_| imported.local != imported.name.name) {
                self.renamed.entry((session, imported.local)).or_insert((rule, attach.module.span));
            }
        }
    }

    /// An import of a module that belongs to no retired package.
    fn add_import(&mut self, file: FileId, session: Session, attach: &Attach<'a>, projects: &Projects<'a>, index: &'a RuleIndex) {
        let module = attach.module.name;
        let inner = attach.names.iter().map(|name| inner(module, name.name.name));
        let named = inner.chain(attach.names.is_empty().then(|| module.to_owned()));
        self.own_modules.extend(named.filter(|name| projects.has_module(file, name)));
        if !projects.has_module(file, module) {
            return;
        }
        self.stars.entry(session).or_default().extend(attach.star.map(|_| attach.module));
        let exports = attach.names.iter().filter_map(|name| Some((name.name.name, projects.export(file, module, name.name.name, index)?)));
        self.passed_on.entry(module).or_default().extend(exports);
    }

    fn add_proof(&mut self, code: &Code, index: &RuleIndex) {
        let usages = code.parsed.usages.iter().filter(|usage| code.parsed.language == SourceLanguage::R && usage.path.len() == 1);
        let rules = usages.flat_map(|usage| index.exact(Language::R, usage.name));
        let telling = rules.filter(|rule| index.symbol(**rule).is_some_and(|symbol| !symbol.common));
        self.proven.extend(telling.map(|rule| (code.session, RuleId { symbol: None, ..*rule })));
    }

    /// The assignments to a name in a code that hold at a byte of the raw file, in the order in which they begin to hold.
    pub(crate) fn in_code(&self, which: Which, number: usize, name: &str, until: u32) -> impl DoubleEndedIterator<Item = &'a Assignment<'a>> {
        let [_, own, _] = self.around(which, number, name);
        let held = own.partition_point(|entry| self.assignment(*entry).1.since <= until);
        own[..held].iter().map(|entry| self.assignment(*entry).1)
    }

    /// The assignments to a name at the level of the file in the other codes of the same session and language: those before from the nearest
    /// upward, then those behind.
    pub(crate) fn in_other_codes(&self, which: Which, number: usize, name: &str) -> impl Iterator<Item = &'a Assignment<'a>> {
        let language = self.unit.codes[number].parsed.language;
        let is_outside = |code: &Code| code.host.is_none_or(|host| host.scope == ScopeId(0));
        let visible =
            move |(code, assignment): &(&Code, &Assignment)| code.parsed.language == language && assignment.scope == ScopeId(0) && is_outside(code);
        let [above, _, below] = self.around(which, number, name);
        above.iter().rev().chain(below).map(|entry| self.assignment(*entry)).filter(visible).map(|(_, assignment)| assignment)
    }

    /// The entries of a name in the codes before, in this one, and in those behind.
    fn around(&self, which: Which, number: usize, name: &str) -> [&[(u32, u32)]; 3] {
        let sessions = if which == Which::Callable { &self.callable } else { &self.assignments };
        let of_session = sessions.get(&self.unit.codes[number].session);
        let Some(entries) = of_session.and_then(|names| names.get(name)) else { return [&[], &[], &[]] };
        let (above, rest) = entries.split_at(entries.partition_point(|(code, _)| (*code as usize) < number));
        let (own, below) = rest.split_at(rest.partition_point(|(code, _)| (*code as usize) == number));
        [above, own, below]
    }

    fn assignment(&self, (code, at): (u32, u32)) -> (&'a Code<'a>, &'a Assignment<'a>) {
        let code = &self.unit.codes[code as usize];
        (code, &code.parsed.assignments[at as usize])
    }

    /// Where the file attaches a package, as far as a session sees it.
    pub(crate) fn attaches(&self, session: Session, package: RuleId) -> Option<Span> {
        seen_by(session, |session| self.attached.get(&(session, package)).copied())
    }

    /// Where the file imports this name of a package alone.
    pub(crate) fn imports(&self, session: Session, package: RuleId, name: &'a str) -> Option<Span> {
        seen_by(session, |session| self.imported.get(&(session, package, name)).copied())
    }

    /// What of a package the file imports under this name, and where.
    pub(crate) fn renamed(&self, session: Session, name: &'a str) -> Option<(RuleId, Span)> {
        seen_by(session, |session| self.renamed.get(&(session, name)).copied())
    }

    /// Whether an unmistakable name proves the package.
    pub(crate) fn proves(&self, session: Session, package: RuleId) -> bool {
        seen_by(session, |session| self.proven.contains(&(session, package)).then_some(())).is_some()
    }

    /// Whether the file imports a Python module of the package of a rule.
    pub(crate) fn imports_module_of(&self, rule: RuleId) -> bool {
        self.modules.contains(&RuleId { symbol: None, ..rule })
    }

    /// What a name is that the file imports from a module of the project's own, which has it from a retired one.
    pub(crate) fn passed_on(&self, module: &str, name: &str) -> Option<Export<'a>> {
        self.passed_on.get(module)?.get(name).copied()
    }

    /// Whether the file imports this module, which is one of the project's own.
    pub(crate) fn is_own_module(&self, module: &str) -> bool {
        self.own_modules.contains(module)
    }

    /// The modules of which a session imports every name.
    pub(crate) fn stars(&self, session: Session) -> &[Segment<'a>] {
        self.stars.get(&session).map_or(&[], Vec::as_slice)
    }

    /// Where another file of the project attaches a package, nearest to this one.
    pub(crate) fn nearest(&self, package: RuleId) -> Option<AttachedBy> {
        self.nearest.get(&package).copied()
    }
}

/// A module inside another one, which may be relative: `.a` of `.`.
pub(crate) fn inner(module: &str, name: &str) -> String {
    if module.ends_with('.') { format!("{module}{name}") } else { format!("{module}.{name}") }
}

/// What is found in a session, else in the file's own if that one can be seen.
fn seen_by<T>(session: Session, look: impl Fn(Session) -> Option<T>) -> Option<T> {
    look(session).or_else(|| session.sees_file().then(|| look(Session::FILE)).flatten())
}
