//! Step `sarif`: Microsoft's own tool finds nothing to say of our SARIF and computes the same marks of lines, and another reader counts the same
//! results.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, bail, ensure};
use rxodus_rules::Ruleset;
use serde_json::{Value, json};

use super::{
    Outcome, debian, python,
    subjects::{self, Subject, subjects},
};

/// A package of npm with one program.
const MULTITOOL: &str = "@microsoft/sarif-multitool-linux";
const VERSION: &str = "5.7.0";
const NPM: &str = "target/verify/npm";
const PROFILES: [&str; 3] = ["github", "full", "ghazdo"];
const READER: &str = "xtask/formats/read_sarif.py";
/// Here the program finds the folder that it scanned.
const TREE: &str = "target/verify/sarif/tree";
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Runs the step.
pub(super) fn sarif(_: &Ruleset) -> anyhow::Result<Outcome> {
    let multitool = multitool()?;
    subjects::build()?;
    let folder = subjects::folder("sarif")?;
    let subjects = subjects()?;
    let mut outcome = Outcome::default();
    let files = write_all(&subjects, &folder)?;
    let all: Vec<_> = files.values().flatten().cloned().collect();
    outcome.failures.extend(validate(&multitool, &[&files["github"][..], &files["full"]].concat(), "Sarif;Ghas")?);
    outcome.failures.extend(validate(&multitool, &files["ghazdo"], "Sarif;Ghas;Ghazdo")?);
    check_the_checks(&multitool, &files, &mut outcome)?;
    outcome.count(format!("SARIF files without an error or a warning by the Multitool {VERSION}, in {} profiles", PROFILES.len()), all.len());
    compare_marks(&multitool, &files["full"], &mut outcome)?;
    read_by_another(&all, &mut outcome)?;
    Ok(outcome)
}

/// The program: npm's own starter of it would split arguments at `;`.
fn multitool() -> anyhow::Result<PathBuf> {
    let (folder, wanted) = (Path::new(NPM).join("node_modules").join(MULTITOOL), json!(VERSION));
    let installed = || -> Option<Value> { serde_json::from_slice(&fs::read(folder.join("package.json")).ok()?).ok() };
    if installed().is_none_or(|package| package["version"] != wanted) {
        debian::install_command("npm", "npm")?;
        println!("   installing {MULTITOOL} {VERSION}");
        let mut npm = Command::new("npm");
        npm.args(["install", "--silent", "--no-audit", "--no-fund", "--prefix", NPM, &format!("{MULTITOOL}@{VERSION}")]);
        ensure!(npm.status()?.success(), "npm could not install {MULTITOOL}");
    }
    Ok(folder.join("Sarif.Multitool").canonicalize()?)
}

/// A file for each subject and profile, by profile.
fn write_all(subjects: &[Subject], folder: &Path) -> anyhow::Result<BTreeMap<&'static str, Vec<PathBuf>>> {
    let mut files: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for profile in PROFILES {
        for subject in subjects {
            let file = folder.join(format!("{}.{profile}.sarif", subject.name));
            subjects::check(subject, &["--format", "sarif", "--sarif-profile", profile], &file)?;
            files.entry(profile).or_default().push(file);
        }
    }
    Ok(files)
}

/// What it says of these files. Its exit status tells nothing.
fn validate(multitool: &Path, files: &[PathBuf], kinds: &str) -> anyhow::Result<Vec<String>> {
    let out = Path::new("target/verify/sarif/validated.json");
    let mut command = Command::new(multitool);
    command.arg("validate").args(files).args(["--rule-kind", kinds, "--level", "Error;Warning", "--log", "ForceOverwrite", "--output"]).arg(out);
    let said = run(&mut command)?;
    ensure!(said.contains(&format!("{} files scanned", files.len())), "not all files were looked at:\n{said}");
    let log = read(out)?;
    let results = log["runs"][0]["results"].as_array().context("results")?;
    Ok(results.iter().map(|result| told(&log, result)).collect())
}

/// Where, which rule, and what it says.
fn told(log: &Value, result: &Value) -> String {
    let place = &result["locations"][0]["physicalLocation"];
    let file = place["artifactLocation"]["uri"].as_str().or_else(|| log["runs"][0]["artifacts"][0]["location"]["uri"].as_str());
    let message = &result["message"];
    let text = message["text"].as_str().map_or_else(|| message["arguments"].to_string(), str::to_owned);
    format!("{}: {} {text}", file.unwrap_or_default(), result["ruleId"])
}

fn run(command: &mut Command) -> anyhow::Result<String> {
    // It needs no ICU, and what it would look up on the web is of no interest.
    command.env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1").env("HTTPS_PROXY", "http://127.0.0.1:9").env("HTTP_PROXY", "http://127.0.0.1:9");
    let output = command.output().with_context(|| format!("{command:?}"))?;
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if !output.status.success() {
        bail!("{command:?}: {}\n{text}", output.status);
    }
    Ok(text)
}

