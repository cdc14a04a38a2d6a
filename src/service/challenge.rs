//! Opening a gate's challenge, and sending its code again.
//!
//! A letter goes only to a stored contact, chosen by its id. Challenge, letter and audit row are
//! committed together; the courier sends afterwards, so no page waits for a mail server.

use super::{Seat, Service, troubled};
use crate::delivery::letter::{CodeLetter, Letter};
use crate::domain::account::Account;
use crate::domain::audit::Fact;
use crate::domain::code::{self, Tag};
use crate::domain::id::{AccountId, ChallengeId, ContactId, LetterId};
use crate::domain::limit::Scope;
use crate::domain::method::{Gate, Method};
use crate::domain::outcome::{Challenge, Opened, Resent, StopReason, Trouble, Way};
use crate::domain::proof::{OpenChallenge, PROOF_LIFE};
use crate::domain::secret::Secret;
use crate::domain::time::Moment;
use crate::store::{Close, Debit, NewChallenge, NewLetter, StoreError, StoredChallenge, Tx};
use crate::transact;

/// The two budgets of letters to one contact.
const BUDGETS: [Scope; 2] = [Scope::LettersShort, Scope::LettersLong];

/// Where a challenge is put.
struct At<'a> {
    seat: &'a Seat,
    account: &'a Account,
    gate: Gate,
}

/// A budget of letters that is used up: whoever meets it leaves nothing behind.
struct UsedUp {
    scope: Scope,
    until: Moment,
}

/// What became of the wish for another code.
enum Again {
    Challenge(Challenge),
    NotBefore(Moment),
    Stop(StopReason),
}

impl Service {
    /// Puts a challenge to the visitor at `gate`.
    pub async fn open(&self, seat: &Seat, account: &AccountId, gate: Gate, way: &Way) -> Result<Opened, Trouble> {
        self.prepare_budgets(seat, way).await.map_err(|error| troubled(&error))?;
        let opened = transact!(self.store, |tx| async { self.open_in(tx, seat, account, gate, way).await });
        match self.ring(opened)? {
            Ok(opened) => Ok(opened),
            Err(reason) => {
                let stopped = self.stopped(seat, account, reason).await;
                stopped.map(Opened::Stop).map_err(|error| troubled(&error))
            }
        }
    }

    async fn open_in(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        account: &AccountId,
        gate: Gate,
        way: &Way,
    ) -> Result<Close<Result<Opened, StopReason>>, StoreError> {
        let account = tx.account(account).await?.ok_or(StoreError::AccountGone)?;
        let person = match self.welcome(tx, seat, &account).await? {
            Ok(person) => person,
            Err(reason) => return Ok(Close::Undo(Err(reason))),
        };
        let Some(offer) = person.offers.iter().find(|offer| offer.way == *way) else {
            return Ok(Close::Undo(Ok(Opened::Changed(person))));
        };
        if let Some(until) = offer.blocked {
            return Ok(Close::Undo(Err(StopReason::Blocked { scope: Scope::Method(way.method()), until })));
        }
        let at = At { seat, account: &account, gate };
        match way {
            Way::Email { contact, .. } => self.open_code(tx, &at, contact, way).await,
            Way::Totp => Ok(Close::Commit(Ok(Opened::Challenge(self.open_totp(tx, &at).await?)))),
        }
    }

    async fn open_code(
        &self,
        tx: &mut Tx,
        at: &At<'_>,
        contact: &ContactId,
        way: &Way,
    ) -> Result<Close<Result<Opened, StopReason>>, StoreError> {
        let earlier = tx.codes_at(&at.seat.visit, at.gate).await?;
        let current =
            earlier.first().filter(|latest| latest.takes_answers(self.now()) && latest.contact.as_ref() == Some(contact));
        if let Some(current) = current {
            // Going back and forth between two pages sends nothing new.
            let shown = self.shown(&current.open, current.tag, current.tries_left(), way.clone());
            return Ok(Close::Undo(Ok(Opened::Challenge(shown))));
        }
        Ok(match self.send(tx, at, contact, way, &earlier).await? {
            Ok(challenge) => Close::Commit(Ok(Opened::Challenge(challenge))),
            Err(UsedUp { scope, until }) => Close::Undo(Err(StopReason::Blocked { scope, until })),
        })
    }

