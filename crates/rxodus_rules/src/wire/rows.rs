//! The structs that are written. A change here needs a new version in the header.

use super::{
    advice::{WireCriterion, WireWeights},
    effort::WireEffort,
    flow::WireFlow,
    platform::WirePlatform,
    strays::WireStray,
    traps::WireTrap,
};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct WireRuleset {
    pub(super) targets: Vec<WireTarget>,
    pub(super) packages: Vec<WirePackage>,
    pub(super) homonyms: Vec<WireHomonym>,
    pub(super) effort: Option<WireEffort>,
    pub(super) flow: WireFlow,
    pub(super) platforms: Vec<WirePlatform>,
    /// Library and calls.
    pub(super) verified: Vec<(String, Vec<String>)>,
    pub(super) criteria: Vec<WireCriterion>,
    pub(super) weights: WireWeights,
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireTarget {
    pub(super) id: String,
    pub(super) aliases: Vec<String>,
    pub(super) title: String,
    pub(super) note: String,
    pub(super) libraries: Vec<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct WirePackage {
    pub(super) name: String,
    pub(super) language: u8,
    pub(super) modules: Vec<String>,
    pub(super) preattached: bool,
    pub(super) retired: Option<WireDate>,
    pub(super) version: String,
    pub(super) anchors: Vec<String>,
    pub(super) sources: Vec<String>,
    pub(super) note: String,
    pub(super) symbols: Vec<WireSymbol>,
    pub(super) equivalents: Vec<WireEquivalent>,
    pub(super) traps: Vec<WireTrap>,
    pub(super) strays: Vec<WireStray>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireSymbol {
    pub(super) name: String,
    pub(super) kinds: Vec<u8>,
    pub(super) roles: Vec<String>,
    pub(super) common: bool,
    pub(super) deprecated: bool,
    pub(super) formals: Vec<(String, Option<String>)>,
    pub(super) topic: String,
    pub(super) variants: Vec<String>,
    pub(super) reference: String,
    pub(super) pattern: Option<WirePattern>,
    pub(super) equivalents: Vec<WireEquivalent>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct WirePattern {
    pub(super) title: String,
    pub(super) regex: String,
    pub(super) anchors: Vec<String>,
    pub(super) places: Vec<u8>,
    pub(super) retired: Option<WireDate>,
    pub(super) successor: String,
    pub(super) checked: WireDate,
    pub(super) confidence: u8,
    pub(super) doubt: String,
}

/// Context, data, and what is present.
#[derive(Serialize, Deserialize)]
pub(super) struct WireCondition(pub(super) Option<String>, pub(super) Option<String>, pub(super) Vec<String>);

#[derive(Serialize, Deserialize)]
pub(super) struct WireEquivalent {
    pub(super) target: u8,
    pub(super) when: Option<WireCondition>,
    pub(super) change: u8,
    pub(super) call: Option<String>,
    pub(super) add: Vec<(String, String)>,
    pub(super) note: String,
    pub(super) sources: Vec<String>,
    pub(super) checked: WireDate,
    pub(super) confidence: u8,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) arguments: Vec<(String, WireFate)>,
}

#[derive(Serialize, Deserialize)]
pub(super) enum WireFate {
    To(String, Option<String>),
    Manual(String),
    Drop(String),
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireHomonym {
    pub(super) package: String,
    pub(super) names: Vec<String>,
    pub(super) sources: Vec<String>,
}

/// Year, month, day.
pub(super) type WireDate = (i16, i8, i8);
