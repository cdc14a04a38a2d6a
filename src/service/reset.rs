//! "This is my new password": checked without a transaction, changed in one.

use super::{Seat, Service, identify, measure, troubled};
use crate::delivery::letter::{Letter, ResetLetter};
use crate::domain::account::{Account, Contact};
use crate::domain::audit::Fact;
use crate::domain::id::{AccountId, ChallengeId, LetterId};
use crate::domain::login::LoginKey;
use crate::domain::method::Method;
use crate::domain::outcome::{Person, Receipt, ResetAnswer, Stop, Trouble};
use crate::domain::password::Complaint;
use crate::domain::policy::{Rules, resolve};
use crate::domain::proof::Proof;
use crate::domain::secret::Secret;
use crate::domain::time::Moment;
use crate::store::{ChallengeState, Close, NewLetter, PasswordHashes, StoreError, Tx};
use crate::transact;

/// How often a reset begins again because the account changed under it.
const ROUNDS: usize = 3;

/// What a reset found out before anything was changed.
struct Checked {
    account: Account,
    rules: Rules,
    known: PasswordHashes,
}

/// What became of one try.
enum Tried {
    Done(Receipt),
    Refused(Vec<Complaint>),
    /// Of the proofs only the first `good` hold, and that is not enough.
    Unproved {
        person: Person,
        good: usize,
    },
    Stop(Stop),
    /// One of the proofs ran out, or was used elsewhere a moment before.
    Spent,
    /// The account changed meanwhile: begin again with fresh rules.
    Stale,
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
                Ok(Tried::Stale | Tried::Spent) => continue,
                Ok(Tried::Done(receipt)) => Ok(ResetAnswer::Done(receipt)),
                Ok(Tried::Refused(complaints)) => Ok(ResetAnswer::Refused { proofs, complaints }),
                Ok(Tried::Unproved { person, good }) => {
                    proofs.truncate(good);
                    Ok(ResetAnswer::Again { person, proofs })
                }
                Ok(Tried::Stop(stop)) => Ok(ResetAnswer::Stop(stop)),
                Err(trouble) => Err((proofs, trouble)),
            };
        }
        Err((proofs, Trouble::Unavailable))
    }

    async fn try_reset(&self, seat: &Seat, login: &LoginKey, proofs: &[Proof], password: &Secret) -> Result<Tried, Trouble> {
        let checked = match self.check(seat, login, proofs).await.map_err(|error| troubled(&error))? {
            Ok(checked) => checked,
            Err(otherwise) => return Ok(otherwise),
        };
        let words = self.words(&checked.account, &checked.rules.password);
        let complaints = measure::look(password.duplicate(), checked.rules.password.clone(), words).await?.complaints;
        if !complaints.is_empty() {
            return self.refuse(seat, &checked.account.id, complaints).await;
        }
        match self.hashing.renew(password.duplicate(), checked.known.clone(), self.entropy()?).await? {
            Ok(hash) => self.commit(seat, &checked, proofs, &hash).await,
            Err(complaint) => self.refuse(seat, &checked.account.id, vec![complaint]).await,
        }
    }

    /// The account as it is now, when it may be reset on these proofs.
    async fn check(&self, seat: &Seat, login: &LoginKey, proofs: &[Proof]) -> Result<Result<Checked, Tried>, StoreError> {
        let found = self.store.account_with_passwords(login).await?;
        let (account, mut known) = found.ok_or(StoreError::AccountGone)?;
        let rules = resolve(&self.policy, &account);
        if let Err(reason) = identify::may_reset(&rules, &account) {
            return Ok(Err(Tried::Stop(self.stopped(seat, Some(&account.id), reason).await?)));
        }
        let good = self.count_good(&rules, seat, &account, proofs);
        if good < proofs.len().max(rules.gates.count()) {
            return self.unproved(seat, &account, good).await.map(Err);
        }
        known.earlier.truncate(rules.password.history);
        Ok(Ok(Checked { account, rules, known }))
    }

    /// The gates that are to be asked again, unless the person cannot go on at all.
    async fn unproved(&self, seat: &Seat, account: &Account, good: usize) -> Result<Tried, StoreError> {
        transact!(self.store, |tx| async {
            Ok(Close::Commit(match self.welcome(tx, seat, account).await? {
                Ok(person) => Tried::Unproved { person, good },
                Err(reason) => Tried::Stop(self.stop(tx, seat, Some(&account.id), reason).await?),
            }))
        })
    }

    /// How many of `proofs`, from the first on, pass a gate of this account, in this visit, now. What
    /// comes after the first that does not has the wrong gate's number.
    fn count_good(&self, rules: &Rules, seat: &Seat, account: &Account, proofs: &[Proof]) -> usize {
        let now = self.now();
        let is_bound = |proof: &&Proof| *proof.account() == account.id && *proof.visit() == seat.visit && proof.is_alive(now);
        let methods: Vec<Method> = proofs.iter().take_while(is_bound).map(Proof::method).collect();
        rules.count_passing(&methods)
    }

    async fn refuse(&self, seat: &Seat, account: &AccountId, complaints: Vec<Complaint>) -> Result<Tried, Trouble> {
        let entry = self.entry(seat, Some(account), Fact::PasswordRefused { complaints: complaints.clone() });
        let audited: Result<(), StoreError> = transact!(self.store, |tx| async {
            tx.audit(&entry).await?;
            Ok(Close::Commit(()))
        });
        audited.map_err(|error| troubled(&error))?;
        Ok(Tried::Refused(complaints))
    }

    /// The one transaction of a reset.
    async fn commit(&self, seat: &Seat, checked: &Checked, proofs: &[Proof], hash: &str) -> Result<Tried, Trouble> {
        let receipt = self.receipt(&checked.account);
        let changed = transact!(self.store, |tx| async { self.change(tx, seat, checked, proofs, hash, &receipt).await });
        let changed = match changed {
            Err(StoreError::CommitUnknown(_)) => self.settle(seat, &receipt).await?,
            Ok(Tried::Spent) => self.spent(seat, &checked.account, proofs).await.map_err(|error| troubled(&error))?,
            other => other.map_err(|error| troubled(&error))?,
        };
        if matches!(changed, Tried::Done(_)) {
            self.bell.notify_one();
        }
        Ok(changed)
    }

    /// What is left of `proofs`, of which one could not be used any more.
    async fn spent(&self, seat: &Seat, account: &Account, proofs: &[Proof]) -> Result<Tried, StoreError> {
        let stored = transact!(self.store, |tx| async { Ok(Close::Undo(tx.challenges(&seat.visit).await?)) })?;
        let is_proved = |id: &ChallengeId| {
            stored.iter().any(|challenge| challenge.open.id == *id && challenge.state == ChallengeState::Proved)
        };
        let now = self.now();
        match proofs.iter().take_while(|proof| proof.is_alive(now) && is_proved(proof.challenge())).count() {
            good if good < proofs.len() => self.unproved(seat, account, good).await,
            _ => Ok(Tried::Stale),
        }
    }

    async fn change(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        checked: &Checked,
        proofs: &[Proof],
        hash: &str,
        receipt: &Receipt,
    ) -> Result<Close<Tried>, StoreError> {
        let (account, now) = (&checked.account, receipt.at);
        let challenges: Vec<_> = proofs.iter().map(Proof::challenge).collect();
        if tx.use_challenges(&challenges, &seat.visit, &account.id, self.now()).await? < proofs.len() {
            return Ok(Close::Undo(Tried::Spent));
        }
        if !tx.replace_password(&account.id, account.revision, hash, now).await? {
            return Ok(Close::Undo(Tried::Stale));
        }
        if let Some(replaced) = &checked.known.current {
            tx.remember_password(&account.id, replaced, now).await?;
            if checked.known.earlier.len() >= checked.rules.password.history {
                tx.forget_passwords(&account.id, checked.rules.password.history).await?;
            }
        }
        tx.clear_counters(&self.store.subject(&account.login.key())).await?;
        if self.notices {
            for contact in &account.contacts {
                tx.add_letter(&self.notice(seat, account, contact, now)?).await?;
            }
        }
        let methods = proofs.iter().map(Proof::method).collect();
        let fact = Fact::PasswordReset { methods, was_locked: receipt.was_locked };
        tx.audit(&self.entry(seat, Some(&account.id), fact)).await?;
        Ok(Close::Commit(Tried::Done(receipt.clone())))
    }

    /// The answer to COMMIT was lost: what does the store say now?
    async fn settle(&self, seat: &Seat, receipt: &Receipt) -> Result<Tried, Trouble> {
        let used: Result<bool, StoreError> =
            transact!(self.store, |tx| async { Ok(Close::Undo(tx.reset_of_visit(&seat.visit).await?)) });
        match used {
            Ok(true) => Ok(Tried::Done(receipt.clone())),
            Ok(false) => Err(Trouble::Unavailable),
            Err(_) => Err(Trouble::Unknown),
        }
    }

    fn receipt(&self, account: &Account) -> Receipt {
        let now = self.now();
        let masks = account.contacts.iter().map(|contact| contact.address.mask());
        Receipt {
            login: account.login.to_string(),
            at: now,
            notified: if self.notices { masks.collect() } else { Vec::new() },
            was_locked: account.locked_until.is_some_and(|until| now < until),
        }
    }

    fn notice(&self, seat: &Seat, account: &Account, contact: &Contact, now: Moment) -> Result<NewLetter, StoreError> {
        let letter = Letter::Reset(ResetLetter {
            language: account.language.unwrap_or(seat.language),
            name: account.name.clone(),
            place: self.organisation.place.clone(),
            login: account.login.to_string(),
            at: now,
        });
        Ok(NewLetter {
            id: LetterId::new(now, self.ambient.entropy()?),
            account: Some(account.id.clone()),
            contact: Some(contact.id.clone()),
            challenge: None,
            payload: letter.to_payload(),
            created: now,
            give_up_at: now + self.notice_life,
        })
    }
}
