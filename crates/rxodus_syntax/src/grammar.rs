//! The node kinds and fields that matter, as small enums instead of the grammars' numbers.

/// A kind of node of either grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Other,
    Error,
    Comment,
    Identifier,
    Text,
    Number,
    Constant,
    Call,
    Arguments,
    Argument,
    Comma,
    Function,
    Parameters,
    Parameter,
    Binary,
    Unary,
    Parenthesized,
    Block,
    For,
    Branch,
    // R alone
    Namespace,
    Extract,
    Dots,
    Subset,
    Element,
    // Python alone
    Attribute,
    Keyword,
    Splat,
    Class,
    Comprehension,
    Assignment,
    Augmented,
    Pattern,
    Target,
    Import,
    ImportFrom,
    ImportPath,
    Wildcard,
    Concatenated,
    TextStart,
    TextContent,
    Interpolation,
    List,
    Delete,
    Return,
    Global,
    Statement,
}

/// A field of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    None,
    Function,
    Arguments,
    Name,
    Value,
    /// The left side of an operator or assignment, and what a loop assigns.
    Left,
    /// The right side.
    Right,
    Object,
    Attribute,
    Body,
    /// What is done if a condition holds, and what otherwise.
    Consequence,
    Alternative,
    Parameters,
    Parameter,
    Argument,
    Operator,
    /// What begins a string, and what stands in it.
    Open,
    Content,
    Module,
    Alias,
}

const PUNCTUATION: [&str; 9] = ["(", ")", "[", "]", "{", "}", ",", ";", ":"];

/// The tables of one grammar.
pub(crate) struct Grammar {
    pub(crate) language: tree_sitter::Language,
    symbols: Vec<Symbol>,
    fields: Vec<Field>,
}

/// What is known of all nodes of one number.
#[derive(Clone, Copy)]
pub(crate) struct Symbol {
    pub(crate) kind: Kind,
    pub(crate) named: bool,
    /// It is a mark that says nothing which the nodes beside it don't say.
    pub(crate) punctuation: bool,
}

impl Grammar {
    pub(crate) fn r() -> Self {
        Self::new(tree_sitter_r::LANGUAGE.into(), r_kind)
    }

    pub(crate) fn python() -> Self {
        Self::new(tree_sitter_python::LANGUAGE.into(), python_kind)
    }

    fn new(grammar: tree_sitter::Language, kind: fn(&str) -> Kind) -> Self {
        let id = |id: usize| id as u16;
        let symbols = (0..grammar.node_kind_count()).map(|n| {
            let (name, named) = (grammar.node_kind_for_id(id(n)).unwrap_or_default(), grammar.node_kind_is_named(id(n)));
            Symbol { kind: if named { kind(name) } else { Kind::Other }, named, punctuation: !named && PUNCTUATION.contains(&name) }
        });
        let fields = (0..=grammar.field_count()).map(|n| grammar.field_name_for_id(id(n)).map_or(Field::None, field));
        Self { symbols: symbols.collect(), fields: fields.collect(), language: grammar }
    }

    /// The parser gives errors a number beyond all others.
    pub(crate) fn symbol(&self, id: u16) -> Symbol {
        self.symbols.get(usize::from(id)).copied().unwrap_or(Symbol { kind: Kind::Error, named: true, punctuation: false })
    }

    pub(crate) fn field(&self, id: Option<std::num::NonZeroU16>) -> Field {
        id.and_then(|id| self.fields.get(usize::from(id.get()))).copied().unwrap_or(Field::None)
    }
}

