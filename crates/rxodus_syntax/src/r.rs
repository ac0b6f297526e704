//! What R code does: the visitor for R's syntax trees.

mod runs;
mod texts;

pub use runs::RUN_FILES;

use std::ops::Range;

use rxodus_source::Span;
use tree_sitter::Node;

use crate::{
    Argument, Parsed, Segment, Shape, UsageKind, Value,
    collect::{Collector, Manner},
    grammar::{Field, Kind},
    walk::{Frame, Visitor},
};

/// Collects from an R tree.
pub(crate) struct RVisitor<'a> {
    out: Collector<'a>,
    /// Parameters, by their first byte, that take each of several strings in turn.
    applied: Vec<(usize, Range<u32>)>,
    /// The first bytes of names that are values of arguments, and called.
    called: Vec<usize>,
}

/// Functions that give what they are given, in the end of another.
const RETURNS: [&str; 2] = ["return", "invisible"];

/// Either side of an assignment operator.
enum Side {
    Target { outer: bool },
    Neither,
}

impl<'a> RVisitor<'a> {
    pub(crate) fn new(out: Collector<'a>) -> Self {
        Self { out, applied: Vec::new(), called: Vec::new() }
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

    /// `x` and `f` of `x$f`.
    fn method(&self, function: Node) -> Vec<Segment<'a>> {
        let part = |field: &str| function.child_by_field_name(field).filter(|part| part.kind() == "identifier").map(|part| self.segment(part));
        let parts = if function.kind() == "extract_operator" { part("lhs").zip(part("rhs")) } else { None };
        parts.map_or(Vec::new(), |(object, name)| vec![object, name])
    }

    fn call(&mut self, frame: Frame<'_>, above: &[Frame<'_>]) {
        let function = frame.node.child_by_field_name("function");
        let path = function.map(|function| self.path(function)).unwrap_or_default();
        let method = function.map(|function| self.method(function)).unwrap_or_default();
        let arguments = frame.node.child_by_field_name("arguments").map(arguments).unwrap_or_default();
        self.known_function(&path, frame.node, &arguments);
        let written = arguments.iter().map(|argument| self.argument(*argument)).collect();
        let manner = Manner {
            piped: above
                .last()
                .is_some_and(|parent| parent.kind == Kind::Binary && frame.field == Field::Right && is_pipe(self.operator(parent.node))),
            replaced: above.last().is_some_and(|parent| parent.kind == Kind::Binary && matches!(self.side(parent, frame.field), Side::Target { .. })),
            recovered: false,
        };
        let whole = self.out.span_of(frame.node);
        let (kind, path) = if path.is_empty() { (UsageKind::Method, method) } else { (UsageKind::Call, path) };
        let usage = self.out.usage(kind, &path, whole, written, manner);
        self.out.enter_call(usage);
    }

    fn named(&self, argument: Node) -> Option<&'a str> {
        argument.child_by_field_name("name").map(|name| self.out.text_of(name))
    }

    fn argument(&mut self, node: Node) -> Argument<'a> {
        let name = node.child_by_field_name("name").map(|name| self.string(name).unwrap_or_else(|| self.segment(name)));
        let value = node.child_by_field_name("value");
        let pieces = value.map_or(0..0, |value| self.pieces(value));
        Argument { name, span: self.out.span_of(node), value: value.map_or(Shape::Absent, |value| self.shape(value)), pieces }
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
            (Kind::Parameter, Field::Name) => self.parameter(segment, frame.node),
            (Kind::Error, _) => self.out.loose_name(frame.node, segment.name),
            (Kind::Binary | Kind::For, field) => match self.side(parent, field) {
                Side::Target { outer } => self.target(segment, parent.node, outer),
                Side::Neither => self.reference(&[segment], segment.span),
            },
            _ if self.is_called(frame.node) => {}
            _ => self.reference(&[segment], segment.span),
        }
    }

    /// Whether a name that is the value of an argument was met as a call.
    fn is_called(&mut self, node: Node) -> bool {
        let found = self.called.iter().position(|start| *start == node.start_byte());
        found.is_some_and(|at| {
            self.called.swap_remove(at);
            true
        })
    }

    /// A name that an assignment or a loop gives a value; a loop's holds inside the loop already.
    fn target(&mut self, name: Segment<'a>, assignment: Node, outer: bool) {
        if assignment.kind() == "for_statement" {
            self.out.assign(name, self.out.scope(), Value::Expression(Shape::Other));
            let sequence = assignment.child_by_field_name("sequence").map(|sequence| self.parts(sequence)).unwrap_or_default();
            let pieces = self.out.keep(sequence);
            return self.out.holds(pieces);
        }
        let scope = if outer { self.out.outer_scope() } else { self.out.scope() };
        let assigned = self.assigned(assignment);
        let value = match assigned.map(|value| self.shape(value)) {
            Some(Shape::Function) => Value::Function,
            Some(shape) => Value::Expression(shape),
            None => Value::Expression(Shape::Other),
        };
        self.out.assign_after(name, scope, value, assignment);
        let pieces = assigned.map_or(0..0, |value| self.pieces(value));
        self.out.holds(pieces);
    }

    fn parameter(&mut self, name: Segment<'a>, node: Node) {
        self.out.assign(name, self.out.scope(), Value::Parameter);
        if let Some(at) = self.applied.iter().position(|(start, _)| *start == node.start_byte()) {
            let (_, pieces) = self.applied.swap_remove(at);
            self.out.holds(pieces);
        }
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

    /// `x$name`, `x@name`, `x[["name"]]`.
    fn member(&mut self, node: Node) {
        let (object, name) = match node.kind() {
            "subset2" => (node.child_by_field_name("function"), first_value(node).and_then(|name| self.string(name))),
            _ => (node.child_by_field_name("lhs"), node.child_by_field_name("rhs").and_then(|name| self.name_or_string(name))),
        };
        if let (Some(object), Some(name)) = (object, name) {
            self.out.member(node, object, name);
        }
    }

    /// All that a function does, where that is one expression: without braces, and of what it returns.
    fn only<'t>(&self, function: Node<'t>) -> Option<Node<'t>> {
        let mut node = function.child_by_field_name("body")?;
        loop {
            node = match node.kind() {
                "braced_expression" => only_child(node)?,
                "parenthesized_expression" => node.child_by_field_name("body")?,
                "call" if self.path(node.child_by_field_name("function")?).last().is_some_and(|last| RETURNS.contains(&last.name)) => {
                    first_value(node)?
                }
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
        if !called && !path.is_empty() && !self.is_called(frame.node) {
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
            Kind::Function => self.out.enter_function(frame.node, self.only(frame.node)),
            Kind::Extract | Kind::Subset => self.member(frame.node),
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

/// The first argument of a call or subset.
fn first_value(node: Node) -> Option<Node> {
    arguments(node.child_by_field_name("arguments")?).first()?.child_by_field_name("value")
}

/// The only child of a block, comments aside.
fn only_child(block: Node) -> Option<Node> {
    let mut cursor = block.walk();
    let mut children = block.named_children(&mut cursor).filter(|child| child.kind() != "comment");
    let first = children.next();
    first.filter(|_| children.next().is_none())
}

fn is_pipe(operator: &str) -> bool {
    matches!(operator, "|>" | "%>%" | "%<>%" | "%T>%")
}
