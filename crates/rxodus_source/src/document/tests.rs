//! Chunks by knitr's rules, and what they say of themselves.

use super::*;
use crate::Body;

/// Language, label, whether it is run, and the text of each chunk; every word must stand in the document where its map says.
fn cut(syntax: Syntax, document: &str) -> Vec<(Language, String, bool, String)> {
    let shown = |chunk: Chunk| {
        let Body::Text { text, map } = chunk.body else { panic!("a text") };
        for word in text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            assert_eq!(&document[map.raw_range(start..start + word.len())], word);
        }
        (chunk.language, chunk.cell.map_or_else(|| "inline".to_owned(), |cell| cell.id), chunk.evaluated, text)
    };
    chunks(syntax, document, &mut Cut::default()).into_iter().map(shown).collect()
}

fn texts(document: &str) -> Vec<String> {
    cut(Syntax::Markdown, document).into_iter().map(|(.., text)| text).collect()
}

#[test]
fn fences_of_markdown() {
    assert_eq!(texts("```{r}\na\n```\nb\n```r\nc\n```\n```\nd\n```\n"), ["a\n"]);
    assert_eq!(texts("````{r}\na\n```\nb\n````\nc"), ["a\n```\nb\n"]);
    assert_eq!(texts("```{r}\na\n```{r}\nb"), ["a\n", "b"], "the same fence begins a new chunk");
    assert_eq!(texts("````{r}\na\n```{r}\nb\n"), ["a\n```{r}\nb\n"]);
    assert_eq!(texts("```{{r}}\na\n```\n~~~{r}\nb\n~~~\n```{.r}\nc\n```\n``` {r }\nd\n```\n"), ["d\n"]);
    assert_eq!(texts("<!--\n    ```{r-x}\n    a\n    ```\n-->\r\n```{r}\r\nb\r\n```\r\n"), ["a\n", "b\r\n"]);
    assert_eq!(texts("> ```{r}\n> a\n>\n> <<b>>\n> ```\nc"), ["a\n\n     \n"]);
    assert_eq!(texts("```{r}\n```"), [""]);
}

#[test]
fn options_of_chunks() {
    let one =
        |head: &str, code: &str| cut(Syntax::Markdown, &format!("```{{{head}}}\n{code}\n```\n")).into_iter().map(|(a, b, c, _)| (a, b, c)).next();
    let some = |language, label: &str, run| Some((language, label.to_owned(), run));
    assert_eq!(one("r", "a"), some(Language::R, "", true));
    assert_eq!(one("r é, fig.cap = c(\"a, eval=FALSE\", 'b')", "a"), some(Language::R, "é", true));
    assert_eq!(one("r a, eval = FALSE", "a"), some(Language::R, "a", false));
    assert_eq!(one("r, label='x', eval=F", "a"), some(Language::R, "x", false));
    assert_eq!(one("r a", "#| eval: false\n#| label: b\nx"), some(Language::R, "b", false));
    assert_eq!(one("r a", "#| echo=TRUE, eval=FALSE"), some(Language::R, "a", false));
    assert_eq!(one("r a, engine = 'python'", "x"), some(Language::Python, "a", true));
    assert_eq!(one("python", "x"), some(Language::Python, "", true));
    assert_eq!(one("r-model", "x"), some(Language::R, "model", true));
    assert_eq!(one("sql, connection = c", "x"), some(Language::Sql, "", true));
    assert_eq!(one("bash", "x"), None);
}

#[test]
fn options_of_documents() {
    let evaluated = |document: &str| cut(Syntax::Markdown, document).into_iter().map(|(_, _, run, _)| run).collect::<Vec<_>>();
    let set = "```{r}\nknitr::opts_chunk$set(echo = c(\")\"), eval = FALSE)\n```\n";
    assert_eq!(evaluated(&format!("{set}```{{r}}\na\n```\n```{{r, eval=TRUE}}\nb\n```\n")), [true, false, true]);
    assert_eq!(evaluated("---\nexecute:\n  eval: false\n---\n```{r}\na\n```\n"), [false]);
    assert_eq!(evaluated("```{r}\na\n```\neval: false\n"), [true]);
    let sweave = cut(Syntax::Sweave, "\\SweaveOpts{eval=false}\n<<a>>=\nb\n@\n");
    assert_eq!(sweave, [(Language::R, "a".to_owned(), false, "b\n".to_owned())]);
}

#[test]
fn expressions_in_prose() {
    let inline = |language, text: &str| (language, "inline".to_owned(), true, text.to_owned());
    assert_eq!(
        cut(Syntax::Markdown, "a `r f(1)` `r\n` `r` ``` `r g()` `{r} h()` `{python} i()`\n```r b\n<!-- ```{r} j() -->`\n"),
        [inline(Language::R, "f(1)\ng()\nh()\n"), inline(Language::Python, "i()\n")]
    );
    assert_eq!(cut(Syntax::Sweave, "\\Sexpr{f(1)}\n% \\Sexpr{g(1)}\n"), [inline(Language::R, "f(1)\n")]);
    assert_eq!(cut(Syntax::Html, "<p><!--rinline f(1) --></p>"), [inline(Language::R, "f(1) \n")]);
    assert_eq!(cut(Syntax::Markdown, "`r f(1)"), []);
}

#[test]
fn sweave_and_html() {
    let r = |label: &str, text: &str| (Language::R, label.to_owned(), true, text.to_owned());
    assert_eq!(cut(Syntax::Sweave, "a\n<<x, fig=TRUE>>=\nb\n<<y>>\n@ % c\nd\n<<>>=\ne"), [r("x", "b\n     \n"), r("", "e")]);
    assert_eq!(cut(Syntax::Html, "<!--begin.rcode x\nb\nend.rcode-->\nc"), [r("x", "b\n")]);
}
