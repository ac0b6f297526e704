//! Which platform fits: the criteria of the rules judge versions of one product alike, and how soon a platform ends counts.

use std::{collections::BTreeSet, fs};

use serde_json::{Value, json};

use crate::{
    program::{run, stderr, stdout},
    scanning::{INDEX, ROOT},
};

const VERSIONS: [&str; 4] = ["sql-2017", "sql-2019", "sql-2022", "sql-2025"];

fn advice(as_of: &str, folder: &str) -> Value {
    let output = run(&ROOT, &["advise", "--as-of", as_of, "--format", "json", folder]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn platform<'a>(advice: &'a Value, id: &str) -> &'a Value {
    advice["platforms"].as_array().expect("platforms").iter().find(|platform| platform["id"] == id).expect("a platform")
}

/// The fit of a platform's age: absent where that is no reason, `null` where it rules the platform out.
fn life<'a>(advice: &'a Value, id: &str) -> Option<&'a Value> {
    platform(advice, id)["evidence"]
        .as_array()
        .expect("evidence")
        .iter()
        .find(|reason| reason["criterion"] == "life-cycle")
        .map(|reason| &reason["fit"])
}

#[test]
fn versions_of_one_product_are_judged_together() {
    for criterion in &INDEX.ruleset().criteria {
        let judged: BTreeSet<&str> = criterion.fits.iter().flat_map(|fit| &fit.platforms).map(String::as_str).collect();
        let versions: Vec<_> = VERSIONS.into_iter().filter(|version| judged.contains(version)).collect();
        assert!(versions.is_empty() || versions == VERSIONS, "`{}` judges {versions:?} alone", criterion.id);
    }
}

#[test]
fn what_ends_soon_fits_less() {
    let now = advice("2026-11-23", "fixtures/projects/length_of_stay");
    assert_eq!([life(&now, "sql-2019"), life(&now, "sql-2022"), life(&now, "oss-r")], [Some(&Value::from(-1)), None, None]);
    assert_eq!(life(&now, "sql-2017"), Some(&Value::Null), "it ends within a year");
    assert_ne!(platform(&now, "sql-2017")["excluded"], Value::Array(Vec::new()));
    let later = advice("2027-01-08", "fixtures/projects/length_of_stay");
    assert_eq!(life(&later, "sql-2019"), Some(&Value::from(-1)), "three years to the day");
    let later = advice("2027-01-09", "fixtures/projects/length_of_stay");
    assert_eq!([life(&later, "sql-2019"), life(&later, "sql-2016")], [Some(&Value::from(-2)), None], "what is retired is out for that");
}

#[test]
fn the_recommendation_has_its_reasons() {
    let advice = advice("2026-11-23", "fixtures/projects/length_of_stay");
    let platforms = advice["platforms"].as_array().expect("platforms");
    assert_eq!(platforms[0]["id"], advice["recommended"]);
    let why: Vec<_> = advice["why"].as_array().expect("reasons").iter().filter_map(Value::as_str).collect();
    let elsewhere = platforms.iter().find(|platform| platform["target"] != platforms[0]["target"]).expect("another target");
    for rival in [&platforms[1], elsewhere] {
        let start = format!("Before {}: ", rival["title"].as_str().expect("a title"));
        assert!(why.iter().any(|why| why.starts_with(&start)), "{start} {why:?}");
    }
}

#[test]
fn a_platform_of_another_target_than_those_asked_for_is_never_recommended() {
    for target in ["spark", "sqlml", "oss"] {
        let output = run(&ROOT, &["advise", "-t", target, "--as-of", "2026-11-23", "--format", "json", "fixtures/projects/length_of_stay"]);
        let advice: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let recommended = advice["recommended"].as_str();
        assert_eq!(recommended.is_some(), target != "oss", "each of its platforms runs one language, and that code is in two");
        assert!(recommended.is_none_or(|id| platform(&advice, id)["target"] == target), "{recommended:?}");
        for other in advice["platforms"].as_array().expect("platforms").iter().filter(|platform| platform["target"].is_null()) {
            assert_ne!(other["excluded"], Value::Array(Vec::new()), "{}", other["id"]);
        }
    }
}

