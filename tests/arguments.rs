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

/// `written why meant` of each unknown argument of the first finding of a symbol.
fn unknown(document: &Value, symbol: &str) -> Vec<String> {
    let finding = document["findings"].as_array().expect("findings").iter().find(|finding| finding["symbol"] == symbol).expect("the finding");
    let arguments = finding["arguments"].as_array().expect("arguments").iter().filter(|argument| !argument["unknown"].is_null());
    let told = arguments.map(|argument| format!("{} {} {}", argument["written"], argument["unknown"]["why"], argument["unknown"]["meant"]));
    told.map(|told| told.replace('"', "")).collect()
}

#[test]
fn unknown_names_are_told() {
    let code = "\
library(RevoScaleR)
rxLinMod(y ~ x, d, banana = 3, pweigths = w)
rxDataStep(data = d, outFile = \"o.xdf\")
rxSplit(d, numOutFiles = 2)
rxPredict(m, d, comp = TRUE)
rxImport(\"a.csv\", missingValueString = \"-\")
rxExec(f, whatever = 1)
rxGetInfoXdf(\"a.xdf\", nothing = 1)
";
    let document = json(code, &[]);
    assert_eq!(unknown(&document, "rxLinMod"), ["banana taken []", "pweigths nearly [pweights]"]);
    assert_eq!(unknown(&document, "rxDataStep"), ["data mistake [inData]"]);
    assert_eq!(unknown(&document, "rxSplit"), ["numOutFiles mistake [numOut]"]);
    assert_eq!(unknown(&document, "rxPredict"), ["comp several [computeStdErrors,computeResiduals]"]);
    assert_eq!(unknown(&document, "rxGetInfoXdf"), ["nothing nothing []"]);
    assert!(unknown(&document, "rxImport").is_empty() && unknown(&document, "rxExec").is_empty(), "what takes them in hands them on");

    let text = checked(code, &["--color", "never"]).split_whitespace().collect::<Vec<_>>().join(" ");
    let told = [
        "unknown: `banana` is no argument of `rxLinMod`, whose `...` takes any name: look for a mistake in the call",
        "unknown: `data` is no argument of `rxDataStep`: `inData` is meant.",
        "unknown: `comp` begins the names of 2 arguments, `computeStdErrors` and `computeResiduals`: R stops there",
        "unknown: `nothing` fits no argument of `rxGetInfoXdf`",
    ];
    assert!(told.iter().all(|told| text.contains(told)), "{text}");
}

#[test]
fn an_argument_is_called_as_it_is_written() {
    let text = checked("RevoScaleR::rxLinMod(y ~ x, d, banana = 3, cov = TRUE, covC = TRUE)\n", &["--target", "oss", "--color", "never"]);
    assert!(text.contains("banana") && text.contains("covCoef (written covC)"), "{text}");
}

#[test]
fn unknown_names_of_python_are_told() {
    let tree = Tree::new()
        .with("a.py", "from revoscalepy import rx_lin_mod, RxSqlServerData\nrx_lin_mod('y ~ x', d, bananas=1)\nRxSqlServerData(sqlQuery=q)\n");
    let output = run(&tree.root(), &["check", "a.py", "--exit-zero", "--no-config", "--format", "json"]);
    let document = serde_json::from_slice(&output.stdout).expect("JSON");
    let called = |symbol: &str| -> Value {
        let Value::Object(document) = &document else { panic!("a document") };
        let calls =
            document["findings"].as_array().expect("findings").iter().filter(|finding| finding["usage"] == "call" && finding["symbol"] == symbol);
        serde_json::json!({ "findings": calls.collect::<Vec<_>>() })
    };
    assert_eq!(unknown(&called("rx_lin_mod"), "rx_lin_mod"), ["bananas taken []"]);
    assert_eq!(unknown(&called("RxSqlServerData"), "RxSqlServerData"), ["sqlQuery mistake [sql_query]"]);
}

#[test]
fn parameters_of_a_script_have_a_fate() {
    let tree =
        Tree::new().with("a.sql", "EXEC sp_execute_external_script @language = N'R', @script = N'x <- 1', @params = N'@model int', @model = 1;\n");
    let output = run(&tree.root(), &["check", "a.sql", "--exit-zero", "--no-config", "--format", "json"]);
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(fates(&document, "sp_execute_external_script", "oss").last().map(String::as_str), Some("... manual"));
    assert!(unknown(&document, "sp_execute_external_script").is_empty());
}

#[test]
fn a_wrapped_vector_becomes_what_its_call_becomes() {
    let code = "library(RevoScaleR)\nrxSetComputeContext(\"local\")\nrxExec(f, x = rxElemArg(1:3))\n";
    let document = json(code, &[]);
    let calls: Vec<_> = document["findings"].as_array().expect("findings").iter().filter(|finding| finding["line"] == 3).collect();
    for target in ["spark", "azureml", "oss"] {
        let new: Vec<_> = calls.iter().map(|finding| finding["equivalents"][target]["call"].as_str().unwrap_or_default()).collect();
        assert_eq!(new, ["future.apply::future_lapply"; 2], "{target}");
    }
}

#[test]
fn what_a_call_gives_decides_what_it_becomes() {
    let call = |given: &str| format!("library(MicrosoftML)\nrxNeuralNet(y ~ x, data = d{given})\n");
    let new = |given: &str| {
        let document = json(&call(given), &[]);
        let finding = document["findings"].as_array().expect("findings").iter().find(|finding| finding["usage"] == "call").expect("the call");
        finding["equivalents"]["oss"]["call"].as_str().map(str::to_owned)
    };
    assert_eq!(new(", netDefinition = layers").as_deref(), Some("torch::nn_module"));
    assert_eq!(new("").as_deref(), Some("nnet::nnet"));
    assert_eq!(new(", netDefinition = NULL").as_deref(), Some("nnet::nnet"));
}

/// What `explain` prints.
fn explained(args: &[&str]) -> String {
    let output = run(&crate::scanning::ROOT, &[&["explain", "--as-of", "2026-11-23"], args].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
}

#[test]
fn pages_are_short_and_can_be_of_one_target() {
    let (short, whole) = (explained(&["rxImport"]), explained(&["rxImport", "--verbose"]));
    assert!(short.lines().count() * 3 < whole.lines().count() * 2, "{} of {} lines", short.lines().count(), whole.lines().count());
    assert!(
        short.contains("    else: otherwise") && short.contains("    when: the data is sqlserver\n becomes: rewrite -> DBI::dbGetQuery"),
        "{short}"
    );
    let one = explained(&["rxImport", "--target", "oss"]);
    assert!(one.contains("\non oss: ") && !one.contains("\non spark: ") && one.matches("    note: ").count() > 2, "{one}");
    assert!(explained(&["revoscalepy.rx_import"]).starts_with("revoscalepy/rx_import: "));
}

#[test]
fn targets_have_pages() {
    let page = explained(&["oss"]);
    assert!(page.starts_with("oss: ") && page.contains("\n becomes: keep "), "{page}");
    assert!(explained(&["spark"]).starts_with("`spark` has 2 pages: the target spark, the platform spark"), "{}", explained(&["spark"]));
    assert!(explained(&["sparkml"]).starts_with("spark: "));
}
