//! `cargo xtask corpus DIR`: what the rules find in real repositories, against the last run.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use rxodus_report::{Context, write_json};
use rxodus_rules::{RuleIndex, TargetId};
use rxodus_scan::{Config, scan};

/// Scans every folder in `dir`, writes `OUT/NAME.json`, and prints what changed since the run before.
pub(crate) fn corpus(dir: &Path, out: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(out)?;
    let index = RuleIndex::new(rulesets::builtin());
    let mut folders: Vec<PathBuf> = fs::read_dir(dir)?.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<_>>()?;
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for folder in &folders {
        let json = scan_one(folder, &index).with_context(|| folder.display().to_string())?;
        let value: serde_json::Value = serde_json::from_slice(&json)?;
        for finding in value["findings"].as_array().into_iter().flatten() {
            *counts.entry(finding["rule"].as_str().unwrap_or_default().to_owned()).or_default() += 1;
        }
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        fs::write(out.join(format!("{name}.json")), json)?;
    }
    compare(&counts, &out.join("counts.tsv"))?;
    println!("{} folders, {} findings of {} rules; JSON in {}", folders.len(), counts.values().sum::<u64>(), counts.len(), out.display());
    Ok(())
}

fn scan_one(folder: &Path, index: &RuleIndex) -> anyhow::Result<Vec<u8>> {
    let config = Config { base: folder.canonicalize()?, ..Config::of(vec![folder.to_owned()]) };
    let report = scan(&config, index)?;
    let targets = (0..index.ruleset().targets.len()).map(|at| TargetId(at as u8)).collect();
    let context = Context::new(index, targets, jiff::civil::date(2026, 1, 1));
    let mut json = Vec::new();
    write_json(&report, &context, &mut json)?;
    Ok(json)
}

/// Prints the rules whose counts differ from the file's, and writes the file anew.
fn compare(counts: &BTreeMap<String, u64>, file: &Path) -> anyhow::Result<()> {
    let old = fs::read_to_string(file).unwrap_or_default();
    let old: BTreeMap<&str, u64> =
        old.lines().filter_map(|line| line.split_once('\t')).filter_map(|(rule, count)| Some((rule, count.parse().ok()?))).collect();
    for rule in counts.keys().map(String::as_str).chain(old.keys().copied().filter(|rule| !counts.contains_key(*rule))) {
        let (before, now) = (old.get(rule).copied().unwrap_or(0), counts.get(rule).copied().unwrap_or(0));
        if before != now {
            println!("{rule}: {before} -> {now}");
        }
    }
    let lines: Vec<_> = counts.iter().map(|(rule, count)| format!("{rule}\t{count}\n")).collect();
    Ok(fs::write(file, lines.concat())?)
}
