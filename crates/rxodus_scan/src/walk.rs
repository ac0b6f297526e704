//! One walk over a folder, in parallel: reads what can hold code and tells what it met.

use std::{
    collections::{BTreeSet, HashSet},
    io,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::Ordering,
        mpsc::{self, Sender},
    },
};

use ignore::{DirEntry, WalkBuilder, WalkState};
use rxodus_source::{FileKind, Kinds, SourceFile, Unreadable};

use crate::{
    Config, ScanError, SkippedReason,
    excludes::{Excludes, Verdict},
    prefilter::Prefilter,
};

/// Folders that hold nobody's code.
const VERSION_CONTROL: [&str; 4] = [".git", ".hg", ".svn", ".bzr"];

/// What a thread of the walk met.
pub(crate) enum Event {
    /// A file with an anchor, and its bytes.
    Item(PathBuf, FileKind, Result<Box<SourceFile>, Unreadable>, u64),
    /// A file that can hold code and has no anchor, and its bytes.
    Rest(PathBuf, FileKind, u64),
    Unread(PathBuf, Unreadable),
    /// A file of no kind that is read, and its bytes.
    Other(PathBuf, u64),
    Skipped(PathBuf, SkippedReason),
    /// A place that could not be walked, if it is known, and why.
    Unwalked(Option<PathBuf>, String),
}

impl Event {
    /// Reads a file from disk, unless other bytes shall take its place.
    pub(crate) fn of_file(path: PathBuf, kind: FileKind, config: &Config, prefilter: &Prefilter, buffer: &mut Vec<u8>) -> Self {
        if let Some(bytes) = config.instead.get(&path) {
            return Self::read(path, kind, bytes, prefilter);
        }
        match SourceFile::read(&path, config.max_file_size, buffer) {
            Ok(()) => Self::read(path, kind, buffer, prefilter),
            Err(unreadable) => Self::Unread(path, unreadable),
        }
    }

    pub(crate) fn read(path: PathBuf, kind: FileKind, raw: &[u8], prefilter: &Prefilter) -> Self {
        let size = raw.len() as u64;
        match SourceFile::searchable(raw) {
            Err(unreadable) => Self::Unread(path, unreadable),
            Ok(text) if prefilter.matches(kind, &text) => {
                Self::Item(path, kind, SourceFile::from_bytes(String::new(), kind, raw).map(Box::new), size)
            }
            Ok(_) => Self::Rest(path, kind, size),
        }
    }
}

/// What all walks of a scan share.
#[derive(Clone, Copy)]
pub(crate) struct Walk<'a> {
    pub(crate) config: &'a Config,
    /// The paths that were asked for: each is walked for itself, and left out of the walks around it.
    pub(crate) roots: &'a BTreeSet<PathBuf>,
    pub(crate) prefilter: &'a Prefilter,
}

