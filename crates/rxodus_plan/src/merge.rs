//! Facts of several runs as one: of repositories side by side, and of parts that make a whole. The order in which they come plays no role.

use std::collections::BTreeMap;

use crate::{Facts, FileFacts, FindingFacts, LinkFacts, PackageFacts, Repository, RuleFacts};

/// Stands between the marks of several rulesets.
const AND: char = '+';

/// Why these cannot be put together, in words that follow the name of a plan; empty where they can.
pub fn conflicts(parts: &[Facts]) -> Vec<String> {
    let Some((first, others)) = parts.split_first() else { return vec!["there is nothing to put together".to_owned()] };
    let mut found: Vec<String> = others.iter().flat_map(|other| against(first, other)).collect();
    for (at, one) in parts.iter().enumerate() {
        for other in &parts[at + 1..] {
            found.extend(of_repositories(one, other));
        }
    }
    found.sort();
    found.dedup();
    found
}

fn against(first: &Facts, other: &Facts) -> Vec<String> {
    let name = |facts: &Facts| facts.repositories.iter().map(|repository| repository.name.as_str()).collect::<Vec<_>>().join(", ");
    let of = format!("the plans of `{}` and `{}`", name(first), name(other));
    let ids = |facts: &Facts| facts.targets.iter().map(|target| target.id.clone()).collect::<Vec<_>>();
    let mut found = Vec::new();
    if ids(first) != ids(other) {
        // What they know of rules then differs as well, which says no more.
        let (one, another) = (ids(first).join(", "), ids(other).join(", "));
        return vec![format!("{of} are for different targets ({one} against {another}): make them for the same")];
    }
    if first.effort != other.effort {
        found.push(format!("{of} are priced in different ways: make them with the same version"));
    }
    if first.profile != other.profile {
        found.push(format!("{of} value a point differently: give them the same [plan] in rxodus.toml"));
    }
    let rules: BTreeMap<&str, &RuleFacts> = first.rules.iter().map(|rule| (rule.id.as_str(), rule)).collect();
    let other_rule = other.rules.iter().find(|rule| rules.get(rule.id.as_str()).is_some_and(|known| known != rule));
    found.extend(other_rule.map(|rule| format!("{of} know `{}` differently: make them with the same rules", rule.id)));
    found
}

/// Two repositories of one name are parts of one whole, or a mistake.
fn of_repositories(one: &Facts, other: &Facts) -> Vec<String> {
    let mut found = Vec::new();
    for (repository, at) in one.repositories.iter().zip(0u16..) {
        let Some(twin) = other.repositories.iter().position(|twin| twin.name == repository.name) else { continue };
        let name = &repository.name;
        match (&repository.shard, &other.repositories[twin].shard) {
            (Some(a), Some(b)) if a.of == b.of && a.parts.iter().all(|part| !b.parts.contains(part)) => {
                let files = |facts: &Facts, at: u16| {
                    facts
                        .files
                        .iter()
                        .filter(|file| file.repository == at)
                        .cloned()
                        .map(|file| FileFacts { repository: 0, ..file })
                        .collect::<Vec<_>>()
                };
                if files(one, at) != files(other, twin as u16) {
                    found.push(format!("the parts of `{name}` are not of the same files"));
                }
            }
            (Some(_), Some(_)) => found.push(format!("a part of `{name}` is given twice, or the parts are not of one whole")),
            _ => found.push(format!("two plans are called `{name}`: name them with --name")),
        }
    }
    found
}

/// What belongs to one repository, by itself: files count from its own first one, and rules go by their ids.
struct Part {
    repository: Repository,
    files: Vec<FileFacts>,
    links: Vec<LinkFacts>,
    packages: Vec<PackageFacts>,
    findings: Vec<(String, FindingFacts)>,
}

