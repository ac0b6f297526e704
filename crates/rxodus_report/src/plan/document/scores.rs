//! The parts of a plan as JSON has them. Numbers are whole: tenths of a point, minutes, thousandths.

use rxodus_plan::{Counts, Estimate, Facts, Group, Minutes, Profile, Seen, Share, TargetPlan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A part of a whole.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ShareOut {
    part: u64,
    of: u64,
    /// Thousandths, rounded down: 1000 stands for the whole alone.
    permille: u16,
}

/// A range, in rising order.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct RangeOut {
    low: u64,
    likely: u64,
    high: u64,
}

/// A range of effort. It never holds what is unmapped, graded or suppressed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct EffortOut {
    /// Tenths of a point.
    tenths: RangeOut,
    /// Whole minutes.
    minutes: RangeOut,
}

/// Coverage: what the run saw.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct SeenOut {
    /// Files that can hold code and were read.
    files: u64,
    bytes: u64,
    /// Files that were read, and not wholly understood.
    partial: u64,
    /// Files that could not be read.
    unread: u64,
    /// Left out on purpose.
    skipped: u64,
    /// Files of kinds that are not read.
    other_files: u64,
    /// Files that were wholly understood; `null` where there are none.
    whole: Option<ShareOut>,
}

/// Findings that the estimate covers, and those that it does not.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct CountsOut {
    /// Certain, and ignored by no comment: readiness and effort speak of these alone.
    certain: u64,
    /// For a reader to judge: estimated apart.
    graded: u64,
    /// Ignored by a comment.
    suppressed: u64,
}

/// What is in no estimate, because nobody looked. That is not the same as no effort.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct UnmappedOut {
    findings: u64,
    rules: Vec<RuleCountOut>,
    /// Arguments of mapped calls that the rules don't name.
    arguments: u64,
    /// Mapped findings with arguments that cannot be seen.
    unseen_arguments: u64,
}

/// A rule and its findings.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct RuleCountOut {
    rule: String,
    findings: u64,
}

/// Findings that a reader must judge.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct GradedOut {
    findings: u64,
    /// Those of them whose rule is unmapped.
    unmapped: u64,
    /// What comes on top of the estimate, if they are what they seem.
    effort: EffortOut,
}

/// The scores on a target.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ScoresOut {
    /// Certain findings that the rules say something of; `null` where nothing was found.
    mapped: Option<ShareOut>,
    /// Certain findings whose change is `keep`, `rename`, `arguments` or `remove`; `null` where nothing was found.
    readiness: Option<ShareOut>,
    /// The code alone.
    effort: EffortOut,
    /// What the project costs once, whatever its lines cost; it is not in `effort`.
    fixed: EffortOut,
    unmapped: UnmappedOut,
    graded: GradedOut,
}

pub(crate) fn share_out(share: Share) -> ShareOut {
    ShareOut { part: share.part, of: share.of, permille: share.permille() }
}

/// What of a group is mechanical; absent where it is empty.
pub(crate) fn ready_share<K>(group: &Group<K>) -> Option<ShareOut> {
    Share::new(group.ready, group.findings).map(share_out)
}

pub(crate) fn tenths(estimate: Estimate) -> RangeOut {
    RangeOut { low: estimate.low, likely: estimate.likely, high: estimate.high }
}

pub(crate) fn effort_out(estimate: Estimate, profile: Profile) -> EffortOut {
    let Minutes { low, likely, high } = estimate.minutes(profile);
    EffortOut { tenths: tenths(estimate), minutes: RangeOut { low, likely, high } }
}

pub(crate) fn seen_out(seen: &Seen) -> SeenOut {
    SeenOut {
        files: seen.files,
        bytes: seen.bytes,
        partial: seen.partial,
        unread: seen.unread,
        skipped: seen.skipped,
        other_files: seen.other_files,
        whole: seen.whole().map(share_out),
    }
}

impl SeenOut {
    pub(crate) fn facts(&self) -> Seen {
        let Self { files, bytes, partial, unread, skipped, other_files, whole: _ } = *self;
        Seen { files, bytes, partial, unread, skipped, other_files }
    }
}

pub(crate) fn counts_out(counts: Counts) -> CountsOut {
    CountsOut { certain: counts.certain, graded: counts.graded, suppressed: counts.suppressed }
}

pub(crate) fn scores_out(target: &TargetPlan, facts: &Facts) -> ScoresOut {
    let rule = |(rule, findings): &(u32, u64)| RuleCountOut { rule: facts.rules[*rule as usize].id.clone(), findings: *findings };
    ScoresOut {
        mapped: target.mapped.map(share_out),
        readiness: target.readiness.map(share_out),
        effort: effort_out(target.effort, facts.profile),
        fixed: effort_out(target.fixed, facts.profile),
        unmapped: UnmappedOut {
            findings: target.unmapped.findings,
            rules: target.unmapped.rules.iter().map(rule).collect(),
            arguments: target.unmapped.arguments,
            unseen_arguments: target.unmapped.unseen_arguments,
        },
        graded: GradedOut {
            findings: target.graded.findings,
            unmapped: target.graded.unmapped,
            effort: effort_out(target.graded.effort, facts.profile),
        },
    }
}
