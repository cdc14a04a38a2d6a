//! The inbox of everybody in the demo: letters as the courier hands them over, the latest last.
//! Knows nothing of how it is drawn.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, mpsc, watch};

use crate::delivery::{Mail, ShortText};
use crate::domain::secret::Secret;
use crate::domain::time::Moment;
use crate::service::ambient::Ambient;

/// Older letters than these are of no interest to anybody.
const KEPT: usize = 40;
/// Letters no farther apart come from one transaction.
const TOGETHER: Duration = Duration::from_millis(250);

/// A letter that arrived.
pub struct Received {
    /// Counts from 1.
    pub number: usize,
    pub at: Moment,
    pub mail: Mail,
}

/// A text that arrived on the phone.
pub struct ReceivedText {
    pub at: Moment,
    pub text: ShortText,
}

pub struct Inbox {
    kept: Mutex<Kept>,
    /// How many arrived so far.
    arrived: watch::Sender<usize>,
    changes: Arc<Notify>,
}

#[derive(Default)]
struct Kept {
    letters: VecDeque<Arc<Received>>,
    texts: VecDeque<Arc<ReceivedText>>,
    /// The number of the last letter that was in sight.
    seen: usize,
    /// How many texts arrived so far, and how many of them when the phone was in sight last.
    texts_arrived: usize,
    texts_seen: usize,
}

impl Inbox {
    /// An empty inbox that rings `changes` when a letter arrives.
    pub fn new(changes: Arc<Notify>) -> Self {
        Self { kept: Mutex::default(), arrived: watch::Sender::new(0), changes }
    }

    /// Takes letters until nobody sends any more. Those that come together are told of together, and with their number.
    pub async fn receive(&self, mut post: mpsc::Receiver<Mail>, ambient: &Ambient) {
        while let Some(mail) = post.recv().await {
            let mut mails = vec![mail];
            while mails.len() < KEPT
                && let Ok(Some(mail)) = tokio::time::timeout(TOGETHER, post.recv()).await
            {
                mails.push(mail);
            }
            self.put(mails, ambient.now());
        }
    }

    pub fn put(&self, mails: impl IntoIterator<Item = Mail>, at: Moment) {
        let mut number = *self.arrived.borrow();
        let mut kept = self.kept();
        for mail in mails {
            number += 1;
            kept.letters.push_front(Arc::new(Received { number, at, mail }));
        }
        kept.letters.truncate(KEPT);
        drop(kept);
        self.arrived.send_replace(number);
        self.changes.notify_one();
    }

    /// Takes texts until nobody sends any more.
    pub async fn receive_texts(&self, mut tower: mpsc::Receiver<ShortText>, ambient: &Ambient) {
        while let Some(text) = tower.recv().await {
            self.put_text(text, ambient.now());
        }
    }

    pub fn put_text(&self, text: ShortText, at: Moment) {
        let mut kept = self.kept();
        kept.texts.push_front(Arc::new(ReceivedText { at, text }));
        kept.texts.truncate(KEPT);
        kept.texts_arrived += 1;
        drop(kept);
        self.changes.notify_one();
    }

    /// Whether a text came after every letter.
    pub fn last_is_text(&self) -> bool {
        let kept = self.kept();
        let latest = kept.letters.front().map(|letter| letter.at);
        kept.texts.front().is_some_and(|text| latest.is_none_or(|letter| letter <= text.at))
    }

    /// The texts, the latest first.
    pub fn texts(&self) -> Vec<Arc<ReceivedText>> {
        self.kept().texts.iter().cloned().collect()
    }

    /// The letters, the latest first.
    pub fn letters(&self) -> Vec<Arc<Received>> {
        self.kept().letters.iter().cloned().collect()
    }

    pub fn arrived(&self) -> watch::Receiver<usize> {
        self.arrived.subscribe()
    }

    /// Everything that arrived so far has been in sight.
    pub fn mark_seen(&self) {
        let mut kept = self.kept();
        (kept.seen, kept.texts_seen) = (*self.arrived.borrow(), kept.texts_arrived);
    }

    /// How many letters have not been in sight yet.
    pub fn unseen(&self) -> usize {
        self.arrived.borrow().saturating_sub(self.kept().seen)
    }

    /// How many texts arrived so far; nothing where all have been in sight.
    pub fn unseen_texts(&self) -> Option<usize> {
        let kept = self.kept();
        (kept.texts_seen < kept.texts_arrived).then_some(kept.texts_arrived)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Received {
    /// The code in it, as a person finds it: two groups of three digits.
    pub fn code(&self) -> Option<Secret> {
        let body = self.mail.body.expose();
        body.lines().find_map(code_in)
    }
}

/// The code that stands in `line`.
pub fn code_in(line: &str) -> Option<Secret> {
    let is_group = |word: &str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    let words = || line.split_whitespace();
    let mut pairs = words().zip(words().skip(1));
    let (first, second) = pairs.find(|(first, second)| is_group(first) && is_group(second))?;
    Some(Secret::new([first, second].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::Address;
    use crate::domain::id::LetterId;

    fn mail() -> Mail {
        Mail {
            id: LetterId::from_stored("L".to_owned()),
            to: Address::parse("ada@example.org").unwrap(),
            to_name: "Ada".to_owned(),
            from_name: "Kiosk".to_owned(),
            subject: "Hello".to_owned(),
            body: Secret::new("Code A: 123 456".to_owned()),
        }
    }

    #[tokio::test]
    async fn a_letter_rings_and_old_ones_go() {
        let changes = Arc::new(Notify::new());
        let inbox = Inbox::new(Arc::clone(&changes));
        for _ in 0..=KEPT {
            inbox.put([mail()], Moment::from_millis(0));
            let rung = tokio::time::timeout(Duration::from_secs(20), changes.notified()).await;
            assert!(rung.is_ok());
        }
        let numbers: Vec<usize> = inbox.letters().iter().map(|letter| letter.number).collect();
        assert_eq!((numbers.len(), numbers[0], numbers[KEPT - 1]), (KEPT, 41, 2));
        assert_eq!(inbox.unseen(), 41);
    }

    /// Each is handed over by itself, as a courier does.
    #[tokio::test]
    async fn letters_that_come_together_ring_once() {
        let inbox = Inbox::new(Arc::default());
        let (courier, post) = mpsc::channel(1);
        let mut arrived = inbox.arrived();
        let counts = async {
            let mut counts = vec![];
            while counts.last() != Some(&3) && arrived.changed().await.is_ok() {
                counts.push(*arrived.borrow_and_update());
            }
            counts
        };
        let send = async {
            for _ in 0..3 {
                courier.send(mail()).await.unwrap();
                // Whoever waits for letters looks what came.
                tokio::task::yield_now().await;
            }
            drop(courier);
        };
        let ambient = Ambient::real();
        let (counts, (), ()) = tokio::join!(counts, send, inbox.receive(post, &ambient));
        assert_eq!(counts, [3]);
    }

    #[test]
    fn a_code_is_found_where_a_person_finds_it() {
        let found = |line| code_in(line).map(|code| code.expose().to_owned());
        assert_eq!(found("Code A: 123 456").as_deref(), Some("123456"));
        for line in ["Help desk: +31 30 555 0142", "20 November 2026, 14:05", "123456", ""] {
            assert_eq!(found(line), None, "{line}");
        }
    }
}
