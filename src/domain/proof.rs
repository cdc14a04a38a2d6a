//! Proofs: what passes a gate.
//!
//! A [`Proof`] has private fields and is made only by the verifiers in the modules below, from an
//! open challenge and a right answer. The challenge's row in the store is the authority; the type
//! keeps every path through the program honest.

pub mod answers;
pub mod app_draft;
pub mod code;
pub mod key_draft;
pub mod recovery;
pub mod sheet_draft;
pub mod sign_in;
pub mod signature;
pub mod totp;

use super::id::{AccountId, ChallengeId, VisitId};
use super::method::{Gate, Method};
use super::time::{Moment, Span};

/// How long a proof lives at most, whatever happens to the visit.
pub const PROOF_LIFE: Span = Span::minutes(15);

/// What a gate put to a visitor, as the store keeps it.
#[derive(Debug)]
pub struct OpenChallenge {
    pub id: ChallengeId,
    /// None when it only seems to be put to somebody: no answer to it is right.
    pub account: Option<AccountId>,
    pub visit: VisitId,
    pub gate: Gate,
    pub method: Method,
    pub opened: Moment,
    pub expires: Moment,
}

impl OpenChallenge {
    /// Whether an answer is still taken at `now`. A clock that jumps back to before the opening
    /// ends the challenge too: a jump can only shorten a life.
    pub fn is_alive(&self, now: Moment) -> bool {
        self.opened <= now && now < self.expires
    }
}

/// A proved challenge, bound to account, visit and gate.
#[derive(Debug, PartialEq, Eq)]
pub struct Proof {
    challenge: ChallengeId,
    account: AccountId,
    visit: VisitId,
    gate: Gate,
    method: Method,
    until: Moment,
}

impl Proof {
    /// Only the verifiers of this module call this, with the answer they found right. None for a challenge
    /// that is nobody's.
    fn of(challenge: &OpenChallenge, now: Moment) -> Option<Self> {
        Some(Self {
            challenge: challenge.id.clone(),
            account: challenge.account.clone()?,
            visit: challenge.visit.clone(),
            gate: challenge.gate,
            method: challenge.method,
            until: now + PROOF_LIFE,
        })
    }

    pub fn challenge(&self) -> &ChallengeId {
        &self.challenge
    }

    pub fn account(&self) -> &AccountId {
        &self.account
    }

    pub fn visit(&self) -> &VisitId {
        &self.visit
    }

    pub fn gate(&self) -> Gate {
        self.gate
    }

    pub fn method(&self) -> Method {
        self.method
    }

    /// When it runs out.
    pub fn until(&self) -> Moment {
        self.until
    }

    /// Whether it still passes its gate at `now`. One that ends later than any made now was made by a
    /// clock that went back since, and nobody knows how long ago: a jump can only shorten a life.
    pub fn is_alive(&self, now: Moment) -> bool {
        now < self.until && self.until <= now + PROOF_LIFE
    }
}
