//! The language of a cell, by the names that kernels, engines and magics have.

use crate::Language;

/// Words for languages that are not parsed.
const OTHERS: [&str; 26] = [
    "awk",
    "bash",
    "bat",
    "cmd",
    "csharp",
    "fs",
    "fsharp",
    "java",
    "javascript",
    "js",
    "julia",
    "kql",
    "octave",
    "perl",
    "powershell",
    "pwsh",
    "rcpp",
    "ruby",
    "sas",
    "scala",
    "sh",
    "shell",
    "spark",
    "stan",
    "stata",
    "typescript",
];

/// Words for what is no code.
const TEXTS: [&str; 11] = ["asis", "comment", "css", "dot", "html", "latex", "markdown", "md", "mermaid", "svg", "verbatim"];

/// What a cell of a notebook or a chunk of a document is written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CellLanguage {
    /// A language that is parsed.
    Code(Language),
    /// R or Python: nothing tells which.
    Either,
    /// A language that is not parsed, by its name in lower case.
    Other(String),
    /// No code.
    Text,
}

impl CellLanguage {
    /// A language by its name, whatever its spelling; one that is not known is another one.
    pub(crate) fn of_language(name: &str) -> Option<Self> {
        (!name.trim().is_empty()).then(|| Self::of_name(name).unwrap_or_else(|| Self::other(name)))
    }

    /// A language that is not parsed.
    pub(crate) fn other(name: &str) -> Self {
        Self::Other(name.trim().to_lowercase())
    }

    /// A language by the parts of a name such as `conda-root-r`; `None` where no part tells it.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        name.split(|character: char| !character.is_ascii_alphanumeric()).find_map(Self::of_word)
    }

    /// A language by a word in lower case: its own name, or that of a kernel or engine.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        let word = word.trim_end_matches(|character: char| character.is_ascii_digit());
        match word.strip_suffix("kernel").unwrap_or(word).trim_end_matches(|character: char| character.is_ascii_digit()) {
            "r" | "ir" | "rscript" | "sparkr" => Some(Self::Code(Language::R)),
            "python" | "ipython" | "pyspark" | "py" | "ipy" => Some(Self::Code(Language::Python)),
            "sql" | "mssql" | "tsql" => Some(Self::Code(Language::Sql)),
            word if OTHERS.contains(&word) => Some(Self::other(word)),
            word if TEXTS.contains(&word) => Some(Self::Text),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_kernels() {
        let (r, python) = (Some(CellLanguage::Code(Language::R)), Some(CellLanguage::Code(Language::Python)));
        for name in ["R", "ir", "conda-root-r", "sparkrkernel"] {
            assert_eq!(CellLanguage::of_name(name), r, "{name}");
        }
        for name in ["python3", "pyspark3kernel", "mlserver-python", "azureml_py38", "conda-env-py3-py"] {
            assert_eq!(CellLanguage::of_name(name), python, "{name}");
        }
        assert_eq!(CellLanguage::of_name("T-SQL"), Some(CellLanguage::Code(Language::Sql)));
        assert_eq!(CellLanguage::of_name("sparkkernel"), Some(CellLanguage::other("spark")));
        assert_eq!(CellLanguage::of_name("ml016n"), None);
        assert_eq!(CellLanguage::of_language("Brainfuck"), Some(CellLanguage::other("brainfuck")));
        assert_eq!(CellLanguage::of_language("markdown"), Some(CellLanguage::Text));
        assert_eq!(CellLanguage::of_language(""), None);
    }
}
