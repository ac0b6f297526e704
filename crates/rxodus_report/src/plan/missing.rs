//! Which parts of a whole a plan lacks, in words.

use rxodus_plan::{Facts, Shard};

use crate::{
    escape::escape,
    words::{list, thousands, verb},
};

/// Numbers in a list.
const LONGEST_LIST: usize = 10;

/// A line for each repository of which parts are missing: ``part 1 of 2 of `camp` alone: part 2 is missing``.
pub fn missing_parts(facts: &Facts) -> Vec<String> {
    let missing = |repository: &rxodus_plan::Repository| repository.shard.as_ref().map(|shard| missing(&escape(&repository.name), shard));
    facts.repositories.iter().filter_map(missing).collect()
}

fn missing(name: &str, shard: &Shard) -> String {
    let number = u64::from(shard.of).saturating_sub(shard.parts.len() as u64);
    let absent = (1..=shard.of).filter(|part| !shard.parts.contains(part)).take(LONGEST_LIST);
    let (here, absent) = (numbers(shard.parts.iter().copied(), shard.parts.len() as u64), numbers(absent, number));
    format!("{here} of {} of `{name}` alone: {absent} {} missing", shard.of, verb(number, "is", "are"))
}

/// `part 2`, `parts 1, 3 and 12 more`.
fn numbers(parts: impl Iterator<Item = u32>, all: u64) -> String {
    let mut shown: Vec<_> = parts.take(LONGEST_LIST).map(|part| part.to_string()).collect();
    let more = all.saturating_sub(shown.len() as u64);
    if more > 0 {
        shown.push(format!("{} more", thousands(more)));
    }
    format!("{} {}", verb(all, "part", "parts"), list(&shown, "and"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let said = |of, parts: &[u32]| missing("camp", &Shard { of, parts: parts.to_vec() });
        assert_eq!(said(2, &[1]), "part 1 of 2 of `camp` alone: part 2 is missing");
        assert_eq!(said(4, &[1, 3]), "parts 1 and 3 of 4 of `camp` alone: parts 2 and 4 are missing");
        let many = said(u32::MAX, &[2]);
        assert!(many.ends_with("parts 1, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 4,294,967,284 more are missing"), "{many}");
    }
}
