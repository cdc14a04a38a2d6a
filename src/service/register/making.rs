//! Each change of what somebody has registered, within its transaction.

use super::super::{Seat, Service};
use super::answers;
use crate::delivery::letter::Letter;
use crate::delivery::letter::registration::RegistrationLetter;
use crate::domain::account::{Account, Address, Contact, Origin};
use crate::domain::id::{ContactId, LetterId};
use crate::domain::method::{Gate, Method};
use crate::domain::outcome::Trouble;
use crate::domain::proof::Proof;
use crate::domain::proof::app_draft::AppDraft;
use crate::domain::proof::key_draft::KeyDraft;
use crate::domain::proof::sheet_draft::SheetDraft;
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::registration::{Change, Changed, Item, MOST_ADDRESSES, MOST_APPS, Registration, Unfit};
use crate::store::{NewAnswer, NewLetter, NewSecurityKey, NewTotp, StoreError, Tx};

/// A change that needs no more work outside its transaction.
pub(super) enum Prepared<'c> {
    Address(&'c Proof),
    App { draft: &'c AppDraft, step: i64 },
    Answers(Vec<NewAnswer>),
    Remove(&'c Item),
    Prefer(&'c ContactId),
    Sheet(&'c SheetDraft),
    Key { draft: &'c KeyDraft, counter: u32 },
}

/// What became of a change.
pub(super) enum Made {
    Done {
        registration: Box<Registration>,
        what: Changed,
        notified: usize,
    },
    Refused(Unfit),
    /// Signed out, or more is to be proved first.
    Out,
    /// The account changed meanwhile.
    Stale,
}

/// What was changed, with the mask of the address that it is about.
pub(super) type Told = (Changed, String);

impl Service {
    /// What a change needs before its transaction: an app's code or a signature looked at, answers hashed.
    pub(super) async fn prepare<'c>(
        &self,
        seat: &Seat,
        signed_in: &SignedIn,
        change: &'c Change,
    ) -> Result<Result<Prepared<'c>, Unfit>, Trouble> {
        Ok(Ok(match change {
            Change::Address(proof) if proof.gate() != Gate::Registration => return Ok(Err(Unfit::Gone)),
            Change::Address(proof) => Prepared::Address(proof),
            Change::App { draft, .. } if !draft.is_of(signed_in.account(), &seat.visit) => return Ok(Err(Unfit::Gone)),
            Change::App { draft, typed } => match draft.step_of(typed, self.now()) {
                Some(step) => Prepared::App { draft, step },
                None => return Ok(Err(Unfit::Code)),
            },
            Change::Answers(given) => match self.hashed_answers(seat, signed_in, given).await? {
                Ok(answers) => Prepared::Answers(answers),
                Err(why) => return Ok(Err(why)),
            },
            Change::Remove(item) => Prepared::Remove(item),
            Change::Prefer(contact) => Prepared::Prefer(contact),
            Change::Sheet { draft, .. } if !draft.is_of(signed_in.account(), &seat.visit) => return Ok(Err(Unfit::Gone)),
            Change::Sheet { draft, typed } if !draft.is_on_paper(typed) => return Ok(Err(Unfit::Code)),
            Change::Sheet { draft, .. } => Prepared::Sheet(draft),
            Change::Key { draft, .. } if !draft.is_of(signed_in.account(), &seat.visit) => return Ok(Err(Unfit::Gone)),
            Change::Key { draft, typed } => match draft.counter_of(typed, &self.organisation.namespace()) {
                Ok(counter) => Prepared::Key { draft, counter },
                Err(bad) => return Ok(Err(Unfit::Signature(bad))),
            },
        }))
    }

    /// Makes the change to `account`, whose revision was just raised.
    pub(super) async fn make(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        account: &Account,
        prepared: &Prepared<'_>,
    ) -> Result<Result<Told, Unfit>, StoreError> {
        match prepared {
            Prepared::Address(proof) => self.add_address(tx, seat, account, proof).await,
            Prepared::App { draft, step } => self.add_app(tx, account, draft, *step).await,
            Prepared::Answers(answers) => self.set_answers(tx, seat, account, answers).await,
            Prepared::Prefer(contact) => prefer(tx, account, contact).await,
            Prepared::Remove(item) => self.remove(tx, seat, account, item).await,
            Prepared::Sheet(draft) => self.set_sheet(tx, seat, account, draft).await,
            Prepared::Key { draft, counter } => self.add_key(tx, seat, account, draft, *counter).await,
        }
    }

    /// The address to which the code went that `proof` is about.
    async fn add_address(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        account: &Account,
        proof: &Proof,
    ) -> Result<Result<Told, Unfit>, StoreError> {
        let challenges = tx.challenges(&seat.visit).await?;
        let proved = challenges.into_iter().find(|challenge| challenge.open.id == *proof.challenge());
        let Some(contact) = proved.filter(|it| it.open.gate == Gate::Registration).and_then(|it| it.contact) else {
            return Ok(Err(Unfit::Gone));
        };
        let known = account.contacts.iter().find(|known| known.id == contact);
        let address = match known {
            Some(known) if known.origin == Origin::Directory => known.address.clone(),
            Some(_) => return Ok(Err(Unfit::Known)),
            None => match tx.unproved_address(&account.id, &contact).await? {
                Some(address) => address,
                None => return Ok(Err(Unfit::Gone)),
            },
        };
        if let Some(why) = self.unfit_address(account, &address) {
            return Ok(Err(why));
        }
        // An operator may have entered it since its code went out: it is there once.
        let entered = account.contacts.iter().find(|known| known.address.key() == address.key());
        let id = entered.map_or(contact, |entered| entered.id.clone());
        let (_, last) = tx.own_positions(&account.id).await?;
        let is_own = tx.own_contact(&account.id, &id, last + 1).await?;
        let mask = mask_among(account, &Contact { id, origin: Origin::Authentication, address });
        Ok(if is_own { Ok((Changed::AddressAdded, mask)) } else { Err(Unfit::Gone) })
    }

    async fn add_app(
        &self,
        tx: &mut Tx,
        account: &Account,
        draft: &AppDraft,
        step: i64,
    ) -> Result<Result<Told, Unfit>, StoreError> {
        if account.totps.len() >= MOST_APPS {
            return Ok(Err(Unfit::TooMany));
        }
        tx.add_app(&account.id, &NewTotp { id: draft.id().clone(), seed: draft.seed().clone() }, step, self.now()).await?;
        Ok(Ok((Changed::AppAdded, String::new())))
    }

    async fn add_key(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        account: &Account,
        draft: &KeyDraft,
        counter: u32,
    ) -> Result<Result<Told, Unfit>, StoreError> {
        if let Some(why) = self.unfit_key(tx, seat, account, draft.key()).await? {
            return Ok(Err(why));
        }
        let new = NewSecurityKey { id: draft.id(), key: draft.key(), name: draft.name(), counter };
        tx.add_security_key(&account.id, &new, self.now()).await?;
        Ok(Ok((Changed::KeyAdded, String::new())))
    }

    /// Puts `new` answers in the place of all others. What other visits began with those is void.
    async fn set_answers(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        account: &Account,
        new: &[NewAnswer],
    ) -> Result<Result<Told, Unfit>, StoreError> {
        if !answers::are_taken(&self.registration(seat, account), new) {
            return Ok(Err(Unfit::Questions));
        }
        tx.replace_answers(&account.id, new, self.now()).await?;
        tx.drop_challenges_by(&account.id, Method::Questions, &seat.visit).await?;
        Ok(Ok((Changed::AnswersSet, String::new())))
    }

    /// What other visits began with a code of the earlier sheet is void: often it is one that was lost.
    async fn set_sheet(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        account: &Account,
        draft: &SheetDraft,
    ) -> Result<Result<Told, Unfit>, StoreError> {
        if !self.registration(seat, account).takes_sheets() {
            return Ok(Err(Unfit::Gone));
        }
        tx.replace_recovery_codes(&account.id, &draft.macs(&self.store.keys().recovery_key()), self.now()).await?;
        tx.drop_challenges_by(&account.id, Method::RecoveryCode, &seat.visit).await?;
        let what = if account.recovery_codes > 0 { Changed::SheetReplaced } else { Changed::SheetMade };
        Ok(Ok((what, String::new())))
    }

    /// Tells everybody who was known before of the change; how many letters that takes.
    pub(super) async fn tell_of_change(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        before: &Account,
        what: Changed,
        mask: &str,
    ) -> Result<usize, StoreError> {
        let written = if self.notices { before.contacts.as_slice() } else { &[] };
        for contact in written {
            tx.add_letter(&self.letter_of_change(seat, before, contact, what, mask)?).await?;
        }
        Ok(self.told(before))
    }

    /// How many addresses of `account` soon hear of a change.
    pub(super) fn told(&self, account: &Account) -> usize {
        if self.notices && self.mails { account.contacts.len() } else { 0 }
    }

    fn letter_of_change(
        &self,
        seat: &Seat,
        account: &Account,
        contact: &Contact,
        what: Changed,
        mask: &str,
    ) -> Result<NewLetter, StoreError> {
        let now = self.now();
        let letter = Letter::Registration(RegistrationLetter {
            what,
            language: account.language.unwrap_or(seat.language),
            name: account.name.clone(),
            place: seat.place.clone(),
            login: account.login.to_string(),
            mask: mask.to_owned(),
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

    /// Why nobody can register `address` for `account`. Of those that an operator entered nothing is said.
    pub(super) fn unfit_address(&self, account: &Account, address: &Address) -> Option<Unfit> {
        if address.is_of(&self.organisation.mail_domains) {
            return Some(Unfit::OwnDomain);
        }
        let own = account.contacts.iter().filter(|contact| contact.origin == Origin::Authentication);
        if own.clone().any(|contact| contact.address.key() == address.key()) {
            return Some(Unfit::Known);
        }
        (own.count() >= MOST_ADDRESSES).then_some(Unfit::TooMany)
    }
}

/// `contact` as it is shown once `account` has it.
fn mask_among(account: &Account, contact: &Contact) -> String {
    let mut after = account.clone();
    after.contacts.retain(|known| known.id != contact.id);
    after.contacts.push(contact.clone());
    after.mask_of(contact).to_string()
}

async fn prefer(tx: &mut Tx, account: &Account, contact: &ContactId) -> Result<Result<Told, Unfit>, StoreError> {
    let Some(chosen) = account.contacts.iter().find(|known| known.id == *contact) else { return Ok(Err(Unfit::Gone)) };
    let (first, _) = tx.own_positions(&account.id).await?;
    let is_placed = tx.place_contact(&account.id, contact, first - 1).await?;
    Ok(if is_placed { Ok((Changed::AddressPreferred, account.mask_of(chosen).to_string())) } else { Err(Unfit::Gone) })
}
