//! Functions of R that run the code they are given in an environment of its own: what is defined in that is not visible around it.

use super::{RVisitor, arguments};
use crate::{
    ScopeKind, Segment, Value,
    flat::Node,
    grammar::{Field, Kind},
};

/// They run code in their arguments at once, or make a function of it.
const OWN: [&str; 16] = [
    "local",
    "test_that",
    "it",
    "describe",
    "with",
    "within",
    "proto",
    "setRefClass",
    "reactive",
    "eventReactive",
    "observe",
    "observeEvent",
    "renderPlot",
    "renderTable",
    "renderText",
    "renderPrint",
];

/// Those in which the names of a list that they are given are visible.
const WITH_NAMES: [&str; 3] = ["with", "within", "setRefClass"];

impl<'a> RVisitor<'a> {
    pub(super) fn enter_environment(&mut self, path: &[Segment<'a>], call: Node, arguments: &[Node]) {
        let Some(name) = path.last().map(|last| last.name).filter(|name| OWN.contains(name)) else { return };
        self.out.enter_scope(ScopeKind::Environment, call);
        self.environments.push(call.byte_range());
        for list in arguments.iter().filter(|_| WITH_NAMES.contains(&name)).filter_map(|argument| argument.child(Field::Value)) {
            if self.called(list) == Some("list") {
                self.names_of(list);
            }
        }
    }

    pub(super) fn leave_environment(&mut self, call: Node) {
        if self.environments.pop_if(|last| *last == call.byte_range()).is_some() {
            self.out.leave_scope();
        }
    }

    fn names_of(&mut self, list: Node) {
        for element in list.child(Field::Arguments).map(arguments).unwrap_or_default() {
            let Some(name) = element.child(Field::Name) else { continue };
            let name = self.string(name).unwrap_or_else(|| self.segment(name));
            let is_function = element.child(Field::Value).is_some_and(|value| value.kind() == Kind::Function);
            self.out.assign(name, self.out.scope(), if is_function { Value::Function } else { Value::Element });
        }
    }
}
