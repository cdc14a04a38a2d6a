//! A way that a full counter closes, for whoever stands at a challenge or wants one: where what is left of their
//! ways is too little, that is what the page says, and the audit.

use super::counters::Counters;
use super::gate::{At, proved};
use super::{Seat, Service};
use crate::domain::id::AccountId;
use crate::domain::limit::Scope;
use crate::domain::outcome::{Shortage, Stop, StopReason};
use crate::domain::time::Moment;
use crate::store::{Close, StoreError, StoredChallenge, Tx};
use crate::transact;

/// Why no letter goes out for somebody now.
pub(super) struct OutOfLetters {
    scope: Scope,
    until: Moment,
    account: Option<AccountId>,
    /// How many ways it takes, where those that are open are too few without it.
    needed: Option<usize>,
}

impl Service {
    /// Of whoever stands `at` a gate and gets no letter, because `scope` is full until then.
    pub(super) fn out_of_letters(
        &self,
        at: &At<'_>,
        earlier: &[StoredChallenge],
        counters: &Counters<'_>,
        (scope, until): (Scope, Moment),
    ) -> OutOfLetters {
        let account = at.addressee.id().cloned();
        let proved = proved(earlier, account.as_ref());
        // Where the whole fleet sends no more, the page speaks of that.
        let is_own = matches!(scope, Scope::LettersShort | Scope::LettersLong);
        let person = self.at_gate((at.seat, at.login), at.way, (&at.addressee, &proved), counters).ok().filter(|_| is_own);
        let short =
            person.and_then(|person| Shortage::without(at.way, until, &person.offers, &proved, person.needed(), self.now()));
        let needed = short.map(|short| short.needed).filter(|needed| *needed > 1);
        OutOfLetters { scope, until, account, needed }
    }

    /// The stop page of whoever gets no letter, recorded in a transaction of its own.
    pub(super) async fn stopped_for_letters(&self, seat: &Seat, out: &OutOfLetters) -> Result<Stop, StoreError> {
        let reason = StopReason::Blocked { scope: out.scope, until: out.until };
        transact!(self.store, |tx| async {
            Ok(Close::Commit(self.stop_needing(tx, seat, out.account.as_ref(), (reason, out.needed)).await?))
        })
    }

    /// The stop page of whoever stands at `stored`, recorded in a transaction of its own.
    pub(super) async fn stopped_at(&self, seat: &Seat, stored: &StoredChallenge, reason: StopReason) -> Result<Stop, StoreError> {
        transact!(self.store, |tx| async { Ok(Close::Commit(self.stop_at(tx, seat, stored, reason).await?)) })
    }

    /// The stop page of whoever stands at `stored`.
    pub(super) async fn stop_at(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        stored: &StoredChallenge,
        reason: StopReason,
    ) -> Result<Stop, StoreError> {
        let reason = self.in_full(tx, seat, stored, reason).await?.unwrap_or(reason);
        self.stop(tx, seat, stored.open.account.as_ref(), reason).await
    }

    /// What is missing because of `reason`, where something is. Where nothing may be told of an account, one way is
    /// enough, as far as pages go; before one's own settings there is but one.
    async fn in_full(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        stored: &StoredChallenge,
        reason: StopReason,
    ) -> Result<Option<StopReason>, StoreError> {
        let open = &stored.open;
        let StopReason::Blocked { scope: Scope::Method(_), .. } = reason else { return Ok(None) };
        if open.gate.is_of_member() {
            return Ok(None);
        }
        let counters = self.counters(tx, seat, stored.subject.clone(), &[]).await?;
        let all = match (&open.account, self.is_precise(seat, open.gate)) {
            (Some(id), true) => match tx.account(id).await? {
                Some(account) => {
                    let proved = proved(&tx.challenges(&seat.visit).await?, Some(id));
                    self.allowed(&account, &counters, &proved).err()
                }
                None => None,
            },
            (Some(_) | None, _) => counters.too_few(&self.base_offers(&counters), &[], 1),
        };
        Ok(all.filter(|reason| matches!(reason, StopReason::TooFewLeft(shortage) if shortage.until != Moment::NEVER)))
    }
}
