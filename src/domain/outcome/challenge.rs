//! A challenge as its page needs it, and what becomes of what is typed there.

use super::{Person, Stop, Way};
use crate::domain::code::{Form, Tag};
use crate::domain::id::{AnswerId, ChallengeId};
use crate::domain::login::LoginKey;
use crate::domain::method::Gate;
use crate::domain::proof::Proof;
use crate::domain::proof::signature::BadSignature;
use crate::domain::question::Question;
use crate::domain::secret::Secret;
use crate::domain::time::Moment;

/// An open challenge, as the visitor's page needs it. Not `Clone`: it leaves the page with the answer
/// and comes back with the reply, so nothing can be answered twice.
#[derive(Debug, PartialEq, Eq)]
pub struct Challenge {
    pub id: ChallengeId,
    pub login: LoginKey,
    pub gate: Gate,
    pub way: Way,
    pub form: Form,
    pub tag: Tag,
    pub expires: Moment,
    pub resend_from: Moment,
    pub tries_left: u32,
    /// What a security key is to sign.
    pub to_sign: Option<ToSign>,
}

/// A text to be signed: the row has its MAC, so no page can choose another.
#[derive(Debug)]
pub struct ToSign(pub Secret);

impl PartialEq for ToSign {
    fn eq(&self, other: &Self) -> bool {
        self.0.matches(&other.0)
    }
}

impl Eq for ToSign {}

/// The questions of an open challenge. As little to be had twice as the challenge.
#[derive(Debug, PartialEq, Eq)]
pub struct QuestionSet {
    pub challenge: Challenge,
    pub questions: Vec<AskedQuestion>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedQuestion {
    /// What it is answered by.
    pub answer: AnswerId,
    pub question: Question,
}

/// The answer to "put this to me".
#[derive(Debug, PartialEq, Eq)]
pub enum Opened {
    Challenge(Challenge),
    Questions(QuestionSet),
    Stop(Stop),
    /// What the page offered is not offered any more; these are the ways now.
    Changed(Person),
    /// Whoever signed in is not any more.
    SignedOut,
}

/// The answer to "send it again".
#[derive(Debug, PartialEq, Eq)]
pub enum Resent {
    Challenge(Challenge),
    /// Too soon, or too many letters to this contact: not before `from`.
    NotYet {
        challenge: Challenge,
        from: Moment,
    },
    Stop(Stop),
    /// As [`Opened::SignedOut`].
    SignedOut,
}

/// The answer to a typed code.
#[derive(Debug, PartialEq, Eq)]
pub enum Answered {
    /// With what the account itself may do, where that was not told before.
    Proved {
        proof: Proof,
        person: Option<Person>,
    },
    Wrong {
        challenge: Challenge,
        why: WrongAnswer,
    },
    Stop(Stop),
}

/// The answer to "this is my telephone number".
#[derive(Debug, PartialEq, Eq)]
pub enum PhoneAnswer {
    /// A code is on its way; where nothing may be told of an account, it may only seem so.
    Sent(Challenge),
    Wrong {
        challenge: Challenge,
        why: WrongAnswer,
    },
    Stop(Stop),
    /// As [`Opened::Changed`].
    Changed(Person),
}

/// The answer to a set of answers. Which of them was wrong, nobody is told.
#[derive(Debug, PartialEq, Eq)]
pub enum QuestionsAnswered {
    /// As [`Answered::Proved`].
    Proved {
        proof: Proof,
        person: Option<Person>,
    },
    /// What is to be answered now: the same questions, or others.
    Wrong(QuestionSet),
    /// Too late: these were not looked at.
    Dead(QuestionSet),
    Stop(Stop),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongAnswer {
    /// The code, or one of the answers.
    Code,
    /// A newer code was sent.
    OlderCode { current: Tag },
    /// The app's code, or the one of the sheet, was used before.
    Spent,
    /// The code lived too long or was tried too often; only a new one helps.
    Dead,
    /// Too much was guessed for codes of a few digits: only a long one is looked at.
    NeedsLong,
    /// What a security key signed, or seems to have.
    Signature(BadSignature),
}
