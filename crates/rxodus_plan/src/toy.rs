//! Invented rules and findings for the tests of this crate.

use rxodus_rules::{Language, RuleFile, RuleId, RuleIndex, load};
use rxodus_scan::{Coverage, FileId, Finding, Given, MatchedArgument, Origin, Report, Use};
use rxodus_source::{Container, FileKind, SourceFile, Span};

const TARGETS: &str = r#"
[[target]]
id = "near"
title = "Near"
note = "Close by."
libraries = []
[[target]]
id = "far"
title = "Far"
note = "Far away."
libraries = []
"#;

const PACKAGE: &str = r#"
name = "toybox"
language = "R"
modules = ["toybox"]
preattached = false
retired = 2022-07-01
anchors = ['toy']
source = ["https://example.org"]
note = "Toys."
"#;

const SYMBOLS: &str = "\
name\tkinds\troles\tcommon\tdeprecated\tformals\ttopic\tvariants\treference
toyFit\tfunction\ttrains\t\t\tx, y, z, ...\tmodel\t\thttps://example.org
toyKeep\tfunction\t\t\t\tx\tmodel\t\thttps://example.org
toyOld\tfunction\t\t\t\tx\tmodel\t\thttps://example.org
";

const NEAR: &str = r#"
[[equivalent]]
symbol = "toyFit"
change = "rewrite"
note = "Fits."
source = ["https://example.org"]
checked = 2026-11-22
confidence = "medium"
before = "toyFit(d)"
after = "fit(d)"
[equivalent.arguments]
x = "x"
y = { to = "w", note = "counts from 0" }
z = { manual = "by hand" }

[[equivalent]]
symbol = "toyKeep"
change = "keep"
note = "Runs."
source = ["https://example.org"]
checked = 2026-11-22
confidence = "high"
before = "toyKeep(d)"

[[equivalent]]
symbol = "toybox"
change = "remove"
note = "Delete it."
source = ["https://example.org"]
checked = 2026-11-22
confidence = "high"
before = "library(toybox)"
"#;

const EFFORT: &str = r"
[argument.manual]
first = { low = 5, likely = 15, high = 41 }
repeat = { low = 1, likely = 4, high = 11 }
[argument.changes]
first = { low = 3, likely = 8, high = 21 }
repeat = { low = 1, likely = 2, high = 6 }
[confidence]
high = { low = 100, high = 100 }
medium = { low = 80, high = 150 }
low = { low = 50, high = 250 }
[origin]
qualified = { low = 100, high = 100 }
attached = { low = 100, high = 100 }
unattached = { low = 80, high = 100 }
ambiguous = { low = 0, high = 100 }
dynamic = { low = 0, high = 150 }
[[fixed]]
id = 'image'
title = 'an image'
each = 'repository'
first = { low = 10, likely = 20, high = 30 }
repeat = { low = 10, likely = 20, high = 30 }
why = 'a guess'
[[fixed]]
id = 'proof'
title = 'a proof'
each = 'model'
first = { low = 100, likely = 200, high = 300 }
repeat = { low = 1, likely = 2, high = 3 }
on = ['near']
why = 'a guess'
[[fixed]]
id = 'volume'
title = 'much data'
each = 'ten-gigabytes'
first = { low = 5, likely = 6, high = 7 }
repeat = { low = 5, likely = 6, high = 7 }
on = ['far']
why = 'a guess'
";

/// Every class has numbers of its own, so that a wrong look-up shows.
fn effort() -> String {
    let head = "formula = 3\nminutes-per-point = 7\nnote = 'Toy points.'\nsource = ['https://example.org']\n";
    let import = "import = { low = 0, likely = 1, high = 2 }\n";
    let classes = ["keep", "rename", "arguments", "rewrite", "redesign", "remove", "none"];
    let classes: Vec<_> = classes.iter().enumerate().map(|(at, change)| class(change, at)).collect();
    [head, import, &classes.concat(), EFFORT].concat()
}

fn class(change: &str, at: usize) -> String {
    let points = |part: usize| format!("{{ low = {}, likely = {}, high = {} }}", 10 * at / part, (20 * at + 1) / part, (30 * at + 2) / part);
    let (first, repeat) = (points(1), points(4));
    format!("[change.{change}]\nfirst = {first}\nrepeat = {repeat}\nbefore = 'toyOld(1)'\nwhy = 'a guess'\n")
}

/// The rules, with or without a table of costs.
pub(crate) fn index(with_effort: bool) -> RuleIndex {
    let mut files = vec![
        ("targets.toml", TARGETS.to_owned()),
        ("R/toybox/package.toml", PACKAGE.to_owned()),
        ("R/toybox/symbols.tsv", SYMBOLS.to_owned()),
        ("R/toybox/on/near.toml", NEAR.to_owned()),
    ];
    if with_effort {
        files.push(("effort.toml", effort()));
    }
    let files: Vec<_> = files.into_iter().map(|(path, text)| RuleFile { path: path.to_owned(), text }).collect();
    RuleIndex::new(load(&files).expect("checked rules"))
}

/// A certain call on this line of this file, with arguments by the index of their formals.
pub(crate) fn call(index: &RuleIndex, name: &str, file: u32, line: u32, formals: &[Option<u16>]) -> Finding {
    let rule = index.exact(Language::R, name).first().copied().unwrap_or(RuleId { package: 0, symbol: None });
    let span = Span { start: 2 * (line - 1), end: 2 * (line - 1) + 1 };
    Finding {
        rule,
        symbol: name.to_owned(),
        usage: if rule.symbol.is_some() { Use::Call } else { Use::Attach },
        origin: Origin::Attached,
        reason: String::new(),
        file: FileId(file),
        span,
        whole: span,
        container: Container::Plain,
        cell: None,
        language: rxodus_source::Language::R,
        evaluated: true,
        recovered: false,
        chunk: 0,
        unknown_part: None,
        arguments: formals
            .iter()
            .map(|formal| MatchedArgument { formal: *formal, written: None, span: Span::default(), value: Given::Other })
            .collect(),
        more_arguments: false,
        context: None,
        data: Vec::new(),
        uses: Vec::new(),
        wrapper: None,
        attached_by: None,
        fingerprint: String::new(),
        mark: String::new(),
        suppressed: None,
        suppressed_by: None,
    }
}

/// A report over two files of fifty lines.
pub(crate) fn report(findings: Vec<Finding>) -> Report {
    let file = |path: &str| SourceFile::from_bytes(path.to_owned(), FileKind::R, "x\n".repeat(50).as_bytes()).expect("text");
    Report {
        files: vec![file("a.R"), file("b.R")],
        findings,
        wrappers: Vec::new(),
        links: Vec::new(),
        packages: Vec::new(),
        coverage: Coverage::default(),
        suppression_problems: Vec::new(),
    }
}
