//! `rxodus rules`: list rules, judge rule files, and help to write them.

mod audit;
mod new;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, anyhow};
use miette::{LabeledSpan, MietteDiagnostic, NamedSource, Report};
use rxodus_report::count;
use rxodus_rules::{RuleError, RuleFile, RuleIndex, Ruleset, extend, load};
use xxhash_rust::xxh64::Xxh64;

use crate::{
    CLEAN, FOUND,
    args::{ListFormat, Rules, RulesCommand},
    config, output,
};

/// Runs the command and gives the exit status.
pub(crate) fn rules(args: &Rules) -> anyhow::Result<u8> {
    match &args.command {
        RulesCommand::Check { folder } => check(folder),
        RulesCommand::Audit(args) => audit::audit(args),
        RulesCommand::New(args) => new::new(args),
        RulesCommand::List { format } => list(*format),
    }
}

/// The built-in rules with those of these folders on top.
pub(crate) fn ruleset(folders: &[PathBuf]) -> anyhow::Result<Ruleset> {
    let mut ruleset = rulesets::builtin();
    for folder in folders {
        let files = files(folder)?;
        ruleset = extend(ruleset, &files).map_err(|errors| wrong(folder, &errors, &files))?;
    }
    Ok(ruleset)
}

/// All that is wrong in a folder of rules, as one error.
fn wrong(folder: &Path, errors: &[RuleError], files: &[RuleFile]) -> anyhow::Error {
    let shown: Vec<_> = errors.iter().map(|error| format!("{:?}", diagnostic(error, files))).collect();
    anyhow!("the rules in `{}` cannot be used\n{}", folder.display(), shown.join("\n"))
}

/// A mark for the built-in rules with those of these folders: the same for the same rules.
pub(crate) fn knowledge(folders: &[PathBuf]) -> anyhow::Result<String> {
    let mut hash = Xxh64::new(0);
    hash.update(rulesets::packed());
    for folder in folders {
        for file in files(folder)? {
            hash.update(file.path.as_bytes());
            hash.update(file.text.as_bytes());
        }
    }
    Ok(format!("{:016x}", hash.digest()))
}

fn list(format: ListFormat) -> anyhow::Result<u8> {
    let index = RuleIndex::new(ruleset(&config::nearest(Path::new("."))?.rules.extend)?);
    output::write(None, |out| match format {
        ListFormat::Text => rxodus_report::write_rules_text(&index, out),
        ListFormat::Json => rxodus_report::write_rules_json(&index, out),
    })?;
    Ok(CLEAN)
}

fn check(folder: &Path) -> anyhow::Result<u8> {
    let files = files(folder)?;
    match if is_whole(&files) { load(&files) } else { extend(rulesets::builtin(), &files) } {
        Ok(ruleset) => {
            let symbols: usize = ruleset.packages.iter().map(|package| package.symbols.len()).sum();
            let equivalents: usize = ruleset
                .packages
                .iter()
                .map(|package| package.equivalents.len() + package.symbols.iter().map(|symbol| symbol.equivalents.len()).sum::<usize>())
                .sum();
            output::line(&format!(
                "{} packages, {symbols} symbols, {equivalents} equivalents on {} targets: no errors",
                ruleset.packages.len(),
                ruleset.targets.len()
            ))?;
            Ok(CLEAN)
        }
        Err(errors) => {
            for error in &errors {
                output::note(&format!("{:?}", diagnostic(error, &files)));
            }
            output::note(&count(errors.len() as u64, "error"));
            Ok(FOUND)
        }
    }
}

/// Whether these are rules of their own and not additions to the built-in ones, which have these files already.
fn is_whole(files: &[RuleFile]) -> bool {
    files.iter().any(|file| ["effort.toml", "flow.toml", "homonyms.toml"].contains(&file.path.as_str()))
}

fn diagnostic(error: &RuleError, files: &[RuleFile]) -> Report {
    let text = files.iter().find(|file| file.path == error.path).map_or("", |file| &file.text);
    let mut diagnostic = MietteDiagnostic::new(error.message.clone()).with_label(LabeledSpan::at(error.span.clone(), "here"));
    if !error.help.is_empty() {
        diagnostic = diagnostic.with_help(error.help.clone());
    }
    Report::new(diagnostic).with_source_code(NamedSource::new(&error.path, text.to_owned()))
}

/// The rule files of a folder.
fn files(folder: &Path) -> anyhow::Result<Vec<RuleFile>> {
    let mut files = Vec::new();
    read(folder, folder, &mut files).with_context(|| format!("cannot read the rules in `{}`", folder.display()))?;
    Ok(files)
}

/// All `.toml` and `.tsv` files below a folder, by path.
fn read(folder: &Path, root: &Path, files: &mut Vec<RuleFile>) -> std::io::Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            read(&path, root, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml" || extension == "tsv") && entry.file_name() != "Cargo.toml" {
            let relative = path.strip_prefix(root).unwrap_or(&path);
            let relative: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            files.push(RuleFile { path: relative.join("/"), text: fs::read_to_string(&path)? });
        }
    }
    Ok(())
}
