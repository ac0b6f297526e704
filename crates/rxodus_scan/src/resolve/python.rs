//! What names in Python code mean: a name counts only if an import brings it in.

use rxodus_rules::{Language, RuleId, Symbol};
use rxodus_source::Span;
use rxodus_syntax::{Assignment, Attach, Parsed, Scope, ScopeId, ScopeKind, Segment, Shape, Usage, UsageKind, Value};

use super::{
    Context, Meaning,
    facts::{Which, inner},
};
use crate::{AttachedBy, Finding, Origin, Use, link::Export};

const MAYBE_REBOUND: &str = "the name gets another value under a condition";

/// What a name is bound to at the place of a usage.
enum Binding<'a> {
    /// This module, by an import.
    Module(&'a str),
    /// A name of this module, by an import.
    Imported(&'a str, &'a str),
    /// Anything else.
    Local,
}

/// A binding, where it stands, and whether it is sure.
type Bound<'a> = (Binding<'a>, Option<AttachedBy>, bool);

/// Adds the findings of a chunk of Python.
pub(crate) fn resolve(context: &Context, findings: &mut Vec<Finding>) {
    for attach in &context.parsed.attaches {
        imports(context, attach, findings);
    }
    for usage in &context.parsed.usages {
        findings.extend(used(context, usage));
    }
}

/// The module of an import, each name that it brings in, and the star.
fn imports(context: &Context, attach: &Attach, findings: &mut Vec<Finding>) {
    let Some(package) = context.index.module(Language::Python, attach.module.name) else { return passed_on(context, attach, findings) };
    let meaning = |rule| Meaning { rule, origin: Origin::Qualified, reason: "", by: None };
    let module = context.index.symbol_of(package, attach.module.name).unwrap_or(package);
    findings.push(context.finding(meaning(module), attach.module.name, Use::Import, attach.module.span));
    for imported in &attach.names {
        let rule = member(context, package, attach.module.name, imported.name.name).unwrap_or(package);
        let symbol = context.index.symbol(rule).map_or(imported.name.name, |symbol| &symbol.name);
        findings.push(context.finding(meaning(rule), symbol, Use::Import, imported.name.span));
    }
    findings.extend(attach.star.map(|star| context.finding(meaning(package), "*", Use::Import, star)));
}

/// Names that a module of the project's own has from a retired one.
fn passed_on(context: &Context, attach: &Attach, findings: &mut Vec<Finding>) {
    for imported in &attach.names {
        let Some(export) = context.facts.passed_on(attach.module.name, imported.name.name) else { continue };
        let Some(rule) =
            context.index.module(Language::Python, export.module).and_then(|package| member(context, package, export.module, export.name))
        else {
            continue;
        };
        let symbol = context.index.symbol(rule).map_or(export.name, |symbol| &symbol.name);
        let meaning = Meaning { rule, origin: Origin::Attached, reason: "", by: Some(export.by) };
        findings.push(context.finding(meaning, symbol, Use::Import, imported.name.span));
    }
}

/// The symbol that this name of a module means: an export, or a submodule.
fn member(context: &Context, package: RuleId, module: &str, name: &str) -> Option<RuleId> {
    context.index.symbol_of(package, name).or_else(|| context.index.symbol_of(package, &format!("{module}.{name}")))
}

fn used(context: &Context, usage: &Usage) -> Option<Finding> {
    if usage.kind == UsageKind::Method {
        return None;
    }
    let path = context.parsed.path_of(usage);
    let (binding, by, sure) = binding(context, usage, path[0].name)?;
    let (rule, segment) = match binding {
        Binding::Local => return through_own_module(context, path, usage),
        Binding::Imported(module, name) => imported(context, path, module, name)?,
        Binding::Module(module) => through_module(context, path, module)?,
    };
    let origin = if sure { Origin::Attached } else { Origin::Ambiguous };
    let meaning = Meaning { rule, origin, reason: if sure { "" } else { MAYBE_REBOUND }, by };
    let written = segment.name;
    let mut finding = context.used(meaning, written, usage, segment.span);
    if segment.span != path[path.len() - 1].span {
        // `Class.method(…)`: the class is used as a value, the arguments are the method's.
        finding.usage = Use::Reference;
        finding.whole = segment.span;
        finding.arguments.clear();
    }
    Some(finding)
}

