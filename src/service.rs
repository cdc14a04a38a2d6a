//! The authority: who may do what, decided on rows, whatever a screen says.
//!
//! Every call re-reads what it depends on. Secrets are looked at only after their attempt was
//! debited; success is said only after the commit. No transaction is open while Argon2, zxcvbn or
//! anything outside the database runs.

mod addressee;
mod alarm;
pub mod ambient;
mod anchor;
pub mod assembly;
pub mod captcha;
pub mod challenge;
mod counters;
pub mod courier;
mod gate;
pub mod hashing;
pub mod help;
pub mod identify;
pub mod measure;
mod miss;
pub mod phone;
pub mod questions;
pub mod recovery;
pub mod register;
pub mod resending;
mod reset;
mod sending;
mod shortfall;
pub mod sign_in;
pub mod source;
mod suggest;
mod sweep;
pub mod unlock;
pub mod user_id;
pub mod verify;
mod warrant;

use std::sync::Arc;

use tokio::sync::Notify;

use crate::config::QuestionSettings;
use crate::domain::account::Language;
use crate::domain::audit::{Entry, Fact};
use crate::domain::captcha::CaptchaPolicy;
use crate::domain::id::{AccountId, Entropy, VisitId};
use crate::domain::limit::Scope;
use crate::domain::method::{Method, Standing};
use crate::domain::organisation::Organisation;
use crate::domain::outcome::{Ending, Stop, StopReason, Trouble};
use crate::domain::place::Place;
use crate::domain::policy::{Policy, Reveal};
use crate::domain::support::SupportCode;
use crate::domain::time::{Moment, Span};
use crate::store::{Close, Store, StoreError, Subject, Tally, Tx};
use crate::texts::Zone;
use crate::transact;
use ambient::{Ambient, NoEntropy};
use captcha::{Captcha, Prompter};
use hashing::Hashing;
use source::Source;

pub struct Service {
    pub(crate) store: Store,
    policy: Policy,
    /// The same where nobody can paste what a security key signed.
    without_keys: Policy,
    /// With what nothing here can send, for the reason why somebody is sent away.
    listed: Policy,
    organisation: Organisation,
    /// The organisation's, for times in letters.
    zone: Zone,
    /// Whether a reset is told to the account's addresses.
    notices: bool,
    /// How long such a notice is tried before the courier gives up.
    notice_life: Span,
    hashing: Hashing,
    captcha: Captcha,
    /// Which questions are in use, and what an answer costs to guess.
    questions: QuestionSettings,
    ambient: Arc<Ambient>,
    /// Whether there is a mail server to send codes by.
    mails: bool,
    /// Rung when a letter was committed.
    bell: Arc<Notify>,
}

/// Answers of uniform pages come at multiples of this, and not before the second.
const GRID: Span = Span::from_millis(250);
const FEWEST_STEPS: i64 = 2;

/// Where a visitor sits: goes with every question to the authority.
#[derive(Clone, Debug)]
pub struct Seat {
    pub visit: VisitId,
    pub standing: Standing,
    pub source: Source,
    /// Where they are, for letters and audit.
    pub place: Place,
    /// How much pages tell there, where that is not as everywhere of that standing.
    pub reveal: Option<Reveal>,
    /// The language of the page, which letters follow.
    pub language: Language,
    /// Whether they have a screen of their own to paste from: without one nobody can use a security key.
    pub may_paste: bool,
}

/// What a service is made of.
pub struct Parts {
    pub store: Store,
    pub policy: Policy,
    pub organisation: Organisation,
    pub notices: bool,
    pub notice_life: Span,
    pub hashing: Hashing,
    pub captcha: CaptchaPolicy,
    pub questions: QuestionSettings,
    /// Who is shown the answers to riddles: nobody, outside the demo.
    pub prompter: Option<Prompter>,
    pub ambient: Arc<Ambient>,
    pub mails: bool,
    pub texts: bool,
}

impl Service {
    pub fn new(parts: Parts) -> Self {
        let Parts {
            store,
            policy,
            organisation,
            notices,
            notice_life,
            hashing,
            captcha,
            questions,
            prompter,
            ambient,
            mails,
            texts,
        } = parts;
        // What nothing here can send is no method here, whoever has registered it.
        let unsent = [(Method::Email, mails), (Method::Sms, texts)].into_iter().filter(|(_, sends)| !sends);
        let (listed, policy) = (policy.clone(), unsent.fold(policy, |policy, (method, _)| policy.without(method)));
        let without_keys = policy.clone().without(Method::SecurityKey);
        let zone = Zone::named(&organisation.timezone).unwrap_or(Zone::utc());
        let (captcha, bell) = (Captcha::new(captcha, prompter), Arc::default());
        Self {
            store,
            policy,
            without_keys,
            listed,
            organisation,
            zone,
            notices,
            notice_life,
            hashing,
            captcha,
            questions,
            ambient,
            mails,
            bell,
        }
    }

    pub fn now(&self) -> Moment {
        self.ambient.now()
    }

    pub fn ambient(&self) -> Arc<Ambient> {
        Arc::clone(&self.ambient)
    }

    /// What is rung when a letter waits for the courier.
    pub fn bell(&self) -> Arc<Notify> {
        Arc::clone(&self.bell)
    }

