//! What was known before against what is found now: by the text of the line, not by its number, so that moved code stays known.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rxodus_rules::RuleIndex;
use rxodus_scan::{Finding, Report};

/// Findings that were there at an earlier time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    /// Marks of the lines of code, sorted, by path and the id of the rule; one for each finding.
    pub known: BTreeMap<(String, String), Vec<String>>,
}

/// What a baseline says of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It was not there.
    New,
    /// It was there, perhaps in another line or another file.
    Unchanged,
    /// The same rule was broken in the same file, in a line that has changed since.
    Updated,
}

/// Findings of the baseline that are no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// The file.
    pub path: String,
    /// The id of the rule.
    pub rule: String,
    /// How many.
    pub findings: u64,
}

/// A report against a baseline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Of the findings that no comment ignores, by their fingerprints.
    states: HashMap<String, State>,
    /// Sorted by path and rule.
    pub gone: Vec<Gone>,
}

impl Comparison {
    /// What the baseline says of a finding; a finding that a comment ignores is not asked for.
    pub fn state(&self, finding: &Finding) -> State {
        self.states.get(&finding.fingerprint).copied().unwrap_or(State::New)
    }

    /// How many findings are in a state.
    pub fn count(&self, state: State) -> u64 {
        self.states.values().filter(|own| **own == state).count() as u64
    }

    /// How many findings of the baseline are no more.
    pub fn gone(&self) -> u64 {
        self.gone.iter().map(|gone| gone.findings).sum()
    }
}

impl Baseline {
    /// The findings of a report that no comment ignores, and that are wanted.
    pub fn of(report: &Report, index: &RuleIndex, wanted: impl Fn(&Finding) -> bool, shown: impl Fn(&str) -> String) -> Self {
        let mut known: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for finding in report.findings.iter().filter(|finding| finding.suppressed.is_none() && wanted(finding)) {
            known.entry((shown(path(report, finding)), index.id(finding.rule))).or_default().push(finding.mark.clone());
        }
        for marks in known.values_mut() {
            marks.sort();
        }
        Self { known }
    }

    /// The number of findings.
    pub fn count(&self) -> usize {
        self.known.values().map(Vec::len).sum()
    }

    /// Compares a report with it. Paths of the report are `shown` as the baseline has them; only files that were looked at can tell that
    /// something is gone.
    pub fn compare(&self, report: &Report, index: &RuleIndex, shown: impl Fn(&str) -> String, looked_at: impl Fn(&str) -> bool) -> Comparison {
        let mut left =
            Left { known: self.known.iter().filter(|((path, _), _)| looked_at(path)).map(|(key, marks)| (key.clone(), marks.clone())).collect() };
        let standing = report.findings.iter().filter(|finding| finding.suppressed.is_none());
        let mut open: Vec<_> = standing.map(|finding| (finding, (shown(path(report, finding)), index.id(finding.rule)))).collect();
        let mut states = HashMap::new();
        for stage in [Left::same_file as Stage, Left::any_file] {
            open.retain(|(finding, key)| {
                let is_known = stage(&mut left, key, &finding.mark);
                if is_known {
                    states.insert(finding.fingerprint.clone(), State::Unchanged);
                }
                !is_known
            });
        }
        let updated = left.changed(&open);
        states.extend(updated.iter().map(|at| (open[*at].0.fingerprint.clone(), State::Updated)));
        let mut number = 0..;
        open.retain(|_| number.next().is_some_and(|at| !updated.contains(&at)));
        states.extend(open.iter().map(|(finding, _)| (finding.fingerprint.clone(), State::New)));
        let gone = left.known.into_iter().filter(|(_, marks)| !marks.is_empty());
        let gone = gone.map(|((path, rule), marks)| Gone { path, rule, findings: marks.len() as u64 }).collect();
        Comparison { states, gone }
    }
}

type Key = (String, String);
type Stage = fn(&mut Left, &Key, &str) -> bool;

