//! Findings as the document has them: small, since there may be many, with pointers into its tables.

use rxodus_plan::{ArgumentFacts, ContextFacts, DataFacts, FindingFacts, Plan, WrapperFacts};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    read::{PlanError, origin, usage},
    scores::{RangeOut, tenths},
};

/// A use of something retired.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct FindingOut {
    /// Index in `files`.
    file: u32,
    /// Index in `rules`.
    rule: u32,
    /// The name as written.
    text: String,
    /// The true name; for an attach the package, for a module import the dotted module, `*` for a star import.
    symbol: String,
    /// `attach`, `import`, `call`, `reference`, `dynamic` or `mention`.
    usage: String,
    /// `qualified`, `attached` and `unattached` are certain; `ambiguous` and `dynamic` need a reader.
    origin: String,
    /// Why it is no surer; empty for certain findings.
    reason: String,
    /// From 1.
    line: u32,
    /// From 1, in Unicode scalar values.
    column: u32,
    /// The number of its cell in a notebook or document.
    cell: Option<u32>,
    /// What the code stands in.
    container: String,
    /// `null` for text that is no code.
    language: Option<String>,
    /// Whether running the file runs this code.
    evaluated: bool,
    /// The place could not be parsed.
    recovered: bool,
    /// There are arguments that cannot be seen.
    more_arguments: bool,
    /// Its line, without the white space around it, and cropped where it is long; in a notebook the line of the cell.
    code: String,
    /// Where the name stands in `code`, from 1.
    code_column: u32,
    arguments: Vec<ArgumentOut>,
    /// Where a call runs; `null` for what is no call.
    context: Option<ContextOut>,
    /// What it reads and writes.
    data: Vec<DataOut>,
    /// The function of the scanned code that does nothing but this; `null` where there is none.
    wrapper: Option<WrapperOut>,
    /// By target: which of the rule's entries applies; `null` where nobody looked.
    entries: Vec<Option<u16>>,
    /// By target: what it costs with its arguments, in tenths of a point; `null` where no effort is known, or a comment ignores it.
    tenths: Vec<Option<RangeOut>>,
    /// By target: the traps that it shows, as indices in `traps` of the rule.
    traps: Vec<Vec<u16>>,
    /// Stays the same when lines move.
    fingerprint: String,
    /// The reason that a comment gives for ignoring it.
    suppressed: Option<String>,
}

/// An argument of the call.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ArgumentOut {
    /// Index in the rule's formals; `null` where it fits none.
    formal: Option<u16>,
    /// The name as written; `null` where it is given by position.
    written: Option<String>,
}

/// The compute context of a call.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ContextOut {
    /// `known`, `several`, `default` or `unknown`.
    state: String,
    /// The contexts in which it runs, where the code says them: one, or several.
    kinds: Vec<String>,
}

/// A function that does nothing but call a retired symbol.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WrapperOut {
    name: String,
    /// Calls of it, which follow when it is changed; they are no findings.
    dependants: u64,
}

/// What an argument names.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct DataOut {
    /// Index in `arguments`.
    argument: u16,
    /// `reads` or `writes`.
    direction: String,
    /// The kind of data; `null` where reading the code does not tell.
    kind: Option<String>,
    /// The file, table or the like, as far as one text says it; of a path its last part.
    name: Option<String>,
}

/// What each finding costs, by target.
pub(super) fn costs(plan: &Plan) -> Vec<Vec<Option<RangeOut>>> {
    plan.costs().into_iter().map(|costs| costs.into_iter().map(|cost| cost.map(tenths)).collect()).collect()
}

pub(super) fn finding_out(finding: &FindingFacts, tenths: Vec<Option<RangeOut>>) -> FindingOut {
    FindingOut {
        file: finding.file,
        rule: finding.rule,
        text: finding.text.clone(),
        symbol: finding.symbol.clone(),
        usage: finding.usage.name().to_owned(),
        origin: finding.origin.name().to_owned(),
        reason: finding.reason.clone(),
        line: finding.line,
        column: finding.column,
        cell: finding.cell,
        container: finding.container.clone(),
        language: finding.language.clone(),
        evaluated: finding.evaluated,
        recovered: finding.recovered,
        more_arguments: finding.more_arguments,
        code: finding.code.clone(),
        code_column: finding.code_column,
        arguments: finding.arguments.iter().map(|argument| ArgumentOut { formal: argument.formal, written: argument.written.clone() }).collect(),
        context: finding.context.as_ref().map(|context| ContextOut { state: context.state.clone(), kinds: context.kinds.clone() }),
        data: finding.data.iter().map(data_out).collect(),
        wrapper: finding.wrapper.as_ref().map(|wrapper| WrapperOut { name: wrapper.name.clone(), dependants: wrapper.dependants }),
        entries: finding.entries.clone(),
        tenths,
        traps: finding.traps.clone(),
        fingerprint: finding.fingerprint.clone(),
        suppressed: finding.suppressed.clone(),
    }
}

fn data_out(data: &DataFacts) -> DataOut {
    let direction = if data.is_written { WRITES } else { READS };
    DataOut { argument: data.argument, direction: direction.to_owned(), kind: data.kind.clone(), name: data.name.clone() }
}

const WRITES: &str = "writes";
const READS: &str = "reads";

impl FindingOut {
    pub(super) fn facts(self) -> Result<FindingFacts, PlanError> {
        Ok(FindingFacts {
            file: self.file,
            rule: self.rule,
            usage: usage(&self.usage)?,
            origin: origin(&self.origin)?,
            symbol: self.symbol,
            text: self.text,
            reason: self.reason,
            line: self.line,
            column: self.column,
            cell: self.cell,
            container: self.container,
            language: self.language,
            evaluated: self.evaluated,
            recovered: self.recovered,
            more_arguments: self.more_arguments,
            code: self.code,
            code_column: self.code_column,
            arguments: self.arguments.into_iter().map(|argument| ArgumentFacts { formal: argument.formal, written: argument.written }).collect(),
            context: self.context.map(|context| ContextFacts { state: context.state, kinds: context.kinds }),
            data: self.data.into_iter().map(DataOut::facts).collect::<Result<_, _>>()?,
            wrapper: self.wrapper.map(|wrapper| WrapperFacts { name: wrapper.name, dependants: wrapper.dependants }),
            entries: self.entries,
            traps: self.traps,
            fingerprint: self.fingerprint,
            suppressed: self.suppressed,
        })
    }
}

impl DataOut {
    fn facts(self) -> Result<DataFacts, PlanError> {
        let is_written = match self.direction.as_str() {
            WRITES => true,
            READS => false,
            other => return Err(PlanError::word("direction", other)),
        };
        Ok(DataFacts { argument: self.argument, is_written, kind: self.kind, name: self.name })
    }
}
