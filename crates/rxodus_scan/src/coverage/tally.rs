//! Lists put in an order that does not depend on threads, and counted.

use std::{collections::BTreeMap, path::Path};

use crate::data_sets::data_sets;

use super::{Coverage, KindCount, LanguageCount, OtherCount, PartialReason};

impl Coverage {
    /// Puts everything that the walk brought in order.
    pub(crate) fn sort(&mut self) {
        self.files.sort();
        self.files.dedup();
        self.unread.sort();
        self.unread.dedup();
        self.skipped.sort();
        self.skipped.dedup();
    }

    /// Counts files of no kind that is read, with their sizes.
    pub(crate) fn count_others<'a>(&mut self, others: impl Iterator<Item = (&'a Path, u64)>) {
        let mut counts: BTreeMap<String, (u64, u64)> = BTreeMap::new();
        for (path, size) in others {
            let (files, bytes) = counts.entry(extension(path)).or_default();
            *files += 1;
            *bytes += size;
        }
        self.other_files = counts.values().map(|(files, _)| files).sum();
        self.others = counts.into_iter().map(|(extension, (files, bytes))| OtherCount { extension, files, bytes }).collect();
    }

    /// Counts files by kind and unread chunks by language, once all is known.
    pub(crate) fn count(&mut self) {
        let mut kinds: BTreeMap<_, (u64, u64, u64)> = BTreeMap::new();
        for file in &self.files {
            let (files, bytes, parsed) = kinds.entry(file.kind).or_default();
            *files += 1;
            *bytes += file.bytes;
            *parsed += u64::from(file.parsed);
        }
        let data = self.files.iter().filter(|file| file.kind.is_data()).map(|file| (file.path.as_str(), file.bytes));
        self.data = data_sets(data);
        self.kinds = kinds.into_iter().map(|(kind, (files, bytes, parsed))| KindCount { kind, files, bytes, parsed }).collect();
        let mut languages: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for partial in &self.partial {
            if let PartialReason::OtherLanguage { language, chunks } = &partial.reason {
                let (files, all) = languages.entry(language).or_default();
                *files += 1;
                *all += chunks;
            }
        }
        let count = |(language, (files, chunks)): (&str, _)| LanguageCount { language: language.to_owned(), files, chunks };
        self.languages = languages.into_iter().map(count).collect();
    }
}

fn extension(path: &Path) -> String {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default()
}