impl Walk<'_> {
    /// Walks a folder in parallel; with `only`, these files alone, whatever `.gitignore` says.
    pub(crate) fn walk(&self, folder: &Path, only: Option<&HashSet<PathBuf>>, mut take: impl FnMut(Event)) -> Result<(), ScanError> {
        let (sender, receiver) = mpsc::channel();
        let mut builder = self.builder(folder, only.is_some());
        let (excludes, roots, skipped) =
            (Excludes::new(folder, &self.config.include, &self.config.exclude)?, self.roots.clone(), Mutex::new(sender.clone()));
        let (only, kinds) = (only.map(with_folders), self.config.kinds.clone());
        builder.filter_entry(move |entry| {
            let meant = !roots.contains(entry.path()) && only.as_ref().is_none_or(|only| only.contains(entry.path()));
            entry.depth() == 0 || (meant && goes_on(entry, &excludes, &kinds, &skipped))
        });
        builder.build_parallel().run(|| {
            let (sender, mut buffer) = (sender.clone(), Vec::new());
            Box::new(move |entry| {
                self.config.progress.read.fetch_add(1, Ordering::Relaxed);
                if let Some(event) = self.visit(entry, &mut buffer) {
                    let _ = sender.send(event);
                }
                WalkState::Continue
            })
        });
        drop((sender, builder));
        receiver.into_iter().for_each(&mut take);
        Ok(())
    }

    fn visit(&self, entry: Result<DirEntry, ignore::Error>, buffer: &mut Vec<u8>) -> Option<Event> {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return Some(Event::Unwalked(error_path(&error).map(Path::to_owned), error_reason(&error))),
        };
        let file_type = entry.file_type()?;
        let kind = self.kind(&entry, file_type.is_file());
        if file_type.is_symlink() && (kind.is_some() || entry.path().is_dir()) {
            return Some(Event::Skipped(entry.into_path(), SkippedReason::Link));
        }
        match kind.filter(|_| file_type.is_file()) {
            _ if file_type.is_dir() => None,
            Some(kind) if kind.is_data() => {
                let size = size(&entry);
                Some(Event::Rest(entry.into_path(), kind, size))
            }
            Some(kind) => Some(Event::of_file(entry.into_path(), kind, self.config, self.prefilter, buffer)),
            None => {
                let size = size(&entry);
                Some(Event::Other(entry.into_path(), size))
            }
        }
    }

    /// By its name, or by its first line where the name has no extension.
    fn kind(&self, entry: &DirEntry, is_file: bool) -> Option<FileKind> {
        let name = entry.file_name().to_string_lossy();
        let sniff = || (is_file && !name.contains('.')).then(|| SourceFile::sniff(entry.path())).flatten();
        self.config.kinds.of_name(&name).or_else(sniff)
    }

    /// As in git and ripgrep, a `.gitignore` counts in a repository only: what an export holds was tracked.
    fn builder(&self, folder: &Path, in_spite_of_git: bool) -> WalkBuilder {
        let mut builder = WalkBuilder::new(folder);
        builder.hidden(false).follow_links(self.config.follow).threads(self.config.threads);
        if self.config.no_ignore {
            builder.ignore(false).parents(false);
        } else {
            builder.add_custom_ignore_filename(".rxodusignore");
        }
        if self.config.no_ignore || in_spite_of_git {
            builder.git_ignore(false).git_global(false).git_exclude(false);
        }
        builder
    }
}

/// The files and all folders above them.
fn with_folders(files: &HashSet<PathBuf>) -> HashSet<PathBuf> {
    files.iter().flat_map(|file| file.ancestors()).map(Path::to_owned).collect()
}

fn goes_on(entry: &DirEntry, excludes: &Excludes, kinds: &Kinds, skipped: &Mutex<Sender<Event>>) -> bool {
    let is_dir = entry.file_type().is_some_and(|kind| kind.is_dir());
    let verdict = excludes.judge(entry.path(), is_dir);
    if let Verdict::Skip(reason) = verdict
        && let (Some(event), Ok(sender)) = (left_out(entry, reason, is_dir, kinds), skipped.lock())
    {
        let _ = sender.send(event);
    }
    verdict == Verdict::Walk
}

/// What is told of an entry that is left out: nothing of the folders of version control; a hidden file that can hold no code is one of the
/// others.
fn left_out(entry: &DirEntry, reason: SkippedReason, is_dir: bool, kinds: &Kinds) -> Option<Event> {
    let (name, path) = (entry.file_name().to_string_lossy(), entry.path().to_owned());
    match reason {
        SkippedReason::Hidden if is_dir && VERSION_CONTROL.contains(&name.as_ref()) => None,
        SkippedReason::Hidden if !is_dir && !kinds.of_name(&name).is_some_and(FileKind::is_code) => Some(Event::Other(path, size(entry))),
        _ => Some(Event::Skipped(path, reason)),
    }
}

/// Its bytes; 0 where nobody tells.
fn size(entry: &DirEntry) -> u64 {
    entry.metadata().map_or(0, |metadata| metadata.len())
}

fn error_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::Loop { child, .. } => Some(child),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error_path(err),
        _ => None,
    }
}

/// Why a place could not be walked, without the path, which stands beside it.
fn error_reason(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Loop { .. } => "is a symbolic link to a folder above it".to_owned(),
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error_reason(err),
        ignore::Error::Glob { glob, err } => format!("has a glob that makes no sense: {} ({err})", glob.as_deref().unwrap_or_default()),
        _ => format!("cannot be read: {}", error.io_error().map_or(io::ErrorKind::Other, io::Error::kind)),
    }
}
