//! Who is reminded of what they registered, when, and how often it may be put off.

use crate::domain::account::Reminded;
use crate::domain::time::{Moment, Span};

/// Who is reminded, and how often they may put it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReminderPolicy {
    /// Whether whoever has registered too little is told so at each sign-in.
    pub required: bool,
    /// After how long people look again at what they registered; none: never.
    pub reconfirm: Option<Span>,
    pub skip: Skip,
}

/// Whether what is missing may be put off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    Never,
    /// For so long from the first reminder and so often, whichever ends first.
    Limited {
        within: Span,
        times: u32,
    },
    Always,
}

/// How much longer something may be put off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skips {
    /// It may not be put off at all.
    None,
    /// It was, as often or as long as it may be.
    UsedUp,
    /// So often, and only before `until`.
    Left {
        times: u32,
        until: Moment,
    },
    Unlimited,
}

impl ReminderPolicy {
    pub const MODERN: Self =
        Self { required: true, reconfirm: Some(Span::days(180)), skip: Skip::Limited { within: Span::days(14), times: 3 } };

    /// Microsoft's: whoever skips is asked again at each sign-in, without end.
    pub const CLASSIC: Self = Self { skip: Skip::Always, ..Self::MODERN };

    /// A clock that went back shortens the time, as it does every other.
    pub fn is_long_since(&self, confirmed: Moment, now: Moment) -> bool {
        self.reconfirm.is_some_and(|span| now < confirmed || confirmed + span <= now)
    }
}

impl Skip {
    /// How much longer somebody may put off what is missing.
    pub fn left(self, reminded: Reminded, now: Moment) -> Skips {
        match self {
            Self::Never => Skips::None,
            Self::Always => Skips::Unlimited,
            Self::Limited { within, times } => {
                let since = reminded.since.unwrap_or(now);
                let until = since + within;
                match times.saturating_sub(reminded.skipped) {
                    0 => Skips::UsedUp,
                    times if since <= now && now < until => Skips::Left { times, until },
                    _ => Skips::UsedUp,
                }
            }
        }
    }
}
