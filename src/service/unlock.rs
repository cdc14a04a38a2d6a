//! "I know my password": the account is opened again, and its password kept.

use super::warrant::{ROUNDS, Refusal, Strength, Warranted};
use super::{Seat, Service, troubled};
use crate::domain::account::Account;
use crate::domain::audit::Fact;
use crate::domain::id::AccountId;
use crate::domain::login::LoginKey;
use crate::domain::outcome::{Done, Receipt, StopReason, Trouble, UnlockAnswer};
use crate::domain::proof::Proof;
use crate::store::{Close, StoreError, Tx};
use crate::transact;

/// What became of one try.
enum Tried {
    Done(Receipt),
    NotLocked,
    Refused(Refusal),
}

impl Service {
    /// Opens an account again that was shut after wrong passwords, on the strength of `proofs`. An
    /// operator's lock stays.
    ///
    /// # Errors
    /// The proofs come back with the trouble; with [`Trouble::Unknown`] the change may have been made.
    pub async fn unlock(
        &self,
        seat: &Seat,
        login: &LoginKey,
        mut proofs: Vec<Proof>,
    ) -> Result<UnlockAnswer, (Vec<Proof>, Trouble)> {
        for _ in 0..ROUNDS {
            return match self.try_unlock(seat, login, &proofs).await {
                Ok(Tried::Refused(Refusal::Stale | Refusal::Spent | Refusal::SignedOut | Refusal::Full(_))) => continue,
                Ok(Tried::Done(receipt)) => Ok(UnlockAnswer::Done(receipt)),
                Ok(Tried::NotLocked) => Ok(UnlockAnswer::NotLocked { proofs }),
                Ok(Tried::Refused(Refusal::Unproved { person, good })) => {
                    proofs.truncate(good);
                    Ok(UnlockAnswer::Again { person, proofs })
                }
                Ok(Tried::Refused(Refusal::Stop(stop))) => Ok(UnlockAnswer::Stop(stop)),
                Err(trouble) => Err((proofs, trouble)),
            };
        }
        Err((proofs, Trouble::Unavailable))
    }

    async fn try_unlock(&self, seat: &Seat, login: &LoginKey, proofs: &[Proof]) -> Result<Tried, Trouble> {
        let strength = Strength::Proofs { login, proofs };
        let account = match self.warrant(seat, strength).await.map_err(|error| troubled(&error))? {
            Ok(Warranted { account, .. }) => account,
            Err(refusal) => return Ok(Tried::Refused(refusal)),
        };
        let receipt = self.receipt(seat, &account, Done::Unlock, strength);
        let opened = if !self.policy.unlock {
            let stop = self.stopped(seat, Some(&account.id), StopReason::NotForThisPerson).await;
            return stop.map(|stop| Tried::Refused(Refusal::Stop(stop))).map_err(|error| troubled(&error));
        } else if receipt.was_locked {
            transact!(self.store, |tx| async { self.open_account(tx, seat, &account, strength, &receipt).await })
        } else {
            return self.nothing_to_unlock(seat, &account.id).await.map_err(|error| troubled(&error));
        };
        match opened {
            Ok(Ok(())) => {}
            Err(StoreError::CommitUnknown(_)) => self.settle(seat, &account.id, strength, &receipt).await?,
            Ok(Err(Refusal::Spent)) => {
                return self.spent(seat, &account, proofs).await.map(Tried::Refused).map_err(|error| troubled(&error));
            }
            Ok(Err(refusal)) => return Ok(Tried::Refused(refusal)),
            Err(error) => return Err(troubled(&error)),
        }
        self.bell.notify_one();
        Ok(Tried::Done(receipt))
    }

    async fn nothing_to_unlock(&self, seat: &Seat, account: &AccountId) -> Result<Tried, StoreError> {
        let entry = self.entry(seat, Some(account), Fact::NothingToUnlock);
        transact!(self.store, |tx| async {
            tx.audit(&entry).await?;
            Ok(Close::Commit(Tried::NotLocked))
        })
    }

    /// The one transaction of an unlock.
    async fn open_account(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        account: &Account,
        strength: Strength<'_>,
        receipt: &Receipt,
    ) -> Result<Close<Result<(), Refusal>>, StoreError> {
        if let Some(refusal) = self.use_up(tx, seat, account, strength).await? {
            return Ok(Close::Undo(Err(refusal)));
        }
        if !tx.unlock(&account.id, account.revision).await? {
            return Ok(Close::Undo(Err(Refusal::Stale)));
        }
        self.forget_failures(tx, seat, account).await?;
        self.notify(tx, seat, account, receipt).await?;
        let fact = Fact::AccountUnlocked { methods: strength.methods() };
        tx.audit(&self.entry(seat, Some(&account.id), fact)).await?;
        Ok(Close::Commit(Ok(())))
    }
}