/// All of them as one; [`conflicts`] must be empty.
pub fn merge(parts: Vec<Facts>) -> Option<Facts> {
    let mut parts = parts.into_iter();
    let mut whole = parts.next()?;
    let mut rules: BTreeMap<String, RuleFacts> = BTreeMap::new();
    let mut repositories: BTreeMap<String, Part> = BTreeMap::new();
    let mut take = |facts: &mut Facts| {
        for part in split(facts) {
            match repositories.get_mut(&part.repository.name) {
                Some(known) => join(known, part),
                None => _ = repositories.insert(part.repository.name.clone(), part),
            }
        }
        rules.extend(std::mem::take(&mut facts.rules).into_iter().map(|rule| (rule.id.clone(), rule)));
    };
    take(&mut whole);
    for mut other in parts {
        whole.as_of = whole.as_of.max(other.as_of);
        whole.platform.take_if(|platform| other.platform.as_ref() != Some(platform));
        whole.knowledge = both(&whole.knowledge, &other.knowledge);
        take(&mut other);
    }
    whole.rules = rules.into_values().collect();
    for part in repositories.into_values() {
        append(&mut whole, part);
    }
    Some(whole)
}

/// Every mark once, in order.
fn both(one: &str, other: &str) -> String {
    let mut marks: Vec<_> = one.split(AND).chain(other.split(AND)).collect();
    marks.sort_unstable();
    marks.dedup();
    marks.join(&AND.to_string())
}

/// Takes facts apart by repository. Files are sorted by repository, so each has a stretch of them.
fn split(facts: &mut Facts) -> Vec<Part> {
    let (files, links, packages) = (std::mem::take(&mut facts.files), std::mem::take(&mut facts.links), std::mem::take(&mut facts.packages));
    let findings = std::mem::take(&mut facts.findings);
    let of = |file: u32| usize::from(files[file as usize].repository);
    let first: Vec<u32> = (0..facts.repositories.len()).map(|at| files.partition_point(|file| usize::from(file.repository) < at) as u32).collect();
    let empty = |repository| Part { repository, files: Vec::new(), links: Vec::new(), packages: Vec::new(), findings: Vec::new() };
    let mut parts: Vec<Part> = std::mem::take(&mut facts.repositories).into_iter().map(empty).collect();
    for link in links {
        let at = of(link.from);
        parts[at].links.push(LinkFacts { from: link.from - first[at], to: link.to - first[at] });
    }
    for package in packages {
        let at = of(package.file);
        parts[at].packages.push(PackageFacts { file: package.file - first[at], ..package });
    }
    for finding in findings {
        let (at, rule) = (of(finding.file), facts.rules[finding.rule as usize].id.clone());
        parts[at].findings.push((rule, FindingFacts { file: finding.file - first[at], ..finding }));
    }
    for file in files {
        parts[usize::from(file.repository)].files.push(file);
    }
    parts
}

/// Another part of the same whole: its findings are in other files, and all else is the same.
fn join(known: &mut Part, part: Part) {
    known.findings.extend(part.findings);
    known.findings.sort_by_key(|(_, finding)| finding.file);
    let (Some(shard), Some(own)) = (part.repository.shard, known.repository.shard.as_mut()) else { return };
    own.parts.extend(shard.parts);
    own.parts.sort_unstable();
    own.parts.dedup();
    known.repository.shard.take_if(|shard| shard.parts.len() == shard.of as usize);
}

/// Adds a repository behind those that are there. Its rules are all there already.
fn append(whole: &mut Facts, part: Part) {
    let (repository, first) = (whole.repositories.len() as u16, whole.files.len() as u32);
    whole.repositories.push(part.repository);
    whole.files.extend(part.files.into_iter().map(|file| FileFacts { repository, ..file }));
    whole.links.extend(part.links.iter().map(|link| LinkFacts { from: link.from + first, to: link.to + first }));
    whole.packages.extend(part.packages.into_iter().map(|package| PackageFacts { file: package.file + first, ..package }));
    for (rule, finding) in part.findings {
        let rule = whole.rules.binary_search_by(|known| known.id.cmp(&rule)).unwrap_or_default() as u32;
        whole.findings.push(FindingFacts { file: finding.file + first, rule, ..finding });
    }
}

#[cfg(test)]
mod tests;
