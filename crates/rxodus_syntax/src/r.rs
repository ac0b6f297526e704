//! What R code does: the visitor for R's syntax trees.

use rxodus_source::Span;
use tree_sitter::Node;

use crate::{
    Argument, Attach, AttachKind, Link, LinkKind, Parsed, ScopeId, ScopeKind, Segment, Shape, UsageKind, Value,
    collect::{Collector, Manner},
    grammar::{Field, Kind},
    walk::{Frame, Visitor},
};

/// Functions that attach their first argument.
const ATTACH: [&str; 3] = ["library", "require", "attachNamespace"];
/// Functions that load their first argument without attaching it.
const LOAD: [&str; 3] = ["requireNamespace", "loadNamespace", "getNamespace"];
/// Functions that attach all their unnamed arguments.
const ATTACH_ALL: [&str; 1] = ["p_load"];
/// Functions that call or give the function that a string names.
const BY_NAME: [&str; 4] = ["do.call", "match.fun", "getFunction", "get"];
/// Functions that call another function for each element.
const APPLY: [&str; 7] = ["lapply", "sapply", "vapply", "Map", "map", "walk", "invisible"];
/// Functions that run another file.
const SOURCE: [&str; 2] = ["source", "sys.source"];
/// Functions that join the parts of a path.
const JOIN: [&str; 3] = ["file.path", "here", "normalizePath"];

/// Collects from an R tree.
pub(crate) struct RVisitor<'a> {
    out: Collector<'a>,
}

/// Either side of an assignment operator.
enum Side {
    Target { outer: bool },
    Neither,
}

impl<'a> RVisitor<'a> {
    pub(crate) fn new(out: Collector<'a>) -> Self {
        Self { out }
    }

