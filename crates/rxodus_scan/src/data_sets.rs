//! Data files as data sets: one that is spread over the files of a folder counts once.

use std::collections::BTreeMap;

/// Data that was counted and not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSet {
    /// The file, or the folder that is one data set.
    pub path: String,
    /// How many files it has.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// Endings of the parts of a data set; the file or folder of the whole has the shorter one.
const PARTS: [&str; 2] = [".xdfd", ".xdfm"];
const WHOLE: &str = ".xdf";
/// Folders in which the parts stand.
const FOLDERS: [&str; 2] = ["data", "metadata"];

/// Puts files together, sorted by path.
pub(crate) fn data_sets<'a>(files: impl Iterator<Item = (&'a str, u64)>) -> Vec<DataSet> {
    let mut sets: BTreeMap<&str, DataSet> = BTreeMap::new();
    for (path, bytes) in files {
        let whole = whole(path);
        let set = sets.entry(whole).or_insert_with(|| DataSet { path: whole.to_owned(), files: 0, bytes: 0 });
        set.files += 1;
        set.bytes += bytes;
    }
    sets.into_values().collect()
}

/// The data set to which a file belongs.
fn whole(path: &str) -> &str {
    let lower = path.to_ascii_lowercase();
    if let Some(at) = lower.find(&format!("{WHOLE}/")) {
        return &path[..at + WHOLE.len()];
    }
    let folder = path.rsplit_once('/').map(|(folder, _)| folder).filter(|_| PARTS.iter().any(|part| lower.ends_with(part)));
    let Some(folder) = folder else { return path };
    match folder.rsplit_once('/') {
        Some((above, last)) if FOLDERS.contains(&last) => above,
        _ => folder,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_one_data_set() {
        let files = ["a.xdf", "b.XDF/data/b_1.xdfd", "b.XDF/metadata/b.xdfm", "c_xdf/data/c_1.xdfd", "c_xdf/data/c_2.xdfd", "x/d.xdf", "e.xdfd"];
        let sets: Vec<_> = data_sets(files.into_iter().map(|path| (path, 10))).into_iter().map(|set| (set.path, set.files, set.bytes)).collect();
        let expected = [("a.xdf", 1, 10), ("b.XDF", 2, 20), ("c_xdf", 2, 20), ("e.xdfd", 1, 10), ("x/d.xdf", 1, 10)];
        assert_eq!(sets, expected.map(|(path, files, bytes)| (path.to_owned(), files, bytes)));
    }
}
