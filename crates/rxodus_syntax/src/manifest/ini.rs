//! `setup.cfg`: requirements on the lines of a value.

use std::ops::Range;

use super::{lines, requirement::requirement, trimmed};

/// Keys of `[options]` whose lines are requirements.
const KEYS: [&str; 3] = ["install_requires", "setup_requires", "tests_require"];

/// The distributions of a `setup.cfg`.
pub(super) fn setup(text: &str) -> Vec<Range<usize>> {
    let (mut names, mut section, mut lists) = (Vec::new(), "", false);
    for (at, line) in lines(text) {
        if let Some(header) = line.strip_prefix('[') {
            section = header.trim_end().trim_end_matches(']');
            lists = false;
        } else if line.starts_with([' ', '\t']) {
            names.extend(lists.then(|| trimmed(at, line)).and_then(|(at, line)| requirement(at, line)));
        } else if let Some(equals) = line.find('=') {
            lists = section == "options.extras_require" || (section == "options" && KEYS.contains(&line[..equals].trim()));
            let (at, value) = trimmed(at + equals + 1, &line[equals + 1..]);
            names.extend(lists.then(|| requirement(at, value)).flatten());
        }
    }
    names
}
