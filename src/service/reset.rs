//! "This is my new password": checked without a transaction, changed in one, on the strength of proofs or of
//! the password before.

use super::warrant::{ROUNDS, Refusal, Strength, Warranted, proved_of_own};
use super::{Seat, Service, measure, troubled};
use crate::domain::account::Account;
use crate::domain::audit::Fact;
use crate::domain::id::AccountId;
use crate::domain::limit::Scope;
use crate::domain::login::LoginKey;
use crate::domain::outcome::{ChangeAnswer, Done, Onward, Receipt, ResetAnswer, Stop, StopReason, Trouble};
use crate::domain::password::Complaint;
use crate::domain::proof::Proof;
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::secret::Secret;
use crate::store::{Close, Debit, StoreError, Tx};
use crate::transact;

/// What became of one try.
enum Tried {
    Done(Receipt, Option<Box<Onward>>),
    /// The password is not good enough.
    Complaints(Vec<Complaint>),
    Refused(Refusal),
}

/// A new password that is ready to be kept.
struct Renewal<'a> {
    warranted: &'a Warranted,
    strength: Strength<'a>,
    hash: &'a str,
    receipt: &'a Receipt,
    onward: Option<&'a Onward>,
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
        match self.renew(seat, Strength::Proofs { login, proofs: &proofs }, &password).await {
            Ok(Tried::Done(receipt, onward)) => Ok(ResetAnswer::Done(receipt, onward)),
            Ok(Tried::Complaints(complaints)) => Ok(ResetAnswer::Refused { proofs, complaints }),
            Ok(Tried::Refused(Refusal::Unproved { person, good })) => {
                proofs.truncate(good);
                Ok(ResetAnswer::Again { person, proofs })
            }
            Ok(Tried::Refused(Refusal::Stop(stop))) => Ok(ResetAnswer::Stop(stop)),
            Ok(Tried::Refused(Refusal::Stale | Refusal::Spent | Refusal::SignedOut | Refusal::Full(_))) => {
                Err((proofs, Trouble::Unavailable))
            }
            Err(trouble) => Err((proofs, trouble)),
        }
    }

    /// Sets `password` for somebody who knew the one before.
    ///
    /// # Errors
    /// The sign-in comes back with the trouble; with [`Trouble::Unknown`] the change may have been made.
    pub async fn change(
        &self,
        seat: &Seat,
        login: &LoginKey,
        signed_in: SignedIn,
        password: Secret,
    ) -> Result<ChangeAnswer, (SignedIn, Trouble)> {
        match self.renew(seat, Strength::SignIn { login, signed_in: &signed_in }, &password).await {
            Ok(Tried::Done(receipt, onward)) => Ok(ChangeAnswer::Done(receipt, onward)),
            Ok(Tried::Complaints(complaints)) => Ok(ChangeAnswer::Refused { signed_in, complaints }),
            Ok(Tried::Refused(Refusal::SignedOut)) => Ok(ChangeAnswer::SignedOut),
            Ok(Tried::Refused(Refusal::Stop(stop))) => Ok(ChangeAnswer::Stop(stop)),
            Ok(Tried::Refused(Refusal::Stale | Refusal::Spent | Refusal::Unproved { .. } | Refusal::Full(_))) => {
                Err((signed_in, Trouble::Unavailable))
            }
            Err(trouble) => Err((signed_in, trouble)),
        }
    }

    async fn renew(&self, seat: &Seat, strength: Strength<'_>, password: &Secret) -> Result<Tried, Trouble> {
        let mut tried = self.try_renew(seat, strength, password).await?;
        for _ in 1..ROUNDS {
            if !matches!(tried, Tried::Refused(Refusal::Stale | Refusal::Spent)) {
                break;
            }
            tried = self.try_renew(seat, strength, password).await?;
        }
        Ok(tried)
    }

    async fn try_renew(&self, seat: &Seat, strength: Strength<'_>, password: &Secret) -> Result<Tried, Trouble> {
        let warranted = match self.warrant(seat, strength).await.map_err(|error| troubled(&error))? {
            Ok(warranted) => warranted,
            Err(refusal) => return Ok(Tried::Refused(refusal)),
        };
        let Warranted { account, rules, known } = &warranted;
        if let Strength::SignIn { .. } = strength {
            let words = self.words_of_page(account, &rules.password, false);
            let complaints = measure::look(password.duplicate(), rules.password.clone(), words).await?.complaints;
            if !complaints.is_empty() {
                return self.refuse(seat, &account.id, complaints).await;
            }
            if let Some(stop) = self.pay_for_words(seat, account).await.map_err(|error| troubled(&error))? {
                return Ok(Tried::Refused(Refusal::Stop(stop)));
            }
        }
        let words = self.words(account, &rules.password);
        let complaints = measure::look(password.duplicate(), rules.password.clone(), words).await?.complaints;
        if !complaints.is_empty() {
            return self.refuse(seat, &account.id, complaints).await;
        }
        match self.hashing.renew(password.duplicate(), known.clone(), self.entropy()?).await? {
            Ok(hash) => self.commit_renewal(seat, &warranted, strength, &hash).await,
            Err(complaint) => self.refuse(seat, &account.id, vec![complaint]).await,
        }
    }

    /// Whoever knows no more than the password could learn by refusals what stands in the addresses of `account`: each
    /// look counts against the place before it is taken, as in `register/answers.rs`, and nothing is given back.
    async fn pay_for_words(&self, seat: &Seat, account: &Account) -> Result<Option<Stop>, StoreError> {
        let place: Vec<_> = self.source_tally(seat, Scope::SourceIdentifies).into_iter().collect();
        let full = transact!(self.store, |tx| async {
            Ok(match tx.debit(&place, seat.standing, self.now()).await? {
                Debit::Raised => Close::Commit(None),
                Debit::Full { scope, until } => Close::Undo(Some(StopReason::Blocked { scope, until })),
            })
        })?;
        match full {
            Some(reason) => Ok(Some(self.stopped(seat, Some(&account.id), reason).await?)),
            None => Ok(None),
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

    async fn commit_renewal(
        &self,
        seat: &Seat,
        warranted: &Warranted,
        strength: Strength<'_>,
        hash: &str,
    ) -> Result<Tried, Trouble> {
        let account = &warranted.account;
        let done = match strength {
            Strength::SignIn { .. } => Done::Change,
            Strength::Proofs { .. } if account.has_password => Done::Reset,
            Strength::Proofs { .. } => Done::FirstPassword,
        };
        let receipt = self.receipt(seat, account, done, strength);
        let onward = self.onward(seat, account, done, receipt.at);
        let renewal = Renewal { warranted, strength, hash, receipt: &receipt, onward: onward.as_ref() };
        let changed = transact!(self.store, |tx| async { self.set_password(tx, seat, &renewal).await });
        match (changed, strength) {
            (Ok(Ok(())), _) => {}
            (Err(StoreError::CommitUnknown(_)), _) => self.settle(seat, &account.id, strength, &receipt).await?,
            (Ok(Err(Refusal::Spent)), Strength::Proofs { proofs, .. }) => {
                return self.spent(seat, account, proofs).await.map(Tried::Refused).map_err(|error| troubled(&error));
            }
            (Ok(Err(Refusal::Full(reason))), _) => {
                let stop = self.stopped(seat, Some(&account.id), reason).await.map_err(|error| troubled(&error))?;
                return Ok(Tried::Refused(Refusal::Stop(stop)));
            }
            (Ok(Err(refusal)), _) => return Ok(Tried::Refused(refusal)),
            (Err(error), _) => return Err(troubled(&error)),
        }
        self.bell.notify_one();
        Ok(Tried::Done(receipt, onward.map(Box::new)))
    }

    /// The one transaction of a new password.
    async fn set_password(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        renewal: &Renewal<'_>,
    ) -> Result<Close<Result<(), Refusal>>, StoreError> {
        let Renewal { warranted: Warranted { account, rules, known }, strength, hash, receipt, onward } = *renewal;
        if let Some(refusal) = self.use_up(tx, seat, account, strength).await? {
            return Ok(Close::Undo(Err(refusal)));
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
        if let Some(Onward { signed_in, .. }) = onward {
            // What was just proved counts for the settings; the password alone opens no more than it ever does.
            let own = proved_of_own(tx, seat, account, strength).await?;
            let proved = self.opens_settings(account, &own);
            tx.sign_in(signed_in, known.times_set + 1, proved, receipt.at).await?;
        }
        let fact = match strength {
            Strength::Proofs { .. } => {
                self.forget_failures(tx, seat, account).await?;
                Fact::PasswordReset { methods: strength.methods(), was_locked: receipt.was_locked }
            }
            // Whoever knows the password has proved nothing that the counters ask for, and what they do is counted.
            Strength::SignIn { .. } => match self.count_change(tx, seat, account).await? {
                Some(until) => {
                    let reason = StopReason::Blocked { scope: Scope::Changes, until };
                    return Ok(Close::Undo(Err(Refusal::Full(reason))));
                }
                None => Fact::PasswordChanged,
            },
        };
        self.notify(tx, seat, account, receipt).await?;
        tx.audit(&self.entry(seat, Some(&account.id), fact)).await?;
        Ok(Close::Commit(Ok(())))
    }
}
