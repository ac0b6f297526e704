//! Walks folders in parallel, reads what can hold code, and keeps the files that hold a name worth parsing for.

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, Sender},
    },
};

use ignore::{DirEntry, WalkBuilder, WalkState};
use rxodus_rules::RuleIndex;
use rxodus_source::{FileKind, SourceFile, Unreadable};

use crate::{
    Coverage, Skipped, SkippedReason,
    excludes::{Excludes, Verdict},
    prefilter::Prefilter,
};

/// What to scan, and how.
#[derive(Debug, Clone)]
pub struct Config {
    /// Reported paths are relative to this folder.
    pub base: PathBuf,
    /// Folders and files.
    pub paths: Vec<PathBuf>,
    /// One text that is no file on disk, instead of `paths`.
    pub stdin: Option<Input>,
    /// Globs in the format of `.gitignore` that bring back what is left out by itself.
    pub include: Vec<String>,
    /// Globs in the format of `.gitignore` that are left out.
    pub exclude: Vec<String>,
    /// Do not respect `.gitignore`, `.ignore` and `.rxodusignore`.
    pub no_ignore: bool,
    /// Follow symbolic links.
    pub follow: bool,
    /// The largest file that is read, in bytes.
    pub max_file_size: u64,
    /// How many threads; 0 means one for each core.
    pub threads: usize,
    /// Parse every file, whether or not it holds a name worth parsing for. The findings are the same.
    pub parse_all: bool,
    /// Counts what was done so far, for whoever watches.
    pub progress: Arc<Progress>,
}

/// How far a scan is.
#[derive(Debug, Default)]
pub struct Progress {
    /// Files that were looked at.
    pub read: AtomicU64,
    /// Files that are worth parsing.
    pub to_parse: AtomicU64,
    /// Those of them that were parsed.
    pub parsed: AtomicU64,
}

impl Config {
    /// These paths, with the usual settings, shown relative to the current folder.
    pub fn of(paths: Vec<PathBuf>) -> Self {
        Self {
            base: PathBuf::from("."),
            paths,
            stdin: None,
            include: Vec::new(),
            exclude: Vec::new(),
            no_ignore: false,
            follow: false,
            max_file_size: MAX_FILE_SIZE,
            threads: 0,
            parse_all: false,
            progress: Arc::new(Progress::default()),
        }
    }
}

/// A text that is no file on disk.
#[derive(Debug, Clone)]
pub struct Input {
    /// The name that tells its kind.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why a scan could not be done.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// A path that was asked for cannot be reached.
    #[error("cannot scan `{}`: {}", path.display(), why.kind())]
    Path {
        /// The path as given.
        path: PathBuf,
        /// Why.
        why: io::Error,
    },
    /// A glob that makes no sense.
    #[error("cannot use the glob `{glob}`: {why}")]
    Glob {
        /// The glob as given.
        glob: String,
        /// Why.
        why: String,
    },
    /// A name without a known extension for a text from standard input.
    #[error("cannot tell what `{0}` is: give a name with an extension such as `.R` or `.py`")]
    UnknownKind(String),
    /// The threads could not be started.
    #[error("cannot start threads: {0}")]
    Threads(String),
}

/// What the walk brought.
#[derive(Default)]
pub(crate) struct Collected {
    /// The files worth parsing.
    pub(crate) items: Vec<Item>,
    /// Files that can hold code and have no anchor.
    pub(crate) rest: Vec<Rest>,
    pub(crate) coverage: Coverage,
    /// Folders that git keeps by a `.gitignore` that ignores all else in them, and whether they are wanted.
    placeholders: Vec<(PathBuf, bool)>,
}

/// A file worth parsing.
pub(crate) struct Item {
    pub(crate) file: SourceFile,
    pub(crate) location: PathBuf,
    pub(crate) wanted: bool,
}

/// A file that was read and not kept.
pub(crate) struct Rest {
    pub(crate) location: PathBuf,
    pub(crate) kind: FileKind,
    pub(crate) wanted: bool,
}

