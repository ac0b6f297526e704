//! The packed table of costs: its rows, and both ways.

use serde::{Deserialize, Serialize};

use super::WireError;
use super::codes::{CHANGES, code, value};
use crate::{ConfidenceSpread, Effort, EffortClass, EffortExample, EffortPoints, EffortPrice, EffortSpread, FixedCost, FixedEach, OriginSpread};

#[derive(Serialize, Deserialize)]
pub(super) struct WireEffort {
    formula: u32,
    minutes_per_point: u32,
    note: String,
    sources: Vec<String>,
    classes: Vec<WireClass>,
    import: WirePoints,
    manual: WirePrice,
    changes: WirePrice,
    confidence: [WireSpread; 3],
    origin: [WireSpread; 5],
    fixed: Vec<WireFixed>,
}

#[derive(Serialize, Deserialize)]
struct WireFixed {
    id: String,
    title: String,
    each: u8,
    price: WirePrice,
    on: Vec<String>,
    why: String,
}

#[derive(Serialize, Deserialize)]
struct WireClass {
    change: u8,
    price: WirePrice,
    before: String,
    after: String,
    why: String,
}

/// Low, likely, high.
type WirePoints = (u32, u32, u32);
/// First, repeat.
type WirePrice = (WirePoints, WirePoints);
/// Low, high.
type WireSpread = (u32, u32);

impl From<&Effort> for WireEffort {
    fn from(effort: &Effort) -> Self {
        let (confidence, origin) = (&effort.confidence, &effort.origin);
        Self {
            formula: effort.formula,
            minutes_per_point: effort.minutes_per_point,
            note: effort.note.clone(),
            sources: effort.sources.clone(),
            classes: effort.classes.iter().map(WireClass::from).collect(),
            import: from_points(effort.import),
            manual: from_price(effort.manual),
            changes: from_price(effort.changes),
            confidence: [confidence.high, confidence.medium, confidence.low].map(from_spread),
            origin: [origin.qualified, origin.attached, origin.unattached, origin.ambiguous, origin.dynamic].map(from_spread),
            fixed: effort.fixed.iter().map(WireFixed::from).collect(),
        }
    }
}

impl From<&FixedCost> for WireFixed {
    fn from(fixed: &FixedCost) -> Self {
        Self {
            id: fixed.id.clone(),
            title: fixed.title.clone(),
            each: code(&FixedEach::ALL, &fixed.each),
            price: from_price(fixed.price),
            on: fixed.on.clone(),
            why: fixed.why.clone(),
        }
    }
}

impl From<&EffortClass> for WireClass {
    fn from(class: &EffortClass) -> Self {
        Self {
            change: code(&CHANGES, &class.change),
            price: from_price(class.price),
            before: class.example.before.clone(),
            after: class.example.after.clone(),
            why: class.example.why.clone(),
        }
    }
}

fn from_price(price: EffortPrice) -> WirePrice {
    (from_points(price.first), from_points(price.repeat))
}

fn from_points(points: EffortPoints) -> WirePoints {
    (points.low, points.likely, points.high)
}

fn from_spread(spread: EffortSpread) -> WireSpread {
    (spread.low, spread.high)
}

impl WireEffort {
    /// The table.
    pub(super) fn effort(self) -> Result<Effort, WireError> {
        let [high, medium, low] = self.confidence.map(spread);
        let [qualified, attached, unattached, ambiguous, dynamic] = self.origin.map(spread);
        Ok(Effort {
            formula: self.formula,
            minutes_per_point: self.minutes_per_point,
            note: self.note,
            sources: self.sources,
            classes: classes(self.classes)?,
            import: points(self.import),
            manual: price(self.manual),
            changes: price(self.changes),
            confidence: ConfidenceSpread { high, medium, low },
            origin: OriginSpread { qualified, attached, unattached, ambiguous, dynamic },
            fixed: self.fixed.into_iter().map(WireFixed::fixed).collect::<Result<_, _>>()?,
        })
    }
}

/// One for each change, in the order of the changes: look-ups rely on it.
fn classes(wires: Vec<WireClass>) -> Result<[EffortClass; 7], WireError> {
    let classes: Vec<_> = wires.into_iter().map(WireClass::class).collect::<Result<_, _>>()?;
    if classes.iter().map(|class| class.change).ne(CHANGES) {
        return Err(WireError::Damaged("the classes of effort are not those of the changes".to_owned()));
    }
    classes.try_into().map_err(|_| WireError::Damaged("a class of effort is missing".to_owned()))
}

impl WireFixed {
    fn fixed(self) -> Result<FixedCost, WireError> {
        let Self { id, title, each, price: of, on, why } = self;
        Ok(FixedCost { id, title, each: value(&FixedEach::ALL, each)?, price: price(of), on, why })
    }
}

impl WireClass {
    fn class(self) -> Result<EffortClass, WireError> {
        Ok(EffortClass {
            change: value(&CHANGES, self.change)?,
            price: price(self.price),
            example: EffortExample { before: self.before, after: self.after, why: self.why },
        })
    }
}

fn price((first, repeat): WirePrice) -> EffortPrice {
    EffortPrice { first: points(first), repeat: points(repeat) }
}

fn points((low, likely, high): WirePoints) -> EffortPoints {
    EffortPoints { low, likely, high }
}

fn spread((low, high): WireSpread) -> EffortSpread {
    EffortSpread { low, high }
}
