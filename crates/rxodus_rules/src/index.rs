//! Look-ups by name: from what stands in code to the rules that it may mean.

use rustc_hash::FxHashMap;

use crate::{Circumstances, Equivalent, Kind, Language, Package, Pattern, Ruleset, Symbol, TargetId, Trap};

/// A rule: a package, or one of its symbols.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId {
    /// Index in [`Ruleset::packages`].
    pub package: u16,
    /// Index in [`Package::symbols`]; `None` means the package itself.
    pub symbol: Option<u16>,
}

/// A ruleset with hash tables over the names that can stand in code.
pub struct RuleIndex {
    ruleset: Ruleset,
    names: [Names; 4],
    /// Indices in [`Package::traps`].
    traps: FxHashMap<RuleId, Vec<u16>>,
}

/// The tables of one language.
#[derive(Default)]
struct Names {
    exact: FxHashMap<Box<str>, Vec<RuleId>>,
    folded: FxHashMap<Box<[u8]>, Vec<RuleId>>,
    modules: FxHashMap<Box<str>, u16>,
    /// Of functions and methods with an argument that is code or a script.
    running: FxHashMap<Box<str>, Vec<RuleId>>,
}

/// No exported name is longer; a longer identifier is no misspelling of one.
const LONGEST: usize = 64;

impl RuleIndex {
    /// Indexes a ruleset.
    pub fn new(ruleset: Ruleset) -> Self {
        let mut names = [(); 4].map(|()| Names::default());
        let mut traps: FxHashMap<RuleId, Vec<u16>> = FxHashMap::default();
        for (p, package) in ruleset.packages.iter().enumerate() {
            let names = &mut names[package.language as usize];
            for module in &package.modules {
                names.modules.insert(module.as_str().into(), p as u16);
            }
            for (s, symbol) in package.symbols.iter().enumerate().filter(|(_, symbol)| symbol.stands_in_code(package.language)) {
                names.add(symbol, package.language, RuleId { package: p as u16, symbol: Some(s as u16) });
            }
            for (t, name) in package.traps.iter().enumerate().flat_map(|(t, trap)| trap.symbols.iter().map(move |name| (t, name))) {
                if let Ok(s) = package.symbols.binary_search_by(|symbol| symbol.name.cmp(name)) {
                    traps.entry(RuleId { package: p as u16, symbol: Some(s as u16) }).or_default().push(t as u16);
                }
            }
        }
        Self { ruleset, names, traps }
    }

    /// The rules.
    pub fn ruleset(&self) -> &Ruleset {
        &self.ruleset
    }

    /// The package of a rule.
    pub fn package(&self, rule: RuleId) -> &Package {
        &self.ruleset.packages[usize::from(rule.package)]
    }

    /// The symbol of a rule; `None` where the rule is the package itself.
    pub fn symbol(&self, rule: RuleId) -> Option<&Symbol> {
        rule.symbol.map(|symbol| &self.package(rule).symbols[usize::from(symbol)])
    }

    /// The id that reports print: `package/symbol`, and the bare name of a package for the package itself.
    pub fn id(&self, rule: RuleId) -> String {
        match self.symbol(rule) {
            Some(symbol) => format!("{}/{}", self.package(rule).name, symbol.name),
            None => self.package(rule).name.clone(),
        }
    }

    /// End of support of what a rule is about: that of its pattern, else that of its package.
    pub fn retired(&self, rule: RuleId) -> Option<jiff::civil::Date> {
        let pattern = self.symbol(rule).and_then(|symbol| symbol.pattern.as_ref());
        pattern.and_then(|pattern| pattern.retired).or(self.package(rule).retired)
    }

    /// Every pattern, with its rule.
    pub fn patterns(&self) -> impl Iterator<Item = (RuleId, &Pattern)> {
        let rules =
            self.ruleset.packages.iter().enumerate().flat_map(|(package, rules)| {
                (0..rules.symbols.len()).map(move |symbol| RuleId { package: package as u16, symbol: Some(symbol as u16) })
            });
        rules.filter_map(|rule| Some((rule, self.symbol(rule)?.pattern.as_ref()?)))
    }

    /// What a rule becomes on a target, by the first of its entries whose condition holds; the last has none. `None` where nobody looked.
    /// `circumstances` is asked only if there are conditions; `gives` tells of a formal whether the call gives it.
    pub fn equivalent(
        &self,
        rule: RuleId,
        target: TargetId,
        circumstances: &dyn Fn() -> Circumstances,
        gives: &dyn Fn(&str) -> bool,
    ) -> Option<&Equivalent> {
        let holds = |equivalent: &&Equivalent| equivalent.when.as_ref().is_none_or(|when| self.ruleset.flow.holds(when, circumstances(), gives));
        self.equivalents(rule, target).find(holds)
    }

    /// All entries of a rule on a target. An import of a module becomes what an import of its package becomes, unless the module has
    /// entries of its own.
    pub fn equivalents(&self, rule: RuleId, target: TargetId) -> impl Iterator<Item = &Equivalent> {
        let own = self.symbol(rule).filter(|symbol| !symbol.is_module() || !symbol.equivalents.is_empty());
        let equivalents = own.map_or(&self.package(rule).equivalents, |symbol| &symbol.equivalents);
        equivalents.iter().filter(move |equivalent| equivalent.target == target)
    }

