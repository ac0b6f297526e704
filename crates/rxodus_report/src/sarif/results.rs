//! Findings as SARIF results, each made when it is written.

use std::{borrow::Cow, collections::BTreeMap};

use rxodus_plan::{Gone, State};
use rxodus_scan::{AttachedBy, FileId, Finding, Origin, Report, SuppressedBy, SuppressionProblem};
use rxodus_source::{Container, SourceFile, Span};
use serde::{Serialize, Serializer};

use super::{
    SarifProfile,
    entries::Entry,
    line_hash::LineHashes,
    model::{CodeFlow, Embedded, Location, Message, ResultOut, ResultProperties, Step, Suppression, SuppressionProperties, ThreadFlow},
    place::{in_file, of_cell, of_span, plain},
    rules::Rules,
    taxonomies::Taxonomies,
};
use crate::{
    Context, Severity,
    message::{change_word, sentence},
    position::file_of,
    problem::{problem_rule, problem_text},
    words::count,
};

/// The list of results.
pub(super) struct Results<'a> {
    pub(super) report: &'a Report,
    pub(super) context: &'a Context<'a>,
    pub(super) rules: &'a Rules,
    pub(super) entries: &'a [Entry<'a>],
    pub(super) profile: SarifProfile,
}

/// The line hashes of the file at hand: results stand in the order of files.
type Hashes = Option<(FileId, LineHashes)>;

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut hashes = None;
        serializer.collect_seq(self.entries.iter().map(|entry| match entry {
            Entry::Finding(finding) => self.finding(finding, &mut hashes),
            Entry::Problem(problem) => self.problem(problem, &mut hashes),
            Entry::Gone(gone) => self.gone(gone),
        }))
    }
}

