//! What came of asking for another code, and when one can be asked for.

use super::super::pace::next_second;
use crate::domain::outcome::Challenge;
use crate::domain::time::{Moment, Span};
use crate::page::{Arg, Notice, Text};

/// The last of a wait are counted; before that a time of day is said, which stays as it is.
const COUNTED: Span = Span::seconds(60);

pub(super) enum Resending {
    Unasked,
    Sent,
    /// It was asked for before it can be.
    TooSoon,
}

impl Resending {
    /// What is said of it now: where it was too soon, only as long as it is.
    pub(super) fn notice(&self, challenge: &Challenge, now: Moment) -> Option<Notice> {
        match self {
            Self::Unasked => None,
            Self::Sent => Some(Notice::good(Text::new("code-sent-again"))),
            Self::TooSoon => {
                let (counted, by_end) = ("enter-code-not-yet", "enter-code-not-until");
                (now < challenge.resend_from).then(|| Notice::plain(waiting(challenge.resend_from, now, counted, by_end)))
            }
        }
    }

    /// When another can be asked for; nothing where the notice says so.
    pub(super) fn when(&self, challenge: &Challenge, now: Moment) -> Option<Text> {
        let is_told = matches!(self, Self::TooSoon) && now < challenge.resend_from;
        (!is_told).then(|| {
            if challenge.resend_from <= now {
                Text::new("enter-code-resend-now")
            } else {
                waiting(challenge.resend_from, now, "enter-code-resend-in", "code-resend-later")
            }
        })
    }
}

/// When the wait until `end` reads differently.
pub(super) fn countdown(now: Moment, end: Moment) -> Moment {
    if now < end - COUNTED { end - COUNTED } else { next_second(now, end) }
}

fn waiting(from: Moment, now: Moment, counted: &'static str, by_end: &'static str) -> Text {
    let left = now.until(from).whole_seconds();
    if left > COUNTED.whole_seconds() {
        Text::new(by_end).with("until", Arg::end(from, now))
    } else {
        Text::new(counted).with("seconds", left)
    }
}
