//! Why the platform that is recommended comes before another one, in a paragraph; what speaks for the other one is said as well.

use rxodus_plan::{Advice, Difference, Plan, PlatformAdvice, Rival, Share};

use super::numbers::{in_hours, percent};
use crate::words::list;

/// Criteria that are named for a side.
const NAMED: usize = 3;

/// A paragraph for each rival.
pub(super) fn reasons(advice: &Advice, plan: &Plan) -> Vec<String> {
    let Some(first) = advice.platforms.first() else { return Vec::new() };
    advice.rivals.iter().map(|rival| reason(first, &advice.platforms[rival.platform], rival, plan)).collect()
}

fn reason(first: &PlatformAdvice, other: &PlatformAdvice, rival: &Rival, plan: &Plan) -> String {
    let (ahead, mut behind): (Vec<_>, Vec<_>) = rival.differences.iter().partition(|difference| difference.fit > difference.other);
    behind.reverse();
    let decision =
        if rival.is_near { near(first, other, plan) } else { format!("it fits better, {} against {}", signed(first.fit), signed(other.fit)) };
    let told = [(ahead, "Most in its favour"), (behind, "In favour of the other")];
    let told = told.iter().filter(|(differences, _)| !differences.is_empty()).map(|(differences, words)| format!("{words}: {}.", named(differences)));
    let mut sentences = vec![format!("Before {}: {decision}.", other.title)];
    sentences.extend(told);
    sentences.extend(numbers(first, other, plan));
    sentences.join(" ")
}

fn named(differences: &[&Difference]) -> String {
    let words = |one: &&Difference| format!("“{}” ({} against {})", one.title, signed(one.fit), signed(one.other));
    list(&differences.iter().take(NAMED).map(words).collect::<Vec<_>>(), "and")
}

/// What decides between two that fit nearly as well, in the order in which it does.
fn near(first: &PlatformAdvice, other: &PlatformAdvice, plan: &Plan) -> String {
    let decides = if likely(first).zip(likely(other)).is_some_and(|(first, other)| first < other) {
        format!("the code is likely less work there, {} against {}", hours(first, plan), hours(other, plan))
    } else if first.ends != other.ends {
        format!("it is supported for longer, {} against {}", life(first), life(other))
    } else if first.fit != other.fit {
        "the work and the end of support are the same".to_owned()
    } else {
        "nothing tells them apart but their names".to_owned()
    };
    if first.fit == other.fit {
        return format!("both fit by {}, and {decides}", signed(first.fit));
    }
    format!("their fits count as equal, {} against {}, and {decides}", signed(first.fit), signed(other.fit))
}

/// Where the other one is readier or cheaper all the same.
fn numbers(first: &PlatformAdvice, other: &PlatformAdvice, plan: &Plan) -> Option<String> {
    let readier = permille(other) > permille(first);
    let cheaper = likely(other).zip(likely(first)).is_some_and(|(other, first)| other < first);
    let ready = readier.then(|| format!("more of the code is mechanical there ({} against {})", percent(other.readiness), percent(first.readiness)));
    let cost = cheaper.then(|| format!("the code is likely less work there ({} against {})", hours(other, plan), hours(first, plan)));
    let against: Vec<_> = ready.into_iter().chain(cost).collect();
    let advice = "fit says where the code belongs, and not what the move costs, so weigh the two";
    (!against.is_empty()).then(|| format!("Yet {}: {advice}.", list(&against, "and")))
}

fn hours(platform: &PlatformAdvice, plan: &Plan) -> String {
    let minutes = platform.effort.map(|effort| effort.minutes(plan.facts.profile).likely);
    minutes.map_or_else(|| "an unknown time".to_owned(), |minutes| format!("{} hours", in_hours(minutes)))
}

fn permille(platform: &PlatformAdvice) -> Option<u16> {
    platform.readiness.map(Share::permille)
}

fn likely(platform: &PlatformAdvice) -> Option<u64> {
    platform.effort.map(|effort| effort.likely)
}

fn life(platform: &PlatformAdvice) -> String {
    platform.ends.map_or_else(|| "with no end announced".to_owned(), |end| format!("until {end}"))
}

fn signed(fit: i32) -> String {
    if fit == 0 { "0".to_owned() } else { format!("{fit:+}") }
}
