//! T-SQL in XML (reports, packages of Integration Services): element texts, CDATA sections and attributes, unescaped, and the expressions
//! among them. A scanner of tags that cannot fail, not a parser.

mod expression;

use std::ops::Range;

use crate::{
    Chunk, OffsetMap, Remark,
    sql::{chunks_in_joined_sql, chunks_in_sql},
};

/// A text without any of these words is no T-SQL worth reading.
const WORDS: [&[u8]; 4] = [b"exec", b"select", b"external", b"sp_"];

/// The T-SQL in a text of XML, and all the code in it.
pub(crate) fn chunks(text: &str, remarks: &mut Vec<Remark>) -> Vec<Chunk> {
    let mut found = Vec::new();
    for (raw, escaped) in texts(text) {
        if may_be_sql(&text.as_bytes()[raw.clone()]) {
            let (cooked, map) = if escaped { unescape(text, raw) } else { (text[raw.clone()].to_owned(), OffsetMap::shifted(raw.start, raw.len())) };
            found.extend(match expression::joined(&cooked) {
                Some(sql) => chunks_in_joined_sql(sql.through(&map), remarks),
                None => chunks_in_sql(&cooked, &map, remarks),
            });
        }
    }
    found
}

fn may_be_sql(text: &[u8]) -> bool {
    let is_word = |at: usize| WORDS.iter().any(|word| text[at..].get(..word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word)));
    (0..text.len()).any(is_word)
}

/// Texts and values of attributes, in order, and whether entities stand for characters in them.
fn texts(text: &str) -> Vec<(Range<usize>, bool)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        at = if rest.starts_with("<!--") {
            behind(text, at + 4, "-->")
        } else if rest.starts_with("<![CDATA[") {
            let end = behind(text, at + 9, "]]>");
            let inside = &text[at + 9..end];
            found.push((at + 9..at + 9 + inside.strip_suffix("]]>").unwrap_or(inside).len(), false));
            end
        } else if rest.starts_with("<?") {
            behind(text, at + 2, "?>")
        } else if rest.starts_with('<') {
            tag(text, at + 1, &mut found)
        } else {
            let end = rest.find('<').map_or(text.len(), |len| at + len);
            found.push((at..end, true));
            end
        };
    }
    found
}

/// Behind the next mark, or at the end.
fn behind(text: &str, at: usize, mark: &str) -> usize {
    text[at..].find(mark).map_or(text.len(), |found| at + found + mark.len())
}

/// Reads the attributes of a tag, and gives the byte behind it.
fn tag(text: &str, mut at: usize, found: &mut Vec<(Range<usize>, bool)>) -> usize {
    while let Some(next) = text[at..].find(['>', '"', '\'']).map(|len| at + len) {
        at = next + 1;
        let mark = &text[next..at];
        if mark == ">" {
            return at;
        }
        let end = behind(text, at, mark);
        if text[at..end].ends_with(mark) {
            found.push((at..end - 1, true));
        }
        at = end;
    }
    text.len()
}

fn unescape(text: &str, raw: Range<usize>) -> (String, OffsetMap) {
    let (mut cooked, mut map) = (String::with_capacity(raw.len()), OffsetMap::empty());
    let mut at = raw.start;
    let copy = |cooked: &mut String, map: &mut OffsetMap, part: Range<usize>| {
        cooked.push_str(&text[part.clone()]);
        map.push_run(part.len(), 1, part.start, 1);
    };
    while let Some(mark) = text[at..raw.end].find('&').map(|len| at + len) {
        copy(&mut cooked, &mut map, at..mark);
        let (character, len) = entity(&text[mark..raw.end]).unwrap_or(('&', 1));
        cooked.push(character);
        map.push(character.len_utf8(), mark, len);
        at = mark + len;
    }
    copy(&mut cooked, &mut map, at..raw.end);
    (cooked, map)
}

/// The character of the entity that begins here, and its length in bytes.
fn entity(text: &str) -> Option<(char, usize)> {
    // `&#x10FFFF;` is the longest, but for zeros in front.
    const LONGEST: usize = 16;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let character = match &text[1..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        number => {
            let number = number.strip_prefix('#')?;
            let code = number.strip_prefix(['x', 'X']).map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
            char::from_u32(code?)?
        }
    };
    Some((character, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Body, Language};

    /// The R in a text, and where it stands.
    fn scripts(text: &str) -> Vec<(String, Range<usize>)> {
        let found = chunks(text, &mut Vec::new()).into_iter().filter(|chunk| chunk.language == Language::R);
        let with_place = |chunk: Chunk| match chunk.body {
            Body::Text { text, map } => (text.clone(), map.raw_range(0..text.len())),
            Body::Ranges(_) => panic!("a chunk without a text of its own"),
        };
        found.map(with_place).collect()
    }

    #[test]
    fn element_texts_sections_and_attributes() {
        let call = "EXEC sp_execute_external_script N'R', N'f(x < 1)'";
        let escaped = call.replace('<', "&lt;").replace('\'', "&apos;");
        for text in [format!("<a><!-- ' --><b>{escaped}</b></a>"), format!("<?xml?><a><![CDATA[{call}]]></a>"), format!("<a x='1' y=\"{escaped}\"/>")]
        {
            let found = scripts(&text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].0, "f(x < 1)");
            assert_eq!(found[0].1.start, text.find("f(x").expect("the script"));
        }
    }

    #[test]
    fn entities_and_what_only_looks_like_one() {
        let text = "a&amp;&#10;&#xA;&quot;&nbsp;& &#x110000;";
        let (cooked, map) = unescape(text, 0..text.len());
        assert_eq!(cooked, "a&\n\n\"&nbsp;& &#x110000;");
        assert_eq!(map.raw_range(1..2), 1..6);
        assert_eq!(map.raw_range(3..4), 11..16);
    }

    #[test]
    fn broken_markup_is_read_to_its_end() {
        for text in ["<", "<a", "<a b=\"exec", "<![CDATA[exec", "<!--", "<?", "exec<", "<![CDATA[]]", "<![CDATA[exec\u{8d}\u{8d}", "&", "<é'é"] {
            chunks(text, &mut Vec::new());
        }
    }
}
