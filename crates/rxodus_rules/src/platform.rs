//! Where code runs, before the move or after it: places with a life cycle of their own, which is judged at a day.

use jiff::civil::Date;

use crate::{Confidence, Language, RuleId, RuleIndex, Ruleset, TargetId};

/// A place where code runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Platform {
    /// The name on the command line: `databricks`.
    pub id: String,
    /// Other names that mean the same platform.
    pub aliases: Vec<String>,
    /// The name for a reader.
    pub title: String,
    /// The API family that code is rewritten to for it; absent where no code moves to it.
    pub target: Option<TargetId>,
    /// What its makers said of it; see [`Platform::status_on`] for what holds on a day.
    pub status: Status,
    /// The day on which its end was announced.
    pub announced: Option<Date>,
    /// End of support; absent where none was announced.
    pub ends: Option<Date>,
    /// Ids of what its makers, or we, advise instead.
    pub successors: Vec<String>,
    /// How it runs R; empty where it does not.
    pub r: String,
    /// How it runs Python; empty where it does not.
    pub python: String,
    /// Retired packages that it still comes with.
    pub ships: Vec<String>,
    /// What it adds to findings.
    pub limits: Vec<Limit>,
    /// A sentence or two for a reader.
    pub note: String,
    /// What was read to write this; never empty.
    pub sources: Vec<String>,
    /// The day of that reading.
    pub checked: Date,
    /// How sure its author is.
    pub confidence: Confidence,
}

/// Where a platform is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// In full support.
    Active,
    /// In its run-out: its end was announced, or only security is still cared for.
    Announced,
    /// Given up by its makers, or by what it depends on, though no end was announced.
    Deprecated,
    /// No longer supported.
    Retired,
}

/// Something that a platform does not do, or does in a way of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// It concerns all uses of these packages.
    pub packages: Vec<String>,
    /// It concerns the uses of these rules; where there are neither packages nor rules, all uses.
    pub rules: Vec<String>,
    /// Only uses of packages for this language; absent where the language does not matter.
    pub language: Option<Language>,
    /// What it is, in a sentence or two.
    pub note: String,
    /// What was read to write this; never empty.
    pub sources: Vec<String>,
}

/// Whoever moves to a platform that ends within so many days should know.
const SOON: i32 = 365;

impl Status {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Active, Self::Announced, Self::Deprecated, Self::Retired];

    /// The name in rule files, reports and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Announced => "announced",
            Self::Deprecated => "deprecated",
            Self::Retired => "retired",
        }
    }
}

impl Platform {
    /// The status on a day: a known end goes before what was said.
    pub fn status_on(&self, day: Date) -> Status {
        match (self.ends, self.status) {
            (Some(end), _) if end <= day => Status::Retired,
            (Some(_), Status::Retired) => Status::Announced,
            (_, status) => status,
        }
    }

    /// Whole days from this day to the end of support; absent where none was announced, or where it is over.
    pub fn days_left(&self, day: Date) -> Option<i32> {
        self.ends.filter(|end| *end > day).map(|end| (end - day).get_days())
    }

    /// Whether support ends within a year of this day.
    pub fn ends_soon(&self, day: Date) -> bool {
        self.days_left(day).is_some_and(|days| days <= SOON)
    }

    /// Whether a name, in whatever case, is its own or another name of it.
    pub fn is_called(&self, name: &str) -> bool {
        self.names().any(|known| known.eq_ignore_ascii_case(name))
    }

    /// Its own name and the others.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.id).chain(&self.aliases).map(String::as_str)
    }

    /// Whether it runs code of this language; for what is neither R nor Python nobody asked.
    pub fn runs(&self, language: Language) -> bool {
        match language {
            Language::R => !self.r.is_empty(),
            Language::Python => !self.python.is_empty(),
            Language::Sql | Language::Text => true,
        }
    }

    /// What it adds to uses of a rule, as indices of [`Platform::limits`].
    pub fn limits_of(&self, index: &RuleIndex, rule: RuleId) -> Vec<usize> {
        (0..self.limits.len()).filter(|at| self.limits[*at].concerns(index, rule)).collect()
    }
}

impl Limit {
    fn concerns(&self, index: &RuleIndex, rule: RuleId) -> bool {
        let package = index.package(rule);
        let named = self.packages.contains(&package.name) || (!self.rules.is_empty() && self.rules.contains(&index.id(rule)));
        self.language.is_none_or(|language| language == package.language) && (named || (self.packages.is_empty() && self.rules.is_empty()))
    }
}

impl Ruleset {
    /// The platform that a name means, in whatever case.
    pub fn platform(&self, name: &str) -> Option<&Platform> {
        self.platforms.iter().find(|platform| platform.is_called(name))
    }

    /// The day on which anybody last looked at platforms, if that is more than a year before this day: then what is said of them is stale.
    pub fn stale_platforms(&self, day: Date) -> Option<Date> {
        self.platforms.iter().map(|platform| platform.checked).max().filter(|newest| (day - *newest).get_days() > SOON)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{load, toy};

    fn toys() -> Ruleset {
        load(&toy::files()).expect("a checked ruleset")
    }

    #[test]
    fn life_is_judged_at_a_day() {
        let toys = toys();
        let attic = toys.platform("ATTIC").expect("a platform");
        let days = [date(2025, 1, 1), date(2026, 12, 30), date(2026, 12, 31)];
        assert_eq!(days.map(|day| attic.status_on(day)), [Status::Announced, Status::Announced, Status::Retired]);
        assert_eq!(days.map(|day| attic.days_left(day)), [Some(729), Some(1), None]);
        assert_eq!(days.map(|day| attic.ends_soon(day)), [false, true, false]);
        let playroom = toys.platform("nursery").expect("a platform");
        assert_eq!((playroom.status_on(days[2]), playroom.days_left(days[2]), playroom.ends_soon(days[2])), (Status::Active, None, false));
        assert!(playroom.runs(Language::R) && !playroom.runs(Language::Python));
    }

    #[test]
    fn what_nobody_looked_at_for_a_year_is_stale() {
        let toys = toys();
        assert_eq!(toys.stale_platforms(date(2027, 11, 22)), None);
        assert_eq!(toys.stale_platforms(date(2027, 11, 23)), Some(date(2026, 11, 22)));
        assert_eq!(Ruleset::default().stale_platforms(date(2027, 11, 23)), None);
    }

    #[test]
    fn limits_are_for_packages_rules_and_languages() {
        let index = RuleIndex::new(toys());
        let package = index.module(Language::R, "toybox").expect("a package");
        let playroom = index.ruleset().platform("playroom").expect("a platform");
        let of = |name: &str| playroom.limits_of(&index, index.symbol_of(package, name).expect("a symbol"));
        assert_eq!((of("toyFit"), of("toyOld")), (vec![0, 1], vec![0]));
        let (shelf, _) = index.patterns().next().expect("a pattern");
        assert_eq!(playroom.limits_of(&index, shelf), [] as [usize; 0]);
    }
}
