//! The toy table loads; one change to it gives one error at its place.

use super::*;
use crate::{load, toy};

fn files(old: &str, new: &str) -> Vec<RuleFile> {
    assert!(toy::EFFORT.contains(old), "{old} does not occur");
    vec![RuleFile { path: "effort.toml".to_owned(), text: toy::EFFORT.replacen(old, new, 1) }]
}

#[track_caller]
fn check(old: &str, new: &str, under: &str, message: &str) {
    let files = files(old, new);
    let errors = load(&files).expect_err("an error");
    let found: Vec<_> = errors.iter().map(|error| (&files[0].text[error.span.clone()], error.message.as_str())).collect();
    assert_eq!(found, [(under, message)]);
}

#[test]
fn the_toy_table_loads() {
    let effort = load(&files("", "")).expect("no errors").effort.expect("a table");
    assert_eq!((effort.formula, effort.minutes_per_point), (1, 10));
    let rewrite = effort.class(Change::Rewrite);
    assert_eq!(rewrite.price.first, EffortPoints { low: 40, likely: 80, high: 160 });
    assert_eq!(effort.class(Change::None).example.after, "");
    assert_eq!(effort.origin.ambiguous, EffortSpread { low: 0, high: 100 });
}

#[test]
fn without_the_file_there_is_no_table() {
    assert_eq!(load(&[]).expect("no errors").effort, None);
}

#[test]
fn classes_are_complete_and_keys_are_known() {
    let none = &toy::EFFORT[toy::EFFORT.find("[change.none]").expect("a class")..toy::EFFORT.find("[argument.manual]").expect("the next")];
    let errors = load(&files(none, "")).expect_err("an error");
    assert_eq!(errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>(), ["missing field `none`"]);
    check(
        "[change.none]",
        "[change.nothing]",
        "nothing",
        "unknown field `nothing`, expected one of `keep`, `rename`, `arguments`, `rewrite`, `redesign`, `remove`, `none`",
    );
    check("low = 40, ", "low = 40, lower = 2, ", "lower", "unknown field `lower`, expected one of `low`, `likely`, `high`");
}

#[test]
fn ranges_rise_and_repeats_are_cheaper() {
    check(
        "{ low = 40, likely = 80, high = 160 }",
        "{ low = 90, likely = 80, high = 160 }",
        "{ low = 90, likely = 80, high = 160 }",
        "the range does not rise",
    );
    check(
        "{ low = 40, likely = 80, high = 160 }",
        "{ low = 40, likely = 80, high = 79 }",
        "{ low = 40, likely = 80, high = 79 }",
        "the range does not rise",
    );
    check(
        "{ low = 10, likely = 20, high = 50 }",
        "{ low = 10, likely = 81, high = 90 }",
        "{ low = 10, likely = 81, high = 90 }",
        "a repeat costs more than the first time",
    );
    check(
        "{ low = 0, likely = 1, high = 2 }",
        "{ low = 0, likely = 1, high = 100001 }",
        "{ low = 0, likely = 1, high = 100001 }",
        "more than 100000 tenths for one use",
    );
}

#[test]
fn spreads_widen() {
    check("medium = { low = 80, high = 150 }", "medium = { low = 101, high = 150 }", "{ low = 101, high = 150 }", "this spread is no spread");
    check("medium = { low = 80, high = 150 }", "medium = { low = 80, high = 99 }", "{ low = 80, high = 99 }", "this spread is no spread");
}

#[test]
fn texts_and_numbers_are_filled() {
    check("minutes-per-point = 10", "minutes-per-point = 0", "0", "`minutes-per-point` is zero");
    check("formula = 1", "formula = -1", "-1", "invalid value: integer `-1`, expected u32");
    check("why = \"half a day\"", "why = \" \"", "\" \"", "`why` is blank");
    check("source = [\"https://example.org/points\"]", "source = []", "[]", "no source");
}

#[test]
fn fixed_costs_are_counted_in_known_things() {
    let effort = load(&files("", "")).expect("no errors").effort.expect("a table");
    assert_eq!((effort.fixed[0].each, effort.fixed[0].price.repeat.likely), (crate::FixedEach::Model, 40));
    check("each = \"model\"", "each = \"moon\"", "\"moon\"", "nothing is counted as `moon`");
    check("title = \"a proof\"", "title = \"a proof\"\non = [\"mars\"]", "\"mars\"", "no target is called `mars`");
    check(
        "likely = 40, high = 80 }\nwhy = \"run both\"",
        "likely = 121, high = 240 }\nwhy = \"run both\"",
        "{ low = 20, likely = 121, high = 240 }",
        "a repeat costs more than the first time",
    );
}