    pub(crate) fn finish(self) -> Parsed<'a> {
        self.out.parsed
    }

    fn segment(&self, node: Node) -> Segment<'a> {
        let text = self.out.text_of(node);
        match text.strip_prefix('`').and_then(|text| text.strip_suffix('`')) {
            Some(name) => Segment { name, span: self.out.span(node.start_byte() + 1..node.end_byte() - 1) },
            None => Segment { name: text, span: self.out.span_of(node) },
        }
    }

    /// The text between the quotes of a string, and its place.
    fn string(&self, node: Node) -> Option<Segment<'a>> {
        if node.kind() != "string" {
            return None;
        }
        let content = node.child_by_field_name("content")?;
        Some(Segment { name: self.out.text_of(content), span: self.out.span_of(content) })
    }

    /// A name or a string, as `library()` takes both.
    fn name_or_string(&self, node: Node) -> Option<Segment<'a>> {
        if node.kind() == "identifier" { Some(self.segment(node)) } else { self.string(node) }
    }

    fn path(&self, function: Node) -> Vec<Segment<'a>> {
        let parts = match function.kind() {
            "namespace_operator" => vec![function.child_by_field_name("lhs"), function.child_by_field_name("rhs")],
            "identifier" | "string" => vec![Some(function)],
            _ => Vec::new(),
        };
        parts.into_iter().map(|part| part.and_then(|part| self.name_or_string(part))).collect::<Option<_>>().unwrap_or_default()
    }

    fn call(&mut self, frame: Frame<'_>, above: &[Frame<'_>]) {
        let path = frame.node.child_by_field_name("function").map(|function| self.path(function)).unwrap_or_default();
        let arguments = frame.node.child_by_field_name("arguments").map(arguments).unwrap_or_default();
        if let Some(last) = path.last() {
            self.known_function(last.name, frame.node, &arguments);
        }
        let written = arguments.iter().map(|argument| self.argument(*argument)).collect();
        let manner = Manner {
            piped: above
                .last()
                .is_some_and(|parent| parent.kind == Kind::Binary && frame.field == Field::Right && is_pipe(self.operator(parent.node))),
            recovered: false,
        };
        let whole = self.out.span_of(frame.node);
        let usage = self.out.usage(UsageKind::Call, &path, whole, written, manner);
        self.out.enter_call(usage);
    }

    fn known_function(&mut self, name: &'a str, call: Node, arguments: &[Node]) {
        let first = arguments.iter().find(|argument| {
            argument
                .child_by_field_name("name")
                .is_none_or(|name| matches!(self.out.text_of(name), "package" | "what" | "X" | ".x" | "FUN" | "f" | "file"))
        });
        let value = first.and_then(|first| first.child_by_field_name("value"));
        match (name, value) {
            (name, Some(value)) if ATTACH.contains(&name) => self.attach(AttachKind::Attach, value, arguments),
            (name, Some(value)) if LOAD.contains(&name) => self.attach(AttachKind::Load, value, arguments),
            (name, _) if ATTACH_ALL.contains(&name) => self.attach_all(arguments),
            (name, Some(value)) if BY_NAME.contains(&name) => self.by_name(value, call),
            (name, Some(value)) if SOURCE.contains(&name) => self.link(name, value, call),
            (name, Some(value)) if APPLY.contains(&name) => self.apply(value, arguments),
            ("assign" | "setGeneric" | "setMethod", Some(value)) => self.assign_by_name(value, arguments),
            _ => {}
        }
    }

    fn attach(&mut self, kind: AttachKind, value: Node, arguments: &[Node]) {
        let off = |argument: &Node| argument.child_by_field_name("value").is_some_and(|value| matches!(self.out.text_of(value), "FALSE" | "F"));
        let by_text = arguments.iter().any(|argument| self.named(*argument) == Some("character.only") && !off(argument));
        let module = match value.kind() {
            "identifier" if by_text || kind == AttachKind::Load => None,
            _ => self.name_or_string(value),
        };
        self.attach_module(kind, module);
    }

    fn attach_all(&mut self, arguments: &[Node]) {
        let unnamed = arguments.iter().filter(|argument| self.named(**argument).is_none());
        let modules: Vec<_> = unnamed.filter_map(|argument| self.name_or_string(argument.child_by_field_name("value")?)).collect();
        for module in modules {
            self.attach_module(AttachKind::Attach, Some(module));
        }
    }

    /// `lapply(c("a", "b"), library, character.only = TRUE)`.
    fn apply(&mut self, list: Node, arguments: &[Node]) {
        let attaches = |argument: &Node| argument.child_by_field_name("value").is_some_and(|value| ATTACH.contains(&self.out.text_of(value)));
        if !arguments.iter().any(attaches) {
            return;
        }
        let Some(items) = list.child_by_field_name("arguments") else { return };
        let modules: Vec<_> = self::arguments(items).into_iter().filter_map(|item| self.string(item.child_by_field_name("value")?)).collect();
        for module in modules {
            self.attach_module(AttachKind::Attach, Some(module));
        }
    }

    fn attach_module(&mut self, kind: AttachKind, module: Option<Segment<'a>>) {
        if let Some(module) = module {
            let scope = self.out.scope();
            self.out.parsed.attaches.push(Attach { kind, module, names: Vec::new(), star: None, scope });
        }
    }

    fn by_name(&mut self, value: Node, call: Node) {
        if let Some(name) = self.string(value) {
            let whole = self.out.span_of(call);
            self.out.usage(UsageKind::Dynamic, &[name], whole, Vec::new(), Manner::default());
        }
    }

    fn link(&mut self, through: &'a str, value: Node, call: Node) {
        if let Some(path) = self.joined(value) {
            let span = self.out.span_of(call);
            self.out.parsed.links.push(Link { kind: LinkKind::Source, path, span, through });
        }
    }

    /// The path that a string or `file.path("a", "b")` gives; parts that are no strings are left out.
    fn joined(&self, value: Node) -> Option<String> {
        if let Some(text) = self.string(value) {
            return Some(text.name.replace("\\\\", "/"));
        }
        let function = self.path(value.child_by_field_name("function")?);
        if !JOIN.contains(&function.last()?.name) {
            return None;
        }
        let parts = arguments(value.child_by_field_name("arguments")?).into_iter().filter_map(|part| self.joined(part.child_by_field_name("value")?));
        Some(parts.collect::<Vec<_>>().join("/")).filter(|path| !path.is_empty())
    }

    fn assign_by_name(&mut self, target: Node, arguments: &[Node]) {
        let defines = |argument: &Node| argument.child_by_field_name("value").is_some_and(|value| value.kind() == "function_definition");
        let value = if arguments.iter().any(defines) { Value::Function } else { Value::Expression(Shape::Other) };
        if let Some(name) = self.string(target) {
            self.out.assign(name, ScopeId(0), value);
        }
    }

    fn named(&self, argument: Node) -> Option<&'a str> {
        argument.child_by_field_name("name").map(|name| self.out.text_of(name))
    }

    fn argument(&self, node: Node) -> Argument<'a> {
        let name = node.child_by_field_name("name").map(|name| self.string(name).unwrap_or_else(|| self.segment(name)));
        let value = node.child_by_field_name("value").map_or(Shape::Absent, |value| self.shape(value));
        Argument { name, span: self.out.span_of(node), value }
    }

    fn shape(&self, node: Node) -> Shape<'a> {
        let text = self.out.text_of(node);
        match node.kind() {
            "string" => Shape::Text(self.string(node).map_or("", |string| string.name)),
            "integer" | "float" | "complex" => Shape::Number(text),
            "true" | "false" | "null" | "na" | "inf" | "nan" => Shape::Constant(text),
            "identifier" => Shape::Name(self.segment(node).name),
            "dots" | "dot_dot_i" => Shape::Spread,
            "function_definition" => Shape::Function,
            "call" => node
                .child_by_field_name("function")
                .and_then(|function| self.path(function).last().map(|last| Shape::Call(last.name)))
                .unwrap_or(Shape::Other),
            "binary_operator" | "unary_operator" if self.operator(node) == "~" => Shape::Formula,
            _ => Shape::Other,
        }
    }

    fn operator(&self, node: Node) -> &'a str {
        node.child_by_field_name("operator").map_or("", |operator| self.out.text_of(operator))
    }

    fn side(&self, parent: &Frame<'_>, field: Field) -> Side {
        if parent.kind == Kind::For {
            return if field == Field::Left { Side::Target { outer: false } } else { Side::Neither };
        }
        match (self.operator(parent.node), field) {
            ("<-" | "=" | ":=", Field::Left) | ("->", Field::Right) => Side::Target { outer: false },
            ("<<-", Field::Left) | ("->>", Field::Right) => Side::Target { outer: true },
            _ => Side::Neither,
        }
    }

    fn identifier(&mut self, frame: Frame<'_>, above: &[Frame<'_>]) {
        let Some(parent) = above.last() else { return };
        let segment = self.segment(frame.node);
        match (parent.kind, frame.field) {
            (Kind::Call, Field::Function) | (Kind::Namespace, _) | (Kind::Extract, Field::Right) | (Kind::Argument, Field::Name) => {}
            (Kind::Parameter, Field::Name) if self.out.next_byte(frame.node) == Some(b'(') => self.out.loose_name(frame.node, segment.name),
            (Kind::Parameter, Field::Name) => self.out.assign(segment, self.out.scope(), Value::Parameter),
            (Kind::Error, _) => self.out.loose_name(frame.node, segment.name),
            (Kind::Binary | Kind::For, field) => match self.side(parent, field) {
                Side::Target { outer } => self.target(segment, parent.node, outer),
                Side::Neither => self.reference(&[segment], segment.span),
            },
            _ => self.reference(&[segment], segment.span),
        }
    }

    /// A name that an assignment or a loop gives a value; a loop's holds inside the loop already.
    fn target(&mut self, name: Segment<'a>, assignment: Node, outer: bool) {
        if assignment.kind() == "for_statement" {
            return self.out.assign(name, self.out.scope(), Value::Expression(Shape::Other));
        }
        let scope = if outer { self.out.outer_scope() } else { self.out.scope() };
        let value = match self.assigned(assignment).map(|value| self.shape(value)) {
            Some(Shape::Function) => Value::Function,
            Some(shape) => Value::Expression(shape),
            None => Value::Expression(Shape::Other),
        };
        self.out.assign_after(name, scope, value, assignment);
    }

    /// What an assignment assigns in the end: `f` of `a <- b <- (f)`.
    fn assigned<'t>(&self, assignment: Node<'t>) -> Option<Node<'t>> {
        let mut node = assignment;
        loop {
            node = match (node.kind(), self.operator(node)) {
                ("binary_operator", "->" | "->>") => node.child_by_field_name("lhs")?,
                ("binary_operator", "<-" | "<<-" | "=" | ":=") => node.child_by_field_name("rhs")?,
                ("parenthesized_expression", _) => node.child_by_field_name("body")?,
                _ => return Some(node),
            };
        }
    }

    fn reference(&mut self, path: &[Segment<'a>], whole: Span) {
        self.out.usage(UsageKind::Reference, path, whole, Vec::new(), Manner::default());
    }

    fn namespace(&mut self, frame: Frame<'_>, above: &[Frame<'_>]) {
        let called = above.last().is_some_and(|parent| parent.kind == Kind::Call) && frame.field == Field::Function;
        let path = self.path(frame.node);
        if !called && !path.is_empty() {
            self.reference(&path, self.out.span_of(frame.node));
        }
    }

    /// `"f" <- function(…)` assigns as well.
    fn text(&mut self, frame: Frame<'_>, above: &[Frame<'_>]) {
        let Some(parent) = above.last().filter(|parent| parent.kind == Kind::Binary) else { return };
        if let (Side::Target { outer }, Some(name)) = (self.side(parent, frame.field), self.string(frame.node)) {
            self.target(name, parent.node, outer);
        }
    }
}

