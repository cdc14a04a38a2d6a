//! Opening a gate's challenge.
//!
//! A letter goes only to a stored contact, chosen by its id. Challenge, letter and audit row are
//! committed together; the courier sends afterwards, so no page waits for a mail server.
//!
//! Where pages are uniform, a first gate's challenge is put to whoever typed something. For those who
//! cannot pass it the same rows are written, with nobody's account in them.

use super::addressee::Addressee;
use super::counters::Counters;
use super::gate::{At, codes_at, proved};
use super::shortfall::OutOfLetters;
use super::{Seat, Service};
use crate::domain::audit::Fact;
use crate::domain::code::{Form, Tag, draw_to_sign};
use crate::domain::id::ChallengeId;
use crate::domain::limit::Scope;
use crate::domain::login::LoginKey;
use crate::domain::method::{Gate, Method};
use crate::domain::outcome::{Challenge, Opened, Person, Stop, StopReason, ToSign, Trouble, Way};
use crate::domain::proof::OpenChallenge;
use crate::domain::time::{Moment, Span};
use crate::store::{Close, NewChallenge, StoreError, StoredChallenge, Subject, Tx};
use crate::transact;

/// How long a challenge takes answers for which nothing is sent: longer than any visit, with which it ends.
/// What an app shows grows old by itself, and a sheet lies in a drawer.
const BARE_LIFE: Span = Span::hours(24);

/// What became of the wish for a challenge.
pub(super) enum Opening {
    Answered(Opened),
    TooMany(OutOfLetters),
}

/// What became of the wish for a code.
pub(super) enum Sent {
    Challenge(Challenge),
    /// The contact, or the whole fleet, got too many letters; nothing of this one may stay.
    TooMany {
        scope: Scope,
        until: Moment,
    },
}

/// Whether a way can be taken.
pub(super) enum Offered {
    /// By a code of this form, where it is one of ours.
    Open(Form),
    /// Not this one, but these.
    Otherwise(Person),
    Stop(Stop),
    /// Whoever signed in is not any more.
    SignedOut,
}

impl Service {
    /// Puts a challenge to the visitor at `gate`.
    pub async fn open(&self, seat: &Seat, login: &LoginKey, gate: Gate, way: &Way) -> Result<Opened, Trouble> {
        let began = self.now();
        let opened = self.try_open(seat, login, gate, way).await;
        self.release(seat, began).await;
        self.ring(opened)
    }

    async fn try_open(&self, seat: &Seat, login: &LoginKey, gate: Gate, way: &Way) -> Result<Opened, StoreError> {
        match transact!(self.store, |tx| async { self.open_in(tx, seat, login, gate, way).await })? {
            Opening::Answered(opened) => Ok(opened),
            Opening::TooMany(out) => Ok(Opened::Stop(self.stopped_for_letters(seat, &out).await?)),
        }
    }

    async fn open_in(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        login: &LoginKey,
        gate: Gate,
        way: &Way,
    ) -> Result<Close<Opening>, StoreError> {
        // Before a first gate by app nothing depends on what was put before.
        let is_first_app = (gate, way) == (Gate::First, &Way::Totp);
        let earlier = if is_first_app { Vec::new() } else { tx.challenges(&seat.visit).await? };
        let addressee = self.addressee(tx, seat, login, gate, way, &earlier).await?;
        let counters = self.counters_of_opening(tx, seat, login, way, &addressee).await?;
        let proved = proved(&earlier, addressee.id());
        let opened = match self.offered(tx, seat, login, way, (&addressee, &proved), &counters).await? {
            Offered::Stop(stop) => Opened::Stop(stop),
            Offered::SignedOut => Opened::SignedOut,
            Offered::Otherwise(person) => Opened::Changed(person),
            Offered::Open(form) => {
                let at = At { seat, gate, login, way, form, addressee };
                match way {
                    Way::Email { .. } => return self.open_code(tx, &at, &earlier, &counters).await,
                    Way::Totp | Way::RecoveryCode | Way::Sms { .. } | Way::SecurityKey => {
                        Opened::Challenge(self.open_bare(tx, &at, &counters).await?)
                    }
                    Way::Questions { .. } => self.open_questions(tx, &at, &earlier, &counters).await?,
                }
            }
        };
        Ok(Close::Commit(Opening::Answered(opened)))
    }

