//! What the numbers of a plan rest on: rules, formula, prices, and what a point is worth.

use rxodus_plan::{Facts, PlatformFacts, Profile};
use rxodus_rules::{
    Change, ConfidenceSpread, Effort, EffortClass, EffortExample, EffortPoints, EffortPrice, EffortSpread, FixedCost, FixedEach, OriginSpread,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::read::PlanError;

/// What makes two plans comparable.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct BasisOut {
    /// The version of the table of costs and of its use: estimates compare only within one version.
    formula: u32,
    /// A mark for the rules: the same for the same rules.
    pub(super) knowledge: String,
    /// Minutes of work that a point is worth here.
    minutes_per_point: u32,
    /// How much longer the team takes, or shorter, in per cent.
    team_factor: u32,
    prices: PricesOut,
}

/// A platform that was chosen.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PlatformOut {
    id: String,
    title: String,
    /// Where it is in its life, in words.
    life: String,
}

/// The table of costs, in tenths of a point.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PricesOut {
    /// A line that attaches or imports.
    import: PointsOut,
    changes: ChangesOut,
    /// An argument without a counterpart, on top of the change.
    argument_manual: PriceOut,
    /// An argument that changes its meaning, on top of the change.
    argument_changes: PriceOut,
    confidence: ConfidenceOut,
    origin: OriginOut,
    /// What a project costs once.
    fixed: Vec<FixedCostOut>,
}

/// What a project costs once.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FixedCostOut {
    id: String,
    title: String,
    /// What it is paid for: `repository`, `context`, `model`, `service`, `data-set` or `ten-gigabytes`.
    each: String,
    price: PriceOut,
    /// The targets on which it arises; empty means all.
    on: Vec<String>,
    why: String,
}

/// By class of change.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ChangesOut {
    keep: PriceOut,
    rename: PriceOut,
    arguments: PriceOut,
    rewrite: PriceOut,
    redesign: PriceOut,
    remove: PriceOut,
    none: PriceOut,
}

/// For the first time that something is met in a repository, and for each time after that.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PriceOut {
    first: PointsOut,
    repeat: PointsOut,
}

/// Tenths of a point, in rising order.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PointsOut {
    low: u32,
    likely: u32,
    high: u32,
}

/// How far a doubt moves the ends of a range, in per cent.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SpreadOut {
    low: u32,
    high: u32,
}

/// By how sure the author of an entry is.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ConfidenceOut {
    high: SpreadOut,
    medium: SpreadOut,
    low: SpreadOut,
}

/// By how sure a finding is.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct OriginOut {
    qualified: SpreadOut,
    attached: SpreadOut,
    unattached: SpreadOut,
    ambiguous: SpreadOut,
    dynamic: SpreadOut,
}

pub(super) fn basis_out(facts: &Facts) -> BasisOut {
    BasisOut {
        formula: facts.effort.formula,
        knowledge: facts.knowledge.clone(),
        minutes_per_point: facts.profile.minutes_per_point,
        team_factor: facts.profile.team_factor,
        prices: prices_out(&facts.effort),
    }
}

pub(super) fn platform_out(platform: &PlatformFacts) -> PlatformOut {
    PlatformOut { id: platform.id.clone(), title: platform.title.clone(), life: platform.life.clone() }
}

impl PlatformOut {
    pub(super) fn facts(self) -> PlatformFacts {
        PlatformFacts { id: self.id, title: self.title, life: self.life }
    }
}