    /// A name for a visit that begins.
    pub fn begin(&self) -> Result<VisitId, Trouble> {
        Ok(VisitId::new(self.now(), self.entropy()?))
    }

    /// A visit is over: what it proved is void, and the audit knows how it ended.
    pub async fn leave(&self, seat: &Seat, how: Ending) -> Result<(), Trouble> {
        self.captcha.forget(seat);
        let entry = self.entry(seat, None, Fact::VisitEnded { how });
        let done: Result<(), StoreError> = transact!(self.store, |tx| async {
            tx.drop_visit(&seat.visit).await?;
            tx.audit(&entry).await?;
            Ok(Close::Commit(()))
        });
        done.map_err(|error| troubled(&error))
    }

    /// Whether a code can get to the owner of `method` here, where it needs one of ours.
    fn has_channel(&self, method: Method) -> bool {
        method != Method::Email || self.mails
    }

    /// The policy as far as it can be followed at `seat`.
    const fn policy_at(&self, seat: &Seat) -> &Policy {
        if seat.may_paste { &self.policy } else { &self.without_keys }
    }

    /// Where pages are uniform, lets go of an answer only on a grid of time since `began`: so neither the
    /// rows that were fetched nor the queues that were waited in show.
    async fn release(&self, seat: &Seat, began: Moment) {
        if self.reveal(seat) == Reveal::Uniform {
            self.ambient.rest_until(release_of(began, self.now())).await;
        }
    }

    /// Wakes the courier for what was committed.
    fn ring<T>(&self, outcome: Result<T, StoreError>) -> Result<T, Trouble> {
        self.bell.notify_one();
        outcome.map_err(|error| troubled(&error))
    }

    fn entropy(&self) -> Result<Entropy, Trouble> {
        self.ambient.entropy().map_err(|error| {
            tracing::error!(%error, "nothing can be drawn");
            Trouble::Unavailable
        })
    }

    fn entry(&self, seat: &Seat, account: Option<&AccountId>, fact: Fact) -> Entry {
        Entry { at: self.now(), account: account.cloned(), visit: Some(seat.visit.clone()), place: seat.place.to_string(), fact }
    }

    /// How much pages tell whoever sits there before they proved anything.
    fn reveal(&self, seat: &Seat) -> Reveal {
        seat.reveal.unwrap_or_else(|| self.policy.reveal(seat.standing))
    }

    /// A counter that visitors of this standing touch.
    fn tally(&self, subject: Subject, scope: Scope, standing: Standing) -> Tally {
        Tally { subject, scope, limit: self.policy.limits.limit(scope, standing) }
    }

    /// The counter of `scope` for the place that a visitor comes from, unless nothing is counted there.
    fn source_tally(&self, seat: &Seat, scope: Scope) -> Option<Tally> {
        let subject = seat.source.subject(self.store.keys())?;
        Some(self.tally(subject, scope, seat.standing))
    }

    /// The stop page for `reason`, recorded in a transaction of its own.
    async fn stopped(&self, seat: &Seat, account: Option<&AccountId>, reason: StopReason) -> Result<Stop, StoreError> {
        transact!(self.store, |tx| async { Ok(Close::Commit(self.stop(tx, seat, account, reason).await?)) })
    }

    /// The stop page for `reason`, and its row in the audit under the same support code.
    async fn stop(&self, tx: &mut Tx, seat: &Seat, account: Option<&AccountId>, reason: StopReason) -> Result<Stop, StoreError> {
        self.stop_needing(tx, seat, account, (reason, None)).await
    }

    /// The same where the page says that so many ways are needed.
    async fn stop_needing(
        &self,
        tx: &mut Tx,
        seat: &Seat,
        account: Option<&AccountId>,
        (reason, needed): (StopReason, Option<usize>),
    ) -> Result<Stop, StoreError> {
        let support = SupportCode::new(self.ambient.entropy()?);
        let fact = Fact::Stopped { reason, needed, support: support.clone() };
        tx.audit(&self.entry(seat, account, fact)).await?;
        Ok(Stop { reason, support, missed: false, spent: false })
    }
}

/// When an answer is let go of that was asked for when it `began` and is ready `now`.
fn release_of(began: Moment, now: Moment) -> Moment {
    let steps = (began.until(now).millis() + GRID.millis() - 1) / GRID.millis();
    began + Span::from_millis(GRID.millis() * steps.max(FEWEST_STEPS))
}

/// What a visitor is told of a failure; its cause goes to the operator's log.
fn troubled(error: &StoreError) -> Trouble {
    tracing::error!(%error, "the store did not answer");
    Trouble::Unavailable
}

impl From<NoEntropy> for StoreError {
    fn from(_: NoEntropy) -> Self {
        Self::NoEntropy
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_let_go_of_at_half_a_second_and_at_every_quarter_after() {
        let began = Moment::from_millis(7);
        let released = |took| began.until(release_of(began, began + Span::from_millis(took))).millis();
        for (took, after) in [(0, 500), (1, 500), (500, 500), (501, 750), (750, 750), (751, 1_000), (60_001, 60_250)] {
            assert_eq!(released(took), after, "{took} ms");
        }
        assert_eq!(release_of(began, Moment::from_millis(0)), began + Span::from_millis(500), "a clock that was set back");
    }
}
