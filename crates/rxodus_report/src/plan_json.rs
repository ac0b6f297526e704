//! The plan that other programs rely on: `rxodus.plan/1`. Later versions add fields; none changes its meaning.

use std::io::{self, Write};

use rxodus_plan::{Group, LEFT_OUT, Plan, Row, TargetPlan};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    Context,
    json::platform::{PlatformOut, chosen},
    plan_model::{CountsOut, RangeOut, ScoresOut, SeenOut, counts, scores, seen, tenths},
    tool::Tool,
};

const SCHEMA: &str = "rxodus.plan/1";

/// The whole document.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PlanOut<'a> {
    /// `rxodus.plan/1`.
    schema: &'static str,
    tool: Tool,
    /// The day that life cycles and expiry were judged by.
    as_of: String,
    /// Where the code will run, if a platform was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    platform: Option<PlatformOut<'a>>,
    /// The version of the table of costs and of its use: estimates compare only within one version.
    formula: u32,
    minutes_per_point: u32,
    findings: CountsOut,
    coverage: SeenOut,
    /// In the order of the rules.
    targets: Vec<TargetOut<'a>>,
    /// Work that no estimate here holds, in words.
    left_out: &'static [&'static str],
}

/// A target. Packages, files, rules and changes each add up to the effort of `scores`, as `rows` does.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TargetOut<'a> {
    target: &'a str,
    title: &'a str,
    scores: ScoresOut,
    packages: Vec<GroupOut>,
    files: Vec<GroupOut>,
    rules: Vec<GroupOut>,
    /// Unmapped findings have no change and are in none of these.
    changes: Vec<GroupOut>,
    /// Every addend of the estimate.
    rows: Vec<RowOut<'a>>,
    /// The addends of what a reader must judge, in no sum but their own.
    graded_rows: Vec<RowOut<'a>>,
}

/// Findings that have something in common.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct GroupOut {
    /// The package, path, rule or change.
    name: String,
    /// Unmapped ones included.
    findings: u64,
    /// Those of them that `tenths` says nothing of.
    unmapped: u64,
    /// Tenths of a point.
    tenths: RangeOut,
}

/// An addend.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RowOut<'a> {
    /// Index in the `findings` that `rxodus.check/1` has for the same run.
    finding: usize,
    path: &'a str,
    /// From 1.
    line: u32,
    rule: String,
    /// The class of the rule's change on the target.
    change: &'static str,
    /// What is priced: `change`, `import`, or an argument: `manual` or `changes`.
    part: &'static str,
    /// The argument; `null` where it is about the use itself.
    argument: Option<&'a str>,
    /// `first` or `repeat`.
    occurrence: &'static str,
    /// `high`, `medium` or `low`.
    confidence: &'static str,
    /// How sure the finding is.
    origin: &'static str,
    /// Tenths of a point.
    tenths: RangeOut,
    /// The same in words.
    why: String,
}

/// Writes the document, with a newline at its end.
pub fn write_plan_json(plan: &Plan, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let document = PlanOut {
        schema: SCHEMA,
        tool: Tool::own(),
        as_of: context.as_of.to_string(),
        platform: chosen(context),
        formula: plan.formula,
        minutes_per_point: plan.minutes_per_point,
        findings: counts(plan),
        coverage: seen(&plan.seen),
        targets: plan.targets.iter().map(|target| target_out(plan, target, context)).collect(),
        left_out: &LEFT_OUT,
    };
    serde_json::to_writer(&mut *out, &document)?;
    writeln!(out)
}

/// The JSON Schema of the document.
pub fn plan_schema() -> String {
    let mut text = serde_json::to_string_pretty(&schemars::schema_for!(PlanOut<'static>)).unwrap_or_default();
    text.push('\n');
    text
}

fn target_out<'a>(plan: &'a Plan, target: &TargetPlan, context: &'a Context) -> TargetOut<'a> {
    let known = context.target(target.target);
    let packages = &context.index.ruleset().packages;
    TargetOut {
        target: &known.id,
        title: &known.title,
        scores: scores(target, context),
        packages: groups(&target.packages, |package| packages[usize::from(*package)].name.clone()),
        files: groups(&target.files, |file| plan.files[file.0 as usize].clone()),
        rules: groups(&target.rules, |rule| context.index.id(*rule)),
        changes: groups(&target.changes, |change| change.name().to_owned()),
        rows: target.rows.iter().map(|row| row_out(plan, row, context)).collect(),
        graded_rows: target.graded.rows.iter().map(|row| row_out(plan, row, context)).collect(),
    }
}

fn groups<K>(groups: &[Group<K>], name: impl Fn(&K) -> String) -> Vec<GroupOut> {
    let group =
        |group: &Group<K>| GroupOut { name: name(&group.key), findings: group.findings, unmapped: group.unmapped, tenths: tenths(group.effort) };
    groups.iter().map(group).collect()
}

fn row_out<'a>(plan: &'a Plan, row: &Row, context: &'a Context) -> RowOut<'a> {
    let formal = |formal: u16| Some(context.index.symbol(row.rule)?.formals.get(usize::from(formal))?.name.as_str());
    RowOut {
        finding: row.finding,
        path: &plan.files[row.file.0 as usize],
        line: row.line,
        rule: context.index.id(row.rule),
        change: row.change.name(),
        part: row.part.name(),
        argument: row.part.formal().and_then(formal),
        occurrence: row.occurrence.name(),
        confidence: row.confidence.name(),
        origin: row.origin.name(),
        tenths: tenths(row.effort),
        why: rxodus_plan::why(row, context.index),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan_toy::{context, plan, toy};
    use serde_json::Value;

    fn sum(rows: &Value, end: &str) -> u64 {
        rows.as_array().expect("rows").iter().map(|row| row["tenths"][end].as_u64().expect("a number")).sum()
    }

    #[test]
    fn the_document_adds_up() {
        let toy = toy();
        let mut out = Vec::new();
        write_plan_json(&plan(&toy), &context(&toy), &mut out).expect("written");
        let document: Value = serde_json::from_slice(&out).expect("JSON");
        assert_eq!(document["schema"], "rxodus.plan/1");
        assert_eq!(document["findings"], serde_json::json!({"certain": 3, "graded": 1, "suppressed": 1}));
        for target in document["targets"].as_array().expect("targets") {
            for end in ["low", "likely", "high"] {
                let total = target["scores"]["effort"]["tenths"][end].as_u64().expect("a number");
                for part in ["rows", "packages", "files", "rules", "changes"] {
                    assert_eq!(sum(&target[part], end), total, "{part}");
                }
                assert_eq!(sum(&target["gradedRows"], end), target["scores"]["graded"]["effort"]["tenths"][end]);
            }
        }
        let row = &document["targets"][0]["rows"][1];
        assert_eq!((&row["part"], &row["argument"], &row["occurrence"]), (&"changes".into(), &"data".into(), &"first".into()));
    }

    #[test]
    fn the_schema_names_every_part() {
        let schema: Value = serde_json::from_str(&plan_schema()).expect("JSON");
        assert_eq!(schema["properties"].as_object().expect("properties").len(), 10);
    }
}
