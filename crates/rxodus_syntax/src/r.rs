//! What R code does: the visitor for R's syntax trees.

mod apart;
mod environments;
mod namespaces;
mod runs;
mod texts;

pub use runs::RUN_FILES;

use std::ops::Range;

use rxodus_source::Span;

use crate::{
    Argument, Parsed, Segment, Shape, UsageKind, Value,
    collect::{Collector, Manner},
    flat::Node,
    grammar::{Field, Kind},
    walk::Visitor,
};

/// Collects from an R tree.
pub(crate) struct RVisitor<'a> {
    out: Collector<'a>,
    /// Parameters, by their first byte, that take each of several strings in turn.
    applied: Vec<(usize, Range<u32>)>,
    /// The first bytes of names that are values of arguments, and called.
    called: Vec<usize>,
    /// The calls around the current node that run code in an environment of its own.
    environments: Vec<Range<usize>>,
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
        Self { out, applied: Vec::new(), called: Vec::new(), environments: Vec::new() }
    }

    pub(crate) fn finish(self) -> Parsed<'a> {
        self.out.finish()
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
        if node.kind() != Kind::Text {
            return None;
        }
        let content = node.child(Field::Content)?;
        Some(Segment { name: self.out.text_of(content), span: self.out.span_of(content) })
    }

    /// A name or a string, as `library()` takes both.
    fn name_or_string(&self, node: Node) -> Option<Segment<'a>> {
        if node.kind() == Kind::Identifier { Some(self.segment(node)) } else { self.string(node) }
    }

    fn path(&self, function: Node) -> Vec<Segment<'a>> {
        let parts = match function.kind() {
            Kind::Namespace => vec![function.child(Field::Left), function.child(Field::Right)],
            Kind::Identifier | Kind::Text => vec![Some(function)],
            Kind::Extract | Kind::Call => return self.taken(function).unwrap_or_default(),
            _ => Vec::new(),
        };
        parts.into_iter().map(|part| part.and_then(|part| self.name_or_string(part))).collect::<Option<_>>().unwrap_or_default()
    }

    /// `x` and `f` of `x$f`.
    fn method(&self, function: Node) -> Vec<Segment<'a>> {
        let part = |field| function.child(field).filter(|part| part.kind() == Kind::Identifier).map(|part| self.segment(part));
        let parts = if function.kind() == Kind::Extract { part(Field::Left).zip(part(Field::Right)) } else { None };
        parts.map_or(Vec::new(), |(object, name)| vec![object, name])
    }

    fn call(&mut self, node: Node<'_>, above: &[Node<'_>]) {
        let function = node.child(Field::Function);
        let path = function.map(|function| self.path(function)).unwrap_or_default();
        let method = function.map(|function| self.method(function)).unwrap_or_default();
        let arguments = node.child(Field::Arguments).map(arguments).unwrap_or_default();
        self.known_function(&path, node, &arguments);
        let mut written = node.child(Field::Arguments).map(|list| self.written(list)).unwrap_or_default();
        let left = self.piped(node, above).map(|left| Argument {
            name: None,
            span: self.out.span_of(left),
            value: self.shape(left),
            pieces: self.pieces(left),
        });
        let placeholder = match left {
            Some(left) if written.iter().any(Argument::is_placeholder) => Some(self.out.keep_argument(left)),
            left => {
                written.splice(0..0, left);
                None
            }
        };
        let manner = Manner {
            placeholder,
            replaced: above
                .last()
                .is_some_and(|parent| parent.kind() == Kind::Binary && matches!(self.side(parent, node.field()), Side::Target { .. })),
            recovered: false,
        };
        let whole = self.out.span_of(node);
        let (kind, name) = if path.is_empty() { (UsageKind::Method, &method) } else { (UsageKind::Call, &path) };
        let usage = self.out.usage(kind, name, whole, written, manner);
        self.out.enter_call(usage);
        self.enter_environment(&path, node, &arguments);
    }

    /// The left side of a pipe, on the right side of which a call stands.
    fn piped<'t>(&self, call: Node<'t>, above: &[Node<'t>]) -> Option<Node<'t>> {
        let parent = above.last().filter(|parent| parent.kind() == Kind::Binary && call.field() == Field::Right)?;
        parent.child(Field::Left).filter(|_| is_pipe(self.operator(*parent)))
    }

    fn named(&self, argument: Node) -> Option<&'a str> {
        argument.child(Field::Name).map(|name| self.out.text_of(name))
    }

    /// All arguments; a place that is left empty before a comma counts as one.
    fn written(&mut self, list: Node) -> Vec<Argument<'a>> {
        let (mut written, mut is_empty) = (Vec::new(), true);
        for child in list.children() {
            if child.field() == Field::Argument {
                written.push(self.argument(child));
                is_empty = false;
            } else if child.kind() == Kind::Comma && std::mem::replace(&mut is_empty, true) {
                written.push(Argument { name: None, span: self.out.span_of(child), value: Shape::Absent, pieces: 0..0 });
            }
        }
        written
    }

    fn argument(&mut self, node: Node) -> Argument<'a> {
        let name = node.child(Field::Name).map(|name| self.string(name).unwrap_or_else(|| self.segment(name)));
        let value = node.child(Field::Value);
        let pieces = value.map_or(0..0, |value| self.pieces(value));
        Argument { name, span: self.out.span_of(node), value: value.map_or(Shape::Absent, |value| self.shape(value)), pieces }
    }

    fn shape(&self, node: Node) -> Shape<'a> {
        let text = self.out.text_of(node);
        match node.kind() {
            Kind::Text => Shape::Text(self.string(node).map_or("", |string| string.name)),
            Kind::Number => Shape::Number(text),
            Kind::Constant => Shape::Constant(text),
            Kind::Identifier => Shape::Name(self.segment(node).name),
            Kind::Dots => Shape::Spread,
            Kind::Subset => match node.child(Field::Function).map(|object| (object.kind(), self.segment(object).name)) {
                Some((Kind::Identifier, name)) => Shape::Part(name),
                _ => Shape::Other,
            },
            Kind::Function => Shape::Function,
            Kind::Call => {
                node.child(Field::Function).and_then(|function| self.path(function).last().map(|last| Shape::Call(last.name))).unwrap_or(Shape::Other)
            }
            Kind::Binary | Kind::Unary if self.operator(node) == "~" => Shape::Formula,
            _ => Shape::Other,
        }
    }

    fn operator(&self, node: Node) -> &'a str {
        node.child(Field::Operator).map_or("", |operator| self.out.text_of(operator))
    }

    fn side(&self, parent: &Node<'_>, field: Field) -> Side {
        if parent.kind() == Kind::For {
            return if field == Field::Left { Side::Target { outer: false } } else { Side::Neither };
        }
        match (self.operator(*parent), field) {
            ("<-" | "=" | ":=", Field::Left) | ("->", Field::Right) => Side::Target { outer: false },
            ("<<-", Field::Left) | ("->>", Field::Right) => Side::Target { outer: true },
            _ => Side::Neither,
        }
    }

    fn identifier(&mut self, node: Node<'_>, above: &[Node<'_>]) {
        let Some(parent) = above.last() else { return };
        let segment = self.segment(node);
        match (parent.kind(), node.field()) {
            (Kind::Call, Field::Function) | (Kind::Namespace, _) | (Kind::Extract, Field::Right) | (Kind::Argument, Field::Name) => {}
            (Kind::Parameter, Field::Name) if self.out.next_byte(node) == Some(b'(') => self.out.loose_name(node, segment.name),
            (Kind::Parameter, Field::Name) => self.parameter(segment, node),
            (Kind::Error, _) => self.out.loose_name(node, segment.name),
            (Kind::Binary | Kind::For, field) => match self.side(parent, field) {
                Side::Target { outer } => self.target(segment, *parent, outer),
                Side::Neither => self.reference(&[segment], segment.span),
            },
            _ if self.is_called(node) => {}
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
        if assignment.kind() == Kind::For {
            self.out.assign(name, self.out.scope(), Value::Element);
            let sequence = assignment.child(Field::Right).map(|sequence| self.parts(sequence)).unwrap_or_default();
            let pieces = self.out.keep(sequence);
            return self.out.holds(pieces);
        }
        let scope = if outer { self.out.outer_scope() } else { self.out.scope() };
        let assigned = self.assigned(assignment);
        let value = match assigned.map_or(Shape::Other, |value| self.shape(value)) {
            Shape::Function => Value::Function,
            shape => assigned.and_then(|value| self.namespace_of(value)).map_or(Value::Expression(shape), |package| Value::Module(package.name)),
        };
        self.out.assign_after(name, scope, value, assignment);
        let pieces = assigned.map_or(0..0, |value| self.pieces(value));
        self.out.holds(pieces);
        if assigned.is_some_and(may_be_function) {
            self.out.perhaps_a_function();
        }
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
                (Kind::Binary, "->" | "->>") => node.child(Field::Left)?,
                (Kind::Binary, "<-" | "<<-" | "=" | ":=") => node.child(Field::Right)?,
                (Kind::Parenthesized, _) => node.child(Field::Body)?,
                _ => return Some(node),
            };
        }
    }

    /// `x$name`, `x@name`, `x[["name"]]`.
    fn member(&mut self, node: Node) {
        let (object, name) = match node.kind() {
            Kind::Element => (node.child(Field::Function), first_value(node).and_then(|name| self.string(name))),
            _ => (node.child(Field::Left), node.child(Field::Right).and_then(|name| self.name_or_string(name))),
        };
        if let (Some(object), Some(name)) = (object, name) {
            self.out.member(node, object, name);
        }
    }

    /// All that a function does, where that is one expression: without braces, and of what it returns.
    fn only<'t>(&self, function: Node<'t>) -> Option<Node<'t>> {
        let mut node = function.child(Field::Body)?;
        loop {
            node = match node.kind() {
                Kind::Block => only_child(node)?,
                Kind::Parenthesized => node.child(Field::Body)?,
                Kind::Call if self.path(node.child(Field::Function)?).last().is_some_and(|last| RETURNS.contains(&last.name)) => first_value(node)?,
                _ => return Some(node),
            };
        }
    }

    fn reference(&mut self, path: &[Segment<'a>], whole: Span) {
        self.out.usage(UsageKind::Reference, path, whole, Vec::new(), Manner::default());
    }

    /// `p::f`, or what takes `f` out of `p` in another way.
    fn namespace(&mut self, node: Node<'_>, above: &[Node<'_>]) {
        let called = above.last().is_some_and(|parent| parent.kind() == Kind::Call) && node.field() == Field::Function;
        let path = self.path(node);
        if !called && !path.is_empty() && !self.is_called(node) {
            self.reference(&path, self.out.span_of(node));
        }
    }

    /// `"f" <- function(…)` assigns as well.
    fn text(&mut self, node: Node<'_>, above: &[Node<'_>]) {
        let Some(parent) = above.last().filter(|parent| parent.kind() == Kind::Binary) else { return };
        if let (Side::Target { outer }, Some(name)) = (self.side(parent, node.field()), self.string(node)) {
            self.target(name, *parent, outer);
        }
    }
}

