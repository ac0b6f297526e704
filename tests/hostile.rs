//! Files that are no code, or code that nobody would write: never a crash, always a named reason.

use std::fs;

use encoding_rs::WINDOWS_1252;
use rxodus_scan::{Lines, Origin, PartialReason, Report};
use rxodus_source::{Body, FileKind, SourceFile};
use serde_json::Value;

use crate::{
    scanning::{ROOT, scan_bytes, shown},
    tree::{Tree, USE, paths, unread},
};

/// The reasons for which files were not wholly understood.
fn partial(report: &Report) -> Vec<PartialReason> {
    report.coverage.partial.iter().map(|partial| partial.reason.clone()).collect()
}

#[test]
fn a_binary_is_named() {
    let program = [b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0rxGetInfo(".as_slice(), &[0; 4000]].concat();
    let picture = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".as_slice(), &[7; 2000]].concat();
    let tree = Tree::new().with("program.R", program).with("picture.py", picture).with("a.R", USE);
    let report = tree.scan();
    assert_eq!(unread(&report), ["picture.py: is binary", "program.R: is binary"]);
    assert_eq!(paths(&report), ["a.R"]);
}

#[test]
fn an_empty_file_is_a_file() {
    let tree = Tree::new().with("a.R", "").with("b.py", "").with("c.R", "\u{FEFF}").with("d.R", "\n\n");
    let report = tree.scan();
    assert_eq!(report.coverage.kinds.iter().map(|count| count.files).collect::<Vec<_>>(), [3, 1]);
    assert!(unread(&report).is_empty() && report.findings.is_empty());
}

#[test]
fn a_hundred_megabytes_are_not_read() {
    let tree = Tree::new().with("big.R", USE).with("a.R", USE);
    fs::File::options().write(true).open(tree.path("big.R")).and_then(|file| file.set_len(100 << 20)).expect("a large file");
    let report = tree.scan();
    assert_eq!(unread(&report), [format!("big.R: is {} bytes, more than the limit of {}", 100 << 20, 8 << 20)]);
    assert_eq!(paths(&report), ["a.R"]);
}

#[test]
fn text_that_is_no_utf8_is_windows_1252() {
    let text = "name <- \"Müller – €\"; rxGetInfo(name) # größer\n";
    let (bytes, _, unmappable) = WINDOWS_1252.encode(text);
    assert!(!unmappable);
    let report = scan_bytes("old.R", &bytes);
    assert_eq!(shown(&report), ["old.R:1:23 RevoScaleR/rxGetInfo unattached"]);
    assert_eq!(partial(&report), [PartialReason::Encoding]);
    let span = report.findings[0].span;
    assert_eq!(&bytes[span.start as usize..span.end as usize], b"rxGetInfo");
    let python = scan_bytes("old.py", b"# caf\xE9\nimport revoscalepy\n\xFF\xFE\x80\n");
    assert_eq!(partial(&python)[0], PartialReason::Encoding);
    assert_eq!(shown(&python), ["old.py:2:8 revoscalepy qualified"]);
}

#[test]
fn utf16_is_read_with_and_without_a_mark() {
    let text = "# 😀 é\r\nx <- rxGetInfo(\"😀\"); rxSort(x)\r\n";
    let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let marked = format!("\u{FEFF}{text}");
    let plain = "x <- 1\r\nrxGetInfo(x)\r\n";
    for bytes in [little(&marked), big(&marked)] {
        let report = scan_bytes("wide.R", &bytes);
        assert_eq!(shown(&report), ["wide.R:2:6 RevoScaleR/rxGetInfo unattached", "wide.R:2:22 RevoScaleR/rxSort unattached"]);
        let span = report.findings[0].span;
        assert_eq!(span.start as usize, 2 + 2 * 8 + 2 * 5, "bytes of the raw file: the mark, a line with a pair, and `x <- `");
        assert_eq!(span.end - span.start, 18);
        assert!(report.coverage.partial.is_empty());
    }
    for bytes in [little(plain), big(plain)] {
        assert_eq!(shown(&scan_bytes("wide.R", &bytes)), ["wide.R:2:1 RevoScaleR/rxGetInfo unattached"]);
    }
}

#[test]
fn broken_utf16_does_no_harm() {
    let mut bytes: Vec<u8> = "\u{FEFF}x <- rxGetInfo(d)\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.extend([0x3D, 0xD8, b'\n', 0, b'x']);
    let report = scan_bytes("half.R", &bytes);
    assert_eq!(shown(&report), ["half.R:1:6 RevoScaleR/rxGetInfo unattached"]);
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let tree = Tree::new().with("closed.R", USE).with("locked/b.R", USE).with("a.R", USE);
    for path in ["closed.R", "locked"] {
        fs::set_permissions(tree.path(path), fs::Permissions::from_mode(0o000)).expect("permissions");
    }
    let refused = fs::read(tree.path("closed.R")).is_err();
    let report = tree.scan();
    fs::set_permissions(tree.path("locked"), fs::Permissions::from_mode(0o755)).expect("permissions");
    // The superuser may read everything.
    if refused {
        assert_eq!(paths(&report), ["a.R"]);
        assert_eq!(unread(&report), ["closed.R: cannot be read: permission denied", "locked: cannot be read: permission denied"]);
    }
}

#[test]
fn depth_does_not_overflow() {
    const DEPTH: usize = 50_000;
    let nested = |open: &str, inner: &str, close: &str| format!("{}{inner}{}", open.repeat(DEPTH), close.repeat(DEPTH));
    for (open, close) in [("(", ")"), ("{", "}"), ("f(", ")"), ("if (a) ", ""), ("!", ""), ("\\(x) ", "")] {
        scan_bytes("deep.R", nested(open, "rxGetInfo(d)", close).as_bytes());
        scan_bytes("deep.R", nested(open, "rxGetInfo(d)", "").as_bytes());
    }
    let report = scan_bytes("deep.R", format!("rxSort(1)\n{}", nested("(", "rxGetInfo(d)", ")")).as_bytes());
    let rules: Vec<_> = shown(&report).iter().filter_map(|line| line.split(' ').nth(1).map(str::to_owned)).collect();
    assert_eq!(rules, ["RevoScaleR/rxSort", "RevoScaleR/rxGetInfo"]);
    for (open, close) in [("(", ")"), ("[", "]"), ("f(", ")"), ("not ", ""), ("a.", "")] {
        let text = format!("import revoscalepy as r\n{}", nested(open, "r.rx_import(1)", close));
        scan_bytes("deep.py", text.as_bytes());
    }
}

#[test]
fn strings_in_strings_end() {
    let circle = "a <- paste0(b, b)\nb <- paste0(a, 'rxSort(d)', a)\neval(parse(text = a))\n";
    scan_bytes("circle.R", circle.as_bytes());
    let doubling: Vec<String> = (0..40).map(|n| format!("x{n} <- paste0(x{0}, x{0}, '1')", n + 1)).collect();
    scan_bytes("doubling.R", format!("{}; eval(parse(text = x0)); remoteExecute(x0)\n", doubling.join("\n")).as_bytes());
    let deep = "paste0(".repeat(20_000) + "'rxSort(d)'" + &")".repeat(20_000);
    scan_bytes("deep.R", format!("eval(parse(text = {deep}))\n").as_bytes());
    let sum = "'rx' + ".repeat(20_000);
    scan_bytes("deep.py", format!("import revoscalepy\nexec({sum} 'a')\n").as_bytes());
    let commands = "system('Rscript -e \"'); system2('Rscript', '-e'); system(''); system2('Rscript', c('-e')); eval(parse(text = '\\'))";
    scan_bytes("commands.R", format!("{commands}; eval(parse(text = '')); rxSort(d); eval(parse(text = r\"(\")").as_bytes());
}

#[test]
fn a_line_of_five_megabytes_is_a_line() {
    let string = format!("x <- '{}'; rxGetInfo(x)\n", "QUJD".repeat(5_000_000 / 4));
    let report = scan_bytes("long.R", string.as_bytes());
    assert_eq!(shown(&report), ["long.R:1:5000010 RevoScaleR/rxGetInfo unattached"]);
    let list = format!("x <- c({}1); rxGetInfo(x)\n", "12345, ".repeat(500_000 / 7));
    assert_eq!(scan_bytes("long.R", list.as_bytes()).findings.len(), 1);
}

/// Of each kind that is looked up on the way. How time grows with their number is told by `cargo xtask bench`, as no test can.
#[test]
fn very_many_findings_in_one_file() {
    const LINES: usize = 500;
    let files: Vec<Value> = serde_json::from_str(&fs::read_to_string(ROOT.join("fixtures/growth.json")).expect("the fixture")).expect("JSON");
    for file in files {
        let part = |name: &str| file[name].as_str().expect("a text");
        let text = [part("head"), &part("line").repeat(LINES), part("tail")].concat();
        let found = scan_bytes(part("name"), text.as_bytes()).findings.len();
        assert!(found >= LINES, "{}: {found} findings", part("line"));
    }
}

#[test]
fn a_table_named_like_a_script_is_said_to_be_no_code() {
    let row = |number: usize| format!("{number},\"it's {number}\",rxGetInfo,2021-03-{:02},a b c (d,O'Neil,{{\n", number % 28 + 1);
    let table: String = (0..20_000).map(row).collect();
    for name in ["table.R", "table.py"] {
        let report = scan_bytes(name, table.as_bytes());
        assert!(!partial(&report).is_empty(), "{name}: nothing said");
        let certain = report.findings.iter().filter(|finding| finding.origin.is_certain()).count();
        assert_eq!(certain, 0, "{name}: certain findings in a table");
    }
}

#[test]
fn odd_bytes_do_no_harm() {
    let late_nul = [USE.as_bytes(), &[b' '; 2000], b"\0\0\0 rxSort(x)\n"].concat();
    assert_eq!(shown(&scan_bytes("nul.R", &late_nul))[0], "nul.R:1:6 RevoScaleR/rxGetInfo unattached");
    let returns = "library(RevoScaleR)\rrxGetInfo(d)\rrxSort(d)\r";
    assert_eq!(shown(&scan_bytes("mac.R", returns.as_bytes())).len(), 3);
    let controls = "x <- \"\u{1b}[31m\u{7}\"; rxGetInfo(x)\u{c}\nrxSort(\u{a0}x)\u{200b}\n";
    assert_eq!(shown(&scan_bytes("odd.R", controls.as_bytes())).len(), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_utf8_is_not_passed_over() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};
    let tree = Tree::new();
    fs::write(tree.root().join(OsStr::from_bytes(b"m\xFCller.R")), USE).expect("a file");
    assert_eq!(paths(&tree.scan()), ["m\u{FFFD}ller.R"]);
}

#[test]
fn a_broken_notebook_is_named_and_looked_at() {
    let conflict = b"{\"cells\": [\n<<<<<<< HEAD\n{\"cell_type\": \"code\", \"source\": \"library(RevoScaleR)\\nrxGetInfo(d)\"}\n]}";
    let report = scan_bytes("a.ipynb", conflict);
    assert_eq!(shown(&report), ["a.ipynb:3:42 RevoScaleR ambiguous", "a.ipynb:3:55 RevoScaleR/rxGetInfo ambiguous"]);
    assert_eq!(partial(&report), [PartialReason::BrokenNotebook]);
    assert_eq!(report.coverage.partial[0].regions, [Lines { first: 2, last: 2 }]);
    let script = b"from revoscalepy import rx_import\nrx_import(d)\n";
    assert_eq!(scan_bytes("a.ipynb", script).findings.len(), 3);
    assert_eq!(partial(&scan_bytes("a.ipynb", script)), [PartialReason::BrokenNotebook]);
    let deep = format!("{{\"rxGetInfo\": {}1{}, \"cells\": []}}", "[".repeat(200_000), "]".repeat(200_000));
    assert!(partial(&scan_bytes("a.ipynb", deep.as_bytes())).is_empty());
    let odd = br#"{"cells": [{"cell_type": 1, "source": {}}, {"cell_type": "code", "source": [1, "x <- rxGetInfo(d)", null], "metadata": []}]}"#;
    assert_eq!(scan_bytes("a.ipynb", odd).findings.len(), 1);
}

#[test]
fn every_part_of_a_notebook_that_is_cut_off_is_looked_at() {
    let cell = r#"{"cell_type": "code", "metadata": {}, "outputs": [{"text": ["rxSort(1)"]}], "source": ["x <- rxGetInfo(d)\n"]},"#;
    let whole = format!(r#"{{"cells": [{}]}}"#, cell.repeat(50).trim_end_matches(','));
    for cells in [1, 10, 49] {
        let report = scan_bytes("a.ipynb", &whole.as_bytes()[..11 + cells * cell.len()]);
        assert_eq!(report.findings.len(), cells);
        assert!(report.findings.iter().all(|finding| finding.origin == Origin::Ambiguous && !finding.reason.is_empty()));
    }
}

#[test]
fn what_git_lfs_left_out_is_not_read() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a21\nsize 12345\n";
    let report = Tree::new().with("a.ipynb", pointer).with("b.R", pointer).scan();
    let reason = "is a pointer of Git LFS: its content is not here";
    assert_eq!(unread(&report), [format!("a.ipynb: {reason}"), format!("b.R: {reason}")]);
}

/// What `cargo fuzz` found: each of these panicked, or had a place outside of the file or inside a character.
#[test]
fn what_fuzzing_found() {
    places_are_between_characters("half.R", &[0xFF, 0xFE, b'r', 0, b'x', 0, b'(', 0, b'x']);
    let wide = format!("EXEC sp_execute_external_script N'R', @script = N'f(' + NCHAR(/*{}*/10) + N')'", "é".repeat(200));
    places_are_between_characters("a.sql", wide.as_bytes());
    scan_bytes("a.sql", b"EXEC sp_execute_external_script N'R', N'x'; SELECT f(a =");
    scan_bytes("a.rdl", "<a><![CDATA[EXEC sp_execute_external_script \u{8d}\u{8d}".as_bytes());
    scan_bytes("a.ipynb", "{\"source\": \"rxGetInfo(\\\u{e9}\\u\u{e9}\u{e9})".as_bytes());
}

fn places_are_between_characters(name: &str, bytes: &[u8]) {
    let kind = FileKind::of_name(name).expect("a kind");
    let file = SourceFile::from_bytes(name.to_owned(), kind, bytes).expect("text");
    assert!(file.span(0..file.text.len()).end as usize <= bytes.len());
    for chunk in &file.chunks {
        if let Body::Text { text, map } = &chunk.body {
            assert!(text.char_indices().all(|(at, character)| file.text.get(map.raw_range(at..at + character.len_utf8())).is_some()), "{text}");
        }
    }
}

#[test]
fn many_chunks_take_no_long_time() {
    let chunks = "```{r}\nrxSort(a)\n```\n".repeat(5_000);
    assert_eq!(scan_bytes("many.Rmd", chunks.as_bytes()).findings.len(), 5_000);
    let inline = "`r rxSort(a)` ".repeat(20_000);
    assert_eq!(scan_bytes("many.Rmd", inline.as_bytes()).findings.len(), 20_000);
    let cells = vec![r#"{"cell_type": "code", "source": "rxSort(a)"}"#; 5_000].join(",");
    let notebook = format!(r#"{{"metadata": {{"kernelspec": {{"name": "ir"}}}}, "cells": [{cells}]}}"#);
    assert_eq!(scan_bytes("many.ipynb", notebook.as_bytes()).findings.len(), 5_000);
}
