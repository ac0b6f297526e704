//! A small ruleset of invented packages for unit tests.

use crate::RuleFile;

pub(crate) const TARGETS: &str = r#"
[[target]]
id        = "near"
aliases   = ["nearby"]
title     = "Near"
note      = "Close by."
libraries = ["lib 1.0"]

[[target]]
id        = "far"
title     = "Far"
note      = "Far away."
libraries = []
"#;

pub(crate) const HOMONYMS: &str = r#"
[[homonym]]
package = "lookalike"
names   = ["toyfit"]
source  = ["https://example.org/lookalike"]
"#;

pub(crate) const PACKAGE: &str = r#"
name        = "toybox"
language    = "R"
modules     = ["toybox"]
preattached = true
retired     = 2022-07-01
version     = "1.0"
anchors     = ['toybox', '\btoy[A-Z]']
source      = ["https://example.org/toybox"]
note        = "Toys."
"#;

pub(crate) const SYMBOLS: &str = "\
name\tkinds\troles\tcommon\tdeprecated\tformals\ttopic\tvariants\treference
play\tfunction\tcode-argument:code\tyes\t\tcode, ...\tgame\t\thttps://example.org/play
toyBox$open\tmethod\t\t\t\t\tbox\t\thttps://example.org/open
toyFit\tfunction,class\ttrains\t\t\tx, y=NULL, sep=\",\", ...\tmodel\ttoyFits\thttps://example.org/fit
toyOld\tfunction\t\t\tyes\tx\tmodel\t\thttps://example.org/old
";

pub(crate) const NEAR: &str = r#"
[[equivalent]]
symbol     = "toyFit"
when       = { data = "file" }
change     = "rewrite"
note       = "Read the file first."
source     = ["https://example.org/read"]
checked    = 2026-11-22
confidence = "medium"
before     = "toyFit(f)"
after      = "lib::fit(read(f))"

[[equivalent]]
symbol     = "toyFit"
change     = "arguments"
call       = "lib::fit"
add        = { z = "1", "a.b" = "TRUE" }
note       = "Fits better."
source     = ["https://example.org/fit", "lib 1.0: ?fit"]
checked    = 2026-11-22
confidence = "high"
before     = '''
toyFit(d, y = 1)
'''
after      = '''
lib::fit(data = d, y = 1)
'''
[equivalent.arguments]
y   = { to = "y", note = "counts from 0" }
x   = "data"
sep = { drop = "not needed" }
"..." = { manual = "name each one" }

[[equivalent]]
symbol     = "toyOld"
change     = "none"
note       = "Nobody made one."
source     = ["https://example.org/old"]
checked    = 2026-11-22
confidence = "low"
before     = "toyOld(1)"

[[equivalent]]
symbol     = "toybox"
change     = "remove"
note       = "Delete it."
source     = ["https://example.org/toybox"]
checked    = 2026-11-22
confidence = "high"
before     = "library(toybox)"
"#;

/// The toy ruleset as files.
pub(crate) fn files() -> Vec<RuleFile> {
    [
        ("targets.toml", TARGETS),
        ("homonyms.toml", HOMONYMS),
        ("R/toybox/package.toml", PACKAGE),
        ("R/toybox/symbols.tsv", SYMBOLS),
        ("R/toybox/on/near.toml", NEAR),
    ]
    .map(|(path, text)| RuleFile { path: path.to_owned(), text: text.to_owned() })
    .into()
}
