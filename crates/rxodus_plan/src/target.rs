//! The scores on one target.

use rxodus_rules::Change;

use crate::{
    Estimate, Facts, FindingFacts, FixedRow, Group, Minutes, Row, Share,
    fixed::fixed,
    group::group,
    price::{Priced, Pricer},
};

/// What the move costs on the target of the same index in [`Facts::targets`]. All but `graded` speaks of certain findings that no comment ignores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetPlan {
    /// Findings that the rules say something of, of all; absent where nothing was found.
    pub mapped: Option<Share>,
    /// Findings whose change is mechanical (`keep`, `rename`, `arguments`, `remove`), of all, unmapped ones included; absent where nothing was found.
    pub readiness: Option<Share>,
    /// The sum of `rows`.
    pub effort: Estimate,
    /// The same in minutes.
    pub minutes: Minutes,
    /// What the project costs once, apart from its lines: the sum of `fixed_rows`. It is not in `effort`.
    pub fixed: Estimate,
    /// By repository, in the order of the table of costs.
    pub fixed_rows: Vec<FixedRow>,
    /// By package.
    pub packages: Vec<Group<String>>,
    /// By file: its index in [`Facts::files`].
    pub files: Vec<Group<u32>>,
    /// By repository: its index in [`Facts::repositories`].
    pub repositories: Vec<Group<u16>>,
    /// By rule: its index in [`Facts::rules`].
    pub rules: Vec<Group<u32>>,
    /// By change; unmapped findings have none and are not in it.
    pub changes: Vec<Group<Change>>,
    /// Every addend, in the order of the findings.
    pub rows: Vec<Row>,
    /// What is not in the estimate because nobody looked.
    pub unmapped: Unmapped,
    /// What a reader must judge, added up apart.
    pub graded: Graded,
}

/// What nobody looked at: no effort is known, which is not the same as none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmapped {
    /// Findings of unmapped rules.
    pub findings: u64,
    /// These rules, by their index in [`Facts::rules`], with the number of their findings.
    pub rules: Vec<(u32, u64)>,
    /// Arguments of mapped calls that the entry does not name.
    pub arguments: u64,
    /// Mapped findings with arguments that cannot be seen: passed on as a whole, or in code that could not be parsed.
    pub unseen_arguments: u64,
}

/// Findings that a reader must judge. None of it is in the estimate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graded {
    /// How many.
    pub findings: u64,
    /// Those of them whose rule is unmapped.
    pub unmapped: u64,
    /// The sum of `rows`: what comes on top, if they are what they seem.
    pub effort: Estimate,
    /// The same in minutes.
    pub minutes: Minutes,
    /// Every addend; a rule that certain findings have met is not new here.
    pub rows: Vec<Row>,
}

/// The plan for the target of this index.
pub(crate) fn target_plan(facts: &Facts, target: usize) -> TargetPlan {
    let mut pricer = Pricer::new(facts, target);
    let certain = pricer.price(indices(facts, FindingFacts::counts));
    let graded = graded(pricer.price(indices(facts, FindingFacts::is_graded)), facts);
    let Priced { rows, unmapped, unmapped_arguments, unseen_arguments } = certain;
    let of = |at: u32| &facts.findings[at as usize];
    let of_unmapped = || unmapped.iter().map(|at| of(*at));
    let change = |row: &Row| facts.equivalent(of(row.finding), target).map(|equivalent| equivalent.change);
    let repository = |finding: &FindingFacts| facts.file(finding).repository;
    let is_ready = |row: &Row| change(row).is_some_and(is_mechanical);
    let uses = || rows.iter().filter(|row| row.part.formal().is_none());
    let (mapped, ready) = (uses().count() as u64, uses().filter(|row| is_ready(row)).count() as u64);
    let all = mapped + unmapped.len() as u64;
    let total: Estimate = rows.iter().map(|row| row.effort).sum();
    let rules = group(&rows, |row| of(row.finding).rule, is_ready, of_unmapped().map(|finding| finding.rule));
    let packages = group(&rows, |row| package(facts, of(row.finding)), is_ready, of_unmapped().map(|finding| package(facts, finding)));
    let fixed_rows = fixed(facts, target);
    TargetPlan {
        fixed: fixed_rows.iter().map(|row| row.effort).sum(),
        fixed_rows,
        mapped: Share::new(mapped, all),
        readiness: Share::new(ready, all),
        effort: total,
        minutes: total.minutes(facts.profile),
        packages: packages.into_iter().map(|group| group.with_key(str::to_owned)).collect(),
        files: group(&rows, |row| of(row.finding).file, is_ready, of_unmapped().map(|finding| finding.file)),
        repositories: group(&rows, |row| repository(of(row.finding)), is_ready, of_unmapped().map(repository)),
        changes: group(&rows, |row| change(row).unwrap_or(Change::None), is_ready, std::iter::empty()),
        unmapped: Unmapped {
            findings: unmapped.len() as u64,
            rules: rules.iter().filter(|group| group.unmapped > 0).map(|group| (group.key, group.unmapped)).collect(),
            arguments: unmapped_arguments,
            unseen_arguments,
        },
        rules,
        rows,
        graded,
    }
}

fn package<'a>(facts: &'a Facts, finding: &FindingFacts) -> &'a str {
    &facts.rule(finding).package
}

/// The indices of these findings.
fn indices<'a>(facts: &'a Facts, is_meant: impl Fn(&FindingFacts) -> bool + 'a) -> impl Iterator<Item = u32> + 'a {
    (0..facts.findings.len() as u32).filter(move |at| is_meant(&facts.findings[*at as usize]))
}

fn graded(priced: Priced, facts: &Facts) -> Graded {
    let total: Estimate = priced.rows.iter().map(|row| row.effort).sum();
    let mapped = priced.rows.iter().filter(|row| row.part.formal().is_none()).count();
    Graded {
        findings: (mapped + priced.unmapped.len()) as u64,
        unmapped: priced.unmapped.len() as u64,
        effort: total,
        minutes: total.minutes(facts.profile),
        rows: priced.rows,
    }
}

/// Whether the edit follows from the rule alone.
fn is_mechanical(change: Change) -> bool {
    matches!(change, Change::Keep | Change::Rename | Change::Arguments | Change::Remove)
}
