//! What Python code does: the visitor for Python's syntax trees.

mod runs;
mod texts;

use tree_sitter::Node;

use crate::{
    Argument, Attach, AttachKind, ImportedName, Parsed, ScopeKind, Segment, Shape, UsageKind, Value,
    collect::{Collector, Manner},
    grammar::{Field, Kind},
    walk::{Frame, Visitor},
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
        self.out.parsed
    }

    fn segment(&self, node: Node) -> Segment<'a> {
        Segment { name: self.out.text_of(node), span: self.out.span_of(node) }
    }

    /// The names of `a.b.c`; empty where it starts with something else than a name.
    fn path(&self, node: Node) -> Vec<Segment<'a>> {
        let mut path = Vec::new();
        let mut node = node;
        while node.kind() == "attribute" {
            let (Some(object), Some(attribute)) = (node.child_by_field_name("object"), node.child_by_field_name("attribute")) else {
                return Vec::new();
            };
            path.push(self.segment(attribute));
            node = object;
        }
        if node.kind() != "identifier" {
            return Vec::new();
        }
        path.push(self.segment(node));
        path.reverse();
        path
    }

    /// The text between the quotes of a plain string.
    fn string(&self, node: Node) -> Option<Segment<'a>> {
        let content = (node.kind() == "string").then(|| node.named_child(1))??;
        (content.kind() == "string_content").then(|| self.segment(content))
    }

    fn call(&mut self, frame: Frame<'_>) {
        let function = frame.node.child_by_field_name("function");
        let path = function.map(|function| self.path(function)).unwrap_or_default();
        let list = frame.node.child_by_field_name("arguments").filter(|list| list.kind() == "argument_list");
        if path.last().is_some_and(|last| IMPORT_BY_NAME.contains(&last.name)) {
            self.import_by_name(list);
        }
        self.known_function(&path, list);
        let arguments: Vec<_> = list.map(|list| self.arguments(list)).unwrap_or_default();
        let whole = self.out.span_of(frame.node);
        let method = || function.and_then(|function| function.child_by_field_name("attribute")).map(|method| self.segment(method));
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
            "keyword_argument" => {
                let name = node.child_by_field_name("name").map(|name| self.segment(name));
                let value = node.child_by_field_name("value");
                let pieces = value.map_or(0..0, |value| self.pieces(value));
                Argument { name, span, value: value.map_or(Shape::Absent, |value| self.shape(value)), pieces }
            }
            "list_splat" | "dictionary_splat" => Argument { name: None, span, value: Shape::Spread, pieces: 0..0 },
            _ => Argument { name: None, span, value: self.shape(node), pieces: self.pieces(node) },
        }
    }

    fn shape(&self, node: Node) -> Shape<'a> {
        let text = self.out.text_of(node);
        match node.kind() {
            "string" => Shape::Text(self.string(node).map_or("", |string| string.name)),
            "integer" | "float" => Shape::Number(text),
            "true" | "false" | "none" => Shape::Constant(text),
            "identifier" => Shape::Name(text),
            "lambda" => Shape::Function,
            "call" => node
                .child_by_field_name("function")
                .and_then(|function| self.path(function).last().map(|last| Shape::Call(last.name)))
                .unwrap_or(Shape::Other),
            _ => Shape::Other,
        }
    }

    fn attach(&mut self, module: Segment<'a>, names: Vec<ImportedName<'a>>, star: Option<Node>) {
        let star = star.map(|star| self.out.span_of(star));
        let scope = self.out.scope();
        self.out.parsed.attaches.push(Attach { kind: AttachKind::Import, module, names, star, scope });
    }

    fn import_by_name(&mut self, list: Option<Node>) {
        let Some(module) = list.and_then(|list| list.named_child(0)).and_then(|first| self.string(first)) else { return };
        self.attach(module, Vec::new(), None);
    }

    /// `import a.b, c as d`.
    fn import(&mut self, statement: Node) {
        let mut cursor = statement.walk();
        let names: Vec<_> = statement.children_by_field_name("name", &mut cursor).collect();
        for node in names {
            let alias = node.child_by_field_name("alias").map(|alias| self.segment(alias));
            let module = self.segment(node.child_by_field_name("name").unwrap_or(node));
            let first = module.name.split('.').next().unwrap_or_default();
            let (local, value) = alias.map_or((Segment { name: first, span: module.span }, first), |alias| (alias, module.name));
            self.out.assign(local, self.out.scope(), Value::Module(value));
            self.attach(module, Vec::new(), None);
        }
    }

    /// `from a.b import c, d as e` and `from a import *`.
    fn import_from(&mut self, statement: Node) {
        let Some(module) = statement.child_by_field_name("module_name").map(|module| self.segment(module)) else { return };
        let mut cursor = statement.walk();
        let nodes: Vec<_> = statement.children_by_field_name("name", &mut cursor).collect();
        let star = statement.named_children(&mut cursor).find(|child| child.kind() == "wildcard_import");
        let names: Vec<_> = nodes.into_iter().map(|node| self.imported_name(node)).collect();
        for imported in &names {
            let local = Segment { name: imported.local, span: imported.name.span };
            self.out.assign(local, self.out.scope(), Value::Imported { module: module.name, name: imported.name.name });
        }
        self.attach(module, names, star);
    }

    fn imported_name(&self, node: Node) -> ImportedName<'a> {
        let name = self.segment(node.child_by_field_name("name").unwrap_or(node));
        let local = node.child_by_field_name("alias").map_or(name.name, |alias| self.out.text_of(alias));
        ImportedName { name, local }
    }

    fn identifier(&mut self, frame: Frame<'_>, above: &[Frame<'_>]) {
        let Some(parent) = above.last() else { return };
        let segment = self.segment(frame.node);
        match (parent.kind, frame.field) {
            (Kind::Call, Field::Function) | (Kind::Attribute, _) | (Kind::Keyword | Kind::Function, Field::Name) => {}
            (Kind::Import | Kind::ImportFrom | Kind::ImportPath | Kind::Global | Kind::Class, _) if frame.field != Field::Value => {}
            (Kind::Parameters | Kind::Parameter, Field::None | Field::Name) => self.out.assign(segment, self.out.scope(), Value::Parameter),
            (Kind::Target, _) => self.out.assign(segment, self.out.scope(), Value::Expression(Shape::Other)),
            (Kind::Assignment | Kind::For, Field::Left | Field::Name) => self.target(segment, parent.node),
            (Kind::Pattern, _)
                if above
                    .iter()
                    .rev()
                    .find(|frame| frame.kind != Kind::Pattern)
                    .is_some_and(|frame| matches!(frame.kind, Kind::Assignment | Kind::For)) =>
            {
                let statement = above.iter().rev().find(|frame| frame.kind != Kind::Pattern).map_or(frame.node, |frame| frame.node);
                self.bind(segment, Value::Expression(Shape::Other), statement);
            }
            (Kind::Delete, _) => self.out.assign(segment, self.out.scope(), Value::Deleted),
            (Kind::Error, _) => self.out.loose_name(frame.node, segment.name),
            _ => self.reference(frame.node),
        }
    }

    fn target(&mut self, name: Segment<'a>, statement: Node) {
        // What is added to a string is no value of its own.
        let is_plain = statement.kind() != "augmented_assignment";
        let right = statement.child_by_field_name("right").or_else(|| statement.child_by_field_name("value"));
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
        if matches!(statement.kind(), "for_statement" | "for_in_clause") {
            self.out.assign(name, self.out.scope(), value);
        } else {
            self.out.assign_after(name, self.out.scope(), value, statement);
        }
    }

    /// The module of `importlib.import_module("m")`.
    fn module_by_name(&self, call: Node) -> Option<&'a str> {
        let function = self.path(call.child_by_field_name("function")?);
        let list = call.child_by_field_name("arguments")?;
        IMPORT_BY_NAME.contains(&function.last()?.name).then(|| self.string(list.named_child(0)?)).flatten().map(|module| module.name)
    }

    fn reference(&mut self, node: Node) {
        let path = self.path(node);
        let whole = self.out.span_of(node);
        self.out.usage(UsageKind::Reference, &path, whole, Vec::new(), Manner::default());
    }

    /// `a.b.c` is one name, met at its outermost node.
    fn attribute(&mut self, frame: Frame<'_>, above: &[Frame<'_>]) {
        let inner = above.last().is_some_and(|parent| match parent.kind {
            Kind::Attribute => frame.field == Field::Object,
            Kind::Call => frame.field == Field::Function,
            _ => false,
        });
        if !inner {
            self.reference(frame.node);
        }
        if let (Some(object), Some(name)) = (frame.node.child_by_field_name("object"), frame.node.child_by_field_name("attribute"))
            && object.kind() == "call"
        {
            self.out.member(frame.node, object, self.segment(name));
        }
    }

    fn function(&mut self, node: Node) {
        self.define(node, Value::Function);
        self.out.enter_function(node, only(node));
    }

    fn class(&mut self, node: Node) {
        self.define(node, Value::Class);
        self.out.enter_scope(ScopeKind::Class, node);
    }

    fn define(&mut self, node: Node, value: Value<'a>) {
        if let Some(name) = node.child_by_field_name("name") {
            self.out.assign(self.segment(name), self.out.scope(), value);
        }
    }
}

