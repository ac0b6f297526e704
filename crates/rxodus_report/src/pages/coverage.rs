//! How many entries there are: by package, target and change.

use rxodus_rules::{Change, Package, Ruleset, Symbol, TargetId};

use super::{entries, markdown::prose, subjects, targets};

const CHANGES: [Change; 7] = [Change::Keep, Change::Rename, Change::Arguments, Change::Rewrite, Change::Redesign, Change::Remove, Change::None];

/// A row: the number of names by change, and last of those that nobody has looked at.
type Row = [usize; CHANGES.len() + 1];

/// A row for each package and target, and for each target. A name counts once, by its entry without a condition.
pub fn coverage_table(ruleset: &Ruleset) -> String {
    let mut text = vec!["| package | target | keep | rename | arguments | rewrite | redesign | remove | none | unmapped |\n|---|---|---:|---:|---:|---:|---:|---:|---:|---:|\n".to_owned()];
    let mut sums = vec![[0; CHANGES.len() + 1]; ruleset.targets.len()];
    for package in &ruleset.packages {
        for (id, target) in targets(ruleset) {
            let row = row(package, id);
            let sum = &mut sums[usize::from(id.0)];
            sum.iter_mut().zip(row).for_each(|(sum, number)| *sum += number);
            text.push(line(&prose(&package.name), &target.id, &row));
        }
    }
    for ((_, target), sum) in targets(ruleset).zip(&sums) {
        text.push(line("**all**", &target.id, sum));
    }
    text.concat()
}

fn row(package: &Package, target: TargetId) -> Row {
    let mut row = [0; CHANGES.len() + 1];
    for symbol in subjects(package) {
        // A module without an entry of its own becomes what its package becomes.
        let own = symbol.filter(|symbol: &&Symbol| !symbol.is_module() || !symbol.equivalents.is_empty());
        let usual = entries(package, own, target).into_iter().find(|entry| entry.when.is_none());
        let column = usual.and_then(|entry| CHANGES.iter().position(|change| *change == entry.change));
        row[column.unwrap_or(CHANGES.len())] += 1;
    }
    row
}

fn line(package: &str, target: &str, row: &Row) -> String {
    let numbers: Vec<_> = row.iter().map(|number| if *number == 0 { "–".to_owned() } else { number.to_string() }).collect();
    format!("| {package} | {target} | {} |\n", numbers.join(" | "))
}
