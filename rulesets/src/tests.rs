//! What must hold for the built-in rules as a whole.

use super::*;

#[test]
fn the_packed_rules_can_be_read() {
    let ruleset = builtin();
    assert_eq!(ruleset.targets.iter().map(|target| target.id.as_str()).collect::<Vec<_>>(), ["spark", "azureml", "sqlml", "oss"]);
    assert!(ruleset.packages.is_sorted_by(|a, b| a.name < b.name));
    assert!(ruleset.packages.iter().all(|package| !package.symbols.is_empty()));
}
