//! Raw bytes to text, with the way back.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::OffsetMap;

/// How the bytes of a file were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// Not valid as UTF-8, so read as Windows-1252: every byte is a character.
    Windows1252,
}

/// Text and where each of its characters stands in the raw bytes.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: Encoding,
    pub(crate) map: OffsetMap,
}

/// How far to look for a NUL byte, which no text file has.
const SNIFFED: usize = 1024;

/// Decodes a file; `None` if it is no text.
pub(crate) fn decode(raw: &[u8]) -> Option<Decoded> {
    match sniff(raw)? {
        (Encoding::Utf8, mark) => Some(decode_utf8(raw, mark)),
        (encoding, mark) => Some(decode_utf16(&raw[mark..], mark, encoding)),
    }
}

/// The bytes in which words can be searched; `None` if they are no text.
pub(crate) fn searchable(raw: &[u8]) -> Option<Cow<'_, [u8]>> {
    let (encoding, mark) = sniff(raw)?;
    let decoder = match encoding {
        Encoding::Utf16Le => UTF_16LE,
        Encoding::Utf16Be => UTF_16BE,
        Encoding::Utf8 | Encoding::Windows1252 => return Some(Cow::Borrowed(raw)),
    };
    Some(Cow::Owned(decoder.decode_without_bom_handling(&raw[mark..]).0.into_owned().into_bytes()))
}

/// The encoding by the byte order mark or by the zero bytes, and the length of the mark.
fn sniff(raw: &[u8]) -> Option<(Encoding, usize)> {
    match raw {
        [0xEF, 0xBB, 0xBF, ..] => return Some((Encoding::Utf8, 3)),
        [0xFF, 0xFE, ..] => return Some((Encoding::Utf16Le, 2)),
        [0xFE, 0xFF, ..] => return Some((Encoding::Utf16Be, 2)),
        _ => {}
    }
    let head = &raw[..raw.len().min(SNIFFED)];
    if !head.contains(&0) {
        return Some((Encoding::Utf8, 0));
    }
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, most) = (zeros(0), zeros(1), head.len() / 2 * 3 / 4);
    match (even, odd) {
        (0, odd) if odd >= most => Some((Encoding::Utf16Le, 0)),
        (even, 0) if even >= most => Some((Encoding::Utf16Be, 0)),
        _ => None,
    }
}

fn decode_utf8(raw: &[u8], mark: usize) -> Decoded {
    match std::str::from_utf8(&raw[mark..]) {
        Ok(text) => Decoded { text: text.to_owned(), encoding: Encoding::Utf8, map: OffsetMap::shifted(mark, text.len()) },
        Err(_) => decode_bytewise(&raw[mark..], mark),
    }
}

fn decode_bytewise(raw: &[u8], mark: usize) -> Decoded {
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(raw);
    let mut map = OffsetMap::empty();
    for (at, character) in text.chars().enumerate() {
        map.push(character.len_utf8(), mark + at, 1);
    }
    Decoded { text: text.into_owned(), encoding: Encoding::Windows1252, map }
}

fn decode_utf16(raw: &[u8], mark: usize, encoding: Encoding) -> Decoded {
    let decoder = if encoding == Encoding::Utf16Le { UTF_16LE } else { UTF_16BE };
    let (text, _) = decoder.decode_without_bom_handling(raw);
    let mut map = OffsetMap::empty();
    let mut at = mark;
    for character in text.chars() {
        // An odd byte at the end is one character of its own.
        let raw_len = (2 * character.len_utf16()).min(mark + raw.len() - at);
        map.push(character.len_utf8(), at, raw_len);
        at += raw_len;
    }
    Decoded { text: text.into_owned(), encoding, map }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &[u8], encoding: Encoding, word: &str, at: std::ops::Range<usize>) {
        let decoded = decode(raw).expect("text");
        assert_eq!(decoded.encoding, encoding);
        let start = decoded.text.find(word).expect("the word");
        assert_eq!(decoded.map.raw_range(start..start + word.len()), at);
    }

    #[test]
    fn each_encoding_maps_back() {
        check("é rx(".as_bytes(), Encoding::Utf8, "rx", 3..5);
        check(b"\xEF\xBB\xBFrx(", Encoding::Utf8, "rx", 3..5);
        check(b"\xE9 rx(", Encoding::Windows1252, "rx", 2..4);
        let little: Vec<u8> = "\u{FEFF}é😀rx(".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&little, Encoding::Utf16Le, "rx", 8..12);
        let big: Vec<u8> = "a <- rx(".encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&big, Encoding::Utf16Be, "rx", 10..14);
    }

    #[test]
    fn half_a_unit_at_the_end_is_one_byte() {
        check(b"\xFF\xFEr\0x\0(", Encoding::Utf16Le, "\u{FFFD}", 6..7);
        check(b"\xFF\xFE\x3D\xD8x\0", Encoding::Utf16Le, "\u{FFFD}x", 2..6);
    }

    #[test]
    fn bytes_of_a_program_are_no_text() {
        assert!(decode(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0").is_none());
        assert!(decode(b"").is_some());
    }
}
