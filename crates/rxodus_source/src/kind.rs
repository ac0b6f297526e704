//! What a file is, by its name, or by its first line where the name has no extension.

use crate::{Language, databricks};

/// A kind of file that is read.
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
    /// Text that is no code of these languages.
    Text(TextKind),
    /// Data that is counted and not opened.
    Xdf,
}

/// A kind of text in which packages are declared, or programs and addresses stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextKind {
    /// The `DESCRIPTION` of an R package or project.
    Description,
    /// The `NAMESPACE` of an R package.
    Namespace,
    /// `renv.lock`.
    RenvLock,
    /// `packrat.lock`.
    PackratLock,
    /// `requirements.txt` and its kin.
    Requirements,
    /// `pyproject.toml`.
    Pyproject,
    /// `setup.py`, which is Python as well.
    SetupPy,
    /// `setup.cfg`.
    SetupCfg,
    /// An environment of conda.
    Conda,
    /// `Pipfile`.
    Pipfile,
    /// `Pipfile.lock`.
    PipfileLock,
    /// A file that builds a container.
    Docker,
    /// A shell script.
    Shell,
    /// A script of `PowerShell`.
    PowerShell,
    /// A batch file of Windows.
    Batch,
    /// A makefile.
    Makefile,
    /// YAML: pipelines and settings.
    Yaml,
    /// A pipeline of Jenkins.
    Jenkins,
    /// Settings as `name = value`, or in JSON.
    Settings,
    /// Settings in XML.
    XmlSettings,
    /// A template of what a cloud shall set up.
    Template,
}

impl FileKind {
    /// The kinds that are told by an extension alone, in the order of reports.
    pub const ALL: [Self; 20] = [
        Self::R,
        Self::Python,
        Self::Notebook,
        Self::RMarkdown,
        Self::Quarto,
        Self::Sweave,
        Self::RHtml,
        Self::Sql,
        Self::SqlXml,
        Self::Text(TextKind::Docker),
        Self::Text(TextKind::Shell),
        Self::Text(TextKind::PowerShell),
        Self::Text(TextKind::Batch),
        Self::Text(TextKind::Makefile),
        Self::Text(TextKind::Yaml),
        Self::Text(TextKind::Jenkins),
        Self::Text(TextKind::Settings),
        Self::Text(TextKind::XmlSettings),
        Self::Text(TextKind::Template),
        Self::Xdf,
    ];

    /// The kind of a file of this name; `None` for a file that nothing here reads.
    pub fn of_name(name: &str) -> Option<Self> {
        if Self::is_profile(name) {
            return Some(Self::R);
        }
        if let Some(kind) = TextKind::of_name(name) {
            return Some(Self::Text(kind));
        }
        let (_, extension) = name.rsplit_once('.')?;
        Self::ALL.into_iter().find(|kind| kind.extensions().iter().any(|known| known.eq_ignore_ascii_case(extension)))
    }

    /// Whether R runs a file of this name at the start of each session.
    pub fn is_profile(name: &str) -> bool {
        [".Rprofile", "Rprofile", "Rprofile.site"].contains(&name)
    }

    /// The kind of a file without an extension, by the interpreter that its first line names; `None` where it names none.
    pub fn of_first_line(line: &[u8]) -> Option<Self> {
        let line = std::str::from_utf8(line.strip_prefix(b"#!")?.split(|byte| *byte == b'\n').next()?).ok()?;
        let mut words = line.split_whitespace().map(|word| word.rsplit('/').next().unwrap_or(word));
        let program = words.find(|word| *word != "env" && !word.starts_with('-') && !word.contains('='))?;
        match program.trim_end_matches(|character: char| character.is_ascii_digit() || character == '.') {
            "Rscript" | "R" | "r" | "lr" | "littler" => Some(Self::R),
            "python" | "pypy" => Some(Self::Python),
            "sh" | "bash" | "dash" | "zsh" | "ksh" => Some(Self::Text(TextKind::Shell)),
            "pwsh" => Some(Self::Text(TextKind::PowerShell)),
            _ => None,
        }
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
            Self::Text(kind) => kind.extensions(),
            Self::Xdf => &["xdf", "xdfd", "xdfm"],
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
            Self::Text(kind) => kind.name(),
            Self::Xdf => "xdf data file",
        }
    }

    /// Whether code of this language can stand in it.
    pub fn can_hold(self, language: Language) -> bool {
        match self {
            Self::R => language == Language::R,
            Self::Python => language == Language::Python,
            Self::Text(TextKind::SetupPy) => matches!(language, Language::Python | Language::Text),
            Self::Text(_) => language == Language::Text,
            Self::Xdf => false,
            _ => language != Language::Text,
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

    /// Whether text that is no code stands beside the code, and outputs do.
    pub fn has_prose(self) -> bool {
        matches!(self, Self::Notebook | Self::RMarkdown | Self::Quarto | Self::Sweave | Self::RHtml)
    }

    /// Whether it is for code, and not for text or data.
    pub fn is_code(self) -> bool {
        matches!(self, Self::Text(TextKind::SetupPy)) || !matches!(self, Self::Text(_) | Self::Xdf)
    }

    /// Whether it is data, of which only the size is looked at.
    pub fn is_data(self) -> bool {
        self == Self::Xdf
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_kinds() {
        let r = Some(FileKind::R);
        assert_eq!(["a.R", "b.r", ".Rprofile", "Rprofile", "Rprofile.site"].map(FileKind::of_name), [r; 5]);
        for name in ["Rscript", "LICENSE", "notes.txt", "R", ".bashrc"] {
            assert_eq!(FileKind::of_name(name), None, "{name}");
        }
        assert_eq!(FileKind::of_name("train.XDF"), Some(FileKind::Xdf));
    }

    #[test]
    fn first_lines_tell_kinds() {
        let kind = |line: &str| FileKind::of_first_line(line.as_bytes());
        for line in [
            "#!/usr/bin/env Rscript\nx",
            "#! /usr/bin/Rscript --vanilla",
            "#!/usr/bin/env -S Rscript --vanilla",
            "#!/usr/bin/r",
            "#!/usr/bin/env lr\r\n",
        ] {
            assert_eq!(kind(line), Some(FileKind::R), "{line}");
        }
        assert_eq!([kind("#!/usr/bin/python3.11"), kind("#!/usr/bin/env python")], [Some(FileKind::Python); 2]);
        assert_eq!(kind("#!/bin/bash -e"), Some(FileKind::Text(TextKind::Shell)));
        for line in ["", "#!", "library(x)", "#!/usr/bin/perl", " #!/bin/sh"] {
            assert_eq!(kind(line), None, "{line}");
        }
    }
}