#[test]
fn platforms_of_one_language_each_do_together_what_none_does_alone() {
    let folder = "fixtures/projects/length_of_stay";
    let of = |args: &[&str]| {
        let output = run(&ROOT, &[args, &["--as-of", "2026-11-23", folder]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stdout(&output)
    };
    let advice: Value = serde_json::from_str(&of(&["advise", "-t", "oss", "--format", "json"])).expect("JSON");
    let check: Value = serde_json::from_str(&of(&["check", "--exit-zero", "--format", "json"])).expect("JSON");
    let findings = |language: &str| {
        let is_certain = |finding: &Value| finding["origin"] != "ambiguous" && finding["origin"] != "dynamic";
        let counted = |finding: &&Value| finding["language"] == language && finding["suppressed"].is_null() && is_certain(finding);
        check["findings"].as_array().expect("findings").iter().filter(counted).count()
    };
    let part = |language: &str, platform: &str| json!({ "language": language, "findings": findings(language), "platform": platform });
    assert_eq!(advice["together"], json!([part("R", "oss-r"), part("Python", "oss-python")]));
    let first: Vec<_> = advice["platforms"].as_array().expect("platforms").iter().take(2).map(|platform| platform["id"].clone()).collect();
    assert_eq!(first, ["oss-r", "oss-python"]);
    let text = of(&["advise", "-t", "oss"]);
    let words = format!("together they do: {} for R ({} findings)", platform(&advice, "oss-r")["title"].as_str().expect("a title"), findings("R"));
    assert!(text.lines().next().expect("a line").contains(&words), "{text}");
    for (target, folder) in [("spark", folder), ("oss", "fixtures/projects/sourced")] {
        let output = run(&ROOT, &["advise", "-t", target, "--as-of", "2026-11-23", "--format", "json", folder]);
        let advice: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!((&advice["together"], advice["recommended"].is_string()), (&json!([]), true), "one of them runs all of the code of {folder}");
    }
}

#[test]
fn the_samples_of_the_page_are_what_is_printed() {
    let page = page();
    let samples: Vec<_> = page.split("```text\n$ rxodus ").skip(1).map(|rest| rest.split_once("```").expect("its end").0).collect();
    assert_eq!(samples.len(), 2);
    for sample in samples {
        let (command, sample) = sample.split_once('\n').expect("what is printed");
        let printed = stdout(&run(&ROOT.join("fixtures/projects/length_of_stay"), &command.split(' ').collect::<Vec<_>>()));
        let mut rest = printed.as_str();
        for part in sample.split("…\n").filter(|part| !part.is_empty()) {
            rest = rest.split_once(part).unwrap_or_else(|| panic!("{command} does not print\n{part}\nin\n{rest}")).1;
        }
    }
}

#[test]
fn the_page_says_the_weights_of_the_rules() {
    let (page, weights) = (page().split_whitespace().collect::<Vec<_>>().join(" "), &INDEX.ruleset().weights);
    let [(bad, worst), (poor, least)] = weights.ends[..] else { panic!("two ends") };
    let (near, have, given_up) = (weights.near, weights.have, weights.given_up);
    for words in [
        format!("Fits within {near} of the best count as"),
        format!("those within {near} of that one"),
        format!(
            "there already gets {have}, one whose support ends within {poor} years {least}, within {bad} years {worst}, one that its makers gave up without a day {given_up}."
        ),
    ] {
        assert!(page.contains(&words), "{words}");
    }
}

fn page() -> String {
    fs::read_to_string(ROOT.join("docs/advise.md")).expect("the page").replace("\r\n", "\n")
}

#[test]
fn data_are_to_be_converted_where_nothing_reads_them_any_more() {
    let waves = |targets: &[&str]| -> Vec<(String, String)> {
        let output = run(&ROOT, &[&["plan", "--format", "json", "fixtures/projects/contexts"], targets].concat());
        let plan: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let text = |wave: &Value, key: &str| wave[key].as_str().expect("text").to_owned();
        plan["waves"].as_array().expect("waves").iter().map(|wave| (text(wave, "kind"), text(wave, "title"))).collect()
    };
    let convert = "convert the data, while something that reads it still runs";
    assert_eq!(waves(&["-t", "spark"])[0], ("data".to_owned(), convert.to_owned()));
    assert_eq!(waves(&[])[0].1, format!("{convert} (on `sqlml` it can stay as long as what reads it runs there)"));
    let kept = waves(&["-t", "sqlml"]);
    assert_eq!((kept[0].0.as_str(), kept.last().expect("a wave").0.as_str()), ("code", "data"));
    assert!(kept.last().expect("a wave").1.starts_with("no need to convert the data"), "{kept:?}");
}
