//! The pages in `docs/rules/` and the table of counts in `rulesets/README.md`: what the rules say today.

use std::{collections::BTreeSet, fs};

use rxodus_report::{Page, coverage_table, pages};

use crate::scanning::{INDEX, ROOT, files_below, relative};

const AGAIN: &str = "run `cargo xtask codegen`";

fn text(path: &str) -> String {
    fs::read_to_string(ROOT.join(path)).unwrap_or_default().replace("\r\n", "\n")
}

#[test]
fn the_pages_on_disk_are_fresh() {
    let pages = pages(INDEX.ruleset());
    let stale: Vec<_> = pages.iter().filter(|page| text(&format!("docs/rules/{}", page.path)) != page.text).map(|page| &page.path).collect();
    assert!(stale.is_empty(), "stale pages, {AGAIN}: {stale:?}");
    let folder = ROOT.join("docs/rules");
    let known: BTreeSet<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    let left: Vec<_> = files_below(&folder).iter().map(|path| relative(path, &folder)).filter(|path| !known.contains(path.as_str())).collect();
    assert!(left.is_empty(), "pages of nothing, {AGAIN}: {left:?}");
}

#[test]
fn the_table_of_counts_is_fresh() {
    assert!(text("rulesets/README.md").contains(&coverage_table(INDEX.ruleset())), "the table of counts in rulesets/README.md is stale, {AGAIN}");
}

#[test]
fn every_rule_has_its_line_on_its_page() {
    let pages = pages(INDEX.ruleset());
    let page = |path: &str| -> &Page { pages.iter().find(|page| page.path == path).expect("the page") };
    for package in &INDEX.ruleset().packages {
        let own = page(&format!("{}.md", package.folder()));
        for symbol in package.symbols.iter().filter(|symbol| symbol.name != package.name) {
            assert!(own.text.contains(&format!("\n### `{}`\n", symbol.name)), "{} of {}", symbol.name, package.name);
        }
    }
    let platforms = page("platforms.md");
    assert!(INDEX.ruleset().platforms.iter().all(|platform| platforms.text.contains(&format!("\n## {}\n", platform.id))));
}

/// A link that leads nowhere is worse than none.
#[test]
fn links_between_pages_lead_somewhere() {
    let pages = pages(INDEX.ruleset());
    let link = regex::Regex::new(r"\]\(([^)#:]+)(?:#[^)]*)?\)").expect("a pattern");
    for page in &pages {
        let folder = ROOT.join("docs/rules").join(&page.path);
        for found in link.captures_iter(&page.text) {
            let path = folder.parent().expect("a folder").join(&found[1]);
            assert!(path.exists(), "{}: {}", page.path, &found[1]);
        }
    }
}
