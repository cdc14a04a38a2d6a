//! Whether what was proved warrants a change to an account: held against the rules as they are now, before
//! the change, and used up within it.

use super::{Seat, Service};
use crate::delivery::letter::{Letter, NoticeLetter};
use crate::domain::account::{Account, Contact, Origin};
use crate::domain::id::{AccountId, ChallengeId, LetterId};
use crate::domain::login::LoginKey;
use crate::domain::method::{Gate, Method};
use crate::domain::outcome::{Done, Notified, Person, Receipt, Stop, StopReason, Trouble};
use crate::domain::policy::{Reveal, Rules, resolve};
use crate::domain::proof::Proof;
use crate::domain::proof::sign_in::SignedIn;
use crate::store::{ChallengeState, Close, NewLetter, PasswordHashes, StoreError, Tx};
use crate::transact;

/// How often a change begins again because the account changed under it.
pub(super) const ROUNDS: usize = 3;

/// On whose strength something is changed.
#[derive(Clone, Copy)]
pub(super) enum Strength<'a> {
    Proofs { login: &'a LoginKey, proofs: &'a [Proof] },
    SignIn { login: &'a LoginKey, signed_in: &'a SignedIn },
}

/// What was found out about an account before anything is changed.
pub(super) struct Warranted {
    pub account: Account,
    pub rules: Rules,
    pub known: PasswordHashes,
}

/// Why a change was not made.
pub(super) enum Refusal {
    /// Of the proofs only the first `good` hold, and that is not enough.
    Unproved {
        person: Person,
        good: usize,
    },
    /// Whoever signed in is not any more.
    SignedOut,
    Stop(Stop),
    /// No more may be changed now. Nobody recorded it yet.
    Full(StopReason),
    /// One of the proofs ran out, or was used elsewhere a moment before.
    Spent,
    /// The account changed meanwhile: begin again with fresh rules.
    Stale,
}

impl Strength<'_> {
    /// What was proved, for the audit.
    pub(super) fn methods(self) -> Vec<Method> {
        match self {
            Self::Proofs { proofs, .. } => proofs.iter().map(Proof::method).collect(),
            Self::SignIn { .. } => Vec::new(),
        }
    }
}

impl Service {
    /// The account as it is now, when it may be changed on this strength.
    pub(super) async fn warrant(&self, seat: &Seat, strength: Strength<'_>) -> Result<Result<Warranted, Refusal>, StoreError> {
        let (Strength::Proofs { login, .. } | Strength::SignIn { login, .. }) = strength;
        let found = self.store.account_with_passwords(login).await?;
        let (account, mut known) = found.ok_or(StoreError::AccountGone)?;
        let rules = resolve(self.policy_at(seat), &account);
        known.earlier.truncate(rules.password.history);
        let hindrance = match strength {
            Strength::Proofs { proofs, .. } => {
                let good = self.good(&rules, seat, &account, proofs);
                self.may_reset(&rules, &account, &methods_of(good)).err()
            }
            Strength::SignIn { .. } => self.shut_out(&account),
        };
        if let Some(reason) = hindrance {
            return Ok(Err(Refusal::Stop(self.stopped(seat, Some(&account.id), reason).await?)));
        }
        match strength {
            Strength::Proofs { proofs, .. } => {
                let good = self.good(&rules, seat, &account, proofs);
                if good.len() < proofs.len().max(rules.gates.count()) {
                    return self.unproved(seat, &account, good).await.map(Err);
                }
            }
            Strength::SignIn { signed_in, .. } => {
                let is_bound = *signed_in.account() == account.id && *signed_in.visit() == seat.visit;
                if !is_bound || !signed_in.is_alive(self.now()) {
                    return Ok(Err(Refusal::SignedOut));
                }
            }
        }
        Ok(Ok(Warranted { account, rules, known }))
    }

