//! A report and its rules to facts.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;
use rxodus_rules::{Effort, EffortClass, EffortExample, RuleId, RuleIndex, TargetId, Trap};
use rxodus_scan::{DataUse, Finding, InForce, OtherPackage, Report, Wrapper};
use rxodus_source::{Language, SourceFile};
use xxhash_rust::xxh64::xxh64;

use crate::{
    ArgumentFacts, ContextFacts, DataFacts, Facts, FileFacts, FindingFacts, LinkFacts, NotSeen, PackageFacts, PlatformFacts, Profile, Repository,
    RuleFacts, Shard, TargetFacts, Team, TrapFacts, WrapperFacts, code_line::code_line, seen::seen,
};

/// What a report does not say of itself.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The day that life cycles are judged by.
    pub as_of: Date,
    /// How the scanned folder is called.
    pub name: String,
    /// The part of it that was resolved; absent for the whole.
    pub shard: Option<Shard>,
    /// A mark for the rules.
    pub knowledge: String,
    /// What the team says of itself.
    pub team: Team,
    /// Where the code will run, if that was chosen.
    pub platform: Option<PlatformFacts>,
    /// What was not seen, in words.
    pub not_seen: Vec<NotSeen>,
}

impl Frame {
    /// For scores alone.
    pub fn plain(as_of: Date, team: Team) -> Self {
        Self { as_of, name: String::new(), shard: None, knowledge: String::new(), team, platform: None, not_seen: Vec::new() }
    }
}

/// What is computed with: notes and examples are for a reader of the table.
fn without_texts(effort: Effort) -> Effort {
    let classes = effort.classes.map(|class| EffortClass { example: EffortExample::default(), ..class });
    Effort { note: String::new(), sources: Vec::new(), classes, ..effort }
}

/// The facts of a report; absent where the rules have no table of costs, since an estimate of nothing would read as zero.
pub fn survey(report: &Report, index: &RuleIndex, targets: &[TargetId], frame: Frame) -> Option<Facts> {
    let effort = index.ruleset().effort.clone()?;
    let ids: BTreeMap<String, RuleId> = used(report).into_iter().map(|rule| (index.id(rule), rule)).collect();
    let at: BTreeMap<RuleId, u32> = ids.values().enumerate().map(|(at, rule)| (*rule, at as u32)).collect();
    let known = |target: &TargetId| &index.ruleset().targets[usize::from(target.0)];
    let target = |target| TargetFacts { id: known(target).id.clone(), title: known(target).title.clone(), note: known(target).note.clone() };
    let finding = |finding| finding_facts(report, index, targets, finding, &at);
    Some(Facts {
        as_of: frame.as_of,
        profile: Profile { minutes_per_point: frame.team.minutes_per_point.unwrap_or(effort.minutes_per_point), team_factor: frame.team.factor },
        knowledge: frame.knowledge,
        platform: frame.platform,
        effort: without_texts(effort),
        targets: targets.iter().map(target).collect(),
        rules: ids.par_iter().map(|(id, rule)| rule_facts(index, targets, id, *rule)).collect(),
        repositories: vec![Repository {
            name: frame.name,
            shard: frame.shard,
            seen: seen(&report.coverage),
            not_seen: frame.not_seen,
            others: report.coverage.others.clone(),
            data: report.coverage.data.clone(),
        }],
        files: report.files.par_iter().map(file_facts).collect(),
        links: report.links.iter().map(|link| LinkFacts { from: link.from.0, to: link.to.0 }).collect(),
        packages: packages(report),
        findings: report.findings.par_iter().map(finding).collect(),
    })
}

/// The other packages, by file.
fn packages(report: &Report) -> Vec<PackageFacts> {
    let one = |package: &OtherPackage| PackageFacts { file: package.file.0, line: package.line, name: package.name.clone() };
    let mut packages: Vec<_> = report.packages.iter().map(one).collect();
    packages.sort_by(|a, b| (a.file, &a.name).cmp(&(b.file, &b.name)));
    packages
}

