//! `rxodus plan`, `rxodus advise` and `rxodus merge`: what the move costs.

use std::{
    collections::BTreeSet,
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use rxodus_plan::{
    Advice, Answers, Facts, Frame, Milestone, PlanComparison, PlatformFacts, Shard, advise, compare, conflicts, merge, milestone, survey,
};
use rxodus_report::{Sheet, TextStyle, life, missing_parts};
use rxodus_rules::{Platform, RuleIndex, Ruleset};
use rxodus_scan::Report;

use crate::{
    CLEAN,
    args::{AdviceFormat, Advise, Color, Merge, Plan, PlanFormat, Scan, Show},
    config::{self, Config},
    output, platform, rules,
    run::{self, Job, prepare},
};

/// Prints the plan and gives the exit status.
pub(crate) fn plan(args: &Plan) -> anyhow::Result<u8> {
    let (job, report, mut plan) = planned(&args.scan, args.name.as_deref())?;
    plan.comparison = args.compare.as_deref().map(|old| anyhow::Ok(compare(&read(old)?, &plan.facts, job.index))).transpose()?;
    plan.history = args.history.as_deref().map(history).transpose()?.unwrap_or_default();
    plan.advice = advice(&plan, job.index, &job.settings)?;
    show(&plan, &args.show, args.scan.color)?;
    Ok(run::status(&report, CLEAN))
}

/// Prints which platform fits and gives the exit status.
pub(crate) fn advised(args: &Advise) -> anyhow::Result<u8> {
    let (job, report, plan) = planned(&args.scan, None)?;
    let advice = advise(&plan, job.index, &answers(&job.settings, job.index.ruleset())?);
    let style = output::style(args.scan.color, args.output.is_some(), args.quiet);
    output::write(args.output.as_deref(), |out| match args.format {
        AdviceFormat::Text => rxodus_report::write_advice(&advice, &plan, &style, out),
        AdviceFormat::Json => rxodus_report::write_advice_json(&advice, &plan, out),
    })?;
    Ok(run::status(&report, CLEAN))
}

/// Which platform fits; of a part of a repository nothing is known as a whole.
fn advice(plan: &rxodus_plan::Plan, index: &RuleIndex, settings: &Config) -> anyhow::Result<Option<Advice>> {
    let is_part = plan.facts.repositories.iter().any(|repository| repository.shard.is_some());
    if is_part { Ok(None) } else { Ok(Some(advise(plan, index, &answers(settings, index.ruleset())?))) }
}

/// Scans, and plans. A repository has the paths within it, so that plans of several can stand side by side.
fn planned(scan: &Scan, name: Option<&str>) -> anyhow::Result<(Job<'static>, Report, rxodus_plan::Plan)> {
    let mut job = prepare(scan)?;
    job.show_within();
    let report = job.scan()?;
    let plan = rxodus_plan::plan(facts(&job, &report, scan, name)?);
    Ok((job, report, plan))
}

fn facts(job: &Job, report: &Report, scan: &Scan, name: Option<&str>) -> anyhow::Result<Facts> {
    let (context, settings) = (job.context(), &job.settings);
    let platform =
        |platform: &Platform| PlatformFacts { id: platform.id.clone(), title: platform.title.clone(), life: life(platform, context.as_of) };
    let frame = Frame {
        as_of: context.as_of,
        name: name.map(str::to_owned).or_else(|| settings.name.clone()).unwrap_or_else(|| run::name(scan)),
        shard: scan.shard.map(|part| Shard { of: part.of, parts: vec![part.number] }),
        knowledge: rules::knowledge(&settings.rules.extend)?,
        team: context.team,
        platform: context.platform.map(platform),
        not_seen: rxodus_report::not_seen(&report.coverage),
    };
    survey(report, context.index, &context.targets, frame).context("the rules say nothing of effort")
}

/// What the settings answer; a question that nobody asks is an error.
pub(crate) fn answers(settings: &Config, ruleset: &Ruleset) -> anyhow::Result<Answers> {
    let asked: Vec<&str> = ruleset.criteria.iter().filter(|criterion| criterion.question.is_some()).map(|criterion| criterion.id.as_str()).collect();
    if let Some(unknown) = settings.answers.said.keys().find(|id| !asked.contains(&id.as_str())) {
        let message = format!("nobody asks `{unknown}`; the questions are {}", asked.join(", "));
        return Err(settings.source.wrong(&["answers", unknown], &message));
    }
    let mut have = BTreeSet::new();
    for (at, name) in settings.answers.have.iter().enumerate() {
        let known = ruleset.platforms.iter().find(|platform| platform.names().any(|known| known == name));
        let Some(known) = known else {
            return Err(settings.source.wrong(&["answers", "have", &at.to_string()], &platform::unknown(ruleset, name)));
        };
        have.insert(known.id.clone());
    }
    Ok(Answers { said: settings.answers.said.clone(), have })
}

/// Puts plans together, prints them as one and gives the exit status.
pub(crate) fn merged(args: &Merge) -> anyhow::Result<u8> {
    let parts = args.plans.iter().map(|file| read(file)).collect::<anyhow::Result<Vec<_>>>()?;
    let conflicts = conflicts(&parts);
    if !conflicts.is_empty() {
        bail!("these plans cannot be put together\n  {}", conflicts.join("\n  "));
    }
    let mut plan = rxodus_plan::plan(merge(parts).context("there is nothing to put together")?);
    let missing = missing_parts(&plan.facts);
    if !missing.is_empty() && !args.allow_missing {
        bail!("these plans make no whole; --allow-missing puts together what is here\n  {}", missing.join("\n  "));
    }
    let settings = config::nearest(Path::new("."))?;
    plan.advice = advice(&plan, &RuleIndex::new(rules::ruleset(&settings.rules.extend)?), &settings)?;
    show(&plan, &args.show, args.color)?;
    Ok(CLEAN)
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
fn show(plan: &rxodus_plan::Plan, args: &Show, color: Color) -> anyhow::Result<()> {
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
    Ok(())
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

fn write_changes(plan: &rxodus_plan::Plan, comparison: Option<&PlanComparison>, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    rxodus_report::write_plan_history(plan, style, out)?;
    let Some(comparison) = comparison else { return Ok(()) };
    writeln!(out)?;
    rxodus_report::write_plan_comparison(comparison, plan, style, out)
}
