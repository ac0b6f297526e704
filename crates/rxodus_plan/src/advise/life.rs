//! How long a platform lives, as a reason for it or against it: a move to what ends soon is followed by another one.

use jiff::civil::Date;
use rxodus_rules::{Platform, RuleIndex, Status};

use super::Reason;

/// The id that stands in the place of a criterion.
const LIFE: &str = "life-cycle";

/// What speaks against a platform by its age; of retired ones nothing more is to be said.
pub(super) fn life(index: &RuleIndex, platform: &Platform, day: Date) -> Option<Reason> {
    let weights = &index.ruleset().weights;
    let by_end = platform.ends.and_then(|end| weights.ends.iter().find(|(years, _)| ends_within(*years, end, day)).map(|(_, fit)| (end, *fit)));
    let (title, fit) = match (platform.status_on(day), platform.ends, by_end) {
        (Status::Retired, ..) => return None,
        (_, Some(end), _) if platform.ends_soon(day) => (format!("support ends within a year, on {end}"), None),
        (_, _, Some((end, fit))) => (format!("support ends on {end}"), Some(fit)),
        (Status::Deprecated, ..) => ("its makers gave it up, though no end is announced".to_owned(), Some(weights.given_up)),
        _ => return None,
    };
    Some(Reason { criterion: LIFE.to_owned(), title, fit, why: next(index, platform), count: 0, places: Vec::new() })
}

fn ends_within(years: i16, end: Date, day: Date) -> bool {
    (end.year(), end.month(), end.day()) < (day.year() + years, day.month(), day.day())
}

/// What comes after it.
fn next(index: &RuleIndex, platform: &Platform) -> String {
    let title = |id: &String| index.ruleset().platform(id).map_or_else(|| id.clone(), |platform| platform.title.clone());
    let next: Vec<_> = platform.successors.iter().map(title).collect();
    if next.is_empty() { "then comes another move".to_owned() } else { format!("then comes another move, to {}", next.join(" or ")) }
}
