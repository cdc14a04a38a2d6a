//! Counters of failures with a ceiling and a window, and what follows when one is full. The store keeps
//! them; the rule is here, once.

use super::method::Method;
use super::time::{Moment, Span};

/// How many failures are borne, in how long from the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ceiling {
    pub failures: u32,
    pub window: Span,
}

/// A ceiling, and what follows when it is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    pub ceiling: Ceiling,
    pub then: Then,
}

/// What follows when a counter is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Nothing: it only counts, for others to act on.
    Count,
    /// A block until the window ends.
    Wait,
    /// A block of this length.
    Pause(Span),
    /// A block that is longer each time, until a completed reset: see [`RISING`].
    Rise,
    /// The same in minutes, for passwords: see [`DOUBLING`].
    Double,
}

/// The first, second, third and each further block of a counter: long enough that guessing is hopeless,
/// and the first short enough that the owner of the account comes back.
pub const RISING: [Span; 5] = [Span::minutes(15), Span::hours(1), Span::hours(4), Span::hours(24), Span::hours(24)];

/// The first blocks, and each further one, after wrong passwords: a minute, doubling to a quarter of an hour.
pub const DOUBLING: [Span; 5] =
    [Span::seconds(60), Span::seconds(120), Span::seconds(240), Span::seconds(480), Span::minutes(15)];

/// How many failures in a row end guessing for good, until something succeeds that cannot be guessed
/// (NIST SP 800-63B: no more than 100).
pub const IN_A_ROW: u32 = 100;

/// The time in which a counter's `recent` failures happened.
pub const RECENTLY: Span = Span::minutes(10);

/// What a counter counts, beside the subject and the standing it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Failures of one method: when full, that method is blocked.
    Method(Method),
    /// Failures of the account: when full, every method that can be guessed is blocked.
    Account,
    /// Wrong passwords for one user ID; from outside, those from one network.
    SignIn,
    /// Letters with codes to one contact, in the short and in the long window.
    LettersShort,
    LettersLong,
    /// User IDs typed, and failures, at one terminal or from one network.
    SourceIdentifies,
    SourceFailures,
    /// Failures, and letters with codes, of the whole fleet.
    FleetFailures,
    FleetLetters,
    /// Requests for help about one user ID, and from one terminal or network.
    HelpAccount,
    HelpSource,
    /// Numbers typed before a text for one user ID: nobody chose them so that they cannot be guessed, so when it is
    /// full no more are looked at, however long the code in the text is.
    Numbers,
    /// Changes of one account that all its addresses are told of.
    Changes,
}

impl Scope {
    /// The scopes beside those of the methods.
    const OTHERS: [Self; 12] = [
        Self::Account,
        Self::SignIn,
        Self::LettersShort,
        Self::LettersLong,
        Self::SourceIdentifies,
        Self::SourceFailures,
        Self::FleetFailures,
        Self::FleetLetters,
        Self::HelpAccount,
        Self::HelpSource,
        Self::Numbers,
        Self::Changes,
    ];

    /// The name in the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Method(Method::Email) => "method:email",
            Self::Method(Method::Totp) => "method:totp",
            Self::Method(Method::Questions) => "method:questions",
            Self::Method(Method::RecoveryCode) => "method:recovery_code",
            Self::Method(Method::Sms) => "method:sms",
            Self::Method(Method::SecurityKey) => "method:security_key",
            Self::Account => "account",
            Self::SignIn => "sign-in",
            Self::LettersShort => "letters:short",
            Self::LettersLong => "letters:long",
            Self::SourceIdentifies => "source:identifies",
            Self::SourceFailures => "source:failures",
            Self::FleetFailures => "fleet:failures",
            Self::FleetLetters => "fleet:letters",
            Self::HelpAccount => "help:account",
            Self::HelpSource => "help:source",
            Self::Numbers => "numbers",
            // With the letters that it limits it outlasts a reset.
            Self::Changes => "letters:changes",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Method::ALL.map(Self::Method).into_iter().chain(Self::OTHERS).find(|scope| scope.name() == name)
    }
}

