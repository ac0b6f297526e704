//! Whether a criterion holds for this code, and where: by what was found, or by what somebody answered.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rxodus_rules::{Change, Criterion, RuleId, RuleIndex};

use super::Answers;
use crate::{Facts, FindingFacts, Plan, RuleFacts};

/// Places that are named.
const MOST_PLACES: usize = 5;

/// What the findings show, whatever anybody answers: found once, weighed often.
#[derive(Clone)]
pub(super) struct Seen<'a> {
    pub(super) plan: &'a Plan,
    pub(super) index: &'a RuleIndex,
    /// The criteria of which there is evidence, by id.
    shown: BTreeMap<&'a str, Holding<'a>>,
    /// The languages of the code, each with its findings.
    pub(super) languages: BTreeMap<&'a str, u64>,
    /// The rules that are met.
    pub(super) rules: Vec<RuleId>,
    /// By target, the rules for which there is nothing, with their findings.
    pub(super) blockers: Vec<Vec<(String, u64)>>,
}

impl<'a> Seen<'a> {
    pub(super) fn new(plan: &'a Plan, index: &'a RuleIndex) -> Self {
        let facts = &plan.facts;
        let counted = || facts.findings.iter().filter(|finding| finding.counts());
        let rules: BTreeSet<u32> = counted().map(|finding| finding.rule).collect();
        let mut languages = BTreeMap::new();
        for language in counted().filter_map(|finding| finding.language.as_deref()) {
            *languages.entry(language).or_default() += 1;
        }
        let shown = index.ruleset().criteria.par_iter().filter_map(|criterion| Some((criterion.id.as_str(), shows(facts, criterion)?)));
        Self {
            plan,
            index,
            shown: shown.collect::<Vec<_>>().into_iter().collect(),
            languages,
            rules: rules.iter().filter_map(|rule| rule_of(index, &facts.rules[*rule as usize])).collect(),
            blockers: (0..facts.targets.len()).map(|target| blockers(facts, target)).collect(),
        }
    }

    /// The same as if all of the code were in this language.
    pub(super) fn in_language(&self, language: &'a str, findings: u64) -> Self {
        Self { languages: BTreeMap::from([(language, findings)]), ..self.clone() }
    }

    /// The criteria that hold, in their order: by evidence, or by what somebody answered.
    pub(super) fn holding(&self, answers: &Answers) -> Vec<Holding<'a>> {
        let holds = |criterion: &'a Criterion| match criterion.question {
            Some(_) => answers.said.get(&criterion.id).filter(|said| **said).map(|_| Holding { criterion, count: 0, places: Vec::new() }),
            None => self.shown.get(criterion.id.as_str()).cloned(),
        };
        self.index.ruleset().criteria.iter().filter_map(holds).collect()
    }
}

/// A criterion that holds, with its places.
#[derive(Clone)]
pub(super) struct Holding<'a> {
    pub(super) criterion: &'a Criterion,
    pub(super) count: u64,
    pub(super) places: Vec<String>,
}

/// The evidence of a criterion that is no question, if there is any.
fn shows<'a>(facts: &Facts, criterion: &'a Criterion) -> Option<Holding<'a>> {
    if criterion.question.is_some() {
        return None;
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

/// A rule among those of now; a plan may have been written by others.
fn rule_of(index: &RuleIndex, rule: &RuleFacts) -> Option<RuleId> {
    let package = index.ruleset().packages.iter().position(|package| package.name == rule.package)?;
    let package = RuleId { package: u16::try_from(package).ok()?, symbol: None };
    rule.symbol.as_ref().map_or(Some(package), |name| index.symbol_of(package, name))
}

fn blockers(facts: &Facts, target: usize) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    let is_none = |finding: &&FindingFacts| facts.equivalent(finding, target).is_some_and(|equivalent| equivalent.change == Change::None);
    for finding in facts.findings.iter().filter(|finding| finding.counts()).filter(is_none) {
        *counts.entry(&facts.rule(finding).id).or_default() += 1;
    }
    counts.into_iter().map(|(rule, count)| (rule.to_owned(), count)).collect()
}
