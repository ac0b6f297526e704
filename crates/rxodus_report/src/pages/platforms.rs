//! The page of platforms. What has ended is said by its day, not by today's: a page has none.

use rxodus_rules::{Platform, Ruleset};

use super::{
    markdown::{code, prose, source},
    target_path,
};
use crate::explain::about;

/// The page.
pub(super) fn platforms(ruleset: &Ruleset) -> String {
    let rows = ruleset.platforms.iter().map(|platform| row(ruleset, platform)).collect::<Vec<_>>().concat();
    let sections = ruleset.platforms.iter().map(|platform| section(ruleset, platform)).collect::<Vec<_>>().concat();
    format!(
        "# Platforms\n\n\
         Where code runs, before the move or after it. `rxodus check --platform ID` takes the target of a platform and adds its limits to the findings;\n\
         one that has ended by the day of the report is refused.\n\n\
         | platform | title | target | status | end of support |\n|---|---|---|---|---|\n{rows}{sections}"
    )
}

fn row(ruleset: &Ruleset, platform: &Platform) -> String {
    let target = platform.target.map_or("–".to_owned(), |target| {
        let target = &ruleset.targets[usize::from(target.0)];
        format!("[{}]({})", prose(&target.id), target_path(target))
    });
    let ends = platform.ends.map_or("none announced".to_owned(), |day| day.to_string());
    format!("| [{0}](#{1}) | {2} | {target} | {3} | {ends} |\n", prose(&platform.id), platform.id, prose(&platform.title), platform.status.name())
}

fn section(ruleset: &Ruleset, platform: &Platform) -> String {
    let names = |names: &[String]| names.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ");
    let mut lines = Vec::new();
    for (language, text) in [("R", &platform.r), ("Python", &platform.python)] {
        lines.push(format!("{language}: {}", if text.is_empty() { "not run there".to_owned() } else { prose(text) }));
    }
    if !platform.ships.is_empty() {
        lines.push(format!("Still comes with {}", names(&platform.ships)));
    }
    let successors: Vec<_> =
        platform.successors.iter().filter(|id| ruleset.platform(id).is_some()).map(|id| format!("[{}](#{id})", prose(id))).collect();
    if !successors.is_empty() {
        lines.push(format!("Instead: {}", successors.join(", ")));
    }
    lines.extend(platform.limits.iter().map(|limit| format!("{}: {}", prose(&about(limit)), prose(&limit.note))));
    lines.push(format!("Checked on {}, {} confidence: {}", platform.checked, platform.confidence.name(), sources(platform)));
    let lines = lines.iter().map(|line| format!("- {line}\n")).collect::<Vec<_>>().concat();
    format!("\n## {}\n\n{}. {}\n\n{lines}", platform.id, prose(&platform.title), prose(&platform.note))
}

fn sources(platform: &Platform) -> String {
    platform.sources.iter().map(|text| source(text)).collect::<Vec<_>>().join(", ")
}
