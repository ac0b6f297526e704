//! The packed criteria and what is weighed beside them: their rows, and both ways.

use serde::{Deserialize, Serialize};

use super::WireError;
use super::codes::{CONFIDENCES, code, value};
use crate::{Criterion, Evidence, Fit, Weights};

#[derive(Serialize, Deserialize)]
pub(super) struct WireWeights {
    near: i32,
    have: i8,
    given_up: i8,
    /// Years, fit.
    ends: Vec<(i16, i8)>,
}

impl From<&Weights> for WireWeights {
    fn from(weights: &Weights) -> Self {
        Self { near: weights.near, have: weights.have, given_up: weights.given_up, ends: weights.ends.clone() }
    }
}

impl WireWeights {
    /// The weights.
    pub(super) fn weights(self) -> Weights {
        Weights { near: self.near, have: self.have, given_up: self.given_up, ends: self.ends }
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireCriterion {
    id: String,
    title: String,
    bullets: Vec<String>,
    evidence: [Vec<String>; 9],
    question: Option<String>,
    note: String,
    sources: Vec<String>,
    checked: String,
    confidence: u8,
    /// Platforms, fit, why.
    fits: Vec<(Vec<String>, Option<i8>, String)>,
}

impl From<&Criterion> for WireCriterion {
    fn from(criterion: &Criterion) -> Self {
        Self {
            id: criterion.id.clone(),
            title: criterion.title.clone(),
            bullets: criterion.bullets.clone(),
            evidence: criterion.evidence.lists().map(Clone::clone),
            question: criterion.question.clone(),
            note: criterion.note.clone(),
            sources: criterion.sources.clone(),
            checked: criterion.checked.to_string(),
            confidence: code(&CONFIDENCES, &criterion.confidence),
            fits: criterion.fits.iter().map(|fit| (fit.platforms.clone(), fit.fit, fit.why.clone())).collect(),
        }
    }
}

impl WireCriterion {
    /// The criterion.
    pub(super) fn criterion(self) -> Result<Criterion, WireError> {
        let [rules, of_roles, topics, contexts, data, containers, languages, modules, files] = self.evidence;
        Ok(Criterion {
            id: self.id,
            title: self.title,
            bullets: self.bullets,
            evidence: Evidence { rules, roles: of_roles, topics, contexts, data, containers, languages, modules, files },
            question: self.question,
            note: self.note,
            sources: self.sources,
            checked: self.checked.parse().map_err(|_| WireError::Damaged(format!("`{}` is no day", self.checked)))?,
            confidence: value(&CONFIDENCES, self.confidence)?,
            fits: self.fits.into_iter().map(|(platforms, fit, why)| Fit { platforms, fit, why }).collect(),
        })
    }
}
