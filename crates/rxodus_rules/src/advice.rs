//! What speaks for a platform and what against it: criteria with the evidence on which each rests.

use jiff::civil::Date;

use crate::Confidence;

/// What is weighed beside the criteria, and when the sums count as equal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Weights {
    /// Fits that differ by no more are nearly the same.
    pub near: i32,
    /// What a platform gets that is there already, from 2 to -2 as all fits.
    pub have: i8,
    /// What one gets that its makers gave up, though no end is announced.
    pub given_up: i8,
    /// What one gets whose support ends within so many years, the fewest first.
    pub ends: Vec<(i16, i8)>,
}

/// One reason to choose among platforms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Its name, and the key of its answer where it is a question.
    pub id: String,
    /// What is the case, for a reader.
    pub title: String,
    /// The points of the vendor's page that it covers: section and number.
    pub bullets: Vec<String>,
    /// What shows it in code; all lists are empty where only people know.
    pub evidence: Evidence,
    /// What to ask people, where code does not show it.
    pub question: Option<String>,
    /// What the evidence does not prove; empty where there is nothing to say.
    pub note: String,
    /// What was read.
    pub sources: Vec<String>,
    /// The day of that reading.
    pub checked: Date,
    /// How sure its author is.
    pub confidence: Confidence,
    /// What it means for platforms.
    pub fits: Vec<Fit>,
}

/// What shows a criterion; one hit in any list is enough.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Rules by id; `package/*` for all of a package.
    pub rules: Vec<String>,
    /// Roles of symbols.
    pub roles: Vec<String>,
    /// Topics of symbols.
    pub topics: Vec<String>,
    /// Where calls run.
    pub contexts: Vec<String>,
    /// What calls read or write.
    pub data: Vec<String>,
    /// What findings stand in.
    pub containers: Vec<String>,
    /// Languages of findings.
    pub languages: Vec<String>,
    /// Other packages that are attached or imported.
    pub modules: Vec<String>,
    /// Extensions of files that are counted.
    pub files: Vec<String>,
}

impl Evidence {
    /// All lists, in the order of the struct.
    pub fn lists(&self) -> [&Vec<String>; 9] {
        [&self.rules, &self.roles, &self.topics, &self.contexts, &self.data, &self.containers, &self.languages, &self.modules, &self.files]
    }
}

/// What a criterion means for some platforms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// Their ids.
    pub platforms: Vec<String>,
    /// From 2, strong, to -2, bad; absent where it rules them out.
    pub fit: Option<i8>,
    /// Why, in a sentence.
    pub why: String,
}
