//! `rxodus`: finds every use of Microsoft Machine Learning Server and says what it becomes.
//!
//! This crate is arguments, files and the exit status; all else is in the libraries.

mod args;
mod check;
mod output;
mod rules;

use std::process::ExitCode;

use clap::Parser as _;

use crate::args::{Args, Command};

/// The job was done and there is nothing to report.
const CLEAN: u8 = 0;
/// There are findings.
const FOUND: u8 = 1;
/// The job could not be done.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let args = Args::parse();
    let result = match &args.command {
        Command::Check(check) => check::check(check),
        Command::Rules(command) => rules::rules(command),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) if output::is_broken_pipe(&error) => ExitCode::from(CLEAN),
        Err(error) => {
            anstream::eprintln!("error: {error:#}");
            ExitCode::from(FAILED)
        }
    }
}
