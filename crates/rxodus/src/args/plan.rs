//! The command line of `plan` and `merge`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use super::{Color, Scan};

/// `rxodus plan`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Plan {
    #[command(flatten)]
    pub(crate) scan: Scan,
    #[command(flatten)]
    pub(crate) show: Show,
    /// How the plan calls what it is for [default: the name of the folder]
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Say what changed since this plan, and whether the code did or the rules
    #[arg(long, value_name = "OLD.json")]
    pub(crate) compare: Option<PathBuf>,
    /// Show how it went, by the earlier plans in this folder
    #[arg(long, value_name = "FOLDER")]
    pub(crate) history: Option<PathBuf>,
}

/// `rxodus advise`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Advise {
    #[command(flatten)]
    pub(crate) scan: Scan,
    /// How to write the advice
    #[arg(long, short, value_enum, default_value_t = AdviceFormat::Text)]
    pub(crate) format: AdviceFormat,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Print the recommendation and the table of platforms alone
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// How to write the advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AdviceFormat {
    /// The recommendation, all platforms, and what would change it
    Text,
    /// Everything, for programs
    Json,
}

/// `rxodus merge`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Merge {
    /// Plans as `rxodus plan --format json` writes them
    #[arg(required = true)]
    pub(crate) plans: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) show: Show,
    /// Put plans of parts together (`rxodus plan --shard`) though some of the parts are missing
    #[arg(long)]
    pub(crate) allow_missing: bool,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

/// How to write a plan, and where.
#[derive(Debug, ClapArgs)]
pub(crate) struct Show {
    /// How to write the plan [default: text, or what the file's extension says]
    #[arg(long, short, value_enum)]
    pub(crate) format: Option<PlanFormat>,
    /// Write to this file instead of standard output; several may be given: `--output plan.html --output plan.json`
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,
    /// Print the targets side by side, and no details of each
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Print every addend of the effort; the rows sum to the totals
    #[arg(long, conflicts_with = "format")]
    pub(crate) explain: bool,
}

/// How to write the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
    /// Targets side by side, then each of them
    Text,
    /// Everything, for programs
    Json,
    /// Everything, as one page for a browser, to read, filter and pass on
    Html,
    /// For a ticket or a wiki
    Markdown,
    /// A table of findings; in files called files.csv, symbols.csv or waves.csv one of those
    Csv,
    /// A workbook with all tables
    Xlsx,
}

impl PlanFormat {
    /// The format of a file of this name; absent where its extension says none.
    pub(crate) fn of_file(file: &std::path::Path) -> Option<Self> {
        match file.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "json" => Some(Self::Json),
            "html" | "htm" => Some(Self::Html),
            "md" | "markdown" => Some(Self::Markdown),
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

/// A part of a whole, as in `3/8`.
pub(crate) fn shard(text: &str) -> Result<rxodus_scan::Part, String> {
    let (number, of) = text.split_once('/').ok_or("write the number of the part and how many there are: 3/8")?;
    match (number.parse(), of.parse()) {
        (Ok(number), Ok(of)) if (1..=of).contains(&number) => Ok(rxodus_scan::Part { number, of }),
        _ => Err("write the number of the part, from 1, and how many there are: 3/8".to_owned()),
    }
}
