//! Whether a criterion holds for this code, and where: by what was found, or by what somebody answered.

use rxodus_rules::Criterion;

use super::Answers;
use crate::{Facts, FindingFacts, RuleFacts};

/// Places that are named.
const MOST_PLACES: usize = 5;

/// A criterion that holds, with its places.
pub(super) struct Holding<'a> {
    pub(super) criterion: &'a Criterion,
    pub(super) count: u64,
    pub(super) places: Vec<String>,
}

/// Whether a criterion holds, and where; questions by their answers.
pub(super) fn holds<'a>(facts: &Facts, criterion: &'a Criterion, answers: &Answers) -> Option<Holding<'a>> {
    if criterion.question.is_some() {
        return answers.said.get(&criterion.id).filter(|said| **said).map(|_| Holding { criterion, count: 0, places: Vec::new() });
    }
    let evidence = &criterion.evidence;
    let rules: Vec<bool> = facts.rules.iter().map(|rule| is_of_rule(criterion, rule)).collect();
    let (mut count, mut places) = (0, Vec::new());
    let mut hit = |file: u32, line: u32| {
        count += 1;
        if places.len() < MOST_PLACES {
            places.push(format!("{}:{line}", facts.path(&facts.files[file as usize])));
        }
    };
    for finding in facts.findings.iter().filter(|finding| finding.counts()) {
        if rules[finding.rule as usize] || is_of_finding(criterion, finding) {
            hit(finding.file, finding.line);
        }
    }
    for package in facts.packages.iter().filter(|package| evidence.modules.contains(&package.name)) {
        hit(package.file, package.line);
    }
    for extension in &evidence.files {
        let counted = facts.repositories.iter().flat_map(|repository| &repository.others).filter(|other| other.extension == *extension);
        count += counted.map(|other| other.files).sum::<u64>();
        let ending = format!(".{extension}");
        let data = facts.repositories.iter().flat_map(|repository| &repository.data).filter(|set| set.path.to_ascii_lowercase().ends_with(&ending));
        count += data.count() as u64;
    }
    (count > 0).then_some(Holding { criterion, count, places })
}

fn is_of_rule(criterion: &Criterion, rule: &RuleFacts) -> bool {
    let evidence = &criterion.evidence;
    let is_it = |id: &String| *id == rule.id || id.strip_suffix("/*").is_some_and(|package| package == rule.package);
    evidence.rules.iter().any(is_it) || evidence.topics.contains(&rule.topic) || rule.roles.iter().any(|role| evidence.roles.contains(role))
}

fn is_of_finding(criterion: &Criterion, finding: &FindingFacts) -> bool {
    let evidence = &criterion.evidence;
    let has = |list: &Vec<String>, word: Option<&String>| word.is_some_and(|word| list.contains(word));
    finding.context.iter().flat_map(|context| &context.kinds).any(|kind| evidence.contexts.contains(kind))
        || finding.data.iter().any(|data| has(&evidence.data, data.kind.as_ref()))
        || evidence.containers.contains(&finding.container)
        || has(&evidence.languages, finding.language.as_ref())
}
