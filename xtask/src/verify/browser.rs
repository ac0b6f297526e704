//! The page of a plan in a real browser, Debian's Chromium driven by Playwright: it opens without a complaint, says what the JSON says, and nothing
//! in names or code becomes markup. `xtask/browser/page.py` has the checks.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, bail};
use rxodus_rules::Ruleset;

use super::{Outcome, debian, python};

const REQUIREMENTS: &str = "xtask/browser/browser.txt";
const CHECKS: &str = "xtask/browser/page.py";
const FOLDER: &str = "target/verify/browser";
/// A project with every kind of finding.
const PROJECT: &str = "fixtures/projects/length_of_stay";
/// So many copies of it have 20,000 findings.
const COPIES: usize = 275;

/// Plans of these folders, each with its name and whether size and time are measured.
pub(super) fn browser(_: &Ruleset) -> anyhow::Result<Outcome> {
    let python = python::environment(Path::new(REQUIREMENTS))?;
    debian::install_command("chromium", "chromium")?;
    let binary = binary()?;
    let mut outcome = Outcome::default();
    for (name, folder, is_large) in [
        ("project", PathBuf::from(PROJECT), false),
        ("fixtures", PathBuf::from("fixtures"), false),
        ("empty", empty()?, false),
        ("languages", languages()?, false),
        ("hostile", hostile()?, false),
        ("large", large()?, true),
    ] {
        let [page, plan] = ["html", "json"].map(|format| Path::new(FOLDER).join(format!("{name}.{format}")));
        run(Command::new(&binary).arg("plan").arg(&folder).arg("--output").arg(&page).arg("--output").arg(&plan))?;
        let mut command = Command::new(&python);
        command.arg(CHECKS).arg(page).arg(plan).args(is_large.then_some("--large"));
        judge(&mut command, &mut outcome)?;
    }
    Ok(outcome)
}

/// Each line but the last is a failure; the last, which is shown, says how many checks there were, and what was measured.
fn judge(command: &mut Command, outcome: &mut Outcome) -> anyhow::Result<()> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    let text = String::from_utf8(output.stdout)?;
    let mut lines: Vec<_> = text.lines().collect();
    let Some(last) = lines.pop().filter(|last| last.contains(" checks, ")) else {
        bail!("{command:?}\n{text}{}", String::from_utf8_lossy(&output.stderr));
    };
    println!("   {last}");
    outcome.failures.extend(lines.iter().map(|line| (*line).to_owned()));
    Ok(())
}

fn binary() -> anyhow::Result<PathBuf> {
    run(Command::new(env!("CARGO")).args(["build", "--quiet", "--package", "rxodus"]))?;
    Ok(PathBuf::from("target/debug/rxodus"))
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("{command:?}"))?;
    if !status.success() {
        bail!("{command:?}: {status}");
    }
    Ok(())
}

/// A new folder with this name.
fn folder(name: &str) -> anyhow::Result<PathBuf> {
    let folder = Path::new(FOLDER).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    // A project of its own, whatever stands above it.
    fs::write(folder.join("rxodus.toml"), "")?;
    Ok(folder)
}

fn empty() -> anyhow::Result<PathBuf> {
    let folder = folder("empty")?;
    fs::write(folder.join("a.R"), "x <- 1\n")?;
    Ok(folder)
}

/// Two languages, of which no platform of the target runs both.
fn languages() -> anyhow::Result<PathBuf> {
    let folder = folder("languages")?;
    fs::write(folder.join("rxodus.toml"), "target = \"oss\"\n")?;
    fs::write(folder.join("fit.R"), "library(RevoScaleR)\nrxLinMod(y ~ x, data = d)\n")?;
    fs::write(folder.join("score.py"), "from revoscalepy import rx_predict\nrx_predict(model, data)\n")?;
    Ok(folder)
}

/// Names and code that would do harm in a page that believed them.
fn hostile() -> anyhow::Result<PathBuf> {
    let folder = folder("hostile")?;
    let texts = [
        "<img src=x onerror=alert(1)>",
        "</script><script>alert(2)<\\script>",
        "<!--<script>",
        "\" onmouseover=\"alert(3)",
        "javascript:alert(4)",
        "&lt;b&gt;&amp;",
        "{{script}}",
        "__proto__",
        "a\u{202e}txt",
        "a\u{2028}b",
        "a\nb",
        "%2e%2e#?file=x&rule=y",
        "é😀",
    ];
    for text in texts {
        let name = text.replace('/', "\u{2215}");
        fs::write(folder.join(format!("{name}.R")), format!("library(RevoScaleR)\n# {text}\nm <- rxLinMod(y ~ x, data = \"{text}\"); '{text}'\n"))?;
    }
    Ok(folder)
}

fn large() -> anyhow::Result<PathBuf> {
    let folder = folder("large")?;
    for copy in 0..COPIES {
        run(Command::new("cp").arg("-r").arg(PROJECT).arg(folder.join(format!("{copy:03}"))))?;
    }
    Ok(folder)
}
