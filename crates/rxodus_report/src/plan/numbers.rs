//! Ranges and shares in words, computed without fractions.

use rxodus_plan::{Estimate, Minutes, Share};

use crate::words::thousands;

/// `12.5`: tenths of a point as points.
pub(crate) fn points(tenths: u64) -> String {
    format!("{}.{}", thousands(tenths / 10), tenths % 10)
}

/// `12.5 (8.0-31.2)`.
pub(crate) fn points_range(estimate: Estimate) -> String {
    range(points(estimate.likely), &points(estimate.low), &points(estimate.high))
}

/// `2.1 (1.3-5.2)`: hours; the low end rounded down, the high one up.
pub(crate) fn hours_range(minutes: Minutes) -> String {
    range(in_hours(minutes.likely), &points(minutes.low / 6), &points(minutes.high.div_ceil(6)))
}

/// `2.1`: minutes as hours, rounded.
pub(crate) fn in_hours(minutes: u64) -> String {
    points((minutes + 3) / 6)
}

/// `34.6 %`, rounded down; a dash where there is nothing to share.
pub(crate) fn percent(share: Option<Share>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{} %", points(share.permille().into())))
}

fn range(likely: String, low: &str, high: &str) -> String {
    if low == likely && high == likely { likely } else { format!("{likely} ({low}-{high})") }
}

/// Cells in columns, each as wide as its widest cell and aligned to the right.
pub(crate) fn columns(rows: &[Vec<String>]) -> Vec<String> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<_> = (0..count).map(width).collect();
    let line = |row: &Vec<String>| row.iter().zip(&widths).map(|(cell, width)| format!("{cell:>width$}")).collect::<Vec<_>>().join("  ");
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_read_well() {
        assert_eq!(points_range(Estimate { low: 80, likely: 125, high: 12_345 }), "12.5 (8.0-1,234.5)");
        assert_eq!(points_range(Estimate::default()), "0.0");
        assert_eq!(hours_range(Minutes { low: 65, likely: 65, high: 65 }), "1.1 (1.0-1.1)", "65 minutes are 1.083 hours");
        assert_eq!(percent(Some(Share { part: 2, of: 3 })), "66.6 %");
        assert_eq!([percent(Some(Share { part: 3, of: 3 })), percent(None)], ["100.0 %", "-"]);
    }

    #[test]
    fn columns_stand_below_each_other() {
        let rows = [vec!["a".to_owned(), "é".to_owned()], vec!["bcd".to_owned(), "fg".to_owned()]];
        assert_eq!(columns(&rows), ["  a   é", "bcd  fg"]);
    }
}
