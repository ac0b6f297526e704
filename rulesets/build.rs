//! Checks the rule files of this folder with the loader that reads user rules, and packs them for embedding.

use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

use rxodus_rules::{RuleError, RuleFile, load, pack};

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    for name in ["targets.toml", "homonyms.toml", "effort.toml", "flow.toml", "platforms.toml", "advice.toml", "R", "Python", "SQL", "Text"] {
        collect(&folder, &folder.join(name), &mut files)?;
    }
    match load(&files) {
        Ok(ruleset) => fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("rules.bin"), pack(&ruleset)),
        Err(errors) => {
            for error in &errors {
                eprintln!("{}", line(error, &files));
            }
            eprintln!("{} errors in the rule files of {}", errors.len(), folder.display());
            process::exit(1);
        }
    }
}

/// Reads a file, or all rule files below a folder, sorted; Cargo watches each folder for new files.
fn collect(root: &Path, path: &Path, files: &mut Vec<RuleFile>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", path.display());
    if path.is_dir() {
        let mut entries = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| collect(root, entry, files));
    }
    if path.extension().is_some_and(|extension| extension == "toml" || extension == "tsv") {
        let relative = path.strip_prefix(root).unwrap_or(path);
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        files.push(RuleFile { path: parts.join("/"), text: fs::read_to_string(path)? });
    }
    Ok(())
}

/// `path:line: message`, and what to do about it.
fn line(error: &RuleError, files: &[RuleFile]) -> String {
    let text = files.iter().find(|file| file.path == error.path).map_or("", |file| file.text.as_str());
    let number = text.bytes().take(error.span.start).filter(|byte| *byte == b'\n').count() + 1;
    let help = if error.help.is_empty() { String::new() } else { format!("; {}", error.help) };
    format!("rulesets/{}:{number}: {}{help}", error.path, error.message)
}
