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
use rxodus_source::{FileKind, SourceFile, Unreadable};

use crate::{
    Config, ScanError, SkippedReason,
    excludes::{Excludes, Verdict},
    prefilter::Prefilter,
};

/// What a thread of the walk met.
pub(crate) enum Event {
    /// A file worth parsing, and its bytes.
    Item(PathBuf, FileKind, Result<SourceFile, Unreadable>, u64),
    /// A file that can hold code and has no anchor, and its bytes.
    Rest(PathBuf, FileKind, u64),
    Unread(PathBuf, Unreadable),
    Other,
    Skipped(PathBuf, SkippedReason),
    /// A place that could not be walked, if it is known, and why.
    Unwalked(Option<PathBuf>, String),
}

impl Event {
    pub(crate) fn read(path: PathBuf, kind: FileKind, raw: &[u8], prefilter: &Prefilter) -> Self {
        let size = raw.len() as u64;
        match SourceFile::searchable(raw) {
            Err(unreadable) => Self::Unread(path, unreadable),
            Ok(text) if prefilter.matches(kind, &text) => Self::Item(path, kind, SourceFile::from_bytes(String::new(), kind, raw), size),
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
        let only = only.map(with_folders);
        builder.filter_entry(move |entry| {
            let meant = !roots.contains(entry.path()) && only.as_ref().is_none_or(|only| only.contains(entry.path()));
            entry.depth() == 0 || (meant && goes_on(entry, &excludes, &skipped))
        });
        builder.build_parallel().run(|| {
            let (sender, mut buffer) = (sender.clone(), Vec::new());
            Box::new(move |entry| {
                self.config.progress.read.fetch_add(1, Ordering::Relaxed);
                if let Some(event) = visit(entry, self.config.max_file_size, self.prefilter, &mut buffer) {
                    let _ = sender.send(event);
                }
                WalkState::Continue
            })
        });
        drop((sender, builder));
        receiver.into_iter().for_each(&mut take);
        Ok(())
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

fn goes_on(entry: &DirEntry, excludes: &Excludes, skipped: &Mutex<Sender<Event>>) -> bool {
    let is_dir = entry.file_type().is_some_and(|kind| kind.is_dir());
    let verdict = excludes.judge(entry.path(), is_dir);
    if let (Verdict::Skip(reason), Ok(sender)) = (verdict, skipped.lock()) {
        let _ = sender.send(Event::Skipped(entry.path().to_owned(), reason));
    }
    verdict == Verdict::Walk
}

fn visit(entry: Result<DirEntry, ignore::Error>, limit: u64, prefilter: &Prefilter, buffer: &mut Vec<u8>) -> Option<Event> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => return Some(Event::Unwalked(error_path(&error).map(Path::to_owned), error_reason(&error))),
    };
    if !entry.file_type().is_some_and(|kind| kind.is_file()) {
        return None;
    }
    let Some(kind) = kind(&entry) else { return Some(Event::Other) };
    if kind.is_data() {
        return Some(Event::Rest(entry.path().to_owned(), kind, entry.metadata().map_or(0, |metadata| metadata.len())));
    }
    match SourceFile::read(entry.path(), limit, buffer) {
        Ok(()) => Some(Event::read(entry.into_path(), kind, buffer, prefilter)),
        Err(unreadable) => Some(Event::Unread(entry.into_path(), unreadable)),
    }
}

/// By its name, or by its first line where the name has no extension.
fn kind(entry: &DirEntry) -> Option<FileKind> {
    let name = entry.file_name().to_string_lossy();
    FileKind::of_name(&name).or_else(|| (!name.contains('.')).then(|| SourceFile::sniff(entry.path())).flatten())
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
