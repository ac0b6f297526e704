//! The platform in JSON, and what it adds to a finding.

use std::io::{self, Write};

use jiff::civil::Date;
use rxodus_rules::{Limit, Platform, Ruleset};
use rxodus_scan::Finding;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Context, json_text::write_value};

/// Where the code will run.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct PlatformOut<'a> {
    id: &'a str,
    title: &'a str,
    /// The API family that code is rewritten to for it; `null` where no code moves to it.
    target: Option<&'a str>,
    /// `active`, `announced`, `deprecated` or `retired`, as of the day of the document.
    status: &'static str,
    /// The day on which its end was announced, where that is known.
    announced: Option<String>,
    /// End of support; `null` where none was announced.
    ends: Option<String>,
    /// Days from the day of the document to the end of support; `null` where there is none, or where it is over.
    days_left: Option<i32>,
    /// Ids of platforms that are advised instead.
    successors: Vec<&'a str>,
    /// How it runs R; `null` where it does not.
    r: Option<&'a str>,
    /// How it runs Python; `null` where it does not.
    python: Option<&'a str>,
    /// Retired packages that it still comes with.
    ships: Vec<&'a str>,
    limits: Vec<LimitOut<'a>>,
    note: &'a str,
    sources: Vec<&'a str>,
    /// The day on which its sources were read.
    checked: String,
    /// `high`, `medium` or `low`.
    confidence: &'static str,
}

/// Something that a platform does not do, or does in a way of its own.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct LimitOut<'a> {
    /// It concerns all uses of these packages.
    packages: Vec<&'a str>,
    /// It concerns these rules; where there are neither packages nor rules, all uses.
    rules: Vec<&'a str>,
    /// Only packages for this language; `null` where the language does not matter.
    language: Option<&'static str>,
    note: &'a str,
    sources: Vec<&'a str>,
}

/// What the platform adds to a finding.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct OnPlatform {
    /// Whether it runs the language of the package.
    runs: bool,
    /// Whether it still comes with the package.
    ships: bool,
    /// Indices in the `limits` of the platform.
    limits: Vec<usize>,
}

/// All platforms, as they are on a day.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct List<'a> {
    /// `rxodus.platforms/1`.
    schema: &'static str,
    as_of: String,
    platforms: Vec<PlatformOut<'a>>,
}

/// Writes all platforms, with a newline at the end.
pub fn write_platforms_json(ruleset: &Ruleset, as_of: Date, out: &mut dyn Write) -> io::Result<()> {
    let platforms = ruleset.platforms.iter().map(|platform| platform_out(ruleset, platform, as_of)).collect();
    write_value(&mut *out, &List { schema: "rxodus.platforms/1", as_of: as_of.to_string(), platforms })?;
    writeln!(out)
}

/// The platform of a run, if one was chosen.
pub(crate) fn chosen<'a>(context: &Context<'a>) -> Option<PlatformOut<'a>> {
    context.platform.map(|platform| platform_out(context.index.ruleset(), platform, context.as_of))
}

fn platform_out<'a>(ruleset: &'a Ruleset, platform: &'a Platform, as_of: Date) -> PlatformOut<'a> {
    let given = |text: &'a str| Some(text).filter(|text| !text.is_empty());
    PlatformOut {
        id: &platform.id,
        title: &platform.title,
        target: platform.target.map(|target| ruleset.targets[usize::from(target.0)].id.as_str()),
        status: platform.status_on(as_of).name(),
        announced: platform.announced.map(|day| day.to_string()),
        ends: platform.ends.map(|day| day.to_string()),
        days_left: platform.days_left(as_of),
        successors: texts(&platform.successors),
        r: given(&platform.r),
        python: given(&platform.python),
        ships: texts(&platform.ships),
        limits: platform.limits.iter().map(limit_out).collect(),
        note: &platform.note,
        sources: texts(&platform.sources),
        checked: platform.checked.to_string(),
        confidence: platform.confidence.name(),
    }
}

fn limit_out(limit: &Limit) -> LimitOut<'_> {
    LimitOut {
        packages: texts(&limit.packages),
        rules: texts(&limit.rules),
        language: limit.language.map(rxodus_rules::Language::name),
        note: &limit.note,
        sources: texts(&limit.sources),
    }
}

fn texts(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

/// What the platform, if one was chosen, adds to a finding.
pub(super) fn on_platform(context: &Context, finding: &Finding) -> Option<OnPlatform> {
    let platform = context.platform?;
    Some(OnPlatform {
        runs: context.runs(finding),
        ships: platform.ships.contains(&context.index.package(finding.rule).name),
        limits: platform.limits_of(context.index, finding.rule),
    })
}