impl<'t> Visitor<'t> for RVisitor<'_> {
    fn enter(&mut self, node: Node<'t>, above: &[Node<'t>]) {
        match node.kind() {
            Kind::Call => {
                self.namespace(node, above);
                self.call(node, above);
            }
            Kind::Identifier => self.identifier(node, above),
            Kind::Namespace => self.namespace(node, above),
            Kind::Text => self.text(node, above),
            Kind::Function => self.out.enter_function(node, self.only(node)),
            Kind::Extract => {
                self.namespace(node, above);
                self.member(node);
            }
            Kind::Element => self.member(node),
            Kind::Branch => self.out.enter_condition(node, node.child(Field::Alternative).is_some()),
            Kind::For => self.out.enter_loop(),
            Kind::Comment => self.out.comment(node),
            Kind::Error => self.out.error(node),
            Kind::Binary | Kind::Unary if self.operator(node) == "~" => self.out.formulas += 1,
            _ if node.is_missing() => self.out.error(node),
            _ => {}
        }
    }

    fn leave(&mut self, node: Node<'t>) {
        match node.kind() {
            Kind::Call => {
                self.leave_environment(node);
                self.out.leave_call();
            }
            Kind::Function => self.out.leave_scope(),
            Kind::Branch => self.out.leave_condition(node),
            Kind::For => self.out.leave_loop(),
            Kind::Binary | Kind::Unary if self.operator(node) == "~" => self.out.formulas -= 1,
            _ => {}
        }
    }
}

/// The arguments of a list, without comments.
fn arguments(list: Node<'_>) -> Vec<Node<'_>> {
    list.children_in(Field::Argument).collect()
}

/// The first argument of a call or subset.
fn first_value(node: Node<'_>) -> Option<Node<'_>> {
    node.child(Field::Arguments)?.child(Field::Argument)?.child(Field::Value)
}

/// `if (a) f else function() …`
fn may_be_function(value: Node<'_>) -> bool {
    let arms = value.children_in(Field::Consequence).chain(value.children_in(Field::Alternative));
    let mut given = arms.filter_map(|arm| if arm.kind() == Kind::Block { arm.children().last() } else { Some(arm) });
    value.kind() == Kind::Branch && given.any(|given| given.kind() == Kind::Function)
}

/// The only child of a block, comments aside.
fn only_child(block: Node<'_>) -> Option<Node<'_>> {
    let mut children = block.children().filter(|child| child.kind() != Kind::Comment);
    let first = children.next();
    first.filter(|_| children.next().is_none())
}

fn is_pipe(operator: &str) -> bool {
    matches!(operator, "|>" | "%>%" | "%<>%" | "%T>%")
}
