//! The organisation's time zone: what a moment is there by the clock and the calendar.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::domain::time::Moment;

/// A time zone that exists.
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

/// A day of the calendar.
pub struct Date {
    pub year: i64,
    /// 1 to 12.
    pub month: usize,
    pub day: i64,
}

impl Zone {
    /// The zone with an IANA name, such as `Europe/Amsterdam`; none when there is no such zone.
    pub fn named(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }

    pub const fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// `14:05`.
    pub fn clock(&self, moment: Moment) -> String {
        let time = self.at(moment).time();
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// `2026-11-20 14:05:09+01:00`, for operators.
    pub fn stamp(&self, moment: Moment) -> String {
        self.at(moment).strftime("%Y-%m-%d %H:%M:%S%:z").to_string()
    }

    pub fn date(&self, moment: Moment) -> Date {
        let date = self.at(moment).date();
        Date { year: date.year().into(), month: usize::from(date.month().unsigned_abs()), day: date.day().into() }
    }

    /// A moment beyond the calendar is the beginning of time: no stored time is.
    fn at(&self, moment: Moment) -> Zoned {
        Timestamp::from_millisecond(moment.millis()).unwrap_or_default().to_zoned(self.0.clone())
    }
}
