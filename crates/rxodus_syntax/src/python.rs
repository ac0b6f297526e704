//! What Python code does: the visitor for Python's syntax trees.

mod runs;
mod texts;

use crate::{
    Argument, Attach, AttachKind, ImportedName, Parsed, ScopeKind, Segment, Shape, UsageKind, Value,
    collect::{Collector, Manner},
    flat::Node,
    grammar::{Field, Kind},
    walk::Visitor,
};

/// Functions that import the module that a string names.
const IMPORT_BY_NAME: [&str; 2] = ["import_module", "__import__"];

/// Collects from a Python tree.
pub(crate) struct PythonVisitor<'a> {
    out: Collector<'a>,
}

impl<'a> PythonVisitor<'a> {
    pub(crate) fn new(out: Collector<'a>) -> Self {
        Self { out }
    }

    pub(crate) fn finish(self) -> Parsed<'a> {
        self.out.finish()
    }

    fn segment(&self, node: Node) -> Segment<'a> {
        Segment { name: self.out.text_of(node), span: self.out.span_of(node) }
    }

    /// The names of `a.b.c`, or of `getattr(a.b, "c")`; empty where it starts with something else than a name.
    fn path(&self, node: Node) -> Vec<Segment<'a>> {
        let mut path = Vec::new();
        let mut node = node;
        while node.kind() != Kind::Identifier {
            let Some((object, name)) = self.part(node) else { return Vec::new() };
            path.push(name);
            node = object;
        }
        path.push(self.segment(node));
        path.reverse();
        path
    }

    /// An object, and the name of it that is taken.
    fn part<'t>(&self, node: Node<'t>) -> Option<(Node<'t>, Segment<'a>)> {
        if node.kind() != Kind::Call {
            return Some((node.child(Field::Object)?, self.segment(node.child(Field::Attribute)?)));
        }
        let is_part = node.child(Field::Function).is_some_and(|function| self.out.text_of(function) == "getattr");
        let list = node.child(Field::Arguments).filter(|_| is_part)?;
        let given = arguments(list);
        Some((*given.first()?, self.string(*given.get(1)?)?))
    }

    /// The text between the quotes of a plain string.
    fn string(&self, node: Node) -> Option<Segment<'a>> {
        let content = (node.kind() == Kind::Text).then(|| node.children().nth(1))??;
        (content.kind() == Kind::TextContent).then(|| self.segment(content))
    }

    fn call(&mut self, node: Node<'_>) {
        let function = node.child(Field::Function);
        let path = function.map(|function| self.path(function)).unwrap_or_default();
        let list = node.child(Field::Arguments).filter(|list| list.kind() == Kind::Arguments);
        if path.last().is_some_and(|last| IMPORT_BY_NAME.contains(&last.name)) {
            self.import_by_name(list);
        }
        self.known_function(&path, list);
        let arguments: Vec<_> = list.map(|list| self.arguments(list)).unwrap_or_default();
        let whole = self.out.span_of(node);
        let method = || function.and_then(|function| function.child(Field::Attribute)).map(|method| self.segment(method));
        let usage = match (path.as_slice(), method()) {
            ([], Some(method)) => self.out.usage(UsageKind::Method, &[method], whole, arguments, Manner::default()),
            (path, _) => self.out.usage(UsageKind::Call, path, whole, arguments, Manner::default()),
        };
        self.out.enter_call(usage);
    }

    fn arguments(&mut self, list: Node) -> Vec<Argument<'a>> {
        arguments(list).into_iter().map(|child| self.argument(child)).collect()
    }

    fn argument(&mut self, node: Node) -> Argument<'a> {
        let span = self.out.span_of(node);
        match node.kind() {
            Kind::Keyword => {
                let name = node.child(Field::Name).map(|name| self.segment(name));
                let value = node.child(Field::Value);
                let pieces = value.map_or(0..0, |value| self.pieces(value));
                Argument { name, span, value: value.map_or(Shape::Absent, |value| self.shape(value)), pieces }
            }
            Kind::Splat => Argument { name: None, span, value: Shape::Spread, pieces: 0..0 },
            _ => Argument { name: None, span, value: self.shape(node), pieces: self.pieces(node) },
        }
    }

    fn shape(&self, node: Node) -> Shape<'a> {
        let text = self.out.text_of(node);
        match node.kind() {
            Kind::Text => Shape::Text(self.string(node).map_or("", |string| string.name)),
            Kind::Number => Shape::Number(text),
            Kind::Constant => Shape::Constant(text),
            Kind::Identifier => Shape::Name(text),
            Kind::Function => Shape::Function,
            Kind::Call => {
                node.child(Field::Function).and_then(|function| self.path(function).last().map(|last| Shape::Call(last.name))).unwrap_or(Shape::Other)
            }
            Kind::Subset => match node.child(Field::Value).filter(|object| object.kind() == Kind::Identifier) {
                Some(object) => Shape::Part(self.out.text_of(object)),
                None => Shape::Other,
            },
            _ => Shape::Other,
        }
    }

    fn attach(&mut self, module: Segment<'a>, names: Vec<ImportedName<'a>>, star: Option<Node>) {
        let star = star.map(|star| self.out.span_of(star));
        let scope = self.out.scope();
        self.out.parsed.attaches.push(Attach { kind: AttachKind::Import, module, names, star, scope });
    }

    fn import_by_name(&mut self, list: Option<Node>) {
        let Some(module) = list.and_then(|list| list.children().next()).and_then(|first| self.string(first)) else { return };
        self.attach(module, Vec::new(), None);
    }

    /// `import a.b, c as d`.
    fn import(&mut self, statement: Node) {
        for node in statement.children_in(Field::Name) {
            let alias = node.child(Field::Alias).map(|alias| self.segment(alias));
            let module = self.segment(node.child(Field::Name).unwrap_or(node));
            let first = module.name.split('.').next().unwrap_or_default();
            let (local, value) = alias.map_or((Segment { name: first, span: module.span }, first), |alias| (alias, module.name));
            self.out.assign(local, self.out.scope(), Value::Module(value));
            self.attach(module, Vec::new(), None);
        }
    }

    /// `from a.b import c, d as e` and `from a import *`.
    fn import_from(&mut self, statement: Node) {
        let Some(module) = statement.child(Field::Module).map(|module| self.segment(module)) else { return };
        let star = statement.children().find(|child| child.kind() == Kind::Wildcard);
        let names: Vec<_> = statement.children_in(Field::Name).map(|node| self.imported_name(node)).collect();
        for imported in &names {
            let local = Segment { name: imported.local, span: imported.name.span };
            self.out.assign(local, self.out.scope(), Value::Imported { module: module.name, name: imported.name.name });
        }
        self.attach(module, names, star);
    }

    fn imported_name(&self, node: Node) -> ImportedName<'a> {
        let name = self.segment(node.child(Field::Name).unwrap_or(node));
        let local = node.child(Field::Alias).map_or(name.name, |alias| self.out.text_of(alias));
        ImportedName { name, local }
    }

    fn identifier(&mut self, node: Node<'_>, above: &[Node<'_>]) {
        let Some(parent) = above.last() else { return };
        let segment = self.segment(node);
        match (parent.kind(), node.field()) {
            (Kind::Call, Field::Function) | (Kind::Attribute, _) | (Kind::Keyword | Kind::Function, Field::Name) => {}
            (Kind::Import | Kind::ImportFrom | Kind::ImportPath | Kind::Global | Kind::Class, _) if node.field() != Field::Value => {}
            (Kind::Parameters | Kind::Parameter, Field::None | Field::Name) => self.out.assign(segment, self.out.scope(), Value::Parameter),
            (Kind::Target, _) => self.out.assign(segment, self.out.scope(), Value::Expression(Shape::Other)),
            (Kind::Assignment | Kind::Augmented | Kind::For, Field::Left | Field::Name) => self.target(segment, *parent),
            (Kind::Pattern, _)
                if above
                    .iter()
                    .rev()
                    .find(|node| node.kind() != Kind::Pattern)
                    .is_some_and(|node| matches!(node.kind(), Kind::Assignment | Kind::Augmented | Kind::For)) =>
            {
                let statement = above.iter().rev().find(|node| node.kind() != Kind::Pattern).copied().unwrap_or(node);
                self.bind(segment, Value::Expression(Shape::Other), statement);
            }
            (Kind::Delete, _) => self.out.assign(segment, self.out.scope(), Value::Deleted),
            (Kind::Error, _) => self.out.loose_name(node, segment.name),
            _ => self.reference(node),
        }
    }

    fn target(&mut self, name: Segment<'a>, statement: Node) {
        // What is added to a string is no value of its own.
        let is_plain = statement.kind() != Kind::Augmented;
        let right = statement.child(Field::Right).or_else(|| statement.child(Field::Value));
        let value = right.and_then(|right| self.module_by_name(right)).map_or_else(
            || {
                right.map_or(Value::Expression(Shape::Other), |right| match self.shape(right) {
                    Shape::Function => Value::Function,
                    shape => Value::Expression(shape),
                })
            },
            Value::Module,
        );
        let pieces = right.filter(|_| is_plain).map_or(0..0, |right| self.pieces(right));
        self.bind(name, value, statement);
        self.out.holds(pieces);
    }

    /// A loop's variable holds inside the loop already, any other name after its statement.
    fn bind(&mut self, name: Segment<'a>, value: Value<'a>, statement: Node) {
        if statement.kind() == Kind::For {
            self.out.assign(name, self.out.scope(), value);
        } else {
            self.out.assign_after(name, self.out.scope(), value, statement);
        }
    }

    /// The module of `importlib.import_module("m")`.
    fn module_by_name(&self, call: Node) -> Option<&'a str> {
        let function = self.path(call.child(Field::Function)?);
        let list = call.child(Field::Arguments)?;
        IMPORT_BY_NAME.contains(&function.last()?.name).then(|| self.string(list.children().next()?)).flatten().map(|module| module.name)
    }

    fn reference(&mut self, node: Node) {
        let path = self.path(node);
        if !path.is_empty() {
            self.out.usage(UsageKind::Reference, &path, self.out.span_of(node), Vec::new(), Manner::default());
        }
    }

    /// `a.b.c` is one name, met at its outermost node; a call is one where it takes a part of an object.
    fn attribute(&mut self, node: Node<'_>, above: &[Node<'_>]) {
        let inner = above.last().is_some_and(|parent| match parent.kind() {
            Kind::Attribute => node.field() == Field::Object,
            Kind::Call => node.field() == Field::Function,
            _ => false,
        });
        if !inner {
            self.reference(node);
        }
        if let (Some(object), Some(name)) = (node.child(Field::Object), node.child(Field::Attribute))
            && object.kind() == Kind::Call
        {
            self.out.member(node, object, self.segment(name));
        }
    }

    fn function(&mut self, node: Node<'_>) {
        self.define(node, Value::Function);
        self.out.enter_function(node, only(node));
    }

    fn class(&mut self, node: Node<'_>) {
        self.define(node, Value::Class);
        self.out.enter_scope(ScopeKind::Class, node);
    }

    fn define(&mut self, node: Node<'_>, value: Value<'a>) {
        if let Some(name) = node.child(Field::Name) {
            self.out.assign(self.segment(name), self.out.scope(), value);
        }
    }
}

