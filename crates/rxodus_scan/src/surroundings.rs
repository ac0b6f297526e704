//! What files run, import and attach beside what is retired: it decides what can move alone, and tells which way a team goes already.

use rxodus_rules::{Language, RuleIndex};
use rxodus_syntax::AttachKind;

use crate::{FileId, link::Projects, unit::Unit};

/// One file runs another, or imports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileLink {
    /// The one that does.
    pub from: FileId,
    /// The other one.
    pub to: FileId,
}

/// A package that is attached or imported and is not retired, nor a file of the project.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OtherPackage {
    /// The package; of a Python module the first part of its name.
    pub name: String,
    /// The file.
    pub file: FileId,
    /// The first line that does, from 1.
    pub line: u32,
}

/// What all files are linked with, and the other packages that they use; sorted, each once for a file.
pub(crate) fn surroundings(units: &[Unit], projects: &Projects, index: &RuleIndex) -> (Vec<FileLink>, Vec<OtherPackage>) {
    let (mut links, mut packages) = (projects.links(), Vec::new());
    for (at, unit) in units.iter().enumerate() {
        let file = FileId(at as u32);
        let attaches = unit.codes.iter().flat_map(|code| code.parsed.attaches.iter().map(move |attach| (code.parsed.language, attach)));
        for (language, attach) in attaches.filter(|(_, attach)| !matches!(attach.kind, AttachKind::Declare | AttachKind::ImportFrom)) {
            let module = attach.module.name;
            if attach.kind != AttachKind::Import {
                let is_other = index.module(Language::R, module).is_none() && !module.is_empty();
                packages.extend(is_other.then(|| other(module, file, unit, attach.module.span.start)));
                continue;
            }
            let names = attach.names.iter().map(|name| [module, if module.ends_with('.') { "" } else { "." }, name.name.name].concat());
            let own: Vec<_> = names.chain([module.to_owned()]).filter_map(|module| projects.module_file(file, &module)).collect();
            let is_other = own.is_empty() && !module.starts_with('.') && language == rxodus_source::Language::Python;
            if is_other && !index.is_on_the_way(Language::Python, module) {
                packages.push(other(module.split('.').next().unwrap_or(module), file, unit, attach.module.span.start));
            }
            links.extend(own.into_iter().filter(|to| *to != file).map(|to| FileLink { from: file, to }));
        }
    }
    links.sort_unstable();
    links.dedup();
    packages.sort_unstable();
    packages.dedup_by(|later, first| later.name == first.name && later.file == first.file);
    (links, packages)
}

fn other(name: &str, file: FileId, unit: &Unit, at: u32) -> OtherPackage {
    OtherPackage { name: name.to_owned(), file, line: unit.file.line(at) }
}
