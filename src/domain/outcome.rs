//! What the authority answers to a visitor, as values: shared by the service, which decides, and the
//! flow, which shows.

mod challenge;
mod member;
mod notified;
mod shortage;
mod way;

use std::sync::Arc;

use super::account::Language;
use super::captcha::Shown;
use super::code::Form;
use super::limit::Scope;
use super::login::LoginKey;
use super::method::Gates;
use super::password::{Complaint, PasswordRules, Words};
use super::proof::Proof;
use super::support::SupportCode;
use super::time::Moment;
pub use challenge::{
    Answered, AskedQuestion, Challenge, Opened, PhoneAnswer, QuestionSet, QuestionsAnswered, Resent, ToSign, WrongAnswer,
};
pub use member::{ChangeAnswer, Home, LanguageSet, Onward, SignInAnswer};
pub use notified::Notified;
pub use shortage::Shortage;
pub use way::Way;

/// Whoever identified themselves, as far as their visit may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// What they typed, as it is matched on.
    pub login: LoginKey,
    pub gates: Gates,
    pub offers: Vec<Offer>,
    pub password: PasswordRules,
    /// What a new password must not be built on; nothing where nobody is spoken of.
    pub words: Arc<Words>,
    /// Whether this is about an account, and not what everybody is told who typed something.
    pub precise: bool,
    /// Whether the account has a password to keep, or gets its first.
    pub has_password: bool,
    /// Whether it may be unlocked and keep its password.
    pub may_unlock: bool,
    /// The language that the account prefers, where it may be spoken of.
    pub language: Option<Language>,
}

impl Person {
    /// Whether there is a password; none where that is not known, for nobody may be spoken of.
    pub fn known_password(&self) -> Option<bool> {
        self.precise.then_some(self.has_password)
    }

    /// How many ways of different kinds it takes, as far as may be told: that is a person's own matter until they
    /// may be spoken of.
    pub const fn needed(&self) -> usize {
        if self.precise { self.gates.count() } else { 1 }
    }
}

/// What gates are passed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    NewPassword,
    /// To keep the password, and be let in with it again.
    Unlock,
    /// Somebody who signed in wants to change what they registered.
    Settings,
    /// An address is to be theirs.
    Registration,
}

/// One way that this person can take at a gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub way: Way,
    /// Until when it is blocked, when it is.
    pub blocked: Option<Moment>,
    /// Of which form its code would be, where it is one of ours.
    pub form: Form,
    /// Whether it stays open when too much was guessed: nobody guesses its codes.
    pub outlasts: bool,
}

impl Offer {
    /// Whether it cannot be taken at `now`.
    pub fn is_closed(&self, now: Moment) -> bool {
        self.blocked.is_some_and(|until| now < until)
    }
}

/// The answer to "this is my user ID".
#[derive(Debug, PartialEq, Eq)]
pub enum Identified {
    Welcome(Person),
    /// First a riddle; who it is will be looked up when it is solved.
    Captcha(Asked),
    Unknown,
    Stop(Stop),
}

/// A riddle to be solved before anybody is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub riddle: Shown,
    /// The answer to the one before was not right.
    pub missed: bool,
}

/// A page at which a visit cannot go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    pub reason: StopReason,
    pub support: SupportCode,
    /// What was typed last at a gate was looked at, and wrong.
    pub missed: bool,
    /// It was a right code of a sheet, which opens nothing a second time.
    pub spent: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopReason {
    /// Another system keeps the password.
    Elsewhere,
    /// Reset is not open to this person.
    NotForThisPerson,
    /// An operator switched the account off.
    AccountOff,
    /// Not enough is registered to prove anything with.
    Unregistered,
    /// The same, for somebody who never had a password.
    UnregisteredFirst,
    /// Enough is registered, but nothing here sends the codes that it takes.
    NoChannel,
    /// Enough is registered, but a security key is among it, and nobody can use one here.
    KeyNotHere,
    /// A counter is full until then; [`Moment::NEVER`] until something that cannot be guessed succeeds.
    Blocked { scope: Scope, until: Moment },
    /// Counters of ways are full, and what is left is less than the policy wants.
    TooFewLeft(Shortage),
}

impl StopReason {
    /// The name in the audit.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Elsewhere => "elsewhere",
            Self::NotForThisPerson => "not-for-this-person",
            Self::AccountOff => "account-off",
            Self::Unregistered => "unregistered",
            Self::UnregisteredFirst => "unregistered-first",
            Self::NoChannel => "no-channel",
            Self::KeyNotHere => "key-not-here",
            Self::Blocked { .. } | Self::TooFewLeft(_) => "blocked",
        }
    }
}

/// The answer to "this is my new password".
#[derive(Debug, PartialEq, Eq)]
pub enum ResetAnswer {
    Done(Receipt, Option<Box<Onward>>),
    Refused {
        proofs: Vec<Proof>,
        complaints: Vec<Complaint>,
    },
    /// Some proof ran out, or the rules changed meanwhile: these still hold, the other gates are asked again.
    Again {
        person: Person,
        proofs: Vec<Proof>,
    },
    Stop(Stop),
}

/// The answer to "only unlock my account".
#[derive(Debug, PartialEq, Eq)]
pub enum UnlockAnswer {
    Done(Receipt),
    /// There was nothing to unlock, and so nothing was used up.
    NotLocked {
        proofs: Vec<Proof>,
    },
    /// As [`ResetAnswer::Again`].
    Again {
        person: Person,
        proofs: Vec<Proof>,
    },
    Stop(Stop),
}

/// What was done to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub done: Done,
    pub login: String,
    pub at: Moment,
    pub notified: Notified,
    pub was_locked: bool,
    /// What is left of the sheet, where a code of it was one of the proofs.
    pub codes_left: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// A forgotten password was replaced.
    Reset,
    /// An account that had none got its first password.
    FirstPassword,
    /// The password was kept, and the account opened.
    Unlock,
    /// Somebody who knew their password chose another.
    Change,
}

impl Done {
    pub const ALL: [Self; 4] = [Self::Reset, Self::FirstPassword, Self::Unlock, Self::Change];

    /// The name in a letter that waits to be sent.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reset => "reset",
            Self::FirstPassword => "first-password",
            Self::Unlock => "unlock",
            Self::Change => "change",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|done| done.name() == name)
    }
}

/// Why nothing could be answered. What was sent along comes back, and nothing was changed unless it is
/// unknown whether it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Too many people at once.
    Busy,
    /// The store does not answer.
    Unavailable,
    /// The store did not say whether the change was made.
    Unknown,
}

/// How a visit ended, for the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Completed,
    Stopped,
    Abandoned,
    HungUp,
}

impl Ending {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Stopped => "stopped",
            Self::Abandoned => "abandoned",
            Self::HungUp => "hung-up",
        }
    }
}
