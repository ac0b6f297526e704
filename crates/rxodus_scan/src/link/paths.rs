//! Finds the file that a path in code means.

use std::path::{Component, Path, PathBuf};

use rustc_hash::FxHashMap;

use crate::{
    FileId,
    unit::{Link, Unit},
};

/// All files, by where they are and by name.
pub(crate) struct Paths<'a> {
    by_location: FxHashMap<&'a Path, FileId>,
    by_name: FxHashMap<&'a str, Vec<(FileId, &'a Path)>>,
}

impl<'a> Paths<'a> {
    pub(crate) fn new(units: &[Unit<'a>]) -> Self {
        let (mut by_location, mut by_name) = (FxHashMap::default(), FxHashMap::<_, Vec<_>>::default());
        for (at, unit) in units.iter().enumerate() {
            let file = FileId(at as u32);
            by_location.insert(unit.location, file);
            if let Some(name) = unit.location.file_name().and_then(|name| name.to_str()) {
                by_name.entry(name).or_default().push((file, unit.location));
            }
        }
        Self { by_location, by_name }
    }

    /// The file at exactly this place.
    pub(crate) fn at(&self, path: &Path) -> Option<FileId> {
        self.by_location.get(lexical(path).as_path()).copied()
    }

    /// The file that a link in a file means: relative to that file's folder or to a folder above it, as the working directory is not known. Of
    /// a path with an unknown beginning, the only file that ends so; of one of somebody's own machine, as much as there is here.
    pub(crate) fn linked(&self, from: &Path, link: &Link, is_near: impl Fn(FileId) -> bool) -> Option<FileId> {
        let from_above = |path: &str| from.ancestors().skip(1).find_map(|folder| self.at(&folder.join(path)));
        if is_absolute(&link.path) {
            let tails = link.path.char_indices().filter(|(_, character)| *character == '/').map(|(at, _)| &link.path[at + 1..]);
            return self.at(Path::new(&link.path)).or_else(|| tails.into_iter().find_map(from_above));
        }
        from_above(&link.path).or_else(|| link.is_tail.then(|| self.only(&link.path, is_near)).flatten())
    }

    fn only(&self, tail: &str, is_near: impl Fn(FileId) -> bool) -> Option<FileId> {
        let name = tail.rsplit('/').next()?;
        let mut found = self.by_name.get(name)?.iter().filter(|(file, path)| path.ends_with(tail) && is_near(*file));
        found.next().filter(|_| found.next().is_none()).map(|(file, _)| *file)
    }
}

/// On any system: `/a`, `C:/a`, `~/a`.
fn is_absolute(path: &str) -> bool {
    path.starts_with(['/', '~']) || path.as_bytes().get(1..3) == Some(b":/")
}

/// The path without `.` and `..`.
pub(crate) fn lexical(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            _ => clean.push(part),
        }
    }
    clean
}
