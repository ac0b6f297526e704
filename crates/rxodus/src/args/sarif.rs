//! The options of SARIF output.

use clap::{Args as ClapArgs, ValueEnum};

/// What a SARIF file has beside the findings.
#[derive(Debug, Default, ClapArgs)]
#[command(next_help_heading = "SARIF")]
pub(crate) struct SarifArgs {
    /// Who reads the SARIF file
    #[arg(long = "sarif-profile", value_enum, value_name = "WHO", default_value_t = Profile::Github)]
    pub(crate) profile: Profile,
    /// Tells this upload from others of the same commit, as a job of a matrix does
    #[arg(long = "sarif-category", value_name = "NAME")]
    pub(crate) category: Option<String>,
    /// Add repository, commit and branch; asks git
    #[arg(long = "sarif-provenance")]
    pub(crate) provenance: bool,
}

/// Who reads a SARIF file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Profile {
    /// GitHub code scanning: at most 5,000 results, without those that a comment ignores
    #[default]
    Github,
    /// All results, with what ignores them and what the baseline says
    Full,
    /// Advanced Security for Azure DevOps: as github, with the build that the environment names
    Ghazdo,
}
