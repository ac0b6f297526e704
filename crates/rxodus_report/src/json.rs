//! The JSON that other programs rely on: `rxodus.check/1`. Later versions add fields; none changes its meaning.

mod attached;
mod baseline;
mod coverage;
pub(crate) mod platform;

use std::{
    collections::BTreeMap,
    io::{BufWriter, Write},
};

use rxodus_rules::{ArgumentFate, ArgumentMap, Change, Equivalent, TargetId};
use rxodus_scan::{Finding, MatchedArgument, Report, SuppressedBy, SuppressionProblem};
use rxodus_source::{Cell, Language, Position, SourceFile};
use schemars::JsonSchema;
use serde::{
    Serialize, Serializer,
    ser::{Error as _, SerializeSeq as _},
};
use serde_json::value::{RawValue, to_raw_value};

use crate::{
    Context, ScoreSummary,
    circumstances::{ContextOut, DataOut, context_out, data_out},
    followers::{UseOut, WrapperOut, uses_out, wrappers_out},
    in_order::in_order,
    json_text::write_value,
    plan::score_summary,
    position::{file_of, positions},
    problem::{problem_rule, problem_text},
    tool::Tool,
    traps::{TrapOut, traps_out},
    unknown::{UnknownOut, nearly, unknown_out},
};
use attached::{AttachedOut, attached_out};
use baseline::{BaselineOut, baseline_out, state_name};
use coverage::{CoverageOut, coverage_out};
pub use platform::write_platforms_json;
use platform::{OnPlatform, PlatformOut, chosen, on_platform};

pub(crate) const SCHEMA: &str = "rxodus.check/1";
/// Bytes that are gathered before they are written.
const BUFFER: usize = 64 << 10;

/// The path and the line of a place.
pub(crate) fn place(report: &Report, place: rxodus_scan::Place) -> Place<'_> {
    let file = file_of(report, place.file);
    Place { path: &file.path, line: file.line(place.span.start) }
}

/// The whole document.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Check<'a> {
    /// `rxodus.check/1`.
    schema: &'static str,
    tool: Tool,
    /// The day that life cycles and expiry were judged by.
    as_of: String,
    /// The targets that are reported on.
    targets: Vec<&'a str>,
    /// Where the code will run, if a platform was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    platform: Option<PlatformOut<'a>>,
    /// Sorted by path and place.
    #[schemars(with = "Vec<FindingOut>")]
    findings: Findings<'a>,
    /// Functions of the scanned code that do nothing but call a retired symbol, and who calls them; sorted by place.
    wrappers: Vec<WrapperOut<'a>>,
    coverage: CoverageOut<'a>,
    /// Comments that ignore nothing.
    suppression_problems: Vec<ProblemOut<'a>>,
    summary: Summary<'a>,
    /// The report against what was known before; absent where there is no baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<BaselineOut<'a>>,
    /// What the move costs, by target; absent where the rules say nothing of effort.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<ScoreSummary>,
}

/// All findings, which are nearly all of the document: some at a time are made text on whichever core is free.
struct Findings<'a> {
    report: &'a Report,
    context: &'a Context<'a>,
}

/// Findings that are made text at once.
const BATCH: usize = 64;

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { report, context } = self;
        let mut all = serializer.serialize_seq(Some(report.findings.len()))?;
        let text = |finding: &Finding| to_raw_value(&finding_out(report, context, finding));
        let texts = |batch: &[Finding]| batch.iter().map(text).collect::<Result<Vec<Box<RawValue>>, _>>();
        in_order(report.findings.chunks(BATCH), texts, |texts| {
            texts.map_err(S::Error::custom)?.iter().try_for_each(|finding| all.serialize_element(finding))
        })?;
        all.end()
    }
}