/// The rules that occur.
fn used(report: &Report) -> Vec<RuleId> {
    let mut rules: Vec<_> = report.findings.iter().map(|finding| finding.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

pub(crate) fn rule_facts(index: &RuleIndex, targets: &[TargetId], id: &str, rule: RuleId) -> RuleFacts {
    let (package, symbol) = (index.package(rule), index.symbol(rule));
    let pattern = symbol.and_then(|symbol| symbol.pattern.as_ref());
    RuleFacts {
        id: id.to_owned(),
        package: package.name.clone(),
        symbol: symbol.map(|symbol| symbol.name.clone()),
        title: pattern.map_or(id, |pattern| &pattern.title).to_owned(),
        language: package.language.name().to_owned(),
        retired: index.retired(rule),
        reference: symbol.map(|symbol| symbol.reference.clone()).unwrap_or_default(),
        topic: symbol.map(|symbol| symbol.topic.clone()).unwrap_or_default(),
        roles: symbol.iter().flat_map(|symbol| &symbol.roles).map(rxodus_rules::Role::name).collect(),
        formals: symbol.iter().flat_map(|symbol| &symbol.formals).map(|formal| formal.name.clone()).collect(),
        traps: index.all_traps(rule).map(trap_facts).collect(),
        entries: targets.iter().map(|target| index.equivalents(rule, *target).cloned().collect()).collect(),
    }
}

fn trap_facts(trap: &Trap) -> TrapFacts {
    TrapFacts { id: trap.id.clone(), severity: trap.severity.name().to_owned(), note: trap.note.clone(), advice: trap.advice.clone() }
}

/// The traps that a finding shows, among all of its rule.
fn shown(index: &RuleIndex, finding: &Finding, target: TargetId) -> Vec<u16> {
    let at = |trap: &Trap| index.all_traps(finding.rule).position(|known| std::ptr::eq(known, trap)).map(|at| at as u16);
    finding.traps(index, target).filter_map(at).collect()
}

fn file_facts(file: &SourceFile) -> FileFacts {
    FileFacts {
        repository: 0,
        path: file.path.clone(),
        kind: file.kind.name().to_owned(),
        digest: format!("{:016x}", xxh64(file.text.as_bytes(), 0)),
    }
}

fn finding_facts(report: &Report, index: &RuleIndex, targets: &[TargetId], finding: &Finding, at: &BTreeMap<RuleId, u32>) -> FindingFacts {
    let file = &report.files[finding.file.0 as usize];
    let place = file.position(finding.span.start);
    let (code, code_column) = code_line(file, finding);
    FindingFacts {
        file: finding.file.0,
        rule: at[&finding.rule],
        symbol: finding.symbol.clone(),
        text: file.text_of(finding.span).to_owned(),
        usage: finding.usage,
        origin: finding.origin,
        reason: finding.reason.clone(),
        line: place.line,
        column: place.column,
        cell: finding.cell.as_ref().map(|cell| cell.number),
        container: finding.container.name().to_owned(),
        language: (finding.language != Language::Text).then(|| finding.language.name().to_owned()),
        evaluated: finding.evaluated,
        recovered: finding.recovered,
        more_arguments: finding.more_arguments,
        code,
        code_column,
        arguments: finding.arguments.iter().map(|argument| ArgumentFacts { formal: argument.formal, written: argument.written.clone() }).collect(),
        context: finding.context.map(|context| context_facts(index, context)),
        data: finding.data.iter().map(|data| data_facts(index, data)).collect(),
        wrapper: finding.wrapper.as_deref().map(|name| wrapper_facts(report, finding, name)),
        entries: targets.iter().map(|target| entry(index, finding, *target)).collect(),
        traps: targets.iter().map(|target| shown(index, finding, *target)).collect(),
        fingerprint: finding.fingerprint.clone(),
        suppressed: finding.suppressed.clone(),
    }
}

fn wrapper_facts(report: &Report, finding: &Finding, name: &str) -> WrapperFacts {
    let is_it = |wrapper: &&Wrapper| wrapper.name == name && wrapper.rule == finding.rule && wrapper.place.file == finding.file;
    let dependants = report.wrappers.iter().find(is_it).map_or(0, |wrapper| wrapper.dependants.len() as u64);
    WrapperFacts { name: name.to_owned(), dependants }
}

/// Which entry of the rule applies.
fn entry(index: &RuleIndex, finding: &Finding, target: TargetId) -> Option<u16> {
    let applies = finding.equivalent(index, target)?;
    index.equivalents(finding.rule, target).position(|entry| std::ptr::eq(entry, applies)).map(|at| at as u16)
}

fn context_facts(index: &RuleIndex, context: InForce) -> ContextFacts {
    let state = match context {
        InForce::Known { .. } => "known",
        InForce::Several { .. } => "several",
        InForce::Default => "default",
        InForce::Unknown => "unknown",
    };
    let all = index.ruleset().flow.contexts.iter().enumerate();
    let kinds = all.filter(|(at, _)| context.contexts() & (1 << at) != 0).map(|(_, kind)| kind.name.clone()).collect();
    ContextFacts { state: state.to_owned(), kinds }
}

fn data_facts(index: &RuleIndex, data: &DataUse) -> DataFacts {
    let name = |kind: u8| index.ruleset().flow.data[usize::from(kind)].name.clone();
    DataFacts { argument: data.argument, is_written: data.is_written, kind: data.kind.map(name), name: data.name.clone() }
}