    /// The counters of whoever is named `login`, and of the letter that `way` needs, if it needs one.
    pub(super) async fn counters_of_opening<'a>(
        &'a self,
        tx: &mut Tx,
        seat: &'a Seat,
        login: &LoginKey,
        way: &Way,
        addressee: &Addressee,
    ) -> Result<Counters<'a>, StoreError> {
        let keys = self.store.keys();
        let asker = (addressee.of_member() == Some(Gate::Registration)).then(|| keys.recipient_of_drafts(login));
        let letter = match way {
            Way::Email { .. } | Way::Sms { .. } => {
                [self.recipient(login, way, addressee), keys.fleet()].into_iter().chain(asker).collect()
            }
            Way::Totp | Way::Questions { .. } | Way::RecoveryCode | Way::SecurityKey => Vec::new(),
        };
        self.counters(tx, seat, self.store.subject(login), &letter).await
    }

    /// Whether `way` is one that this person may take now, whatever a page offered.
    pub(super) async fn offered(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        login: &LoginKey,
        way: &Way,
        (addressee, proved): (&Addressee, &[Method]),
        counters: &Counters<'_>,
    ) -> Result<Offered, StoreError> {
        if addressee.is_signed_out() {
            return Ok(Offered::SignedOut);
        }
        let person = match self.at_gate((seat, login), way, (addressee, proved), counters) {
            Ok(person) => person,
            Err(reason) => return Ok(Offered::Stop(self.stop(tx, seat, addressee.id(), reason).await?)),
        };
        let Some(offer) = person.offers.iter().find(|offer| offer.way == *way) else { return Ok(Offered::Otherwise(person)) };
        let Some(until) = offer.blocked else { return Ok(Offered::Open(offer.form)) };
        let reason = StopReason::Blocked { scope: Scope::Method(way.method()), until };
        Ok(Offered::Stop(self.stop(tx, seat, addressee.id(), reason).await?))
    }

    pub(super) async fn open_code(
        &self,
        tx: &mut Tx,
        at: &At<'_>,
        earlier: &[StoredChallenge],
        counters: &Counters<'_>,
    ) -> Result<Close<Opening>, StoreError> {
        match self.current(at, earlier, counters) {
            // Going back and forth between two pages sends nothing new.
            Some(current) => Ok(Close::Undo(Opening::Answered(Opened::Challenge(current)))),
            None => self.send_code(tx, at, earlier, counters).await,
        }
    }

    /// The code that was sent to the same place before, while it is good.
    pub(super) fn current(&self, at: &At<'_>, earlier: &[StoredChallenge], counters: &Counters<'_>) -> Option<Challenge> {
        let earlier = codes_at(earlier, at.gate);
        let is_this = |latest: &StoredChallenge| {
            latest.subject == self.subject_of(at)
                && latest.open.method == at.way.method()
                && latest.contact.as_ref() == at.addressee.contact()
                && latest.form == at.form
        };
        let current = earlier.first().filter(|latest| latest.takes_answers(self.now()) && is_this(latest))?;
        Some(self.shown_again(at, current, counters))
    }

    /// A code that was sent before.
    pub(super) fn shown_again(&self, at: &At<'_>, code: &StoredChallenge, counters: &Counters<'_>) -> Challenge {
        let tries = counters.borne(code.form, code.open.method, code.tries_left());
        let shown = self.shown(at, &code.open, code.tag, tries);
        let again = counters.shut(&self.budgets(at)).unwrap_or(shown.resend_from);
        Challenge { resend_from: shown.resend_from.max(again), ..shown }
    }

    /// A code in the place of whichever there was.
    pub(super) async fn send_code(
        &self,
        tx: &mut Tx,
        at: &At<'_>,
        earlier: &[StoredChallenge],
        counters: &Counters<'_>,
    ) -> Result<Close<Opening>, StoreError> {
        Ok(match self.send(tx, at, earlier, counters).await? {
            Sent::Challenge(challenge) => Close::Commit(Opening::Answered(Opened::Challenge(challenge))),
            Sent::TooMany { scope, until } => {
                Close::Undo(Opening::TooMany(self.out_of_letters(at, earlier, counters, (scope, until))))
            }
        })
    }

    /// A challenge for which nothing is sent: the code is in the person's hands.
    async fn open_bare(&self, tx: &mut Tx, at: &At<'_>, counters: &Counters<'_>) -> Result<Challenge, StoreError> {
        let method = at.way.method();
        // An app shows a new code every half minute, and another challenge is to be had at once: the method's
        // own counter is the limit, or the source's where nobody can guess.
        let tries = self.policy.limits.method.failures;
        let mut challenge = self.new_challenge(at, method, self.now() + BARE_LIFE, tries)?;
        challenge.form = at.form;
        let to_sign = if method == Method::SecurityKey { Some(self.text_to_sign(&mut challenge)?) } else { None };
        tx.add_challenge(&challenge).await?;
        let fact = Fact::ChallengeOpened { gate: at.gate, method, contact: None };
        tx.audit(&self.entry(at.seat, at.addressee.id(), fact)).await?;
        let borne = match method {
            Method::Sms => counters.borne_numbers(at.form, tries),
            Method::Email | Method::Totp | Method::Questions | Method::RecoveryCode | Method::SecurityKey => {
                counters.borne(at.form, method, tries)
            }
        };
        Ok(Challenge { to_sign, ..self.shown(at, &challenge.open, Tag::FIRST, borne) })
    }

    /// A text for a security key to sign: kept as codes are, so the page brings it back with the signature.
    fn text_to_sign(&self, challenge: &mut NewChallenge) -> Result<ToSign, StoreError> {
        let text = draw_to_sign(challenge.open.gate, self.ambient.entropy()?);
        challenge.code = Some(self.store.keys().code_key().mac(&challenge.open.id, &text));
        Ok(ToSign(text))
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
            account: at.addressee.answerable().cloned(),
            visit: at.seat.visit.clone(),
            gate: at.gate,
            method,
            opened,
            expires,
        };
        Ok(NewChallenge {
            open,
            subject: self.subject_of(at),
            contact: None,
            code: None,
            form: Form::Short,
            tag: Tag::FIRST,
            max_tries,
        })
    }

    pub(super) fn subject_of(&self, at: &At<'_>) -> Subject {
        self.store.subject(at.login)
    }

    /// A challenge as its page needs it.
    pub(super) fn shown(&self, at: &At<'_>, open: &OpenChallenge, tag: Tag, tries_left: u32) -> Challenge {
        Challenge {
            id: open.id.clone(),
            login: at.login.clone(),
            gate: open.gate,
            way: at.way.clone(),
            form: at.form,
            tag,
            expires: open.expires,
            resend_from: open.opened + self.policy.code.resend_after,
            tries_left,
            to_sign: None,
        }
    }
}
