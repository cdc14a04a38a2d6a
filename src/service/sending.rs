//! A code on its way: drawn, counted against the budgets of its contact and of the fleet, and put into
//! the outbox with its challenge. For somebody who cannot use one, a letter that says why; for nobody, a
//! letter that goes nowhere: the rows are alike, and no page can tell.

use super::addressee::Addressee;
use super::challenge::Sent;
use super::counters::Counters;
use super::gate::{At, codes_at};
use super::{Seat, Service};
use crate::delivery::letter::{CodeErrand, CodeLetter, ExplainLetter, Letter};
use crate::domain::audit::Fact;
use crate::domain::code::{self, Form, Tag};
use crate::domain::id::{ChallengeId, LetterId};
use crate::domain::limit::Scope;
use crate::domain::login::LoginKey;
use crate::domain::method::{Gate, Method};
use crate::domain::outcome::{Challenge, StopReason, Way};
use crate::domain::policy::Reveal;
use crate::domain::secret::Secret;
use crate::store::{ChallengeState, Close, Debit, NewChallenge, NewLetter, StoreError, StoredChallenge, Subject, Tally, Tx};
use crate::transact;

impl Service {
    /// A new code in a new letter, unless too many were sent; of those in `all` that this visit had, the gate's die.
    pub(super) async fn send(
        &self,
        tx: &mut Tx,
        at: &At<'_>,
        all: &[StoredChallenge],
        counters: &Counters<'_>,
    ) -> Result<Sent, StoreError> {
        let earlier = codes_at(all, at.gate);
        for older in earlier.iter().filter(|code| code.state == ChallengeState::Open) {
            tx.replace_challenge(&older.open.id, &older.open.visit).await?;
        }
        let code = match at.form {
            Form::Short => code::draw(self.ambient.entropy()?, self.policy.code.digits),
            Form::Long => code::draw_long(self.ambient.entropy()?),
        };
        // No two letters of a visit have the same one, whichever gate they are for.
        let latest = all.iter().find(|challenge| challenge.code.is_some());
        let tag = latest.map_or(Tag::FIRST, |latest| latest.tag.next());
        let challenge = self.add_code(tx, at, &code, tag).await?;
        let budgets = self.budgets(at);
        let debited = tx.debit_known(&budgets, counters.all(), at.seat.standing, self.now()).await?;
        if let Debit::Full { scope, until } = debited {
            return Ok(Sent::TooMany { scope, until });
        }
        self.post_code(tx, at, &challenge, code).await?;
        tx.audit(&self.entry(at.seat, at.addressee.id(), self.fact_of(at, &earlier))).await?;
        let tries = counters.borne(at.form, at.way.method(), challenge.max_tries);
        let shown = self.shown(at, &challenge.open, tag, tries);
        let again = counters.shut_by(&budgets).unwrap_or(shown.resend_from);
        Ok(Sent::Challenge(Challenge { resend_from: shown.resend_from.max(again), ..shown }))
    }

    /// Whether the code of `challenge` cannot come any more, where that may be told. Whoever cannot find out goes on
    /// hoping. What became of a letter to a typed address tells which mailboxes there are: strangers do not hear it.
    pub async fn is_undelivered(&self, seat: &Seat, challenge: &ChallengeId) -> bool {
        let may_be_told = |gate| match (self.reveal(seat), gate) {
            (Reveal::Explain, _) | (Reveal::Uniform, Gate::Second | Gate::Settings) => true,
            (Reveal::Uniform, Gate::First | Gate::Registration) => false,
        };
        let found: Result<bool, StoreError> = transact!(self.store, |tx| async {
            let all = tx.challenges(&seat.visit).await?;
            let asked = all.iter().find(|stored| stored.open.id == *challenge && may_be_told(stored.open.gate));
            Ok(Close::Undo(match asked {
                Some(stored) => tx.gave_up_on(challenge, stored.open.opened).await?,
                None => false,
            }))
        });
        found.unwrap_or_else(|error| {
            tracing::warn!(%error, "what became of a letter cannot be looked up");
            false
        })
    }

