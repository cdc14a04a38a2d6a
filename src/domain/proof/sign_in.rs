//! What a right password proves: not a gate, but that whoever sits here is signed in. Its row in the store is
//! the authority; the type keeps the flow honest.

use super::PROOF_LIFE;
use crate::domain::id::{AccountId, VisitId};
use crate::domain::time::Moment;

/// Somebody who typed the right password. Not `Clone`: it leaves a page with what is asked on its strength,
/// and comes back with the reply.
#[derive(Debug, PartialEq, Eq)]
pub struct SignedIn {
    account: AccountId,
    visit: VisitId,
    until: Moment,
}

impl SignedIn {
    /// Only `service::sign_in` calls this, with a password that was right and a row that says so.
    pub(crate) fn of(account: AccountId, visit: VisitId, now: Moment) -> Self {
        Self { account, visit, until: now + PROOF_LIFE }
    }

    pub fn account(&self) -> &AccountId {
        &self.account
    }

    pub fn visit(&self) -> &VisitId {
        &self.visit
    }

    /// When it runs out.
    pub fn until(&self) -> Moment {
        self.until
    }

    /// Whether it still holds at `now`; see [`super::Proof::is_alive`].
    pub fn is_alive(&self, now: Moment) -> bool {
        now < self.until && self.until <= now + PROOF_LIFE
    }
}