/// `m.name`, where `m` is a module of the project's own that has the name from a retired one.
fn through_own_module(context: &Context, path: &[Segment], usage: &Usage) -> Option<Finding> {
    let (first, last) = (path.first()?, path.last().filter(|_| path.len() > 1)?);
    let own = context.facts.in_code(Which::All, context.number, first.name, usage.whole.start).next_back();
    let assignment = own.or_else(|| context.facts.in_other_codes(Which::All, context.number, first.name).next())?;
    let module = match assignment.value {
        Value::Module(module) => module.to_owned(),
        Value::Imported { module, name } => inner(module, name),
        _ => return None,
    };
    let module = path[1..path.len() - 1].iter().fold(module, |module, part| inner(&module, part.name));
    if !context.facts.is_own_module(&module) {
        return None;
    }
    let export = context.projects.export(context.file, &module, last.name, context.index)?;
    let package = context.index.module(Language::Python, export.module)?;
    let rule = member(context, package, export.module, export.name)?;
    let meaning = Meaning { rule, origin: Origin::Attached, reason: "", by: Some(export.by) };
    Some(context.used(meaning, last.name, usage, last.span))
}

/// `name` or `name.method`, where `name` was imported from a module.
fn imported<'a>(context: &Context, path: &[Segment<'a>], module: &str, name: &str) -> Option<(RuleId, Segment<'a>)> {
    let package = context.index.module(Language::Python, module)?;
    match member(context, package, module, name) {
        Some(rule) if is_module(context, rule) => through_module(context, path, &format!("{module}.{name}")),
        Some(rule) => Some((rule, path[0])),
        None => Some((package, path[0])),
    }
}

fn is_module(context: &Context, rule: RuleId) -> bool {
    context.index.symbol(rule).is_some_and(Symbol::is_module)
}

/// `m.a.b.name`, where `m` is a module: the first part that is an exported name counts.
fn through_module<'a>(context: &Context, path: &[Segment<'a>], module: &str) -> Option<(RuleId, Segment<'a>)> {
    let mut module = module.to_owned();
    for segment in &path[1..] {
        if let Some(package) = context.index.module(Language::Python, &module) {
            let rule = context.index.symbol_of(package, segment.name).filter(|rule| !is_module(context, *rule));
            if let Some(rule) = rule {
                return Some((rule, *segment));
            }
        }
        module = format!("{module}.{}", segment.name);
    }
    let package = context.index.module(Language::Python, &module)?;
    let last = path.last().filter(|_| path.len() > 1)?;
    Some((context.index.symbol_of(package, &module).unwrap_or(package), *last))
}

/// What the name is bound to, where, and whether that is sure. The bodies of classes and comprehensions run at once, those of functions
/// at some later time. What code in a string does not bind, the code around the string may.
fn binding<'a>(context: &Context<'a>, usage: &Usage, name: &str) -> Option<Bound<'a>> {
    let (mut number, mut innermost, mut until) = (context.number, usage.scope, usage.whole.start);
    loop {
        let found = in_code(context, number, innermost, name, &mut until);
        let code = &context.unit.codes[number];
        let host = code.host.filter(|host| context.unit.codes[host.code].parsed.language == code.parsed.language);
        match host {
            Some(host) if found.is_none() => (number, innermost) = (host.code, host.scope),
            _ => return found.or_else(|| other_codes(context, number, name)).or_else(|| star(context, name)),
        }
    }
}