/// A use of something retired.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FindingOut<'a> {
    /// `package/symbol`, or the package alone where the package itself is attached or imported.
    rule: String,
    /// The retired package, or the family of the pattern.
    package: &'a str,
    /// The true name; for an attach the package, for a module import the dotted module, `*` for a star import; for a pattern the package that it
    /// names, else its own name.
    symbol: &'a str,
    /// The name as written.
    text: &'a str,
    /// `attach`, `import`, `call`, `reference`, `dynamic` or `mention`.
    usage: &'static str,
    /// `qualified`, `attached` and `unattached` are certain; `ambiguous` and `dynamic` need a reader.
    origin: &'static str,
    /// Why it is no surer; empty for certain findings.
    reason: &'a str,
    /// `note`, `warning` or `error`.
    severity: &'static str,
    /// Relative, with `/`.
    path: &'a str,
    /// From 1.
    line: u32,
    /// From 1, in Unicode scalar values of the raw file's line.
    column: u32,
    end_line: u32,
    /// The column behind the last character.
    end_column: u32,
    /// Bytes of the raw file.
    byte_start: u32,
    byte_end: u32,
    /// `plain`, `rmd`, `ipynb`, `databricks`, `sql`, `roxygen`, `r-string-embedded`, `python-string-embedded`, `manifest`, `script`, `docker`,
    /// `pipeline`, `settings`, `template` …
    container: &'static str,
    /// The cell of a notebook or document.
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<CellOut<'a>>,
    /// `R`, `Python` or `T-SQL`; `null` for text that is none of them.
    language: Option<&'static str>,
    /// Whether running the file runs this code.
    evaluated: bool,
    /// The place could not be parsed: the arguments are not known.
    recovered: bool,
    /// Where the package is attached or imported, if anywhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    attached_by: Option<AttachedOut<'a>>,
    /// The line of the first part of the call that is put in only when the text around the code runs, as in a joined string of T-SQL.
    #[serde(skip_serializing_if = "Option::is_none")]
    unknown_part: Option<u32>,
    arguments: Vec<ArgumentOut<'a>>,
    /// There are arguments that cannot be seen.
    more_arguments: bool,
    /// The compute context in which a call runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<ContextOut<'a>>,
    /// What a call reads and writes, as far as its arguments name it.
    data: Vec<DataOut<'a>>,
    /// What is done with the model that a call gives, sorted by place; a hundred uses at most.
    uses: Vec<UseOut<'a>>,
    /// The function of the scanned code that does nothing but this, or the name that this is given; see `wrappers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    wrapper: Option<&'a str>,
    /// By target; `null` where nobody looked.
    equivalents: BTreeMap<&'a str, Option<EquivalentOut<'a>>>,
    /// What the platform adds, if one was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    platform: Option<OnPlatform>,
    /// Stays the same when lines move.
    fingerprint: &'a str,
    /// `new`, `unchanged` or `updated` (the line has changed); absent where there is no baseline, or a comment ignores the finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<&'static str>,
    /// The reason that a comment gives for ignoring the finding.
    suppressed: Option<&'a str>,
    /// The comment that does.
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressed_by: Option<SuppressedByOut<'a>>,
}

/// A comment that ignores a finding.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SuppressedByOut<'a> {
    line: u32,
    /// The last day on which it holds; `null` where it always does.
    until: Option<String>,
    /// Who answers for it; empty where nobody is named.
    owner: &'a str,
}

/// A cell of a notebook or document.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct CellOut<'a> {
    /// From 1, among all cells.
    number: u32,
    /// Empty where it has none.
    id: &'a str,
    /// The line in the cell's own code, from 1.
    line: u32,
    /// The column there, from 1, in Unicode scalar values.
    column: u32,
}

/// A place in a file.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Place<'a> {
    pub(crate) path: &'a str,
    pub(crate) line: u32,
}

/// An argument of the call.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ArgumentOut<'a> {
    /// The symbol's formal that it fills; `null` where it fits none.
    formal: Option<&'a str>,
    /// The name as written; `null` where it is given by position.
    written: Option<&'a str>,
    /// The formal whose name it nearly has, where it fits none, or only one that takes any argument: perhaps a mistake.
    #[serde(skip_serializing_if = "Option::is_none")]
    nearly: Option<&'a str>,
    /// Why its name is no argument of the symbol; absent where it is one, and where the rules know that what takes any name hands this one on.
    #[serde(skip_serializing_if = "Option::is_none")]
    unknown: Option<UnknownOut<'a>>,
    line: u32,
    column: u32,
}

/// What a symbol becomes on a target.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct EquivalentOut<'a> {
    /// `keep`, `rename`, `arguments`, `rewrite`, `redesign`, `remove` or `none`.
    change: &'static str,
    call: Option<&'a str>,
    note: &'a str,
    /// `high`, `medium` or `low`.
    confidence: &'static str,
    /// What becomes of this call's own arguments.
    arguments: Vec<FateOut<'a>>,
    /// Arguments that the new call needs in addition, in the order of the rule file.
    add: Vec<AdditionOut<'a>>,
    /// What changes in meaning, as this call's arguments show; sorted by id.
    traps: Vec<TrapOut<'a>>,
}

/// An argument that the new call needs in addition.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct AdditionOut<'a> {
    name: &'a str,
    /// As code.
    value: &'a str,
}

