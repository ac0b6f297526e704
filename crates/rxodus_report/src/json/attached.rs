//! In JSON, where the package of a finding is attached.

use rxodus_scan::{AttachedBy, Report};
use schemars::JsonSchema;
use serde::Serialize;

use crate::position::file_of;

/// Where a package is attached or imported.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AttachedOut<'a> {
    path: &'a str,
    line: u32,
    /// The code says how that reaches the finding: it is the same file, one that is run or imported with it, or one that holds for all the
    /// project. Otherwise it only stands somewhere in the project.
    linked: bool,
}

pub(super) fn attached_out(report: &Report, by: AttachedBy) -> AttachedOut<'_> {
    let file = file_of(report, by.file);
    AttachedOut { path: &file.path, line: file.line(by.span.start), linked: by.is_linked }
}
