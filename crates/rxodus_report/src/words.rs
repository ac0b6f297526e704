//! Numbers and lists in words.

/// `1 finding`, `2 findings`, `12,345 findings`.
pub fn count(number: u64, word: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {word}{plural}", thousands(number))
}

/// With a comma between groups of three digits.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The form of a verb that goes with so many.
pub fn verb<'w>(number: u64, one: &'w str, several: &'w str) -> &'w str {
    if number == 1 { one } else { several }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// An amount of bytes for a reader, in powers of ten: `512 B`, `1.2 MB`.
pub(crate) fn bytes(number: u64) -> String {
    let units = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    match units.into_iter().find(|(size, _)| number >= *size) {
        None => format!("{number} B"),
        Some((size, unit)) if number >= 10 * size => format!("{} {unit}", number / size),
        Some((size, unit)) => format!("{}.{} {unit}", number / size, number % size * 10 / size),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(count(1, "file"), "1 file");
        assert_eq!(count(1_234_567, "file"), "1,234,567 files");
        assert_eq!([bytes(999), bytes(1_250_000), bytes(12_500)], ["999 B", "1.2 MB", "12 kB"]);
    }

    #[test]
    fn lists_end_in_a_word() {
        let items = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(list(&items, "and"), "a, b and c");
        assert_eq!(list(&items[..1], "or"), "a");
    }
}
