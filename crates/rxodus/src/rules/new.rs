//! `rxodus rules new`: an entry to fill in, on standard output or at its place in a folder of rules.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use rxodus_report::{rules_of_name, suggest};
use rxodus_rules::{RuleId, RuleIndex, Ruleset, Subject, extend, insert_entry, scaffold, scaffold_path};

use super::{files, is_whole, wrong};
use crate::{
    CLEAN,
    args::NewRule,
    config, output,
    run::{as_of, target_named},
};

/// Runs the command and gives the exit status.
pub(super) fn new(args: &NewRule) -> anyhow::Result<u8> {
    let index = RuleIndex::new(facts(args)?);
    let rule = rule_named(&index, &args.rule)?;
    let target = target_named(index.ruleset(), &args.target)?;
    let subject = Subject { package: index.package(rule), symbol: index.symbol(rule) };
    let entry = scaffold(subject, &index.equivalents(rule, target).collect::<Vec<_>>(), as_of(args.as_of)?);
    let path = scaffold_path(subject.package, &index.ruleset().targets[usize::from(target.0)].id);
    match &args.write {
        Some(folder) => write(folder, &path, subject.symbol.map_or(&subject.package.name, |symbol| &symbol.name), &entry)?,
        None => output::write(None, |out| write!(out, "# belongs into {path} of a folder of rules\n\n{entry}"))?,
    }
    Ok(CLEAN)
}

/// What is known without entries of the user's own: some of those may be half written.
fn facts(args: &NewRule) -> anyhow::Result<Ruleset> {
    let mut folders = config::nearest(Path::new("."))?.rules.extend;
    if let Some(own) = &args.write {
        // It may be named in rxodus.toml before it is there.
        folders.retain(|folder| folder.is_dir() || std::path::absolute(folder).ok() != std::path::absolute(own).ok());
        folders.extend(own.is_dir().then(|| own.clone()));
    }
    let mut seen: Vec<PathBuf> = Vec::new();
    let mut ruleset = rulesets::builtin();
    for folder in folders {
        let real = folder.canonicalize().with_context(|| format!("cannot read the rules in `{}`", folder.display()))?;
        if seen.contains(&real) {
            continue;
        }
        seen.push(real);
        let mut files = files(&folder)?;
        let whole = is_whole(&files);
        // What is whole is what the built-in rules were made from.
        files.retain(|file| !file.path.contains("/on/") && !whole);
        ruleset = extend(ruleset, &files).map_err(|errors| wrong(&folder, &errors, &files))?;
    }
    Ok(ruleset)
}

fn rule_named(index: &RuleIndex, name: &str) -> anyhow::Result<RuleId> {
    let rules = rules_of_name(index, name);
    match rules.as_slice() {
        [rule] => Ok(*rule),
        [] => match suggest(index, name).as_slice() {
            [] => bail!("no rule is called `{name}`; a package of your own begins with a package.toml and a symbols.tsv: see rulesets/README.md"),
            near => bail!("no rule is called `{name}`; did you mean {}?", near.join(", ")),
        },
        several => {
            let ids: Vec<_> = several.iter().map(|rule| index.id(*rule)).collect();
            bail!("`{name}` means {} rules; choose one of {}", ids.len(), ids.join(", "))
        }
    }
}

/// Puts the entry at its place among the others of its file.
fn write(folder: &Path, path: &str, symbol: &str, entry: &str) -> anyhow::Result<()> {
    let file = folder.join(path);
    let text = if file.exists() { fs::read_to_string(&file).with_context(|| format!("cannot read `{}`", file.display()))? } else { String::new() };
    let Some(text) = insert_entry(&text, symbol, entry) else { bail!("`{}` has an entry for `{symbol}` already: change that", file.display()) };
    let above = file.parent().unwrap_or(folder);
    fs::create_dir_all(above).with_context(|| format!("cannot make `{}`", above.display()))?;
    output::write(Some(&file), |out| out.write_all(text.as_bytes()))?;
    output::line(&format!("wrote {}: say what is blank there, then run `rxodus rules check {}`", file.display(), folder.display()))?;
    Ok(())
}
