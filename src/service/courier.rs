//! The courier: takes letters from the outbox and hands them to the mail server.
//!
//! A letter is taken by exactly one courier of the fleet, for a while; one whose courier died is
//! taken again after that. Failures are tried again with growing, jittered pauses until the letter's
//! own time is over, and then given up loudly.

use std::sync::Arc;
use std::time::Duration;

use data_encoding::HEXLOWER;
use tokio_util::sync::CancellationToken;

use super::Service;
use super::alarm::Alarms;
use super::ambient::NoEntropy;
use super::anchor::Anchors;
use super::sweep::Broom;
use crate::delivery::letter::Letter;
use crate::delivery::{Failure, Mail, Post, ShortText};
use crate::domain::audit::{Entry, Fact};
use crate::domain::id::LetterId;
use crate::domain::time::{Moment, Span};
use crate::store::{Channel, Close, HeldLetter, StoreError};
use crate::transact;

/// How long a letter is one courier's: longer than the slowest mail conversation.
const HELD_FOR: Span = Span::minutes(2);
/// How often the outbox is looked at when nobody rings.
const LOOK_EVERY: Span = Span::seconds(30);
const AT_ONCE: u32 = 16;
const FIRST_PAUSE: Span = Span::seconds(5);
const LONGEST_PAUSE: Span = Span::minutes(15);
/// How long the letters in hand may take when the courier is asked to stop. One whose conversation is
/// cut off is taken again when its hold is over.
const LAST_LETTERS: Duration = Duration::from_secs(5);

/// A letter as it goes out.
enum Written {
    Mail(Mail),
    Text(ShortText),
}

pub struct Courier {
    service: Arc<Service>,
    post: Post,
    /// This courier's name on the letters it holds.
    holder: String,
}

impl Courier {
    /// A courier named `holder`: another name for each process.
    pub fn new(service: Arc<Service>, post: Post, holder: String) -> Self {
        Self { service, post, holder }
    }

    /// A courier with a name that no other process, dead or alive, has.
    ///
    /// # Errors
    /// When there is no randomness to make one of.
    pub fn named_after_process(service: Arc<Service>, post: Post) -> Result<Self, NoEntropy> {
        let entropy = service.ambient.entropy()?;
        let holder = format!("{}-{}", std::process::id(), HEXLOWER.encode(&entropy));
        Ok(Self::new(service, post, holder))
    }

    /// Delivers until `stop`, and what is in hand then, as far as the mail server answers. Keeps the
    /// audit's anchors in the log on its rounds.
    pub async fn run(&self, stop: CancellationToken) {
        let out_of_time = async {
            stop.cancelled().await;
            tokio::time::sleep(LAST_LETTERS).await;
        };
        tokio::select! {
            () = self.go_round(&stop) => {}
            () = out_of_time => tracing::warn!("stopped while the mail server did not answer"),
        }
    }

