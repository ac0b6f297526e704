//! The command line.

mod baseline;
mod gate;
mod plan;
mod sarif;

use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

pub(crate) use baseline::{Baseline, BaselineCommand, BaselineFile};
pub(crate) use gate::{GateArgs, Refused};
pub(crate) use plan::{AdviceFormat, Advise, Merge, Plan, PlanFormat, Show};
pub(crate) use sarif::{Profile, SarifArgs};

/// Finds every use of Microsoft Machine Learning Server in R and Python code, and says what it becomes on the platform you move to.
#[derive(Debug, Parser)]
#[command(name = "rxodus", version, about, max_term_width = 100)]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find what dies with Machine Learning Server
    Check(Check),
    /// Keep what is known apart from what is new
    Baseline(Baseline),
    /// Say what the move costs, target by target
    Plan(Plan),
    /// Say which platform fits, and why
    Advise(Advise),
    /// Put plans together: of several repositories, or of the parts of one
    Merge(Merge),
    /// Tell all about a symbol, a package, a rule, a target or a platform
    Explain(Explain),
    /// Look at the rules and judge rule files
    Rules(Rules),
    /// List the platforms: where code moves to, and where it came from
    Platforms(Platforms),
    /// Write a commented rxodus.toml into the current folder
    Init,
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the man page
    Man,
    /// Print the JSON Schema of rxodus.toml
    #[command(hide = true)]
    ConfigSchema,
}

/// `rxodus check`.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Exit status: 0 nothing to do, 1 there are findings (a certain one that is not `keep`, or what the gate says), 2 the job could not be done."
)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) scan: Scan,
    /// How to write the report [default: what the output file's extension says (.sarif, .json, .xml for junit), else text]
    #[arg(long, short, value_enum)]
    pub(crate) format: Option<Format>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Print the summary alone
    #[arg(long, short)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) gate: GateArgs,
    /// What was known before: only what is not in this file is shown and fails the check [default: what rxodus.toml names, else
    /// the nearest rxodus-baseline.toml upward from the first path]
    #[arg(long, value_name = "FILE", help_heading = "Gate")]
    pub(crate) baseline: Option<PathBuf>,
    /// Show everything, whatever a baseline knows
    #[arg(long, conflicts_with = "baseline", help_heading = "Gate")]
    pub(crate) no_baseline: bool,
    /// Look only at lines that changed since this commit or branch; asks git
    #[arg(long, value_name = "REF", help_heading = "Gate")]
    pub(crate) changed_since: Option<String>,
    #[command(flatten)]
    pub(crate) sarif: SarifArgs,
    /// Write comments that ignore what fails the check, for this reason, instead of reporting it
    #[arg(long, value_name = "REASON", value_parser = reason)]
    pub(crate) add_ignores: Option<String>,
    /// Take comments that ignore nothing out of the files, instead of reporting them
    #[arg(long, conflicts_with = "add_ignores")]
    pub(crate) fix_unused_ignores: bool,
}

/// What to look at, and how to show it.
#[derive(Debug, ClapArgs)]
pub(crate) struct Scan {
    /// Folders and files to look at; `-` alone reads standard input
    #[arg(default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// Where the code moves to: spark, azureml, sqlml or oss; separate several by commas
    #[arg(long, short, value_name = "TARGET", value_delimiter = ',')]
    pub(crate) target: Vec<String>,
    /// Where the code will run, as in `databricks`: takes the platform's target, and adds its limits
    #[arg(long, value_name = "PLATFORM", conflicts_with = "target")]
    pub(crate) platform: Option<String>,
    /// Take a platform that is retired all the same
    #[arg(long)]
    pub(crate) allow_retired: bool,
    /// Report on one part of the files alone: `--shard 3/8`; `rxodus merge` makes a whole of all parts
    #[arg(long, value_name = "N/M", value_parser = plan::shard)]
    pub(crate) shard: Option<rxodus_scan::Part>,
    /// Look at paths that are left out by themselves: `--include 'renv/library/'` [gitignore syntax]
    #[arg(long, value_name = "GLOB")]
    pub(crate) include: Vec<String>,
    /// Leave out more: `--exclude 'archive/'` [gitignore syntax]
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// Look at files that .gitignore, .ignore or .rxodusignore leave out
    #[arg(long)]
    pub(crate) no_ignore: bool,
    /// Follow symbolic links
    #[arg(long, short = 'L')]
    pub(crate) follow: bool,
    /// The largest file to read; K, M and G are understood [default: 8M]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) max_file_size: Option<u64>,
    /// How many threads to use; 0 means one for each core
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) threads: usize,
    /// The name that tells what standard input is: `fit.R`, `score.py` [default: by its first line, `#!/usr/bin/env python`; else R]
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<String>,
    /// The day by which life cycles are judged [default: `SOURCE_DATE_EPOCH`, else today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<jiff::civil::Date>,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
    /// Do not read any rxodus.toml
    #[arg(long)]
    pub(crate) no_config: bool,
}

