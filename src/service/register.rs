//! What somebody has registered to prove who they are: seen and changed on the strength of a sign-in, and of
//! a method of their own as soon as they have one. Whether that is so is read from the rows, within each
//! change; no page is asked.

mod answers;
mod draft;
mod guarding;
mod making;
mod reminding;
mod removing;

use super::{Seat, Service, troubled};
use crate::domain::account::Account;
use crate::domain::audit::Fact;
use crate::domain::method::{Gate, Method};
use crate::domain::outcome::{Offer, Trouble};
use crate::domain::policy::resolve;
use crate::domain::proof::Proof;
use crate::domain::proof::answers::Form;
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::question::AnswerRules;
use crate::domain::registration::{
    Change, ChangeOutcome, Changed, Entered, Here, Registration, Unfit, is_as_secure, own_methods,
};
use crate::store::{Close, StoreError, Tx};
use crate::transact;
use making::{Made, Prepared};

/// How often a change begins again because the account changed under it.
const ROUNDS: usize = 3;

/// Whose registration it is, and what they may do about it.
pub(super) enum Owner {
    /// Nothing of their own is registered, or one of it was proved in this visit.
    May(Account),
    /// First something of their own is to be proved.
    MustProve(Account),
    /// Not signed in any more, or shut out.
    Out,
}

impl Service {
    /// What somebody who signed in has registered, or what they have to prove first. With `proof`, that is
    /// used up.
    ///
    /// # Errors
    /// Sign-in and proof come back with the trouble.
    pub async fn enter_settings(
        &self,
        seat: &Seat,
        signed_in: SignedIn,
        proof: Option<Proof>,
    ) -> Result<Entered, (SignedIn, Option<Proof>, Trouble)> {
        let entering = transact!(self.store, |tx| async { self.enter_in(tx, seat, &signed_in, proof.as_ref()).await });
        let entering = match entering {
            // Whether it was proved is in the row now, or it is asked again.
            Err(StoreError::CommitUnknown(_)) => {
                transact!(self.store, |tx| async { self.enter_in(tx, seat, &signed_in, None).await })
            }
            other => other,
        };
        match entering {
            Ok(Entering::Open(registration)) => Ok(Entered::Open { signed_in, registration }),
            Ok(Entering::Shut { by }) => Ok(Entered::Shut { signed_in, by }),
            Ok(Entering::Prove { offers, codes }) => Ok(Entered::Prove { signed_in, offers, codes }),
            Ok(Entering::Out) => Ok(Entered::SignedOut),
            Err(error) => Err((signed_in, proof, troubled(&error))),
        }
    }

    async fn enter_in(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        signed_in: &SignedIn,
        proof: Option<&Proof>,
    ) -> Result<Close<Entering>, StoreError> {
        if let Some(proof) = proof {
            self.count_proof(tx, seat, signed_in, proof).await?;
        }
        Ok(Close::Commit(match self.owner(tx, seat, signed_in).await? {
            Owner::May(account) => Entering::Open(self.registration(seat, &account)),
            Owner::MustProve(account) => self.guarded(tx, seat, &account).await?,
            Owner::Out => Entering::Out,
        }))
    }

    /// What is to be proved first, where it can be proved here.
    async fn guarded(&self, tx: &mut Tx, seat: &Seat, account: &Account) -> Result<Entering, StoreError> {
        let offers = self.settings_offers(tx, seat, account).await?;
        Ok(match self.strongest(account) {
            Some(by) if offers.is_empty() => Entering::Shut { by },
            Some(_) | None => Entering::Prove { offers, codes: account.recovery_codes },
        })
    }

    /// Uses `proof` up for the rest of this visit, if nothing that its account has is more secure. The last code
    /// of a sheet is gone once it proved something, so its account may be left with less, or with nothing.
    async fn count_proof(&self, tx: &mut Tx, seat: &Seat, signed_in: &SignedIn, proof: &Proof) -> Result<(), StoreError> {
        let account = signed_in.account();
        let used = tx.use_challenges(&[proof.challenge()], &seat.visit, account, self.now()).await?;
        let (Owner::MustProve(found) | Owner::May(found)) = self.owner(tx, seat, signed_in).await? else { return Ok(()) };
        let is_strong = self.strongest(&found).is_none_or(|asked| is_as_secure(proof.method(), asked));
        let is_enough = is_strong && proof.gate() == Gate::Settings && !tx.has_proved_more(&seat.visit, account).await?;
        if used == 1 && is_enough && tx.prove_sign_in(&seat.visit, account).await? {
            let fact = Fact::SettingsOpened { method: proof.method() };
            tx.audit(&self.entry(seat, Some(account), fact)).await?;
        }
        Ok(())
    }

