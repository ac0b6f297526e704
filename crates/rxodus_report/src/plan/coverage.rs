//! What was not seen, with its reasons in words.

use rxodus_plan::NotSeen;
use rxodus_scan::Coverage;

use crate::unseen::{partial_reason, skipped_reason};

/// Every file or folder that was not seen, or not wholly, in the order of paths: one entry for each reason.
pub fn not_seen(coverage: &Coverage) -> Vec<NotSeen> {
    let entry = |path: &str, status: &str, why: Option<&str>, reason: String| NotSeen {
        path: path.to_owned(),
        status: status.to_owned(),
        why: why.map(str::to_owned),
        reason,
        regions: Vec::new(),
    };
    let partial = coverage.partial.iter().map(|partial| NotSeen {
        regions: partial.regions.clone(),
        ..entry(&partial.path, "partial", Some(partial.reason.name()), partial_reason(partial))
    });
    let unread = coverage.unread.iter().map(|unread| entry(&unread.path, "unread", None, unread.reason.clone()));
    let skipped = coverage.skipped.iter().map(|skipped| {
        let reason = skipped_reason(skipped.reason).to_owned();
        entry(&skipped.path, "skipped", Some(skipped.reason.name()), reason)
    });
    let mut all: Vec<_> = partial.chain(unread).chain(skipped).collect();
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}
