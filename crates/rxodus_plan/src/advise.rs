//! Which platform fits: the evidence in the code and the answers of people, weighed by the criteria of the rules.

mod evidence;
mod life;
mod rivals;
mod together;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use jiff::civil::Date;
use rxodus_rules::{Criterion, Platform, RuleIndex, Status};

use crate::{Estimate, Plan, Share};
use evidence::{Holding, Seen};
pub use rivals::{Difference, Rival};
pub use together::ForLanguage;

/// What people said that no code shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// By the id of a question.
    pub said: BTreeMap<String, bool>,
    /// Ids of platforms that are there already.
    pub have: BTreeSet<String>,
}

/// All platforms that code can move to, the one to choose first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// In order: those that fit best or nearly so, and their like on the same target, the least work first; then those that can be chosen, by fit; then the others, in front those that do it together.
    pub platforms: Vec<PlatformAdvice>,
    /// The id of the first one, if it can be chosen and anything speaks for it.
    pub recommended: Option<String>,
    /// Where no platform can be chosen because none runs all languages of the code: for each language the one that fits best.
    pub together: Vec<ForLanguage>,
    /// Fits that differ by no more are nearly the same.
    pub near: i32,
    /// Those that come next, and why they do; empty where nothing is recommended.
    pub rivals: Vec<Rival>,
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
    /// The id of the target that code is rewritten to for it.
    pub on: String,
    /// Index in the targets of the plan's facts; absent where the plan is for other targets.
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
    /// What it does not do, or does in a way of its own, of what the code uses.
    pub limits: Vec<String>,
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

/// Why a platform is not weighed whose target is not in the plan: nothing is known of what the code costs there.
const NOT_ASKED: &str = "the plan is not for its target";

/// How a platform runs a language; empty where it does not.
type How = fn(&Platform) -> &str;

/// Languages that not all platforms run.
const LANGUAGES: [(&str, How); 2] = [("R", |platform| &platform.r), ("Python", |platform| &platform.python)];

/// Weighs. Nothing is recommended where nothing was found.
pub fn advise(plan: &Plan, index: &RuleIndex, answers: &Answers) -> Advice {
    let criteria = &index.ruleset().criteria;
    let seen = Seen::new(plan, index);
    let holding = seen.holding(answers);
    let all: Vec<&Holding> = holding.iter().collect();
    let near = index.ruleset().weights.near;
    let mut platforms = ranked(&seen, answers, &all);
    let recommended = best(&platforms, plan);
    let together = together::together(&seen, answers, &all, &platforms);
    platforms.sort_by_key(|platform| together.iter().all(|part| part.platform != platform.id));
    let rivals = if recommended.is_some() { rivals::rivals(&platforms, leaders(&platforms, near)) } else { Vec::new() };
    let is_open = |criterion: &&Criterion| criterion.question.is_some() && !answers.said.contains_key(&criterion.id);
    let mut would_change = Vec::new();
    for criterion in criteria.iter().filter(is_open) {
        let mut more = answers.clone();
        more.said.insert(criterion.id.clone(), true);
        let other = best(&ranked(&seen, &more, &seen.holding(&more).iter().collect::<Vec<_>>()), plan);
        if other != recommended {
            would_change.push((criterion.question.clone().unwrap_or_default(), other));
        }
    }
    for at in 0..holding.len() {
        let without: Vec<&Holding> = holding.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, holding)| holding).collect();
        let other = best(&ranked(&seen, answers, &without), plan);
        if other != recommended {
            would_change.push((format!("without “{}”", holding[at].criterion.title), other));
        }
    }
    let open = criteria.iter().filter(is_open).map(|criterion| (criterion.id.clone(), criterion.question.clone().unwrap_or_default())).collect();
    Advice { platforms, recommended, together, near, rivals, would_change, open }
}

fn best(platforms: &[PlatformAdvice], plan: &Plan) -> Option<String> {
    let first = platforms.first().filter(|first| first.excluded.is_empty() && first.fit > 0)?;
    (plan.counts.certain > 0).then(|| first.id.clone())
}

fn ranked(seen: &Seen, answers: &Answers, holding: &[&Holding]) -> Vec<PlatformAdvice> {
    let moves = seen.index.ruleset().platforms.iter().filter(|platform| platform.target.is_some());
    let mut platforms: Vec<_> = moves.map(|platform| advice(seen, platform, answers, holding)).collect();
    platforms.sort_by(|a, b| rank(a).cmp(&rank(b)));
    let near = seen.index.ruleset().weights.near;
    let equal: BTreeSet<String> =
        platforms.iter().filter(|platform| is_near(platform, &platforms, near)).map(|platform| platform.id.clone()).collect();
    platforms.sort_by_key(|platform| !equal.contains(&platform.id));
    let among_equals = |platform: &PlatformAdvice| {
        let (_, fit, _, effort, ends, _) = rank(platform);
        (effort, ends, fit)
    };
    platforms[..equal.len()].sort_by_key(among_equals);
    platforms
}

