//! The data that code names: who writes it, who reads it, and how much of it was counted in the folder.

use std::collections::BTreeMap;

use crate::Facts;

/// The kind of data whose files are counted and not opened, and that nothing reads any more once the product is gone.
pub(crate) const DYING: &str = "xdf";

/// A data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedData {
    /// Index in [`Facts::repositories`].
    pub repository: u16,
    /// The kind of data; absent where reading the code does not tell.
    pub kind: Option<String>,
    /// Its name: of a file the last part of its path.
    pub name: String,
    /// Files in the folder, where they were counted.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// The findings that read it, as indices in [`Facts::findings`].
    pub reads: Vec<u32>,
    /// Those that write it.
    pub writes: Vec<u32>,
}

impl NamedData {
    /// Whether nothing reads it any more once the product is gone.
    pub fn is_dying(&self) -> bool {
        self.kind.as_deref() == Some(DYING)
    }
}

/// All data sets that have a name, sorted by repository, kind and name.
pub(crate) fn data_sets(facts: &Facts) -> Vec<NamedData> {
    let mut sets: BTreeMap<(u16, Option<String>, String), NamedData> = BTreeMap::new();
    let mut of = |repository, kind: Option<String>, name: String, add: &mut dyn FnMut(&mut NamedData)| {
        let empty = || NamedData { repository, kind: kind.clone(), name: name.clone(), files: 0, bytes: 0, reads: Vec::new(), writes: Vec::new() };
        add(sets.entry((repository, kind.clone(), name.clone())).or_insert_with(empty));
    };
    for (at, finding) in facts.findings.iter().enumerate().filter(|(_, finding)| finding.suppressed.is_none()) {
        for data in &finding.data {
            // An extension alone is what the code says of a temporary file: two of these are not one data set.
            let name = data.name.as_ref().map(|name| plain(name, data.kind.as_deref())).filter(|name| !name.is_empty());
            let Some(name) = name else { continue };
            of(facts.file(finding).repository, data.kind.clone(), name, &mut |set| {
                let list = if data.is_written { &mut set.writes } else { &mut set.reads };
                list.push(at as u32);
            });
        }
    }
    for (repository, counted) in (0u16..).zip(&facts.repositories).flat_map(|(at, repository)| repository.data.iter().map(move |set| (at, set))) {
        let name = counted.path.rsplit('/').next().unwrap_or(&counted.path);
        of(repository, Some(DYING.to_owned()), plain(name, Some(DYING)), &mut |set| {
            set.files += counted.files;
            set.bytes += counted.bytes;
        });
    }
    sets.into_values().collect()
}

/// The name as it is compared: files of the dying kind may be named without their extension.
fn plain(name: &str, kind: Option<&str>) -> String {
    let is_dying = kind == Some(DYING);
    let stem = name.len().checked_sub(DYING.len() + 1).and_then(|at| Some((name.get(..at)?, name.get(at..)?)));
    match stem {
        Some((stem, end)) if is_dying && end.eq_ignore_ascii_case(&format!(".{DYING}")) => stem.to_owned(),
        _ => name.to_owned(),
    }
}
