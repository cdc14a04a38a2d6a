//! A gate as those see it who put a challenge there, send its code or stop somebody at it: whose it is, and what
//! was proved or sent before. It asks nothing of the store.

use super::Seat;
use super::addressee::Addressee;
use crate::domain::code::Form;
use crate::domain::id::AccountId;
use crate::domain::login::LoginKey;
use crate::domain::method::{Gate, Method};
use crate::domain::outcome::Way;
use crate::store::{ChallengeState, StoredChallenge};

/// Where a challenge is put, to whom.
pub(super) struct At<'a> {
    pub seat: &'a Seat,
    pub gate: Gate,
    pub login: &'a LoginKey,
    pub way: &'a Way,
    pub form: Form,
    pub addressee: Addressee,
}

/// By which methods `account` proved itself with `challenges`, on the way to a password or to be unlocked.
pub(super) fn proved(challenges: &[StoredChallenge], account: Option<&AccountId>) -> Vec<Method> {
    let is_proved = |challenge: &&StoredChallenge| {
        challenge.state == ChallengeState::Proved
            && !challenge.open.gate.is_of_member()
            && account.is_some()
            && challenge.open.account.as_ref() == account
    };
    challenges.iter().filter(is_proved).map(|challenge| challenge.open.method).collect()
}

/// The codes among `challenges` that were sent at `gate`, in their order.
pub(super) fn codes_at(challenges: &[StoredChallenge], gate: Gate) -> Vec<&StoredChallenge> {
    challenges
        .iter()
        .filter(|challenge| challenge.open.gate == gate && challenge.code.is_some() && challenge.open.method.has_our_codes())
        .collect()
}
