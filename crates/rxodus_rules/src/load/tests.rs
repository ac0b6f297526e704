//! The toy ruleset loads; one change to a file of it gives exactly one error in that file, at its place.

mod advice;
mod traps;

use super::*;
use crate::{ArgumentFate, Change, Condition, Language, Place, Role, TargetId, toy};

/// The toy ruleset with one text replaced in one file.
fn toy_with(path: &str, old: &str, new: &str) -> Vec<RuleFile> {
    let mut files = toy::files();
    let file = files.iter_mut().find(|file| file.path == path).expect("a toy file");
    assert!(file.text.contains(old), "{old} does not occur in {path}");
    file.text = file.text.replacen(old, new, 1);
    files
}

/// `path`, the text under the span, and the message of each error.
fn faults(files: &[RuleFile]) -> Vec<(String, String, String)> {
    let errors = load(files).err().unwrap_or_default();
    let text =
        |error: &RuleError| files.iter().find(|file| file.path == error.path).expect("the file of the error").text[error.span.clone()].to_owned();
    errors.iter().map(|error| (error.path.clone(), text(error), error.message.clone())).collect()
}

#[track_caller]
fn check_one(path: &str, old: &str, new: &str, under: &str, message: &str) {
    let found = faults(&toy_with(path, old, new)).into_iter().filter(|(place, ..)| place == path).collect::<Vec<_>>();
    assert_eq!(found, [(path.to_owned(), under.to_owned(), message.to_owned())]);
}

const SYMBOLS: &str = "R/toybox/symbols.tsv";
const PACKAGE: &str = "R/toybox/package.toml";
const NEAR: &str = "R/toybox/on/near.toml";
const TRAPS: &str = "R/toybox/traps.toml";
const FAMILY: &str = "Text/toytext/package.toml";
const PATTERNS: &str = "Text/toytext/patterns.toml";

#[test]
fn nothing_is_an_empty_ruleset() {
    assert_eq!(load(&[]), Ok(Ruleset::default()));
}

#[test]
fn the_toy_ruleset_loads() {
    let ruleset = load(&toy::files()).expect("a checked ruleset");
    assert_eq!(ruleset.targets[0].aliases, ["nearby"]);
    assert_eq!(ruleset.homonyms[0].names, ["toyfit"]);
    let package = &ruleset.packages[0];
    assert_eq!((package.name.as_str(), package.language, package.preattached), ("toybox", Language::R, true));
    assert_eq!(package.equivalents[0].change, Change::Remove);
    assert_eq!(package.symbols.iter().map(|symbol| symbol.name.as_str()).collect::<Vec<_>>(), ["play", "toyBox$open", "toyFit", "toyOld"]);
    assert_eq!(package.symbols[0].roles, [Role::CodeArgument("code".to_owned())]);
    let formals: Vec<_> = package.symbols[2].formals.iter().map(|formal| (formal.name.as_str(), formal.default.as_deref())).collect();
    assert_eq!(formals, [("x", None), ("y", Some("NULL")), ("sep", Some("\",\"")), ("...", None)]);
}

#[test]
fn equivalents_keep_the_order_of_the_file() {
    let ruleset = load(&toy::files()).expect("a checked ruleset");
    let [first, last] = ruleset.packages[0].symbols[2].equivalents.as_slice() else { panic!("two entries") };
    assert_eq!(first.when, Some(Condition { data: Some("file".to_owned()), ..Condition::default() }));
    assert_eq!((last.target, last.when.clone(), last.checked), (TargetId(0), None, jiff::civil::date(2026, 11, 22)));
    assert_eq!(last.add, [("z".to_owned(), "1".to_owned()), ("a.b".to_owned(), "TRUE".to_owned())]);
    let formals: Vec<_> = last.arguments.iter().map(|argument| argument.formal.as_str()).collect();
    assert_eq!(formals, ["y", "x", "sep", "..."]);
    assert_eq!(last.arguments[0].fate, ArgumentFate::To { to: "y".to_owned(), note: Some("counts from 0".to_owned()) });
    assert_eq!(last.arguments[2].fate, ArgumentFate::Drop("not needed".to_owned()));
    assert_eq!(last.arguments[3].fate, ArgumentFate::Manual("name each one".to_owned()));
}

