//! Text that is no code of a language with a grammar: its comments, and the packages that a manifest declares.

use rxodus_source::{Language, SourceFile, TextKind};

use crate::{
    Attach, AttachKind, Comment, ImportedName, Parsed, ScopeId, Segment,
    collect::Place,
    comments::{comments, without_comments},
    manifest::{self, Declared, Visible},
};

/// What a chunk of text of this kind says.
pub(crate) fn parse<'a>(kind: TextKind, text: &'a str, file: &SourceFile, place: &Place<'a>) -> Parsed<'a> {
    let mut parsed = Parsed::empty(Language::Text);
    let comments = comments(kind, text);
    if kind.is_manifest() {
        let declared = manifest::declared(kind, &without_comments(text, &comments));
        parsed.attaches = declared.into_iter().map(|declared| attach(text, place, declared)).collect();
    }
    // Those of a file that is code as well are the code's.
    if file.chunks.len() == 1 {
        parsed.comments = comments.into_iter().map(|range| Comment { text: &text[range.clone()], span: place.span(range) }).collect();
    }
    parsed
}

fn attach<'a>(text: &'a str, place: &Place<'a>, declared: Declared) -> Attach<'a> {
    let segment = |range: std::ops::Range<usize>| Segment { name: &text[range.clone()], span: place.span(range) };
    let (kind, names) = match declared.visible {
        Visible::No => (AttachKind::Declare, Vec::new()),
        Visible::All => (AttachKind::Attach, Vec::new()),
        Visible::Names(names) => (AttachKind::ImportFrom, names),
    };
    let names = names.into_iter().map(|name| ImportedName { name: segment(name.clone()), local: &text[name] }).collect();
    Attach { kind, module: segment(declared.name), names, star: None, scope: ScopeId(0) }
}