/// What becomes of an argument.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct FateOut<'a> {
    /// The symbol's formal; of an argument that fits none the name as written, empty where it has none.
    formal: &'a str,
    /// `to`, `changes`, `manual`, `drop`, `unmapped` where the entry does not name it, `none` where nothing takes the place of the call either, or
    /// `unknown` for an argument that fits no formal.
    fate: &'static str,
    /// The new call's argument, for `to` and `changes`.
    to: Option<&'a str>,
    /// What changes, what to do instead, or why it is dropped.
    note: Option<&'a str>,
}

/// A comment of this tool's own that does not do what it says.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ProblemOut<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    /// `no-reason`, `no-rule`, `unused`, `expired` or `malformed`.
    problem: &'static str,
    /// The same in words.
    reason: String,
    /// `rxodus/…`, as in the other formats.
    rule: &'static str,
    /// `note`, `warning` or `error`.
    severity: &'static str,
    /// The rules that it names for nothing, as written; of an expired one all that it names.
    rules: &'a [String],
}

/// Counts of findings that no comment ignores.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Summary<'a> {
    findings: u64,
    certain: u64,
    suppressed: u64,
    files: u64,
    packages: BTreeMap<&'a str, u64>,
    /// By target and change; `unmapped` where nobody looked.
    changes: BTreeMap<&'a str, BTreeMap<&'static str, u64>>,
}

/// Writes the document, with a newline at its end.
pub fn write_json(report: &Report, context: &Context, out: &mut dyn Write) -> std::io::Result<()> {
    let check = Check {
        schema: SCHEMA,
        tool: Tool::own(),
        as_of: context.as_of.to_string(),
        targets: context.targets.iter().map(|target| context.target(*target).id.as_str()).collect(),
        platform: chosen(context),
        findings: Findings { report, context },
        wrappers: wrappers_out(report, context),
        coverage: coverage_out(&report.coverage),
        suppression_problems: report.suppression_problems.iter().map(|problem| problem_out(report, context, problem)).collect(),
        summary: summary(report, context),
        baseline: context.policy.baseline.as_ref().map(baseline_out),
        score: score_summary(report, context),
    };
    // A document is written in very small pieces.
    let mut out = BufWriter::with_capacity(BUFFER, out);
    write_value(&mut out, &check)?;
    writeln!(out)?;
    out.flush()
}

/// The JSON Schema of the document.
pub fn json_schema() -> String {
    let mut text = serde_json::to_string_pretty(&schemars::schema_for!(Check<'static>)).unwrap_or_default();
    text.push('\n');
    text
}

fn finding_out<'a>(report: &'a Report, context: &'a Context, finding: &'a Finding) -> FindingOut<'a> {
    let file = file_of(report, finding.file);
    let (start, end) = positions(file, finding.span);
    FindingOut {
        rule: context.index.id(finding.rule),
        package: &context.index.package(finding.rule).name,
        symbol: &finding.symbol,
        text: file.text_of(finding.span),
        usage: finding.usage.name(),
        origin: finding.origin.name(),
        reason: &finding.reason,
        severity: context.severity(report, finding).name(),
        path: &file.path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_start: finding.span.start,
        byte_end: finding.span.end,
        container: finding.container.name(),
        cell: finding.cell.as_ref().map(|cell| cell_out(file, cell, finding)),
        language: (finding.language != Language::Text).then(|| finding.language.name()),
        evaluated: finding.evaluated,
        recovered: finding.recovered,
        attached_by: finding.attached_by.map(|by| attached_out(report, by)),
        unknown_part: finding.unknown_part.map(|part| file.line(part.start)),
        arguments: finding.arguments.iter().map(|argument| argument_out(report, context, finding, argument)).collect(),
        more_arguments: finding.more_arguments,
        context: context_out(report, context, finding),
        data: data_out(report, context, finding),
        uses: uses_out(report, finding),
        wrapper: finding.wrapper.as_deref(),
        equivalents: context
            .targets
            .iter()
            .map(|target| {
                (
                    context.target(*target).id.as_str(),
                    context.equivalent(finding, *target).map(|equivalent| equivalent_out(context, finding, *target, equivalent)),
                )
            })
            .collect(),
        platform: on_platform(context, finding),
        fingerprint: &finding.fingerprint,
        baseline: context.state(finding).map(state_name),
        suppressed: finding.suppressed.as_deref(),
        suppressed_by: finding.suppressed_by.as_ref().map(|by| suppressed_by_out(file, by)),
    }
}

fn cell_out<'a>(file: &SourceFile, cell: &'a Cell, finding: &Finding) -> CellOut<'a> {
    let Position { line, column } = file.position_in_cell(finding.chunk, finding.span).unwrap_or_else(|| file.position(finding.span.start));
    CellOut { number: cell.number, id: &cell.id, line, column }
}

