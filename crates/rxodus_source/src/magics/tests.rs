//! Cells in other languages, and lines that are no code.

use super::*;
use crate::{Body, Container};

const PYTHON: CellLanguage = CellLanguage::Code(Language::Python);

fn cut(text: &str, notebook: CellLanguage) -> Vec<(Language, String, bool)> {
    let mut cell = CellText::new(Container::Ipynb, None);
    cell.push(text, 0..text.len());
    let shown = |chunk: Chunk| match chunk.body {
        Body::Text { text, .. } => (chunk.language, text, chunk.evaluated),
        Body::Ranges(_) => panic!("a text"),
    };
    chunks(cell, notebook).into_iter().map(shown).collect()
}

#[test]
fn cells_in_another_language() {
    let r = |text: &str| vec![(Language::R, text.to_owned(), true)];
    assert_eq!(cut("\n%%R -o x\nf(1)", PYTHON), r("\n        \nf(1)"));
    assert_eq!(cut("%r\nf(1)", PYTHON), r("  \nf(1)"));
    assert_eq!(cut("%r f(1)", PYTHON), r("   f(1)"));
    assert_eq!(cut("%%bash\nRscript x.R", PYTHON), []);
    assert_eq!(cut("%sql\nSELECT 1", PYTHON), [(Language::Sql, "    \nSELECT 1".to_owned(), true)]);
    assert_eq!(cut("f(1)", CellLanguage::Other), []);
    let python = |text: &str, evaluated| vec![(Language::Python, text.to_owned(), evaluated)];
    assert_eq!(cut("%%time\nf(1)", PYTHON), python("      \nf(1)", true));
    assert_eq!(cut("%%local\nf(1)", CellLanguage::Code(Language::R)), python("       \nf(1)", true));
    assert_eq!(cut("%%spark\nf(1)", PYTHON), python("       \nf(1)", true));
    assert_eq!(cut("%python\nf(1)", CellLanguage::Code(Language::Sql)), python("       \nf(1)", true));
    assert_eq!(cut("%%writefile é.py\nf(1)", PYTHON), python(&format!("{}\nf(1)", " ".repeat(17)), false));
    assert_eq!(cut("%%writefile notes.txt\nf(1)", PYTHON), []);
}

#[test]
fn lines_that_are_no_code() {
    for text in ["%matplotlib inline", "  !pip install x", "?f", "f.g??", "x = !ls", "a, b = %sql SELECT", "%load x.py"] {
        assert_eq!(line(text), Line::Order, "{text}");
    }
    for text in ["x = 1 % y", "print('a = %d' % x)", "  % (a, b)", "a != b", "f(x) # why?", "x == y", ""] {
        assert_eq!(line(text), Line::Code, "{text}");
    }
    assert_eq!(line("%time f(1)"), Line::CodeFrom(6));
    assert_eq!(line("%timeit -n 10 -q f(1)"), Line::CodeFrom(17));
    assert_eq!(line("%R -i d f(d)"), Line::RFrom(8));
    assert_eq!(line("x = %R f(d)"), Line::RFrom(7));
}

#[test]
fn r_in_a_line_of_python() {
    let cut = cut("a = 1\n%R f(é)\n!ls \\\n  b\nc", PYTHON);
    assert_eq!(cut[0].1, "a = 1\n        \n     \n   \nc");
    assert_eq!(cut[1], (Language::R, "     \n   f(é)\n     \n   \n ".to_owned(), true));
}
