//! `rxodus check`: scan, report, judge.

use rxodus_report::{Context, SarifStyle};
use rxodus_scan::Report;

use crate::{
    args::{Check, Format},
    baseline::{self, Known},
    changed, gate, ignores, output,
    run::{Job, prepare, status},
    sarif,
};

/// Runs the check and gives the exit status.
pub(crate) fn check(args: &Check) -> anyhow::Result<u8> {
    against(args, |job| if args.no_baseline { Ok(None) } else { baseline::known(args.baseline.as_deref(), job) })
}

/// Runs the check against a baseline, which is read before the scan.
pub(crate) fn against(args: &Check, known: impl FnOnce(&Job) -> anyhow::Result<Option<Known>>) -> anyhow::Result<u8> {
    let mut job = prepare(&args.scan)?;
    let gate = gate::gate(&args.gate, &job)?;
    let known = known(&job)?;
    // It lives as long as the process: to free it finding by finding would take its time for nothing.
    let report = Box::leak(Box::new(job.scan()?));
    job.policy.baseline = known.map(|known| known.compare(&job, report));
    if let Some(reference) = &args.changed_since {
        changed::only_changed(report, &job, reference)?;
    }
    if let Some(reason) = &args.add_ignores {
        return Ok(status(report, ignores::add(&job, report, &gate, reason)?));
    }
    if args.fix_unused_ignores {
        return Ok(status(report, ignores::fix(&job, report)?));
    }
    let context = job.context();
    write(args, &job, report, &context)?;
    Ok(status(report, gate::judge(&gate, args.gate.exit_zero, report, &context)))
}

fn write(args: &Check, job: &Job, report: &Report, context: &Context) -> anyhow::Result<()> {
    let style = output::style(args.scan.color, args.output.is_some(), args.quiet);
    let format = args.format();
    let sarif = if format == Format::Sarif { sarif::style(&args.sarif, job)? } else { SarifStyle::default() };
    output::write(args.output.as_deref(), |out| match format {
        Format::Text => rxodus_report::write_text(report, context, &style, out),
        Format::Concise => rxodus_report::write_concise(report, context, out),
        Format::Json => rxodus_report::write_json(report, context, out),
        Format::Sarif => rxodus_report::write_sarif(report, context, &sarif, out),
        Format::Github => rxodus_report::write_github(report, context, out),
        Format::Gitlab => rxodus_report::write_gitlab(report, context, out),
        Format::Azure => rxodus_report::write_azure(report, context, out),
        Format::Junit => rxodus_report::write_junit(report, context, out),
        Format::Rdjson => rxodus_report::write_rdjson(report, context, out),
    })
}
