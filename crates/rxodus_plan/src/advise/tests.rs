//! Which platforms count as equal.

use super::*;

fn platform(id: &str, on: &str, fit: i32) -> PlatformAdvice {
    PlatformAdvice {
        id: id.to_owned(),
        title: id.to_owned(),
        on: on.to_owned(),
        target: None,
        is_retired: false,
        ends: None,
        fit,
        excluded: Vec::new(),
        evidence: Vec::new(),
        readiness: None,
        effort: None,
        blockers: Vec::new(),
        limits: Vec::new(),
    }
}

#[test]
fn versions_of_one_product_are_compared_among_themselves() {
    let platforms = [("best", "one", 12), ("old", "two", 9), ("new", "two", 8), ("other", "three", 8), ("poor", "two", 5)];
    let mut platforms = platforms.map(|(id, on, fit)| platform(id, on, fit));
    let near = |platforms: &[PlatformAdvice]| -> Vec<String> {
        platforms.iter().filter(|platform| is_near(platform, platforms, 3)).map(|platform| platform.id.clone()).collect()
    };
    assert_eq!(near(&platforms), ["best", "old", "new"]);
    platforms[1].excluded.push("retired".to_owned());
    assert_eq!(near(&platforms), ["best"]);
}
