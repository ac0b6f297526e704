//! `cargo xtask tree FILE`: what the parsers make of a file.

use std::{fs, path::Path};

use anyhow::Context as _;
use rxodus_source::{FileKind, SourceFile};
use rxodus_syntax::{Parsed, Parser, tree_text};

/// Prints the chunks, their trees, and what was collected from them.
pub(crate) fn tree(path: &Path) -> anyhow::Result<()> {
    let name = path.file_name().context("no file name")?.to_string_lossy();
    let kind = FileKind::of_name(&name).with_context(|| format!("`{name}` is of no kind that is read"))?;
    let file = SourceFile::from_bytes(name.into_owned(), kind, &fs::read(path)?)?;
    let mut parser = Parser::new();
    for (number, chunk) in file.chunks.iter().enumerate() {
        println!("chunk {number}: {} in {}, evaluated: {}", chunk.language.name(), chunk.container.name(), chunk.evaluated);
        print!("{}", tree_text(&file, chunk));
        collected(&file, &parser.parse(&file, chunk));
    }
    Ok(())
}

fn collected(file: &SourceFile, parsed: &Parsed) {
    for attach in &parsed.attaches {
        println!("{:>5} {:?} {}", file.position(attach.module.span.start).line, attach.kind, attach.module.name);
    }
    for assignment in &parsed.assignments {
        println!("{:>5} {} <- {:?}", file.position(assignment.name.span.start).line, assignment.name.name, assignment.value);
    }
    for usage in &parsed.usages {
        let path: Vec<_> = parsed.path_of(usage).iter().map(|segment| segment.name).collect();
        let position = file.position(parsed.path_of(usage)[0].span.start);
        println!("{:>5}:{} {:?} {} {:?}", position.line, position.column, usage.kind, path.join("."), parsed.arguments_of(usage));
    }
    println!("errors: {:?}", parsed.errors);
}
