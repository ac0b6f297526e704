//! The text of a file of settings, so that an error can show the place of what is wrong, also when only the rules tell that.

use std::{
    ops::Range,
    path::{Path, PathBuf},
};

use miette::{LabeledSpan, MietteDiagnostic, NamedSource, Report};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Where to learn what can be set.
pub(super) const HELP: &str = "`rxodus init` writes a file with every setting and what it means";

/// Where settings were read; empty where there is no file of them.
#[derive(Debug, Default)]
pub(crate) struct Source {
    pub(super) file: PathBuf,
    pub(super) text: String,
}

impl Source {
    /// What is wrong with a value, named by the keys that lead to it; a number counts the entries of a list from 0.
    pub(crate) fn wrong(&self, keys: &[&str], message: &str) -> anyhow::Error {
        underlined(&self.file, &self.text, message, span(&self.text, keys), HELP)
    }
}

/// The place of a value; of the last key on the way where it is not there.
fn span(text: &str, keys: &[&str]) -> Option<Range<usize>> {
    let (first, rest) = keys.split_first()?;
    let table = DeTable::parse(text).ok()?.into_inner();
    let mut value = table.get(*first)?;
    for key in rest {
        let inner: Option<&Spanned<DeValue>> = match key.parse::<usize>() {
            Ok(at) if value.get_ref().is_array() => value.get_ref().get(at),
            _ => value.get_ref().get(*key),
        };
        let Some(inner) = inner else { break };
        value = inner;
    }
    Some(value.span())
}

/// An error with its place in a file.
pub(crate) fn underlined(file: &Path, text: &str, message: &str, span: Option<Range<usize>>, help: &str) -> anyhow::Error {
    let mut diagnostic = MietteDiagnostic::new(message).with_help(help);
    if let Some(span) = span {
        diagnostic = diagnostic.with_label(LabeledSpan::underline(span));
    }
    let report = Report::new(diagnostic).with_source_code(NamedSource::new(file.display().to_string(), text.to_owned()));
    anyhow::anyhow!("`{}` cannot be used\n{report:?}", file.display())
}
