//! A stretch of code of one language in a file.

use std::ops::Range;

use crate::OffsetMap;

/// The language of a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// R.
    R,
    /// Python.
    Python,
    /// T-SQL.
    Sql,
    /// Text in which patterns can stand.
    Text,
}

/// What a chunk stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Container {
    /// A script that is all code.
    Plain,
    /// R Markdown, Quarto or Sweave.
    Rmd,
    /// A notebook.
    Ipynb,
    /// A Databricks notebook that was saved as a script.
    Databricks,
    /// T-SQL: its own statements, and the strings in it.
    Sql,
    /// A string in R.
    RString,
    /// A string in Python.
    PythonString,
    /// Examples in the comments that document R.
    Roxygen,
    /// A file that declares packages.
    Manifest,
    /// A script of a shell, a batch file, a makefile.
    Script,
    /// A file that builds a container.
    Docker,
    /// A pipeline, or other YAML.
    Pipeline,
    /// Settings.
    Settings,
    /// A template of what a cloud shall set up.
    Template,
}

/// A cell of a notebook or a code chunk of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its number among all cells, from 1.
    pub number: u32,
    /// Its id or label; empty where it has none.
    pub id: String,
}

/// A stretch of code of one language; a script is one chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// What it stands in.
    pub container: Container,
    /// Its language.
    pub language: Language,
    /// The code.
    pub body: Body,
    /// Whether running the file runs the chunk (`eval=FALSE` does not).
    pub evaluated: bool,
    /// The cell that it is.
    pub cell: Option<Cell>,
    /// Variables that whoever runs it fills with data.
    pub inputs: Vec<String>,
    /// What cannot be known of it.
    pub unknown: Unknown,
}

/// What the text around a chunk does not tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unknown {
    /// Its language: the same code stands in a second chunk, as the other one.
    pub language: bool,
    /// Parts of its text that stand for code which is put in later, in rising order.
    pub parts: Vec<Range<usize>>,
    /// Whether it is code at all: it was found in a notebook that is broken.
    pub recovered: bool,
}

/// The code of a chunk, and how to find it in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// These byte ranges of the file's decoded text, in rising order, read as one.
    Ranges(Vec<Range<usize>>),
    /// A text that was unescaped, and the map of its bytes to the bytes of the file's decoded text.
    Text {
        /// The unescaped code.
        text: String,
        /// Back to the decoded text.
        map: OffsetMap,
    },
}

impl Body {
    /// The bytes of its text ([`crate::SourceFile::text_in`]) that are code, in rising order.
    pub fn ranges(&self) -> Vec<Range<usize>> {
        match self {
            Self::Ranges(ranges) => ranges.clone(),
            Self::Text { text, .. } => Vec::from([0..text.len()]),
        }
    }

    /// The code that was unescaped; absent where it stands in the file as it is.
    pub fn unescaped(&self) -> Option<&str> {
        match self {
            Self::Ranges(_) => None,
            Self::Text { text, .. } => Some(text),
        }
    }
}

impl Container {
    /// The name in reports and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Rmd => "rmd",
            Self::Ipynb => "ipynb",
            Self::Databricks => "databricks",
            Self::Sql => "sql",
            Self::RString => "r-string-embedded",
            Self::PythonString => "python-string-embedded",
            Self::Roxygen => "roxygen",
            Self::Manifest => "manifest",
            Self::Script => "script",
            Self::Docker => "docker",
            Self::Pipeline => "pipeline",
            Self::Settings => "settings",
            Self::Template => "template",
        }
    }
}

impl Language {
    /// The name in reports and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::R => "R",
            Self::Python => "Python",
            Self::Sql => "T-SQL",
            Self::Text => "text",
        }
    }
}