/// A counter as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counter {
    pub failures: u32,
    /// The end of the window that the first failure opened.
    pub ends: Moment,
    /// The end of the last block.
    pub blocked_until: Moment,
    /// How many blocks there were since the last completed reset.
    pub blocks: u32,
    /// Failures since the last success.
    pub in_a_row: u32,
    /// Failures in the window of [`RECENTLY`] that ends at `recent_ends`.
    pub recent: u32,
    pub recent_ends: Moment,
}

impl Counter {
    pub const fn empty() -> Self {
        let never = Moment::from_millis(0);
        Self { failures: 0, ends: never, blocked_until: never, blocks: 0, in_a_row: 0, recent: 0, recent_ends: never }
    }

    /// The counter after one more failure, or the end of the block when it is full. A window in which
    /// every debit was given back is none, and a block that ended leaves nothing of its window: the next
    /// failure is the first. The store's conditional update decides by the same rule.
    ///
    /// # Errors
    /// The moment at which the block ends.
    pub fn debit(self, limit: Limit, now: Moment) -> Result<Self, Moment> {
        if let Some(until) = self.blocked(now) {
            return Err(until);
        }
        let most = limit.most();
        let is_first = self.ends <= now || self.failures == 0 || self.failures >= most;
        let failures = if is_first { 1 } else { self.failures.saturating_add(1) };
        let ends = if is_first { now + limit.ceiling.window } else { self.ends };
        let is_full = failures >= most;
        let old = self.recent_ends <= now;
        Ok(Self {
            failures,
            ends,
            blocked_until: if is_full { limit.block_end(self.blocks, now, ends) } else { self.blocked_until },
            blocks: self.blocks + u32::from(is_full),
            in_a_row: self.in_a_row.saturating_add(1),
            recent: if old { 1 } else { self.recent.saturating_add(1) },
            recent_ends: if old { now + RECENTLY } else { self.recent_ends },
        })
    }

    /// The counter after a right answer to the attempt debited at `debited`, in whatever window was open
    /// then: that failure was none, nor was the block that it began.
    #[must_use]
    pub fn refund(self, limit: Limit, debited: Moment) -> Self {
        // A window that was opened later ends later.
        if self.failures == 0 || self.ends > debited + limit.ceiling.window {
            return self;
        }
        let began_block = self.blocked_until > debited;
        Self {
            failures: self.failures - 1,
            blocked_until: if began_block { Moment::from_millis(0) } else { self.blocked_until },
            blocks: self.blocks - u32::from(began_block && self.blocks > 0),
            in_a_row: 0,
            recent: self.recent.saturating_sub(1),
            ..self
        }
    }

    /// Until when nothing more is borne, when nothing is at `now`.
    pub fn blocked(self, now: Moment) -> Option<Moment> {
        (now < self.blocked_until).then_some(self.blocked_until)
    }

    /// How many failures are still borne at `now`.
    pub fn left(self, limit: Limit, now: Moment) -> u32 {
        let most = limit.most();
        match self.blocked(now) {
            Some(_) => 0,
            None if self.ends <= now || self.failures >= most => most,
            None => most - self.failures,
        }
    }

    /// How many failures there were in the last [`RECENTLY`].
    pub fn recently(self, now: Moment) -> u32 {
        if self.recent_ends <= now { 0 } else { self.recent }
    }
}

impl Limit {
    /// How many failures fill the counter.
    pub const fn most(self) -> u32 {
        match self.then {
            Then::Count => u32::MAX,
            Then::Wait | Then::Pause(_) | Then::Rise | Then::Double => self.ceiling.failures,
        }
    }

    fn block_end(self, blocks: u32, now: Moment, window_ends: Moment) -> Moment {
        match self.then {
            Then::Count => now,
            Then::Wait => window_ends,
            Then::Pause(span) => now + span,
            Then::Rise => now + after(blocks, RISING),
            Then::Double => now + after(blocks, DOUBLING),
        }
    }
}

/// The length of a block that follows `earlier` others.
fn after(earlier: u32, lengths: [Span; 5]) -> Span {
    let place = usize::try_from(earlier).unwrap_or(usize::MAX);
    lengths.get(place).or(lengths.last()).copied().unwrap_or(Span::hours(24))
}

#[cfg(test)]
mod tests;
