//! The equivalents with what they are about.

use rxodus_rules::{Equivalent, Package, Ruleset, Symbol};

/// An equivalent with its package and its symbol.
#[derive(Clone, Copy)]
pub(super) struct Entry<'r> {
    pub(super) package: &'r Package,
    /// Absent where the entry is about the package itself.
    pub(super) symbol: Option<&'r Symbol>,
    pub(super) equivalent: &'r Equivalent,
    /// The target's id.
    pub(super) target: &'r str,
}

impl Entry<'_> {
    /// The rule.
    pub(super) fn id(&self) -> String {
        let name = self.symbol.map_or(String::new(), |symbol| format!("/{}", symbol.name));
        format!("{}{name}", self.package.name)
    }

    /// The rule and the target, for a reader.
    pub(super) fn title(&self) -> String {
        format!("{} on {}", self.id(), self.target)
    }
}

/// All of them. One about a package and a module of its name stands with both, and is given once.
pub(super) fn entries(ruleset: &Ruleset) -> impl Iterator<Item = Entry<'_>> {
    ruleset.packages.iter().flat_map(move |package| {
        let own = package.equivalents.iter().map(|equivalent| (None, equivalent));
        let symbols = package.symbols.iter().filter(|symbol| symbol.name != package.name);
        let all = own.chain(symbols.flat_map(|symbol| symbol.equivalents.iter().map(move |equivalent| (Some(symbol), equivalent))));
        all.map(move |(symbol, equivalent)| Entry { package, symbol, equivalent, target: &ruleset.targets[usize::from(equivalent.target.0)].id })
    })
}
