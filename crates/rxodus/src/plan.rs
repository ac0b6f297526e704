//! `rxodus plan` and `rxodus merge`: what the move costs.

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use rxodus_plan::{Comparison, Facts, Frame, Milestone, PlatformFacts, Shard, compare, conflicts, merge, milestone, survey};
use rxodus_report::{Sheet, TextStyle, life};

use crate::{
    CLEAN,
    args::{Color, Merge, Plan, PlanFormat, Show},
    output, rules,
    run::{self, run},
};

/// Prints the plan and gives the exit status.
pub(crate) fn plan(args: &Plan) -> anyhow::Result<u8> {
    run(&args.scan, |job, report| {
        let (context, settings) = (&job.context(), &job.settings);
        let frame = Frame {
            as_of: context.as_of,
            name: args.name.clone().or_else(|| settings.name.clone()).unwrap_or_else(|| run::name(&args.scan)),
            shard: args.scan.shard.map(|part| Shard { of: part.of, parts: vec![part.number] }),
            knowledge: rules::knowledge(&settings.rules.extend)?,
            team: context.team,
            platform: context.platform.map(|platform| PlatformFacts {
                id: platform.id.clone(),
                title: platform.title.clone(),
                life: life(platform, context.as_of),
            }),
            not_seen: rxodus_report::not_seen(&report.coverage),
        };
        let facts = survey(report, context.index, &context.targets, frame).context("the rules say nothing of effort")?;
        let comparison = args.compare.as_deref().map(|old| anyhow::Ok(compare(&read(old)?, &facts, context.index))).transpose()?;
        let mut plan = rxodus_plan::plan(facts);
        plan.history = args.history.as_deref().map(history).transpose()?.unwrap_or_default();
        plan.comparison = comparison;
        show(&plan, &args.show, args.scan.color)
    })
}

/// Puts plans together, prints them as one and gives the exit status.
pub(crate) fn merged(args: &Merge) -> anyhow::Result<u8> {
    let parts = args.plans.iter().map(|file| read(file)).collect::<anyhow::Result<Vec<_>>>()?;
    let conflicts = conflicts(&parts);
    if !conflicts.is_empty() {
        bail!("these plans cannot be put together\n  {}", conflicts.join("\n  "));
    }
    let facts = merge(parts).context("there is nothing to put together")?;
    show(&rxodus_plan::plan(facts), &args.show, args.color)
}

fn read(file: &Path) -> anyhow::Result<Facts> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    rxodus_report::read_plan_json(&text).map_err(|error| anyhow::anyhow!("`{}` {error}", file.display()))
}

/// The plans in a folder, the earliest first.
fn history(folder: &Path) -> anyhow::Result<Vec<Milestone>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read the folder `{}`", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let mut milestones = files.iter().map(|file| Ok(milestone(&rxodus_plan::plan(read(file)?)))).collect::<anyhow::Result<Vec<_>>>()?;
    milestones.sort_by_key(|milestone| milestone.as_of);
    Ok(milestones)
}

/// Writes to all files, or to standard output.
fn show(plan: &rxodus_plan::Plan, args: &Show, color: Color) -> anyhow::Result<u8> {
    if args.output.is_empty() {
        let style = output::style(color, false, args.quiet);
        output::write(None, |out| write(plan, args, args.format.unwrap_or(PlanFormat::Text), Sheet::Findings, &style, out))?;
    }
    for file in &args.output {
        let Some(format) = args.format.or_else(|| PlanFormat::of_file(file)).or(args.explain.then_some(PlanFormat::Text)) else {
            bail!("the name of `{}` says no format: end it in .txt, .json, .html, .md, .csv or .xlsx, or give --format", file.display());
        };
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        let sheet = Sheet::ALL.into_iter().find(|sheet| stem.ends_with(sheet.name())).unwrap_or(Sheet::Findings);
        let style = output::style(color, true, args.quiet);
        output::write(Some(file), |out| write(plan, args, format, sheet, &style, out))?;
    }
    Ok(CLEAN)
}

fn write(plan: &rxodus_plan::Plan, args: &Show, format: PlanFormat, sheet: Sheet, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    match format {
        _ if args.explain => rxodus_report::write_plan_explain(plan, style, out),
        PlanFormat::Text => {
            rxodus_report::write_plan_text(plan, style, out)?;
            write_changes(plan, plan.comparison.as_ref(), style, out)
        }
        PlanFormat::Json => rxodus_report::write_plan_json(plan, out),
        PlanFormat::Html => rxodus_report::write_plan_html(plan, out),
        PlanFormat::Markdown => rxodus_report::write_plan_markdown(plan, out),
        PlanFormat::Csv => rxodus_report::write_plan_csv(plan, sheet, out),
        PlanFormat::Xlsx => rxodus_report::write_plan_xlsx(plan, out),
    }
}

fn write_changes(plan: &rxodus_plan::Plan, comparison: Option<&Comparison>, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    rxodus_report::write_plan_history(plan, style, out)?;
    let Some(comparison) = comparison else { return Ok(()) };
    writeln!(out)?;
    rxodus_report::write_plan_comparison(comparison, plan, style, out)
}