    /// Whose registration may be changed by whoever is `signed_in`, within the change. Holds the row of the
    /// sign-in until the transaction ends.
    pub(super) async fn owner(&self, tx: &mut Tx, seat: &Seat, signed_in: &SignedIn) -> Result<Owner, StoreError> {
        let id = signed_in.account();
        if !self.is_bound(seat, signed_in) || !tx.is_signed_in(&seat.visit, id, self.now()).await? {
            return Ok(Owner::Out);
        }
        let proved = tx.has_proved_more(&seat.visit, id).await?;
        Ok(match tx.account(id).await? {
            // Whoever chose the password that must be changed could register ways of their own with it.
            Some(account) if account.must_change || self.shut_out(&account).is_some() => Owner::Out,
            Some(account) if proved || self.strongest(&account).is_none() => Owner::May(account),
            Some(account) => Owner::MustProve(account),
            None => Owner::Out,
        })
    }

    /// Whether `signed_in` is of this visit, and holds now.
    fn is_bound(&self, seat: &Seat, signed_in: &SignedIn) -> bool {
        *signed_in.visit() == seat.visit && signed_in.is_alive(self.now())
    }

    /// What `account` has registered, as its owner may see it.
    pub(super) fn registration(&self, seat: &Seat, account: &Account) -> Registration {
        let rules = resolve(&self.policy, account);
        let form = Form::current(self.policy.questions.ignore_punctuation);
        let asks = || {
            let known = self.known(account, &rules.password);
            let rules_of_answers = AnswerRules { form, login: account.login.clone(), known };
            answers::wish(&self.questions.pool, rules_of_answers, rules.questions.register)
        };
        let asks = rules.methods.contains(&Method::Questions).then(asks).map(Box::new);
        let domains = &self.organisation.mail_domains;
        let here = Here { mails: self.mails, may_paste: seat.may_paste, domains, told: self.told(account) };
        let registration = Registration::of(account, &rules, asks, here);
        let kept = registration.items().into_iter().filter_map(|item| Some((item.clone(), self.why_kept(account, &item)?)));
        let could_answer = own_methods(account, self.policy.questions.ask).contains(&Method::Questions);
        Registration { opens: self.strongest(account), could_answer, kept: kept.collect(), ..registration }
    }

    /// Makes a change to what somebody who signed in has registered.
    ///
    /// # Errors
    /// Sign-in and change come back with the trouble: nothing was changed.
    pub async fn change_registration(
        &self,
        seat: &Seat,
        signed_in: SignedIn,
        change: Change,
    ) -> Result<ChangeOutcome, (SignedIn, Change, Trouble)> {
        let prepared = match self.prepare(seat, &signed_in, &change).await {
            Ok(Ok(prepared)) => prepared,
            Ok(Err(why)) => return Ok(ChangeOutcome::Refused { signed_in, change, why }),
            Err(trouble) => return Err((signed_in, change, trouble)),
        };
        for _ in 0..ROUNDS {
            let made = transact!(self.store, |tx| async { self.change_in(tx, seat, &signed_in, &prepared).await });
            return match made {
                Ok(Made::Stale) => continue,
                Ok(Made::Done { registration, what, notified }) => {
                    self.bell.notify_one();
                    Ok(ChangeOutcome::Done { signed_in, registration: *registration, what, notified })
                }
                Ok(Made::Refused(why)) => Ok(ChangeOutcome::Refused { signed_in, change, why }),
                Ok(Made::Out) => Ok(ChangeOutcome::SignedOut),
                Err(StoreError::CommitUnknown(_)) => self.look_again(seat, signed_in, change).await,
                Err(error) => Err((signed_in, change, troubled(&error))),
            };
        }
        Err((signed_in, change, Trouble::Unavailable))
    }

