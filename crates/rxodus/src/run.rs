//! What `check` and `plan` share: settings, rules, targets, and the scan itself.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context as _, bail};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use rxodus_report::{Context, Policy, suggest_targets};
use rxodus_rules::{Platform, RuleIndex, Ruleset, Target, TargetId};
use rxodus_scan::{Config, Input, Progress, Report, project_root, scan};
use rxodus_source::FileKind;

use crate::{
    FAILED,
    args::{Scan, size},
    config, gate, output, plan, platform, progress, rules,
};

/// All that a command needs to know of its scan.
pub(crate) struct Job<'a> {
    pub(crate) index: &'a RuleIndex,
    pub(crate) config: Config,
    pub(crate) settings: config::Config,
    choice: Choice<'a>,
    as_of: Date,
    pub(crate) policy: Policy,
}

/// The exit status of a run with this report: nothing was judged where nothing could be read.
pub(crate) fn status(report: &Report, judged: u8) -> u8 {
    if report.coverage.is_blind() {
        output::note(&format!("error: {BLIND}"));
        return FAILED;
    }
    judged
}

/// Why there is nothing to judge, and nothing to keep.
pub(crate) const BLIND: &str = "nothing of what was asked for could be read";

/// All but the scan: whatever can be wrong with the options and the settings is told here.
pub(crate) fn prepare(args: &Scan) -> anyhow::Result<Job<'static>> {
    let settings = settings(args)?;
    if let Some(at) = settings.rules.extend.iter().position(|folder| !folder.is_dir()) {
        let message = format!("there is no folder `{}`", settings.rules.extend[at].display());
        return Err(settings.source.wrong(&["rules", "extend", &at.to_string()], &message));
    }
    let ruleset = rules::ruleset(&settings.rules.extend)?;
    let as_of = as_of(args.as_of)?;
    // It lives as long as the process: to free it entry by entry would take as long as to read it.
    let index: &'static RuleIndex = Box::leak(Box::new(RuleIndex::new(ruleset)));
    let choice = choice(args, &settings, index.ruleset(), as_of)?;
    let config = Config { as_of: Some(as_of), ..config(args, &settings)? };
    let policy = gate::policy(&settings, index)?;
    plan::answers(&settings, index.ruleset())?;
    Ok(Job { index, config, settings, choice, as_of, policy })
}

impl Job<'_> {
    /// Scans what it is about.
    pub(crate) fn scan(&self) -> anyhow::Result<Report> {
        let shown = progress::show(Arc::clone(&self.config.progress));
        let report = scan(&self.config, self.index)?;
        drop(shown);
        Ok(report)
    }

    /// From here on paths are shown as within the one folder that is scanned, wherever it is looked at from; unless it is part of a project.
    pub(crate) fn show_within(&mut self) {
        let [path] = &self.config.paths[..] else { return };
        let is_whole = |path: &PathBuf| path.is_dir() && project_root(path).is_none_or(|project| project == path);
        if let Some(folder) = path.canonicalize().ok().filter(is_whole) {
            self.config.base = folder;
        }
    }

    /// The folders of what is scanned, in the order of the paths; of standard input the current one.
    pub(crate) fn folders(&self) -> Vec<PathBuf> {
        let folder = |path: PathBuf| if path.is_dir() { Some(path) } else { path.parent().map(Path::to_owned) };
        let known = |path: &PathBuf| path.canonicalize().ok().and_then(folder).unwrap_or_else(|| self.config.base.clone());
        self.config.paths.iter().map(known).collect()
    }

    /// What reports need besides the scan.
    pub(crate) fn context(&self) -> Context<'_> {
        let Choice { targets, chosen, platform } = &self.choice;
        Context {
            index: self.index,
            targets: targets.clone(),
            chosen: *chosen,
            platform: *platform,
            as_of: self.as_of,
            policy: self.policy.clone(),
            team: self.settings.plan.team(),
        }
    }
}

/// Where the code moves to.
struct Choice<'r> {
    targets: Vec<TargetId>,
    chosen: bool,
    platform: Option<&'r Platform>,
}

/// A platform brings its target with it. The command line goes before the settings.
fn choice<'r>(args: &Scan, settings: &config::Config, ruleset: &'r Ruleset, as_of: Date) -> anyhow::Result<Choice<'r>> {
    let set = settings.platform.as_ref().filter(|_| args.target.is_empty());
    if let Some(name) = args.platform.as_ref().or(set) {
        let chosen = platform::destination(ruleset, name, as_of, args.allow_retired);
        let (platform, target) =
            if args.platform.is_some() { chosen? } else { chosen.map_err(|error| settings.source.wrong(&["platform"], &error.to_string()))? };
        platform::warn(ruleset, platform, as_of);
        return Ok(Choice { targets: vec![target], chosen: true, platform: Some(platform) });
    }
    if args.target.is_empty() {
        for (at, name) in settings.target.iter().enumerate() {
            target_named(ruleset, name).map_err(|error| settings.source.wrong(&["target", &at.to_string()], &error.to_string()))?;
        }
    }
    let (targets, chosen) = targets(ruleset, if args.target.is_empty() { &settings.target } else { &args.target })?;
    Ok(Choice { targets, chosen, platform: None })
}

