//! Points in time and lengths of time, in milliseconds. Knows no clock: a `Moment` is handed in.

use std::fmt;
use std::ops::{Add, Sub};
use std::time::Duration;

use jiff::Timestamp;

/// A point in time: Unix milliseconds, UTC. The same number stands in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(i64);

impl Moment {
    /// The end of what does not end by itself.
    pub const NEVER: Self = Self(i64::MAX);

    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    pub const fn millis(self) -> i64 {
        self.0
    }

    /// How long until `later`; nothing when that has passed.
    pub const fn until(self, later: Self) -> Span {
        Span::from_millis(later.0.saturating_sub(self.0))
    }
}

impl Add<Span> for Moment {
    type Output = Self;

    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

/// As RFC 3339 has it, in UTC. What is beyond the calendar never comes.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Timestamp::from_millisecond(self.0) {
            Ok(time) => time.fmt(f),
            Err(_) => f.write_str("never"),
        }
    }
}

impl Sub<Span> for Moment {
    type Output = Self;

    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

/// A length of time, never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(i64);

impl Span {
    pub const NONE: Self = Self(0);

    pub const fn from_millis(millis: i64) -> Self {
        Self(if millis < 0 { 0 } else { millis })
    }

    pub const fn seconds(seconds: u32) -> Self {
        Self(seconds as i64 * 1_000)
    }

    pub const fn minutes(minutes: u32) -> Self {
        Self(minutes as i64 * 60_000)
    }

    pub const fn hours(hours: u32) -> Self {
        Self(hours as i64 * 3_600_000)
    }

    pub const fn days(days: u32) -> Self {
        Self(days as i64 * 86_400_000)
    }

    pub const fn millis(self) -> i64 {
        self.0
    }

    /// As what a task can sleep.
    pub fn duration(self) -> Duration {
        Duration::from_millis(u64::try_from(self.0).unwrap_or(0))
    }

    /// Whole seconds, a started one counted: a countdown shows 1 until it is over.
    pub const fn whole_seconds(self) -> i64 {
        (self.0 + 999) / 1_000
    }

    /// Whole minutes, a started one counted.
    pub const fn whole_minutes(self) -> i64 {
        (self.0 + 59_999) / 60_000
    }

    pub const fn is_over(self) -> bool {
        self.0 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_countdown_never_goes_below_zero() {
        let now = Moment::from_millis(5_000);
        assert_eq!(now.until(Moment::from_millis(4_000)), Span::NONE);
        assert_eq!(now.until(Moment::from_millis(5_001)).whole_seconds(), 1);
        assert_eq!(Span::seconds(61).whole_minutes(), 2);
    }
}
