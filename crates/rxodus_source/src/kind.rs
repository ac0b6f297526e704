//! What a file is, by its name.

use crate::Language;

/// A kind of file that can hold code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// An R script.
    R,
    /// A Python script or module.
    Python,
    /// A script of T-SQL.
    Sql,
}

impl FileKind {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 3] = [Self::R, Self::Python, Self::Sql];

    /// The kind of a file of this name; `None` for a file that nothing here reads.
    pub fn of_name(name: &str) -> Option<Self> {
        let hidden_r = [".Rprofile", "Rprofile.site"];
        if hidden_r.contains(&name) {
            return Some(Self::R);
        }
        let (_, extension) = name.rsplit_once('.')?;
        Self::ALL.into_iter().find(|kind| kind.extensions().contains(&extension.to_ascii_lowercase().as_str()))
    }

    /// The extensions of this kind, in lower case.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::R => &["r"],
            Self::Python => &["py", "pyw"],
            Self::Sql => &["sql", "prc", "proc", "usp", "tsql"],
        }
    }

    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::R => "R script",
            Self::Python => "Python file",
            Self::Sql => "T-SQL script",
        }
    }

    /// Whether code of this language can stand in it.
    pub fn can_hold(self, language: Language) -> bool {
        self.language() == language || self.is_sql()
    }

    /// Whether R and Python stand in it only as strings of T-SQL.
    pub fn is_sql(self) -> bool {
        matches!(self, Self::Sql)
    }

    /// The language of a file that is all code of one language.
    pub fn language(self) -> Language {
        match self {
            Self::R => Language::R,
            Self::Python => Language::Python,
            Self::Sql => Language::Sql,
        }
    }
}
