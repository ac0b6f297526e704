//! Which traps a call shows by what it gives and does not give.

use rxodus_rules::{Change, RuleIndex, TargetId, Trap, TrapCondition};

use crate::{Finding, Given, Use};

impl Finding {
    /// The traps on a target that this call shows. What cannot be seen of it shows none, and neither does a call that stays or goes away there.
    pub fn traps<'i>(&'i self, index: &'i RuleIndex, target: TargetId) -> impl Iterator<Item = &'i Trap> {
        let change = self.equivalent(index, target).map(|equivalent| equivalent.change);
        let may_show =
            matches!(self.usage, Use::Call | Use::Dynamic) && !self.recovered && !matches!(change, None | Some(Change::Keep | Change::Remove));
        index.traps(self.rule, target).filter(move |trap| may_show && self.shows(&trap.when, index))
    }

    fn shows(&self, when: &TrapCondition, index: &RuleIndex) -> bool {
        let lacks = |formal: &String| self.given(formal, index).is_none() && !self.more_arguments;
        when.absent.iter().all(lacks)
            && when.value.as_ref().is_none_or(|(formal, values)| self.given(formal, index).is_some_and(|given| given.is_one_of(values)))
            && index.ruleset().flow.holds(&when.circumstances, self.circumstances(index), &|formal| self.gives(formal, index))
    }

    /// Whether the call gives a formal, other than as nothing.
    pub(crate) fn gives(&self, formal: &str, index: &RuleIndex) -> bool {
        self.given(formal, index).is_some_and(|given| !given.is_nothing())
    }

    /// What the call gives a formal; absent where it does not, as far as can be seen.
    fn given(&self, formal: &str, index: &RuleIndex) -> Option<&Given> {
        let symbol = index.symbol(self.rule)?;
        let is_it = |at: u16| symbol.formals[usize::from(at)].name == formal;
        self.arguments.iter().find(|argument| argument.formal.is_some_and(is_it)).map(|argument| &argument.value)
    }
}

impl Given {
    /// Whether it says that nothing is given.
    fn is_nothing(&self) -> bool {
        matches!(self, Self::Constant(constant) if matches!(constant.as_str(), "NULL" | "None"))
    }

    /// Numbers are compared by what they are worth.
    fn is_one_of(&self, values: &[String]) -> bool {
        match self {
            Self::Text(own) | Self::Constant(own) => values.contains(own),
            Self::Number(own) => values.iter().any(|value| worth(value).is_some_and(|worth_of| worth(own) == Some(worth_of))),
            Self::Other => false,
        }
    }
}

/// The value of a number as R and Python write it.
fn worth(number: &str) -> Option<f64> {
    number.trim_end_matches(['L', 'l']).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_compared_by_what_they_mean() {
        let values = ["link".to_owned(), "1".to_owned(), "TRUE".to_owned()];
        let number = |text: &str| Given::Number(text.to_owned()).is_one_of(&values);
        assert!(number("1L") && number("1.0") && !number("10") && !number("0x1"));
        assert!(Given::Text("link".to_owned()).is_one_of(&values) && Given::Constant("TRUE".to_owned()).is_one_of(&values));
        assert!(!Given::Other.is_one_of(&values) && !Given::Text("1.0".to_owned()).is_one_of(&values));
        assert!(Given::Constant("NULL".to_owned()).is_nothing() && !Given::Text("None".to_owned()).is_nothing());
    }
}
