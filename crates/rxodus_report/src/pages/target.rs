//! The page of a target: what each name becomes there, in a line each.

use rxodus_rules::{Package, Ruleset, TargetId};

use super::{
    becomes, condition, entries,
    markdown::{code, first_sentence, prose},
    package_path, subjects,
};

/// The page.
pub(super) fn target(ruleset: &Ruleset, id: TargetId) -> String {
    let target = &ruleset.targets[usize::from(id.0)];
    let mut text = vec![format!("# {}: {}\n\n{}\n\n", prose(&target.id), prose(&target.title), prose(&target.note))];
    if !target.libraries.is_empty() {
        let libraries: Vec<_> = target.libraries.iter().map(|library| prose(library)).collect();
        text.push(format!("Calls are checked against {}.\n\n", libraries.join(", ")));
    }
    let platforms: Vec<_> = ruleset.platforms.iter().filter(|platform| platform.target == Some(id)).map(|platform| code(&platform.id)).collect();
    if !platforms.is_empty() {
        text.push(format!("[Platforms](../platforms.md) on which this runs, or ran: {}.\n\n", platforms.join(", ")));
    }
    text.push("Each name has a line here, with the first sentence of what is known. The pages of the packages have all of it, and\n`rxodus explain NAME` the arguments, examples and sources.\n".to_owned());
    for package in &ruleset.packages {
        text.push(format!(
            "\n## [{}](../{})\n\n| name | becomes | what to know first |\n|---|---|---|\n",
            prose(&package.name),
            package_path(package)
        ));
        text.push(rows(package, id));
    }
    text.concat()
}

fn rows(package: &Package, target: TargetId) -> String {
    let mut text = Vec::new();
    for symbol in subjects(package) {
        let name = symbol.map_or(&package.name, |symbol| &symbol.name);
        for entry in entries(package, symbol, target) {
            text.push(format!("| {} | {}{} | {} |\n", code(name), condition(entry), becomes(entry), prose(first_sentence(&entry.note))));
        }
    }
    text.concat()
}
