//! `rxodus.toml`: the settings of a project.

mod source;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use rxodus_plan::Team;
use rxodus_report::Severity;
use rxodus_scan::PathSet;
use rxodus_source::{FileKind, Kinds, WrongExtension};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de::Error as _};

use crate::{
    CLEAN,
    args::{GateArgs, Refused, size},
    output,
};
use source::HELP;
pub(crate) use source::{Source, underlined};

/// The name of the file.
pub(crate) const NAME: &str = "rxodus.toml";

/// What `rxodus init` writes.
const COMMENTED: &str = include_str!("../rxodus.toml");

/// The settings of a project; the command line goes before them.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Config {
    /// How a plan calls this project; without it, by the name of its folder.
    pub(crate) name: Option<String>,
    /// Where the code moves to: `spark`, `azureml`, `sqlml` or `oss`; several may be given, as a list.
    #[serde(deserialize_with = "names")]
    #[schemars(schema_with = "names_schema")]
    pub(crate) target: Vec<String>,
    /// Where the code will run, as in `databricks`: takes the platform's target, and adds its limits. Instead of `target`.
    pub(crate) platform: Option<String>,
    /// What to look at though it is left out by itself, in the syntax of `.gitignore`.
    pub(crate) include: Vec<String>,
    /// What to leave out, in the syntax of `.gitignore`.
    pub(crate) exclude: Vec<String>,
    /// The largest file to read, as in `8M`.
    pub(crate) max_file_size: Option<String>,
    /// Extensions of your own, for files that are read as such.
    pub(crate) extensions: Extensions,
    /// What a plan should know of the team.
    pub(crate) plan: Plan,
    /// What people know and code does not show, for `advise`.
    pub(crate) answers: Answers,
    /// Rules of your own.
    pub(crate) rules: Rules,
    /// The file of what was known before, relative to this file; `rxodus baseline write` writes it.
    pub(crate) baseline: Option<PathBuf>,
    /// What makes a check fail.
    pub(crate) gate: Gate,
    /// How bad findings are; the last entry that means a finding counts.
    pub(crate) severity: Vec<SeverityRule>,
    /// The file itself.
    #[serde(skip)]
    pub(crate) source: Source,
}

/// What makes a check fail: the options of `check` of the same names.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Gate {
    /// A severity and worse, changes, or `graded`.
    pub(crate) fail_on: Vec<String>,
    /// Hours.
    pub(crate) max_effort: Option<f64>,
    /// Per cent.
    pub(crate) min_readiness: Option<f64>,
    /// Per cent.
    pub(crate) min_coverage: Option<f64>,
    /// Whether comments that ignore nothing fail a check as well.
    pub(crate) strict: bool,
}

impl Gate {
    /// As if it stood on the command line.
    pub(crate) fn args(&self) -> Result<GateArgs, Refused> {
        GateArgs::settings(self)
    }
}

/// How bad some findings are.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct SeverityRule {
    /// `package/symbol`, a symbol alone, or `package/*`; absent means all.
    pub(crate) rules: Vec<String>,
    /// Files, in the syntax of `.gitignore`; absent means all.
    pub(crate) paths: Vec<String>,
    /// `error`, `warning` or `note`; a `note` does not make a check fail.
    pub(crate) level: String,
}

/// What a plan should know of the team.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Plan {
    /// Minutes of work that a point is worth; 10 where it is not given.
    pub(crate) minutes_per_point: Option<u32>,
    /// How much longer this team takes than one that knows old code and target, or shorter, in per cent: 150 is half as long again.
    pub(crate) team_factor: Option<u32>,
}

/// What people know and code does not show: `have`, and the ids of questions.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(from = "BTreeMap<String, toml::Value>")]
#[schemars(with = "BTreeMap<String, serde_json::Value>")]
pub(crate) struct Answers {
    /// By the id of a question.
    pub(crate) said: BTreeMap<String, bool>,
    /// Platforms that are there already.
    pub(crate) have: Vec<String>,
    /// Keys whose values are no answers.
    pub(crate) wrong: Vec<String>,
}

