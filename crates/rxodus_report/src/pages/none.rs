//! The page of what nothing takes the place of.

use rxodus_rules::{Change, Equivalent, Package, Ruleset, TargetId};

use super::{
    condition, entries,
    markdown::{code, prose},
    package_path, subjects, target_path, targets,
};

/// The page.
pub(super) fn none(ruleset: &Ruleset) -> String {
    let mut text = vec![
        "# What nothing takes the place of\n\n\
        Somebody looked for a counterpart of each of these names and found none. The reason, and what people do instead, stands beside it.\n"
            .to_owned(),
    ];
    for (id, target) in targets(ruleset) {
        let lists: Vec<_> = ruleset.packages.iter().map(|package| (package, of_package(package, id))).filter(|(_, list)| !list.is_empty()).collect();
        let all: usize = lists.iter().map(|(_, list)| list.len()).sum();
        text.push(format!("\n## [{}]({}): {all}\n", prose(&target.id), target_path(target)));
        for (package, list) in lists {
            text.push(format!("\n### [{}]({}): {}\n\n{}", prose(&package.name), package_path(package), list.len(), list.concat()));
        }
    }
    text.concat()
}

fn of_package(package: &Package, target: TargetId) -> Vec<String> {
    let line = |name: &str, entry: &Equivalent| format!("- {}: {}{}\n", code(name), condition(entry), prose(&entry.note));
    let of = |symbol: Option<&rxodus_rules::Symbol>| {
        let name = symbol.map_or(&package.name, |symbol| &symbol.name);
        let missing: Vec<_> =
            entries(package, symbol, target).into_iter().filter(|entry| entry.change == Change::None).map(|entry| line(name, entry)).collect();
        missing
    };
    subjects(package).flat_map(of).collect()
}