impl<'t> Visitor<'t> for PythonVisitor<'_> {
    fn enter(&mut self, node: Node<'t>, above: &[Node<'t>]) {
        match node.kind() {
            Kind::Call => {
                self.attribute(node, above);
                self.call(node);
            }
            Kind::Identifier => self.identifier(node, above),
            Kind::Attribute => self.attribute(node, above),
            Kind::Import => self.import(node),
            Kind::ImportFrom => self.import_from(node),
            Kind::Function => self.function(node),
            Kind::Class => self.class(node),
            Kind::Comprehension => self.out.enter_scope(ScopeKind::Comprehension, node),
            Kind::Branch => self.out.enter_condition(node, has_else(node)),
            Kind::For => self.out.enter_loop(),
            Kind::Comment => self.out.comment(node),
            // A string that nothing takes says something to a reader.
            Kind::Text if above.last().is_some_and(|parent| parent.kind() == Kind::Statement) => self.out.comment(node),
            Kind::Error => self.out.error(node),
            _ if node.is_missing() => self.out.error(node),
            _ => {}
        }
    }

    fn leave(&mut self, node: Node<'t>) {
        match node.kind() {
            Kind::Call => self.out.leave_call(),
            Kind::Function | Kind::Class | Kind::Comprehension => self.out.leave_scope(),
            Kind::Branch => self.out.leave_condition(node),
            Kind::For => self.out.leave_loop(),
            _ => {}
        }
    }
}

/// Whether an `if` ends with an `else`, which has no condition of its own.
fn has_else(branch: Node<'_>) -> bool {
    branch.children_in(Field::Alternative).last().is_some_and(|last| last.child(Field::Consequence).is_none())
}

/// All that a function does, where that is one expression: of what it returns, without its documentation.
fn only(function: Node<'_>) -> Option<Node<'_>> {
    let body = function.child(Field::Body)?;
    if body.kind() != Kind::Block {
        return Some(body);
    }
    let is_documentation =
        |statement: &Node| statement.kind() == Kind::Statement && statement.children().next().is_some_and(|only| only.kind() == Kind::Text);
    let mut statements = body.children().filter(|child| child.kind() != Kind::Comment).skip_while(is_documentation);
    let first = statements.next().filter(|statement| matches!(statement.kind(), Kind::Return | Kind::Statement))?;
    if statements.next().is_some() { None } else { first.children().next() }
}

/// The arguments of a list, without comments.
fn arguments(list: Node<'_>) -> Vec<Node<'_>> {
    list.children().filter(|child| child.kind() != Kind::Comment).collect()
}
