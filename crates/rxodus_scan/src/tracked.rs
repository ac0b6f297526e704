//! The files that git tracks, from its index. No git is run for it.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Bytes of an entry before its flags: times, device, owner, size, and the hash of the content.
const BEFORE_FLAGS: usize = 40 + 20;
/// A flag that says that two more bytes of flags follow.
const EXTENDED: u16 = 0x4000;

/// The tracked files at or below a path; none where the path is in no repository or its index has a form that is not known here.
pub(crate) fn tracked(path: &Path) -> Vec<PathBuf> {
    let Some(root) = path.ancestors().find(|folder| folder.join(".git").exists()) else { return Vec::new() };
    let names = index_file(&root.join(".git")).and_then(|file| fs::read(file).ok()).and_then(|index| names(&index)).unwrap_or_default();
    names.into_iter().map(|name| root.join(name)).filter(|file| file.starts_with(path)).collect()
}

/// In a linked work tree, `.git` is a file that names the folder.
fn index_file(git: &Path) -> Option<PathBuf> {
    if git.is_dir() {
        return Some(git.join("index"));
    }
    let text = fs::read_to_string(git).ok()?;
    let folder = text.strip_prefix("gitdir:")?.trim();
    Some(git.parent()?.join(folder).join("index"))
}

/// The names in an index of version 2, 3 or 4 (`gitformat-index`), with SHA-1.
fn names(index: &[u8]) -> Option<Vec<String>> {
    if index.get(..4)? != b"DIRC" {
        return None;
    }
    let (version, count) = (number(index, 4)?, number(index, 8)?);
    let (mut at, mut names, mut last) = (12, Vec::new(), Vec::new());
    for _ in 0..count {
        let flags = u16::from_be_bytes(index.get(at + BEFORE_FLAGS..at + BEFORE_FLAGS + 2)?.try_into().ok()?);
        let mut name = at + BEFORE_FLAGS + if flags & EXTENDED == 0 { 2 } else { 4 };
        if version == 4 {
            let (dropped, next) = varint(index, name)?;
            last.truncate(last.len().checked_sub(dropped)?);
            name = next;
        } else {
            last.clear();
        }
        let end = name + index.get(name..)?.iter().position(|&byte| byte == 0)?;
        last.extend_from_slice(&index[name..end]);
        names.push(String::from_utf8_lossy(&last).into_owned());
        // Entries of older versions are padded by one to eight zero bytes to a multiple of eight.
        at = if version == 4 { end + 1 } else { at + (end - at + 8) / 8 * 8 };
    }
    Some(names)
}

fn number(index: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(index.get(at..at + 4)?.try_into().ok()?))
}

/// The number that git writes with seven bits a byte, each but the last one more than it says.
fn varint(index: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let mut byte = *index.get(at)?;
    let mut value = usize::from(byte & 0x7f);
    while byte & 0x80 != 0 {
        at += 1;
        byte = *index.get(at)?;
        value = value.checked_add(1)?.checked_mul(128)? + usize::from(byte & 0x7f);
    }
    Some((value, at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An entry of version 2 or 4 with nothing but zeros before its name.
    fn entry(name: &[u8], version: u32, dropped: u8) -> Vec<u8> {
        let mut bytes = vec![0; BEFORE_FLAGS + 2];
        if version == 4 {
            bytes.push(dropped);
        }
        bytes.extend_from_slice(name);
        bytes.push(0);
        while version < 4 && bytes.len() % 8 != 0 {
            bytes.push(0);
        }
        bytes
    }

    fn index(version: u32, entries: &[Vec<u8>]) -> Vec<u8> {
        let head = [b"DIRC".to_vec(), version.to_be_bytes().to_vec(), (entries.len() as u32).to_be_bytes().to_vec()];
        [head.concat(), entries.concat()].concat()
    }

    #[test]
    fn names_of_each_version() {
        let plain = index(2, &[entry(b"a/b.R", 2, 0), entry(b"a/bc.R", 2, 0)]);
        assert_eq!(names(&plain), Some(vec!["a/b.R".to_owned(), "a/bc.R".to_owned()]));
        let packed = index(4, &[entry(b"a/b.R", 4, 0), entry(b"c.R", 4, 2)]);
        assert_eq!(names(&packed), Some(vec!["a/b.R".to_owned(), "a/bc.R".to_owned()]));
    }

    #[test]
    fn a_broken_index_names_nothing() {
        assert_eq!(names(b"DIRC"), None);
        assert_eq!(names(&index(2, &[vec![0; 10]])), None);
    }
}
