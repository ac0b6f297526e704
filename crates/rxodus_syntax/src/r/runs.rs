//! Functions of R that attach packages, run other files, or run code that stands in a string.

use rxodus_source::Language;

use super::{RVisitor, arguments};
use crate::{
    Argument, Attach, AttachKind, ImportedName, LinkKind, Piece, Purpose, ScopeId, Segment, Shape, UsageKind, Value,
    collect::Manner,
    flat::Node,
    grammar::{Field, Kind},
};

/// Functions that attach all their unnamed arguments.
const ATTACH_ALL: [&str; 5] = ["p_load", "shelf", "pkg_attach", "pkg_attach2", "libraries"];
/// Functions that call or give the function that a string names.
const BY_NAME: [&str; 4] = [DO_CALL, "match.fun", "getFunction", "get"];
/// Calls a function with a list of arguments.
const DO_CALL: &str = "do.call";
/// Functions that call another function for each element.
const APPLY: [&str; 6] = ["lapply", "sapply", "vapply", "Map", "map", "walk"];
/// Names of the argument that matters, where it is named.
const FIRST: [&str; 15] = ["package", "what", "X", ".x", "FUN", "f", "file", "input", "x", "path", "command", "cmd", "code", "s", "text"];

/// Functions that run the file that their first argument names.
pub const RUN_FILES: [(&str, LinkKind); 12] = [
    ("source", LinkKind::Source),
    ("sys.source", LinkKind::Source),
    ("py_run_file", LinkKind::Source),
    ("source_python", LinkKind::Source),
    ("knit_child", LinkKind::Shared),
    ("read_chunk", LinkKind::Shared),
    ("render", LinkKind::Shared),
    ("knit", LinkKind::Shared),
    ("knit2html", LinkKind::Shared),
    ("spin", LinkKind::Shared),
    ("quarto_render", LinkKind::Elsewhere),
    ("rscript", LinkKind::Elsewhere),
];

/// What functions do with their first argument, which is a string or a name.
fn purpose(name: &str) -> Option<Purpose> {
    match name {
        "library" | "require" | "attachNamespace" => Some(Purpose::Package(AttachKind::Attach)),
        "requireNamespace" | "loadNamespace" | "getNamespace" | "asNamespace" => Some(Purpose::Package(AttachKind::Load)),
        "str2lang" | "str2expression" | "parse_expr" | "parse_exprs" => Some(Purpose::Code(Language::R)),
        "py_run_string" | "py_eval" => Some(Purpose::Code(Language::Python)),
        "system" | "system2" | "shell" => Some(Purpose::Command),
        _ => RUN_FILES.iter().find(|(known, _)| *known == name).map(|(_, kind)| Purpose::File(*kind)),
    }
}

impl<'a> RVisitor<'a> {
    pub(super) fn known_function(&mut self, path: &[Segment<'a>], call: Node, arguments: &[Node]) {
        let Some(&Segment { name, .. }) = path.last() else { return };
        let first = arguments.iter().find(|argument| self.named(**argument).is_none_or(|name| FIRST.contains(&name)));
        let value = first.and_then(|first| first.child(Field::Value));
        match (name, value) {
            (name, Some(value)) if purpose(name).is_some() => self.first_argument(name, value, arguments),
            ("parse", _) => self.parse(arguments),
            ("use", _) if path[0].name == "box" => self.box_use(arguments),
            ("from" | "here" | "into", Some(value)) if path[0].name == "import" => self.import(value, arguments),
            (name, _) if ATTACH_ALL.contains(&name) => self.attach_all(arguments),
            (name, Some(value)) if BY_NAME.contains(&name) => self.by_name(name, value, call, arguments),
            (name, _) if APPLY.contains(&name) => self.apply(arguments),
            ("assign" | "setGeneric" | "setMethod", Some(value)) => self.assign_by_name(value, arguments, name == "setMethod"),
            _ => {}
        }
    }

    fn first_argument(&mut self, name: &'a str, value: Node, arguments: &[Node]) {
        match purpose(name) {
            Some(Purpose::Package(kind)) => self.attach(kind, value, arguments),
            Some(Purpose::File(_)) if self.called(value) == Some("textConnection") => self.connection(value),
            Some(Purpose::Command) => self.command(arguments),
            Some(purpose) => self.text_use(purpose, value),
            None => {}
        }
    }

    fn text_use(&mut self, purpose: Purpose, value: Node) {
        let parts = self.parts(value);
        self.out.text_use(purpose, parts, value, None);
    }

    /// The name of the function that an expression calls.
    pub(super) fn called(&self, value: Node) -> Option<&'a str> {
        let function = value.child(Field::Function).filter(|_| value.kind() == Kind::Call)?;
        self.path(function).last().map(|last| last.name)
    }

