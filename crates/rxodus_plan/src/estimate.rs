//! Ranges that can be added: tenths of a point, and the minutes that they are worth.

use std::{iter::Sum, ops::AddAssign};

use rxodus_rules::{EffortPoints, EffortSpread};

use crate::Profile;

/// A range of effort in tenths of a point, in rising order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Estimate {
    /// If all goes well.
    pub low: u64,
    /// What to plan with.
    pub likely: u64,
    /// If it does not.
    pub high: u64,
}

/// A range of time in whole minutes, in rising order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Minutes {
    /// Rounded down.
    pub low: u64,
    /// Rounded to the nearest.
    pub likely: u64,
    /// Rounded up.
    pub high: u64,
}

impl Estimate {
    /// A price whose ends two doubts move, in per cent; the low end is rounded down, the high end up.
    pub(crate) fn spread(points: EffortPoints, one: EffortSpread, other: EffortSpread) -> Self {
        let hundredths = |end: u32, one: u32, other: u32| u64::from(end) * u64::from(one) * u64::from(other);
        Self {
            low: hundredths(points.low, one.low, other.low) / 10_000,
            likely: points.likely.into(),
            high: hundredths(points.high, one.high, other.high).div_ceil(10_000),
        }
    }

    /// What it is worth to a team.
    pub fn minutes(self, profile: Profile) -> Minutes {
        let thousandths = |tenths: u64| tenths * u64::from(profile.minutes_per_point) * u64::from(profile.team_factor);
        Minutes { low: thousandths(self.low) / 1000, likely: (thousandths(self.likely) + 500) / 1000, high: thousandths(self.high).div_ceil(1000) }
    }
}

impl AddAssign for Estimate {
    fn add_assign(&mut self, other: Self) {
        self.low += other.low;
        self.likely += other.likely;
        self.high += other.high;
    }
}

impl Sum for Estimate {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        let mut total = Self::default();
        for part in parts {
            total += part;
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POINTS: EffortPoints = EffortPoints { low: 3, likely: 6, high: 15 };
    const SURE: EffortSpread = EffortSpread { low: 100, high: 100 };

    #[test]
    fn doubts_move_the_ends_outwards() {
        let spread = |one, other| Estimate::spread(POINTS, one, other);
        assert_eq!(spread(SURE, SURE), Estimate { low: 3, likely: 6, high: 15 });
        let medium = EffortSpread { low: 80, high: 150 };
        assert_eq!(spread(medium, SURE), Estimate { low: 2, likely: 6, high: 23 }, "2.4 and 22.5");
        assert_eq!(spread(medium, medium), Estimate { low: 1, likely: 6, high: 34 }, "1.92 and 33.75");
    }

    #[test]
    fn minutes_keep_the_order() {
        let estimate = Estimate { low: 15, likely: 15, high: 15 };
        let minutes = |minutes_per_point, team_factor| estimate.minutes(Profile { minutes_per_point, team_factor });
        assert_eq!(minutes(7, 100), Minutes { low: 10, likely: 11, high: 11 }, "10.5 each");
        assert_eq!(minutes(10, 100), Minutes { low: 15, likely: 15, high: 15 });
        assert_eq!(minutes(10, 150), Minutes { low: 22, likely: 23, high: 23 }, "22.5 each");
    }
}
