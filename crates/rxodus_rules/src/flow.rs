//! Where calls run, and on what data: what a reader of code can tell of both.

use crate::{Condition, Role, Symbol};

/// The kinds of both, and how code names them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flow {
    /// Where calls can run.
    pub contexts: Vec<ContextKind>,
    /// What data can be.
    pub data: Vec<DataKind>,
    /// Arguments that say where a call runs.
    pub context_arguments: Vec<String>,
    /// Arguments that name what a call reads.
    pub reads: Vec<String>,
    /// Arguments that name what a call writes.
    pub writes: Vec<String>,
    /// Arguments of data sources that say which data it is: a file, a table.
    pub names: Vec<String>,
}

/// What is known of one use: where it runs, and on what data. Indices of [`Flow::contexts`] and [`Flow::data`]; absent where it is not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// The compute context.
    pub context: Option<u8>,
    /// What it reads; what it writes where it reads nothing.
    pub data: Option<u8>,
}

/// Where calls can run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContextKind {
    /// The name in rule files and JSON.
    pub name: String,
    /// The place for a reader, with its preposition.
    pub title: String,
    /// The texts by which code names it, in whatever case.
    pub texts: Vec<String>,
}

/// What data can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataKind {
    /// The name in rule files and JSON.
    pub name: String,
    /// The name for a reader, with its article.
    pub title: String,
    /// The extensions of its files, in lower case.
    pub extensions: Vec<String>,
    /// Functions of other packages that give such data.
    pub calls: Vec<String>,
    /// Variables that hold such data where nothing assigns them.
    pub names: Vec<String>,
}

impl Flow {
    /// The context of this name, as an index of [`Flow::contexts`].
    pub fn context(&self, name: &str) -> Option<u8> {
        position(&self.contexts, |context| context.name == name)
    }

    /// The context that code names by this text.
    pub fn context_of_text(&self, text: &str) -> Option<u8> {
        position(&self.contexts, |context| context.texts.iter().any(|known| known.eq_ignore_ascii_case(text)))
    }

    /// The kind of data that a call gives which writes none: the first one.
    pub fn in_memory(&self) -> Option<u8> {
        (!self.data.is_empty()).then_some(0)
    }

    /// The kind of data of this name, as an index of [`Flow::data`].
    pub fn data(&self, name: &str) -> Option<u8> {
        position(&self.data, |data| data.name == name)
    }

    /// The kind of data in a file of this name.
    pub fn data_of_file(&self, path: &str) -> Option<u8> {
        let (_, extension) = path.rsplit_once('.')?;
        position(&self.data, |data| data.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
    }

    /// The kind of data that a function of another package gives.
    pub fn data_of_call(&self, function: &str) -> Option<u8> {
        position(&self.data, |data| data.calls.iter().any(|known| known == function))
    }

    /// The kind of data in a variable that nothing assigns.
    pub fn data_of_name(&self, name: &str) -> Option<u8> {
        position(&self.data, |data| data.names.iter().any(|known| known == name))
    }

    /// The kind of data that conditions are about: of what a call reads first, and of what it writes only where a symbol has no argument that
    /// reads. `kind` gives that of the first argument which writes, or does not.
    pub fn deciding(&self, symbol: &Symbol, kind: impl Fn(bool) -> Option<u8>) -> Option<u8> {
        kind(!symbol.formals.iter().any(|formal| self.reads.contains(&formal.name)))
    }

    /// Whether a condition holds; what is not known fulfils none. `gives` tells of a formal whether the call gives it.
    pub fn holds(&self, when: &Condition, circumstances: Circumstances, gives: &dyn Fn(&str) -> bool) -> bool {
        let is = |wanted: &Option<String>, known: Option<&String>| wanted.is_none() || wanted.as_ref() == known;
        let context = circumstances.context.and_then(|at| self.contexts.get(usize::from(at)));
        let data = circumstances.data.and_then(|at| self.data.get(usize::from(at)));
        is(&when.context, context.map(|kind| &kind.name))
            && is(&when.data, data.map(|kind| &kind.name))
            && when.present.iter().all(|formal| gives(formal))
    }

    /// Whether a role names a context or a kind of data that is known here.
    pub(crate) fn knows(&self, role: &Role) -> bool {
        match role {
            Role::Context(name) | Role::SetsContext(name) => self.context(name).is_some(),
            Role::DataSource(name) | Role::Returns(name) => self.data(name).is_some(),
            _ => true,
        }
    }
}

fn position<T>(list: &[T], is_meant: impl Fn(&T) -> bool) -> Option<u8> {
    list.iter().position(is_meant).map(|at| at as u8)
}
