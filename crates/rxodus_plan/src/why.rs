//! The reason of a row, in words: enough to find its numbers in the table of costs.

use rxodus_rules::{EffortSpread, RuleIndex};

use crate::{
    Occurrence, Part, Row,
    price::{of_confidence, of_origin},
};

/// Why a row has its numbers: which price was taken, and which doubts moved its ends. Names in it are from rules, not from scanned code.
pub fn why(row: &Row, index: &RuleIndex) -> String {
    let Some(effort) = &index.ruleset().effort else { return price(row, index) };
    let confidence = spread(&format!("{} confidence", row.confidence.name()), of_confidence(effort, row.confidence));
    let origin = spread(row.origin.name(), of_origin(&effort.origin, row.origin));
    format!("{}{confidence}{origin}", price(row, index))
}

fn price(row: &Row, index: &RuleIndex) -> String {
    let formal = |at: u16| index.symbol(row.rule).and_then(|symbol| symbol.formals.get(usize::from(at))).map_or("?", |formal| formal.name.as_str());
    let time = match row.occurrence {
        Occurrence::First => "met for the first time",
        Occurrence::Repeat => "met before",
    };
    match row.part {
        Part::Change => match row.occurrence {
            Occurrence::First => "first use of the rule".to_owned(),
            Occurrence::Repeat => "further use of the rule".to_owned(),
        },
        Part::Import => "attached or imported here".to_owned(),
        Part::Manual(at) => format!("`{}` has no counterpart, {time}", formal(at)),
        Part::Changes(at) => format!("`{}` changes its meaning, {time}", formal(at)),
    }
}

/// Empty where the doubt moves nothing.
fn spread(name: &str, spread: EffortSpread) -> String {
    match spread {
        EffortSpread { low: 100, high: 100 } => String::new(),
        EffortSpread { low, high } => format!("; {name}: low {low} %, high {high} %"),
    }
}
