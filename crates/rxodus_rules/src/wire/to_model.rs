//! What was written back to rules. A number without a meaning is damage, never a default.

use super::WireError;
use super::advice::WireCriterion;
use super::codes::{CHANGES, CONFIDENCES, KINDS, LANGUAGES, PLACES, value};
use super::effort::WireEffort;
use super::platform::WirePlatform;
use super::rows::{WireCondition, WireDate, WireEquivalent, WireFate, WireHomonym, WirePackage, WirePattern, WireRuleset, WireSymbol, WireTarget};
use super::strays::WireStray;
use super::traps::WireTrap;
use crate::{ArgumentFate, ArgumentMap, Condition, Equivalent, Formal, Homonym, Package, Pattern, Role, Ruleset, Symbol, Target, TargetId, Verified};

impl WireRuleset {
    /// The rules.
    pub(super) fn ruleset(self) -> Result<Ruleset, WireError> {
        Ok(Ruleset {
            targets: self.targets.into_iter().map(WireTarget::target).collect(),
            packages: self.packages.into_iter().map(WirePackage::package).collect::<Result<_, _>>()?,
            homonyms: self.homonyms.into_iter().map(WireHomonym::homonym).collect(),
            effort: self.effort.map(WireEffort::effort).transpose()?,
            flow: self.flow.flow(),
            verified: self.verified.into_iter().map(|(library, names)| Verified { library, names }).collect(),
            platforms: self.platforms.into_iter().map(WirePlatform::platform).collect::<Result<_, _>>()?,
            criteria: self.criteria.into_iter().map(WireCriterion::criterion).collect::<Result<_, _>>()?,
            weights: self.weights.weights(),
        })
    }
}

impl WireTarget {
    fn target(self) -> Target {
        Target { id: self.id, aliases: self.aliases, title: self.title, note: self.note, libraries: self.libraries }
    }
}

impl WirePackage {
    fn package(self) -> Result<Package, WireError> {
        Ok(Package {
            name: self.name,
            language: value(&LANGUAGES, self.language)?,
            modules: self.modules,
            preattached: self.preattached,
            retired: self.retired.map(date).transpose()?,
            version: self.version,
            anchors: self.anchors,
            sources: self.sources,
            note: self.note,
            symbols: self.symbols.into_iter().map(WireSymbol::symbol).collect::<Result<_, _>>()?,
            equivalents: equivalents(self.equivalents)?,
            traps: self.traps.into_iter().map(WireTrap::trap).collect::<Result<_, _>>()?,
            strays: self.strays.into_iter().map(WireStray::stray).collect::<Result<_, _>>()?,
        })
    }
}

impl WireSymbol {
    fn symbol(self) -> Result<Symbol, WireError> {
        Ok(Symbol {
            name: self.name,
            kinds: self.kinds.into_iter().map(|code| value(&KINDS, code)).collect::<Result<_, _>>()?,
            roles: self.roles.iter().map(|name| role(name)).collect::<Result<_, _>>()?,
            common: self.common,
            deprecated: self.deprecated,
            formals: self.formals.into_iter().map(|(name, default)| Formal { name, default }).collect(),
            topic: self.topic,
            variants: self.variants,
            reference: self.reference,
            pattern: self.pattern.map(WirePattern::pattern).transpose()?,
            equivalents: equivalents(self.equivalents)?,
        })
    }
}

impl WirePattern {
    fn pattern(self) -> Result<Pattern, WireError> {
        Ok(Pattern {
            title: self.title,
            regex: self.regex,
            anchors: self.anchors,
            places: self.places.into_iter().map(|code| value(&PLACES, code)).collect::<Result<_, _>>()?,
            retired: self.retired.map(date).transpose()?,
            successor: self.successor,
            checked: date(self.checked)?,
            confidence: value(&CONFIDENCES, self.confidence)?,
            doubt: self.doubt,
        })
    }
}

fn role(name: &str) -> Result<Role, WireError> {
    Role::from_name(name).ok_or_else(|| WireError::Damaged(format!("no role is called `{name}`")))
}

fn equivalents(wires: Vec<WireEquivalent>) -> Result<Vec<Equivalent>, WireError> {
    wires.into_iter().map(WireEquivalent::equivalent).collect()
}

impl From<WireCondition> for Condition {
    fn from(WireCondition(context, data, present): WireCondition) -> Self {
        Self { context, data, present }
    }
}

impl WireEquivalent {
    fn equivalent(self) -> Result<Equivalent, WireError> {
        Ok(Equivalent {
            target: TargetId(self.target),
            when: self.when.map(Condition::from),
            change: value(&CHANGES, self.change)?,
            call: self.call,
            add: self.add,
            note: self.note,
            sources: self.sources,
            checked: date(self.checked)?,
            confidence: value(&CONFIDENCES, self.confidence)?,
            before: self.before,
            after: self.after,
            arguments: self.arguments.into_iter().map(|(formal, fate)| ArgumentMap { formal, fate: fate.fate() }).collect(),
        })
    }
}

impl WireFate {
    fn fate(self) -> ArgumentFate {
        match self {
            Self::To(to, note) => ArgumentFate::To { to, note },
            Self::Manual(text) => ArgumentFate::Manual(text),
            Self::Drop(text) => ArgumentFate::Drop(text),
        }
    }
}

impl WireHomonym {
    fn homonym(self) -> Homonym {
        Homonym { package: self.package, names: self.names, sources: self.sources }
    }
}

pub(super) fn date((year, month, day): WireDate) -> Result<jiff::civil::Date, WireError> {
    jiff::civil::Date::new(year, month, day).map_err(|error| WireError::Damaged(error.to_string()))
}
