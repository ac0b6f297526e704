//! The packed platforms: their rows, and both ways.

use serde::{Deserialize, Serialize};

use super::WireError;
use super::codes::{CONFIDENCES, LANGUAGES, STATUSES, code, value};
use super::from_model::date;
use super::rows::WireDate;
use super::to_model::date as day;
use crate::{Limit, Platform, TargetId};

#[derive(Serialize, Deserialize)]
pub(super) struct WirePlatform {
    id: String,
    aliases: Vec<String>,
    title: String,
    target: Option<u8>,
    status: u8,
    announced: Option<WireDate>,
    ends: Option<WireDate>,
    successors: Vec<String>,
    r: String,
    python: String,
    ships: Vec<String>,
    limits: Vec<WireLimit>,
    note: String,
    sources: Vec<String>,
    checked: WireDate,
    confidence: u8,
}

#[derive(Serialize, Deserialize)]
struct WireLimit {
    packages: Vec<String>,
    rules: Vec<String>,
    language: Option<u8>,
    note: String,
    sources: Vec<String>,
}

impl From<&Platform> for WirePlatform {
    fn from(platform: &Platform) -> Self {
        Self {
            id: platform.id.clone(),
            aliases: platform.aliases.clone(),
            title: platform.title.clone(),
            target: platform.target.map(|target| target.0),
            status: code(&STATUSES, &platform.status),
            announced: platform.announced.map(date),
            ends: platform.ends.map(date),
            successors: platform.successors.clone(),
            r: platform.r.clone(),
            python: platform.python.clone(),
            ships: platform.ships.clone(),
            limits: platform.limits.iter().map(Into::into).collect(),
            note: platform.note.clone(),
            sources: platform.sources.clone(),
            checked: date(platform.checked),
            confidence: code(&CONFIDENCES, &platform.confidence),
        }
    }
}

impl From<&Limit> for WireLimit {
    fn from(limit: &Limit) -> Self {
        Self {
            packages: limit.packages.clone(),
            rules: limit.rules.clone(),
            language: limit.language.map(|language| code(&LANGUAGES, &language)),
            note: limit.note.clone(),
            sources: limit.sources.clone(),
        }
    }
}

impl WirePlatform {
    /// The platform.
    pub(super) fn platform(self) -> Result<Platform, WireError> {
        Ok(Platform {
            id: self.id,
            aliases: self.aliases,
            title: self.title,
            target: self.target.map(TargetId),
            status: value(&STATUSES, self.status)?,
            announced: self.announced.map(day).transpose()?,
            ends: self.ends.map(day).transpose()?,
            successors: self.successors,
            r: self.r,
            python: self.python,
            ships: self.ships,
            limits: self.limits.into_iter().map(WireLimit::limit).collect::<Result<_, _>>()?,
            note: self.note,
            sources: self.sources,
            checked: day(self.checked)?,
            confidence: value(&CONFIDENCES, self.confidence)?,
        })
    }
}

impl WireLimit {
    fn limit(self) -> Result<Limit, WireError> {
        Ok(Limit {
            packages: self.packages,
            rules: self.rules,
            language: self.language.map(|language| value(&LANGUAGES, language)).transpose()?,
            note: self.note,
            sources: self.sources,
        })
    }
}