/// The targets that were asked for, or all; and whether any was.
fn targets(ruleset: &Ruleset, names: &[String]) -> anyhow::Result<(Vec<TargetId>, bool)> {
    let all = || (0..ruleset.targets.len()).map(|at| TargetId(at as u8));
    let mut targets = Vec::new();
    for name in names {
        targets.push(target_named(ruleset, name)?);
    }
    targets.sort();
    targets.dedup();
    Ok(if targets.is_empty() { (all().collect(), false) } else { (targets, true) })
}

/// The target of a name.
pub(crate) fn target_named(ruleset: &Ruleset, name: &str) -> anyhow::Result<TargetId> {
    let means = |target: &Target| target.id == name || target.aliases.iter().any(|alias| alias == name);
    let Some(at) = ruleset.targets.iter().position(means) else {
        let known: Vec<_> = ruleset.targets.iter().map(|target| target.id.as_str()).collect();
        let hint = match suggest_targets(ruleset, name).as_slice() {
            [] => String::new(),
            near => format!("did you mean {}? ", near.join(", ")),
        };
        bail!("there is no target `{}`; {hint}choose from {}", name.escape_debug(), known.join(", "));
    };
    Ok(TargetId(at as u8))
}

/// The settings of the project of the first path.
fn settings(args: &Scan) -> anyhow::Result<config::Config> {
    if args.no_config {
        Ok(config::Config::default())
    } else {
        config::nearest(args.paths.first().filter(|path| *path != Path::new("-")).map_or(Path::new("."), PathBuf::as_path))
    }
}

fn config(args: &Scan, settings: &config::Config) -> anyhow::Result<Config> {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).context("cannot tell the current folder")?;
    let stdin = reads_standard_input(args)?.then(|| standard_input(args.stdin_filename.as_deref())).transpose()?;
    let usual = Config::of(args.paths.clone());
    Ok(Config {
        base: base(&here, &args.paths),
        stdin,
        include: [&settings.include[..], &args.include[..]].concat(),
        exclude: [&settings.exclude[..], &args.exclude[..]].concat(),
        no_ignore: args.no_ignore,
        kinds: settings.extensions.kinds().map_err(|(_, _, error)| error)?,
        follow: args.follow,
        max_file_size: args
            .max_file_size
            .or_else(|| settings.max_file_size.as_deref().and_then(|text| size(text).ok()))
            .unwrap_or(usual.max_file_size),
        threads: args.threads,
        part: args.shard,
        progress: Arc::new(Progress::default()),
        ..usual
    })
}

/// Whether standard input is meant, which cannot be looked at together with files.
fn reads_standard_input(args: &Scan) -> anyhow::Result<bool> {
    let reads = args.paths.iter().any(|path| path == Path::new("-"));
    if reads && args.paths.len() > 1 {
        bail!("`-` reads standard input, and stands alone: look at the other paths in a run of their own");
    }
    Ok(reads)
}

fn standard_input(name: Option<&str>) -> anyhow::Result<Input> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).context("cannot read standard input")?;
    let name = name.map_or_else(|| name_of(&bytes), str::to_owned);
    Ok(Input { name, bytes })
}

/// A name for a text that has none: of the kind that its first line tells, else an R script, which is said.
fn name_of(text: &[u8]) -> String {
    match FileKind::of_first_line(text) {
        Some(kind) if kind != FileKind::R => format!("stdin.{}", kind.extensions().first().unwrap_or(&"R")),
        Some(_) => "stdin.R".to_owned(),
        None => {
            output::note("note: standard input was read as R; if it is something else, say so: --stdin-filename fit.py");
            "stdin.R".to_owned()
        }
    }
}

/// How what is scanned is called, where neither the command line nor the settings say it: by its own name; several paths by the current folder's.
pub(crate) fn name(args: &Scan) -> String {
    let scanned = match args.paths.as_slice() {
        [path] => path.as_path(),
        _ => Path::new("."),
    };
    let scanned = scanned.canonicalize().unwrap_or_default();
    scanned.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Paths are shown relative to the current folder; a single path outside it is its own base.
fn base(here: &Path, paths: &[PathBuf]) -> PathBuf {
    let [path] = paths else { return here.to_owned() };
    let Ok(path) = path.canonicalize() else { return here.to_owned() };
    if path.starts_with(here) {
        return here.to_owned();
    }
    if path.is_dir() { path } else { path.parent().unwrap_or(here).to_owned() }
}

/// The one place that reads a clock.
pub(crate) fn as_of(given: Option<Date>) -> anyhow::Result<Date> {
    if let Some(date) = given {
        return Ok(date);
    }
    let Ok(epoch) = std::env::var("SOURCE_DATE_EPOCH") else { return Ok(Timestamp::now().to_zoned(TimeZone::UTC).date()) };
    let seconds = epoch.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    Ok(seconds.with_context(|| format!("SOURCE_DATE_EPOCH is `{epoch}`, which is no number of seconds"))?.to_zoned(TimeZone::UTC).date())
}
