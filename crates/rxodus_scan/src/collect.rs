//! Walks folders in parallel, reads what can hold code, and keeps the files that hold a name worth parsing for.

use std::{
    collections::{BTreeSet, HashSet},
    io,
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicU64},
};

use rxodus_rules::RuleIndex;
use rxodus_source::{FileKind, SourceFile};

use crate::{
    Coverage, Skipped,
    data_sets::data_sets,
    prefilter::Prefilter,
    tracked::tracked,
    walk::{Event, Walk},
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
    #[error("cannot scan `{}`: {}", path.display(), if why.kind() == io::ErrorKind::NotFound { "there is no such file or folder".to_owned() } else { why.kind().to_string() })]
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
    /// Data files with their bytes.
    pub(crate) data: Vec<(String, u64)>,
    pub(crate) coverage: Coverage,
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

/// Names that mark the root of a project.
pub(crate) const MARKERS: [&str; 3] = ["rxodus.toml", ".git", "DESCRIPTION"];

pub(crate) fn collect(config: &Config, index: &RuleIndex) -> Result<Collected, ScanError> {
    let prefilter = if config.parse_all { Prefilter::everything() } else { Prefilter::new(index) };
    let mut collected = Collected::default();
    if let Some(input) = &config.stdin {
        let name = Path::new(&input.name).file_name().unwrap_or_default().to_string_lossy();
        let kind =
            FileKind::of_name(&name).or_else(|| FileKind::of_first_line(&input.bytes)).ok_or_else(|| ScanError::UnknownKind(input.name.clone()))?;
        collected.add(config, Event::read(input.name.clone().into(), kind, &input.bytes, &prefilter), true);
        return Ok(collected);
    }
    let roots: BTreeSet<PathBuf> = config.paths.iter().map(|path| canonical(path)).collect::<Result<_, _>>()?;
    let walk = Walk { config, roots: &roots, prefilter: &prefilter };
    for root in &roots {
        collect_folder(&walk, root, true, &mut collected)?;
    }
    let projects: BTreeSet<&Path> = roots.iter().filter_map(|root| project_root(root)).filter(|project| !roots.contains(*project)).collect();
    for project in &projects {
        collect_folder(&walk, project, false, &mut collected)?;
    }
    collected.sort();
    Ok(collected)
}

/// Walks a folder, and then the files in it that git tracks although a `.gitignore` names them.
fn collect_folder(walk: &Walk, folder: &Path, wanted: bool, collected: &mut Collected) -> Result<(), ScanError> {
    walk.walk(folder, None, |event| collected.add(walk.config, event, wanted))?;
    let tracked = if walk.config.no_ignore { Vec::new() } else { tracked(folder) };
    let seen: HashSet<&Path> =
        collected.items.iter().map(|item| item.location.as_path()).chain(collected.rest.iter().map(|rest| rest.location.as_path())).collect();
    let code = tracked.into_iter().filter(|path| path.file_name().is_some_and(|name| FileKind::of_name(&name.to_string_lossy()).is_some()));
    let missed: HashSet<PathBuf> = code.filter(|path| !seen.contains(path.as_path())).collect();
    if missed.is_empty() {
        return Ok(());
    }
    walk.walk(folder, Some(&missed), |event| collected.add(walk.config, event, wanted))
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
                if kind.is_data() && wanted {
                    self.data.push((shown(config, &location), size));
                    return;
                }
                self.rest.push(Rest { location, kind, wanted });
            }
            Event::Item(..) | Event::Unread(..) | Event::Other | Event::Skipped(..) | Event::Unwalked(..) if !wanted => {}
            Event::Item(location, _, Err(unreadable), _) | Event::Unread(location, unreadable) => {
                self.coverage.unread(shown(config, &location), unreadable.to_string());
            }
            Event::Other => self.coverage.other_files += 1,
            Event::Skipped(location, reason) => self.coverage.skipped.push(Skipped { path: shown(config, &location), reason }),
            Event::Unwalked(location, reason) => self.coverage.unread(location.map(|path| shown(config, &path)).unwrap_or_default(), reason),
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
        self.coverage.data = data_sets(&self.data);
        self.coverage.sort();
    }
}

/// A path as reports show it: relative to the base, with `/`.
pub(crate) fn shown(config: &Config, path: &Path) -> String {
    let relative = pathdiff::diff_paths(path, &config.base).filter(|_| path.is_absolute()).unwrap_or_else(|| path.to_owned());
    relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
