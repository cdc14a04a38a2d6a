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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Span;

    #[test]
    fn it_holds_from_its_making_to_its_end() {
        let made = Moment::from_millis(1_000_000);
        let signed_in = SignedIn::of(AccountId::from_stored("A".to_owned()), VisitId::from_stored("V".to_owned()), made);
        assert!(signed_in.is_alive(made) && signed_in.is_alive(signed_in.until() - Span::from_millis(1)));
        assert!(!signed_in.is_alive(signed_in.until()), "its time is over");
        assert!(!signed_in.is_alive(made - Span::from_millis(1)), "the clock went back");
    }
}
