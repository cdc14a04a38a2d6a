//! Counters of failures with a ceiling and a window. The store keeps them; the rule is here.

use super::method::Method;
use super::time::{Moment, Span};

/// How many failures are borne, in how long from the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ceiling {
    pub failures: u32,
    pub window: Span,
}

/// What a counter counts, beside the person and the standing it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Failures of one method: when full, that method is blocked.
    Method(Method),
    /// Failures of the account: when full, every method that can be guessed is blocked.
    Account,
    /// Letters with codes to one contact, in the short and in the long window.
    LettersShort,
    LettersLong,
}

impl Scope {
    /// The name in the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Method(Method::Email) => "method:email",
            Self::Method(Method::Totp) => "method:totp",
            Self::Method(Method::Questions) => "method:questions",
            Self::Account => "account",
            Self::LettersShort => "letters:short",
            Self::LettersLong => "letters:long",
        }
    }
}

/// A counter as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counter {
    pub failures: u32,
    /// The end of the window that the first failure opened.
    pub ends: Moment,
}

impl Counter {
    pub const fn empty() -> Self {
        Self { failures: 0, ends: Moment::from_millis(0) }
    }

    /// The counter after one more failure, or the end of the block when it is full. A window in which
    /// every debit was given back is none: the next failure is the first. The store's conditional
    /// update decides by the same rule.
    ///
    /// # Errors
    /// The moment at which the window ends, when no failure is left in it.
    pub fn debit(self, ceiling: Ceiling, now: Moment) -> Result<Self, Moment> {
        if self.ends <= now || self.failures == 0 {
            return Ok(Self { failures: 1, ends: now + ceiling.window });
        }
        if self.failures >= ceiling.failures {
            return Err(self.ends);
        }
        Ok(Self { failures: self.failures + 1, ..self })
    }

    /// How many failures are still borne at `now`.
    pub fn left(self, ceiling: Ceiling, now: Moment) -> u32 {
        if self.ends <= now { ceiling.failures } else { ceiling.failures.saturating_sub(self.failures) }
    }

    /// Whether nothing more is borne at `now`; then until when.
    pub fn full(self, ceiling: Ceiling, now: Moment) -> Option<Moment> {
        self.debit(ceiling, now).err()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CEILING: Ceiling = Ceiling { failures: 3, window: Span::hours(1) };

    #[test]
    fn the_ceiling_is_exact_and_ends_with_its_window() {
        let start = Moment::from_millis(1_000);
        let mut counter = Counter::empty();
        for _ in 0..3 {
            counter = counter.debit(CEILING, start).expect("below the ceiling");
        }
        let end = start + Span::hours(1);
        assert_eq!(counter.debit(CEILING, start), Err(end));
        assert_eq!(counter.full(CEILING, Moment::from_millis(end.millis() - 1)), Some(end));
        assert_eq!(counter.debit(CEILING, end).map(|c| c.failures), Ok(1));
    }

    #[test]
    fn a_window_begins_with_the_first_failure_that_stays() {
        let start = Moment::from_millis(1_000);
        let given_back = Counter { failures: 0, ends: start + Span::minutes(1) };
        assert_eq!(given_back.debit(CEILING, start), Ok(Counter { failures: 1, ends: start + Span::hours(1) }));
    }
}
