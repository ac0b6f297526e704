//! Python with libraries, in environments below `target`: one for each file of requirements, since some libraries cannot stand together. A file
//! names all that is installed, so nothing is left to be resolved.

use std::{
    collections::BTreeSet,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, bail};
use regex::Regex;

/// The files of requirements.
const REQUIREMENTS: &str = "rulesets/run/python";

/// Where the environments are.
const ENVIRONMENTS: &str = "target/verify/python";

/// Sees to it that all libraries are there, in the versions that are asked for. Gives the interpreters, in the order of the files' names.
pub(super) fn install() -> anyhow::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(REQUIREMENTS).context(REQUIREMENTS)?.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<_>>()?;
    files.sort();
    files.iter().map(|file| environment(file)).collect()
}

pub(super) fn environment(requirements: &Path) -> anyhow::Result<PathBuf> {
    let wanted = fs::read_to_string(requirements)?;
    let folder = Path::new(ENVIRONMENTS).join(requirements.file_stem().context("a name")?);
    let (stamp, python) = (folder.join("installed.txt"), folder.join("bin/python"));
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    println!("   installing {} into {}", requirements.display(), folder.display());
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder)).context("Python 3.11 or later with its module `venv` is needed")?;
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--requirement"])
        .arg(requirements))?;
    fs::write(stamp, wanted)?;
    Ok(python)
}

/// Those of these libraries that some environment has.
pub(super) fn available(libraries: &BTreeSet<&str>) -> anyhow::Result<BTreeSet<String>> {
    let mut there = BTreeSet::new();
    for file in fs::read_dir(REQUIREMENTS).context(REQUIREMENTS)? {
        let wanted = fs::read_to_string(file?.path())?;
        let names = wanted.lines().filter_map(|line| line.split_once("==")).map(|(name, _)| name.to_lowercase().replace('-', "_"));
        there.extend(names.filter(|name| libraries.contains(name.as_str())));
    }
    Ok(there)
}

/// The libraries that code imports.
pub(super) fn named_in(code: &str) -> BTreeSet<String> {
    let named = Regex::new(r"(?m)^\s*(?:import|from)\s+(\w+)").expect("a pattern");
    named.captures_iter(code).map(|found| found[1].to_owned()).collect()
}

/// What a script prints, given `input`.
pub(super) fn script(python: &Path, code: &str, input: &str) -> anyhow::Result<String> {
    output_of(Command::new(python).args(["-c", code]), input).context("a Python script failed")
}

/// Runs checks: each line that they print is a failure, but for the last, which is how much was compared.
pub(super) fn judge(command: &mut Command, failures: &mut Vec<String>) -> anyhow::Result<usize> {
    let text = output_of(command, "")?;
    let (lines, last) = text.trim_end().rsplit_once('\n').unwrap_or(("", text.trim_end()));
    failures.extend(lines.lines().map(str::to_owned));
    last.parse().with_context(|| format!("{command:?} ended with `{last}`"))
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("{command:?}"))?;
    if !status.success() {
        bail!("{command:?}: {status}");
    }
    Ok(())
}

/// What a command prints, given `input`; what it says of errors is passed on where it fails.
pub(super) fn output_of(command: &mut Command, input: &str) -> anyhow::Result<String> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let mut stdin = child.stdin.take().context("a pipe")?;
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        bail!("{}\n{}", output.status, errors.trim());
    }
    writer.join().map_err(|_| anyhow::anyhow!("the writer died"))??;
    Ok(String::from_utf8(output.stdout)?)
}
