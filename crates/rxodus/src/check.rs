//! `rxodus check`: scan, report, judge.

use rxodus_report::SarifStyle;

use crate::{
    args::{Check, Format},
    gate, output,
    run::run,
};

/// Code scanning on GitHub shows no more results than this.
const SARIF_LIMIT: usize = 5000;

/// Runs the check and gives the exit status.
pub(crate) fn check(args: &Check) -> anyhow::Result<u8> {
    run(&args.scan, |report, context, settings| {
        let gate = gate::gate(&args.gate, settings)?;
        let style = output::style(&args.scan, args.quiet);
        let sarif = SarifStyle { suppressed: false, limit: Some(SARIF_LIMIT) };
        output::write(args.scan.output.as_deref(), |out| match args.format {
            Format::Text => rxodus_report::write_text(report, context, &style, out),
            Format::Concise => rxodus_report::write_concise(report, context, out),
            Format::Json => rxodus_report::write_json(report, context, out),
            Format::Sarif => rxodus_report::write_sarif(report, context, &sarif, out),
        })?;
        gate::judge(&gate, args.gate.exit_zero, report, context)
    })
}
