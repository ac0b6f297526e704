//! From a folder to findings: `collect` reads what matters, `link` learns what holds for a whole project, `resolve` decides what each name means.

mod arguments;
mod collect;
mod coverage;
mod data_sets;
mod excludes;
mod finding;
mod fingerprint;
mod link;
mod patterns;
mod prefilter;
mod resolve;
mod second_look;
mod suppress;
mod tracked;
mod walk;

pub use arguments::MatchedArgument;
pub use collect::{Config, Input, Progress, ScanError};
pub use coverage::{Coverage, KindCount, Partial, PartialReason, Skipped, SkippedReason, Unread};
pub use data_sets::DataSet;
pub use finding::{AttachedBy, FileId, Finding, Origin, Use};
pub use suppress::{SuppressionProblem, SuppressionProblemKind};

use std::sync::atomic::Ordering;

use rayon::prelude::*;
use rxodus_rules::RuleIndex;
use rxodus_source::SourceFile;
use rxodus_syntax::{Parsed, Parser};

use crate::{collect::Collected, patterns::Patterns};

/// All that a run found and all that it did not see.
pub struct Report {
    /// The files with findings or remarks, sorted by path; findings point into this list.
    pub files: Vec<SourceFile>,
    /// Sorted by path and place.
    pub findings: Vec<Finding>,
    /// What was seen, and what was not.
    pub coverage: Coverage,
    /// Comments of this tool's own that do not do what they say.
    pub suppression_problems: Vec<SuppressionProblem>,
}

/// Runs all three phases.
pub fn scan(config: &Config, index: &RuleIndex) -> Result<Report, ScanError> {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(config.threads).build();
    let threads = threads.map_err(|error| ScanError::Threads(error.to_string()))?;
    let collected = collect::collect(config, index)?;
    Ok(threads.install(|| find(config, collected, index)))
}

/// Collects and parses, and does no more: the least that any check has to do. Gives the number of chunks that are code.
pub fn parse_only(config: &Config, index: &RuleIndex) -> Result<usize, ScanError> {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(config.threads).build();
    let threads = threads.map_err(|error| ScanError::Threads(error.to_string()))?;
    let collected = collect::collect(config, index)?;
    let parse = |parser: &mut Parser, item: &collect::Item| item.file.chunks.iter().filter(|chunk| parser.parse_only(&item.file, chunk)).count();
    Ok(threads.install(|| collected.items.par_iter().map_init(Parser::new, parse).sum()))
}

/// A file that was parsed, with what its place in the tree tells.
pub(crate) struct Unit<'a> {
    pub(crate) file: &'a SourceFile,
    /// Its absolute path.
    pub(crate) location: &'a std::path::Path,
    /// Findings in it are reported; other files only tell what holds for the project.
    pub(crate) wanted: bool,
    /// One for each chunk.
    pub(crate) parsed: Vec<Parsed<'a>>,
}

fn find(config: &Config, mut first: Collected, index: &RuleIndex) -> Report {
    let mut coverage = std::mem::take(&mut first.coverage);
    let mut units = parse_all(config, &first);
    let second = second_look::second_look(config, &first, &units, index);
    units.extend(parse_all(config, &second));
    units.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    let (projects, patterns) = (link::link(&units, index), Patterns::new(index));
    let resolved: Vec<_> = units.par_iter().enumerate().map(|(at, unit)| resolve::resolve(at, unit, &units, &projects, &patterns)).collect();
    coverage.add_parsed(&units);
    let (mut findings, mut suppression_problems) = (Vec::new(), Vec::new());
    for (unit, mut found) in units.iter().zip(resolved).filter(|(unit, _)| unit.wanted) {
        suppression_problems.extend(suppress::suppress(unit, &mut found, index));
        findings.extend(found);
    }
    fingerprint::fingerprint(&mut findings, &units, index);
    coverage.count_unresolved(&findings);
    drop(units);
    let mut files: Vec<_> = first.items.into_iter().chain(second.items).map(|item| item.file).collect();
    // The order of the units, in which findings count them.
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Report { files, findings, coverage, suppression_problems }
}

/// Parses every chunk, a parser a thread.
fn parse_all<'a>(config: &Config, collected: &'a Collected) -> Vec<Unit<'a>> {
    config.progress.to_parse.fetch_add(collected.items.len() as u64, Ordering::Relaxed);
    let parser_unit = |parser: &mut Parser, item: &'a collect::Item| {
        let unit = parser_unit(parser, item);
        config.progress.parsed.fetch_add(1, Ordering::Relaxed);
        unit
    };
    collected.items.par_iter().map_init(Parser::new, parser_unit).collect()
}

fn parser_unit<'a>(parser: &mut Parser, item: &'a collect::Item) -> Unit<'a> {
    let parsed = item.file.chunks.iter().map(|chunk| parser.parse(&item.file, chunk)).collect();
    Unit { file: &item.file, location: &item.location, wanted: item.wanted, parsed }
}
