//! What reports say of the arguments of calls.

use serde_json::Value;

use crate::{
    program::{run, stderr, stdout},
    tree::Tree,
};

/// What `check` prints of one R script, in this form, on these targets.
fn checked(code: &str, args: &[&str]) -> String {
    let tree = Tree::new().with("a.R", code);
    let output = run(&tree.root(), &[&["check", "a.R", "--exit-zero", "--no-config", "--as-of", "2026-11-23"], args].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
}

fn json(code: &str, args: &[&str]) -> Value {
    serde_json::from_str(&checked(code, &[&["--format", "json"], args].concat())).expect("JSON")
}

/// The fates of the arguments of the first finding of a symbol: `formal fate`.
fn fates(document: &Value, symbol: &str, target: &str) -> Vec<String> {
    let finding = document["findings"].as_array().expect("findings").iter().find(|finding| finding["symbol"] == symbol).expect("the finding");
    let fates = finding["equivalents"][target]["arguments"].as_array().expect("arguments").iter();
    fates.map(|fate| format!("{} {}", fate["formal"], fate["fate"]).replace('"', "")).collect()
}

#[test]
fn each_entry_of_a_rule_is_told() {
    let code = "\
library(RevoScaleR)
sq <- RxSqlServerData(table = \"t\", connectionString = s)
rxImport(\"a.csv\", overwrite = TRUE)
rxImport(sq, overwrite = TRUE)
rxImport(\"b.csv\", overwrite = TRUE)
";
    let text = checked(code, &["--target", "oss", "--color", "never"]);
    let imports: Vec<&str> = text.split("\n\n").filter(|part| part.contains("RevoScaleR/rxImport]")).collect();
    let has_note = |part: &&&str| part.contains("\n    note: ");
    assert_eq!(imports.iter().map(|part| has_note(&part)).collect::<Vec<_>>(), [true, true, false], "{text}");
    assert!(imports[1].contains("help: rxodus explain") && imports[2].contains("help: see a.R:3, or"), "{text}");
}

#[test]
fn what_the_new_call_needs_stands_in_json() {
    let document = json("RevoScaleR::rxLogit(y ~ x, data = d)\n", &["--target", "oss"]);
    let equivalent = &document["findings"][0]["equivalents"]["oss"];
    assert_eq!(equivalent["add"], serde_json::json!([{"name": "family", "value": "stats::binomial()"}]));

    let output = run(&crate::scanning::ROOT, &["rules", "list", "--format", "json"]);
    let rules: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let rule = |id: &str| rules["rules"].as_array().expect("rules").iter().find(|rule| rule["rule"] == id).expect("the rule");
    let logit = &rule("RevoScaleR/rxLogit")["equivalents"]["oss"];
    assert_eq!((&logit["add"], &logit["arguments"][0]["formal"]), (&equivalent["add"], &"formula".into()));
    let import = &rule("RevoScaleR/rxImport")["conditional"]["oss"];
    assert!(import.as_array().expect("entries").iter().any(|entry| entry["data"] == "sqlserver" && entry["equivalent"]["call"] == "DBI::dbGetQuery"));
}

#[test]
fn an_entry_for_some_uses_falls_back_on_the_other_where_the_call_is_the_same() {
    let code = "library(RevoScaleR)\nrxDataStep(RxSqlServerData(table = \"t\"), rowsPerRead = 5, transformPackages = \"p\")\n";
    assert_eq!(fates(&json(code, &[]), "rxDataStep", "oss"), ["inData changes", "rowsPerRead drop", "transformPackages drop"]);
}

#[test]
fn where_nothing_takes_the_place_of_a_call_neither_does_of_its_arguments() {
    let code = "RevoScaleR::rxStopEngine(scope = \"session\")\nMicrosoftML::featurizeImage(x)\nRevoScaleR::rxGetVarInfoXdf(\"a\")\n";
    let document = json(code, &[]);
    let entries =
        document["findings"].as_array().expect("findings").iter().flat_map(|finding| finding["equivalents"].as_object().expect("targets").values());
    for entry in entries.filter(|entry| entry["change"] == "none") {
        assert!(entry["arguments"].as_array().expect("fates").iter().all(|fate| fate["fate"] != "unmapped"), "{entry}");
    }
}