impl From<BTreeMap<String, toml::Value>> for Answers {
    fn from(table: BTreeMap<String, toml::Value>) -> Self {
        let mut answers = Self::default();
        for (key, value) in table {
            match value {
                toml::Value::Boolean(said) => _ = answers.said.insert(key, said),
                toml::Value::Array(names) if key == "have" && names.iter().all(toml::Value::is_str) => {
                    answers.have = names.iter().filter_map(toml::Value::as_str).map(str::to_owned).collect();
                }
                _ => answers.wrong.push(key),
            }
        }
        answers
    }
}

impl Plan {
    pub(crate) fn team(&self) -> Team {
        Team { minutes_per_point: self.minutes_per_point, factor: self.team_factor.unwrap_or(Team::default().factor) }
    }
}

/// Extensions of your own, without a dot, beside those that are known.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Extensions {
    /// R scripts.
    pub(crate) r: Vec<String>,
    /// Python files.
    pub(crate) python: Vec<String>,
    /// T-SQL scripts.
    pub(crate) sql: Vec<String>,
    /// R Markdown documents.
    pub(crate) rmarkdown: Vec<String>,
    /// Jupyter notebooks.
    pub(crate) notebook: Vec<String>,
}

impl Extensions {
    /// What files are by their names, with these extensions.
    /// An error has the language, and the number of the extension in its list.
    pub(crate) fn kinds(&self) -> Result<Kinds, (&'static str, usize, WrongExtension)> {
        let mut kinds = Kinds::default();
        let own = [
            ("r", FileKind::R, &self.r),
            ("python", FileKind::Python, &self.python),
            ("sql", FileKind::Sql, &self.sql),
            ("rmarkdown", FileKind::RMarkdown, &self.rmarkdown),
            ("notebook", FileKind::Notebook, &self.notebook),
        ];
        for (language, kind, extensions) in own {
            for (at, extension) in extensions.iter().enumerate() {
                kinds.add(extension, kind).map_err(|error| (language, at, error))?;
            }
        }
        Ok(kinds)
    }
}

/// Rules of your own.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Rules {
    /// Folders of rule files, relative to this file, in the form of `rulesets/`.
    pub(crate) extend: Vec<PathBuf>,
}

/// The settings of the nearest folder upward from a path that has a file of them.
pub(crate) fn nearest(path: &Path) -> anyhow::Result<Config> {
    upward(path, NAME).map_or_else(|| Ok(Config::default()), |file| read(&file))
}

/// The file of this name in the nearest folder upward from a path that has one.
pub(crate) fn upward(path: &Path, name: &str) -> Option<PathBuf> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    path.ancestors().map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn read(file: &Path) -> anyhow::Result<Config> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    let mut config: Config = toml::from_str(&text).map_err(|error| underlined(file, &text, &in_words(error.message()), error.span(), HELP))?;
    let folder = file.parent().unwrap_or(Path::new("."));
    for rules in &mut config.rules.extend {
        *rules = folder.join(&*rules);
    }
    config.baseline = config.baseline.map(|baseline| folder.join(baseline));
    config.source = Source { file: file.to_owned(), text };
    judge(&config)?;
    Ok(config)
}

/// What the parser says, without the names of types.
fn in_words(message: &str) -> String {
    let names = [("expected f64", "expected a number"), ("expected u32", "expected a whole number"), ("a sequence", "a list")];
    names.iter().fold(message.to_owned(), |message, (name, words)| message.replace(name, words))
}

