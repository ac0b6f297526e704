//! The reason of a row, in words: enough to find its numbers in the table of costs.

use rxodus_rules::EffortSpread;

use crate::{
    Facts, Occurrence, Part, Row,
    price::{of_confidence, of_origin},
};

/// Why a row has its numbers on a target: which price was taken, and which doubts moved its ends. Names in it are from rules, not from scanned code.
pub fn why(row: &Row, target: usize, facts: &Facts) -> String {
    let finding = &facts.findings[row.finding as usize];
    let confidence = facts.equivalent(finding, target).map(|equivalent| equivalent.confidence);
    let confidence = confidence.map(|confidence| spread(&format!("{} confidence", confidence.name()), of_confidence(&facts.effort, confidence)));
    let origin = spread(finding.origin.name(), of_origin(&facts.effort.origin, finding.origin));
    format!("{}{}{origin}", price(row, facts), confidence.unwrap_or_default())
}

fn price(row: &Row, facts: &Facts) -> String {
    let formal = |at: u16| facts.rule(&facts.findings[row.finding as usize]).formals.get(usize::from(at)).map_or("?", String::as_str);
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
