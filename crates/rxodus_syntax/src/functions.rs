//! The functions of a chunk and the names that they are given where they are defined.

use std::collections::HashMap;

use crate::{Parsed, ScopeId, ScopeKind, Segment, Value};

/// A function that is given a name where it is defined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedFunction<'a> {
    /// The name.
    pub name: Segment<'a>,
    /// The scope that it makes.
    pub scope: ScopeId,
}

impl<'a> Parsed<'a> {
    /// The functions that are given a name, in the order of the text.
    pub fn named_functions(&self) -> Vec<NamedFunction<'a>> {
        let scopes = self.scopes.iter().enumerate().skip(1).filter(|(_, scope)| scope.kind == ScopeKind::Function);
        let by_end: HashMap<u32, usize> = scopes.map(|(at, scope)| (scope.span.end, at)).collect();
        let mut functions = Vec::new();
        for assignment in self.assignments.iter().filter(|assignment| assignment.value == Value::Function) {
            // In R the assignment ends with its function; in Python the name stands inside.
            let around = || self.scopes.partition_point(|scope| scope.span.start <= assignment.name.span.start).checked_sub(1);
            let is_it = |at: &usize| self.scopes[*at].kind == ScopeKind::Function && self.scopes[*at].parent == Some(assignment.scope);
            if let Some(scope) = by_end.get(&assignment.since).copied().or_else(around).filter(is_it) {
                functions.push(NamedFunction { name: assignment.name, scope: ScopeId(scope as u32) });
            }
        }
        functions
    }
}
