//! What a session has under way for its visitors: a few things at once, whatever they press and however fast.
//!
//! What a visit waits for is begun when there is room for it; until then no further key is looked at. What it goes on
//! without is a courtesy: of each kind one is under way and the newest waits, for of those in between nobody wants to
//! know any more.

use std::pin::Pin;

use tokio::task::JoinSet;

use crate::flow::event::Effect;

/// As many as one visitor can have a reason for: what they wait for now, and what they stopped waiting for.
const MOST: usize = 4;
/// Replies that may wait for the visit: no errand waits for somebody to take its own while they wait for its end.
pub(super) const REPLIES: usize = 16;

/// What a visit goes on without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Courtesy {
    Look,
    Suggestion,
    Delivery,
}

/// A part of the program failed: an errand ended without a word.
#[derive(Debug)]
pub(super) struct Failed;

/// On the heap, for they are large.
pub(super) type Errand = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What is under way, and what is to follow it.
#[derive(Default)]
pub(super) struct Errands {
    under_way: JoinSet<Option<Courtesy>>,
    /// The kinds of which one is under way.
    busy: Vec<Courtesy>,
    /// The newest of such a kind.
    next: Vec<(Courtesy, Errand)>,
}

impl Errands {
    /// Begins `errand` as soon as there is room for it. A courtesy waits by itself.
    pub(super) async fn begin(&mut self, courtesy: Option<Courtesy>, errand: Errand) -> Result<(), Failed> {
        let Some(kind) = courtesy else {
            while self.under_way.len() >= MOST {
                self.finished().await.unwrap_or(Ok(()))?;
            }
            self.spawn(None, errand);
            return Ok(());
        };
        self.oblige(kind, errand);
        Ok(())
    }

    fn oblige(&mut self, kind: Courtesy, errand: Errand) {
        if self.busy.contains(&kind) {
            self.next.retain(|(waiting, _)| *waiting != kind);
            self.next.push((kind, errand));
        } else {
            self.busy.push(kind);
            self.spawn(Some(kind), errand);
        }
    }

    fn spawn(&mut self, courtesy: Option<Courtesy>, errand: Errand) {
        self.under_way.spawn(async move {
            errand.await;
            courtesy
        });
    }

    /// Waits until one is finished; none when nothing is under way.
    pub(super) async fn finished(&mut self) -> Option<Result<(), Failed>> {
        let finished = self.under_way.join_next().await?;
        let Ok(courtesy) = finished else { return Some(Err(Failed)) };
        if let Some(kind) = courtesy {
            self.busy.retain(|busy| *busy != kind);
            let next = self.next.iter().position(|(waiting, _)| *waiting == kind);
            if let Some((kind, errand)) = next.map(|place| self.next.swap_remove(place)) {
                self.oblige(kind, errand);
            }
        }
        Some(Ok(()))
    }

    /// Nobody is there any more to whom a courtesy could be done.
    pub(super) fn forget_courtesies(&mut self) {
        self.next.clear();
    }

    /// Waits until everything is finished that was begun.
    pub(super) async fn finish(&mut self) {
        self.forget_courtesies();
        while self.finished().await.is_some() {}
    }
}

/// Whether a visit goes on without the reply to `effect`, or there is none.
pub(super) const fn courtesy(effect: &Effect) -> Option<Courtesy> {
    match effect {
        Effect::Measure { .. } => Some(Courtesy::Look),
        Effect::Suggest { .. } => Some(Courtesy::Suggestion),
        Effect::AskDelivery { .. } => Some(Courtesy::Delivery),
        Effect::Identify { .. }
        | Effect::Riddle { .. }
        | Effect::Solve { .. }
        | Effect::Open { .. }
        | Effect::Resend { .. }
        | Effect::Answer { .. }
        | Effect::AnswerQuestions { .. }
        | Effect::Reset { .. }
        | Effect::SignIn { .. }
        | Effect::Change { .. }
        | Effect::SetLanguage { .. }
        | Effect::Unlock { .. }
        | Effect::AskHelp { .. }
        | Effect::SendUserId { .. }
        | Effect::Settings(_)
        | Effect::ConfirmPhone { .. }
        | Effect::Leave(_)
        | Effect::TimeUp
        | Effect::Over
        | Effect::Quit
        | Effect::ShowPeople
        | Effect::ShowInbox
        | Effect::OtherDrawing => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::sync::Semaphore;

    use super::*;

    /// Errands that are finished when they are let, and count themselves.
    struct Held {
        gate: Arc<Semaphore>,
        begun: Arc<AtomicUsize>,
        last: Arc<AtomicUsize>,
    }

    impl Held {
        fn new() -> Self {
            Self { gate: Arc::new(Semaphore::new(0)), begun: Arc::default(), last: Arc::default() }
        }

        fn errand(&self, name: usize) -> Errand {
            let (gate, begun, last) = (Arc::clone(&self.gate), Arc::clone(&self.begun), Arc::clone(&self.last));
            Box::pin(async move {
                begun.fetch_add(1, Ordering::SeqCst);
                gate.acquire().await.expect("a gate").forget();
                last.store(name, Ordering::SeqCst);
            })
        }

        fn begun(&self) -> usize {
            self.begun.load(Ordering::SeqCst)
        }
    }

    #[tokio::test]
    async fn of_a_courtesy_one_is_under_way_and_the_newest_follows_it() {
        let (held, mut errands) = (Held::new(), Errands::default());
        for name in 0..200 {
            errands.begin(Some(Courtesy::Look), held.errand(name)).await.expect("no failure");
            errands.begin(Some(Courtesy::Suggestion), held.errand(name)).await.expect("no failure");
        }
        tokio::task::yield_now().await;
        assert_eq!((held.begun(), errands.under_way.len()), (2, 2));
        held.gate.add_permits(400);
        while errands.finished().await.is_some() {}
        assert_eq!((held.begun(), held.last.load(Ordering::SeqCst)), (4, 199), "the first and the newest of both");
    }

    #[tokio::test]
    async fn what_is_waited_for_is_never_lost_and_never_more_than_a_few_at_once() {
        let (held, mut errands) = (Held::new(), Errands::default());
        for name in 0..MOST {
            errands.begin(None, held.errand(name)).await.expect("no failure");
        }
        let next = {
            let next = errands.begin(None, held.errand(MOST));
            tokio::pin!(next);
            let too_many = tokio::select! { biased; _ = &mut next => true, () = tokio::task::yield_now() => false };
            assert!(!too_many, "one more is under way");
            held.gate.add_permits(MOST + 1);
            next.await
        };
        assert!(next.is_ok());
        errands.finish().await;
        assert_eq!((held.begun(), held.gate.available_permits()), (MOST + 1, 0), "each was begun, and finished");
    }

    #[tokio::test]
    async fn nothing_is_begun_for_whoever_has_left() {
        let (held, mut errands) = (Held::new(), Errands::default());
        for name in 0..2 {
            errands.begin(Some(Courtesy::Look), held.errand(name)).await.expect("no failure");
        }
        held.gate.add_permits(2);
        errands.finish().await;
        assert_eq!(held.begun(), 1);
    }

    #[tokio::test]
    async fn an_errand_that_fails_is_told_of_to_whoever_waits_for_room() {
        let mut errands = Errands::default();
        for _ in 0..MOST {
            errands.begin(None, Box::pin(async { panic!("a part of the program") })).await.expect("nothing is known yet");
        }
        assert!(errands.begin(None, Box::pin(async {})).await.is_err());
    }
}
