//! `cargo xtask bench CLEAN DENSE`: how long a check takes, as a ratio to other work on the same files in the same run.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};
use rxodus_rules::RuleIndex;
use rxodus_scan::{Config, parse_only};
use serde_json::Value;

/// How often each thing is measured; the median counts.
const RUNS: usize = 7;

/// Lines of a file whose growth is measured: enough to outweigh the start.
const FEW: usize = 5_000;

/// Measures both trees and prints ratios.
pub(crate) fn bench(clean: &Path, dense: &Path, rg: &str) -> anyhow::Result<()> {
    check_rg(rg)?;
    let status = Command::new("cargo").args(["build", "--release", "-p", "rxodus", "-p", "xtask"]).status()?;
    if !status.success() {
        bail!("the release build failed");
    }
    let tools = Tools { rxodus: PathBuf::from("target/release/rxodus"), xtask: PathBuf::from("target/release/xtask"), rg: rg.to_owned() };
    for (name, tree) in [("clean", clean), ("dense", dense)] {
        measure_tree(&tools, name, tree)?;
    }
    start_up(&tools)?;
    growth(&tools)
}

struct Tools {
    rxodus: PathBuf,
    xtask: PathBuf,
    rg: String,
}

/// Older versions are ten times slower on such a pattern.
fn check_rg(rg: &str) -> anyhow::Result<()> {
    let output =
        Command::new(rg).arg("--version").output().with_context(|| format!("`{rg}` is needed: install ripgrep 14 or later, or name it with --rg"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let major: u32 = text.split_whitespace().nth(1).and_then(|version| version.split('.').next()).and_then(|major| major.parse().ok()).unwrap_or(0);
    if major < 14 {
        bail!("ripgrep 14 or later is needed, this is {}", text.lines().next().unwrap_or_default());
    }
    Ok(())
}

fn measure_tree(tools: &Tools, name: &str, tree: &Path) -> anyhow::Result<()> {
    let (files, bytes) = size(tree)?;
    println!("{name}: {} with {files} files of code, {} MB", tree.display(), bytes / 1_000_000);
    let mut commands = [check(tools, tree), search(tools, tree), bare(tools, tree)];
    let mut times: [Vec<Duration>; 3] = Default::default();
    let mut peak = 0;
    for run in 0..=RUNS {
        for (at, command) in commands.iter_mut().enumerate() {
            let (time, memory) = timed(command)?;
            // The first round warms the cache.
            if run > 0 {
                times[at].push(time);
            }
            if at == 0 {
                peak = peak.max(memory);
            }
        }
    }
    let [check, search, bare] = times.map(median);
    let ratio = |other: Duration| check.as_secs_f64() / other.as_secs_f64();
    println!("  check {check:.1?} ({} MB/s, at most {peak} MB of memory)", u128::from(bytes) / check.as_micros().max(1));
    println!("  / rg -l {search:.1?}: {:.2}", ratio(search));
    println!("  / walk, read, prefilter and bare parse {bare:.1?}: {:.2}", ratio(bare));
    Ok(())
}

fn check(tools: &Tools, tree: &Path) -> Command {
    let mut command = Command::new(&tools.rxodus);
    command.args(["check", "--format", "json", "--exit-zero", "--no-config"]).arg(tree);
    command
}

/// The files that hold an anchor, as a search tool finds them.
fn search(tools: &Tools, tree: &Path) -> Command {
    let mut anchors: Vec<_> = rulesets::builtin().packages.into_iter().flat_map(|package| package.anchors).collect();
    anchors.sort();
    anchors.dedup();
    let mut command = Command::new(&tools.rg);
    command.args(["-l", "--no-messages", "--no-unicode"]);
    for extension in extensions() {
        command.args(["--iglob".to_owned(), format!("*.{extension}")]);
    }
    command.arg("-e").arg(anchors.join("|")).arg(tree);
    command
}

fn bare(tools: &Tools, tree: &Path) -> Command {
    let mut command = Command::new(&tools.xtask);
    command.arg("bare").arg(tree);
    command
}

/// What a scanner of this kind does that does nothing else: walk, read, prefilter, and parse every file with an anchor, in the order of the files.
/// The check itself leaves out documents with an anchor in no code, parses the largest files first, and takes its memory from another library.
pub(crate) fn bare_parse(tree: &Path) -> anyhow::Result<()> {
    let index = RuleIndex::new(rulesets::builtin());
    println!("{}", parse_only(&Config::of(vec![tree.to_owned()]), &index)?);
    Ok(())
}

fn extensions() -> Vec<&'static str> {
    rxodus_source::FileKind::ALL.iter().flat_map(|kind| kind.extensions()).copied().collect()
}

fn size(tree: &Path) -> anyhow::Result<(u64, u64)> {
    let (mut files, mut bytes) = (0, 0);
    for entry in fs::read_dir(tree).with_context(|| tree.display().to_string())? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            let (more, much) = size(&entry.path())?;
            files += more;
            bytes += much;
        } else if kind.is_file()
            && entry
                .path()
                .extension()
                .and_then(|extension| extension.to_str())
                .is_some_and(|extension| extensions().contains(&extension.to_ascii_lowercase().as_str()))
        {
            files += 1;
            bytes += entry.metadata()?.len();
        }
    }
    Ok((files, bytes))
}

/// How much longer a file takes that has four times as many findings: 4 where time grows with their number, 16 where with its square.
fn growth(tools: &Tools) -> anyhow::Result<()> {
    let files: Vec<Value> = serde_json::from_str(&fs::read_to_string("fixtures/growth.json")?)?;
    let folder = std::env::temp_dir().join("rxodus-bench-growth");
    fs::create_dir_all(&folder)?;
    for file in files {
        let part = |name: &str| file[name].as_str().unwrap_or_default();
        let path = folder.join(part("name"));
        let time = |lines: usize| {
            fs::write(&path, [part("head"), &part("line").repeat(lines), part("tail")].concat())?;
            let times = (0..RUNS).map(|_| Ok(timed(&mut check(tools, &path))?.0)).collect::<anyhow::Result<Vec<_>>>()?;
            anyhow::Ok(median(times).as_secs_f64())
        };
        let ratio = time(4 * FEW)? / time(FEW)?;
        println!("growth: {:.1} for 4 times {:?}", ratio, part("line"));
    }
    Ok(())
}

/// How long a command takes, and the most memory that it was seen to use, in MB.
fn timed(command: &mut Command) -> anyhow::Result<(Duration, u64)> {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = 0;
    while child.try_wait()?.is_none() {
        peak = peak.max(fs::read_to_string(&status).ok().and_then(|status| high_water(&status)).unwrap_or(0));
        std::thread::sleep(Duration::from_micros(500));
    }
    Ok((start.elapsed(), peak / 1024))
}

/// The high-water mark of a process, in kB.
fn high_water(status: &str) -> Option<u64> {
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn start_up(tools: &Tools) -> anyhow::Result<()> {
    let empty = std::env::temp_dir().join("rxodus-bench-empty");
    fs::create_dir_all(&empty)?;
    for (name, arguments) in [("--version", vec!["--version".into()]), ("check of an empty folder", vec!["check".into(), empty.into_os_string()])] {
        let mut command = Command::new(&tools.rxodus);
        command.args(arguments);
        let times = (0..RUNS).map(|_| Ok(timed(&mut command)?.0)).collect::<anyhow::Result<Vec<_>>>()?;
        println!("start-up: {name} {:.1?}", median(times));
    }
    Ok(())
}
