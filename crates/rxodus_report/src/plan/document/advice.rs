//! Which platform fits, as the document has it, and alone.

use std::io::{self, Write};

use rxodus_plan::{Advice, ForLanguage, Plan, PlatformAdvice, Reason};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::scores::{RangeOut, ShareOut, share_out, tenths};
use crate::{json_text::write_value, plan::rivals::reasons};

/// Which platform fits.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AdviceOut {
    /// First those that fit best or nearly so, with the least work and then the longest life in front; last those that cannot be chosen, except for one language.
    platforms: Vec<PlatformAdviceOut>,
    /// The id of the first one; `null` where nothing speaks for one.
    recommended: Option<String>,
    /// Where no platform can be chosen because none runs all languages of the code: for each language the one that fits best.
    #[serde(default)]
    together: Vec<ForLanguageOut>,
    /// Fits that differ by no more count as equal.
    #[serde(default)]
    near: i32,
    /// Why it comes before the next one, the best one on another target, and the cheapest one: a paragraph each; empty where none is recommended.
    #[serde(default)]
    why: Vec<String>,
    /// What would lead to another one.
    would_change: Vec<WouldChangeOut>,
    /// Questions that nobody answered.
    open: Vec<QuestionOut>,
}

/// The platform that fits best for the code of one language.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ForLanguageOut {
    language: String,
    /// Findings in it.
    findings: u64,
    /// The id of the platform.
    platform: String,
}

/// A platform and this code.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PlatformAdviceOut {
    id: String,
    title: String,
    /// `null` where the plan is for other targets.
    target: Option<String>,
    retired: bool,
    /// End of support; `null` where none was announced.
    ends: Option<String>,
    /// The sum of what speaks for it and against it.
    fit: i32,
    /// Why it cannot be chosen; empty where it can.
    excluded: Vec<String>,
    readiness: Option<ShareOut>,
    /// What the code costs there, in tenths of a point.
    tenths: Option<RangeOut>,
    /// Findings for which there is nothing there.
    blockers: Vec<BlockerOut>,
    evidence: Vec<ReasonOut>,
    /// What it does not do, or does in a way of its own, of what the code uses.
    #[serde(default)]
    limits: Vec<String>,
}

/// A rule for which there is nothing.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct BlockerOut {
    rule: String,
    findings: u64,
}

/// A criterion that holds.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ReasonOut {
    criterion: String,
    title: String,
    /// From 2, strong, to -2, bad; `null` where it rules the platform out.
    fit: Option<i8>,
    why: String,
    /// How often it was found; 0 where somebody said it, and for the life of the platform, `life-cycle`.
    count: u64,
    /// Some of the places, as `path:line`.
    places: Vec<String>,
}

/// A question or a criterion that decides.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WouldChangeOut {
    what: String,
    /// The platform that would be advised then.
    to: Option<String>,
}

/// What to ask people.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct QuestionOut {
    /// The key under `[answers]`.
    id: String,
    text: String,
}

/// Writes the advice alone, as `rxodus.plan/1` has it, with a newline at its end.
pub fn write_advice_json(advice: &Advice, plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    write_value(&mut *out, &advice_out(advice, plan))?;
    writeln!(out)
}

pub(super) fn advice_out(advice: &Advice, plan: &Plan) -> AdviceOut {
    AdviceOut {
        platforms: advice.platforms.iter().map(|platform| platform_out(platform, plan)).collect(),
        recommended: advice.recommended.clone(),
        together: advice.together.iter().map(for_language_out).collect(),
        near: advice.near,
        why: reasons(advice, plan),
        would_change: advice.would_change.iter().map(|(what, to)| WouldChangeOut { what: what.clone(), to: to.clone() }).collect(),
        open: advice.open.iter().map(|(id, text)| QuestionOut { id: id.clone(), text: text.clone() }).collect(),
    }
}

fn for_language_out(part: &ForLanguage) -> ForLanguageOut {
    let ForLanguage { language, findings, platform } = part.clone();
    ForLanguageOut { language, findings, platform }
}

fn platform_out(platform: &PlatformAdvice, plan: &Plan) -> PlatformAdviceOut {
    let reason = |reason: &Reason| {
        let Reason { criterion, title, fit, why, count, places } = reason.clone();
        ReasonOut { criterion, title, fit, why, count, places }
    };
    PlatformAdviceOut {
        id: platform.id.clone(),
        title: platform.title.clone(),
        target: platform.target.map(|target| plan.facts.targets[target].id.clone()),
        retired: platform.is_retired,
        ends: platform.ends.map(|day| day.to_string()),
        fit: platform.fit,
        excluded: platform.excluded.clone(),
        readiness: platform.readiness.map(share_out),
        tenths: platform.effort.map(tenths),
        blockers: platform.blockers.iter().map(|(rule, findings)| BlockerOut { rule: rule.clone(), findings: *findings }).collect(),
        evidence: platform.evidence.iter().map(reason).collect(),
        limits: platform.limits.clone(),
    }
}
