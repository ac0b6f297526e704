//! `rxodus`: finds every use of Microsoft Machine Learning Server and says what it becomes.
//!
//! This crate is arguments, files and the exit status; all else is in the libraries.

mod args;
mod baseline;
mod changed;
mod check;
mod config;
mod explain;
mod gate;
mod git;
mod ignores;
mod output;
mod plan;
mod platform;
mod progress;
mod rules;
mod run;
mod sarif;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use crate::args::{Args, Command};

/// The job was done and there is nothing to report.
const CLEAN: u8 = 0;
/// There are findings.
const FOUND: u8 = 1;
/// The job could not be done.
const FAILED: u8 = 2;

/// A check of much code takes a tenth less time with it than with the system's own, and half as much memory again.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = Args::parse();
    match command(&args.command) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            output::note(&format!("error: {error:#}"));
            ExitCode::from(FAILED)
        }
    }
}

fn command(command: &Command) -> anyhow::Result<u8> {
    match command {
        Command::Check(args) => check::check(args),
        Command::Baseline(args) => baseline::baseline(&args.command),
        Command::Plan(args) => plan::plan(args),
        Command::Advise(args) => plan::advised(args),
        Command::Merge(args) => plan::merged(args),
        Command::Explain(args) => explain::explain(args),
        Command::Rules(args) => rules::rules(args),
        Command::Platforms(args) => platform::platforms(args),
        Command::Init => config::init(),
        Command::Completions { shell } => {
            // It cannot fail where it writes to memory; elsewhere it would panic.
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), "rxodus", &mut script);
            output::write(None, |out| out.write_all(&script)).map(|()| CLEAN)
        }
        Command::ConfigSchema => output::write(None, |out| out.write_all(config::schema().as_bytes())).map(|()| CLEAN),
        Command::Man => output::write(None, |out| clap_mangen::Man::new(Args::command()).render(&mut &mut *out)).map(|()| CLEAN),
    }
}