#[test]
fn all_errors_come_at_once_in_file_order() {
    let mut files = toy_with(NEAR, "symbol     = \"toyOld\"", "symbol     = \"toyGone\"");
    files[0].text = files[0].text.replace("title     = \"Far\"", "title     = \" \"");
    files.push(RuleFile { path: "R/toybox/notes.md".to_owned(), text: String::new() });
    files.push(RuleFile { path: "R/other/symbols.tsv".to_owned(), text: String::new() });
    let messages: Vec<_> = faults(&files).into_iter().map(|(path, _, message)| format!("{path}: {message}")).collect();
    assert_eq!(
        messages,
        [
            "targets.toml: `title` is blank",
            "R/toybox/on/near.toml: toybox has no symbol `toyGone`",
            "R/toybox/notes.md: no rule file has such a path",
            "R/other/symbols.tsv: the folder other has no package.toml",
        ]
    );
}

#[test]
fn package_toml_is_checked() {
    check_one(PACKAGE, "name        = \"toybox\"", "name        = \"toys\"", "\"toys\"", "the package is called `toys`, its folder `toybox`");
    check_one(PACKAGE, "\"R\"", "\"Python\"", "\"Python\"", "the folder stands under R");
    check_one(PACKAGE, "2022-07-01", "2022-07-01T10:00:00", "2022-07-01T10:00:00", "this is no plain date");
    check_one(PACKAGE, "[\"https://example.org/toybox\"]", "[]", "[]", "no source");
    check_one(PACKAGE, "modules     = [\"toybox\"]", "modules     = []", "[]", "no module");
    let message = "no anchor covers the module `box`, so no file would be parsed for it";
    check_one(PACKAGE, "modules     = [\"toybox\"]", "modules     = [\"toybox\", \"box\"]", "\"box\"", message);
    check_one(
        PACKAGE,
        "note ",
        "size = 3\nnote ",
        "size",
        "unknown field `size`, expected one of `name`, `language`, `modules`, `preattached`, `retired`, `version`, `anchors`, `source`, `note`",
    );
}

#[test]
fn anchors_are_compiled_and_cover_every_name() {
    let found = faults(&toy_with(PACKAGE, "'toybox', ", "'toybox', '(', "));
    assert_eq!((found.len(), found[0].1.as_str()), (1, "'('"));
    check_one(PACKAGE, "'toybox', ", "'toybox', 'x*', ", "'x*'", "this anchor matches every file");
    let found = faults(&toy_with(PACKAGE, ", '\\btoy[A-Z]'", ""));
    let names: Vec<_> = found.iter().map(|(path, name, _)| (path.as_str(), name.as_str())).collect();
    assert_eq!(names, [(SYMBOLS, "toyFit"), (SYMBOLS, "toyOld")], "play is common, toyBox$open is a member");
}

#[test]
fn symbols_tsv_is_checked() {
    let found = faults(&toy_with(SYMBOLS, "name\t", "names\t"));
    assert!(found.iter().any(|(path, _, message)| path == SYMBOLS && message == "wrong header"));
    check_one(SYMBOLS, "toyOld\tfunction", "toyOld\tsong", "song", "`song` is no kind");
    check_one(SYMBOLS, "\ttrains\t", "\ttrains,sings\t", "sings", "`sings` is no role");
    check_one(SYMBOLS, "code-argument:code", "code-argument:text", "code-argument:text", "`text` is none of its formals");
    check_one(SYMBOLS, "\tyes\tx\t", "\tYES\tx\t", "YES", "`YES` is neither `yes` nor empty");
    check_one(SYMBOLS, "x, y=NULL", "x, x=NULL", "x, x=NULL, sep=\",\", ...", "the argument `x` stands twice");
    check_one(SYMBOLS, "https://example.org/old", "see there", "see there", "`reference` is no web address");
    check_one(SYMBOLS, "\tmodel\t\thttps://example.org/old", "\t\t\thttps://example.org/old", "", "`topic` is empty");
}

