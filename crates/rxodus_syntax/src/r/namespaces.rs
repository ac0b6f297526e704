//! Functions of R by which code takes names out of a package that it does not attach: `getFromNamespace("f", "p")`, `asNamespace("p")$f`.

use super::{RVisitor, arguments, first_value};
use crate::{
    Segment,
    flat::Node,
    grammar::{Field, Kind},
};

/// They give the namespace of the package that their first argument names.
const NAMESPACES: [&str; 3] = ["asNamespace", "getNamespace", "loadNamespace"];

/// They give what a package has by a name: their parameters for the name and for the package, each with its place.
const TAKES: [(&str, [(&str, usize); 2]); 2] = [("getFromNamespace", [("x", 0), ("ns", 1)]), ("getExportedValue", [("name", 1), ("ns", 0)])];

impl<'a> RVisitor<'a> {
    /// Package and name, as of `p::f`, of an expression that takes the name out of the package.
    pub(super) fn taken(&self, node: Node) -> Option<Vec<Segment<'a>>> {
        if node.kind() == Kind::Extract {
            let package = self.namespace_of(node.child(Field::Left)?)?;
            return Some(vec![package, self.name_or_string(node.child(Field::Right)?)?]);
        }
        let function = self.plain_function(node)?;
        let (_, [name, package]) = TAKES.iter().find(|(known, _)| *known == function)?;
        let given = arguments(node.child(Field::Arguments)?);
        let text = |(known, place): &(&str, usize)| {
            let named = given.iter().find(|argument| self.named(**argument) == Some(known));
            let argument = named.or_else(|| given.get(*place).filter(|argument| self.named(**argument).is_none()))?;
            self.string(argument.child(Field::Value)?)
        };
        Some(vec![text(package)?, text(name)?])
    }

    /// The package of `asNamespace("p")`.
    pub(super) fn namespace_of(&self, node: Node) -> Option<Segment<'a>> {
        let function = self.plain_function(node)?;
        if NAMESPACES.contains(&function) { self.string(first_value(node)?) } else { None }
    }

    /// The name of the function that is called, unless that comes from a call itself.
    fn plain_function(&self, call: Node) -> Option<&'a str> {
        let function = call.child(Field::Function).filter(|_| call.kind() == Kind::Call)?;
        let name = if function.kind() == Kind::Namespace { function.child(Field::Right)? } else { function };
        (name.kind() == Kind::Identifier).then(|| self.out.text_of(name))
    }
}
