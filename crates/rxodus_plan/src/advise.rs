//! Which platform fits: the evidence in the code and the answers of people, weighed by the criteria of the rules.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use rxodus_rules::{Change, Criterion, Platform, RuleIndex, Status};

use crate::{Estimate, Facts, FindingFacts, Plan, RuleFacts, Share};

/// What people said that no code shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// By the id of a question.
    pub said: BTreeMap<String, bool>,
    /// Ids of platforms that are there already.
    pub have: BTreeSet<String>,
}

/// All platforms that code can move to, the one that fits best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// In order: those that can be chosen by fit, then the others.
    pub platforms: Vec<PlatformAdvice>,
    /// The id of the first one, if it can be chosen and anything speaks for it.
    pub recommended: Option<String>,
    /// What would lead to another one: a question that nobody answered, or a criterion that alone tips the scales; and to which.
    pub would_change: Vec<(String, Option<String>)>,
    /// Questions that nobody answered: id and text.
    pub open: Vec<(String, String)>,
}

/// What is known of a platform for this code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformAdvice {
    /// The id.
    pub id: String,
    /// The name for a reader.
    pub title: String,
    /// Index in [`Facts::targets`]; absent where the plan is for other targets.
    pub target: Option<usize>,
    /// Whether it is supported on the day of the plan.
    pub is_retired: bool,
    /// Its end of support.
    pub ends: Option<jiff::civil::Date>,
    /// The sum of what speaks for it and against it.
    pub fit: i32,
    /// Why it cannot be chosen, whatever fits; empty where it can.
    pub excluded: Vec<String>,
    /// What was found and said, in the order of the criteria.
    pub evidence: Vec<Reason>,
    /// What is mechanical there; absent where nothing was found, or the target is not in the plan.
    pub readiness: Option<Share>,
    /// What the code costs there.
    pub effort: Option<Estimate>,
    /// Findings for which there is nothing on its target, by rule.
    pub blockers: Vec<(String, u64)>,
}

/// A criterion that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Its id.
    pub criterion: String,
    /// What is the case.
    pub title: String,
    /// From 2 to -2; absent where it rules the platform out.
    pub fit: Option<i8>,
    /// Why.
    pub why: String,
    /// How often it was found; 0 where somebody said it.
    pub count: u64,
    /// Some of the places, as `path:line`.
    pub places: Vec<String>,
}

/// What a platform gets that is there already.
const HAVE: i8 = 2;
/// Places that are named.
const MOST_PLACES: usize = 5;

/// A criterion that holds, with its places.
struct Holding<'a> {
    criterion: &'a Criterion,
    count: u64,
    places: Vec<String>,
}

/// Weighs. Nothing is recommended where nothing was found.
pub fn advise(plan: &Plan, index: &RuleIndex, answers: &Answers) -> Advice {
    let criteria = &index.ruleset().criteria;
    let holding: Vec<Holding> = criteria.iter().filter_map(|criterion| holds(&plan.facts, criterion, answers)).collect();
    let platforms = ranked(plan, index, answers, &holding);
    let recommended = best(&platforms, plan);
    let is_open = |criterion: &&Criterion| criterion.question.is_some() && !answers.said.contains_key(&criterion.id);
    let mut would_change = Vec::new();
    for criterion in criteria.iter().filter(is_open) {
        let mut more = answers.clone();
        more.said.insert(criterion.id.clone(), true);
        let holding: Vec<Holding> = criteria.iter().filter_map(|criterion| holds(&plan.facts, criterion, &more)).collect();
        let other = best(&ranked(plan, index, &more, &holding), plan);
        if other != recommended {
            would_change.push((criterion.question.clone().unwrap_or_default(), other));
        }
    }
    for at in 0..holding.len() {
        let without: Vec<&Holding> = holding.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, holding)| holding).collect();
        let other = best(&of(plan, index, answers, &without), plan);
        if other != recommended {
            would_change.push((format!("without “{}”", holding[at].criterion.title), other));
        }
    }
    let open = criteria.iter().filter(is_open).map(|criterion| (criterion.id.clone(), criterion.question.clone().unwrap_or_default())).collect();
    Advice { platforms, recommended, would_change, open }
}

fn best(platforms: &[PlatformAdvice], plan: &Plan) -> Option<String> {
    let first = platforms.first().filter(|first| first.excluded.is_empty() && first.fit > 0)?;
    (plan.counts.certain > 0).then(|| first.id.clone())
}

