//! Findings as SARIF results, each made when it is written.

use std::collections::BTreeMap;

use rxodus_scan::{AttachedBy, Finding, Origin, Report};
use serde::{Serialize, Serializer};

use super::{
    model::{Location, Message, ResultOut, ResultProperties, Suppression},
    place::{of_cell, of_span},
    rules::Rules,
};
use crate::{
    Context,
    message::{becomes, change_word, headline},
    position::file_of,
};

/// The list of results.
pub(super) struct Results<'a> {
    pub(super) report: &'a Report,
    pub(super) context: &'a Context<'a>,
    pub(super) rules: &'a Rules,
    pub(super) findings: &'a [&'a Finding],
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.findings.iter().map(|finding| self.result(finding)))
    }
}

impl<'a> Results<'a> {
    fn result(&self, finding: &'a Finding) -> ResultOut<'a> {
        let (rule_index, rule_id) = self.rules.place(finding.rule);
        ResultOut {
            rule_id,
            rule_index,
            level: self.context.severity(self.report, finding).name(),
            rank: rank(finding.origin),
            message: self.message(finding),
            locations: [self.location(finding)],
            related_locations: finding.attached_by.map(|by| self.attached(finding, by)).into_iter().collect(),
            partial_fingerprints: BTreeMap::from([("rxodus/v1", finding.fingerprint.as_str())]),
            suppressions: finding
                .suppressed
                .as_deref()
                .map(|justification| Suppression { kind: "inSource", status: "accepted", justification })
                .into_iter()
                .collect(),
            properties: self.properties(finding),
        }
    }

    /// One sentence, which links to where the package is attached.
    fn message(&self, finding: &Finding) -> Message {
        let mut text = headline(self.report, self.context, finding);
        if !finding.origin.is_certain() {
            text.push_str(" (perhaps: ");
            text.push_str(&finding.reason);
            text.push(')');
        }
        for target in self.context.targets.iter().filter(|_| self.context.chosen) {
            text.push_str("; ");
            text.push_str(&becomes(self.context, finding, *target));
        }
        let mut text = text.replace('[', "\\[").replace(']', "\\]");
        if finding.attached_by.is_some() {
            text.push_str("; its package is attached [here](1)");
        }
        text.push('.');
        Message::quoted(text)
    }

    fn location(&self, finding: &Finding) -> Location {
        let file = file_of(self.report, finding.file);
        let mut location = of_span(file, finding.span, finding.language);
        location.logical.extend(finding.cell.as_ref().map(|cell| of_cell(cell, file.container_of(finding.chunk))));
        location
    }

    fn attached(&self, finding: &Finding, by: AttachedBy) -> Location {
        let package = &self.context.index.package(finding.rule).name;
        let message = Some(Message::quoted(format!("`{package}` is attached here.")));
        Location { id: Some(1), message, ..of_span(file_of(self.report, by.file), by.span, finding.language) }
    }

    fn properties(&self, finding: &Finding) -> ResultProperties<'a> {
        let change =
            |target: &rxodus_rules::TargetId| (self.context.target(*target).id.as_str(), change_word(self.context.equivalent(finding, *target)));
        ResultProperties { usage: finding.usage.name(), origin: finding.origin.name(), changes: self.context.targets.iter().map(change).collect() }
    }
}

/// How sure, from 0 to 100.
fn rank(origin: Origin) -> f32 {
    match origin {
        Origin::Qualified => 99.0,
        Origin::Attached => 95.0,
        Origin::Unattached => 85.0,
        Origin::Ambiguous => 40.0,
        Origin::Dynamic => 30.0,
    }
}
