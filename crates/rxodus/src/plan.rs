//! `rxodus plan`: what the move costs.

use anyhow::Context as _;
use rxodus_plan::{Frame, survey};

use crate::{
    CLEAN,
    args::{Plan, PlanFormat},
    output, rules,
    run::{self, run},
};

/// Prints the plan and gives the exit status.
pub(crate) fn plan(args: &Plan) -> anyhow::Result<u8> {
    run(&args.scan, |report, context, settings| {
        let frame = Frame {
            as_of: context.as_of,
            name: args.name.clone().or_else(|| settings.name.clone()).unwrap_or_else(|| run::name(&args.scan)),
            shard: None,
            knowledge: rules::knowledge(&settings.rules.extend)?,
            team: context.team,
            not_seen: rxodus_report::not_seen(&report.coverage),
        };
        let facts = survey(report, context.index, &context.targets, frame).context("the rules say nothing of effort")?;
        let plan = rxodus_plan::plan(facts);
        let style = output::style(&args.scan, args.quiet);
        output::write(args.scan.output.as_deref(), |out| match args.format {
            _ if args.explain => rxodus_report::write_plan_explain(&plan, &style, out),
            PlanFormat::Text => rxodus_report::write_plan_text(&plan, &style, out),
            PlanFormat::Html => rxodus_report::write_plan_html(&plan, out),
            PlanFormat::Json => rxodus_report::write_plan_json(&plan, out),
        })?;
        Ok(CLEAN)
    })
}
