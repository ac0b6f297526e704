//! What a file is, by its name.

use crate::{Language, databricks};

/// A kind of file that can hold code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// An R script.
    R,
    /// A Python script or module.
    Python,
    /// A Jupyter notebook.
    Notebook,
    /// R Markdown, or slides in it.
    RMarkdown,
    /// Quarto.
    Quarto,
    /// LaTeX with R.
    Sweave,
    /// HTML with R.
    RHtml,
    /// A script of T-SQL.
    Sql,
    /// XML that holds T-SQL: reports, packages of Integration Services.
    SqlXml,
}

impl FileKind {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 9] =
        [Self::R, Self::Python, Self::Notebook, Self::RMarkdown, Self::Quarto, Self::Sweave, Self::RHtml, Self::Sql, Self::SqlXml];

    /// The kind of a file of this name; `None` for a file that nothing here reads.
    pub fn of_name(name: &str) -> Option<Self> {
        let hidden_r = [".Rprofile", "Rprofile.site"];
        if hidden_r.contains(&name) {
            return Some(Self::R);
        }
        let (_, extension) = name.rsplit_once('.')?;
        Self::ALL.into_iter().find(|kind| kind.extensions().iter().any(|known| known.eq_ignore_ascii_case(extension)))
    }

    /// The extensions of this kind, in lower case.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::R => &["r"],
            Self::Python => &["py", "pyw"],
            Self::Notebook => &["ipynb"],
            Self::RMarkdown => &["rmd", "rmarkdown", "rpres"],
            Self::Quarto => &["qmd"],
            Self::Sweave => &["rnw", "snw"],
            Self::RHtml => &["rhtml"],
            Self::Sql => &["sql", "prc", "proc", "usp", "tsql"],
            Self::SqlXml => &["rdl", "dtsx"],
        }
    }

    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::R => "R script",
            Self::Python => "Python file",
            Self::Notebook => "notebook",
            Self::RMarkdown => "R Markdown document",
            Self::Quarto => "Quarto document",
            Self::Sweave => "Sweave document",
            Self::RHtml => "R HTML document",
            Self::Sql => "T-SQL script",
            Self::SqlXml => "XML file of T-SQL",
        }
    }

    /// Whether code of this language can stand in it.
    pub fn can_hold(self, language: Language) -> bool {
        match self {
            Self::R => language == Language::R,
            Self::Python => language == Language::Python,
            _ => true,
        }
    }

    /// Whether R and Python stand only in strings of T-SQL, in a file of this kind that begins with these bytes.
    pub fn is_sql(self, text: &[u8]) -> bool {
        match self {
            Self::Sql => !databricks::is_notebook(text),
            Self::SqlXml => true,
            _ => false,
        }
    }
}