impl<'t> Visitor<'t> for PythonVisitor<'_> {
    fn enter(&mut self, frame: Frame<'t>, above: &[Frame<'t>]) {
        match frame.kind {
            Kind::Call => self.call(frame),
            Kind::Identifier => self.identifier(frame, above),
            Kind::Attribute => self.attribute(frame, above),
            Kind::Import => self.import(frame.node),
            Kind::ImportFrom => self.import_from(frame.node),
            Kind::Function => self.function(frame.node),
            Kind::Class => self.class(frame.node),
            Kind::Comprehension => self.out.enter_scope(ScopeKind::Comprehension, frame.node),
            Kind::Branch => self.out.enter_condition(),
            Kind::Comment => self.out.comment(frame.node),
            // A string that nothing takes says something to a reader.
            Kind::Text if above.last().is_some_and(|parent| parent.kind == Kind::Statement) => self.out.comment(frame.node),
            Kind::Error => self.out.error(frame.node),
            _ if frame.node.is_missing() => self.out.error(frame.node),
            _ => {}
        }
    }

    fn leave(&mut self, frame: Frame<'t>) {
        match frame.kind {
            Kind::Call => self.out.leave_call(),
            Kind::Function | Kind::Class | Kind::Comprehension => self.out.leave_scope(),
            Kind::Branch => self.out.leave_condition(),
            _ => {}
        }
    }
}

/// All that a function does, where that is one expression: of what it returns, without its documentation.
fn only(function: Node) -> Option<Node> {
    let body = function.child_by_field_name("body")?;
    if body.kind() != "block" {
        return Some(body);
    }
    let mut cursor = body.walk();
    let is_documentation =
        |statement: &Node| statement.kind() == "expression_statement" && statement.named_child(0).is_some_and(|only| only.kind() == "string");
    let mut statements = body.named_children(&mut cursor).filter(|child| child.kind() != "comment").skip_while(is_documentation);
    let first = statements.next().filter(|statement| matches!(statement.kind(), "return_statement" | "expression_statement"))?;
    if statements.next().is_some() { None } else { first.named_child(0) }
}

/// The arguments of a list, without comments.
fn arguments(list: Node) -> Vec<Node> {
    let mut cursor = list.walk();
    list.named_children(&mut cursor).filter(|child| child.kind() != "comment").collect()
}