    async fn go_round(&self, stop: &CancellationToken) {
        let bell = self.service.bell();
        let (mut anchors, mut alarms, mut broom) = (Anchors::default(), Alarms::default(), Broom::default());
        loop {
            let next = self.deliver_due().await;
            anchors.log_when_due(&self.service).await;
            alarms.log_changes(&self.service).await;
            broom.sweep_when_due(&self.service).await;
            let pause = self.service.ambient.wait_until(next);
            tokio::select! {
                () = stop.cancelled() => return,
                () = bell.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Delivers what is due now; when to look again.
    pub async fn deliver_due(&self) -> Moment {
        let now = self.service.now();
        let again = now + LOOK_EVERY;
        match self.deliver_some(now).await {
            Ok(next) => next.map_or(again, |next| next.min(again)),
            Err(error) => {
                tracing::error!(%error, "the outbox cannot be read");
                again
            }
        }
    }

    async fn deliver_some(&self, now: Moment) -> Result<Option<Moment>, StoreError> {
        for id in self.service.store.due_letters(now, AT_ONCE).await? {
            if let Some(letter) = self.claim(&id).await? {
                self.deliver(letter).await?;
            }
        }
        self.service.store.next_due().await
    }

    async fn claim(&self, id: &LetterId) -> Result<Option<HeldLetter>, StoreError> {
        transact!(self.service.store, |tx| async {
            let now = self.service.now();
            Ok(Close::Commit(tx.claim_letter(id, &self.holder, now, now + HELD_FOR).await?))
        })
    }

    async fn deliver(&self, letter: HeldLetter) -> Result<(), StoreError> {
        if letter.give_up_at <= self.service.now() {
            return self.give_up(&letter, "its time is over").await;
        }
        if letter.is_decoy || !letter.current {
            // It only seemed to be sent; or the code in it was replaced or used, and would only confuse.
            return self.end(&letter, None).await;
        }
        let posted = match self.written(&letter) {
            Some(Written::Mail(mail)) => self.post.send(&mail).await,
            Some(Written::Text(text)) => self.post.send_text(text).await,
            None => Err(Failure::Never("it cannot be read, or its contact".to_owned())),
        };
        match posted {
            Ok(()) => self.sent(&letter).await,
            Err(Failure::Never(cause)) => self.give_up(&letter, &cause).await,
            Err(Failure::Later(cause)) => self.put_off(&letter, &cause).await,
        }
    }

    fn written(&self, letter: &HeldLetter) -> Option<Written> {
        let content = Letter::from_payload(letter.payload.as_ref()?)?;
        let (house, zone) = (&self.service.organisation, &self.service.zone);
        let mail = |address| Written::Mail(content.written(house, zone, &letter.id, address));
        match (letter.to_desk, &letter.channel) {
            (true, _) => house.desk.email.as_ref().map(mail),
            (false, Some(Channel::Mail(address))) => Some(mail(address)),
            (false, Some(Channel::Text(number))) => {
                Some(Written::Text(ShortText { to: number.clone(), body: content.texted(house, zone)? }))
            }
            (false, None) => None,
        }
    }

    async fn sent(&self, letter: &HeldLetter) -> Result<(), StoreError> {
        transact!(self.service.store, |tx| async {
            tx.letter_sent(&letter.id, &self.holder, self.service.now()).await?;
            Ok(Close::Commit(()))
        })
    }

    async fn put_off(&self, letter: &HeldLetter, cause: &str) -> Result<(), StoreError> {
        let next = self.service.now() + self.pause(letter.attempts)?;
        if letter.give_up_at <= next {
            return self.give_up(letter, cause).await;
        }
        tracing::warn!(letter = %letter.id, attempts = letter.attempts, cause, "a letter could not be delivered yet");
        transact!(self.service.store, |tx| async {
            tx.letter_failed(&letter.id, &self.holder, next).await?;
            Ok(Close::Commit(()))
        })
    }

    async fn give_up(&self, letter: &HeldLetter, cause: &str) -> Result<(), StoreError> {
        tracing::error!(letter = %letter.id, attempts = letter.attempts, cause, "a letter was given up");
        self.end(letter, Some(self.gave_up(letter))).await
    }

    /// Ends a letter that is not sent; with a word in the audit where somebody will miss it.
    async fn end(&self, letter: &HeldLetter, entry: Option<Entry>) -> Result<(), StoreError> {
        transact!(self.service.store, |tx| async {
            tx.letter_given_up(&letter.id, &self.holder, self.service.now()).await?;
            if let Some(entry) = &entry {
                tx.audit(entry).await?;
            }
            Ok(Close::Commit(()))
        })
    }

    fn gave_up(&self, letter: &HeldLetter) -> Entry {
        Entry {
            at: self.service.now(),
            account: letter.account.clone(),
            visit: letter.visit.clone(),
            place: self.service.organisation.place.clone(),
            fact: Fact::LetterGivenUp { letter: letter.id.clone(), attempts: letter.attempts },
        }
    }

    /// 5 s, doubled with each attempt up to 15 min, and a quarter more or less by chance, so that a
    /// fleet does not knock at a recovering server in step.
    fn pause(&self, attempts: i64) -> Result<Span, StoreError> {
        let doublings = u32::try_from(attempts.clamp(0, 16)).unwrap_or(16);
        let pause = FIRST_PAUSE.millis().saturating_mul(1 << doublings).min(LONGEST_PAUSE.millis());
        let [chance, ..] = self.service.ambient.entropy()?;
        let jitter = pause / 2 * i64::from(chance) / 255 - pause / 4;
        Ok(Span::from_millis(pause + jitter))
    }
}
