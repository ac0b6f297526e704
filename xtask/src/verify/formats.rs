//! Step `formats`: what build systems read says the same as the JSON, in their own units, as schemas, a reader of `JUnit` and parsers of the documented
//! commands have it. `xtask/formats/formats.py` has the checks.

use std::{path::Path, process::Command};

use rxodus_rules::Ruleset;

use super::{
    Outcome, python,
    subjects::{self, subjects},
};

/// Written for each subject, JSON first: what the others are compared with.
const FORMATS: [&str; 6] = ["json", "github", "azure", "gitlab", "rdjson", "junit"];

/// Runs the step.
pub(super) fn formats(_: &Ruleset) -> anyhow::Result<Outcome> {
    let python = python::environment(Path::new("xtask/formats/formats.txt"))?;
    subjects::build()?;
    let folder = subjects::folder("formats")?;
    let subjects = subjects()?;
    for subject in &subjects {
        for format in FORMATS {
            subjects::check(subject, &["--target", "spark", "--format", format], &folder.join(format!("{}.{format}", subject.name)))?;
        }
    }
    let mut outcome = Outcome::default();
    let mut command = Command::new(&python);
    command.arg("xtask/formats/formats.py").arg(&folder).args(subjects.iter().map(|subject| &subject.name));
    let number = python::judge(&mut command, &mut outcome.failures)?;
    let formats = FORMATS[1..].join(", ");
    outcome.count(format!("results in the formats of build systems ({formats}), each with the rule, severity and place of the JSON"), number);
    Ok(outcome)
}