/// What can be wrong with settings whatever the rules.
fn judge(config: &Config) -> anyhow::Result<()> {
    let wrong = |keys: &[&str], message: &str| Err(config.source.wrong(keys, message));
    if config.platform.is_some() && !config.target.is_empty() {
        return wrong(&["platform"], "`target` and `platform` are both set: a platform has its own target, so keep one of the two");
    }
    if let Some(Err(error)) = config.max_file_size.as_deref().map(size) {
        return wrong(&["max-file-size"], &error);
    }
    if let Some(key) = config.answers.wrong.first() {
        return wrong(&["answers", key], "an answer is true or false, and `have` is a list of platforms, as in [\"databricks\"]");
    }
    for (key, number) in [("minutes-per-point", config.plan.minutes_per_point), ("team-factor", config.plan.team_factor)] {
        if number.is_some_and(|number| !(1..=10_000).contains(&number)) {
            return wrong(&["plan", key], "write a number from 1 to 10,000");
        }
    }
    if let Err(Refused { keys, message }) = config.gate.args() {
        return wrong(&[&["gate"], &keys.iter().map(String::as_str).collect::<Vec<_>>()[..]].concat(), &message);
    }
    if let Err((language, at, error)) = config.extensions.kinds() {
        return wrong(&["extensions", language, &at.to_string()], &error.to_string());
    }
    for (key, globs) in [("include", &config.include), ("exclude", &config.exclude)] {
        if let Some((at, message)) = broken_glob(globs) {
            return wrong(&[key, &at], &message);
        }
    }
    for (at, severity) in config.severity.iter().enumerate() {
        let at = at.to_string();
        if Severity::from_name(&severity.level).is_none() {
            return wrong(&["severity", &at, "level"], &format!("there is no level `{}`; choose from error, warning and note", severity.level));
        }
        if let Some((number, message)) = broken_glob(&severity.paths) {
            return wrong(&["severity", &at, "paths", &number], &message);
        }
    }
    Ok(())
}

/// The number of the first glob that cannot be followed, and why.
fn broken_glob(globs: &[String]) -> Option<(String, String)> {
    let broken = |glob: &String| PathSet::new(std::slice::from_ref(glob)).err();
    globs.iter().enumerate().find_map(|(at, glob)| broken(glob).map(|error| (at.to_string(), error.to_string())))
}

/// One name, or a list of them.
fn names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let name = |value| if let toml::Value::String(name) = value { Ok(name) } else { Err(D::Error::custom("write a name, or a list of names")) };
    match toml::Value::deserialize(deserializer)? {
        toml::Value::Array(names) => names.into_iter().map(name).collect(),
        value => Ok(vec![name(value)?]),
    }
}

fn names_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
}

/// Writes a commented file into the current folder.
pub(crate) fn init() -> anyhow::Result<u8> {
    let file = PathBuf::from(NAME);
    if file.exists() {
        bail!("`{NAME}` is here already; remove it first, or change it");
    }
    fs::write(&file, COMMENTED).with_context(|| format!("cannot write `{NAME}`"))?;
    output::line(&format!("wrote {NAME}"))?;
    Ok(CLEAN)
}

/// The JSON Schema of the file, for editors.
pub(crate) fn schema() -> String {
    let mut text = serde_json::to_string_pretty(&schemars::schema_for!(Config)).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_init_writes_sets_nothing_and_names_every_setting() {
        let config: Config = toml::from_str(COMMENTED).expect("it parses");
        assert!(
            config.target.is_empty()
                && config.platform.is_none()
                && config.include.is_empty()
                && config.exclude.is_empty()
                && config.max_file_size.is_none()
        );
        let uncommented = COMMENTED.lines().filter_map(|line| line.strip_prefix("#: ")).collect::<Vec<_>>().join("\n");
        let config: Config = toml::from_str(&uncommented).expect("its examples parse");
        assert!(
            !config.rules.extend.is_empty()
                && config.name.is_some()
                && !config.answers.said.is_empty()
                && !config.answers.have.is_empty()
                && config.plan.minutes_per_point.is_some()
                && config.plan.team_factor.is_some()
                && !config.extensions.sql.is_empty()
                && !config.extensions.r.is_empty()
                && !config.target.is_empty()
                && config.platform.is_some()
                && !config.include.is_empty()
                && !config.exclude.is_empty()
                && config.max_file_size.is_some()
                && config.baseline.is_some()
                && config.gate.args().is_ok_and(|gate| !gate.fail_on.is_empty() && gate.min_coverage.is_some() && gate.strict)
                && !config.severity.is_empty()
        );
    }
}