    fn attach(&mut self, kind: AttachKind, value: Node, arguments: &[Node]) {
        let off = |argument: &Node| argument.child(Field::Value).is_some_and(|value| matches!(self.out.text_of(value), "FALSE" | "F"));
        let by_text = arguments.iter().any(|argument| self.named(*argument) == Some("character.only") && !off(argument));
        match value.kind() {
            Kind::Identifier if by_text || kind == AttachKind::Load => self.text_use(Purpose::Package(kind), value),
            _ => self.attach_module(kind, self.name_or_string(value), Vec::new()),
        }
    }

    fn attach_all(&mut self, arguments: &[Node]) {
        for argument in arguments {
            let Some(value) = argument.child(Field::Value) else { continue };
            match self.named(*argument) {
                None => self.attach_module(AttachKind::Attach, self.name_or_string(value), Vec::new()),
                Some("char") => self.text_use(Purpose::Package(AttachKind::Attach), value),
                Some(_) => {}
            }
        }
    }

    fn attach_module(&mut self, kind: AttachKind, module: Option<Segment<'a>>, names: Vec<ImportedName<'a>>) {
        if let Some(module) = module {
            let scope = self.out.scope();
            self.out.parsed.attaches.push(Attach { kind, module, names, star: None, scope });
        }
    }

    /// `box::use(pkg)`, `box::use(name = pkg)`, `box::use(pkg[f, g])`, `box::use(pkg[...])`.
    fn box_use(&mut self, arguments: &[Node]) {
        for (argument, value) in arguments.iter().filter_map(|argument| Some((argument, argument.child(Field::Value)?))) {
            let Some(list) = value.child(Field::Arguments).filter(|_| value.kind() == Kind::Subset) else {
                let module = self.name_or_string(value);
                if let Some(module) = module {
                    let name = argument.child(Field::Name).map_or(module, |name| self.segment(name));
                    self.out.assign(name, self.out.scope(), Value::Module(module.name));
                }
                self.attach_module(AttachKind::Load, module, Vec::new());
                continue;
            };
            let parts = self::arguments(list);
            let is_all = |part: &Node| part.child(Field::Value).is_some_and(|value| value.kind() == Kind::Dots);
            let kind = if parts.iter().any(is_all) { AttachKind::Attach } else { AttachKind::Load };
            let module = value.child(Field::Function).and_then(|module| self.name_or_string(module));
            let names = self.imported_names(&parts);
            self.attach_module(kind, module, names);
        }
    }

    /// `import::from(pkg, f, g)`.
    fn import(&mut self, module: Node, arguments: &[Node]) {
        let names = self.imported_names(arguments.get(1..).unwrap_or_default());
        self.attach_module(AttachKind::Load, self.name_or_string(module), names);
    }