#[test]
fn rows_are_whole_sorted_and_unique() {
    let row = "toyOld\tfunction\t\t\tyes\tx\tmodel\t\thttps://example.org/old";
    let ragged = row.replace("model\t\t", "model\t");
    let found = faults(&toy_with(SYMBOLS, row, &ragged));
    assert_eq!((found[0].1.as_str(), found[0].2.as_str()), (ragged.as_str(), "this row has 8 columns, the header has 9"));
    check_one(SYMBOLS, row, &format!("{row}\n{row}"), "toyOld", "`toyOld` stands twice");
    check_one(SYMBOLS, row, &format!("{row}\n{}", row.replace("toyOld", "toyAxe")), "toyAxe", "`toyAxe` stands after `toyOld`");
}

#[test]
fn entries_are_sorted_and_complete() {
    check_one(NEAR, "when       = { data = \"file\" }\n", "", "\"toyFit\"", "a second entry for `toyFit`, although the one above it applies always");
    check_one(NEAR, "{ data = \"file\" }", "{}", "{}", "`when` says nothing");
    let message = "the last entry of `toyOld` has a `when`, so nothing is said of other uses";
    check_one(NEAR, "change     = \"none\"", "when = { context = \"there\" }\nchange = \"none\"", "{ context = \"there\" }", message);
    let entry = &toy::NEAR[toy::NEAR.rfind("[[equivalent]]").expect("the last entry")..];
    let moved = format!("{entry}{}", toy::NEAR.strip_suffix(entry).expect("the others"));
    assert_eq!(faults(&toy_with(NEAR, toy::NEAR, &moved))[0].2, "`toyFit` stands after `toybox`");
}

#[test]
fn entries_have_known_keys_values_and_places() {
    check_one(NEAR, "\"high\"", "\"sure\"", "\"sure\"", "unknown variant `sure`, expected one of `high`, `medium`, `low`");
    check_one(
        NEAR,
        "\"remove\"",
        "\"delete\"",
        "\"delete\"",
        "unknown variant `delete`, expected one of `keep`, `rename`, `arguments`, `rewrite`, `redesign`, `remove`, `none`",
    );
    let found = faults(&toy_with(NEAR, "call       =", "calls      ="));
    assert_eq!((found.len(), found[0].1.as_str()), (1, "calls"));
    check_one(NEAR, "[\"https://example.org/old\"]", "[\" \"]", "\" \"", "a blank source");
    check_one(NEAR, "x   = \"data\"", "w   = \"data\"", "w", "`w` is no argument of `toyFit`");
    check_one(NEAR, "{ data = \"file\" }", "{ present = [\"w\"] }", "\"w\"", "`w` is no argument of `toyFit`");
    check_one(
        NEAR,
        "{ drop = \"not needed\" }",
        "{ lost = \"not needed\" }",
        "{ lost = \"not needed\" }",
        "unknown field `lost`, expected one of `to`, `note`, `manual`, `drop`",
    );
    let message = "an argument has exactly one of `to` (a `note` may go with it), `manual` and `drop`";
    check_one(NEAR, "{ drop = \"not needed\" }", "{ drop = \"a\", to = \"b\" }", "{ drop = \"a\", to = \"b\" }", message);
    let found = faults(&toy_with(NEAR, "\"a.b\" = \"TRUE\"", "a.b = \"TRUE\""));
    assert_eq!((found.len(), found[0].2.as_str()), (1, "invalid type: map, expected a string"));
    check_one(NEAR, "symbol     = \"toybox\"", "symbol     = \"toyfits\"", "\"toyfits\"", "toybox has no symbol `toyfits`");
}

