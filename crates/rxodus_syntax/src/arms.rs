//! What code does only on some conditions: the sides of `if … else`, the body of a loop or of a `try`.

use std::{cmp::Reverse, ops::Range};

use rxodus_source::Span;

use crate::{Parsed, ScopeId};

/// A stretch of code that runs only on some condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arm {
    /// Where it stands.
    pub span: Span,
    /// The scope in which it stands.
    pub scope: ScopeId,
    /// The arm around it.
    pub parent: Option<ArmId>,
    /// A number for those of which just one can run at a time.
    pub branch: u32,
    /// How many these are, where one of them runs in any case.
    pub all: Option<u32>,
    /// It stands in a loop, so that it may run after another of those.
    pub is_repeated: bool,
}

/// Index of an arm in [`Parsed::arms`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArmId(pub u32);

impl Parsed<'_> {
    /// The arms around a byte of the raw file, from the inside out.
    pub fn arms_at(&self, byte: u32) -> impl Iterator<Item = (ArmId, &Arm)> {
        let begun = self.arms.partition_point(|arm| arm.span.start <= byte);
        let last = begun.checked_sub(1).map(|at| ArmId(at as u32));
        let around = std::iter::successors(last, |arm| self.arms[arm.0 as usize].parent).map(|id| (id, &self.arms[id.0 as usize]));
        around.filter(move |(_, arm)| byte < arm.span.end)
    }

    /// Puts the arms into the order of the text, each before those in it.
    pub(crate) fn arrange_arms(&mut self) {
        self.arms.sort_by_key(|arm| (arm.span.start, Reverse(arm.span.end)));
        let mut around: Vec<(ArmId, Range<u32>)> = Vec::new();
        for (at, arm) in self.arms.iter_mut().enumerate() {
            while around.pop_if(|(_, range)| range.end <= arm.span.start).is_some() {}
            arm.parent = around.last().map(|(id, _)| *id);
            around.push((ArmId(at as u32), arm.span.start..arm.span.end));
        }
    }
}