    /// The answer to a commit was lost: shows what there is once it is decided.
    async fn look_again(
        &self,
        seat: &Seat,
        signed_in: SignedIn,
        change: Change,
    ) -> Result<ChangeOutcome, (SignedIn, Change, Trouble)> {
        let found: Result<Owner, StoreError> = transact!(self.store, |tx| async {
            tx.await_account(signed_in.account()).await?;
            Ok(Close::Undo(self.owner(tx, seat, &signed_in).await?))
        });
        self.bell.notify_one();
        match found {
            Ok(Owner::May(account)) => Ok(ChangeOutcome::Unsure { signed_in, registration: self.registration(seat, &account) }),
            Ok(Owner::MustProve(_) | Owner::Out) => Ok(ChangeOutcome::SignedOut),
            Err(_) => Err((signed_in, change, Trouble::Unknown)),
        }
    }

    /// The one transaction of a change.
    async fn change_in(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        signed_in: &SignedIn,
        prepared: &Prepared<'_>,
    ) -> Result<Close<Made>, StoreError> {
        let used = match prepared {
            Prepared::Address(proof) => {
                tx.use_challenges(&[proof.challenge()], &seat.visit, signed_in.account(), self.now()).await? == 1
            }
            Prepared::App { .. }
            | Prepared::Answers(_)
            | Prepared::Remove(_)
            | Prepared::Prefer(_)
            | Prepared::Sheet(_)
            | Prepared::Key { .. } => true,
        };
        let account = match self.owner(tx, seat, signed_in).await? {
            Owner::May(account) => account,
            Owner::MustProve(_) | Owner::Out => return Ok(Close::Undo(Made::Out)),
        };
        if !used {
            return Ok(Close::Undo(Made::Refused(Unfit::Gone)));
        }
        if let Some(what) = made_before(&account, prepared) {
            let (registration, notified) = (Box::new(self.registration(seat, &account)), self.told(&account));
            return Ok(Close::Undo(Made::Done { registration, what, notified }));
        }
        if let Prepared::Prefer(contact) = prepared
            && account.contacts.first().is_some_and(|first| first.id == **contact)
        {
            // Nothing changes, so nobody hears of it.
            let registration = Box::new(self.registration(seat, &account));
            return Ok(Close::Undo(Made::Done { registration, what: Changed::AddressPreferred, notified: 0 }));
        }
        // What is begun here is this visit's own: it is not asked for what it has just proved.
        tx.prove_sign_in(&seat.visit, &account.id).await?;
        if !tx.raise_revision(&account.id, account.revision).await? {
            return Ok(Close::Undo(Made::Stale));
        }
        match self.make(tx, seat, &account, prepared).await? {
            Ok((what, mask)) => self.conclude(tx, seat, &account, what, &mask).await,
            Err(why) => Ok(Close::Undo(Made::Refused(why))),
        }
    }

    /// Tells those who were known before, and the audit.
    async fn conclude(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        before: &Account,
        what: Changed,
        mask: &str,
    ) -> Result<Close<Made>, StoreError> {
        if let Some(until) = self.count_change(tx, seat, before).await? {
            return Ok(Close::Undo(Made::Refused(Unfit::Tried { until })));
        }
        let notified = self.tell_of_change(tx, seat, before, what, mask).await?;
        tx.audit(&self.entry(seat, Some(&before.id), Fact::RegistrationChanged { what })).await?;
        let after = tx.account(&before.id).await?.ok_or(StoreError::AccountGone)?;
        let registration = self.registration(seat, &after);
        if registration.missing() == 0 {
            tx.confirm_registration(&after.id, self.now()).await?;
        }
        Ok(Close::Commit(Made::Done { registration: Box::new(registration), what, notified }))
    }
}

/// What became of the wish to see what is registered.
enum Entering {
    Open(Registration),
    Prove { offers: Vec<Offer>, codes: usize },
    Shut { by: Method },
    Out,
}

/// What is there already of what is to be made: it was made before, and nobody could say so then.
fn made_before(account: &Account, prepared: &Prepared<'_>) -> Option<Changed> {
    match prepared {
        Prepared::App { draft, .. } => account.totps.contains(draft.id()).then_some(Changed::AppAdded),
        Prepared::Key { draft, .. } => account.security_keys.iter().any(|key| key.id == *draft.id()).then_some(Changed::KeyAdded),
        Prepared::Address(_) | Prepared::Answers(_) | Prepared::Remove(_) | Prepared::Prefer(_) | Prepared::Sheet(_) => None,
    }
}
