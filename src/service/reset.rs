//! "This is my new password": checked without a transaction, changed in one.

use super::warrant::{ROUNDS, Refusal, Warranted};
use super::{Seat, Service, measure, troubled};
use crate::domain::audit::Fact;
use crate::domain::id::AccountId;
use crate::domain::login::LoginKey;
use crate::domain::outcome::{Done, Receipt, ResetAnswer, Trouble};
use crate::domain::password::Complaint;
use crate::domain::proof::Proof;
use crate::domain::secret::Secret;
use crate::store::{Close, StoreError, Tx};
use crate::transact;

/// What became of one try.
enum Tried {
    Done(Receipt),
    /// The password is not good enough.
    Complaints(Vec<Complaint>),
    Refused(Refusal),
}

impl Service {
    /// Sets `password` on the strength of `proofs`.
    ///
    /// # Errors
    /// The proofs come back with the trouble; with [`Trouble::Unknown`] the change may have been made.
    pub async fn reset(
        &self,
        seat: &Seat,
        login: &LoginKey,
        mut proofs: Vec<Proof>,
        password: Secret,
    ) -> Result<ResetAnswer, (Vec<Proof>, Trouble)> {
        for _ in 0..ROUNDS {
            return match self.try_reset(seat, login, &proofs, &password).await {
                Ok(Tried::Refused(Refusal::Stale | Refusal::Spent)) => continue,
                Ok(Tried::Done(receipt)) => Ok(ResetAnswer::Done(receipt)),
                Ok(Tried::Complaints(complaints)) => Ok(ResetAnswer::Refused { proofs, complaints }),
                Ok(Tried::Refused(Refusal::Unproved { person, good })) => {
                    proofs.truncate(good);
                    Ok(ResetAnswer::Again { person, proofs })
                }
                Ok(Tried::Refused(Refusal::Stop(stop))) => Ok(ResetAnswer::Stop(stop)),
                Err(trouble) => Err((proofs, trouble)),
            };
        }
        Err((proofs, Trouble::Unavailable))
    }

    async fn try_reset(&self, seat: &Seat, login: &LoginKey, proofs: &[Proof], password: &Secret) -> Result<Tried, Trouble> {
        let warranted = match self.warrant(seat, login, proofs).await.map_err(|error| troubled(&error))? {
            Ok(warranted) => warranted,
            Err(refusal) => return Ok(Tried::Refused(refusal)),
        };
        let Warranted { account, rules, known } = &warranted;
        let words = self.words(account, &rules.password);
        let complaints = measure::look(password.duplicate(), rules.password.clone(), words).await?.complaints;
        if !complaints.is_empty() {
            return self.refuse(seat, &account.id, complaints).await;
        }
        match self.hashing.renew(password.duplicate(), known.clone(), self.entropy()?).await? {
            Ok(hash) => self.commit_reset(seat, &warranted, proofs, &hash).await,
            Err(complaint) => self.refuse(seat, &account.id, vec![complaint]).await,
        }
    }

    async fn refuse(&self, seat: &Seat, account: &AccountId, complaints: Vec<Complaint>) -> Result<Tried, Trouble> {
        let entry = self.entry(seat, Some(account), Fact::PasswordRefused { complaints: complaints.clone() });
        let audited: Result<(), StoreError> = transact!(self.store, |tx| async {
            tx.audit(&entry).await?;
            Ok(Close::Commit(()))
        });
        audited.map_err(|error| troubled(&error))?;
        Ok(Tried::Complaints(complaints))
    }

    async fn commit_reset(&self, seat: &Seat, warranted: &Warranted, proofs: &[Proof], hash: &str) -> Result<Tried, Trouble> {
        let account = &warranted.account;
        let done = if account.has_password { Done::Reset } else { Done::FirstPassword };
        let receipt = self.receipt(account, done);
        let changed = transact!(self.store, |tx| async { self.change(tx, seat, warranted, proofs, hash, &receipt).await });
        match changed {
            Ok(Ok(())) => {}
            Err(StoreError::CommitUnknown(_)) => self.settle(seat).await?,
            Ok(Err(Refusal::Spent)) => {
                return self.spent(seat, account, proofs).await.map(Tried::Refused).map_err(|error| troubled(&error));
            }
            Ok(Err(refusal)) => return Ok(Tried::Refused(refusal)),
            Err(error) => return Err(troubled(&error)),
        }
        self.bell.notify_one();
        Ok(Tried::Done(receipt))
    }

    /// The one transaction of a reset.
    async fn change(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        warranted: &Warranted,
        proofs: &[Proof],
        hash: &str,
        receipt: &Receipt,
    ) -> Result<Close<Result<(), Refusal>>, StoreError> {
        let Warranted { account, rules, known } = warranted;
        if !self.use_up(tx, seat, account, proofs).await? {
            return Ok(Close::Undo(Err(Refusal::Spent)));
        }
        if !tx.replace_password(&account.id, account.revision, hash, receipt.at).await? {
            return Ok(Close::Undo(Err(Refusal::Stale)));
        }
        if let Some(replaced) = &known.current {
            tx.remember_password(&account.id, replaced, receipt.at).await?;
            if known.earlier.len() >= rules.password.history {
                tx.forget_passwords(&account.id, rules.password.history).await?;
            }
        }
        tx.clear_counters(&self.store.subject(&account.login.key())).await?;
        self.notify(tx, seat, account, receipt).await?;
        let methods = proofs.iter().map(Proof::method).collect();
        let fact = Fact::PasswordReset { methods, was_locked: receipt.was_locked };
        tx.audit(&self.entry(seat, Some(&account.id), fact)).await?;
        Ok(Close::Commit(Ok(())))
    }
}
