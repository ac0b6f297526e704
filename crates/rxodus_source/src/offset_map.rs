//! Offsets in text that was decoded or unescaped, back to offsets in what it came from.

use std::ops::Range;

/// A run of characters that all have the same length on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Where the run starts in the cooked text.
    pub cooked: u32,
    /// Where it starts in the raw text.
    pub raw: u32,
    /// Bytes of one character in the cooked text.
    pub cooked_step: u8,
    /// Bytes of the same character in the raw text.
    pub raw_step: u8,
}

/// Cooked offsets to raw offsets, both in bytes, as runs in rising order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffsetMap {
    segments: Vec<Segment>,
    cooked_len: u32,
    raw_len: u32,
}

impl OffsetMap {
    /// The cooked text stands unchanged at `raw` for `len` bytes.
    pub fn shifted(raw: usize, len: usize) -> Self {
        let mut map = Self::empty();
        map.push_run(len, 1, raw, 1);
        map
    }

    /// A map to be filled from left to right.
    pub fn empty() -> Self {
        Self { segments: Vec::new(), cooked_len: 0, raw_len: 0 }
    }

    /// The next character: its length in the cooked text, and where and how long it is in the raw text.
    pub fn push(&mut self, cooked_len: usize, raw: usize, raw_len: usize) {
        self.push_run(cooked_len, cooked_len, raw, raw_len);
    }

    /// The next run of `len` cooked bytes, in characters of `cooked_step` bytes that take `raw_step` bytes each in the raw text.
    pub fn push_run(&mut self, len: usize, cooked_step: usize, raw: usize, raw_step: usize) {
        let next = Segment { cooked: self.cooked_len, raw: raw as u32, cooked_step: cooked_step as u8, raw_step: raw_step as u8 };
        let goes_on = self.segments.last().is_some_and(|last| {
            (last.cooked_step, last.raw_step) == (next.cooked_step, next.raw_step) && last.raw_at(next.cooked) == next.raw && self.raw_len == next.raw
        });
        if !goes_on && len > 0 {
            self.segments.push(next);
        }
        self.cooked_len += len as u32;
        self.raw_len = raw as u32 + (len / cooked_step.max(1) * raw_step) as u32;
    }

    /// The raw range of a cooked one. An end that touches a gap in the raw text stays before the gap.
    pub fn raw_range(&self, cooked: Range<usize>) -> Range<usize> {
        let start = self.raw_start(cooked.start);
        if cooked.is_empty() {
            return start..start;
        }
        start..self.raw_end(cooked.end)
    }

    /// The raw offset of the character at this cooked offset.
    pub fn raw_start(&self, cooked: usize) -> usize {
        if cooked >= self.cooked_len as usize {
            return self.raw_len as usize;
        }
        let at = self.segments.partition_point(|segment| segment.cooked as usize <= cooked);
        self.segments[..at].last().map_or(cooked, |segment| segment.raw_at(cooked as u32) as usize)
    }

    fn raw_end(&self, cooked: usize) -> usize {
        let at = self.segments.partition_point(|segment| (segment.cooked as usize) < cooked);
        self.segments[..at].last().map_or(cooked, |segment| segment.raw_at(cooked as u32) as usize)
    }

    /// This map, whose raw text is the cooked text of another map, back to that one's raw text.
    #[must_use]
    pub fn through(&self, outer: &Self) -> Self {
        let mut map = Self::empty();
        for (at, segment) in self.segments.iter().enumerate() {
            let end = self.segments.get(at + 1).map_or(self.cooked_len, |next| next.cooked);
            let len = (end - segment.cooked) as usize;
            if segment.cooked_step == segment.raw_step {
                outer.copy_run(segment.raw as usize, len, &mut map);
                continue;
            }
            let (step, raw_step) = (usize::from(segment.cooked_step).max(1), usize::from(segment.raw_step));
            for character in 0..len / step {
                let raw = segment.raw as usize + character * raw_step;
                let raw = outer.raw_range(raw..raw + raw_step);
                map.push(step, raw.start, raw.len());
            }
        }
        map
    }