    fn imported_names(&self, parts: &[Node]) -> Vec<ImportedName<'a>> {
        let unnamed = parts.iter().filter(|part| self.named(**part).is_none_or(|name| !name.starts_with('.')));
        let named = unnamed.filter_map(|part| Some((*part, self.name_or_string(part.child(Field::Value)?)?)));
        named.map(|(part, name)| ImportedName { name, local: self.named(part).unwrap_or(name.name) }).collect()
    }

    /// `lapply(c("a", "b"), library, character.only = TRUE)`, or with a function that calls `library`.
    fn apply(&mut self, arguments: &[Node]) {
        let values: Vec<_> = arguments.iter().filter_map(|argument| argument.child(Field::Value)).collect();
        let list = values.iter().map(|value| self.parts(*value)).find(|parts| parts.iter().any(|piece| matches!(piece, Piece::Literal(_))));
        let variable = || values.iter().filter(|value| value.kind() == Kind::Identifier && purpose(self.out.text_of(**value)).is_none());
        let Some(list) = list.or_else(|| variable().next().map(|value| self.parts(*value))) else { return };
        let known = values.iter().find_map(|value| Some((*value, purpose(self.name_of(*value)?)?)));
        if let Some((function, purpose)) = known {
            return self.out.text_use(purpose, list, function, None);
        }
        let function = values.iter().find(|value| value.kind() == Kind::Function);
        let parameter = function.and_then(|function| function.child(Field::Parameters)?.child(Field::Parameter));
        if let Some(name) = parameter.and_then(|parameter| parameter.child(Field::Name)) {
            let pieces = self.out.keep(list);
            self.applied.push((name.start_byte(), pieces));
        }
    }

    /// The last part of a name that is used as a value.
    fn name_of(&self, value: Node) -> Option<&'a str> {
        (value.kind() != Kind::Text).then(|| self.path(value).last().map(|last| last.name)).flatten()
    }

    /// `do.call("f", list(x, y = 1))`, `do.call(f, arguments)`, `match.fun("f")`.
    fn by_name(&mut self, function: &str, value: Node, call: Node, arguments: &[Node]) {
        let whole = self.out.span_of(call);
        if let Some(name) = self.string(value) {
            let listed = self.listed(function, value, call, arguments);
            self.out.usage(UsageKind::Dynamic, &[name], whole, listed, Manner::default());
        } else if function == DO_CALL && matches!(value.kind(), Kind::Identifier | Kind::Namespace) {
            let (path, listed) = (self.path(value), self.listed(function, value, call, arguments));
            self.out.usage(UsageKind::Call, &path, whole, listed, Manner::default());
            self.called.push(value.start_byte());
        }
        if value.kind() == Kind::Identifier {
            self.text_use(Purpose::Function, value);
        }
    }

    /// The arguments in the list that `do.call` takes; where that is no literal one, any number of them that cannot be seen.
    fn listed(&mut self, function: &str, value: Node, call: Node, arguments: &[Node]) -> Vec<Argument<'a>> {
        let is_list = |argument: &&Node| self.named(**argument).is_none_or(|name| name == "args");
        let values = arguments.iter().filter(is_list).filter_map(|argument| argument.child(Field::Value));
        let list = values.filter(|other| other.start_byte() != value.start_byte()).find(|_| function == DO_CALL);
        match list {
            Some(list) if self.called(list) == Some("list") => {
                let written = list.child(Field::Arguments).map(super::arguments).unwrap_or_default();
                written.into_iter().map(|argument| self.argument(argument)).collect()
            }
            _ => vec![Argument { name: None, span: self.out.span_of(list.unwrap_or(call)), value: Shape::Spread, pieces: 0..0 }],
        }
    }

    /// `parse(text = "…")`, and `parse("file.R")`.
    fn parse(&mut self, arguments: &[Node]) {
        let text = arguments.iter().find(|argument| self.named(**argument) == Some("text"));
        let file = || arguments.iter().find(|argument| matches!(self.named(**argument), None | Some("file")));
        let purpose = if text.is_some() { Purpose::Code(Language::R) } else { Purpose::File(LinkKind::Source) };
        if let Some(value) = text.or_else(|| file().filter(|_| text.is_none())).and_then(|argument| argument.child(Field::Value)) {
            self.text_use(purpose, value);
        }
    }

    /// `source(textConnection("…"))`.
    fn connection(&mut self, call: Node) {
        let list = call.child(Field::Arguments).map(arguments).unwrap_or_default();
        if let Some(value) = list.first().and_then(|first| first.child(Field::Value)) {
            self.text_use(Purpose::Code(Language::R), value);
        }
    }

    /// `system("Rscript -e '…'")`, `system2("Rscript", c("-e", shQuote("…")))`.
    fn command(&mut self, arguments: &[Node]) {
        let mut words = Vec::new();
        let is_word = |argument: &&Node| matches!(self.named(**argument), None | Some("command" | "cmd" | "args"));
        for value in arguments.iter().filter(is_word).take(2).filter_map(|argument| argument.child(Field::Value)) {
            if !words.is_empty() {
                words.push(Piece::Next(value.start_byte() as u32));
            }
            words.extend(self.parts(value));
        }
        if let Some(first) = arguments.first() {
            self.out.text_use(Purpose::Command, words, *first, None);
        }
    }

    /// A method holds for objects of some class alone.
    fn assign_by_name(&mut self, target: Node, arguments: &[Node], is_method: bool) {
        let defines = |argument: &Node| argument.child(Field::Value).is_some_and(|value| value.kind() == Kind::Function);
        let value = if arguments.iter().any(defines) { Value::Function } else { Value::Expression(Shape::Other) };
        if let Some(name) = self.string(target) {
            self.out.assign(name, ScopeId(0), value);
            if is_method && value == Value::Function {
                self.out.perhaps_a_function();
            }
        }
    }
}
