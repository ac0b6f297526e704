//! Which file is of which kind: the extensions that are known, and those of the user's own.

use crate::FileKind;

/// The kinds of files by their names.
#[derive(Debug, Clone, Default)]
pub struct Kinds {
    /// In lower case.
    own: Vec<(String, FileKind)>,
}

/// Why an extension can stand for no kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WrongExtension {
    /// It has other characters than an extension.
    #[error("`{0}` is no extension; write for instance \"tab\"")]
    Malformed(String),
    /// It stands for a kind already.
    #[error("`{extension}` means {} already", kind.name())]
    Taken {
        /// The extension.
        extension: String,
        /// What it means.
        kind: FileKind,
    },
}

impl Kinds {
    /// The kind of a file of this name; `None` for a file that is not read.
    pub fn of_name(&self, name: &str) -> Option<FileKind> {
        FileKind::of_name(name).or_else(|| {
            let (_, extension) = name.rsplit_once('.').filter(|_| !self.own.is_empty())?;
            self.own.iter().find(|(own, _)| own.eq_ignore_ascii_case(extension)).map(|(_, kind)| *kind)
        })
    }

    /// From here on, files with this extension are of this kind; a dot before it does not matter.
    pub fn add(&mut self, extension: &str, kind: FileKind) -> Result<(), WrongExtension> {
        let name = extension.strip_prefix('.').unwrap_or(extension).to_ascii_lowercase();
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-+".contains(&byte)) {
            return Err(WrongExtension::Malformed(extension.to_owned()));
        }
        match self.of_name(&format!("x.{name}")) {
            Some(taken) if taken != kind => Err(WrongExtension::Taken { extension: name, kind: taken }),
            Some(_) => Ok(()),
            None => {
                self.own.push((name, kind));
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_extensions_add_to_the_known_ones() {
        let mut kinds = Kinds::default();
        assert_eq!(kinds.add(".PKB", FileKind::Sql), Ok(()));
        assert_eq!(kinds.add("sql", FileKind::Sql), Ok(()), "it means that anyway");
        assert_eq!(kinds.of_name("a.b.pkb"), Some(FileKind::Sql));
        assert_eq!(kinds.of_name("a.R"), Some(FileKind::R));
        assert_eq!(kinds.of_name("pkb"), None);
    }

    #[test]
    fn an_extension_means_one_thing() {
        let mut kinds = Kinds::default();
        assert_eq!(kinds.add("py", FileKind::R), Err(WrongExtension::Taken { extension: "py".to_owned(), kind: FileKind::Python }));
        assert_eq!(kinds.add("rr", FileKind::R), Ok(()));
        assert_eq!(kinds.add("rr", FileKind::Sql), Err(WrongExtension::Taken { extension: "rr".to_owned(), kind: FileKind::R }));
        for extension in ["", ".", "*.sql", "a b", "tar.gz"] {
            assert_eq!(kinds.add(extension, FileKind::Sql), Err(WrongExtension::Malformed(extension.to_owned())));
        }
    }
}
