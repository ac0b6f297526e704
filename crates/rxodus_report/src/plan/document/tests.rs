//! The toy plan as a document, and back.

use serde_json::Value;

use super::*;
use crate::plan::toy::{plan, toy};

fn written(plan: &Plan) -> String {
    let mut out = Vec::new();
    write_plan_json(plan, &mut out).expect("written");
    String::from_utf8(out).expect("text")
}

fn sum(rows: &Value, end: &str) -> u64 {
    rows.as_array().expect("rows").iter().map(|row| row["tenths"][end].as_u64().expect("a number")).sum()
}

#[test]
fn the_document_adds_up() {
    let document: Value = serde_json::from_str(&written(&plan(&toy()))).expect("JSON");
    assert_eq!(document["schema"], "rxodus.plan/1");
    assert_eq!(document["counts"], serde_json::json!({"certain": 3, "graded": 1, "suppressed": 1}));
    for (at, target) in document["targets"].as_array().expect("targets").iter().enumerate() {
        for end in ["low", "likely", "high"] {
            let total = target["scores"]["effort"]["tenths"][end].as_u64().expect("a number");
            for part in ["rows", "packages", "files", "rules", "changes"] {
                assert_eq!(sum(&target[part], end), total, "{part}");
            }
            assert_eq!(sum(&target["fixed"], end), target["scores"]["fixed"]["tenths"][end].as_u64().expect("a number"));
            let graded = &target["scores"]["graded"]["effort"]["tenths"][end];
            assert_eq!(sum(&target["gradedRows"], end), *graded);
            assert_eq!(document["repositories"][0]["targets"][at]["effort"]["tenths"][end], total);
            let each = document["findings"].as_array().expect("findings").iter().filter_map(|finding| finding["tenths"][at][end].as_u64());
            assert_eq!(each.sum::<u64>(), total + graded.as_u64().expect("a number"));
        }
    }
    let row = &document["targets"][0]["rows"][1];
    assert_eq!((&row["part"], &row["argument"], &row["first"]), (&"changes".into(), &1.into(), &true.into()));
    let finding = &document["findings"][1];
    assert_eq!((&finding["code"], &finding["codeColumn"]), (&"oldFit(y, d, w)".into(), &1.into()));
}

#[test]
fn what_is_read_back_is_the_same() {
    let plan = plan(&toy());
    let text = written(&plan);
    let again = rxodus_plan::plan(read_plan_json(&text).expect("a plan"));
    assert_eq!(written(&again), text);
    assert_eq!(again.targets, plan.targets);
}

#[test]
fn what_is_no_plan_is_said_to_be_none() {
    let text = written(&plan(&toy()));
    let error = |from: &str, to: &str| read_plan_json(&text.replacen(from, to, 1)).expect_err("an error").to_string();
    assert!(error("rxodus.plan/1", "rxodus.plan/9").contains("`rxodus.plan/9`"));
    assert!(error("\"usage\":\"call\"", "\"usage\":\"dance\"").contains("`dance`"));
    assert!(error("\"file\":0", "\"file\":7").contains("file 7"));
    assert!(error("{", "[").contains("is no plan"));
}
