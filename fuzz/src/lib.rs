//! What must hold for any bytes: they are read and parsed without a panic, and every place lies in the file and says what it should.

use std::{cell::RefCell, ops::Range};

use rxodus_source::{Body, Chunk, FileKind, SourceFile, Span, tsql::Tokens};
use rxodus_syntax::{Parsed, Parser, Segment, Value};

thread_local! {
    /// Loading the grammars takes longer than a small input.
    static PARSER: RefCell<Parser> = RefCell::new(Parser::new());
}

/// Reads the bytes as files of these kinds, and holds all that comes of them to its promises.
pub fn check(kinds: &[FileKind], bytes: &[u8]) {
    for kind in kinds {
        let Ok(file) = SourceFile::from_bytes("fuzz".to_owned(), *kind, bytes) else { continue };
        check_tokens(&file.text);
        check_decoding(&file, bytes.len());
        check_order(&file);
        for chunk in &file.chunks {
            check_chunk(&file, chunk, bytes.len());
            PARSER.with_borrow_mut(|parser| check_parsed(&file, chunk, &parser.parse(&file, chunk), bytes.len()));
        }
    }
}

/// Tokens of T-SQL rise, do not overlap, and lie between characters.
fn check_tokens(text: &str) {
    let mut end = 0;
    for token in Tokens::new(text) {
        let range = token.range();
        assert!(end <= range.start && range.start < range.end, "{token:?} behind {end}");
        assert!(text.get(range.clone()).is_some() && text.get(token.inner(text)).is_some(), "{token:?} cuts a character");
        end = range.end;
    }
}

/// Each character of the text has its own bytes in the file, and leads back to itself.
fn check_decoding(file: &SourceFile, len: usize) {
    let mut end = 0;
    for (at, character) in file.text.char_indices() {
        let span = file.span(at..at + character.len_utf8());
        assert!(end <= span.start && span.start < span.end && span.end as usize <= len, "{character:?} at {at}: {span:?}");
        assert_eq!(file.text_range(span), at..at + character.len_utf8(), "{character:?}");
        end = span.end;
    }
    let last = file.position(len as u32);
    assert!(last.line as usize <= file.lines().count() && last.column > 0);
}

/// Cells stand in the order of their numbers.
fn check_order(file: &SourceFile) {
    let placed = file.chunks.iter().map(|chunk| (chunk, place(chunk))).filter(|(_, place)| !place.is_empty());
    let cells: Vec<_> = placed.filter_map(|(chunk, place)| Some((chunk.cell.as_ref()?.number, place.start))).collect();
    for pair in cells.windows(2) {
        let [(number, start), (next, next_start)] = pair else { continue };
        assert!(number <= next && (number == next || start <= next_start), "cell {next} at {next_start} behind cell {number} at {start}");
    }
}

/// Where a chunk begins and ends in the file's text.
fn place(chunk: &Chunk) -> Range<usize> {
    match &chunk.body {
        Body::Ranges(ranges) => ranges.first().map_or(0, |range| range.start)..ranges.last().map_or(0, |range| range.end),
        Body::Text { text, map } => map.raw_range(0..text.len()),
    }
}

fn check_chunk(file: &SourceFile, chunk: &Chunk, len: usize) {
    match &chunk.body {
        Body::Ranges(ranges) => check_ranges(&file.text, ranges),
        Body::Text { text, map } => {
            check_ranges(text, &chunk.unknown.parts);
            // What stands for bytes that are no code, or for a part that is not known, is cut by bytes and not by characters.
            let parts = &chunk.unknown.parts;
            let stands_in = |at: usize| parts.get(parts.partition_point(|part| part.end <= at)).is_some_and(|part| part.start <= at);
            for (at, character) in text.char_indices().filter(|(at, character)| *character != ' ' && !stands_in(*at)) {
                let raw = map.raw_range(at..at + character.len_utf8());
                assert!(raw.start <= raw.end && file.text.get(raw.clone()).is_some(), "{character:?} at {at}: {raw:?}");
                assert!(file.span(raw).end as usize <= len);
            }
        }
    }
}

/// In rising order, without overlap, between characters.
fn check_ranges(text: &str, ranges: &[Range<usize>]) {
    let mut end = 0;
    for range in ranges {
        assert!(end <= range.start && text.get(range.clone()).is_some(), "{range:?} behind {end}");
        end = range.end;
    }
}

fn check_parsed(file: &SourceFile, chunk: &Chunk, parsed: &Parsed, len: usize) {
    let inside = |span: Span| assert!(span.start <= span.end && span.end as usize <= len, "{span:?} of {len} bytes");
    for (at, usage) in parsed.usages.iter().enumerate() {
        inside(usage.whole);
        assert!(!parsed.path_of(usage).is_empty() && (usage.scope.0 as usize) < parsed.scopes.len());
        assert!(usage.inside.is_none_or(|call| (call as usize) < parsed.usages.len() && call as usize != at));
        assert_eq!(parsed.path_of(usage).last().map(|segment| segment.name), Some(usage.name));
        parsed.arguments_of(usage).iter().for_each(|argument| inside(argument.span));
    }
    for (at, scope) in parsed.scopes.iter().enumerate() {
        assert!(scope.parent.is_none_or(|parent| (parent.0 as usize) < at), "{scope:?}");
    }
    let names = parsed.segments.iter().chain(parsed.attaches.iter().map(|attach| &attach.module));
    // A name that an import gives has the place of what is imported.
    let own = parsed.assignments.iter().filter(|assignment| !matches!(assignment.value, Value::Imported { .. } | Value::Module(_)));
    for segment in names.chain(own.map(|assignment| &assignment.name)) {
        inside(segment.span);
        check_name(file, chunk, segment);
    }
    parsed.comments.iter().for_each(|comment| inside(comment.span));
    parsed.links.iter().for_each(|link| inside(link.span));
    parsed.errors.nodes.iter().for_each(|span| inside(*span));
}

/// A name is what stands at its place, but for marks that its language has around names.
fn check_name(file: &SourceFile, chunk: &Chunk, segment: &Segment) {
    if let Some((text, range)) = file.code_in(chunk, segment.span) {
        let written = text.get(range).unwrap_or_else(|| panic!("{segment:?} cuts a character"));
        let plain = |text: &str| text.chars().filter(|character| !character.is_whitespace() && *character != '\\').collect::<String>();
        assert!(plain(written).contains(&plain(segment.name)), "{segment:?} is written {written:?}");
    }
}
