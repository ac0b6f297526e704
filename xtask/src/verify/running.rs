//! Runs pieces of R or Python, each by itself, and goes on after one that ends the whole process.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Context as _;
use rxodus_rules::Language;

use super::{debian, python};

/// Where examples write.
const APART: &str = "target/verify/run";

/// What to do with each piece.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Parse,
    /// Run it, without a network and with a home that nobody needs.
    Run,
    /// Run it, and take the named numbers that its last line gives.
    Values,
}

/// How it went with a piece.
#[derive(Default)]
pub(super) struct Ran {
    /// What went wrong; absent where nothing did.
    pub(super) error: Option<String>,
    /// Named numbers.
    pub(super) values: BTreeMap<String, f64>,
}

/// Runs all pieces, above the names that the preludes define, and answers in their order.
pub(super) fn run_all(language: Language, mode: Mode, pieces: &[&str], preludes: &[PathBuf]) -> anyhow::Result<Vec<Ran>> {
    let folder = write(language, pieces)?;
    let mut answers: Vec<Option<Ran>> = pieces.iter().map(|_| None).collect();
    while let Some(first) = answers.iter().position(Option::is_none) {
        let output = command(language, mode, &folder, first + 1, preludes)?.output()?;
        let last = read(&String::from_utf8_lossy(&output.stdout), &mut answers);
        let said = String::from_utf8_lossy(&output.stderr);
        let at = last.map_or(first, |number| number - 1);
        if let Some(answer) = answers.get_mut(at).filter(|answer| answer.is_none()) {
            let error = Some(format!("it ended the whole process, or took too long: {}", said.lines().last().unwrap_or_default()));
            *answer = Some(Ran { error, ..Ran::default() });
        }
    }
    Ok(answers.into_iter().flatten().collect())
}

fn write(language: Language, pieces: &[&str]) -> anyhow::Result<PathBuf> {
    let folder = Path::new("target/verify/pieces").join(language.name());
    fs::remove_dir_all(&folder).or_else(|error| if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) })?;
    fs::create_dir_all(&folder)?;
    for (at, piece) in pieces.iter().enumerate() {
        fs::write(folder.join(format!("{}.{}", at + 1, if language == Language::R { "R" } else { "py" })), piece)?;
    }
    Ok(folder)
}

fn command(language: Language, mode: Mode, folder: &Path, first: usize, preludes: &[PathBuf]) -> anyhow::Result<Command> {
    let mut command = if mode == Mode::Run { apart()? } else { Command::new("timeout") };
    if mode == Mode::Run {
        command.arg("timeout");
    }
    // Seconds for all of them. Each has a limit of its own as well, which code that is neither R nor Python may not see.
    command.arg("1800");
    match language {
        Language::R => command.args(["Rscript", "--vanilla", "-e", include_str!("pieces.R")]),
        _ => command.arg(python::install()?.last().context("an environment")?).args(["-c", include_str!("pieces.py")]),
    };
    let mode = match mode {
        Mode::Parse => "parse",
        Mode::Run => "run",
        Mode::Values => "values",
    };
    command.arg(mode).arg(folder).arg(first.to_string()).args(preludes);
    Ok(command)
}

/// A command with nothing but this machine for a network, where the system lets us, and with folders of its own to write to.
fn apart() -> anyhow::Result<Command> {
    let offline = ["--net", "--map-root-user", "python3", "-c", include_str!("offline.py")];
    let mut command = if debian::runs(Command::new("unshare").args(offline).arg("true")) {
        let mut command = Command::new("unshare");
        command.args(offline);
        command
    } else {
        println!("   `unshare --net` is not allowed here: examples could use the network");
        Command::new("env")
    };
    let folder = Path::new(APART);
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for (variable, name) in [("HOME", "home"), ("TMPDIR", "tmp")] {
        fs::create_dir_all(folder.join(name))?;
        command.env(variable, folder.canonicalize()?.join(name));
    }
    Ok(command)
}

/// Takes the answers, and gives the number of the last piece that was begun.
fn read(output: &str, answers: &mut [Option<Ran>]) -> Option<usize> {
    let (mut last, mut values) = (None, BTreeMap::new());
    for line in output.lines() {
        let mut cells = line.splitn(4, '\t');
        let (Some(what), Some(Ok(number))) = (cells.next(), cells.next().map(str::parse::<usize>)) else { continue };
        match (what, cells.next(), cells.next().map(|value| value.trim().parse())) {
            ("begin", ..) => last = Some(number),
            ("value", Some(name), Some(Ok(value))) => {
                values.insert(name.to_owned(), value);
            }
            ("end", Some(result), _) => {
                let error = (result != "ok").then(|| result.to_owned());
                answers[number - 1] = Some(Ran { error, values: std::mem::take(&mut values) });
            }
            _ => {}
        }
    }
    last
}
