//! Whether a code that was sent can still come: asked when it is late, and seldom after that, while somebody is
//! there. Where nothing may be told of an account, nobody asks.

use super::event::Effect;
use crate::domain::outcome::Challenge;
use crate::domain::time::{Moment, Span};

/// Most letters are there by then.
const SLOW: Span = Span::seconds(10);

/// What is known of a code on its way.
pub struct Delivery {
    /// Since when it is on its way.
    since: Moment,
    asked: Option<Moment>,
}

impl Delivery {
    pub const fn begin(now: Moment) -> Self {
        Self { since: now, asked: None }
    }

    /// Of a code that was sent long before its page came up again.
    pub fn late(now: Moment) -> Self {
        Self::begin(now - SLOW)
    }

    /// When a code that is not there yet is late.
    pub fn slow_from(&self) -> Moment {
        self.since + SLOW
    }

    /// When it becomes late, or is to be asked about.
    pub fn wake(&self, challenge: &Challenge, now: Moment) -> Option<Moment> {
        let may_ask = self.asked.is_none() && challenge.way.mask().is_some();
        Some(self.slow_from().max(now)).filter(|late| may_ask || now < *late)
    }

    /// The question whether the code of `challenge` can still come: once when it is late, and then at a key, as
    /// long after the one before.
    pub fn question(&mut self, challenge: &Challenge, is_key: bool, now: Moment) -> Option<Effect> {
        let is_due = match self.asked {
            None => self.slow_from() <= now,
            Some(asked) => is_key && asked + SLOW <= now,
        };
        if !is_due || challenge.way.mask().is_none() {
            return None;
        }
        self.asked = Some(now);
        Some(Effect::AskDelivery { challenge: challenge.id.clone() })
    }
}