/// `rxodus explain`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// A symbol, a package, package/symbol, a target, or a platform
    pub(crate) name: String,
    /// Tell of these targets alone; separate several by commas
    #[arg(long, short, value_name = "TARGET", value_delimiter = ',')]
    pub(crate) target: Vec<String>,
    /// Tell all of the entries that hold on some conditions alone, even without a target
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// The day by which life cycles are judged [default: `SOURCE_DATE_EPOCH`, else today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<jiff::civil::Date>,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

/// How to write the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Code, what it becomes, and a summary
    Text,
    /// A line a finding
    Concise,
    /// Everything, for programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// A Code Quality report of GitLab
    Gitlab,
    /// Logging commands of Azure Pipelines
    Azure,
    /// XML of `JUnit`, a test for each finding
    Junit,
    /// Diagnostics of reviewdog
    Rdjson,
}

impl Check {
    /// How to write the report: as was said, else as the name of the file says.
    pub(crate) fn format(&self) -> Format {
        self.format.or_else(|| Format::of_file(self.output.as_deref()?)).unwrap_or(Format::Text)
    }
}

impl Format {
    /// The format of a file of this name; absent where its extension says none.
    fn of_file(file: &Path) -> Option<Self> {
        let name = file.file_name()?.to_str()?.to_ascii_lowercase();
        let known = [(".sarif", Self::Sarif), (".sarif.json", Self::Sarif), (".json", Self::Json), (".xml", Self::Junit)];
        known.into_iter().find(|(end, _)| name.ends_with(end)).map(|(_, format)| format)
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// `rxodus rules`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Rules {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: RulesCommand,
}

/// What to do with rules.
#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// Judge a folder of rule files
    Check {
        /// The folder, in the form of `rulesets/`
        folder: PathBuf,
    },
    /// List the entries that somebody should look at again
    Audit(AuditRules),
    /// Write an entry to fill in, for a symbol on a target
    New(NewRule),
    /// List every rule and what is known of it
    List {
        /// How to write the list
        #[arg(long, short, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
}

/// `rxodus rules audit`.
#[derive(Debug, ClapArgs)]
pub(crate) struct AuditRules {
    /// After how many months an entry should be checked again
    #[arg(long, value_name = "MONTHS", default_value_t = 12)]
    pub(crate) older_than: u32,
    /// How to write the list
    #[arg(long, short, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
    /// The day by which age is judged [default: `SOURCE_DATE_EPOCH`, else today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<jiff::civil::Date>,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

/// `rxodus rules new`.
#[derive(Debug, ClapArgs)]
pub(crate) struct NewRule {
    /// A symbol, or a package, as in `explain`
    pub(crate) rule: String,
    /// The target that the entry is for
    #[arg(long, short, value_name = "TARGET")]
    pub(crate) target: String,
    /// Put it at its place in this folder of rules, instead of printing it
    #[arg(long, short, value_name = "FOLDER")]
    pub(crate) write: Option<PathBuf>,
    /// The day on which it is checked [default: `SOURCE_DATE_EPOCH`, else today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<jiff::civil::Date>,
}

/// `rxodus platforms`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Platforms {
    /// How to write the list
    #[arg(long, short, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
    /// The day by which life cycles are judged [default: `SOURCE_DATE_EPOCH`, else today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<jiff::civil::Date>,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

/// How to write a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// A line each
    Text,
    /// Everything, for programs
    Json,
}

/// A reason: one line that is not empty.
fn reason(text: &str) -> Result<String, String> {
    let is_line = !text.trim().is_empty() && !text.contains(char::is_control);
    is_line.then(|| text.trim().to_owned()).ok_or_else(|| "a reason is one line that says why".to_owned())
}

/// A number of bytes, as in `500K` or `8M`.
pub(crate) fn size(text: &str) -> Result<u64, String> {
    let (digits, unit) = match text.to_ascii_uppercase().strip_suffix('B').unwrap_or(&text.to_ascii_uppercase()) {
        text if text.ends_with('K') => (text[..text.len() - 1].to_owned(), 1 << 10),
        text if text.ends_with('M') => (text[..text.len() - 1].to_owned(), 1 << 20),
        text if text.ends_with('G') => (text[..text.len() - 1].to_owned(), 1 << 30),
        text => (text.to_owned(), 1),
    };
    let number: u64 = digits.parse().map_err(|_| format!("`{text}` is no size; write for instance 500K or 8M"))?;
    number.checked_mul(unit).filter(|size| *size < 1 << 32).ok_or_else(|| "files of 4 GB and more cannot be read".to_owned())
}