    /// The gates that are to be asked again, unless the person cannot go on at all.
    async fn unproved(&self, seat: &Seat, account: &Account, good: &[Proof]) -> Result<Refusal, StoreError> {
        transact!(self.store, |tx| async {
            Ok(Close::Commit(match self.welcome(tx, seat, account, &methods_of(good)).await? {
                Ok(person) => Refusal::Unproved { person, good: good.len() },
                Err(reason) => Refusal::Stop(self.stop(tx, seat, Some(&account.id), reason).await?),
            }))
        })
    }

    /// Those of `proofs`, from the first on, that pass a gate of this account, in this visit, now. What
    /// comes after the first that does not has the wrong gate's number, and what was proved for another
    /// end, as that a typed address is theirs, passes none.
    fn good<'p>(&self, rules: &Rules, seat: &Seat, account: &Account, proofs: &'p [Proof]) -> &'p [Proof] {
        let now = self.now();
        let is_bound = |proof: &&Proof| *proof.account() == account.id && *proof.visit() == seat.visit && proof.is_alive(now);
        let in_order = proofs.iter().zip([Gate::First, Gate::Second]).take_while(|(proof, gate)| proof.gate() == *gate);
        let methods: Vec<Method> = in_order.map(|(proof, _)| proof).take_while(is_bound).map(Proof::method).collect();
        proofs.get(..rules.count_passing(&methods)).unwrap_or_default()
    }

    /// Uses up what a change is made on, within it: proofs are gone, and whoever signed in must still be. The
    /// refusal, when it does not hold any more.
    pub(super) async fn use_up(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        account: &Account,
        strength: Strength<'_>,
    ) -> Result<Option<Refusal>, StoreError> {
        match strength {
            Strength::Proofs { proofs, .. } => {
                let used = tx.use_challenges(&challenges_of(proofs), &seat.visit, &account.id, self.now()).await?;
                Ok((used < proofs.len()).then_some(Refusal::Spent))
            }
            Strength::SignIn { .. } => {
                let holds = tx.is_signed_in(&seat.visit, &account.id, self.now()).await?;
                Ok((!holds).then_some(Refusal::SignedOut))
            }
        }
    }

    /// Forgets the failures of somebody who proved who they are, and the wrong passwords that were typed for them
    /// where they are now: so nobody keeps a neighbour out for good.
    pub(super) async fn forget_failures(&self, tx: &mut Tx, seat: &Seat, account: &Account) -> Result<(), StoreError> {
        let key = account.login.key();
        let (own, here) = (self.store.subject(&key), self.sign_in_subject(seat, &key));
        if here != own {
            tx.clear_counters(&here).await?;
        }
        tx.clear_counters(&own).await?;
        Ok(())
    }

    /// What is left of `proofs`, of which one could not be used any more.
    pub(super) async fn spent(&self, seat: &Seat, account: &Account, proofs: &[Proof]) -> Result<Refusal, StoreError> {
        let stored = transact!(self.store, |tx| async { Ok(Close::Undo(tx.challenges(&seat.visit).await?)) })?;
        let is_proved = |id: &ChallengeId| {
            stored.iter().any(|challenge| challenge.open.id == *id && challenge.state == ChallengeState::Proved)
        };
        let now = self.now();
        match proofs.iter().take_while(|proof| proof.is_alive(now) && is_proved(proof.challenge())).count() {
            good if good < proofs.len() => self.unproved(seat, account, proofs.get(..good).unwrap_or_default()).await,
            _ => Ok(Refusal::Stale),
        }
    }

    /// The answer to COMMIT was lost: was the change made of which `receipt` tells?
    pub(super) async fn settle(
        &self,
        seat: &Seat,
        account: &AccountId,
        strength: Strength<'_>,
        receipt: &Receipt,
    ) -> Result<(), Trouble> {
        let made: Result<bool, StoreError> = transact!(self.store, |tx| async {
            Ok(Close::Undo(match strength {
                Strength::Proofs { proofs, .. } => tx.are_used(&challenges_of(proofs), &seat.visit).await?,
                Strength::SignIn { .. } => tx.was_changed_at(account, receipt.at).await?,
            }))
        });
        match made {
            Ok(true) => Ok(()),
            Ok(false) => Err(Trouble::Unavailable),
            Err(_) => Err(Trouble::Unknown),
        }
    }

    /// What will have been `done` to `account`, if it is done now, for whoever is at `seat`.
    pub(super) fn receipt(&self, seat: &Seat, account: &Account, done: Done, strength: Strength<'_>) -> Receipt {
        let now = self.now();
        let took_code = strength.methods().contains(&Method::RecoveryCode);
        Receipt {
            done,
            login: account.login.to_string(),
            at: now,
            notified: self.notified(seat, account, done),
            was_locked: account.locked_until.is_some_and(|until| now < until),
            codes_left: took_code.then_some(account.recovery_codes),
        }
    }

    fn notified(&self, seat: &Seat, account: &Account, done: Done) -> Notified {
        // Whoever changes a password knows the one before and no more: where pages tell little, no address either.
        let is_veiled = done == Done::Change && self.reveal(seat) == Reveal::Uniform;
        match (self.notices, self.mails) {
            (false, _) => Notified::Off,
            (true, false) => Notified::NoMail,
            (true, true) if account.contacts.is_empty() => Notified::NoAddress,
            (true, true) if is_veiled => Notified::Unnamed(account.contacts.len()),
            (true, true) => {
                let told = account.contacts_as_they_came();
                Notified::Addresses(told.into_iter().map(|contact| account.mask_of(contact)).collect())
            }
        }
    }

    /// Tells every address of `account` what `receipt` says.
    pub(super) async fn notify(&self, tx: &mut Tx, seat: &Seat, account: &Account, receipt: &Receipt) -> Result<(), StoreError> {
        if self.notices {
            for contact in &account.contacts {
                tx.add_letter(&self.notice(seat, account, contact, receipt)?).await?;
            }
        }
        Ok(())
    }

    fn notice(&self, seat: &Seat, account: &Account, contact: &Contact, receipt: &Receipt) -> Result<NewLetter, StoreError> {
        let letter = Letter::Notice(NoticeLetter {
            done: receipt.done,
            language: account.language.unwrap_or(seat.language),
            name: account.name.clone(),
            place: seat.place.clone(),
            login: receipt.login.clone(),
            at: receipt.at,
        });
        Ok(NewLetter {
            id: LetterId::new(receipt.at, self.ambient.entropy()?),
            account: Some(account.id.clone()),
            contact: Some(contact.id.clone()),
            challenge: None,
            payload: letter.to_payload(),
            created: receipt.at,
            give_up_at: receipt.at + self.notice_life,
        })
    }
}

/// By which methods of their own the owner of `account` proved themselves in this visit. Others read a mailbox that an
/// operator entered: a code from there passes a gate, and is nobody's own.
pub(super) async fn proved_of_own(
    tx: &mut Tx,
    seat: &Seat,
    account: &Account,
    strength: Strength<'_>,
) -> Result<Vec<Method>, StoreError> {
    let Strength::Proofs { proofs, .. } = strength else { return Ok(Vec::new()) };
    let put = tx.challenges(&seat.visit).await?;
    let is_own = |proof: &&Proof| {
        let of_proof = put.iter().find(|challenge| challenge.open.id == *proof.challenge());
        let went_to = of_proof.and_then(|challenge| challenge.contact.as_ref());
        let mut own = account.contacts.iter().filter(|contact| contact.origin == Origin::Authentication);
        proof.method() != Method::Email || own.any(|contact| Some(&contact.id) == went_to)
    };
    Ok(proofs.iter().filter(is_own).map(Proof::method).collect())
}

fn challenges_of(proofs: &[Proof]) -> Vec<&ChallengeId> {
    proofs.iter().map(Proof::challenge).collect()
}

fn methods_of(proofs: &[Proof]) -> Vec<Method> {
    proofs.iter().map(Proof::method).collect()
}