#[test]
fn a_change_fits_what_the_entry_says() {
    check_one(NEAR, "call       = \"lib::fit\"\n", "", "\"arguments\"", "`call` is missing: this change has exactly one counterpart");
    check_one(
        NEAR,
        "change     = \"none\"",
        "change     = \"none\"\ncall = \"lib::old\"",
        "\"lib::old\"",
        "a `call`, although nothing takes its place",
    );
    check_one(NEAR, "before     = \"toyOld(1)\"", "", "\"toyOld\"", "`before` is missing for `toyOld`");
    check_one(NEAR, "toyOld(1)", "play(1)", "\"play(1)\"", "`before` does not use `toyOld`");
    check_one(NEAR, "after      = \"lib::fit(read(f))\"", "", "\"toyFit\"", "`after` is missing for `toyFit`");
    let keep = faults(&toy_with(NEAR, "\"arguments\"", "\"keep\""));
    assert_eq!(keep[0].2, "an argument is added, although all arguments stay the same");
    assert_eq!(keep[1].2, "a `keep` has arguments, although the call runs unchanged");
    let rename = faults(&toy_with(NEAR, "\"arguments\"", "\"rename\""));
    assert_eq!(rename[1..].iter().map(|(_, under, _)| under.as_str()).collect::<Vec<_>>(), ["x", "sep", "\"...\""]);
}

#[test]
fn other_files_are_checked() {
    check_one("homonyms.toml", "toyfit", "elsewhere", "\"elsewhere\"", "no symbol is called `elsewhere`");
    check_one("targets.toml", "\"nearby\"", "\"far\"", "\"far\"", "two targets are called `far`");
    check_one("targets.toml", "[[target]]", "[other]\n[[target]]", "other", "`other` has no place here");
    let mut files = toy::files();
    files[4].path = "R/toybox/on/moon.toml".to_owned();
    assert_eq!(faults(&files), [("R/toybox/on/moon.toml".to_owned(), String::new(), "targets.toml has no target `moon`".to_owned())]);
    let mut files = toy::files();
    files.push(files[1].clone());
    assert_eq!(faults(&files), [("homonyms.toml".to_owned(), String::new(), "this path is given twice".to_owned())]);
}

#[test]
fn platforms_toml_is_checked() {
    let path = "platforms.toml";
    check_one(path, "\"near\"", "\"nearby\"", "\"nearby\"", "targets.toml has no target `nearby`");
    check_one(path, "[\"playroom\"]", "[\"nursery\"]", "\"nursery\"", "no platform has the id `nursery`");
    check_one(path, "[\"nursery\"]", "[\"Attic\"]", "\"Attic\"", "two platforms are called `Attic`");
    check_one(path, "\"attic\"", "\"roof\"", "\"playroom\"", "`playroom` stands after `roof`");
    let message = "`retired`, though its end, 2026-12-31, is after the day of checking";
    check_one(path, "\"announced\"", "\"retired\"", "\"retired\"", message);
    let message = "`announced`, though its end, 2026-11-22, is before the day of checking";
    check_one(path, "2026-12-31", "2026-11-22", "\"announced\"", message);
    check_one(path, "ships      = [\"toybox\"]", "ships      = [\"box\"]", "\"box\"", "no package is called `box`");
    check_one(path, "toybox/toyFit", "toybox/toyFix", "\"toybox/toyFix\"", "no rule is called `toybox/toyFix`");
    check_one(path, "[\"https://example.org/one\"]", "[]", "[]", "no source");
    check_one(path, "\"Dusty.\"", "\"\"", "\"\"", "`r` is blank");
    check_one(path, "ships ", "shops ", "shops", &unknown_key());
}

