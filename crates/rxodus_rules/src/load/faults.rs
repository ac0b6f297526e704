//! The errors found so far, and their final order.

use std::ops::Range;

use super::{RuleError, RuleFile};

/// A list of errors that grows while files are read.
#[derive(Default)]
pub(super) struct Faults {
    list: Vec<RuleError>,
}

impl Faults {
    /// Adds an error at bytes of a file; `help` is empty where the message says it all.
    pub(super) fn add(&mut self, file: &RuleFile, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.list.push(RuleError { path: file.path.clone(), span, message: message.into(), help: help.into() });
    }

    /// Adds an error that means the whole file.
    pub(super) fn whole(&mut self, file: &RuleFile, message: impl Into<String>, help: impl Into<String>) {
        self.add(file, 0..0, message, help);
    }

    /// Adds what the TOML parser or a shape check found.
    pub(super) fn toml(&mut self, file: &RuleFile, error: &toml::de::Error) {
        let message = error.message().trim_end();
        let help = if message.starts_with("invalid type: map") { "a name with a dot in it needs quotes: \"n.rows\"" } else { "" };
        self.add(file, error.span().unwrap_or(0..0), message, help);
    }

    /// How many there are so far.
    pub(super) fn count(&self) -> usize {
        self.list.len()
    }

    /// The value if nothing is wrong, else all errors in the order of the files and of their text.
    pub(super) fn result<T>(mut self, files: &[RuleFile], value: T) -> Result<T, Vec<RuleError>> {
        if self.list.is_empty() {
            return Ok(value);
        }
        let place = |error: &RuleError| files.iter().position(|file| file.path == error.path);
        self.list.sort_by_cached_key(|error| (place(error), error.span.start, error.span.end));
        Err(self.list)
    }
}
