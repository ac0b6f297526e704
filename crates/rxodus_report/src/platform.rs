//! What is said of platforms in every format: their life, and what they add to findings.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rxodus_rules::{Platform, Status};
use rxodus_scan::{Finding, Report};

use crate::{
    Context,
    escape::escape,
    text::footer::paragraph,
    words::{count, list},
};

/// Where it is in its life, on a day: `running out: supported until 2027-03-31, 128 days from now`.
pub fn life(platform: &Platform, as_of: Date) -> String {
    let until = match (platform.ends, platform.days_left(as_of)) {
        (Some(end), Some(days)) if platform.ends_soon(as_of) => format!("until {end}, {} from now", count(u64::from(days.unsigned_abs()), "day")),
        (Some(end), Some(_)) => format!("until {end}"),
        _ => String::new(),
    };
    match platform.status_on(as_of) {
        Status::Retired => platform.ends.map_or("retired".to_owned(), |end| format!("retired on {end}")),
        Status::Active if until.is_empty() => "supported, no end announced".to_owned(),
        Status::Active => format!("supported {until}"),
        Status::Announced if until.is_empty() => "running out, though no day is announced".to_owned(),
        Status::Announced => format!("running out: supported {until}"),
        Status::Deprecated if until.is_empty() => "deprecated, no end announced".to_owned(),
        Status::Deprecated => format!("deprecated: supported {until}"),
    }
}

/// What the platform adds to a finding, a text each.
pub(crate) fn additions(context: &Context, finding: &Finding) -> Vec<String> {
    let Some(platform) = context.platform else { return Vec::new() };
    let package = context.index.package(finding.rule);
    let no_runtime = (!context.runs(finding)).then(|| format!("{} does not run {}", escape(&platform.title), package.language.name()));
    let limits = context.limits(finding).into_iter().map(|limit| paragraph(&limit.note));
    no_runtime.into_iter().chain(limits).collect()
}

/// The same for a whole report: each text, with the findings that it is about, in words; those with the most first.
pub(crate) fn all_additions(report: &Report, context: &Context) -> Vec<(String, String)> {
    let mut counts: BTreeMap<String, (u64, BTreeSet<&str>)> = BTreeMap::new();
    for finding in report.findings.iter().filter(|finding| finding.suppressed.is_none()) {
        for text in additions(context, finding) {
            let (number, packages) = counts.entry(text).or_default();
            *number += 1;
            packages.insert(&context.index.package(finding.rule).name);
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|(a, (more, _)), (b, (less, _))| less.cmp(more).then_with(|| a.cmp(b)));
    let of = |packages: BTreeSet<&str>| list(&packages.into_iter().map(escape).collect::<Vec<_>>(), "and");
    counts.into_iter().map(|(text, (number, packages))| (text, format!("{} of {}", count(number, "finding"), of(packages)))).collect()
}
