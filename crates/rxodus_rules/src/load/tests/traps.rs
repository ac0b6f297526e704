//! Traps load, and one change to their file gives one error at its place.

use super::*;
use crate::TrapSeverity;

#[test]
fn traps_belong_to_their_symbols() {
    let index = crate::RuleIndex::new(load(&toy::files()).expect("a checked ruleset"));
    let rule = |name: &str| index.exact(Language::R, name)[0];
    let ids = |name: &str, target: u8| index.traps(rule(name), TargetId(target)).map(|trap| trap.id.as_str()).collect::<Vec<_>>();
    assert_eq!((ids("toyFit", 0), ids("toyFit", 1), ids("play", 0)), (vec!["late-start", "loud"], vec!["loud"], Vec::new()));
    let trap = index.traps(rule("toyFit"), TargetId(0)).next().expect("a trap");
    assert_eq!((trap.severity, trap.told.as_slice()), (TrapSeverity::Silent, &[TargetId(0)][..]));
    assert_eq!(trap.when.formals().collect::<Vec<_>>(), ["y", "x", "sep"]);
}

#[test]
fn traps_toml_is_checked() {
    check_one(TRAPS, "\"late-start\"", "\"Late\"", "\"Late\"", "`Late` is no id");
    check_one(TRAPS, "\"loud\"", "\"early\"", "\"early\"", "`early` stands after `late-start`");
    check_one(TRAPS, "[\"toyFit\"]", "[\"toyFat\"]", "\"toyFat\"", "toybox has no symbol `toyFat`");
    check_one(TRAPS, "absent = [\"y\"]", "absent = [\"z\"]", "\"z\"", "`z` is no argument of `toyFit`");
    check_one(TRAPS, "present = [\"x\"] }", "present = [\"y\"] }", "\"y\"", "`y` is no argument of `toyOld`");
    check_one(TRAPS, "targets    = [\"near\"]", "targets    = [\"near\", \"moon\"]", "\"moon\"", "targets.toml has no target `moon`");
    check_one(TRAPS, "told       = [\"near\"]", "told       = [\"far\"]", "\"far\"", "it is no trap on `far`");
    check_one(TRAPS, "{ present = [\"x\"] }", "{}", "{}", "`when` says nothing");
    check_one(TRAPS, "[\";\", \"TRUE\"]", "[]", "[]", "no value");
    check_one(TRAPS, "\"there\"", "\"nowhere\"", "\"nowhere\"", "`nowhere` speaks of what flow.toml does not have");
    check_one(TRAPS, "[\"https://example.org/late\"]", "[]", "[]", "no source");
    let found = faults(&toy_with(TRAPS, "advice     = \"Wind", "advise     = \"Wind"));
    assert_eq!((found.len(), found[0].1.as_str()), (1, "advise"));
}

#[test]
fn a_trap_of_ones_own_replaces_the_one_of_its_id() {
    let own = toy::TRAPS.replace("It is loud.", "It is very loud.");
    let own = own[own.rfind("[[trap]]").expect("the last trap")..].to_owned();
    let base = load(&toy::files()).expect("a checked ruleset");
    let extended = crate::extend(base, &[RuleFile { path: TRAPS.to_owned(), text: own }]).expect("a checked ruleset");
    let notes: Vec<_> = extended.packages[0].traps.iter().map(|trap| trap.note.as_str()).collect();
    assert_eq!(notes, ["It starts late.", "It is very loud."]);
}
