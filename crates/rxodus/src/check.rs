//! `rxodus check`: scan, report, judge.

use std::path::Path;

use rxodus_report::{Context, SarifStyle};
use rxodus_scan::Report;

use crate::{
    args::{Check, Format},
    baseline, changed, gate, ignores, output,
    run::run,
    sarif,
};

/// Runs the check and gives the exit status.
pub(crate) fn check(args: &Check) -> anyhow::Result<u8> {
    run(&args.scan, |job, report| {
        let gate = gate::gate(&args.gate, &job.settings)?;
        let known = if args.no_baseline { None } else { baseline::known(args.baseline.as_deref(), job)? };
        job.policy.baseline = known.map(|known| known.compare(job, report));
        if let Some(reference) = &args.changed_since {
            changed::only_changed(report, &job.config.base, reference)?;
        }
        let context = job.context();
        if let Some(reason) = &args.add_ignores {
            return ignores::add(job, report, &gate, reason);
        }
        if args.fix_unused_ignores {
            return ignores::fix(job, report);
        }
        write(args, &job.config.base, report, &context)?;
        gate::judge(&gate, args.gate.exit_zero, report, &context)
    })
}

fn write(args: &Check, base: &Path, report: &Report, context: &Context) -> anyhow::Result<()> {
    let style = output::style(args.scan.color, args.output.is_some(), args.quiet);
    let sarif = if args.format == Format::Sarif { sarif::style(&args.sarif, base)? } else { SarifStyle::default() };
    output::write(args.output.as_deref(), |out| match args.format {
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
