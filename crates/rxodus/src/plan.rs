//! `rxodus plan`: what the move costs.

use anyhow::Context as _;

use crate::{
    CLEAN,
    args::{Plan, PlanFormat},
    output,
    run::run,
};

/// Prints the plan and gives the exit status.
pub(crate) fn plan(args: &Plan) -> anyhow::Result<u8> {
    run(&args.scan, |job, report| {
        let context = &job.context();
        let plan = rxodus_plan::plan(report, context.index, &context.targets).context("the rules say nothing of effort")?;
        let style = output::style(&args.scan, args.quiet);
        output::write(args.scan.output.as_deref(), |out| match args.format {
            _ if args.explain => rxodus_report::write_plan_explain(&plan, context, &style, out),
            PlanFormat::Text => rxodus_report::write_plan_text(&plan, context, &style, out),
            PlanFormat::Json => rxodus_report::write_plan_json(&plan, context, out),
        })?;
        Ok(CLEAN)
    })
}
