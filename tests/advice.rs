//! Which platform fits: the criteria of the rules judge versions of one product alike, and how soon a platform ends counts.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    program::{run, stderr},
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