fn field(name: &str) -> Field {
    match name {
        "function" => Field::Function,
        "arguments" => Field::Arguments,
        "name" => Field::Name,
        "value" | "default" => Field::Value,
        "lhs" | "left" | "variable" => Field::Left,
        "rhs" | "right" | "sequence" => Field::Right,
        "object" => Field::Object,
        "attribute" => Field::Attribute,
        "body" => Field::Body,
        "consequence" => Field::Consequence,
        "alternative" => Field::Alternative,
        "parameters" => Field::Parameters,
        "parameter" => Field::Parameter,
        "argument" => Field::Argument,
        "operator" => Field::Operator,
        "open" => Field::Open,
        "content" => Field::Content,
        "module_name" => Field::Module,
        "alias" => Field::Alias,
        _ => Field::None,
    }
}

fn r_kind(name: &str) -> Kind {
    match name {
        "comment" => Kind::Comment,
        "identifier" => Kind::Identifier,
        "string" => Kind::Text,
        "integer" | "float" | "complex" => Kind::Number,
        "true" | "false" | "null" | "na" | "inf" | "nan" => Kind::Constant,
        "call" => Kind::Call,
        "arguments" => Kind::Arguments,
        "argument" => Kind::Argument,
        "comma" => Kind::Comma,
        "function_definition" => Kind::Function,
        "parameters" => Kind::Parameters,
        "parameter" => Kind::Parameter,
        "binary_operator" => Kind::Binary,
        "unary_operator" => Kind::Unary,
        "parenthesized_expression" => Kind::Parenthesized,
        "braced_expression" => Kind::Block,
        "subset" => Kind::Subset,
        "subset2" => Kind::Element,
        "for_statement" => Kind::For,
        "if_statement" | "while_statement" => Kind::Branch,
        "namespace_operator" => Kind::Namespace,
        "extract_operator" => Kind::Extract,
        "dots" | "dot_dot_i" => Kind::Dots,
        _ => Kind::Other,
    }
}

fn python_kind(name: &str) -> Kind {
    match name {
        "comment" => Kind::Comment,
        "identifier" => Kind::Identifier,
        "string" => Kind::Text,
        "integer" | "float" => Kind::Number,
        "true" | "false" | "none" => Kind::Constant,
        "call" => Kind::Call,
        "subscript" => Kind::Subset,
        "argument_list" => Kind::Arguments,
        "keyword_argument" => Kind::Keyword,
        "list_splat" | "dictionary_splat" => Kind::Splat,
        "function_definition" | "lambda" => Kind::Function,
        "parameters" | "lambda_parameters" => Kind::Parameters,
        "default_parameter" | "typed_parameter" | "typed_default_parameter" | "list_splat_pattern" | "dictionary_splat_pattern" => Kind::Parameter,
        "class_definition" => Kind::Class,
        "list_comprehension" | "set_comprehension" | "dictionary_comprehension" | "generator_expression" => Kind::Comprehension,
        "assignment" | "named_expression" => Kind::Assignment,
        "augmented_assignment" => Kind::Augmented,
        "for_statement" | "for_in_clause" => Kind::For,
        "if_statement" | "while_statement" | "try_statement" | "match_statement" | "case_clause" => Kind::Branch,
        "pattern_list" | "tuple_pattern" | "list_pattern" => Kind::Pattern,
        "as_pattern_target" => Kind::Target,
        "attribute" => Kind::Attribute,
        "import_statement" => Kind::Import,
        "import_from_statement" => Kind::ImportFrom,
        "dotted_name" | "relative_import" | "aliased_import" => Kind::ImportPath,
        "block" => Kind::Block,
        "return_statement" => Kind::Return,
        "delete_statement" => Kind::Delete,
        "expression_statement" => Kind::Statement,
        "global_statement" | "nonlocal_statement" => Kind::Global,
        "binary_operator" => Kind::Binary,
        "unary_operator" => Kind::Unary,
        "parenthesized_expression" => Kind::Parenthesized,
        "wildcard_import" => Kind::Wildcard,
        "concatenated_string" => Kind::Concatenated,
        "string_start" => Kind::TextStart,
        "string_content" => Kind::TextContent,
        "interpolation" => Kind::Interpolation,
        "list" | "tuple" => Kind::List,
        _ => Kind::Other,
    }
}
