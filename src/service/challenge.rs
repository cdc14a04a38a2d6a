//! Opening a gate's challenge, and sending its code again.
//!
//! A letter goes only to a stored contact, chosen by its id. Challenge, letter and audit row are
//! committed together; the courier sends afterwards, so no page waits for a mail server.

use super::{Seat, Service};
use crate::delivery::letter::{CodeLetter, Letter};
use crate::domain::account::Account;
use crate::domain::audit::Fact;
use crate::domain::code::{self, Tag};
use crate::domain::id::{AccountId, ChallengeId, ContactId, LetterId};
use crate::domain::limit::Scope;
use crate::domain::method::{Gate, Method};
use crate::domain::outcome::{Challenge, Opened, Person, Resent, Stop, StopReason, Trouble, Way};
use crate::domain::proof::OpenChallenge;
use crate::domain::secret::Secret;
use crate::domain::time::{Moment, Span};
use crate::store::{ChallengeState, Close, Debit, NewChallenge, NewLetter, StoreError, StoredChallenge, Tx};
use crate::transact;

/// The two budgets of letters to one contact.
const BUDGETS: [Scope; 2] = [Scope::LettersShort, Scope::LettersLong];

/// How long an app's challenge takes answers: longer than any visit, with which it ends. What an app
/// shows grows old by itself.
const APP_LIFE: Span = Span::hours(24);

/// Where a challenge is put.
pub(super) struct At<'a> {
    pub(super) seat: &'a Seat,
    pub(super) account: &'a Account,
    pub(super) gate: Gate,
}

/// What became of the wish for a challenge.
enum Opening {
    Answered(Opened),
    TooMany { scope: Scope, until: Moment },
}

/// What became of the wish for a code.
enum Sent {
    Challenge(Challenge),
    /// The contact got too many letters; nothing of this one may stay.
    TooMany {
        scope: Scope,
        until: Moment,
    },
}

/// Whether a way can be taken.
enum Offered {
    Open,
    /// Not this one, but these.
    Otherwise(Person),
    Stop(Stop),
}

/// What became of the wish for another code.
enum Again {
    Challenge(Challenge),
    NotBefore(Moment),
    Stop(Stop),
}

impl Service {
    /// Puts a challenge to the visitor at `gate`.
    pub async fn open(&self, seat: &Seat, account: &AccountId, gate: Gate, way: &Way) -> Result<Opened, Trouble> {
        self.ring(self.try_open(seat, account, gate, way).await)
    }

