//! What the run could not see, as SARIF notifications, with its places.

use rxodus_scan::{Partial, Report};

use super::{
    model::{Message, Notification, Reference},
    place::{in_file, in_lines},
};
use crate::{
    unseen::{only_changed, only_part, partial_reason, skipped_reason},
    words::count,
};

/// One for each file that was not read or not wholly understood, and one for results that a limit leaves out.
pub(super) fn notifications(report: &Report, left_out: usize) -> Vec<Notification> {
    let coverage = &report.coverage;
    let limit = (left_out > 0).then(|| over_limit(left_out)).into_iter();
    let unread = coverage.unread.iter().map(|unread| about(&unread.path, None, "not-read", "error", &unread.reason));
    let partial = coverage.partial.iter().map(partly);
    let skipped = coverage
        .skipped
        .iter()
        .map(|skipped| about(&skipped.path, None, "left-out", "note", &format!("is left out: {}", skipped_reason(skipped.reason))));
    let changed = coverage.only_changed.iter().map(|only| plain("only-changed", "note", format!("Only {}.", only_changed(only))));
    let part = coverage.part.iter().map(|part| plain("only-part", "note", format!("Only {}.", only_part(*part))));
    limit.chain(part).chain(changed).chain(unread).chain(partial).chain(skipped).collect()
}

/// With a place for each region.
fn partly(partial: &Partial) -> Notification {
    let mut notification = about(&partial.path, None, "partly-read", "warning", &partial_reason(partial));
    if !partial.regions.is_empty() {
        notification.locations = partial.regions.iter().map(|lines| in_lines(&partial.path, lines.first, lines.last)).collect();
    }
    notification
}

fn about(path: &str, line: Option<u32>, id: &'static str, level: &'static str, reason: &str) -> Notification {
    let place = line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}"));
    Notification {
        descriptor: Reference { id },
        level,
        message: Message::quoted(format!("`{place}` {reason}.")),
        locations: vec![in_file(path, line)],
    }
}

fn over_limit(left_out: usize) -> Notification {
    let text = format!("{} were left out, to stay under the limit of this file.", count(left_out as u64, "result"));
    plain("left-out", "warning", text)
}

fn plain(id: &'static str, level: &'static str, text: String) -> Notification {
    Notification { descriptor: Reference { id }, level, message: Message::plain(text), locations: Vec::new() }
}