fn unknown_key() -> String {
    let known = "`id`, `aliases`, `title`, `target`, `status`, `announced`, `ends`, `successor`, `r`, `python`, `ships`, `limits`, `note`, `source`, `checked`, `confidence`";
    format!("unknown field `shops`, expected one of {known}")
}

#[test]
fn patterns_are_rules_of_their_family() {
    let ruleset = load(&toy::files()).expect("a checked ruleset");
    let family = ruleset.packages.iter().find(|package| package.name == "toytext").expect("the family");
    let pattern = |at: usize| family.symbols[at].pattern.as_ref().expect("a pattern");
    assert_eq!((family.language, family.symbols[0].name.as_str(), family.symbols[0].equivalents.len()), (Language::Text, "shelf", 1));
    assert_eq!((pattern(0).places.as_slice(), pattern(0).doubt.as_str()), (&[Place::Code, Place::Script][..], "books stand there too"));
    assert_eq!(pattern(1).expression(&ruleset), "^(?P<package>(?:toybox))$");
    assert_eq!(ruleset.package_called("toybox").map(|package| package.name.as_str()), Some("toybox"));
    let index = crate::RuleIndex::new(ruleset);
    assert_eq!(index.patterns().map(|(rule, _)| index.id(rule)).collect::<Vec<_>>(), ["toytext/shelf", "toytext/wish"]);
    let (shelf, _) = index.patterns().next().expect("a pattern");
    assert_eq!(index.retired(shelf), Some(jiff::civil::date(2024, 2, 29)));
}

#[test]
fn patterns_toml_is_checked() {
    let lines = "\"open shelf://bear\"";
    check_one(PATTERNS, lines, "\"open box://bear\"", "\"open box://bear\"", "the pattern does not find this line");
    check_one(PATTERNS, "\"shelf\"]", "\"shelf://x\"]", "\"shelf://x\"", "the pattern finds this line");
    let message = "no anchor stands in this line, so no file would be looked at for it";
    check_one(PATTERNS, "'shelf:'", "'chest:'", lines, message);
    check_one(PATTERNS, "[\"bookshelf://bear\", \"shelf\"]", "[]", "[]", "no line that must be passed over");
    check_one(PATTERNS, "\"script\"", "\"garden\"", "\"garden\"", "`garden` is no kind of text");
    check_one(PATTERNS, "in         = [\"code\", \"script\"]", "in         = []", "[]", "nowhere");
    check_one(PATTERNS, "'^(?P<package>{R})$'", "'{R}?'", "'{R}?'", "this matches every text");
    check_one(PATTERNS, "\"wish\"", "\"plan\"", "\"plan\"", "`plan` stands after `shelf`");
    check_one(FAMILY, "modules     = []", "modules     = [\"toys\"]", "\"toys\"", "a family of patterns has no module");
    check_one(FAMILY, "\"text\"", "\"R\"", "\"R\"", "the folder stands under text");
    let found = faults(&toy_with(PATTERNS, "(?P<at>", "(?P<at"));
    assert_eq!((found.len(), found[0].1.as_str()), (1, "'\\bshelf://(?P<at\\w+)'"));
}

#[test]
fn packages_do_not_share_names_modules_or_too_many_anchors() {
    let mut files = toy::files();
    let anchors: Vec<String> = (0..anchors::MOST_ANCHORS).map(|number| format!("'toybox{number}'")).collect();
    let text = toy::PACKAGE.replace("\"R\"", "\"Python\"").replace("['toybox', '\\btoy[A-Z]']", &format!("['toybox', {}]", anchors.join(", ")));
    files.push(RuleFile { path: "Python/toybox/package.toml".to_owned(), text });
    let messages: Vec<_> = faults(&files).into_iter().map(|(_, _, message)| message).collect();
    assert_eq!(messages, ["two packages are called `toybox`", "with this package there are 66 different anchors"]);
}
