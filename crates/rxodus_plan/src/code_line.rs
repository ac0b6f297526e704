//! The line in which a finding stands, short enough to print.

use std::ops::Range;

use rxodus_scan::Finding;
use rxodus_source::{Container, SourceFile};

/// The most characters of a line.
const LONGEST: usize = 160;
/// Characters that are kept before the name, where a line is longer.
const BEFORE: usize = 60;
/// Bytes in which a line is looked for on each side.
const FAR: usize = 2000;
/// Stands where a line goes on.
const CUT: char = '…';

/// The line, without the white space around it, and the column of the name in it, from 1, in characters. In a notebook it is the line of the cell.
pub(crate) fn code_line(file: &SourceFile, finding: &Finding) -> (String, u32) {
    let in_cell = finding.cell.is_some() && file.container_of(finding.chunk) == Container::Ipynb;
    if let Some((text, range)) = file.code_at(finding.chunk, finding.span).filter(|_| in_cell) {
        return crop(text, line_around(text, &range), &range);
    }
    let range = file.text_range(finding.span);
    let line = file.lines().range(file.lines().line_of(range.start), &file.text);
    crop(&file.text, line, &range)
}

/// The line in a text that has no index of lines, as far as it is near.
fn line_around(text: &str, range: &Range<usize>) -> Range<usize> {
    let near = boundary(text, range.start.saturating_sub(FAR))..boundary(text, range.start + FAR);
    let start = text[near.start..range.start].rfind('\n').map_or(near.start, |at| near.start + at + 1);
    let end = text[range.start..near.end].find('\n').map_or(near.end, |at| range.start + at);
    start..end
}

/// The last place up to this byte that is between two characters.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn crop(text: &str, line: Range<usize>, name: &Range<usize>) -> (String, u32) {
    let near = boundary(text, name.start.saturating_sub(FAR)).max(line.start)..boundary(text, name.start + FAR).min(line.end).max(name.start);
    let before = text[near.start..name.start].trim_start();
    let after = text[name.start..near.end].trim_end();
    let (length, rest) = (before.chars().count(), after.chars().count());
    if length + rest <= LONGEST && near == line {
        return (format!("{before}{after}"), length as u32 + 1);
    }
    let kept: String = before.chars().skip(length.saturating_sub(BEFORE)).collect();
    let head = if length > BEFORE || near.start > line.start { CUT.to_string() + &kept } else { kept };
    let column = head.chars().count();
    let tail: String = after.chars().take(LONGEST - column).collect();
    let end = if rest > LONGEST - column || near.end < line.end { CUT.to_string() } else { String::new() };
    (format!("{head}{tail}{end}"), column as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cropped(line: &str, name: &str) -> (String, u32) {
        let start = line.find(name).expect("the name");
        crop(line, 0..line.len(), &(start..start + name.len()))
    }

    #[test]
    fn a_short_line_stays() {
        assert_eq!(cropped("  é <- f(x)\n", "f("), ("é <- f(x)".to_owned(), 6));
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let line = format!("{}f(x){}", "é".repeat(3000), "z".repeat(3000));
        let (code, column) = cropped(&line, "f(");
        assert_eq!(code.chars().nth(column as usize - 1), Some('f'));
        assert!(code.starts_with('…') && code.ends_with('…') && code.chars().count() <= LONGEST + 1, "{code}");
    }
}
