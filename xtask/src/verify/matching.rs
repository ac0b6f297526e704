//! Step `matching`: the arguments of every call in the fixtures fill the formals that R's own `match.call` and Python's own `inspect.signature` give them,
//! on stubs with the formals of `symbols.tsv`.

use std::{collections::BTreeMap, path::Path};

use anyhow::Context as _;
use rxodus_rules::{Formal, RuleIndex, Ruleset};
use rxodus_scan::{Config, Finding, Report, Use, scan};
use rxodus_source::{Container, Language, SourceFile};

use super::{Outcome, python, r, subjects::subjects};

/// A call, and what a finding says of it.
struct Call {
    /// Where it stands, for a reader.
    place: String,
    formals: Vec<String>,
    /// By which pipe it gets its first argument, or whether its name stands in a string; mostly neither.
    how: &'static str,
    code: String,
    /// The name as written and the formal, for each argument.
    says: Vec<(String, String)>,
}

/// Runs the step.
pub(super) fn matching(ruleset: &Ruleset) -> anyhow::Result<Outcome> {
    let (index, base) = (RuleIndex::new(ruleset.clone()), std::env::current_dir()?);
    let mut calls: BTreeMap<Language, BTreeMap<String, Call>> = BTreeMap::new();
    for subject in subjects()? {
        let report = scan(&Config { base: base.clone(), ..Config::of(vec![base.join(subject.folder)]) }, &index)?;
        for finding in &report.findings {
            if let Some(call) = call(&report, finding, &index) {
                calls.entry(finding.language).or_default().insert(call.place.clone(), call);
            }
        }
    }
    let mut outcome = Outcome::default();
    for (language, calls) in calls {
        let calls: Vec<_> = calls.into_values().collect();
        let questions: String = calls.iter().enumerate().map(|(at, call)| question(at, call)).collect();
        let (answers, by) = if language == Language::R {
            r::install(&["base"].into())?;
            (r::script(include_str!("matching.R"), &questions)?, "match.call of R")
        } else {
            (python::script(Path::new("python3"), include_str!("matching.py"), &questions)?, "inspect.signature of Python")
        };
        judge(&calls, &answers, by, &mut outcome)?;
    }
    Ok(outcome)
}

/// What can be asked: calls whose code could be parsed, of symbols whose formals are known.
fn call(report: &Report, finding: &Finding, index: &RuleIndex) -> Option<Call> {
    let is_call = matches!(finding.usage, Use::Call | Use::Dynamic) && !finding.recovered;
    let formals = &index.symbol(finding.rule)?.formals;
    if !is_call || formals.is_empty() || !matches!(finding.language, Language::R | Language::Python) {
        return None;
    }
    let file = &report.files[finding.file.0 as usize];
    let position = file.position(finding.span.start);
    let name = |formal: Option<u16>| formal.map_or(String::new(), |at| formals[usize::from(at)].name.clone());
    Some(Call {
        place: format!("{}:{}:{} {}", file.path, position.line, position.column, index.id(finding.rule)),
        formals: formals.iter().map(|Formal { name, .. }| name.clone()).collect(),
        how: how(file, finding),
        code: code(file, finding),
        says: finding.arguments.iter().map(|argument| (argument.written.clone().unwrap_or_default(), name(argument.formal))).collect(),
    })
}

/// As R or Python sees it: in a string of T-SQL quotes are doubled.
fn code(file: &SourceFile, finding: &Finding) -> String {
    let text = file.text_of(finding.whole);
    if finding.container == Container::Sql { text.replace("''", "'") } else { text.to_owned() }
}

/// An operator of R before it may put something in as the first argument.
fn how(file: &SourceFile, finding: &Finding) -> &'static str {
    if finding.usage == Use::Dynamic {
        return "dynamic";
    }
    let before = without_comments(&file.text[..file.text_range(finding.whole).start]);
    let magrittr = before.strip_suffix('%').and_then(|before| before.rsplit('%').next()).is_some_and(|operator| operator.ends_with('>'));
    match finding.language {
        Language::R if magrittr => "magrittr",
        Language::R if before.ends_with("|>") => "piped",
        _ => "",
    }
}

/// A text without the comments and the white space at its end.
fn without_comments(text: &str) -> &str {
    let text = text.trim_end();
    let line = text.rfind('\n').map_or(0, |end| end + 1);
    if text[line..].trim_start().starts_with('#') { without_comments(&text[..line]) } else { text }
}

fn question(at: usize, call: &Call) -> String {
    let code = call.code.replace('\\', "\\\\").replace('\t', "\\t").replace("\r\n", "\n").replace('\n', "\\n");
    format!("{at}\t{}\t{}\t{code}\n", call.formals.join(", "), call.how)
}

/// Compares each argument, and counts.
fn judge(calls: &[Call], answers: &str, reference: &str, outcome: &mut Outcome) -> anyhow::Result<()> {
    let (mut compared, mut arguments, mut others) = (0, BTreeMap::<_, usize>::new(), BTreeMap::<_, usize>::new());
    for line in answers.lines() {
        let mut parts = line.split('\t');
        let call = calls.get(parts.next().context("a number")?.parse::<usize>()?).context("an answer to a question")?;
        let kind = parts.next().context("a word")?;
        if kind != "matched" {
            *others.entry(kind.to_owned()).or_default() += 1;
            println!("   {kind}: {} {} {}", call.place, call.code.lines().next().unwrap_or_default(), parts.collect::<Vec<_>>().join(" "));
            continue;
        }
        let theirs: Vec<_> = parts.filter_map(|cell| cell.split_once('>')).collect();
        let is_open = |(_, formal): &(&str, &str)| *formal == "?";
        let same = |(ours, theirs): (&(String, String), &(&str, &str))| ours.0 == theirs.0 && (ours.1 == theirs.1 || is_open(theirs));
        if theirs.len() != call.says.len() || !call.says.iter().zip(&theirs).all(same) {
            outcome.failures.push(format!("{}\n{}\nours   {:?}\ntheirs {theirs:?}", call.place, call.code, call.says));
        }
        compared += 1;
        for theirs in theirs {
            *arguments.entry(way(theirs)).or_default() += 1;
        }
    }
    anyhow::ensure!(answers.lines().count() == calls.len(), "{} answers to {} questions", answers.lines().count(), calls.len());
    outcome.count(format!("calls whose arguments fill the formals that {reference} gives them"), compared);
    for (way, number) in arguments {
        outcome.count(format!("arguments of these calls {way}"), number);
    }
    for (kind, number) in others {
        let why = if kind == "refused" { "it refuses to match them" } else { "not all of the arguments, or of the code, can be seen" };
        outcome.count(format!("calls of which {reference} cannot tell: {why}"), number);
    }
    Ok(())
}

/// How an argument finds its formal.
fn way((written, formal): (&str, &str)) -> &'static str {
    match (written, formal) {
        (_, "?") => "behind spliced ones, left open",
        (_, "") => "that fit none",
        (_, formal) if formal == "..." || formal.starts_with('*') => "that the dots take",
        ("", _) => "by position",
        (written, formal) if written == formal => "by name",
        _ => "by a part of the name",
    }
}