/// The binding in the scopes of one code, from the inside out.
fn in_code<'a>(context: &Context<'a>, number: usize, innermost: ScopeId, name: &str, until: &mut u32) -> Option<Bound<'a>> {
    let parsed: &Parsed = &context.unit.codes[number].parsed;
    for scope in parsed.enclosing(innermost) {
        let Scope { kind, .. } = parsed.scopes[scope.0 as usize];
        let visible = kind != ScopeKind::Class || scope == innermost;
        let found = visible.then(|| in_scope(context, number, scope, name, *until)).flatten();
        if found.is_some() {
            return found;
        }
        if kind == ScopeKind::Function {
            *until = u32::MAX;
        }
    }
    None
}

/// The last binding before a place; a condition may leave an earlier import standing.
fn in_scope<'a>(context: &Context<'a>, number: usize, scope: ScopeId, name: &str, until: u32) -> Option<Bound<'a>> {
    let held =
        |until| last_binding(context, context.facts.in_code(Which::All, number, name, until).rev().filter(|assignment| assignment.scope == scope));
    let before = held(until);
    if scope == ScopeId(0) { before } else { before.or_else(|| held(u32::MAX)) }
}

/// The binding that counts, of assignments from the last to the first.
fn last_binding<'a>(context: &Context<'a>, assignments: impl Iterator<Item = &'a Assignment<'a>>) -> Option<Bound<'a>> {
    let (mut sure, mut any) = (true, false);
    for assignment in assignments {
        any = true;
        match bound(context, assignment) {
            _ if is_placeholder(assignment) => {}
            (found, by) if is_retired(context, &found) => return Some((found, Some(by), sure)),
            _ if assignment.conditional => sure = false,
            _ => break,
        }
    }
    any.then_some((Binding::Local, None, true))
}

fn is_retired(context: &Context, binding: &Binding) -> bool {
    match binding {
        Binding::Module(module) => context.index.is_on_the_way(Language::Python, module),
        Binding::Imported(module, _) => context.index.module(Language::Python, module).is_some(),
        Binding::Local => false,
    }
}

/// `name = None` where an import failed.
fn is_placeholder(assignment: &Assignment) -> bool {
    assignment.conditional && matches!(assignment.value, Value::Expression(Shape::Constant(_)))
}

/// What an assignment binds a name to, and what makes it mean that: itself, or an import in another file that passes the name on.
fn bound<'a>(context: &Context<'a>, assignment: &Assignment<'a>) -> (Binding<'a>, AttachedBy) {
    let here = by(context, assignment.name.span);
    match assignment.value {
        Value::Module(module) => (Binding::Module(module), here),
        Value::Imported { module, name } => match context.facts.passed_on(module, name) {
            Some(Export { module, name: "", by }) => (Binding::Module(module), by),
            Some(Export { module, name, by }) => (Binding::Imported(module, name), by),
            None => (Binding::Imported(module, name), here),
        },
        _ => (Binding::Local, here),
    }
}

fn by(context: &Context, span: Span) -> AttachedBy {
    AttachedBy::linked(context.file, span)
}

/// The other cells of a notebook share their names: the last binding above counts, else the first one below.
fn other_codes<'a>(context: &Context<'a>, number: usize, name: &str) -> Option<Bound<'a>> {
    last_binding(context, context.facts.in_other_codes(Which::All, number, name))
}

/// `from module import *` brings in every exported name.
fn star<'a>(context: &Context<'a>, name: &str) -> Option<Bound<'a>> {
    for module in context.facts.stars(context.session) {
        let Some(package) = context.index.module(Language::Python, module.name) else {
            let export = context.projects.export(context.file, module.name, name, context.index);
            match export.filter(|export| !export.name.is_empty()) {
                Some(Export { module, name, by }) => return Some((Binding::Imported(module, name), Some(by), true)),
                None => continue,
            }
        };
        if let Some(symbol) = context.index.symbol_of(package, name).and_then(|rule| context.index.symbol(rule)) {
            let binding = Binding::Imported(module.name, symbol.name.as_str());
            return Some((binding, Some(by(context, module.span)), true));
        }
    }
    None
}
