//! A text put together of parts of another one, with the way back, and with what is not known of it.

use std::ops::Range;

use crate::OffsetMap;

/// A string as the program that runs it sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// What it says.
    pub text: String,
    /// Back to what it was put together from.
    pub map: OffsetMap,
    /// Parts of it that only running the code around it would tell, in rising order.
    pub unknown: Vec<Range<usize>>,
}

/// Stands for each byte of an unknown part: a letter, so that it joins a name beside it, and is a name where it stands alone.
const FILLER: char = 'x';

impl Joined {
    /// A text without any part yet.
    pub fn empty() -> Self {
        Self { text: String::new(), map: OffsetMap::empty(), unknown: Vec::new() }
    }

    /// The same, with a map back to what an outer map leads to.
    #[must_use]
    pub fn through(self, outer: &OffsetMap) -> Self {
        Self { map: self.map.through(outer), ..self }
    }

    /// Adds a part as it stands; `unknown` says which parts of the text around it are unknown themselves.
    pub fn copy(&mut self, text: &str, raw: Range<usize>, unknown: &[Range<usize>]) {
        let start = self.text.len();
        self.text.push_str(&text[raw.clone()]);
        self.map.push_run(raw.len(), 1, raw.start, 1);
        let first = unknown.partition_point(|part| part.end <= raw.start);
        for part in unknown[first..].iter().take_while(|part| part.start < raw.end) {
            let within = part.start.max(raw.start) - raw.start..part.end.min(raw.end) - raw.start;
            self.note(start + within.start..start + within.end);
        }
    }

    /// Adds the character that these bytes stand for.
    pub fn push(&mut self, character: char, raw: Range<usize>) {
        self.text.push(character);
        self.map.push(character.len_utf8(), raw.start, raw.len().min(usize::from(u8::MAX)));
    }

    /// Adds a part of which nothing is known but where it comes from.
    pub fn fill(&mut self, raw: Range<usize>) {
        let start = self.text.len();
        self.text.extend(std::iter::repeat_n(FILLER, raw.len()));
        self.map.push_run(raw.len(), 1, raw.start, 1);
        self.note(start..self.text.len());
    }

    /// Adds all of another text, whose map leads to the same.
    pub fn append(&mut self, other: &Self) {
        let start = self.text.len();
        self.text.push_str(&other.text);
        self.map.append(&other.map);
        for part in &other.unknown {
            self.note(start + part.start..start + part.end);
        }
    }

    /// A part of it, with the same way back.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        let mut part = Self::empty();
        part.copy(&self.text, range, &self.unknown);
        part.through(&self.map)
    }

    fn note(&mut self, part: Range<usize>) {
        match self.unknown.last_mut() {
            Some(last) if last.end == part.start => last.end = part.end,
            _ => self.unknown.push(part),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_way_back() {
        let (mut first, mut second) = (Joined::empty(), Joined::empty());
        first.copy("..rxSort(", 2..9, &[]);
        first.fill(12..14);
        second.push('\n', 20..22);
        second.copy("                      )", 22..23, &[]);
        first.append(&second);
        assert_eq!((first.text.as_str(), first.unknown.clone()), ("rxSort(xx\n)", vec![7..9]));
        assert_eq!([first.map.raw_range(0..6), first.map.raw_range(7..9), first.map.raw_range(9..10)], [2..8, 12..14, 20..22]);
        assert_eq!(first.map.raw_range(10..11), 22..23);
        let part = first.part(2..8);
        assert_eq!((part.text.as_str(), part.map.raw_range(0..4), part.unknown), ("Sort(x", 4..8, vec![5..6]));
    }
}
