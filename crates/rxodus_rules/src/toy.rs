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

pub(crate) const FLOW: &str = r#"
[[context]]
name  = "there"
title = "over there"
texts = ["THERE"]

[[data]]
name       = "file"
title      = "a file"
extensions = ["toy"]
calls      = ["open"]

[arguments]
context = ["where"]
reads   = ["x"]
writes  = ["out"]
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

pub(crate) const EFFORT: &str = r#"
formula = 1
minutes-per-point = 10
note = "Toy points."
source = ["https://example.org/points"]
import = { low = 0, likely = 1, high = 2 }

[change.keep]
first = { low = 2, likely = 5, high = 10 }
repeat = { low = 0, likely = 0, high = 0 }
before = "toyOld(1)"
after = "toyOld(1)"
why = "run it once"

[change.rename]
first = { low = 5, likely = 10, high = 20 }
repeat = { low = 1, likely = 2, high = 4 }
before = "toyOld(1)"
after = "lib::old(1)"
why = "search and replace"

[change.arguments]
first = { low = 10, likely = 30, high = 60 }
repeat = { low = 3, likely = 6, high = 15 }
before = "toyFit(d, y = 1)"
after = "lib::fit(data = d, y = 1)"
why = "two manuals side by side"

[change.rewrite]
first = { low = 40, likely = 80, high = 160 }
repeat = { low = 10, likely = 20, high = 50 }
before = "toyFit(f)"
after = "lib::fit(read(f))"
why = "a new idiom and its test"

[change.redesign]
first = { low = 100, likely = 300, high = 900 }
repeat = { low = 20, likely = 40, high = 120 }
before = "toyServe(f)"
after = "lib::server(f)"
why = "half a day"

[change.remove]
first = { low = 2, likely = 5, high = 10 }
repeat = { low = 1, likely = 1, high = 3 }
before = "library(toybox)"
why = "delete the line"

[change.none]
first = { low = 60, likely = 300, high = 1200 }
repeat = { low = 10, likely = 40, high = 150 }
before = "toyOld(1)"
why = "somebody must decide"

[argument.manual]
first = { low = 5, likely = 15, high = 40 }
repeat = { low = 1, likely = 4, high = 10 }

[argument.changes]
first = { low = 3, likely = 8, high = 20 }
repeat = { low = 1, likely = 2, high = 5 }

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
id = "proof"
title = "a proof"
each = "model"
first = { low = 60, likely = 120, high = 240 }
repeat = { low = 20, likely = 40, high = 80 }
why = "run both"
"#;

pub(crate) const PLATFORMS: &str = r#"
[[platform]]
id         = "attic"
title      = "The attic"
target     = "far"
status     = "announced"
announced  = 2024-01-01
ends       = 2026-12-31
successor  = ["playroom"]
r          = "Dusty."
python     = "Dusty as well."
ships      = ["toybox"]
note       = "Up the stairs."
source     = ["https://example.org/attic"]
checked    = 2026-11-22
confidence = "high"

[[platform]]
id         = "playroom"
aliases    = ["nursery"]
title      = "The playroom"
target     = "near"
status     = "active"
r          = "In the mornings."
note       = "Down the hall."
source     = ["https://example.org/playroom"]
checked    = 2026-11-20
confidence = "medium"
limits     = [
    { packages = ["toybox"], language = "R", note = "Quiet after lunch.", source = ["https://example.org/lunch"] },
    { rules = ["toybox/toyFit"], note = "One at a time.", source = ["https://example.org/one"] },
]
"#;

pub(crate) const VERIFIED: &str = r#"
[[verified]]
library = "lib 1.0"
names   = ["lib::fit"]
"#;

pub(crate) const FAMILY: &str = r#"
name        = "toytext"
language    = "text"
modules     = []
preattached = false
anchors     = []
source      = ["https://example.org/toytext"]
note        = "Toys in text."
"#;

pub(crate) const PATTERNS: &str = r#"
[[pattern]]
name       = "shelf"
title      = "the toy shelf"
regex      = '\bshelf://(?P<at>\w+)'
anchors    = ['shelf:']
in         = ["code", "script"]
retired    = 2024-02-29
successor  = "the box"
source     = ["https://example.org/shelf"]
checked    = 2026-11-22
confidence = "medium"
doubt      = "books stand there too"
yes        = ["open shelf://bear"]
no         = ["bookshelf://bear", "shelf"]

[[pattern]]
name       = "wish"
title      = "a toy that is asked for"
regex      = '^(?P<package>{R})$'
anchors    = ['{R}']
in         = ["description"]
source     = ["https://example.org/wish"]
checked    = 2026-11-22
confidence = "high"
yes        = ["toybox"]
no         = ["toyboxes"]
"#;

pub(crate) const SHELF_NEAR: &str = r#"
[[equivalent]]
symbol     = "shelf"
change     = "rewrite"
note       = "Put it into the box."
source     = ["https://example.org/shelf"]
checked    = 2026-11-22
confidence = "high"
before     = "open shelf://bear"
after      = "open box://bear"
"#;

pub(crate) const TRAPS: &str = r#"
[[trap]]
id         = "late-start"
symbols    = ["toyFit"]
targets    = ["near"]
told       = ["near"]
when       = { absent = ["y"], present = ["x"], value = { argument = "sep", is = [";", "TRUE"] }, context = "there" }
severity   = "silent"
note       = "It starts late."
advice     = "Wind it up."
source     = ["https://example.org/late"]
checked    = 2026-11-22
confidence = "high"

[[trap]]
id         = "loud"
symbols    = ["toyFit", "toyOld"]
when       = { present = ["x"] }
severity   = "info"
note       = "It is loud."
advice     = "Close the door."
source     = ["https://example.org/loud"]
checked    = 2026-11-22
confidence = "low"
"#;

pub(crate) const ADVICE: &str = r#"
[page]
source  = ["https://example.org/moving"]
checked = 2026-11-22

[page.bullets]
attic = 1

[weights]
near     = 3
have     = 2
given-up = -1
ends     = [{ years = 3, fit = -2 }, { years = 5, fit = -1 }]

[[criterion]]
id         = "dust"
title      = "old toys are played with"
bullets    = ["attic-1"]
rules      = ["toybox/*"]
source     = ["https://example.org/dust"]
checked    = 2026-11-22
confidence = "high"

[[criterion.fit]]
platforms = ["attic"]
fit       = 1
why       = "nobody hears them there"

[[criterion.fit]]
platforms = ["playroom"]
fit       = "excludes"
why       = "somebody sleeps there"
"#;

/// The toy ruleset as files.
pub(crate) fn files() -> Vec<RuleFile> {
    [
        ("targets.toml", TARGETS),
        ("homonyms.toml", HOMONYMS),
        ("R/toybox/package.toml", PACKAGE),
        ("R/toybox/symbols.tsv", SYMBOLS),
        ("R/toybox/on/near.toml", NEAR),
        ("R/toybox/traps.toml", TRAPS),
        ("effort.toml", EFFORT),
        ("flow.toml", FLOW),
        ("platforms.toml", PLATFORMS),
        ("verified.toml", VERIFIED),
        ("advice.toml", ADVICE),
        ("Text/toytext/package.toml", FAMILY),
        ("Text/toytext/patterns.toml", PATTERNS),
        ("Text/toytext/on/near.toml", SHELF_NEAR),
    ]
    .map(|(path, text)| RuleFile { path: path.to_owned(), text: text.to_owned() })
    .into()
}
