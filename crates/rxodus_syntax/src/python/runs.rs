//! Functions of Python that run code in a string, or another file.

use rxodus_source::Language;

use super::{PythonVisitor, arguments};
use crate::{
    LinkKind, Piece, Purpose, Segment,
    flat::Node,
    grammar::{Field, Kind},
};

/// A function, by its name and where it is looked up, and what it does with its first argument.
struct Runs {
    name: &'static str,
    /// The module that the file must import.
    needs: Option<&'static str>,
    purpose: Purpose,
}

const RUNS: [Runs; 14] = [
    Runs { name: "exec", needs: None, purpose: Purpose::Code(Language::Python) },
    Runs { name: "eval", needs: None, purpose: Purpose::Code(Language::Python) },
    Runs { name: "compile", needs: None, purpose: Purpose::Code(Language::Python) },
    Runs { name: "execfile", needs: None, purpose: Purpose::File(LinkKind::Source) },
    Runs { name: "run_path", needs: Some("runpy"), purpose: Purpose::File(LinkKind::Elsewhere) },
    Runs { name: "r", needs: Some("rpy2"), purpose: Purpose::Code(Language::R) },
    Runs { name: "reval", needs: Some("rpy2"), purpose: Purpose::Code(Language::R) },
    Runs { name: "run", needs: Some("subprocess"), purpose: Purpose::Command },
    Runs { name: "call", needs: Some("subprocess"), purpose: Purpose::Command },
    Runs { name: "check_call", needs: Some("subprocess"), purpose: Purpose::Command },
    Runs { name: "check_output", needs: Some("subprocess"), purpose: Purpose::Command },
    Runs { name: "Popen", needs: Some("subprocess"), purpose: Purpose::Command },
    Runs { name: "system", needs: Some("os"), purpose: Purpose::Command },
    Runs { name: "popen", needs: Some("os"), purpose: Purpose::Command },
];

impl<'a> PythonVisitor<'a> {
    pub(super) fn known_function(&mut self, path: &[Segment<'a>], list: Option<Node>) {
        let Some(&Segment { name, .. }) = path.last() else { return };
        let Some(runs) = RUNS.iter().find(|runs| runs.name == name && (runs.needs.is_some() || path.len() == 1)) else { return };
        let Some(first) = list.and_then(|list| arguments(list).first().copied()) else { return };
        let value = first.child(Field::Value).filter(|_| first.kind() == Kind::Keyword).unwrap_or(first);
        let (purpose, parts) = match self.opened(value) {
            Some(path) if runs.purpose == Purpose::Code(Language::Python) => (Purpose::File(LinkKind::Source), path),
            _ => (runs.purpose, self.parts(value)),
        };
        self.out.text_use(purpose, parts, first, runs.needs);
    }

    /// The path in `open("…").read()`.
    fn opened(&self, value: Node) -> Option<Vec<Piece<'a>>> {
        let read = value.child(Field::Function).filter(|function| function.kind() == Kind::Attribute)?;
        let open = read.child(Field::Object).filter(|object| object.kind() == Kind::Call)?;
        let is_open = self.path(open.child(Field::Function)?).last()?.name == "open";
        let first = arguments(open.child(Field::Arguments)?).first().copied()?;
        (is_open && self.out.text_of(read.child(Field::Attribute)?) == "read").then(|| self.parts(first))
    }
}
