//! Functions of other packages that run a function in a session of its own: what is set around them does not hold in it.

use rxodus_source::Language;

use crate::{Argument, Parsed, Shape, Usage, UsageKind};

/// Name, package where the name alone proves nothing, and the place of the function among the arguments.
const RUN_APART: [(&str, Option<&str>, usize); 11] = [
    ("r", Some("callr"), 0),
    ("r_safe", None, 0),
    ("r_copycat", None, 0),
    ("r_bg", None, 0),
    ("clusterCall", None, 1),
    ("clusterApply", None, 2),
    ("clusterApplyLB", None, 2),
    ("clusterMap", None, 1),
    ("parLapply", None, 2),
    ("parLapplyLB", None, 2),
    ("parSapply", None, 2),
];

/// Names of the argument that is the function.
const FUNCTION: [&str; 3] = ["func", "fun", "FUN"];

impl<'a> Parsed<'a> {
    /// The function that a call of R runs in a session of its own.
    pub fn run_apart<'p>(&'p self, usage: &Usage<'a>) -> Option<&'p Argument<'a>> {
        if self.language != Language::R || usage.kind != UsageKind::Call {
            return None;
        }
        let (_, package, place) = RUN_APART.iter().find(|(name, ..)| *name == usage.name)?;
        let path = self.path_of(usage);
        let arguments = self.arguments_of(usage);
        let named = || arguments.iter().find(|argument| argument.name.is_some_and(|name| FUNCTION.contains(&name.name)));
        let unnamed = || arguments.iter().filter(|argument| argument.name.is_none()).nth(*place);
        let is_meant = package.is_none_or(|package| path.len() > 1 && path[0].name == package);
        named().or_else(unnamed).filter(|function| is_meant && matches!(function.value, Shape::Function | Shape::Name(_)))
    }
}
