//! A part of a whole, without fractions.

/// A part of a whole that is not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// At most `of`.
    pub part: u64,
    /// At least 1.
    pub of: u64,
}

impl Share {
    /// Absent where the whole is empty: a share of nothing is neither all nor none.
    pub fn new(part: u64, of: u64) -> Option<Self> {
        (of > 0).then_some(Self { part: part.min(of), of })
    }

    /// The share in thousandths, rounded down: `n` stands for n/1000 up to, and without, (n+1)/1000, and 1000 for the whole alone.
    pub fn permille(self) -> u16 {
        (u128::from(self.part) * 1000 / u128::from(self.of)) as u16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousandths_are_half_open_and_total() {
        assert_eq!(Share::new(0, 0), None);
        for of in 1..=300 {
            for part in 0..=of {
                let permille = u64::from(Share::new(part, of).expect("a whole").permille());
                assert!(permille * of <= part * 1000 && part * 1000 < (permille + 1) * of, "{part} of {of}");
                assert_eq!(permille == 1000, part == of, "{part} of {of}");
            }
        }
        assert_eq!(Share::new(u64::MAX - 1, u64::MAX).map(Share::permille), Some(999));
    }
}