fn argument_out<'a>(report: &'a Report, context: &'a Context, finding: &'a Finding, argument: &'a rxodus_scan::MatchedArgument) -> ArgumentOut<'a> {
    let start = file_of(report, finding.file).position(argument.span.start);
    let nearly = context.index.symbol(finding.rule).and_then(|symbol| nearly(symbol, finding, argument));
    ArgumentOut {
        formal: context.formal(finding, argument),
        written: argument.written.as_deref(),
        nearly,
        unknown: unknown_out(context, finding, argument),
        line: start.line,
        column: start.column,
    }
}

fn equivalent_out<'a>(context: &'a Context, finding: &'a Finding, target: TargetId, equivalent: &'a Equivalent) -> EquivalentOut<'a> {
    let map = |formal: &str| equivalent.arguments.iter().find(|map| map.formal == formal);
    let fate = |argument: &'a MatchedArgument| match context.formal(finding, argument) {
        Some(formal) => fate_out(equivalent.change, formal, map(formal)),
        None => FateOut { formal: argument.written.as_deref().unwrap_or_default(), fate: "unknown", to: None, note: None },
    };
    let arguments = if equivalent.change == Change::Keep { Vec::new() } else { finding.arguments.iter().map(fate).collect() };
    EquivalentOut {
        change: equivalent.change.name(),
        call: equivalent.call.as_deref(),
        note: &equivalent.note,
        confidence: equivalent.confidence.name(),
        arguments,
        add: additions_out(equivalent),
        traps: traps_out(context, finding, target),
    }
}

/// What an entry adds.
pub(crate) fn additions_out(equivalent: &Equivalent) -> Vec<AdditionOut<'_>> {
    equivalent.add.iter().map(|(name, value)| AdditionOut { name, value }).collect()
}

/// What an entry of this change says of a formal.
pub(crate) fn fate_out<'a>(change: Change, formal: &'a str, map: Option<&'a ArgumentMap>) -> FateOut<'a> {
    let (fate, to, note) = match map.map(|map| &map.fate) {
        None if change == Change::None => ("none", None, None),
        None if change == Change::Rename => ("to", Some(formal), None),
        None if change == Change::Remove => ("drop", None, None),
        None => ("unmapped", None, None),
        Some(ArgumentFate::To { to, note: None }) => ("to", Some(to.as_str()), None),
        Some(ArgumentFate::To { to, note }) => ("changes", Some(to.as_str()), note.as_deref()),
        Some(ArgumentFate::Manual(note)) => ("manual", None, Some(note.as_str())),
        Some(ArgumentFate::Drop(note)) => ("drop", None, Some(note.as_str())),
    };
    FateOut { formal, fate, to, note }
}

fn suppressed_by_out<'a>(file: &SourceFile, by: &'a SuppressedBy) -> SuppressedByOut<'a> {
    SuppressedByOut { line: file.line(by.span.start), until: by.until.map(|day| day.to_string()), owner: &by.owner }
}

fn problem_out<'a>(report: &Report, context: &Context, problem: &'a SuppressionProblem) -> ProblemOut<'a> {
    let rule = problem_rule(problem);
    ProblemOut {
        path: &problem.path,
        line: problem.line,
        column: file_of(report, problem.file).position(problem.span.start).column,
        problem: rule.name,
        reason: problem_text(problem),
        rule: rule.id,
        severity: context.problem_severity(problem).name(),
        rules: &problem.rules,
    }
}

fn summary<'a>(report: &Report, context: &'a Context) -> Summary<'a> {
    let standing = || report.findings.iter().filter(|finding| finding.suppressed.is_none());
    let mut packages = BTreeMap::new();
    let mut changes: BTreeMap<&str, BTreeMap<&'static str, u64>> = BTreeMap::new();
    for finding in standing() {
        *packages.entry(context.index.package(finding.rule).name.as_str()).or_default() += 1;
        for target in &context.targets {
            let change = context.equivalent(finding, *target).map_or("unmapped", |equivalent| equivalent.change.name());
            *changes.entry(context.target(*target).id.as_str()).or_default().entry(change).or_default() += 1;
        }
    }
    let mut files: Vec<_> = standing().map(|finding| finding.file).collect();
    files.dedup();
    Summary {
        findings: standing().count() as u64,
        certain: standing().filter(|finding| finding.origin.is_certain()).count() as u64,
        suppressed: (report.findings.len() - standing().count()) as u64,
        files: files.len() as u64,
        packages,
        changes,
    }
}
