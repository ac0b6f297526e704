//! Names that a user gives, as rules: what a name means, and what it may have been meant to be.

use rxodus_rules::{RuleId, RuleIndex, Ruleset, Target};

use crate::escape::escape;

/// How many names are offered.
const OFFERED: usize = 5;

/// The rules that a name means: `package`, `symbol`, `package/symbol`, `package::symbol` or, where nothing is called so, `package.symbol`, in any
/// language. Where nothing has exactly this name, its case does not matter.
pub fn rules_of_name(index: &RuleIndex, name: &str) -> Vec<RuleId> {
    let (package, symbol) = parts(name);
    let named = rules_of(index, package, symbol);
    let dots = name.match_indices('.').map(|(at, _)| (&name[..at], &name[at + 1..]));
    let dotted = || dots.map(|(package, symbol)| rules_of(index, Some(package), symbol)).find(|rules| !rules.is_empty()).unwrap_or_default();
    if named.is_empty() { dotted() } else { named }
}

fn rules_of(index: &RuleIndex, package: Option<&str>, symbol: &str) -> Vec<RuleId> {
    let matching = |same: fn(&str, &str) -> bool| -> Vec<RuleId> {
        let means = |rule: &RuleId| {
            names(index, *rule).any(|known| same(known, symbol)) && package.is_none_or(|package| in_package(index, *rule, package, same))
        };
        all_rules(index).filter(means).collect()
    };
    let exact = matching(|a, b| a == b);
    if exact.is_empty() { matching(str::eq_ignore_ascii_case) } else { exact }
}

/// The ids of the rules whose names are closest, best first; empty where nothing is close.
pub fn suggest(index: &RuleIndex, name: &str) -> Vec<String> {
    let (package, symbol) = parts(name);
    let wanted = symbol.to_lowercase();
    let limit = wanted.chars().count().div_ceil(4);
    let distance = |rule: RuleId| -> Option<(usize, usize)> {
        let nearest = names(index, rule).filter_map(|known| near(&known.to_lowercase(), &wanted, limit)).min()?;
        let elsewhere = package.is_some_and(|package| !in_package(index, rule, package, str::eq_ignore_ascii_case));
        Some((nearest, usize::from(elsewhere)))
    };
    let mut close: Vec<_> = all_rules(index).filter_map(|rule| Some((distance(rule)?, escape(&index.id(rule))))).collect();
    close.sort();
    close.into_iter().map(|(_, id)| id).take(OFFERED).collect()
}

/// The ids of the platforms whose names are closest, best first; empty where nothing is close.
pub fn suggest_platforms(ruleset: &Ruleset, name: &str) -> Vec<String> {
    closest(ruleset.platforms.iter().flat_map(|platform| platform.names().map(|known| (known, platform.id.as_str()))), name)
}

/// The ids of the targets whose names are closest, best first; empty where nothing is close.
pub fn suggest_targets<'r>(ruleset: &'r Ruleset, name: &str) -> Vec<String> {
    let names = |target: &'r Target| std::iter::once(&target.id).chain(&target.aliases).map(|known| (known.as_str(), target.id.as_str()));
    closest(ruleset.targets.iter().flat_map(names), name)
}

/// Of names and what they are names of, what is closest.
fn closest<'r>(known: impl Iterator<Item = (&'r str, &'r str)>, name: &str) -> Vec<String> {
    let wanted = name.to_lowercase();
    let limit = wanted.chars().count().div_ceil(4);
    let mut close: Vec<_> = known.filter_map(|(known, id)| Some((near(&known.to_lowercase(), &wanted, limit)?, id))).collect();
    close.sort_unstable();
    let mut ids: Vec<String> = Vec::new();
    for (_, id) in close {
        if !ids.iter().any(|known| known == id) {
            ids.push(escape(id));
        }
    }
    ids.truncate(OFFERED);
    ids
}

/// How far a known name is from the wanted one; nothing where it is too far. A beginning counts as near.
fn near(known: &str, wanted: &str, limit: usize) -> Option<usize> {
    if wanted.chars().count() > 3 && known.starts_with(wanted) {
        return Some(1);
    }
    Some(strsim::osa_distance(known, wanted)).filter(|distance| *distance <= limit && *distance < known.len().min(wanted.len()))
}

/// The package, if the name has one, and the rest.
fn parts(name: &str) -> (Option<&str>, &str) {
    let split = name.split_once('/').or_else(|| name.split_once("::"));
    split.map_or((None, name), |(package, symbol)| (Some(package), symbol.trim_start_matches(':')))
}

fn in_package(index: &RuleIndex, rule: RuleId, package: &str, same: fn(&str, &str) -> bool) -> bool {
    let known = index.package(rule);
    same(&known.name, package) || known.modules.iter().any(|module| same(module, package))
}

/// The packages, then their symbols.
fn all_rules(index: &RuleIndex) -> impl Iterator<Item = RuleId> {
    let packages = index.ruleset().packages.iter().enumerate();
    packages.flat_map(|(p, package)| {
        let rule = move |symbol| RuleId { package: p as u16, symbol };
        std::iter::once(rule(None)).chain((0..package.symbols.len()).map(move |s| rule(Some(s as u16))))
    })
}

/// All names by which a rule may be called.
fn names(index: &RuleIndex, rule: RuleId) -> impl Iterator<Item = &str> {
    let package = index.package(rule);
    let (name, others) = index.symbol(rule).map_or((&package.name, &package.modules), |symbol| (&symbol.name, &symbol.variants));
    std::iter::once(name).chain(others).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toy::Toy;

    #[test]
    fn a_name_means_its_rules() {
        let toy = Toy::new("a.R", "");
        let ids = |name: &str| rules_of_name(&toy.index, name).into_iter().map(|rule| toy.index.id(rule)).collect::<Vec<_>>();
        assert_eq!(ids("oldFit"), ["Oldpack/oldFit"]);
        assert_eq!(ids("OLDPACK::oldfit"), ["Oldpack/oldFit"]);
        assert_eq!(ids("oldpack"), ["Oldpack"]);
        assert_eq!(ids("Oldpack.oldFit"), ["Oldpack/oldFit"]);
        assert!(ids("Otherpack/oldFit").is_empty() && ids("Otherpack.oldFit").is_empty());
    }

    #[test]
    fn a_misspelt_name_is_not_far() {
        let toy = Toy::new("a.R", "");
        assert_eq!(suggest(&toy.index, "oldFti"), ["Oldpack/oldFit"]);
        assert_eq!(suggest(&toy.index, "oldpack/oldsums"), ["Oldpack/oldSum"]);
        assert_eq!(suggest(&toy.index, "oldp"), ["Oldpack"]);
        assert!(suggest(&toy.index, "mean").is_empty());
    }
}
