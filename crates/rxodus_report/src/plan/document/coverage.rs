//! Repositories, their files, and what was not seen of them, as the document has them.

use rxodus_plan::{Counts, Facts, FileFacts, NotSeen, Plan, Repository, Shard};
use rxodus_scan::{DataSet, Lines, OtherCount};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::scores::{CountsOut, EffortOut, SeenOut, ShareOut, counts_out, effort_out, ready_share, seen_out};

/// What was planned as one.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RepositoryOut {
    /// No two have the same name.
    pub(super) name: String,
    /// The parts of it that are here; `null` for the whole.
    shard: Option<ShardOut>,
    counts: CountsOut,
    coverage: SeenOut,
    targets: Vec<RepositoryTargetOut>,
}

/// Parts of a whole.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ShardOut {
    /// How many parts there are.
    of: u32,
    /// Those that are here, from 1.
    parts: Vec<u32>,
}

/// A repository on a target.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RepositoryTargetOut {
    target: String,
    /// Certain findings whose change is mechanical; `null` where nothing was found.
    readiness: Option<ShareOut>,
    unmapped: u64,
    effort: EffortOut,
}

/// What was seen, and what was not.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CoverageOut {
    seen: SeenOut,
    /// Every file or folder that was not seen, or not wholly: one entry for each reason.
    pub(super) not_seen: Vec<NotSeenOut>,
    /// Files of no kind that is read, by extension.
    pub(super) other_extensions: Vec<OtherOut>,
    /// Data that was counted and not opened.
    pub(super) data: Vec<DataFileOut>,
}

/// A file or folder that was not seen, or not wholly.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NotSeenOut {
    pub(super) repository: u16,
    path: String,
    /// `partial`, `unread` or `skipped`.
    status: String,
    /// The reason as a word; `null` where the system gave it.
    why: Option<String>,
    /// The reason as a predicate.
    reason: String,
    /// Where; empty where it concerns the whole file.
    regions: Vec<RegionOut>,
}

/// Lines, from 1.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RegionOut {
    line: u32,
    end_line: u32,
}

/// Files of no kind that is read.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct OtherOut {
    pub(super) repository: u16,
    /// In lower case; empty for names without one.
    extension: String,
    files: u64,
    bytes: u64,
}

/// A file of data, or a folder that is one data set.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct DataFileOut {
    pub(super) repository: u16,
    path: String,
    files: u64,
    bytes: u64,
}

/// A file that was parsed.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct FileOut {
    repository: u16,
    path: String,
    /// What it is.
    kind: String,
    /// The same as long as its text is.
    digest: String,
}

pub(super) fn repository_out(plan: &Plan, at: u16) -> RepositoryOut {
    let facts = &plan.facts;
    let repository = &facts.repositories[usize::from(at)];
    let own: Counts = facts.findings.iter().filter(|finding| facts.file(finding).repository == at).collect();
    let target = |(target, scores): (&rxodus_plan::TargetFacts, &rxodus_plan::TargetPlan)| {
        let group = scores.repositories.iter().find(|group| group.key == at);
        RepositoryTargetOut {
            target: target.id.clone(),
            readiness: group.and_then(ready_share),
            unmapped: group.map_or(0, |group| group.unmapped),
            effort: effort_out(group.map(|group| group.effort).unwrap_or_default(), facts.profile),
        }
    };
    RepositoryOut {
        name: repository.name.clone(),
        shard: repository.shard.as_ref().map(|shard| ShardOut { of: shard.of, parts: shard.parts.clone() }),
        counts: counts_out(own),
        coverage: seen_out(&repository.seen),
        targets: facts.targets.iter().zip(&plan.targets).map(target).collect(),
    }
}

pub(super) fn coverage_out(plan: &Plan) -> CoverageOut {
    let facts = &plan.facts;
    let all = || (0u16..).zip(&facts.repositories);
    CoverageOut {
        seen: seen_out(&plan.seen),
        not_seen: all().flat_map(|(at, repository)| repository.not_seen.iter().map(move |entry| not_seen_out(facts, at, entry))).collect(),
        other_extensions: all().flat_map(|(at, repository)| repository.others.iter().map(move |other| other_out(at, other))).collect(),
        data: all().flat_map(|(at, repository)| repository.data.iter().map(move |set| data_file_out(facts, at, set))).collect(),
    }
}

fn not_seen_out(facts: &Facts, repository: u16, entry: &NotSeen) -> NotSeenOut {
    NotSeenOut {
        repository,
        path: facts.path_in(repository, &entry.path),
        status: entry.status.clone(),
        why: entry.why.clone(),
        reason: entry.reason.clone(),
        regions: entry.regions.iter().map(|lines| RegionOut { line: lines.first, end_line: lines.last }).collect(),
    }
}

fn other_out(repository: u16, other: &OtherCount) -> OtherOut {
    OtherOut { repository, extension: other.extension.clone(), files: other.files, bytes: other.bytes }
}

fn data_file_out(facts: &Facts, repository: u16, set: &DataSet) -> DataFileOut {
    DataFileOut { repository, path: facts.path_in(repository, &set.path), files: set.files, bytes: set.bytes }
}

pub(super) fn file_out(facts: &Facts, file: &FileFacts) -> FileOut {
    FileOut { repository: file.repository, path: facts.path(file), kind: file.kind.clone(), digest: file.digest.clone() }
}

/// Takes the name of a repository away from a path.
pub(super) struct Strip<'a>(pub(super) &'a [RepositoryOut]);

impl Strip<'_> {
    fn path(&self, repository: u16, path: String) -> String {
        let name = self.0.get(usize::from(repository)).filter(|_| self.0.len() > 1);
        name.and_then(|repository| path.strip_prefix(&repository.name)?.strip_prefix('/').map(str::to_owned)).unwrap_or(path)
    }
}

impl RepositoryOut {
    /// The repository, still without what the lists of the document hold of it.
    pub(super) fn facts(&self) -> Repository {
        Repository {
            name: self.name.clone(),
            shard: self.shard.as_ref().map(|shard| Shard { of: shard.of, parts: shard.parts.clone() }),
            seen: self.coverage.facts(),
            not_seen: Vec::new(),
            others: Vec::new(),
            data: Vec::new(),
        }
    }
}

impl NotSeenOut {
    pub(super) fn facts(self, strip: &Strip) -> NotSeen {
        NotSeen {
            path: strip.path(self.repository, self.path),
            status: self.status,
            why: self.why,
            reason: self.reason,
            regions: self.regions.iter().map(|region| Lines { first: region.line, last: region.end_line }).collect(),
        }
    }
}

impl OtherOut {
    pub(super) fn facts(self) -> OtherCount {
        OtherCount { extension: self.extension, files: self.files, bytes: self.bytes }
    }
}

impl DataFileOut {
    pub(super) fn facts(self, strip: &Strip) -> DataSet {
        DataSet { path: strip.path(self.repository, self.path), files: self.files, bytes: self.bytes }
    }
}

impl FileOut {
    pub(super) fn facts(self, strip: &Strip) -> FileFacts {
        FileFacts { repository: self.repository, path: strip.path(self.repository, self.path), kind: self.kind, digest: self.digest }
    }
}