/// Larger files are left out unless asked for: 8 MB.
const MAX_FILE_SIZE: u64 = 8 << 20;

const GITIGNORE: &str = ".gitignore";

/// Names that mark the root of a project.
pub(crate) const MARKERS: [&str; 3] = ["rxodus.toml", ".git", "DESCRIPTION"];

pub(crate) fn collect(config: &Config, index: &RuleIndex) -> Result<Collected, ScanError> {
    let prefilter = if config.parse_all { Prefilter::everything() } else { Prefilter::new(index) };
    let mut collected = Collected::default();
    if let Some(input) = &config.stdin {
        let kind = FileKind::of_name(&input.name).ok_or_else(|| ScanError::UnknownKind(input.name.clone()))?;
        collected.add(config, Event::read(input.name.clone().into(), kind, &input.bytes, &prefilter), true);
        return Ok(collected);
    }
    let roots: BTreeSet<PathBuf> = config.paths.iter().map(|path| canonical(path)).collect::<Result<_, _>>()?;
    for root in &roots {
        walk(config, root, Ignoring::AsAsked, &roots, &prefilter, &mut collected, true)?;
    }
    let projects: BTreeSet<&Path> = roots.iter().filter_map(|root| project_root(root)).filter(|project| !roots.contains(*project)).collect();
    for project in &projects {
        walk(config, project, Ignoring::AsAsked, &roots, &prefilter, &mut collected, false)?;
    }
    for (folder, wanted) in std::mem::take(&mut collected.placeholders) {
        walk(config, &folder, Ignoring::Nothing, &roots, &prefilter, &mut collected, wanted)?;
    }
    collected.sort();
    Ok(collected)
}

fn canonical(path: &Path) -> Result<PathBuf, ScanError> {
    path.canonicalize().map_err(|why| ScanError::Path { path: path.to_owned(), why })
}

/// The nearest folder upward that is marked as a project.
pub(crate) fn project_root(path: &Path) -> Option<&Path> {
    path.ancestors().find(|folder| MARKERS.iter().any(|marker| folder.join(marker).exists()))
}

/// The text of the file that makes a folder an R package.
pub(crate) fn description(root: &Path) -> Option<String> {
    std::fs::read_to_string(root.join("DESCRIPTION")).ok()
}

/// What a thread of the walk met.
enum Event {
    /// A file worth parsing, and its bytes.
    Item(PathBuf, FileKind, Result<SourceFile, Unreadable>, u64),
    /// A file that can hold code and has no anchor, and its bytes.
    Rest(PathBuf, FileKind, u64),
    Unread(PathBuf, Unreadable),
    Other,
    /// A folder's `.gitignore` that ignores the whole folder and keeps itself.
    Placeholder(PathBuf),
    Skipped(PathBuf, SkippedReason),
    Error(ignore::Error),
}

impl Event {
    fn read(path: PathBuf, kind: FileKind, raw: &[u8], prefilter: &Prefilter) -> Self {
        let size = raw.len() as u64;
        match SourceFile::searchable(raw) {
            Err(unreadable) => Self::Unread(path, unreadable),
            Ok(text) if prefilter.matches(kind, &text) => Self::Item(path, kind, SourceFile::from_bytes(String::new(), kind, raw), size),
            Ok(_) => Self::Rest(path, kind, size),
        }
    }
}

/// Which ignore files a walk respects.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ignoring {
    AsAsked,
    Nothing,
}