/// The same must find what is wrong: a rule without help, and a file for GitHub where one for Azure DevOps is meant.
fn check_the_checks(multitool: &Path, files: &BTreeMap<&str, Vec<PathBuf>>, outcome: &mut Outcome) -> anyhow::Result<()> {
    let (good, broken) = (files["github"].last().context("a file")?, PathBuf::from("target/verify/sarif/broken.sarif"));
    let mut run = read(good)?["runs"][0].take();
    let rule = run["tool"]["driver"]["rules"][0].as_object_mut().context("a rule")?;
    rule.remove("help").context("the help of a rule")?;
    fs::write(&broken, log(&[run]))?;
    for (file, kinds, rule) in [(&broken, "Sarif;Ghas", "GH"), (good, "Sarif;Ghazdo", "GHAzDO")] {
        let told = validate(multitool, std::slice::from_ref(file), kinds)?;
        if !told.iter().any(|told| told.contains(&format!("\"{rule}"))) {
            outcome.failures.push(format!("{} under {kinds} is wrong, and the Multitool says only {told:?}", file.display()));
        }
    }
    Ok(())
}

/// Takes our marks away and has the program put its own ones in.
fn compare_marks(multitool: &Path, files: &[PathBuf], outcome: &mut Outcome) -> anyhow::Result<()> {
    let (bare, marked) = (Path::new("target/verify/sarif/bare.sarif"), Path::new("target/verify/sarif/marked.sarif"));
    for folder in ["fixtures", subjects::HARD] {
        copy(Path::new(folder), &Path::new(TREE).join(folder))?;
    }
    let root = format!("file://{}/", Path::new(TREE).canonicalize()?.display());
    let (mut runs, mut ours) = (Vec::new(), Vec::new());
    for file in files {
        let mut run = read(file)?["runs"][0].take();
        run["originalUriBaseIds"]["SRCROOT"]["uri"] = json!(root);
        for result in run["results"].as_array_mut().context("results")? {
            let mark = result["partialFingerprints"].take();
            ours.push((place(result), mark["primaryLocationLineHash"].clone()));
            result.as_object_mut().context("a result")?.remove("partialFingerprints");
        }
        runs.push(run);
    }
    fs::write(bare, log(&runs))?;
    run(Command::new(multitool)
        .arg("rewrite")
        .arg(bare)
        .args(["--insert", "RollingHashPartialFingerprints", "--log", "ForceOverwrite", "--output"])
        .arg(marked))?;
    let theirs = read(marked)?;
    let runs = theirs["runs"].as_array().context("runs")?;
    let theirs: Vec<_> = runs.iter().flat_map(|run| run["results"].as_array().into_iter().flatten()).collect();
    ensure!(theirs.len() == ours.len(), "{} results became {}", ours.len(), theirs.len());
    for ((place, ours), theirs) in ours.iter().zip(theirs) {
        let theirs = &theirs["partialFingerprints"]["primaryLocationLineHash"];
        if ours != theirs || ours.is_null() {
            outcome.failures.push(format!("{place}: the mark of the line is {ours}, and by the Multitool {theirs}"));
        }
    }
    outcome.count("results whose mark of the line (primaryLocationLineHash) is that of the Multitool", ours.len());
    Ok(())
}

/// A document with these runs; its version must stand before them.
fn log(runs: &[Value]) -> String {
    format!(r#"{{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": {}}}"#, json!(runs))
}

fn place(result: &Value) -> String {
    let place = &result["locations"][0]["physicalLocation"];
    format!("{}:{}", place["artifactLocation"]["uri"].as_str().unwrap_or_default(), place["region"]["startLine"])
}

/// With a second byte order mark where there is one: the program drops one, and the upload action of GitHub does not.
fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let copied = to.join(path.file_name().context("a name")?);
        if path.is_dir() {
            copy(&path, &copied)?;
            continue;
        }
        let bytes = fs::read(&path)?;
        let mark = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK } else { b"" };
        fs::write(copied, [mark, &bytes].concat())?;
    }
    Ok(())
}

/// `sarif-tools` reads the files, and finds the same results at the same places.
fn read_by_another(files: &[PathBuf], outcome: &mut Outcome) -> anyhow::Result<()> {
    let python = python::environment(Path::new("xtask/formats/formats.txt"))?;
    let number = python::judge(Command::new(&python).arg(READER).args(files), &mut outcome.failures)?;
    outcome.count("results of them that `sarif-tools` reads, with the same rule, level and place", number);
    Ok(())
}

fn read(file: &Path) -> anyhow::Result<Value> {
    serde_json::from_slice(&fs::read(file).with_context(|| file.display().to_string())?).with_context(|| file.display().to_string())
}
