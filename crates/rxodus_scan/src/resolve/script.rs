//! Code of which something is not known: the language of a script in a string, parts of it, or whether it is code at all.

use rxodus_source::{Body, Chunk, Language, Span};

use super::Context;
use crate::{Finding, Origin, Use, unit::Unit};

const LANGUAGE: &str = "the language of this script is not known here, and it is no faultless R";

const RECOVERED: &str = "the notebook is broken, so it is not sure that this is code which runs";

/// What stands in a broken notebook is for a reader to judge.
pub(crate) fn judge_recovered(chunk: &Chunk, findings: &mut [Finding]) {
    for finding in findings.iter_mut().filter(|_| chunk.unknown.recovered) {
        (finding.origin, finding.reason) = (Origin::Ambiguous, RECOVERED.to_owned());
    }
}

/// Says of each finding whether an unknown part stands in its call.
pub(crate) fn note_unknown_parts(context: &Context, findings: &mut [Finding]) {
    let Body::Text { map, .. } = &context.chunk.body else { return };
    let parts: Vec<Span> = context.chunk.unknown.parts.iter().map(|part| context.unit.file.span(map.raw_range(part.clone()))).collect();
    for finding in findings.iter_mut() {
        finding.unknown_part = parts.iter().find(|part| finding.whole.start < part.end && part.start < finding.whole.end).copied();
        finding.more_arguments |= finding.unknown_part.is_some() && finding.usage == Use::Call;
    }
}

/// Where a script may be R or Python, it was resolved as both. A finding in Python stands on an import, which is no R, so it settles the
/// language. Without any, what R gives stands, and is for a reader to judge where the script is no faultless R.
pub(crate) fn settle_language(unit: &Unit, findings: &mut [Vec<Finding>]) {
    for at in 1..unit.file.chunks.len() {
        let [r, python] = &unit.file.chunks[at - 1..=at] else { continue };
        if !(r.unknown.language && python.unknown.language && r.language == Language::R && python.language == Language::Python) {
            continue;
        }
        let is_python = !findings[at].is_empty();
        if !is_python && unit.codes[at - 1].parsed.errors.nodes.is_empty() {
            continue;
        }
        for number in inside(unit, at - 1) {
            let doubt = |finding: &mut Finding| (finding.origin, finding.reason) = (Origin::Ambiguous, LANGUAGE.to_owned());
            if is_python { findings[number].clear() } else { findings[number].iter_mut().for_each(doubt) }
        }
    }
}

/// A code, and the codes in its strings.
fn inside(unit: &Unit, outermost: usize) -> Vec<usize> {
    let mut found = vec![outermost];
    for (number, code) in unit.codes.iter().enumerate().skip(unit.file.chunks.len()) {
        let around = code.host.map(|host| host.code).or_else(|| code.runner.as_ref().map(|runner| runner.code));
        found.extend(around.filter(|around| found.contains(around)).map(|_| number));
    }
    found
}
