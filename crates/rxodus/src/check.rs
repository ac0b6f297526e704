//! `rxodus check`: scan, report, judge.

use rxodus_report::{Context, SarifStyle};
use rxodus_scan::Report;

use crate::{
    args::{Check, Format},
    gate, ignores, output,
    run::run,
};

/// Code scanning on GitHub shows no more results than this.
const SARIF_LIMIT: usize = 5000;

/// Runs the check and gives the exit status.
pub(crate) fn check(args: &Check) -> anyhow::Result<u8> {
    run(&args.scan, |job, report| {
        let (gate, context) = (gate::gate(&args.gate, &job.settings)?, job.context());
        if let Some(reason) = &args.add_ignores {
            return ignores::add(job, report, &gate, reason);
        }
        if args.fix_unused_ignores {
            return ignores::fix(job, report);
        }
        write(args, report, &context)?;
        gate::judge(&gate, args.gate.exit_zero, report, &context)
    })
}

fn write(args: &Check, report: &Report, context: &Context) -> anyhow::Result<()> {
    let style = output::style(&args.scan, args.quiet);
    let sarif = SarifStyle { suppressed: false, limit: Some(SARIF_LIMIT) };
    output::write(args.scan.output.as_deref(), |out| match args.format {
        Format::Text => rxodus_report::write_text(report, context, &style, out),
        Format::Concise => rxodus_report::write_concise(report, context, out),
        Format::Json => rxodus_report::write_json(report, context, out),
        Format::Sarif => rxodus_report::write_sarif(report, context, &sarif, out),
    })
}
