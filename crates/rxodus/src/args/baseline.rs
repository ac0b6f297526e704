//! The options of `rxodus baseline`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

use super::{Check, Scan};

/// `rxodus baseline`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Baseline {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: BaselineCommand,
}

/// What to do with a baseline.
#[derive(Debug, Subcommand)]
pub(crate) enum BaselineCommand {
    /// Write down what is found now, so that a check fails on what comes later alone
    Write(BaselineFile),
    /// Check against the baseline, which must be there
    Check(Box<Check>),
    /// Take out what is no longer found, and add nothing
    Prune(BaselineFile),
}

/// A baseline and what to scan.
#[derive(Debug, ClapArgs)]
pub(crate) struct BaselineFile {
    #[command(flatten)]
    pub(crate) scan: Scan,
    /// The file [default: what rxodus.toml names, else the nearest rxodus-baseline.toml upward from the first path]
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
}