fn prices_out(effort: &Effort) -> PricesOut {
    let change = |change| price_out(effort.class(change).price);
    let (confidence, origin) = (&effort.confidence, &effort.origin);
    PricesOut {
        import: points_out(effort.import),
        changes: ChangesOut {
            keep: change(Change::Keep),
            rename: change(Change::Rename),
            arguments: change(Change::Arguments),
            rewrite: change(Change::Rewrite),
            redesign: change(Change::Redesign),
            remove: change(Change::Remove),
            none: change(Change::None),
        },
        argument_manual: price_out(effort.manual),
        argument_changes: price_out(effort.changes),
        confidence: ConfidenceOut { high: spread_out(confidence.high), medium: spread_out(confidence.medium), low: spread_out(confidence.low) },
        origin: OriginOut {
            qualified: spread_out(origin.qualified),
            attached: spread_out(origin.attached),
            unattached: spread_out(origin.unattached),
            ambiguous: spread_out(origin.ambiguous),
            dynamic: spread_out(origin.dynamic),
        },
        fixed: effort.fixed.iter().map(fixed_cost_out).collect(),
    }
}

fn fixed_cost_out(cost: &FixedCost) -> FixedCostOut {
    FixedCostOut {
        id: cost.id.clone(),
        title: cost.title.clone(),
        each: cost.each.name().to_owned(),
        price: price_out(cost.price),
        on: cost.on.clone(),
        why: cost.why.clone(),
    }
}

fn price_out(price: EffortPrice) -> PriceOut {
    PriceOut { first: points_out(price.first), repeat: points_out(price.repeat) }
}

fn points_out(EffortPoints { low, likely, high }: EffortPoints) -> PointsOut {
    PointsOut { low, likely, high }
}

fn spread_out(EffortSpread { low, high }: EffortSpread) -> SpreadOut {
    SpreadOut { low, high }
}

impl BasisOut {
    /// Texts and examples of the table are not in the document.
    pub(super) fn effort(&self) -> Result<Effort, PlanError> {
        let PricesOut { changes, confidence, origin, .. } = &self.prices;
        let class = |change, price: &PriceOut| EffortClass { change, price: price.price(), example: EffortExample::default() };
        Ok(Effort {
            formula: self.formula,
            minutes_per_point: self.minutes_per_point,
            note: String::new(),
            sources: Vec::new(),
            classes: [
                class(Change::Keep, &changes.keep),
                class(Change::Rename, &changes.rename),
                class(Change::Arguments, &changes.arguments),
                class(Change::Rewrite, &changes.rewrite),
                class(Change::Redesign, &changes.redesign),
                class(Change::Remove, &changes.remove),
                class(Change::None, &changes.none),
            ],
            import: self.prices.import.points(),
            manual: self.prices.argument_manual.price(),
            changes: self.prices.argument_changes.price(),
            confidence: ConfidenceSpread { high: confidence.high.spread(), medium: confidence.medium.spread(), low: confidence.low.spread() },
            origin: OriginSpread {
                qualified: origin.qualified.spread(),
                attached: origin.attached.spread(),
                unattached: origin.unattached.spread(),
                ambiguous: origin.ambiguous.spread(),
                dynamic: origin.dynamic.spread(),
            },
            fixed: self.prices.fixed.iter().map(FixedCostOut::cost).collect::<Result<_, _>>()?,
        })
    }

    pub(super) fn profile(&self) -> Profile {
        Profile { minutes_per_point: self.minutes_per_point, team_factor: self.team_factor }
    }
}

impl FixedCostOut {
    fn cost(&self) -> Result<FixedCost, PlanError> {
        let each =
            FixedEach::ALL.into_iter().find(|each| each.name() == self.each).ok_or_else(|| PlanError::word("what a cost is for", &self.each))?;
        let Self { id, title, on, why, .. } = self;
        Ok(FixedCost { id: id.clone(), title: title.clone(), each, price: self.price.price(), on: on.clone(), why: why.clone() })
    }
}

impl PriceOut {
    fn price(&self) -> EffortPrice {
        EffortPrice { first: self.first.points(), repeat: self.repeat.points() }
    }
}

impl PointsOut {
    fn points(&self) -> EffortPoints {
        EffortPoints { low: self.low, likely: self.likely, high: self.high }
    }
}

impl SpreadOut {
    fn spread(&self) -> EffortSpread {
        EffortSpread { low: self.low, high: self.high }
    }
}