    /// The traps that calls of a symbol can show on any target, sorted by id.
    pub fn all_traps(&self, rule: RuleId) -> impl Iterator<Item = &Trap> {
        let traps = self.traps.get(&rule).map_or(&[][..], Vec::as_slice);
        traps.iter().map(move |at| &self.package(rule).traps[usize::from(*at)])
    }

    /// The traps that calls of a symbol can show on a target, sorted by id.
    pub fn traps(&self, rule: RuleId, target: TargetId) -> impl Iterator<Item = &Trap> {
        self.all_traps(rule).filter(move |trap| trap.targets.contains(&target))
    }

    /// The rules of exactly this name, or of a known variant of it.
    pub fn exact(&self, language: Language, name: &str) -> &[RuleId] {
        self.names[language as usize].exact.get(name).map_or(&[], Vec::as_slice)
    }

    /// The functions, and the methods of whatever class, of this name that have an argument which is code or a script.
    pub fn running(&self, language: Language, name: &str) -> &[RuleId] {
        self.names[language as usize].running.get(name).map_or(&[], Vec::as_slice)
    }

    /// The rules of this name in whatever case; unmistakable names only, but in T-SQL all.
    pub fn any_case(&self, language: Language, name: &str) -> &[RuleId] {
        let mut buffer = [0; LONGEST];
        let Some(folded) = buffer.get_mut(..name.len()) else { return &[] };
        folded.copy_from_slice(name.as_bytes());
        folded.make_ascii_lowercase();
        self.names[language as usize].folded.get(&*folded).map_or(&[], Vec::as_slice)
    }

    /// Whether the name, in whatever case, is an exported one.
    pub fn may_mean(&self, language: Language, name: &str) -> bool {
        !self.exact(language, name).is_empty() || !self.any_case(language, name).is_empty()
    }

    /// The package that this module belongs to: by a rule for exactly this module, else by the nearest module above it that
    /// belongs to a package as a whole.
    pub fn module(&self, language: Language, module: &str) -> Option<RuleId> {
        if let Some(rule) = self.exact(language, module).iter().find(|rule| self.symbol(**rule).is_some_and(Symbol::is_module)) {
            return Some(RuleId { symbol: None, ..*rule });
        }
        let mut name = module;
        loop {
            if let Some(&package) = self.names[language as usize].modules.get(name) {
                return Some(RuleId { package, symbol: None });
            }
            match name.rsplit_once('.') {
                Some((above, _)) if language == Language::Python => name = above,
                _ => return None,
            }
        }
    }

    /// Whether this module belongs to a package, or is above one that does, as `a` is above `a.b`.
    pub fn is_on_the_way(&self, language: Language, module: &str) -> bool {
        let above = |name: &str| name.strip_prefix(module).is_some_and(|rest| rest.starts_with('.'));
        self.module(language, module).is_some() || self.names[language as usize].modules.keys().any(|name| above(name))
    }

    /// The symbol of this package that has this name in whatever case; unmistakable names only.
    pub fn symbol_of_any_case(&self, package: RuleId, name: &str) -> Option<RuleId> {
        let language = self.package(package).language;
        self.any_case(language, name).iter().copied().find(|rule| rule.package == package.package)
    }

    /// The symbol of this package that has exactly this name.
    pub fn symbol_of(&self, package: RuleId, name: &str) -> Option<RuleId> {
        let language = self.package(package).language;
        self.exact(language, name).iter().copied().find(|rule| rule.package == package.package)
    }
}

impl Names {
    fn add(&mut self, symbol: &Symbol, language: Language, rule: RuleId) {
        for name in symbol.names() {
            self.exact.entry(name.as_str().into()).or_default().push(rule);
        }
        if symbol.roles.iter().any(|role| role.argument().is_some()) {
            let name = symbol.name.rsplit('.').next().filter(|_| language == Language::Python).unwrap_or(&symbol.name);
            self.running.entry(name.into()).or_default().push(rule);
        }
        // T-SQL does not tell case apart.
        if !symbol.common || language == Language::Sql {
            self.folded.entry(symbol.name.to_ascii_lowercase().into_bytes().into()).or_default().push(rule);
        }
    }
}

impl Symbol {
    /// The true name and its known variants.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.variants)
    }

    /// Whether the name can stand in code as an identifier that means this symbol.
    pub fn stands_in_code(&self, language: Language) -> bool {
        self.kinds.iter().any(|kind| match kind {
            Kind::HelpTopic | Kind::Pattern => false,
            Kind::Option => language == Language::Sql,
            Kind::Dataset => language != Language::R,
            _ => true,
        })
    }

    /// Whether it is a Python module.
    pub fn is_module(&self) -> bool {
        self.kinds == [Kind::Module]
    }

    /// Whether the symbol has this role; an argument of the role does not matter.
    pub fn has_role(&self, role: &crate::Role) -> bool {
        self.roles.iter().any(|own| std::mem::discriminant(own) == std::mem::discriminant(role))
    }
}

impl Package {
    /// Whether a bare module or library name means this package.
    pub fn is_module(&self, name: &str) -> bool {
        self.modules.iter().any(|module| module == name)
    }
}