    async fn open_totp(&self, tx: &mut Tx, at: &At<'_>) -> Result<Challenge, StoreError> {
        let now = self.now();
        // An app shows a new code every half minute: the method's own counter is the limit.
        let tries = self.policy.limits.method.failures;
        let challenge = self.new_challenge(at, Method::Totp, now + PROOF_LIFE, tries)?;
        tx.add_challenge(&challenge).await?;
        let fact = Fact::ChallengeOpened { gate: at.gate, method: Method::Totp, contact: None };
        tx.audit(&self.entry(at.seat, Some(&at.account.id), fact)).await?;
        Ok(self.shown(&challenge.open, Tag::FIRST, tries, Way::Totp))
    }

    /// Sends another code in place of the one of `challenge`.
    ///
    /// # Errors
    /// The challenge comes back with the trouble: nothing was sent.
    pub async fn resend(&self, seat: &Seat, challenge: Challenge) -> Result<Resent, (Challenge, Trouble)> {
        if let Err(error) = self.prepare_budgets(seat, &challenge.way).await {
            return Err((challenge, troubled(&error)));
        }
        let again = transact!(self.store, |tx| async { self.resend_in(tx, seat, &challenge).await });
        match self.ring(again) {
            Ok(Again::Challenge(newer)) => Ok(Resent::Challenge(newer)),
            Ok(Again::NotBefore(from)) => Ok(Resent::NotYet { challenge, from }),
            Ok(Again::Stop(reason)) => match self.stopped(seat, &challenge.account, reason).await {
                Ok(stop) => Ok(Resent::Stop(stop)),
                Err(error) => Err((challenge, troubled(&error))),
            },
            Err(trouble) => Err((challenge, trouble)),
        }
    }

    async fn resend_in(&self, tx: &mut Tx, seat: &Seat, old: &Challenge) -> Result<Close<Again>, StoreError> {
        let Way::Email { contact, .. } = &old.way else { return Ok(Close::Undo(Again::NotBefore(old.expires))) };
        let account = tx.account(&old.account).await?.ok_or(StoreError::AccountGone)?;
        match self.welcome(tx, seat, &account).await? {
            Ok(person) if person.offers.iter().any(|offer| offer.way == old.way) => {}
            // The address is not this account's any more, or never was.
            Ok(_) => return Ok(Close::Undo(Again::NotBefore(old.expires))),
            Err(reason) => return Ok(Close::Undo(Again::Stop(reason))),
        }
        let earlier = tx.codes_at(&seat.visit, old.gate).await?;
        let from = earlier.first().map(|latest| latest.open.opened + self.policy.code.resend_after);
        if let Some(from) = from.filter(|from| self.now() < *from) {
            return Ok(Close::Undo(Again::NotBefore(from)));
        }
        let at = At { seat, account: &account, gate: old.gate };
        Ok(match self.send(tx, &at, contact, &old.way, &earlier).await? {
            Ok(newer) => Close::Commit(Again::Challenge(newer)),
            Err(UsedUp { until, .. }) => Close::Undo(Again::NotBefore(until)),
        })
    }

