//! The way that leads to a place, through the sides of conditions: what can have happened on it, and what surely has.

use rustc_hash::{FxHashMap, FxHashSet};
use rxodus_syntax::{Arm, ArmId, ScopeId};

use super::sites::function_of;
use crate::unit::Unit;

/// The way to a place, walked backwards from it.
pub(super) struct Way<'u, 'a> {
    unit: &'u Unit<'a>,
    /// The function in which it goes; none at the level of the file.
    function: Option<ScopeId>,
    /// The arms around the place, each with its code and its branch.
    here: Vec<(usize, ArmId, u32)>,
    /// The arms in which something surely happened.
    settled: FxHashSet<(usize, ArmId)>,
    /// How many these are of a branch.
    counts: FxHashMap<(usize, u32), u32>,
}

impl<'u, 'a> Way<'u, 'a> {
    /// The way to a byte in a code of a file, in the function around it.
    pub(super) fn to(unit: &'u Unit<'a>, code: usize, byte: u32, function: Option<ScopeId>) -> Self {
        let mut way = Self { unit, function, here: Vec::new(), settled: FxHashSet::default(), counts: FxHashMap::default() };
        way.here = way.arms(code, byte).map(|(id, arm)| (code, id, arm.branch)).collect();
        way
    }

    /// The arms around a byte in this function, from the inside out.
    fn arms(&self, code: usize, byte: u32) -> impl Iterator<Item = (ArmId, &'u Arm)> + use<'u, 'a> {
        let (parsed, function) = (&self.unit.codes[code].parsed, self.function);
        parsed.arms_at(byte).take_while(move |(_, arm)| function_of(parsed, arm.scope) == function)
    }

    /// Whether what stands at a byte can have happened and still matters: it is not on the other side of a condition, and nothing surely
    /// happened behind it.
    pub(super) fn comes_from(&self, code: usize, byte: u32) -> bool {
        let is_beside = |id: ArmId, arm: &Arm| {
            let is_other = |(of, other, branch): &(usize, ArmId, u32)| *of == code && *branch == arm.branch && *other != id;
            !arm.is_repeated && self.here.iter().any(is_other)
        };
        !self.arms(code, byte).any(|(id, arm)| self.settled.contains(&(code, id)) || is_beside(id, arm))
    }

    /// What stands at a byte decides all in its arm. Whether it does so for the place: the arm is around that as well, or every other arm of the
    /// condition decides it too.
    pub(super) fn settle(&mut self, code: usize, byte: u32) -> bool {
        for (id, arm) in self.arms(code, byte) {
            if self.here.iter().any(|(of, here, _)| (*of, *here) == (code, id)) {
                return true;
            }
            let count = self.counts.entry((code, arm.branch)).or_default();
            *count += u32::from(self.settled.insert((code, id)));
            if arm.all != Some(*count) {
                return false;
            }
        }
        true
    }
}
