//! How codes are made, and how many failures and letters are borne: the numbers of each policy.

use crate::domain::limit::{Ceiling, IN_A_ROW, Limit, Scope, Then};
use crate::domain::method::{Method, Standing};
use crate::domain::time::Span;

/// How mailed codes are made, and how long they live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodePolicy {
    pub digits: u32,
    pub mail_life: Span,
    pub text_life: Span,
    pub tries: u32,
    pub resend_after: Span,
}

impl CodePolicy {
    pub const MODERN: Self =
        Self { digits: 6, mail_life: Span::minutes(10), text_life: Span::minutes(5), tries: 3, resend_after: Span::seconds(30) };

    /// Six digits that live for five minutes; another letter after ten seconds, when Microsoft's link for
    /// it appears; as many tries as the method bears failures, for it has no number of its own.
    pub const CLASSIC: Self =
        Self { digits: 6, mail_life: Span::minutes(5), text_life: Span::minutes(5), tries: 5, resend_after: Span::seconds(10) };
}

impl CodePolicy {
    /// How long a code lives that goes out by `method`: a text is there at once.
    pub const fn life(&self, method: Method) -> Span {
        match method {
            Method::Sms => self.text_life,
            Method::Email | Method::Totp | Method::Questions | Method::RecoveryCode | Method::SecurityKey => self.mail_life,
        }
    }
}

/// How many failures, and how many letters, are borne.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub method: Ceiling,
    pub account: Ceiling,
    pub blocks: Blocks,
    /// Wrong passwords.
    pub sign_in: Ceiling,
    pub letters_short: Ceiling,
    pub letters_long: Ceiling,
    /// What follows too many letters to one contact in a short time.
    pub letters_block: Then,
    pub source_identifies: Ceiling,
    pub source_failures: Ceiling,
    pub fleet_failures: Ceiling,
    pub fleet_letters: Ceiling,
    /// What one account has changed while somebody is signed in.
    pub changes: Ceiling,
    pub help_account: Ceiling,
    pub help_source: Ceiling,
    /// How long a request for help is kept.
    pub help_kept: Span,
}

/// What follows too many failures of a method or an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocks {
    /// Blocks that grow; mail and text go on meanwhile, with codes too long to be guessed. A stranger
    /// can neither guess nor starve.
    Rising,
    /// Nothing goes on for a day, as Microsoft's classic rules have it: a stranger can keep the owner out.
    Day,
}

/// How long a source that asked or failed too often has to pause.
const SOURCE_PAUSE: Span = Span::minutes(10);

impl Limits {
    /// The limits of an empty kiosk.toml.
    pub const MODERN: Self = Self {
        method: per(6, Span::hours(1)),
        account: per(10, Span::hours(24)),
        blocks: Blocks::Rising,
        sign_in: per(10, Span::hours(24)),
        letters_short: per(3, Span::minutes(10)),
        letters_long: per(10, Span::hours(24)),
        letters_block: Then::Wait,
        source_identifies: per(100, Span::hours(1)),
        source_failures: per(30, Span::hours(1)),
        fleet_failures: per(300, Span::minutes(10)),
        fleet_letters: per(1_000, Span::hours(1)),
        changes: per(20, Span::hours(24)),
        help_account: per(3, Span::hours(24)),
        help_source: per(10, Span::hours(1)),
        help_kept: Span::days(180),
    };

    /// Microsoft's classic numbers: five failures in an hour or a day, ten letters in ten minutes, and then
    /// nothing for a day. No number is known for the letters of a whole day: this one is never reached.
    pub const CLASSIC: Self = Self {
        method: per(5, Span::hours(1)),
        account: per(5, Span::hours(24)),
        blocks: Blocks::Day,
        letters_short: per(10, Span::minutes(10)),
        letters_long: per(1_440, Span::hours(24)),
        letters_block: Then::Pause(Span::hours(24)),
        help_kept: Span::days(30),
        ..Self::MODERN
    };

    /// What the counter for `scope` bears, of a visitor of this standing.
    pub const fn limit(&self, scope: Scope, standing: Standing) -> Limit {
        let (ceiling, then) = match scope {
            Scope::Method(_) | Scope::Numbers => (self.method, self.blocks.then()),
            Scope::Account => (self.account, self.blocks.then()),
            Scope::SignIn => (self.sign_in, Then::Double),
            Scope::LettersShort => (self.letters_short, self.letters_block),
            Scope::LettersLong => (self.letters_long, Then::Wait),
            Scope::SourceIdentifies => (self.source_identifies, Then::Pause(SOURCE_PAUSE)),
            Scope::SourceFailures => (self.source_failures, Then::Pause(SOURCE_PAUSE)),
            Scope::FleetFailures => (self.fleet_failures, Then::Count),
            Scope::FleetLetters => (self.fleet_letters, letters_of_the_fleet(standing)),
            Scope::Changes => (self.changes, Then::Wait),
            Scope::HelpAccount => (self.help_account, Then::Wait),
            Scope::HelpSource => (self.help_source, Then::Wait),
        };
        Limit { ceiling, then }
    }

    /// Whether `method` is offered while its counters are full, with codes that nobody guesses.
    pub const fn goes_on(&self, method: Method) -> bool {
        matches!(self.blocks, Blocks::Rising) && method.has_our_codes()
    }

    /// How many failures in a row end guessing for good. Where a block closes mail too none do: the owner
    /// would have no way left that ends it.
    pub const fn in_a_row(&self) -> u32 {
        match self.blocks {
            Blocks::Rising => IN_A_ROW,
            Blocks::Day => u32::MAX,
        }
    }
}

const fn per(failures: u32, window: Span) -> Ceiling {
    Ceiling { failures, window }
}

/// When strangers have used up the fleet's letters, the hall still gets its own.
const fn letters_of_the_fleet(standing: Standing) -> Then {
    match standing {
        Standing::Trusted => Then::Count,
        Standing::Open => Then::Wait,
    }
}

impl Blocks {
    const fn then(self) -> Then {
        match self {
            Self::Rising => Then::Rise,
            Self::Day => Then::Pause(Span::hours(24)),
        }
    }
}