    /// A new code in a new letter, unless this contact got too many; the gate's older codes die. What
    /// met a used-up budget is for the caller to undo.
    async fn send(
        &self,
        tx: &mut Tx,
        at: &At<'_>,
        contact: &ContactId,
        way: &Way,
        earlier: &[StoredChallenge],
    ) -> Result<Result<Challenge, UsedUp>, StoreError> {
        for older in earlier {
            tx.replace_challenge(&older.open.id, &older.open.visit).await?;
        }
        let code = code::draw(self.ambient.entropy()?, self.policy.code.digits);
        let tag = earlier.first().map_or(Tag::FIRST, |latest| latest.tag.next());
        let challenge = self.add_code(tx, at, contact, &code, tag).await?;
        let recipient = self.store.keys().recipient(contact);
        for scope in BUDGETS {
            let ceiling = self.policy.limits.ceiling(scope);
            if let Debit::Full { until } = tx.debit(&recipient, at.seat.standing, scope, ceiling, self.now()).await? {
                return Ok(Err(UsedUp { scope, until }));
            }
        }
        self.post_code(tx, at, &challenge, code).await?;
        let fact = match tag {
            Tag::FIRST => Fact::ChallengeOpened { gate: at.gate, method: Method::Email, contact: Some(contact.clone()) },
            _ => Fact::CodeSentAgain { gate: at.gate, contact: contact.clone() },
        };
        tx.audit(&self.entry(at.seat, Some(&at.account.id), fact)).await?;
        Ok(Ok(self.shown(&challenge.open, tag, challenge.max_tries, way.clone())))
    }

    async fn add_code(
        &self,
        tx: &mut Tx,
        at: &At<'_>,
        contact: &ContactId,
        code: &Secret,
        tag: Tag,
    ) -> Result<NewChallenge, StoreError> {
        let expires = self.now() + self.policy.code.mail_life;
        let mut challenge = self.new_challenge(at, Method::Email, expires, self.policy.code.tries)?;
        challenge.code = Some(self.store.keys().code_key().mac(&challenge.open.id, code));
        challenge.contact = Some(contact.clone());
        challenge.tag = tag;
        tx.add_challenge(&challenge).await?;
        Ok(challenge)
    }

    async fn post_code(&self, tx: &mut Tx, at: &At<'_>, challenge: &NewChallenge, code: Secret) -> Result<(), StoreError> {
        let OpenChallenge { id, opened, expires, .. } = &challenge.open;
        let letter = Letter::Code(CodeLetter {
            language: at.seat.language,
            name: at.account.name.clone(),
            place: self.organisation.place.clone(),
            code,
            tag: challenge.tag,
            minutes: opened.until(*expires).whole_minutes(),
        });
        let new = NewLetter {
            id: LetterId::new(*opened, self.ambient.entropy()?),
            account: Some(at.account.id.clone()),
            contact: challenge.contact.clone(),
            challenge: Some(id.clone()),
            payload: letter.to_payload(),
            created: *opened,
            give_up_at: *expires,
        };
        tx.add_letter(&new).await
    }

    fn new_challenge(&self, at: &At<'_>, method: Method, expires: Moment, max_tries: u32) -> Result<NewChallenge, StoreError> {
        let opened = self.now();
        let open = OpenChallenge {
            id: ChallengeId::new(opened, self.ambient.entropy()?),
            account: at.account.id.clone(),
            visit: at.seat.visit.clone(),
            gate: at.gate,
            method,
            opened,
            expires,
        };
        Ok(NewChallenge { open, contact: None, code: None, tag: Tag::FIRST, max_tries })
    }

    /// A challenge as its page needs it.
    fn shown(&self, open: &OpenChallenge, tag: Tag, tries_left: u32, way: Way) -> Challenge {
        Challenge {
            id: open.id.clone(),
            account: open.account.clone(),
            gate: open.gate,
            way,
            tag,
            expires: open.expires,
            resend_from: open.opened + self.policy.code.resend_after,
            tries_left,
        }
    }

    async fn prepare_budgets(&self, seat: &Seat, way: &Way) -> Result<(), StoreError> {
        match way {
            Way::Email { contact, .. } => {
                self.store.prepare_counters(&self.store.keys().recipient(contact), seat.standing, &BUDGETS).await
            }
            Way::Totp => Ok(()),
        }
    }
}
