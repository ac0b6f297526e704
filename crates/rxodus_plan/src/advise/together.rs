//! Platforms that do together what none does alone: run code in several languages, each one of them.

use super::{Answers, Holding, LANGUAGES, PlatformAdvice, Seen, best, ranked};

/// The platform that fits best for the code of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForLanguage {
    /// The language.
    pub language: String,
    /// Findings in it.
    pub findings: u64,
    /// The id of the platform.
    pub platform: String,
}

/// One for each language; empty where a platform can be chosen for all of the code, or some language has none.
pub(super) fn together(seen: &Seen, answers: &Answers, holding: &[&Holding], platforms: &[PlatformAdvice]) -> Vec<ForLanguage> {
    if platforms.iter().any(|platform| platform.excluded.is_empty()) {
        return Vec::new();
    }
    let alone = |(language, findings): (&&str, &u64)| {
        let platforms = ranked(&seen.in_language(language, *findings), answers, holding);
        Some(ForLanguage { language: (*language).to_owned(), findings: *findings, platform: best(&platforms, seen.plan)? })
    };
    let languages = LANGUAGES.iter().filter_map(|(language, _)| seen.languages.get_key_value(language));
    languages.map(alone).collect::<Option<Vec<_>>>().filter(|all| all.len() > 1).unwrap_or_default()
}