impl<'a> Results<'a> {
    fn finding(&self, finding: &'a Finding, hashes: &mut Hashes) -> ResultOut<'a> {
        let (rule_index, rule_id) = self.rules.place(finding.rule);
        let file = file_of(self.report, finding.file);
        let attached = finding.attached_by.map(|by| self.attached(finding, by));
        ResultOut {
            rule_id,
            rule_index: Some(rule_index),
            level: self.context.severity(self.report, finding).name(),
            rank: rank(finding.origin),
            message: self.message(finding),
            locations: [self.location(finding)],
            related_locations: attached.into_iter().collect(),
            code_flows: self.flow(finding),
            partial_fingerprints: fingerprints(file, finding.file, finding.span, &finding.fingerprint, hashes),
            baseline_state: self.state(finding),
            taxa: Taxonomies::changes(self.context, finding),
            suppressions: finding.suppressed.as_deref().map(|reason| suppression(file, reason, finding.suppressed_by.as_ref())).into_iter().collect(),
            properties: Some(self.properties(finding)),
        }
    }

    /// A comment that ignores nothing.
    fn problem(&self, problem: &'a SuppressionProblem, hashes: &mut Hashes) -> ResultOut<'a> {
        let rule = problem_rule(problem);
        let file = file_of(self.report, problem.file);
        ResultOut {
            rule_id: rule.id,
            rule_index: self.rules.place_of(rule.id),
            level: self.context.problem_severity(problem).name(),
            rank: rank(Origin::Qualified),
            message: Message::quoted(format!("The comment {}.", problem_text(problem).replace('[', "\\[").replace(']', "\\]"))),
            locations: [plain(file, problem.span)],
            partial_fingerprints: fingerprints(file, problem.file, problem.span, &problem.fingerprint, hashes),
            baseline_state: None,
            ..ResultOut::default()
        }
    }

    /// What the baseline has and is no more.
    fn gone(&self, gone: &'a Gone) -> ResultOut<'a> {
        ResultOut {
            rule_id: &gone.rule,
            rule_index: self.rules.place_of(&gone.rule),
            level: Severity::Note.name(),
            rank: rank(Origin::Qualified),
            message: Message::plain(format!("{} of the baseline gone from this file.", count(gone.findings, "finding"))),
            locations: [in_file(&gone.path, None)],
            baseline_state: Some("absent"),
            ..ResultOut::default()
        }
    }

    fn state(&self, finding: &Finding) -> Option<&'static str> {
        let state = self.context.state(finding).filter(|_| self.profile == SarifProfile::Full)?;
        Some(match state {
            State::New => "new",
            State::Unchanged => "unchanged",
            State::Updated => "updated",
        })
    }

    /// One sentence, which links to where the package is attached.
    fn message(&self, finding: &Finding) -> Message {
        let mut text = sentence(self.report, self.context, finding).replace('[', "\\[").replace(']', "\\]");
        text.push_str(match finding.attached_by {
            Some(AttachedBy { is_linked: true, .. }) => "; its package is attached [here](1)",
            Some(_) => "; its package is attached in the project [here](1)",
            None => "",
        });
        text.push('.');
        Message::quoted(text)
    }

    fn location(&self, finding: &Finding) -> Location {
        let file = file_of(self.report, finding.file);
        let mut location = of_span(file, finding.span, finding.language);
        let place = file.position_in_cell(finding.chunk, finding.span);
        location.logical.extend(finding.cell.as_ref().map(|cell| of_cell(cell, place, file.container_of(finding.chunk))));
        location
    }

    fn attached(&self, finding: &Finding, by: AttachedBy) -> Location {
        let package = &self.context.index.package(finding.rule).name;
        let message = Some(Message::quoted(format!("`{package}` is attached here.")));
        Location { id: Some(1), message, ..of_span(file_of(self.report, by.file), by.span, finding.language) }
    }

    /// From where the package is attached to where it is used, if the code says that it leads there.
    fn flow(&self, finding: &Finding) -> Vec<CodeFlow> {
        let Some(by) = finding.attached_by.filter(|by| by.is_linked && self.profile == SarifProfile::Full) else { return Vec::new() };
        let used = Location { message: Some(Message::plain("And used here.")), ..self.location(finding) };
        let attached = Location { id: None, ..self.attached(finding, by) };
        let steps = [(0, attached), (1, used)].map(|(nesting_level, location)| Step { nesting_level, location });
        vec![CodeFlow { thread_flows: [ThreadFlow { locations: Vec::from(steps) }] }]
    }

    fn properties(&self, finding: &Finding) -> ResultProperties<'a> {
        let change =
            |target: &rxodus_rules::TargetId| (self.context.target(*target).id.as_str(), change_word(self.context.equivalent(finding, *target)));
        let is_plain = finding.container == Container::Plain;
        ResultProperties {
            usage: finding.usage.name(),
            origin: finding.origin.name(),
            embedded: (!is_plain).then(|| Embedded { host: finding.container.name(), language: finding.language.name() }),
            changes: self.context.targets.iter().map(change).collect(),
        }
    }
}

/// GitHub's mark for the line, and our own for the result.
fn fingerprints<'a>(file: &SourceFile, id: FileId, span: Span, own: &'a str, hashes: &mut Hashes) -> BTreeMap<&'static str, Cow<'a, str>> {
    if hashes.as_ref().is_none_or(|(last, _)| *last != id) {
        *hashes = Some((id, LineHashes::of(file)));
    }
    let line = hashes.as_ref().and_then(|(_, hashes)| hashes.mark(file.line(span.start)));
    let line = line.map(|line| ("primaryLocationLineHash", Cow::Owned(line)));
    line.into_iter().chain([("rxodus/v1", Cow::Borrowed(own))]).collect()
}

/// The comment that ignores a finding.
fn suppression<'a>(file: &SourceFile, justification: &'a str, by: Option<&'a SuppressedBy>) -> Suppression<'a> {
    let properties = by.filter(|by| by.until.is_some() || !by.owner.is_empty());
    let properties = properties.map(|by| SuppressionProperties { until: by.until.map(|day| day.to_string()), owner: &by.owner });
    Suppression { kind: "inSource", status: "accepted", justification, location: by.map(|by| plain(file, by.span)), properties }
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