/// Walks one folder, without the paths that are walked for themselves.
fn walk(
    config: &Config,
    folder: &Path,
    ignoring: Ignoring,
    roots: &BTreeSet<PathBuf>,
    prefilter: &Prefilter,
    collected: &mut Collected,
    wanted: bool,
) -> Result<(), ScanError> {
    let (sender, receiver) = mpsc::channel();
    let mut builder = WalkBuilder::new(folder);
    builder.hidden(false).follow_links(config.follow).threads(config.threads);
    if config.no_ignore || ignoring == Ignoring::Nothing {
        builder.ignore(false).git_ignore(false).git_global(false).git_exclude(false).parents(false);
    } else {
        builder.add_custom_ignore_filename(".rxodusignore");
    }
    let (excludes, roots, skipped) = (Excludes::new(folder, &config.include, &config.exclude)?, roots.clone(), Mutex::new(sender.clone()));
    builder.filter_entry(move |entry| entry.depth() == 0 || (!roots.contains(entry.path()) && goes_on(entry, &excludes, &skipped)));
    builder.build_parallel().run(|| {
        let (sender, mut buffer) = (sender.clone(), Vec::new());
        Box::new(move |entry| {
            config.progress.read.fetch_add(1, Ordering::Relaxed);
            if let Some(event) = visit(entry, config.max_file_size, prefilter, &mut buffer) {
                let _ = sender.send(event);
            }
            WalkState::Continue
        })
    });
    drop((sender, builder));
    for event in receiver {
        collected.add(config, event, wanted);
    }
    Ok(())
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
        Err(error) => return Some(Event::Error(error)),
    };
    if !entry.file_type().is_some_and(|kind| kind.is_file()) {
        return None;
    }
    if entry.file_name() == GITIGNORE {
        let placeholder = std::fs::read_to_string(entry.path()).is_ok_and(|text| is_placeholder(&text));
        return entry.path().parent().filter(|_| placeholder).map(|folder| Event::Placeholder(folder.to_owned()));
    }
    let Some(kind) = FileKind::of_name(&entry.file_name().to_string_lossy()) else { return Some(Event::Other) };
    match SourceFile::read(entry.path(), limit, buffer) {
        Ok(()) => Some(Event::read(entry.into_path(), kind, buffer, prefilter)),
        Err(unreadable) => Some(Event::Unread(entry.into_path(), unreadable)),
    }
}

/// `*` and `!.gitignore`: the way to keep an empty folder in git. Files that stand there nevertheless were added by force, so they belong
/// to the project.
fn is_placeholder(gitignore: &str) -> bool {
    let lines: Vec<_> = gitignore.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    lines == ["*", "!.gitignore"]
}

impl Collected {
    fn add(&mut self, config: &Config, event: Event, wanted: bool) {
        match event {
            Event::Item(location, kind, Ok(mut file), size) => {
                file.path = shown(config, &location);
                self.count(kind, size, true, wanted);
                self.items.push(Item { file, location, wanted });
            }
            Event::Rest(location, kind, size) => {
                self.count(kind, size, false, wanted);
                self.rest.push(Rest { location, kind, wanted });
            }
            Event::Placeholder(folder) => self.placeholders.push((folder, wanted)),
            Event::Item(..) | Event::Unread(..) | Event::Other | Event::Skipped(..) | Event::Error(_) if !wanted => {}
            Event::Item(location, _, Err(unreadable), _) | Event::Unread(location, unreadable) => {
                self.coverage.unread(shown(config, &location), unreadable.to_string());
            }
            Event::Other => self.coverage.other_files += 1,
            Event::Skipped(location, reason) => self.coverage.skipped.push(Skipped { path: shown(config, &location), reason }),
            Event::Error(error) => self.coverage.unread(error_path(&error).map(|path| shown(config, path)).unwrap_or_default(), error_reason(&error)),
        }
    }

    fn count(&mut self, kind: FileKind, size: u64, parsed: bool, wanted: bool) {
        if wanted {
            self.coverage.count(kind, size, parsed);
        }
    }

    fn sort(&mut self) {
        self.items.sort_by(|a, b| a.location.cmp(&b.location));
        self.rest.sort_by(|a, b| a.location.cmp(&b.location));
        self.coverage.sort();
    }
}

/// A path as reports show it: relative to the base, with `/`.
pub(crate) fn shown(config: &Config, path: &Path) -> String {
    let relative = pathdiff::diff_paths(path, &config.base).filter(|_| path.is_absolute()).unwrap_or_else(|| path.to_owned());
    relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
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