/// How many of the first ones count as equal: among them the least work goes first, and then the longest life.
fn leaders(platforms: &[PlatformAdvice], near: i32) -> usize {
    platforms.iter().take_while(|platform| is_near(platform, platforms, near)).count()
}

/// Whether it fits nearly as well as the best of all, or as the best on its own target where that one does: what speaks for another target does not
/// tell the versions of one product apart.
fn is_near(platform: &PlatformAdvice, platforms: &[PlatformAdvice], near: i32) -> bool {
    let can_be = || platforms.iter().filter(|platform| platform.excluded.is_empty());
    let best = can_be().map(|platform| platform.fit).max().unwrap_or(0);
    let of_target = can_be().filter(|other| other.on == platform.on).map(|other| other.fit).max().unwrap_or(0);
    platform.excluded.is_empty() && platform.fit > 0 && of_target >= best - near && platform.fit >= of_target - near
}

/// Those that can be chosen first; then by fit, readiness, effort, and how long they live.
fn rank(platform: &PlatformAdvice) -> (bool, Reverse<i32>, Reverse<u16>, u64, Reverse<Date>, &str) {
    let readiness = platform.readiness.map_or(0, Share::permille);
    let effort = platform.effort.map_or(u64::MAX, |effort| effort.likely);
    let ends = platform.ends.unwrap_or(Date::MAX);
    (!platform.excluded.is_empty(), Reverse(platform.fit), Reverse(readiness), effort, Reverse(ends), &platform.id)
}

fn advice(seen: &Seen, platform: &Platform, answers: &Answers, holding: &[&Holding]) -> PlatformAdvice {
    let (plan, index, facts) = (seen.plan, seen.index, &seen.plan.facts);
    let mut evidence: Vec<Reason> = holding.iter().flat_map(|holding| reasons(holding, platform)).collect();
    if answers.have.contains(&platform.id) {
        let (criterion, title, why) = ("have".to_owned(), "it is there already".to_owned(), "nothing new to set up".to_owned());
        evidence.push(Reason { criterion, title, fit: Some(index.ruleset().weights.have), why, count: 0, places: Vec::new() });
    }
    evidence.extend(life::life(index, platform, facts.as_of));
    let is_retired = platform.status_on(facts.as_of) == Status::Retired;
    let mut excluded: Vec<String> =
        is_retired.then(|| platform.ends.map_or("retired".to_owned(), |end| format!("retired on {end}"))).into_iter().collect();
    excluded.extend(unrun(&seen.languages, platform));
    excluded.extend(evidence.iter().filter(|reason| reason.fit.is_none()).map(|reason| format!("{}: {}", reason.title, reason.why)));
    let on = platform.target.map(|target| index.ruleset().targets[usize::from(target.0)].id.clone()).unwrap_or_default();
    let target = facts.targets.iter().position(|known| known.id == on);
    if target.is_none() {
        excluded.push(format!("{NOT_ASKED}, `{on}`"));
    }
    let scores = target.map(|target| &plan.targets[target]);
    PlatformAdvice {
        id: platform.id.clone(),
        title: platform.title.clone(),
        on,
        target,
        is_retired,
        ends: platform.ends,
        fit: evidence.iter().filter_map(|reason| reason.fit).map(i32::from).sum(),
        excluded,
        evidence,
        readiness: scores.and_then(|scores| scores.readiness),
        effort: scores.map(|scores| scores.effort),
        blockers: target.map(|target| seen.blockers[target].clone()).unwrap_or_default(),
        limits: limits(seen, platform),
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
fn unrun(languages: &BTreeMap<&str, u64>, platform: &Platform) -> Vec<String> {
    let is_unrun = |(name, how): &(&str, How)| languages.contains_key(name) && how(platform).is_empty();
    LANGUAGES.into_iter().filter(is_unrun).map(|(name, _)| format!("it does not run {name}")).collect()
}

/// What it adds to the findings that count, after the packages that it is about where it is not about all.
fn limits(seen: &Seen, platform: &Platform) -> Vec<String> {
    let mut concerned: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for rule in &seen.rules {
        for at in platform.limits_of(seen.index, *rule) {
            concerned.entry(at).or_default().insert(&seen.index.package(*rule).name);
        }
    }
    let text = |(at, packages): (usize, BTreeSet<&str>)| {
        let limit = &platform.limits[at];
        let names = packages.into_iter().collect::<Vec<_>>().join(", ");
        if limit.packages.is_empty() { limit.note.clone() } else { format!("{names}: {}", limit.note) }
    };
    concerned.into_iter().map(text).collect()
}

#[cfg(test)]
mod tests;
