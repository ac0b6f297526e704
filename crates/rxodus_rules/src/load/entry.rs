//! An `[[equivalent]]` as written, before anything is checked.

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::fate::Fate;
use super::tables::Ordered;
use crate::{Change, Confidence};

/// One table of `on/TARGET.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) symbol: Spanned<String>,
    pub(super) when: Option<Spanned<When>>,
    pub(super) change: Spanned<ChangeName>,
    pub(super) call: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) add: Ordered<Spanned<String>>,
    pub(super) note: Spanned<String>,
    pub(super) source: Spanned<Vec<Spanned<String>>>,
    pub(super) checked: Spanned<Datetime>,
    pub(super) confidence: ConfidenceName,
    pub(super) before: Option<Spanned<String>>,
    pub(super) after: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) arguments: Ordered<Fate>,
}

/// When an entry applies.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct When {
    pub(super) context: Option<String>,
    pub(super) data: Option<String>,
    #[serde(default)]
    pub(super) present: Vec<Spanned<String>>,
}

/// A class of change by its name.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(super) enum ChangeName {
    Keep,
    Rename,
    Arguments,
    Rewrite,
    Redesign,
    Remove,
    None,
}

impl From<ChangeName> for Change {
    fn from(name: ChangeName) -> Self {
        match name {
            ChangeName::Keep => Self::Keep,
            ChangeName::Rename => Self::Rename,
            ChangeName::Arguments => Self::Arguments,
            ChangeName::Rewrite => Self::Rewrite,
            ChangeName::Redesign => Self::Redesign,
            ChangeName::Remove => Self::Remove,
            ChangeName::None => Self::None,
        }
    }
}

/// A confidence by its name.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(super) enum ConfidenceName {
    High,
    Medium,
    Low,
}

impl From<ConfidenceName> for Confidence {
    fn from(name: ConfidenceName) -> Self {
        match name {
            ConfidenceName::High => Self::High,
            ConfidenceName::Medium => Self::Medium,
            ConfidenceName::Low => Self::Low,
        }
    }
}
