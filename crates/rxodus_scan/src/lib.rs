//! From a folder to findings: `collect` reads what matters, `link` learns what holds for a whole project, `resolve` decides what each name means.

mod arguments;
mod by_name;
mod collect;
mod command;
mod coverage;
mod data_sets;
mod embed;
mod excludes;
mod finding;
mod fingerprint;
mod flow;
mod link;
mod path_set;
mod patterns;
mod prefilter;
mod resolve;
mod second_look;
mod sqlproj;
mod suppress;
mod surroundings;
mod texts;
mod tracked;
mod traps;
mod unit;
mod walk;

pub use arguments::{Given, MatchedArgument};
pub use collect::{Config, Input, Part, Progress, ScanError, project_root};
pub use coverage::{
    Coverage, KindCount, LanguageCount, Lines, OnlyChanged, OtherCount, Partial, PartialReason, ReadFile, Skipped, SkippedReason, Unread,
};
pub use data_sets::DataSet;
pub use finding::{AttachedBy, FileId, Finding, Origin, Use};
pub use flow::{DataUse, InForce, Place, ResultUse, Wrapper};
pub use path_set::PathSet;
pub use suppress::{CommentStyle, Edit, SuppressedBy, SuppressionProblem, SuppressionProblemKind, edited, give_reason, ignore, remove_unused};
pub use surroundings::{FileLink, OtherPackage};

use std::{cmp::Reverse, sync::atomic::Ordering};

use rayon::prelude::*;
use rxodus_rules::RuleIndex;
use rxodus_source::SourceFile;
use rxodus_syntax::Parser;

use crate::{
    collect::{Collected, Item},
    patterns::Patterns,
    prefilter::Prefilter,
    unit::Unit,
};

/// All that a run found and all that it did not see.
pub struct Report {
    /// The files with findings or remarks, sorted by path; findings point into this list.
    pub files: Vec<SourceFile>,
    /// Sorted by path and place.
    pub findings: Vec<Finding>,
    /// Functions of the scanned code that do nothing but call a retired symbol, sorted by place.
    pub wrappers: Vec<Wrapper>,
    /// Which of the files run or import others, in order.
    pub links: Vec<FileLink>,
    /// The packages that they use and that are not retired, sorted by name.
    pub packages: Vec<OtherPackage>,
    /// What was seen, and what was not.
    pub coverage: Coverage,
    /// Comments of this tool's own that do not do what they say.
    pub suppression_problems: Vec<SuppressionProblem>,
}

/// Runs all three phases.
pub fn scan(config: &Config, index: &RuleIndex) -> Result<Report, ScanError> {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(config.threads).build();
    let threads = threads.map_err(|error| ScanError::Threads(error.to_string()))?;
    let prefilter = Prefilter::for_run(config, index);
    let collected = collect::collect(config, &prefilter)?;
    Ok(threads.install(|| find(config, collected, &prefilter, index)))
}

/// Collects and parses all files with an anchor, wherever it stands, and does no more: what a tool does that looks at nothing else. Gives the
/// number of chunks that are code.
pub fn parse_only(config: &Config, index: &RuleIndex) -> Result<usize, ScanError> {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(config.threads).build();
    let threads = threads.map_err(|error| ScanError::Threads(error.to_string()))?;
    let collected = collect::collect(config, &Prefilter::for_run(config, index))?;
    let parse = |parser: &mut Parser, item: &Item| item.file.chunks.iter().filter(|chunk| parser.parse_only(&item.file, chunk)).count();
    Ok(threads.install(|| collected.items.par_iter().map_init(Parser::new, parse).sum()))
}

fn find(config: &Config, mut first: Collected, prefilter: &Prefilter, index: &RuleIndex) -> Report {
    first.leave_prose(prefilter);
    let mut coverage = std::mem::take(&mut first.coverage);
    let mut units = parse_all(config, &first.items, index);
    let second = second_look::second_look(config, first.rest, &units, index);
    units.extend(parse_all(config, &second, index));
    units.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    let (projects, patterns) = (link::link(&units, index), Patterns::new(index));
    let mut resolved: Vec<_> = units.par_iter().enumerate().map(|(at, unit)| resolve::resolve(at, unit, &projects, &patterns)).collect();
    let (mut wrappers, (links, packages)) =
        rayon::join(|| flow::flow(&mut resolved, &units, &projects, index), || surroundings::surroundings(&units, &projects, index));
    wrappers.retain(|wrapper| units[wrapper.place.file.0 as usize].wanted);
    coverage.add_parsed(&units);
    coverage.count();
    let is_meant = |at: usize| units[at].wanted && config.part.is_none_or(|part| part.has(at));
    let meant = resolved.into_par_iter().enumerate().filter(|(at, _)| is_meant(*at));
    let judged = meant.map(|(at, mut found)| (suppress::suppress(at, &units[at], &mut found, index, config.as_of), found));
    let (problems, found): (Vec<_>, Vec<_>) = judged.unzip();
    let mut suppression_problems: Vec<_> = problems.into_iter().flatten().collect();
    let mut findings: Vec<_> = found.into_iter().flatten().collect();
    fingerprint::fingerprint(&mut findings, &units, index);
    fingerprint::of_problems(&mut suppression_problems, &units);
    coverage.count_unresolved(&findings);
    coverage.part = config.part;
    units.into_par_iter().for_each(drop);
    let mut files: Vec<_> = first.items.into_iter().chain(second).map(|item| item.file).collect();
    // The order of the units, in which findings count them.
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Report { files, findings, wrappers, links, packages, coverage, suppression_problems }
}

/// Parses every chunk, a parser a thread, the largest files first, so that no thread ends long after the others. Gives them in any order.
fn parse_all<'a>(config: &Config, items: &'a [Item], index: &RuleIndex) -> Vec<Unit<'a>> {
    config.progress.to_parse.fetch_add(items.len() as u64, Ordering::Relaxed);
    let parser_unit = |parser: &mut Parser, item: &'a Item| {
        let unit = Unit::parse(parser, item, index);
        config.progress.parsed.fetch_add(1, Ordering::Relaxed);
        unit
    };
    let mut items: Vec<_> = items.iter().collect();
    items.sort_by_key(|item| Reverse(item.file.text.len()));
    items.into_iter().par_bridge().map_init(Parser::new, parser_unit).collect()
}