    /// A code in a letter, among `earlier` ones of this visit: another one only where the same person had one at the
    /// same contact.
    fn fact_of(&self, at: &At<'_>, earlier: &[&StoredChallenge]) -> Fact {
        let subject = self.subject_of(at);
        let had_one = |code: &&StoredChallenge| code.subject == subject && code.contact.as_ref() == at.addressee.contact();
        match at.addressee.contact().cloned() {
            Some(contact) if earlier.iter().any(had_one) => Fact::CodeSentAgain { gate: at.gate, contact },
            contact => Fact::ChallengeOpened { gate: at.gate, method: at.way.method(), contact },
        }
    }

    /// What a letter counts against; one to a typed address against whoever typed it, too, whichever address that is:
    /// nobody pesters.
    pub(super) fn budgets(&self, at: &At<'_>) -> Vec<Tally> {
        let keys = self.store.keys();
        let recipient = self.recipient(at.login, at.way, &at.addressee);
        let tally = |subject, scope| self.tally(subject, scope, at.seat.standing);
        let asker = (at.gate == Gate::Registration).then(|| tally(keys.recipient_of_drafts(at.login), Scope::LettersLong));
        let always = [
            tally(recipient.clone(), Scope::LettersShort),
            tally(recipient, Scope::LettersLong),
            tally(keys.fleet(), Scope::FleetLetters),
        ];
        asker.into_iter().chain(always).collect()
    }

    /// Whose budgets a letter uses up. Where nothing may be told of an account, they are those of what was
    /// typed, so they run out alike for everybody.
    pub(super) fn recipient(&self, login: &LoginKey, way: &Way, addressee: &Addressee) -> Subject {
        let keys = self.store.keys();
        if let Some(own) = addressee.recipient() {
            return own.clone();
        }
        match (addressee.precise(), addressee.contact()) {
            (Some(_), Some(contact)) => keys.recipient(contact),
            (Some(_) | None, _) if way.method() == Method::Sms => keys.recipient_of_texts(login),
            (Some(_) | None, _) => keys.recipient_by_login(login),
        }
    }

    async fn add_code(&self, tx: &mut Tx, at: &At<'_>, code: &Secret, tag: Tag) -> Result<NewChallenge, StoreError> {
        let method = at.way.method();
        let expires = self.now() + self.policy.code.life(method);
        let mut challenge = self.new_challenge(at, method, expires, self.policy.code.tries)?;
        challenge.code = Some(self.store.keys().code_key().mac(&challenge.open.id, code));
        challenge.contact = at.addressee.contact().cloned();
        challenge.form = at.form;
        challenge.tag = tag;
        tx.add_challenge(&challenge).await?;
        Ok(challenge)
    }

    async fn post_code(&self, tx: &mut Tx, at: &At<'_>, challenge: &NewChallenge, code: Secret) -> Result<(), StoreError> {
        let opened = challenge.open.opened;
        let letter = match (at.addressee.reachable(), at.addressee.hindrance()) {
            (Some((account, _)), Some(reason)) => explanation(at, &account.name, reason),
            (Some((account, _)), None) => code_letter(at, &account.name, challenge, code),
            (None, _) => code_letter(at, "", challenge, code),
        };
        let reachable = at.addressee.reachable();
        let new = NewLetter {
            id: LetterId::new(opened, self.ambient.entropy()?),
            account: reachable.map(|(account, _)| account.id.clone()),
            contact: reachable.map(|(_, contact)| contact.clone()),
            challenge: Some(challenge.open.id.clone()),
            payload: letter.to_payload(),
            created: opened,
            give_up_at: challenge.open.expires,
        };
        tx.add_letter(&new).await
    }
}

fn code_letter(at: &At<'_>, name: &str, challenge: &NewChallenge, code: Secret) -> Letter {
    Letter::Code(CodeLetter {
        language: at.seat.language,
        name: name.to_owned(),
        place: at.seat.place.clone(),
        code,
        tag: challenge.tag,
        minutes: challenge.open.opened.until(challenge.open.expires).whole_minutes(),
        errand: match at.gate {
            Gate::First | Gate::Second => CodeErrand::Account,
            Gate::Settings => CodeErrand::Settings,
            Gate::Registration => CodeErrand::Address,
        },
        at: Some(challenge.open.opened),
    })
}

fn explanation(at: &At<'_>, name: &str, reason: StopReason) -> Letter {
    Letter::Explain(ExplainLetter {
        language: at.seat.language,
        name: name.to_owned(),
        place: at.seat.place.clone(),
        reason: reason.name().to_owned(),
    })
}
