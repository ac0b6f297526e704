//! Cells in other languages, and lines that are no code.

use super::*;
use crate::{Body, Container};

const PYTHON: CellLanguage = CellLanguage::Code(Language::Python);

fn cut(text: &str, notebook: &CellLanguage) -> Vec<(Language, String, bool)> {
    cut_with_remarks(text, notebook).0
}

/// The languages of cells that are not read.
fn unread(text: &str, notebook: &CellLanguage) -> Vec<String> {
    let language = |remark| if let Remark::OtherLanguage { language, .. } = remark { language } else { panic!("{remark:?}") };
    cut_with_remarks(text, notebook).1.into_iter().map(language).collect()
}

fn cut_with_remarks(text: &str, notebook: &CellLanguage) -> (Vec<(Language, String, bool)>, Vec<Remark>) {
    let mut remarks = Vec::new();
    let mut cell = CellText::new(Container::Ipynb, None);
    cell.push(text, 0..text.len());
    let shown = |chunk: Chunk| match chunk.body {
        Body::Text { text, .. } => (chunk.language, text, chunk.evaluated),
        Body::Ranges(_) => panic!("a text"),
    };
    (chunks(cell, notebook, &mut remarks).into_iter().map(shown).collect(), remarks)
}

#[test]
fn cells_in_another_language() {
    let r = |text: &str| vec![(Language::R, text.to_owned(), true)];
    assert_eq!(cut("\n%%R -o x\nf(1)", &PYTHON), r("\n        \nf(1)"));
    assert_eq!(cut("%r\nf(1)", &PYTHON), r("  \nf(1)"));
    assert_eq!(cut("%r f(1)", &PYTHON), r("   f(1)"));
    assert_eq!(cut("%%bash\nRscript x.R", &PYTHON), []);
    assert_eq!(cut("%sql\nSELECT 1", &PYTHON), [(Language::Sql, "    \nSELECT 1".to_owned(), true)]);
    assert_eq!(cut("f(1)", &CellLanguage::other("scala")), []);
    let python = |text: &str, evaluated| vec![(Language::Python, text.to_owned(), evaluated)];
    assert_eq!(cut("%%time\nf(1)", &PYTHON), python("      \nf(1)", true));
    assert_eq!(cut("%%local\nf(1)", &CellLanguage::Code(Language::R)), python("       \nf(1)", true));
    assert_eq!(cut("%%spark\nf(1)", &PYTHON), python("       \nf(1)", true));
    assert_eq!(cut("%python\nf(1)", &CellLanguage::Code(Language::Sql)), python("       \nf(1)", true));
    assert_eq!(cut("%%writefile é.py\nf(1)", &PYTHON), python(&format!("{}\nf(1)", " ".repeat(17)), false));
    assert_eq!(cut("%%writefile notes.txt\nf(1)", &PYTHON), []);
}

#[test]
fn lines_that_are_no_code() {
    for text in ["%matplotlib inline", "  !pip install x", "?f", "f.g??", "x = !ls", "a, b = %who", "%load x.py"] {
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
    let cut = cut("a = 1\n%R f(é)\n!ls \\\n  b\nc", &PYTHON);
    assert_eq!(cut[0].1, "a = 1\n        \n     \n   \nc");
    assert_eq!(cut[1], (Language::R, "     \n   f(é)\n     \n   \n ".to_owned(), true));
}

#[test]
fn sql_in_a_line_of_python() {
    let sql = |text: &str| (Language::Sql, text.to_owned(), true);
    let cell = cut("a = 1\n%sql EXEC p 1\nb", &PYTHON);
    assert_eq!(cell, [(Language::Python, "a = 1\n             \nb".to_owned(), true), sql("     \n     EXEC p 1\n ")]);
    assert_eq!(cut("rows = %sql SELECT 1", &PYTHON)[1], sql("            SELECT 1"));
    assert_eq!(cut("%sql EXEC p \\\n  1\nb", &PYTHON)[1], sql("     EXEC p  \n  1\n "));
    let mut cell = CellText::new(Container::Databricks, None);
    let text = "%sql EXEC p\n 1";
    cell.push(text, 0..text.len());
    assert_eq!(chunks(cell, &PYTHON, &mut Vec::new()).len(), 1, "the whole cell is T-SQL in Databricks");
}

#[test]
fn cells_that_are_not_read_are_said() {
    assert_eq!(unread("%%bash\nRscript x.R", &PYTHON), ["bash"]);
    assert_eq!(unread("%scala\nf(1)", &PYTHON), ["scala"]);
    assert_eq!(unread("%%script Lua5\nf(1)", &PYTHON), ["lua5"]);
    assert_eq!(unread("f(1)", &CellLanguage::other("Julia")), ["julia"]);
    for text in ["%md # Title", "%%html\n<p>", "%%bash\n ", "%%writefile notes.txt\na", "f(1)"] {
        assert_eq!(unread(text, &PYTHON), [""; 0], "{text}");
    }
}
