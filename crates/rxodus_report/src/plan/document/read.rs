//! The document read back to facts. What was computed from them is not read: it is computed again.

use jiff::civil::Date;
use rxodus_plan::{Facts, TargetFacts};
use rxodus_rules::{Change, Confidence};
use rxodus_scan::{Origin, Use};

use serde::Deserialize;

use super::{PlanOut, SCHEMA, coverage::Strip};
use crate::json::SCHEMA as CHECK;

/// Why a document is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// It is no JSON, or has not the form of a plan.
    #[error("is no plan as `rxodus plan --format json` writes it: {0}")]
    Json(#[from] serde_json::Error),
    /// It is another report.
    #[error("is a report of `rxodus check`; a plan is what `rxodus plan --output plan.json` writes")]
    Check,
    /// Another format.
    #[error("says that it is `{0}`; only rxodus.plan/1 can be read")]
    Schema(String),
    /// A word that has no meaning here.
    #[error("has `{word}` as {what}, which means nothing; was it changed by hand, or written by a later version?")]
    Word {
        /// The field.
        what: &'static str,
        /// What stands there.
        word: String,
    },
    /// A pointer to nothing.
    #[error("points to {what} {at}, which is not in it; was it changed by hand?")]
    Pointer {
        /// The list.
        what: &'static str,
        /// The index.
        at: usize,
    },
}

impl PlanError {
    pub(super) fn word(what: &'static str, word: &str) -> Self {
        Self::Word { what, word: word.to_owned() }
    }
}

/// The facts of a document.
pub fn read_plan_json(text: &str) -> Result<Facts, PlanError> {
    let document: PlanOut = serde_json::from_str(text).map_err(|error| other_format(text).unwrap_or(PlanError::Json(error)))?;
    if document.schema != SCHEMA {
        return Err(PlanError::Schema(document.schema));
    }
    let strip = Strip(&document.repositories);
    let mut repositories: Vec<_> = document.repositories.iter().map(super::RepositoryOut::facts).collect();
    let coverage = document.coverage;
    for entry in coverage.not_seen {
        at(&mut repositories, entry.repository, "repository")?.not_seen.push(entry.facts(&strip));
    }
    for entry in coverage.other_extensions {
        at(&mut repositories, entry.repository, "repository")?.others.push(entry.facts());
    }
    for entry in coverage.data {
        at(&mut repositories, entry.repository, "repository")?.data.push(entry.facts(&strip));
    }
    let facts = Facts {
        as_of: date(&document.as_of)?,
        effort: document.basis.effort()?,
        profile: document.basis.profile(),
        knowledge: document.basis.knowledge,
        platform: document.platform.map(super::PlatformOut::facts),
        targets: document
            .targets
            .iter()
            .map(|target| TargetFacts { id: target.target.clone(), title: target.title.clone(), note: target.note.clone() })
            .collect(),
        rules: document.rules.into_iter().map(super::RuleOut::facts).collect::<Result<_, _>>()?,
        files: document.files.into_iter().map(|file| file.facts(&strip)).collect(),
        links: document.links.iter().map(super::waves::LinkOut::facts).collect(),
        packages: document.packages.into_iter().map(super::waves::PackageOut::facts).collect(),
        findings: document.findings.into_iter().map(super::FindingOut::facts).collect::<Result<_, _>>()?,
        repositories,
    };
    check(&facts)?;
    Ok(facts)
}

/// What a document is that has not the form of a plan, if it says that it is something else.
fn other_format(text: &str) -> Option<PlanError> {
    let Head { schema } = serde_json::from_str(text).ok()?;
    match schema.as_str() {
        SCHEMA => None,
        CHECK => Some(PlanError::Check),
        _ => Some(PlanError::Schema(schema)),
    }
}

/// What all our documents begin with.
#[derive(Deserialize)]
struct Head {
    schema: String,
}

/// Every pointer points to something.
fn check(facts: &Facts) -> Result<(), PlanError> {
    let within = |what, at: usize, length: usize| if at < length { Ok(()) } else { Err(PlanError::Pointer { what, at }) };
    let targets = facts.targets.len();
    for file in &facts.files {
        within("repository", file.repository.into(), facts.repositories.len())?;
    }
    for file in facts.links.iter().flat_map(|link| [link.from, link.to]).chain(facts.packages.iter().map(|package| package.file)) {
        within("file", file as usize, facts.files.len())?;
    }
    for rule in &facts.rules {
        within("target", rule.entries.len(), targets + 1)?;
        within("target", targets, rule.entries.len() + 1)?;
    }
    for finding in &facts.findings {
        within("file", finding.file as usize, facts.files.len())?;
        within("rule", finding.rule as usize, facts.rules.len())?;
        within("target", targets, finding.entries.len() + 1)?;
        within("target", finding.entries.len(), targets + 1)?;
        within("target", finding.traps.len(), targets + 1)?;
        for trap in finding.traps.iter().flatten() {
            within("trap", usize::from(*trap), facts.rule(finding).traps.len())?;
        }
        for (entry, entries) in finding.entries.iter().zip(&facts.rule(finding).entries) {
            within("entry", entry.map_or(0, usize::from), entries.len().max(usize::from(entry.is_none())))?;
        }
    }
    Ok(())
}

fn at<'a, T>(list: &'a mut [T], index: u16, what: &'static str) -> Result<&'a mut T, PlanError> {
    list.get_mut(usize::from(index)).ok_or(PlanError::Pointer { what, at: index.into() })
}

pub(super) fn date(text: &str) -> Result<Date, PlanError> {
    text.parse().map_err(|_| PlanError::word("a day", text))
}

pub(super) fn change(text: &str) -> Result<Change, PlanError> {
    let all = [Change::Keep, Change::Rename, Change::Arguments, Change::Rewrite, Change::Redesign, Change::Remove, Change::None];
    all.into_iter().find(|change| change.name() == text).ok_or_else(|| PlanError::word("a change", text))
}

pub(super) fn confidence(text: &str) -> Result<Confidence, PlanError> {
    let all = [Confidence::High, Confidence::Medium, Confidence::Low];
    all.into_iter().find(|confidence| confidence.name() == text).ok_or_else(|| PlanError::word("a confidence", text))
}

pub(super) fn origin(text: &str) -> Result<Origin, PlanError> {
    let all = [Origin::Qualified, Origin::Attached, Origin::Unattached, Origin::Ambiguous, Origin::Dynamic];
    all.into_iter().find(|origin| origin.name() == text).ok_or_else(|| PlanError::word("an origin", text))
}

pub(super) fn usage(text: &str) -> Result<Use, PlanError> {
    let all = [Use::Attach, Use::Import, Use::Call, Use::Reference, Use::Dynamic, Use::Mention];
    all.into_iter().find(|usage| usage.name() == text).ok_or_else(|| PlanError::word("a usage", text))
}
