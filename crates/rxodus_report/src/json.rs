//! The JSON that other programs rely on: `rxodus.check/1`. Later versions add fields; none changes its meaning.

mod attached;
mod baseline;
mod coverage;
mod equivalents;
pub(crate) mod platform;

use std::{
    collections::BTreeMap,
    io::{BufWriter, Write},
    sync::Arc,
};

use rxodus_scan::{Finding, Report, SuppressedBy, SuppressionProblem};
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
    unknown::{UnknownOut, nearly, unknown_out},
};
use attached::{AttachedOut, attached_out};
use baseline::{BaselineOut, baseline_out, state_name};
use coverage::{CoverageOut, coverage_out};
pub(crate) use equivalents::{AdditionOut, FateOut, additions_out, fate_out};
use equivalents::{Equivalents, EquivalentsOut};
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

impl<'a> Serialize for Findings<'a> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { report, context } = self;
        let mut all = serializer.serialize_seq(Some(report.findings.len()))?;
        let equivalents = Equivalents::new(context);
        let text = |finding| to_raw_value(&finding_out(report, context, finding, equivalents.of(finding)?));
        let texts = |batch: &'a [Finding]| batch.iter().map(text).collect::<Result<Vec<Box<RawValue>>, _>>();
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
    #[schemars(with = "EquivalentsOut")]
    equivalents: Arc<RawValue>,
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

fn finding_out<'a>(report: &'a Report, context: &'a Context, finding: &'a Finding, equivalents: Arc<RawValue>) -> FindingOut<'a> {
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
        equivalents,
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
