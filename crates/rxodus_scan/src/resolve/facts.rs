//! What is looked up again and again in a file, gathered once.

use rustc_hash::{FxHashMap, FxHashSet};
use rxodus_rules::{Language, RuleId, RuleIndex};
use rxodus_source::{Language as SourceLanguage, Span};
use rxodus_syntax::{Assignment, Attach, AttachKind, ScopeId};

use crate::{
    AttachedBy,
    unit::{Code, Session, Unit},
};

/// Facts about all the code of a file.
pub(crate) struct Facts<'a> {
    unit: &'a Unit<'a>,
    /// Code and index of each assignment, by the session and the name that it gives a value.
    assignments: FxHashMap<Session, FxHashMap<&'a str, Vec<(u32, u32)>>>,
    /// Where a session first attaches each retired R package.
    attached: FxHashMap<(Session, RuleId), Span>,
    /// Where a session imports a name of a retired R package, which does not attach it.
    imported: FxHashMap<(Session, RuleId, &'a str), Span>,
    /// The retired R packages that an unmistakable name in a session proves: their ordinary names are visible as well.
    proven: FxHashSet<(Session, RuleId)>,
    /// The packages of which the file imports a Python module.
    modules: FxHashSet<RuleId>,
    /// For each retired package that another file of the project attaches, the nearest place.
    nearest: FxHashMap<RuleId, AttachedBy>,
}

impl<'a> Facts<'a> {
    /// Gathers them.
    pub(crate) fn new(unit: &'a Unit<'a>, nearest: FxHashMap<RuleId, AttachedBy>, index: &RuleIndex) -> Self {
        let mut facts = Self {
            unit,
            assignments: FxHashMap::default(),
            attached: FxHashMap::default(),
            imported: FxHashMap::default(),
            proven: FxHashSet::default(),
            modules: FxHashSet::default(),
            nearest,
        };
        for (number, code) in unit.codes.iter().enumerate() {
            facts.add_assignments(number, code);
            code.parsed.attaches.iter().for_each(|attach| facts.add_attach(code.session, attach, index));
            facts.add_proof(code, index);
        }
        for entries in facts.assignments.values_mut().flat_map(FxHashMap::values_mut) {
            entries.sort_by_key(|(code, at)| (*code, unit.codes[*code as usize].parsed.assignments[*at as usize].since));
        }
        facts
    }

    fn add_assignments(&mut self, number: usize, code: &'a Code<'a>) {
        let of_session = self.assignments.entry(code.session).or_default();
        for (at, assignment) in code.parsed.assignments.iter().enumerate() {
            of_session.entry(assignment.name.name).or_default().push((number as u32, at as u32));
        }
    }

    fn add_attach(&mut self, session: Session, attach: &Attach<'a>, index: &RuleIndex) {
        if attach.kind == AttachKind::Import {
            self.modules.extend(index.module(Language::Python, attach.module.name));
        }
        let Some(package) = index.module(Language::R, attach.module.name) else { return };
        if attach.kind == AttachKind::Attach {
            self.attached.entry((session, package)).or_insert(attach.module.span);
        }
        for imported in attach.names.iter().filter(|_| attach.kind == AttachKind::Load) {
            self.imported.entry((session, package, imported.local)).or_insert(attach.module.span);
        }
    }

    fn add_proof(&mut self, code: &Code, index: &RuleIndex) {
        let usages = code.parsed.usages.iter().filter(|usage| code.parsed.language == SourceLanguage::R && usage.path.len() == 1);
        let rules = usages.flat_map(|usage| index.exact(Language::R, usage.name));
        let telling = rules.filter(|rule| index.symbol(**rule).is_some_and(|symbol| !symbol.common));
        self.proven.extend(telling.map(|rule| (code.session, RuleId { symbol: None, ..*rule })));
    }

    /// The assignments to a name in a code that hold at a byte of the raw file, in the order in which they begin to hold.
    pub(crate) fn in_code(&self, number: usize, name: &str, until: u32) -> impl DoubleEndedIterator<Item = &'a Assignment<'a>> {
        let [_, own, _] = self.around(number, name);
        let held = own.partition_point(|entry| self.assignment(*entry).1.since <= until);
        own[..held].iter().map(|entry| self.assignment(*entry).1)
    }

    /// The assignments to a name at the level of the file in the other codes of the same session and language: those before from the nearest
    /// upward, then those behind.
    pub(crate) fn in_other_codes(&self, number: usize, name: &str) -> impl Iterator<Item = &'a Assignment<'a>> {
        let language = self.unit.codes[number].parsed.language;
        let is_outside = |code: &Code| code.host.is_none_or(|host| host.scope == ScopeId(0));
        let visible =
            move |(code, assignment): &(&Code, &Assignment)| code.parsed.language == language && assignment.scope == ScopeId(0) && is_outside(code);
        let [above, _, below] = self.around(number, name);
        above.iter().rev().chain(below).map(|entry| self.assignment(*entry)).filter(visible).map(|(_, assignment)| assignment)
    }

    /// The entries of a name in the codes before, in this one, and in those behind.
    fn around(&self, number: usize, name: &str) -> [&[(u32, u32)]; 3] {
        let of_session = self.assignments.get(&self.unit.codes[number].session);
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
        self.seen_by(session, |session| self.attached.get(&(session, package)).copied())
    }

    /// Where the file imports this name of a package alone.
    pub(crate) fn imports(&self, session: Session, package: RuleId, name: &'a str) -> Option<Span> {
        self.seen_by(session, |session| self.imported.get(&(session, package, name)).copied())
    }

    /// Whether an unmistakable name proves the package.
    pub(crate) fn proves(&self, session: Session, package: RuleId) -> bool {
        self.seen_by(session, |session| self.proven.contains(&(session, package)).then_some(())).is_some()
    }

    fn seen_by<T>(&self, session: Session, look: impl Fn(Session) -> Option<T>) -> Option<T> {
        look(session).or_else(|| session.sees_file().then(|| look(Session::FILE)).flatten())
    }

    /// Whether the file imports a Python module of the package of a rule.
    pub(crate) fn imports_module_of(&self, rule: RuleId) -> bool {
        self.modules.contains(&RuleId { symbol: None, ..rule })
    }

    /// Where another file of the project attaches a package, nearest to this one.
    pub(crate) fn nearest(&self, package: RuleId) -> Option<AttachedBy> {
        self.nearest.get(&package).copied()
    }
}