/// What of a baseline was not met yet.
struct Left {
    known: BTreeMap<Key, Vec<String>>,
}

impl Left {
    fn same_file(&mut self, key: &Key, mark: &str) -> bool {
        self.known.get_mut(key).is_some_and(|marks| take(marks, mark))
    }

    /// The rule of the same line, wherever it stood.
    fn any_file(&mut self, (_, rule): &Key, mark: &str) -> bool {
        self.known.iter_mut().filter(|((_, own), _)| own == rule).any(|(_, marks)| take(marks, mark))
    }

    /// Those of the same rule in the same file whose line has changed, by their indexes: for each that is known, the one that is most like it.
    fn changed(&mut self, open: &[(&Finding, Key)]) -> BTreeSet<usize> {
        let mut of_key: BTreeMap<&Key, Vec<usize>> = BTreeMap::new();
        for (at, (_, key)) in open.iter().enumerate() {
            of_key.entry(key).or_default().push(at);
        }
        let mut changed = BTreeSet::new();
        for (key, mut own) in of_key {
            let Some(marks) = self.known.get_mut(key) else { continue };
            while !own.is_empty() {
                let Some(mark) = marks.pop() else { break };
                let unlike = |place: &usize| unlike(&mark, &open[own[*place]].0.mark);
                let nearest = (0..own.len()).min_by_key(unlike).unwrap_or_default();
                changed.insert(own.remove(nearest));
            }
        }
        changed
    }
}

/// How much two marks differ in the words of their lines, in thousandths; marks that do not tell are equally far from all.
fn unlike(one: &str, other: &str) -> u32 {
    let words = |mark: &str| mark.get(16..).and_then(|words| u64::from_str_radix(words, 16).ok()).unwrap_or_default();
    let (one, other) = (words(one), words(other));
    1000 - (one & other).count_ones() * 1000 / (one | other).count_ones().max(1)
}

fn take(marks: &mut Vec<String>, mark: &str) -> bool {
    let at = marks.iter().position(|own| own == mark);
    at.map(|at| marks.remove(at)).is_some()
}

fn path<'a>(report: &'a Report, finding: &Finding) -> &'a str {
    report.files.get(finding.file.0 as usize).map_or("", |file| &file.path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toy;

    fn report(index: &RuleIndex, lines: &[(&str, u32, &str)]) -> Report {
        let findings = lines.iter().enumerate().map(|(at, (name, file, mark))| {
            let place = at as u32 + 1;
            Finding { mark: (*mark).to_owned(), fingerprint: format!("{at}"), ..toy::call(index, name, *file, place, &[]) }
        });
        toy::report(findings.collect())
    }

    #[test]
    fn moved_code_is_known_changed_lines_are_updated_and_the_rest_is_new() {
        let index = toy::index(true);
        let own = |path: &str| path.to_owned();
        let before = report(&index, &[("toyFit", 0, "x"), ("toyFit", 0, "y"), ("toyFit", 0, "z")]);
        let baseline = Baseline::of(&before, &index, |_| true, own);
        assert_eq!(baseline.count(), 3);
        let now = report(&index, &[("toyFit", 0, "y"), ("toyFit", 0, "changed"), ("toyFit", 1, "x"), ("toyFit", 1, "x")]);
        let comparison = baseline.compare(&now, &index, own, |_| true);
        let states: Vec<_> = now.findings.iter().map(|finding| comparison.state(finding)).collect();
        assert_eq!(states, [State::Unchanged, State::Updated, State::Unchanged, State::New]);
        assert!(comparison.gone.is_empty());
        let less = baseline.compare(&report(&index, &[("toyFit", 0, "z")]), &index, own, |_| true);
        assert_eq!((less.gone(), less.gone.len(), less.count(State::Unchanged)), (2, 1, 1));
        assert_eq!(baseline.compare(&report(&index, &[]), &index, own, |path| path == "b.R").gone(), 0, "files that were not looked at");
    }
}