impl<'t> Visitor<'t> for RVisitor<'_> {
    fn enter(&mut self, frame: Frame<'t>, above: &[Frame<'t>]) {
        match frame.kind {
            Kind::Call => self.call(frame, above),
            Kind::Identifier => self.identifier(frame, above),
            Kind::Namespace => self.namespace(frame, above),
            Kind::Text => self.text(frame, above),
            Kind::Function => self.out.enter_scope(ScopeKind::Function),
            Kind::Branch => self.out.enter_condition(),
            Kind::Comment => self.out.comment(frame.node),
            Kind::Error => self.out.error(frame.node),
            Kind::Binary | Kind::Unary if self.operator(frame.node) == "~" => self.out.formulas += 1,
            _ if frame.node.is_missing() => self.out.error(frame.node),
            _ => {}
        }
    }

    fn leave(&mut self, frame: Frame<'t>) {
        match frame.kind {
            Kind::Call => self.out.leave_call(),
            Kind::Function => self.out.leave_scope(),
            Kind::Branch => self.out.leave_condition(),
            Kind::Binary | Kind::Unary if self.operator(frame.node) == "~" => self.out.formulas -= 1,
            _ => {}
        }
    }
}

/// The `argument` children of an argument list.
fn arguments(list: Node) -> Vec<Node> {
    let mut cursor = list.walk();
    list.children_by_field_name("argument", &mut cursor).collect()
}

fn is_pipe(operator: &str) -> bool {
    matches!(operator, "|>" | "%>%" | "%<>%" | "%T>%")
}