    /// Appends what `len` cooked bytes from `start` on map to.
    fn copy_run(&self, start: usize, len: usize, map: &mut Self) {
        let (mut at, end) = (start, start + len);
        let mut number = self.segments.partition_point(|segment| segment.cooked as usize <= start).saturating_sub(1);
        while at < end {
            let Some(segment) = self.segments.get(number) else { return map.push_run(end - at, 1, self.raw_len as usize, 0) };
            number += 1;
            let segment_end = self.segments.get(number).map_or(self.cooked_len, |next| next.cooked) as usize;
            let run = segment_end.min(end).saturating_sub(at);
            map.push_run(run, usize::from(segment.cooked_step), segment.raw_at(at as u32) as usize, usize::from(segment.raw_step));
            at += run;
        }
    }

    /// Appends a map of the text that follows, back to the same raw text.
    pub fn append(&mut self, next: &Self) {
        for (at, segment) in next.segments.iter().enumerate() {
            let end = next.segments.get(at + 1).map_or(next.cooked_len, |next| next.cooked);
            let len = (end - segment.cooked) as usize;
            self.push_run(len, usize::from(segment.cooked_step), segment.raw as usize, usize::from(segment.raw_step));
        }
    }

    /// The cooked offset of the character that contains this raw offset; in a gap, of the next character.
    pub fn cooked(&self, raw: usize) -> usize {
        let at = self.segments.partition_point(|segment| segment.raw as usize <= raw);
        let Some(segment) = self.segments[..at].last() else { return 0 };
        let end = self.segments.get(at).map_or(self.cooked_len, |next| next.cooked);
        let characters = (raw - segment.raw as usize) / usize::from(segment.raw_step).max(1);
        (segment.cooked as usize + characters * usize::from(segment.cooked_step)).min(end as usize)
    }
}

impl Segment {
    fn raw_at(self, cooked: u32) -> u32 {
        let characters = (cooked - self.cooked) / u32::from(self.cooked_step).max(1);
        self.raw + characters * u32::from(self.raw_step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shift_maps_both_ways() {
        let map = OffsetMap::shifted(3, 10);
        assert_eq!(map.raw_range(0..10), 3..13);
        assert_eq!(map.raw_range(4..6), 7..9);
        assert_eq!(map.cooked(7), 4);
    }

    #[test]
    fn characters_of_other_lengths_and_gaps() {
        // Cooked `aé'b` from raw UTF-16-like units: a = 2 bytes, é = 2 bytes, '' = 2 bytes read as one, b after a gap of 5.
        let mut map = OffsetMap::empty();
        map.push(1, 0, 2);
        map.push(2, 2, 2);
        map.push(1, 4, 2);
        map.push(1, 11, 1);
        assert_eq!(map.raw_range(0..1), 0..2);
        assert_eq!(map.raw_range(1..3), 2..4);
        assert_eq!(map.raw_range(3..4), 4..6);
        assert_eq!(map.raw_range(4..5), 11..12);
        assert_eq!([map.cooked(0), map.cooked(2), map.cooked(3), map.cooked(4), map.cooked(11)], [0, 1, 1, 3, 4]);
    }

    #[test]
    fn one_map_through_another() {
        // Innermost `a'b` from `a''b`, which stands at 2 of a text that is `&apos;` for each quote, from 10 on.
        let mut inner = OffsetMap::shifted(2, 1);
        inner.push(1, 3, 2);
        inner.push(1, 5, 1);
        let mut outer = OffsetMap::shifted(10, 3);
        outer.push(1, 13, 6);
        outer.push(1, 19, 6);
        outer.push_run(4, 1, 25, 1);
        let map = inner.through(&outer);
        assert_eq!([map.raw_range(0..1), map.raw_range(1..2), map.raw_range(2..3), map.raw_range(0..3)], [12..13, 13..25, 25..26, 12..26]);
        assert_eq!(OffsetMap::shifted(4, 9).through(&outer).raw_range(0..9), 19..29, "what the outer map does not know stays at its end");
        let long = OffsetMap::shifted(1, 6).through(&OffsetMap::shifted(100, 50));
        assert_eq!((long.raw_range(2..4), long.segments.len()), (103..105, 1));
    }

    #[test]
    fn equal_characters_share_a_segment() {
        let mut map = OffsetMap::empty();
        (0..1000).for_each(|i| map.push(1, 2 * i, 2));
        assert_eq!(map.segments.len(), 1);
        assert_eq!(map.raw_range(10..12), 20..24);
    }
}
