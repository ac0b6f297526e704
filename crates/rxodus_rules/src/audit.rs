//! Which entries of the rules somebody should look at again: old ones, unsure ones, and those whose call nobody verified.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::{Confidence, Equivalent, Language, Package, Platform, Ruleset, Symbol};

/// What an audit found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// Every entry that was looked at.
    pub entries: usize,
    /// Entries that name no call, so that none can be verified.
    pub without_call: usize,
    /// Entries to look at again, by file and in its order.
    pub doubtful: Vec<Doubtful>,
}

/// An entry to look at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubtful {
    /// The file, in the form of a rule file's path.
    pub file: String,
    /// What the entry is about: a rule, or a platform.
    pub about: String,
    /// The target; absent where the entry is about none.
    pub target: Option<String>,
    /// The day on which its sources were read.
    pub checked: Date,
    /// How sure its author is.
    pub confidence: Confidence,
    /// The call that it proposes, if any.
    pub call: Option<String>,
    /// Why; never empty.
    pub doubts: Vec<Doubt>,
}

/// Why somebody should look at an entry again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// Its sources were read too long ago.
    Old,
    /// Its author was not sure.
    LowConfidence,
    /// Nobody verified that what it calls exists.
    Unverified,
}

impl Doubt {
    /// Every doubt.
    pub const ALL: [Self; 3] = [Self::Old, Self::LowConfidence, Self::Unverified];

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::LowConfidence => "low-confidence",
            Self::Unverified => "unverified",
        }
    }
}

/// Looks at every equivalent, pattern and platform. What was checked before `oldest` is old.
pub fn audit(ruleset: &Ruleset, oldest: Date) -> Audit {
    let verified: BTreeSet<&str> = ruleset.verified.iter().flat_map(|library| &library.names).map(String::as_str).collect();
    let mut audit = Audit { entries: 0, without_call: 0, doubtful: Vec::new() };
    for entry in ruleset.packages.iter().flat_map(|package| of_package(ruleset, package)).chain(ruleset.platforms.iter().map(of_platform)) {
        audit.entries += 1;
        audit.without_call += usize::from(entry.call.is_none());
        let doubts = doubts(&entry, oldest, &verified);
        audit.doubtful.extend((!doubts.is_empty()).then_some(Doubtful { doubts, ..entry }));
    }
    audit.doubtful.sort_by(|a, b| a.file.cmp(&b.file));
    audit
}

fn doubts(entry: &Doubtful, oldest: Date, verified: &BTreeSet<&str>) -> Vec<Doubt> {
    let holds = |doubt: &Doubt| match doubt {
        Doubt::Old => entry.checked < oldest,
        Doubt::LowConfidence => entry.confidence == Confidence::Low,
        Doubt::Unverified => entry.call.as_ref().is_some_and(|call| !verified.contains(call.as_str())),
    };
    Doubt::ALL.into_iter().filter(holds).collect()
}

/// The patterns and equivalents of a package. One about the package and a symbol of its name is given once.
fn of_package<'r>(ruleset: &'r Ruleset, package: &'r Package) -> impl Iterator<Item = Doubtful> + 'r {
    let own = package.equivalents.iter().map(move |entry| of_equivalent(ruleset, package, package.name.clone(), entry));
    let symbols = package.symbols.iter().filter(|symbol| symbol.name != package.name);
    let of_symbol = move |symbol: &'r Symbol| {
        let id = format!("{}/{}", package.name, symbol.name);
        symbol.equivalents.iter().map(move |entry| of_equivalent(ruleset, package, id.clone(), entry))
    };
    own.chain(symbols.flat_map(of_symbol)).chain(package.symbols.iter().filter_map(move |symbol| of_pattern(package, symbol)))
}

fn of_equivalent(ruleset: &Ruleset, package: &Package, about: String, entry: &Equivalent) -> Doubtful {
    let target = &ruleset.targets[usize::from(entry.target.0)].id;
    Doubtful {
        file: format!("{}/on/{target}.toml", package.folder()),
        about,
        target: Some(target.clone()),
        checked: entry.checked,
        confidence: entry.confidence,
        call: entry.call.clone(),
        doubts: Vec::new(),
    }
}

fn of_pattern(package: &Package, symbol: &Symbol) -> Option<Doubtful> {
    let pattern = symbol.pattern.as_ref()?;
    Some(Doubtful {
        file: format!("{}/patterns.toml", package.folder()),
        about: format!("{}/{}", package.name, symbol.name),
        target: None,
        checked: pattern.checked,
        confidence: pattern.confidence,
        call: None,
        doubts: Vec::new(),
    })
}

fn of_platform(platform: &Platform) -> Doubtful {
    Doubtful {
        file: "platforms.toml".to_owned(),
        about: platform.id.clone(),
        target: None,
        checked: platform.checked,
        confidence: platform.confidence,
        call: None,
        doubts: Vec::new(),
    }
}

impl Package {
    /// Its folder among the rule files.
    pub fn folder(&self) -> String {
        let above = match self.language {
            Language::R => "R",
            Language::Python => "Python",
            Language::Sql => "SQL",
            Language::Text => "Text",
        };
        format!("{above}/{}", self.name)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{load, toy};

    #[test]
    fn doubts_are_told_by_file() {
        let ruleset = load(&toy::files()).expect("a checked ruleset");
        let found = audit(&ruleset, date(2026, 11, 21));
        assert_eq!((found.entries, found.without_call), (9, 8));
        let told: Vec<_> = found.doubtful.iter().map(|entry| (entry.file.as_str(), entry.about.as_str(), entry.doubts.as_slice())).collect();
        assert_eq!(told, [("R/toybox/on/near.toml", "toybox/toyOld", &[Doubt::LowConfidence][..]), ("platforms.toml", "playroom", &[Doubt::Old])]);
        let unverified = audit(&Ruleset { verified: Vec::new(), ..ruleset }, date(2026, 11, 21)).doubtful;
        assert_eq!((unverified[0].about.as_str(), unverified[0].call.as_deref()), ("toybox/toyFit", Some("lib::fit")));
        assert_eq!(unverified[0].doubts, [Doubt::Unverified]);
    }
}