fn ranked(plan: &Plan, index: &RuleIndex, answers: &Answers, holding: &[Holding]) -> Vec<PlatformAdvice> {
    of(plan, index, answers, &holding.iter().collect::<Vec<_>>())
}

fn of(plan: &Plan, index: &RuleIndex, answers: &Answers, holding: &[&Holding]) -> Vec<PlatformAdvice> {
    let moves = index.ruleset().platforms.iter().filter(|platform| platform.target.is_some());
    let mut platforms: Vec<_> = moves.map(|platform| advice(plan, index, platform, answers, holding)).collect();
    platforms.sort_by(|a, b| rank(a).cmp(&rank(b)));
    platforms
}

/// Those that can be chosen first; then by fit, readiness and effort.
fn rank(platform: &PlatformAdvice) -> (bool, Reverse<i32>, Reverse<u16>, u64, &str) {
    let readiness = platform.readiness.map_or(0, Share::permille);
    (!platform.excluded.is_empty(), Reverse(platform.fit), Reverse(readiness), platform.effort.map_or(u64::MAX, |effort| effort.likely), &platform.id)
}

fn advice(plan: &Plan, index: &RuleIndex, platform: &Platform, answers: &Answers, holding: &[&Holding]) -> PlatformAdvice {
    let facts = &plan.facts;
    let mut evidence: Vec<Reason> = holding.iter().flat_map(|holding| reasons(holding, platform)).collect();
    if answers.have.contains(&platform.id) {
        let (criterion, title, why) = ("have".to_owned(), "it is there already".to_owned(), "nothing new to set up".to_owned());
        evidence.push(Reason { criterion, title, fit: Some(HAVE), why, count: 0, places: Vec::new() });
    }
    let is_retired = platform.status_on(facts.as_of) == Status::Retired;
    let mut excluded: Vec<String> =
        is_retired.then(|| platform.ends.map_or("retired".to_owned(), |end| format!("retired on {end}"))).into_iter().collect();
    excluded.extend(unrun(facts, platform));
    excluded.extend(evidence.iter().filter(|reason| reason.fit.is_none()).map(|reason| format!("{}: {}", reason.title, reason.why)));
    let id = platform.target.map(|target| &index.ruleset().targets[usize::from(target.0)].id);
    let target = facts.targets.iter().position(|known| Some(&known.id) == id);
    let scores = target.map(|target| &plan.targets[target]);
    PlatformAdvice {
        id: platform.id.clone(),
        title: platform.title.clone(),
        target,
        is_retired,
        ends: platform.ends,
        fit: evidence.iter().filter_map(|reason| reason.fit).map(i32::from).sum(),
        excluded,
        evidence,
        readiness: scores.and_then(|scores| scores.readiness),
        effort: scores.map(|scores| scores.effort),
        blockers: target.map(|target| blockers(facts, target)).unwrap_or_default(),
    }
}

fn reasons(holding: &Holding, platform: &Platform) -> Vec<Reason> {
    let Holding { criterion, count, places } = holding;
    let fits = criterion.fits.iter().filter(|fit| fit.platforms.contains(&platform.id));
    let reason = |fit: &rxodus_rules::Fit| Reason {
        criterion: criterion.id.clone(),
        title: criterion.title.clone(),
        fit: fit.fit,
        why: fit.why.clone(),
        count: *count,
        places: places.clone(),
    };
    fits.map(reason).collect()
}

/// The languages of the code that the platform does not run.
fn unrun(facts: &Facts, platform: &Platform) -> Vec<String> {
    let found = |name: &str| facts.findings.iter().any(|finding| finding.counts() && finding.language.as_deref() == Some(name));
    let runs = [("R", &platform.r), ("Python", &platform.python)];
    runs.into_iter().filter(|(name, how)| how.is_empty() && found(name)).map(|(name, _)| format!("it does not run {name}")).collect()
}

fn blockers(facts: &Facts, target: usize) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    let is_none = |finding: &&FindingFacts| facts.equivalent(finding, target).is_some_and(|equivalent| equivalent.change == Change::None);
    for finding in facts.findings.iter().filter(|finding| finding.counts()).filter(is_none) {
        *counts.entry(&facts.rule(finding).id).or_default() += 1;
    }
    counts.into_iter().map(|(rule, count)| (rule.to_owned(), count)).collect()
}

/// Whether a criterion holds, and where; questions by their answers.
fn holds<'a>(facts: &Facts, criterion: &'a Criterion, answers: &Answers) -> Option<Holding<'a>> {
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
