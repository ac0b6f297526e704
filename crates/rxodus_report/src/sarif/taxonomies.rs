//! The two ways in which results are sorted: by what becomes of the code, and by the package that it belongs to.

use std::collections::BTreeSet;

use rxodus_rules::TargetId;
use rxodus_scan::Finding;

use super::model::{Message, Taxon, TaxonReference, Taxonomy, TaxonomyReference};
use crate::{
    Context,
    message::{UNMAPPED, change_word},
};

const CHANGES: [(&str, &str); 8] = [
    ("keep", "Runs on unchanged."),
    ("rename", "Another name takes its place, with the same arguments."),
    ("arguments", "One call takes its place, with other arguments."),
    ("rewrite", "Several calls or an idiom take its place."),
    ("redesign", "The design around it changes."),
    ("remove", "It goes away."),
    ("none", "It was looked for, and nothing takes its place."),
    (UNMAPPED, "Nobody has looked yet what takes its place."),
];
/// Places among the taxonomies of the run.
const CHANGE: TaxonomyReference = TaxonomyReference { name: "change", index: 0 };
const PACKAGE: TaxonomyReference = TaxonomyReference { name: "package", index: 1 };

/// What results are sorted by.
pub(super) struct Taxonomies {
    packages: Vec<String>,
}

impl Taxonomies {
    /// For these findings.
    pub(super) fn of<'a>(context: &Context, findings: impl Iterator<Item = &'a Finding>) -> Self {
        let packages: BTreeSet<&String> = findings.map(|finding| &context.index.package(finding.rule).name).collect();
        Self { packages: packages.into_iter().cloned().collect() }
    }

    /// What the tool says that it sorts by.
    pub(super) fn supported() -> [TaxonomyReference; 2] {
        [CHANGE, PACKAGE]
    }

    /// Both in full.
    pub(super) fn written(&self) -> [Taxonomy; 2] {
        let change =
            |(id, text): &(&str, &str)| Taxon { id: (*id).to_owned(), name: capital(id) + "Change", short_description: Message::plain(*text) };
        let package = |name: &String| Taxon {
            id: name.clone(),
            name: capital(name) + "Package",
            short_description: Message::quoted(format!("What belongs to `{name}`.")),
        };
        [
            taxonomy(CHANGE.name, "What becomes of the code on a target.", CHANGES.iter().map(change).collect()),
            taxonomy(PACKAGE.name, "The package or family that the rule belongs to.", self.packages.iter().map(package).collect()),
        ]
    }

    /// The package of a rule.
    pub(super) fn package(&self, name: &str) -> TaxonReference {
        TaxonReference { id: name.to_owned(), index: self.packages.iter().position(|own| own == name).unwrap_or_default(), tool_component: PACKAGE }
    }

    /// What becomes of a finding on the targets that were chosen, each change once.
    pub(super) fn changes(context: &Context, finding: &Finding) -> Vec<TaxonReference> {
        let word = |target: &TargetId| change_word(context.equivalent(finding, *target));
        let words: BTreeSet<&str> = context.targets.iter().filter(|_| context.chosen).map(word).collect();
        let at = |word: &str| CHANGES.iter().position(|(id, _)| *id == word).unwrap_or_default();
        words.into_iter().map(|word| TaxonReference { id: word.to_owned(), index: at(word), tool_component: CHANGE }).collect()
    }
}

fn taxonomy(name: &'static str, text: &'static str, taxa: Vec<Taxon>) -> Taxonomy {
    Taxonomy { name, version: "1.0.0", organization: "rxodus", is_comprehensive: true, short_description: Message::plain(text), taxa }
}

/// Letters and digits alone, beginning with a capital.
fn capital(word: &str) -> String {
    let letters: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
    letters.get(..1).map_or(String::new(), |first| first.to_ascii_uppercase() + &letters[1..])
}
