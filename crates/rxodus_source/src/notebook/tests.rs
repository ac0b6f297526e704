//! Notebooks of both versions, broken ones, and the way back to the raw JSON.

use super::*;
use crate::{Body, Language};

/// Language, cell and text of each chunk; every word of a chunk without escapes must stand in the JSON where its map says.
fn cut(json: &str) -> Vec<(Language, u32, String)> {
    let mut remarks = Vec::new();
    let chunks = chunks(json, &mut remarks, &mut Vec::new());
    assert_eq!(remarks, []);
    let shown = |chunk: Chunk| {
        let Body::Text { text, map } = chunk.body else { panic!("a text") };
        for word in text.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            assert_eq!(&json[map.raw_range(start..start + word.len())], word);
        }
        (chunk.language, chunk.cell.map_or(0, |cell| cell.number), text)
    };
    chunks.into_iter().map(shown).collect()
}

/// What is said of a broken notebook, and the code that was found in it all the same.
fn broken(json: &str) -> (Vec<Remark>, Vec<(Language, String)>) {
    let mut remarks = Vec::new();
    let chunks = chunks(json, &mut remarks, &mut Vec::new());
    let shown = |chunk: Chunk| {
        let Body::Text { text, map } = chunk.body else { panic!("a text") };
        assert!(chunk.unknown.recovered);
        assert!(json.get(map.raw_range(0..text.len())).is_some());
        (chunk.language, text)
    };
    (remarks, chunks.into_iter().map(shown).collect())
}

#[test]
fn version_4_with_lines_and_with_one_string() {
    let json = r#"{"metadata": {"kernelspec": {"language": "R"}}, "cells": [
        {"cell_type": "markdown", "source": ["f(1)"]},
        {"cell_type": "code", "source": ["a(\"\u00e9\ud83d\ude00\")\n", "b()"], "outputs": [{"text": ["c()"]}]},
        {"cell_type": "code", "source": "\td()\ne(\\)", "metadata": {"vscode": {"languageId": "python"}}}]}"#;
    assert_eq!(cut(json), [(Language::R, 2, "a(\"é😀\")\nb()".to_owned()), (Language::Python, 3, "\td()\ne(\\)".to_owned())]);
}

#[test]
fn version_3_has_worksheets() {
    let json = r#"{"metadata": {"name": ""}, "nbformat": 3, "worksheets": [
        {"cells": [{"cell_type": "code", "language": "python", "input": ["x <- f(1)"]}]},
        {"cells": [{"cell_type": "code", "language": "python", "input": "y <- g(1)"}]}]}"#;
    assert_eq!(cut(json), [(Language::R, 1, "x <- f(1)".to_owned()), (Language::R, 2, "y <- g(1)".to_owned())]);
}

#[test]
fn without_a_kernel_the_content_tells() {
    let json = |code: &str| format!(r#"{{"cells": [{{"cell_type": "code", "source": "{code}"}}]}}"#);
    assert_eq!(cut(&json(r"library(a)\nb <- c(1)"))[0].0, Language::R);
    assert_eq!(cut(&json(r"import a\nb = c(1)"))[0].0, Language::Python);
    assert_eq!(cut(&json("f(1)")).iter().map(|chunk| chunk.0).collect::<Vec<_>>(), [Language::R, Language::Python], "either");
}

#[test]
fn half_a_pair_of_escapes_is_no_character() {
    let json = r#"{"cells": [{"cell_type": "code", "source": "'\ud83d' f(1) '\udc00'"}]}"#;
    assert_eq!(cut(json)[0].2, "'\u{FFFD}' f(1) '\u{FFFD}'");
}

#[test]
fn numbers_that_python_alone_reads() {
    let json = r#"{"a": [NaN, -Infinity], "b": "NaN \" Infinity", "cells": [{"cell_type": "code", "source": "f(NaN)"}]}"#;
    assert_eq!(cut(json)[0].2, "f(NaN)");
}

#[test]
fn broken_ones_are_said_to_be_so() {
    let line = |json: &str| broken(json).0;
    assert_eq!(line("{\n\"cells\": [\n<<<<<<< HEAD\n"), [Remark::BrokenNotebook { line: 3 }]);
    assert_eq!(line("{}"), [Remark::BrokenNotebook { line: 1 }]);
    assert_eq!(line("{\"cells\": [\n{},\n1]}"), [Remark::BrokenNotebook { line: 3 }]);
    assert_eq!(line(""), [Remark::BrokenNotebook { line: 1 }]);
}

#[test]
fn cells_of_broken_ones_are_found_by_their_keys() {
    let r = |codes: &[&str]| codes.iter().map(|code| (Language::R, (*code).to_owned())).collect::<Vec<_>>();
    let json = r#"{"cells": [{"cell_type": "markdown", "source": ["a()"]},
<<<<<<< HEAD
        {"cell_type": "code", "source": ["b(\"\u00e9\")\n", "c(\é)"], "outputs": [{"text": ["d()"], "name": "stdout"}]},
=======
        {"cell_type": "code", "source": "x <- e()"},
>>>>>>> other
        {"cell_type": "code", "source": ["f()
        "g()"]}], "metadata": {"kernelspec": {"name": "ir", "language": "R"}}"#;
    assert_eq!(broken(json).1, r(&["b(\"é\")\nc(\\é)", "x <- e()", "f()g()"]));
    let cut_off = r#"{"cells": [{"cell_type": "code", "source": ["x <- f(1)\n", "y <- g(\u"#;
    assert_eq!(broken(cut_off).1, r(&["x <- f(1)\ny <- g(\u{FFFD}"]));
}

#[test]
fn without_keys_the_strings_count_and_without_strings_the_text() {
    assert_eq!(broken("    \"library(a)\\n\",\n    \"f(1)\"\n   ]\n").1, [(Language::R, "library(a)\n\nf(1)\n".to_owned())]);
    assert_eq!(broken("library(a)\nf(1)").1, [(Language::R, "library(a)\nf(1)".to_owned())]);
}
