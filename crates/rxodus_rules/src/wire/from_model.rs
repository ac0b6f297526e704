//! Rules to what is written.

use super::codes::{CHANGES, CONFIDENCES, KINDS, LANGUAGES, PLACES, code};
use super::rows::{WireCondition, WireDate, WireEquivalent, WireFate, WireHomonym, WirePackage, WirePattern, WireRuleset, WireSymbol, WireTarget};
use crate::{ArgumentFate, Condition, Equivalent, Homonym, Package, Pattern, Role, Ruleset, Symbol, Target};

impl From<&Ruleset> for WireRuleset {
    fn from(ruleset: &Ruleset) -> Self {
        Self {
            targets: all(&ruleset.targets),
            packages: all(&ruleset.packages),
            homonyms: all(&ruleset.homonyms),
            effort: ruleset.effort.as_ref().map(Into::into),
            flow: (&ruleset.flow).into(),
            platforms: all(&ruleset.platforms),
            verified: ruleset.verified.iter().map(|verified| (verified.library.clone(), verified.names.clone())).collect(),
            criteria: all(&ruleset.criteria),
            weights: (&ruleset.weights).into(),
        }
    }
}

fn all<'m, M, W: From<&'m M>>(list: &'m [M]) -> Vec<W> {
    list.iter().map(W::from).collect()
}

impl From<&Target> for WireTarget {
    fn from(target: &Target) -> Self {
        Self {
            id: target.id.clone(),
            aliases: target.aliases.clone(),
            title: target.title.clone(),
            note: target.note.clone(),
            libraries: target.libraries.clone(),
        }
    }
}

impl From<&Package> for WirePackage {
    fn from(package: &Package) -> Self {
        Self {
            name: package.name.clone(),
            language: code(&LANGUAGES, &package.language),
            modules: package.modules.clone(),
            preattached: package.preattached,
            retired: package.retired.map(date),
            version: package.version.clone(),
            anchors: package.anchors.clone(),
            sources: package.sources.clone(),
            note: package.note.clone(),
            symbols: all(&package.symbols),
            equivalents: all(&package.equivalents),
            traps: all(&package.traps),
            strays: all(&package.strays),
        }
    }
}

impl From<&Symbol> for WireSymbol {
    fn from(symbol: &Symbol) -> Self {
        Self {
            name: symbol.name.clone(),
            kinds: symbol.kinds.iter().map(|kind| code(&KINDS, kind)).collect(),
            roles: symbol.roles.iter().map(Role::name).collect(),
            common: symbol.common,
            deprecated: symbol.deprecated,
            formals: symbol.formals.iter().map(|formal| (formal.name.clone(), formal.default.clone())).collect(),
            topic: symbol.topic.clone(),
            variants: symbol.variants.clone(),
            reference: symbol.reference.clone(),
            pattern: symbol.pattern.as_ref().map(Into::into),
            equivalents: all(&symbol.equivalents),
        }
    }
}

impl From<&Pattern> for WirePattern {
    fn from(pattern: &Pattern) -> Self {
        Self {
            title: pattern.title.clone(),
            regex: pattern.regex.clone(),
            anchors: pattern.anchors.clone(),
            places: pattern.places.iter().map(|place| code(&PLACES, place)).collect(),
            retired: pattern.retired.map(date),
            successor: pattern.successor.clone(),
            checked: date(pattern.checked),
            confidence: code(&CONFIDENCES, &pattern.confidence),
            doubt: pattern.doubt.clone(),
        }
    }
}

impl From<Condition> for WireCondition {
    fn from(Condition { context, data, present }: Condition) -> Self {
        Self(context, data, present)
    }
}

impl From<&Equivalent> for WireEquivalent {
    fn from(equivalent: &Equivalent) -> Self {
        Self {
            target: equivalent.target.0,
            when: equivalent.when.clone().map(WireCondition::from),
            change: code(&CHANGES, &equivalent.change),
            call: equivalent.call.clone(),
            add: equivalent.add.clone(),
            note: equivalent.note.clone(),
            sources: equivalent.sources.clone(),
            checked: date(equivalent.checked),
            confidence: code(&CONFIDENCES, &equivalent.confidence),
            before: equivalent.before.clone(),
            after: equivalent.after.clone(),
            arguments: equivalent.arguments.iter().map(|argument| (argument.formal.clone(), (&argument.fate).into())).collect(),
        }
    }
}

impl From<&ArgumentFate> for WireFate {
    fn from(fate: &ArgumentFate) -> Self {
        match fate {
            ArgumentFate::To { to, note } => Self::To(to.clone(), note.clone()),
            ArgumentFate::Manual(text) => Self::Manual(text.clone()),
            ArgumentFate::Drop(text) => Self::Drop(text.clone()),
        }
    }
}

impl From<&Homonym> for WireHomonym {
    fn from(homonym: &Homonym) -> Self {
        Self { package: homonym.package.clone(), names: homonym.names.clone(), sources: homonym.sources.clone() }
    }
}

pub(super) fn date(date: jiff::civil::Date) -> WireDate {
    (date.year(), date.month(), date.day())
}
