//! Walks folders in parallel, reads what can hold code, and keeps the files that hold a name worth parsing for.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    ffi::OsStr,
    io,
    path::{MAIN_SEPARATOR, Path, PathBuf},
    sync::{Arc, atomic::AtomicU64},
};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use rxodus_source::{FileKind, Kinds, SourceFile};

use crate::{
    Coverage, ReadFile, Skipped,
    prefilter::Prefilter,
    sqlproj,
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
    /// What files are, by their names.
    pub kinds: Kinds,
    /// Follow symbolic links.
    pub follow: bool,
    /// The largest file that is read, in bytes.
    pub max_file_size: u64,
    /// How many threads; 0 means one for each core.
    pub threads: usize,
    /// The part of the files whose findings are reported; absent for all.
    pub part: Option<Part>,
    /// Parse every file, whether or not it holds a name worth parsing for. The findings are the same.
    pub parse_all: bool,
    /// The bytes of files that are taken instead of those on disk, by their absolute paths.
    pub instead: Arc<HashMap<PathBuf, Vec<u8>>>,
    /// The day by which comments that ignore findings expire; absent means that none does.
    pub as_of: Option<jiff::civil::Date>,
    /// Counts what was done so far, for whoever watches.
    pub progress: Arc<Progress>,
}

/// A part of the files of a run, by their number in the order of paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Which, from 1.
    pub number: u32,
    /// How many there are.
    pub of: u32,
}

impl Part {
    /// Whether the file of this number belongs to it.
    pub fn has(self, file: usize) -> bool {
        file % self.of.max(1) as usize + 1 == self.number as usize
    }
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
            kinds: Kinds::default(),
            follow: false,
            max_file_size: MAX_FILE_SIZE,
            threads: 0,
            part: None,
            parse_all: false,
            instead: Arc::default(),
            as_of: None,
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
    /// The files with an anchor.
    pub(crate) items: Vec<Item>,
    /// Files that can hold code and have no anchor.
    pub(crate) rest: Vec<Rest>,
    /// Files of no kind that is read.
    others: Vec<Other>,
    pub(crate) coverage: Coverage,
}

/// A file with an anchor.
pub(crate) struct Item {
    pub(crate) file: SourceFile,
    pub(crate) location: PathBuf,
    pub(crate) wanted: bool,
}

/// A file that was read, and has no anchor in its code.
pub(crate) struct Rest {
    pub(crate) location: PathBuf,
    pub(crate) kind: FileKind,
    pub(crate) wanted: bool,
    /// What was read, where it was kept.
    pub(crate) file: Option<SourceFile>,
}

/// A file of no kind that is read.
struct Other {
    location: PathBuf,
    size: u64,
    wanted: bool,
}

/// Larger files are left out unless asked for: 8 MB.
const MAX_FILE_SIZE: u64 = 8 << 20;

/// Names that mark the root of a project.
pub(crate) const MARKERS: [&str; 3] = ["rxodus.toml", ".git", "DESCRIPTION"];

pub(crate) fn collect(config: &Config, prefilter: &Prefilter) -> Result<Collected, ScanError> {
    let mut collected = Collected::default();
    if let Some(input) = &config.stdin {
        let name = Path::new(&input.name).file_name().unwrap_or_default().to_string_lossy();
        let kind = config.kinds.of_name(&name).or_else(|| FileKind::of_first_line(&input.bytes));
        let kind = kind.ok_or_else(|| ScanError::UnknownKind(input.name.clone()))?;
        collected.add(config, Event::read(input.name.clone().into(), kind, &input.bytes, prefilter), true);
        return Ok(collected);
    }
    let roots: BTreeSet<PathBuf> = config.paths.iter().map(|path| canonical(path)).collect::<Result<_, _>>()?;
    let walk = Walk { config, roots: &roots, prefilter };
    for root in &roots {
        collect_folder(&walk, root, true, &mut collected)?;
    }
    let projects: BTreeSet<&Path> = roots.iter().filter_map(|root| project_root(root)).filter(|project| !roots.contains(*project)).collect();
    for project in &projects {
        collect_folder(&walk, project, false, &mut collected)?;
    }
    collected.read_listed(config, &roots, prefilter);
    collected.sort();
    Ok(collected)
}

