//! Criteria and weights load, and one change to their file gives one error at its place.

use super::*;
use crate::Weights;

const ADVICE: &str = "advice.toml";

#[test]
fn weights_stand_beside_the_criteria() {
    let ruleset = load(&toy::files()).expect("a checked ruleset");
    assert_eq!(ruleset.weights, Weights { near: 3, have: 2, given_up: -1, ends: vec![(3, -2), (5, -1)] });
    let fits: Vec<_> = ruleset.criteria[0].fits.iter().map(|fit| fit.fit).collect();
    assert_eq!(fits, [Some(1), None]);
}

#[test]
fn advice_toml_is_checked() {
    check_one(ADVICE, "have     = 2", "have     = 3", "3", "this is no fit");
    check_one(ADVICE, "given-up = -1", "given-up = 0", "0", "this is no fit");
    check_one(ADVICE, "fit = -1 }]", "fit = -5 }]", "-5", "this is no fit");
    check_one(ADVICE, "fit       = 1", "fit       = \"good\"", "\"good\"", "this is no fit");
    check_one(ADVICE, "years = 5", "years = 3", "{ years = 3, fit = -1 }", "it stands after as many years or more");
    check_one(ADVICE, "[\"toybox/*\"]", "[\"toybox/toyFat\"]", "\"toybox/toyFat\"", "no rule is called `toybox/toyFat`");
    check_one(ADVICE, "[\"attic-1\"]", "[\"attic-1\", \"attic-2\"]", "\"attic-2\"", "the page has no point `attic-2`");
    check_one(ADVICE, "[\"playroom\"]", "[\"cellar\"]", "\"cellar\"", "no platform has the id `cellar`");
    let found = faults(&toy_with(ADVICE, "near     = 3", "nearly   = 3"));
    assert_eq!((found.len(), found[0].1.as_str()), (1, "nearly"));
}
