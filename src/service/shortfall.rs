//! A way that a full counter closes, for whoever stands at a challenge: where what is left of their ways is too
//! little, that is what the page says, and the audit.

use super::challenge::proved;
use super::{Seat, Service};
use crate::domain::limit::Scope;
use crate::domain::outcome::{Stop, StopReason};
use crate::domain::time::Moment;
use crate::store::{Close, StoreError, StoredChallenge, Tx};
use crate::transact;

impl Service {
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