    async fn try_open(&self, seat: &Seat, account: &AccountId, gate: Gate, way: &Way) -> Result<Opened, StoreError> {
        match transact!(self.store, |tx| async { self.open_in(tx, seat, account, gate, way).await })? {
            Opening::Answered(opened) => Ok(opened),
            Opening::TooMany { scope, until } => {
                Ok(Opened::Stop(self.stopped(seat, account, StopReason::Blocked { scope, until }).await?))
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
    ) -> Result<Close<Opening>, StoreError> {
        let account = tx.account(account).await?.ok_or(StoreError::AccountGone)?;
        let opened = match self.offered(tx, seat, &account, way).await? {
            Offered::Stop(stop) => Opened::Stop(stop),
            Offered::Otherwise(person) => Opened::Changed(person),
            Offered::Open => {
                let at = At { seat, account: &account, gate };
                match way {
                    Way::Email { contact, .. } => return self.open_code(tx, &at, contact, way).await,
                    Way::Totp => Opened::Challenge(self.open_totp(tx, &at).await?),
                    Way::Questions { .. } => self.open_questions(tx, &at, way).await?,
                }
            }
        };
        Ok(Close::Commit(Opening::Answered(opened)))
    }

    /// Whether `way` is one that this person may take now, whatever a page offered.
    async fn offered(&self, tx: &mut Tx, seat: &Seat, account: &Account, way: &Way) -> Result<Offered, StoreError> {
        let person = match self.welcome(tx, seat, account).await? {
            Ok(person) => person,
            Err(reason) => return Ok(Offered::Stop(self.stop(tx, seat, &account.id, reason).await?)),
        };
        let Some(offer) = person.offers.iter().find(|offer| offer.way == *way) else { return Ok(Offered::Otherwise(person)) };
        let Some(until) = offer.blocked else { return Ok(Offered::Open) };
        let reason = StopReason::Blocked { scope: Scope::Method(way.method()), until };
        Ok(Offered::Stop(self.stop(tx, seat, &account.id, reason).await?))
    }

    async fn open_code(&self, tx: &mut Tx, at: &At<'_>, contact: &ContactId, way: &Way) -> Result<Close<Opening>, StoreError> {
        let earlier = codes_at(tx, at.seat, at.gate).await?;
        let current =
            earlier.first().filter(|latest| latest.takes_answers(self.now()) && latest.contact.as_ref() == Some(contact));
        if let Some(current) = current {
            // Going back and forth between two pages sends nothing new.
            let current = self.shown(&current.open, current.tag, current.tries_left(), way.clone());
            return Ok(Close::Undo(Opening::Answered(Opened::Challenge(current))));
        }
        Ok(match self.send(tx, at, contact, way, &earlier).await? {
            Sent::Challenge(challenge) => Close::Commit(Opening::Answered(Opened::Challenge(challenge))),
            Sent::TooMany { scope, until } => Close::Undo(Opening::TooMany { scope, until }),
        })
    }

    async fn open_totp(&self, tx: &mut Tx, at: &At<'_>) -> Result<Challenge, StoreError> {
        let now = self.now();
        // An app shows a new code every half minute: the method's own counter is the limit.
        let tries = self.policy.limits.method.failures;
        let challenge = self.new_challenge(at, Method::Totp, now + APP_LIFE, tries)?;
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
        let again = transact!(self.store, |tx| async { self.resend_in(tx, seat, &challenge).await });
        match self.ring(again) {
            Ok(Again::Challenge(newer)) => Ok(Resent::Challenge(newer)),
            Ok(Again::NotBefore(from)) => Ok(Resent::NotYet { challenge, from }),
            Ok(Again::Stop(stop)) => Ok(Resent::Stop(stop)),
            Err(trouble) => Err((challenge, trouble)),
        }
    }

    async fn resend_in(&self, tx: &mut Tx, seat: &Seat, old: &Challenge) -> Result<Close<Again>, StoreError> {
        let Way::Email { contact, .. } = &old.way else { return Ok(Close::Undo(Again::NotBefore(old.expires))) };
        let earlier = codes_at(tx, seat, old.gate).await?;
        let Some(latest) = earlier.first().filter(|latest| latest.open.id == old.id) else {
            return Ok(Close::Undo(Again::NotBefore(old.expires)));
        };
        let from = latest.open.opened + self.policy.code.resend_after;
        if self.now() < from {
            return Ok(Close::Undo(Again::NotBefore(from)));
        }
        let account = tx.account(&latest.open.account).await?.ok_or(StoreError::AccountGone)?;
        match self.offered(tx, seat, &account, &old.way).await? {
            Offered::Open => {}
            Offered::Otherwise(_) => return Ok(Close::Undo(Again::NotBefore(old.expires))),
            Offered::Stop(stop) => return Ok(Close::Commit(Again::Stop(stop))),
        }
        let at = At { seat, account: &account, gate: old.gate };
        Ok(match self.send(tx, &at, contact, &old.way, &earlier).await? {
            Sent::Challenge(newer) => Close::Commit(Again::Challenge(newer)),
            Sent::TooMany { until, .. } => Close::Undo(Again::NotBefore(until)),
        })
    }

    /// A new code in a new letter, unless this contact got too many; the gate's older codes die.
    async fn send(
        &self,
        tx: &mut Tx,
        at: &At<'_>,
        contact: &ContactId,
        way: &Way,
        earlier: &[StoredChallenge],
    ) -> Result<Sent, StoreError> {
        for older in earlier.iter().filter(|code| code.state == ChallengeState::Open) {
            tx.replace_challenge(&older.open.id, &older.open.visit).await?;
        }
        let code = code::draw(self.ambient.entropy()?, self.policy.code.digits);
        let tag = earlier.first().map_or(Tag::FIRST, |latest| latest.tag.next());
        let challenge = self.add_code(tx, at, contact, &code, tag).await?;
        let recipient = self.store.keys().recipient(contact);
        let budgets = BUDGETS.map(|scope| (scope, self.policy.limits.ceiling(scope)));
        if let Debit::Full { scope, until } = tx.debit(&recipient, at.seat.standing, &budgets, self.now()).await? {
            return Ok(Sent::TooMany { scope, until });
        }
        self.post_code(tx, at, &challenge, code).await?;
        let fact = match tag {
            Tag::FIRST => Fact::ChallengeOpened { gate: at.gate, method: Method::Email, contact: Some(contact.clone()) },
            _ => Fact::CodeSentAgain { gate: at.gate, contact: contact.clone() },
        };
        tx.audit(&self.entry(at.seat, Some(&at.account.id), fact)).await?;
        Ok(Sent::Challenge(self.shown(&challenge.open, tag, challenge.max_tries, way.clone())))
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

    pub(super) fn new_challenge(
        &self,
        at: &At<'_>,
        method: Method,
        expires: Moment,
        max_tries: u32,
    ) -> Result<NewChallenge, StoreError> {
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
        let subject = self.store.subject(&at.account.login.key());
        Ok(NewChallenge { open, subject, contact: None, code: None, tag: Tag::FIRST, max_tries })
    }

    /// A challenge as its page needs it.
    pub(super) fn shown(&self, open: &OpenChallenge, tag: Tag, tries_left: u32, way: Way) -> Challenge {
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
}

/// The codes sent in this visit at `gate`, the latest first.
async fn codes_at(tx: &mut Tx, seat: &Seat, gate: Gate) -> Result<Vec<StoredChallenge>, StoreError> {
    let mut codes = tx.challenges(&seat.visit).await?;
    codes.retain(|challenge| challenge.open.gate == gate && challenge.code.is_some());
    Ok(codes)
}