/// Walks a folder, and then the files in it that git tracks although a `.gitignore` names them.
fn collect_folder(walk: &Walk, folder: &Path, wanted: bool, collected: &mut Collected) -> Result<(), ScanError> {
    walk.walk(folder, None, |event| collected.add(walk.config, event, wanted))?;
    let tracked = if walk.config.no_ignore { Vec::new() } else { tracked(folder) };
    let seen: HashSet<&Path> =
        collected.items.iter().map(|item| item.location.as_path()).chain(collected.rest.iter().map(|rest| rest.location.as_path())).collect();
    let is_code = |path: &PathBuf| path.file_name().is_some_and(|name| walk.config.kinds.of_name(&name.to_string_lossy()).is_some());
    let code = tracked.into_iter().filter(is_code);
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
pub fn project_root(path: &Path) -> Option<&Path> {
    path.ancestors().find(|folder| is_marked(folder))
}

fn is_marked(folder: &Path) -> bool {
    MARKERS.iter().any(|marker| folder.join(marker).exists())
}

/// The same for many folders, each of which is looked at once.
#[derive(Default)]
pub(crate) struct Roots<'a>(FxHashMap<&'a OsStr, Option<&'a Path>>);

impl<'a> Roots<'a> {
    pub(crate) fn of(&mut self, folder: &'a Path) -> Option<&'a Path> {
        if let Some(known) = self.0.get(folder.as_os_str()) {
            return *known;
        }
        let root = if is_marked(folder) { Some(folder) } else { folder.parent().and_then(|above| self.of(above)) };
        self.0.insert(folder.as_os_str(), root);
        root
    }
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
                self.read(file.path.clone(), kind, size, wanted);
                self.items.push(Item { file: *file, location, wanted });
            }
            Event::Rest(location, kind, size) => {
                if wanted {
                    self.read(shown(config, &location), kind, size, wanted);
                }
                self.rest.push(Rest { location, kind, wanted, file: None });
            }
            Event::Other(location, size) => self.others.push(Other { location, size, wanted }),
            Event::Item(..) | Event::Unread(..) | Event::Skipped(..) | Event::Unwalked(..) if !wanted => {}
            Event::Item(location, _, Err(unreadable), _) | Event::Unread(location, unreadable) => {
                self.coverage.unread(shown(config, &location), unreadable.to_string());
            }
            Event::Skipped(location, reason) => self.coverage.skipped.push(Skipped { path: shown(config, &location), reason }),
            Event::Unwalked(location, reason) => self.coverage.unread(location.map(|path| shown(config, &path)).unwrap_or_default(), reason),
        }
    }

    fn read(&mut self, path: String, kind: FileKind, bytes: u64, wanted: bool) {
        if wanted {
            self.coverage.files.push(ReadFile { path, kind, bytes, parsed: false });
        }
    }

    /// Reads what the database projects among the other files build, whatever its name; the rest is counted, and what was asked for by its name
    /// is said to be unread.
    fn read_listed(&mut self, config: &Config, roots: &BTreeSet<PathBuf>, prefilter: &Prefilter) {
        let (others, mut buffer) = (std::mem::take(&mut self.others), Vec::new());
        let paths: Vec<_> = others.iter().map(|other| other.location.as_path()).collect();
        let listed = sqlproj::listed(&paths, config.max_file_size);
        for other in others.iter().filter(|other| listed.contains(other.location.as_path())) {
            let event = Event::of_file(other.location.clone(), FileKind::Sql, config, prefilter, &mut buffer);
            self.add(config, event, other.wanted);
        }
        let rest = others.iter().filter(|other| other.wanted && !listed.contains(other.location.as_path()));
        let (named, rest): (Vec<_>, Vec<_>) = rest.partition(|other| roots.contains(&other.location));
        for other in named {
            self.coverage.unread(shown(config, &other.location), "is of a kind that is not read; rxodus.toml can add extensions".to_owned());
        }
        self.coverage.count_others(rest.into_iter().map(|other| (other.location.as_path(), other.size)));
    }

    /// Files whose anchors stand in their prose and outputs alone go to those that have none; unless there is something else to tell of them.
    pub(crate) fn leave_prose(&mut self, prefilter: &Prefilter) {
        let tells = |file: &SourceFile| !(file.remarks.is_empty() && file.asides.is_empty() && file.includes.is_empty());
        let is_worth = |item: &Item| tells(&item.file) || prefilter.matches_code(&item.file, None);
        let (items, prose): (Vec<_>, Vec<_>) = std::mem::take(&mut self.items).into_par_iter().partition(is_worth);
        self.items = items;
        self.rest.extend(prose.into_iter().map(|Item { file, location, wanted }| Rest { location, kind: file.kind, wanted, file: Some(file) }));
    }

    fn sort(&mut self) {
        // As texts, which compare faster than paths.
        self.items.sort_by(|a, b| a.location.as_os_str().cmp(b.location.as_os_str()));
        self.rest.sort_by(|a, b| a.location.as_os_str().cmp(b.location.as_os_str()));
        self.coverage.sort();
    }
}

/// A path as reports show it: relative to the base, with `/`.
pub(crate) fn shown(config: &Config, path: &Path) -> String {
    if let (Ok(inside), '/') = (path.strip_prefix(&config.base), MAIN_SEPARATOR) {
        return inside.to_string_lossy().into_owned();
    }
    let relative = pathdiff::diff_paths(path, &config.base).filter(|_| path.is_absolute()).unwrap_or_else(|| path.to_owned());
    relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
