//! `effort.toml` as written, before its numbers are compared. A class that is missing is an error of the shape.

use serde::Deserialize;
use toml::Spanned;

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Table {
    pub(super) formula: Spanned<u32>,
    pub(super) minutes_per_point: Spanned<u32>,
    pub(super) note: Spanned<String>,
    pub(super) source: Spanned<Vec<Spanned<String>>>,
    pub(super) import: Spanned<Points>,
    pub(super) change: Classes,
    pub(super) argument: Arguments,
    pub(super) confidence: Confidences,
    pub(super) origin: Origins,
    #[serde(default)]
    pub(super) fixed: Vec<Fixed>,
}

/// `[[fixed]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fixed {
    pub(super) id: Spanned<String>,
    pub(super) title: Spanned<String>,
    pub(super) each: Spanned<String>,
    pub(super) first: Spanned<Points>,
    pub(super) repeat: Spanned<Points>,
    #[serde(default)]
    pub(super) on: Vec<Spanned<String>>,
    pub(super) why: Spanned<String>,
}

/// `[change.…]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Classes {
    pub(super) keep: Class,
    pub(super) rename: Class,
    pub(super) arguments: Class,
    pub(super) rewrite: Class,
    pub(super) redesign: Class,
    pub(super) remove: Class,
    pub(super) none: Class,
}

/// A class of change.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Class {
    pub(super) first: Spanned<Points>,
    pub(super) repeat: Spanned<Points>,
    pub(super) before: Spanned<String>,
    pub(super) after: Option<Spanned<String>>,
    pub(super) why: Spanned<String>,
}

/// `[argument.…]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Arguments {
    pub(super) manual: Price,
    pub(super) changes: Price,
}

/// A first time and each time after it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Price {
    pub(super) first: Spanned<Points>,
    pub(super) repeat: Spanned<Points>,
}

/// Tenths of a point.
#[derive(Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(super) struct Points {
    pub(super) low: u32,
    pub(super) likely: u32,
    pub(super) high: u32,
}

/// `[confidence]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Confidences {
    pub(super) high: Spanned<Spread>,
    pub(super) medium: Spanned<Spread>,
    pub(super) low: Spanned<Spread>,
}

/// `[origin]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Origins {
    pub(super) qualified: Spanned<Spread>,
    pub(super) attached: Spanned<Spread>,
    pub(super) unattached: Spanned<Spread>,
    pub(super) ambiguous: Spanned<Spread>,
    pub(super) dynamic: Spanned<Spread>,
}

/// Per cent.
#[derive(Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(super) struct Spread {
    pub(super) low: u32,
    pub(super) high: u32,
}
