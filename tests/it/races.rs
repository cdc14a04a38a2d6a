//! Two processes of a fleet, on one store, and sixty-four guesses at one account at once: never more
//! secrets are looked at than the limit bears, and of right answers one wins. `KIOSK_ROUNDS=1000` does it
//! so many times, each time with somebody new.

mod other;

use std::sync::Arc;

use kiosk::domain::method::{Gate, Method};
use kiosk::domain::outcome::{Answered, Challenge};
use kiosk::domain::secret::Secret;
use kiosk::service::Seat;
use tokio::task::JoinSet;

use crate::each_database::on_each_database;
use crate::limits::{opened, seat, twin};
use crate::rounds::rounds;
use crate::store_contract::ground::{Engine, Ground};
use crate::support::{Kiosk, Making, Person};
use other::Other;

/// How many guesses each of the two processes makes at once, and in how many visits.
const GUESSES: usize = 32;
const VISITS: usize = 4;
/// How many failures of an app are borne in an hour.
const LIMIT: usize = 6;

on_each_database!(run);

/// What a salvo of guesses came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Salvo {
    proved: usize,
    /// Looked at and wrong, or not looked at because the challenge bears no more.
    wrong: usize,
    stopped: usize,
    /// What a visitor would see as `unavailable`.
    failed: usize,
}

fn run(engine: Engine) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let ground = Ground::new(Arc::new(engine), 0).await;
        let kiosk = Arc::new(on(&ground.settings().url, "one").await);
        let mut other = Other::start(&ground.settings().url).await;
        let (mut most, mut failed) = (0, 0);
        let rounds = rounds(6);
        for round in 0..rounds {
            let looked_at = all_wrong(&ground, &kiosk, &mut other, round).await;
            assert!(looked_at.0 <= LIMIT, "round {round}: {} secrets were looked at", looked_at.0);
            most = most.max(looked_at.0);
            failed += looked_at.1 + all_right(&ground, &kiosk, &mut other, round).await;
        }
        other.end().await;
        println!("{rounds} rounds: at most {most} of {} looked at; {failed} answers failed", 2 * GUESSES);
    });
}

/// A kiosk of the fleet, of that name, on the store at `url`.
async fn on(url: &str, node: &str) -> Kiosk {
    let settings = Ground::settings_of(url, node);
    Kiosk::on(settings, Making { real_clock: true, ..Making::default() }).await
}

/// Nobody knows the code: how many guesses were looked at, by the audit, and how many failed.
async fn all_wrong(ground: &Ground, kiosk: &Arc<Kiosk>, other: &mut Other, round: usize) -> (usize, usize) {
    let login: &'static str = format!("wrong{round}").leak();
    kiosk.add(Person::named(login).totp()).await;
    let both = salvo_of_both(kiosk, other, login, "000000").await;
    assert_eq!(both.proved, 0, "round {round}: {both:?}");
    let account = kiosk.account(login).await.id;
    let looked_at = format!("SELECT seq FROM audit WHERE fact = 'answer-wrong' AND account_id = '{}'", account.as_str());
    (ground.look(&looked_at).await.len(), both.failed)
}

/// Everybody knows the code: one wins, by what they were told and by what is stored. How many failed.
async fn all_right(ground: &Ground, kiosk: &Arc<Kiosk>, other: &mut Other, round: usize) -> usize {
    let login: &'static str = format!("right{round}").leak();
    kiosk.add(Person::named(login).totp()).await;
    let both = salvo_of_both(kiosk, other, login, &kiosk.totp()).await;
    assert_eq!(both.proved, 1, "round {round}: {both:?}");
    let account = kiosk.account(login).await.id;
    let proved = format!("SELECT id FROM challenge WHERE state = 'proved' AND account_id = '{}'", account.as_str());
    assert_eq!(ground.look(&proved).await.len(), 1, "round {round}");
    both.failed
}

/// The same guess from both processes at once.
async fn salvo_of_both(kiosk: &Arc<Kiosk>, other: &mut Other, login: &str, code: &str) -> Salvo {
    other.open(login).await;
    let here = opened_by_many(kiosk, login).await;
    other.go(code).await;
    let mine = salvo(kiosk, here, code).await;
    let theirs = other.said().await;
    Salvo {
        proved: mine.proved + theirs.proved,
        wrong: mine.wrong + theirs.wrong,
        stopped: mine.stopped + theirs.stopped,
        failed: mine.failed + theirs.failed,
    }
}

/// Challenges of as many visits as a salvo takes.
async fn opened_by_many(kiosk: &Kiosk, login: &str) -> Vec<(Seat, Challenge)> {
    let mut challenges = Vec::new();
    for _ in 0..VISITS {
        let seat = seat(kiosk);
        let challenge = opened(kiosk, &seat, login, Gate::First, Method::Totp).await;
        challenges.push((seat, challenge));
    }
    challenges
}

/// Guesses at all of `challenges` at once, each as often as the next.
async fn salvo(kiosk: &Arc<Kiosk>, challenges: Vec<(Seat, Challenge)>, code: &str) -> Salvo {
    let mut guesses = JoinSet::new();
    for (seat, challenge) in challenges.iter().cycle().take(GUESSES) {
        let (service, seat, challenge) = (Arc::clone(&kiosk.service), seat.clone(), twin(challenge));
        let code = Secret::new(code.to_owned());
        guesses.spawn(async move { service.answer(&seat, challenge, &code).await });
    }
    let mut salvo = Salvo::default();
    for answer in guesses.join_all().await {
        match answer {
            Ok(Answered::Proved { .. }) => salvo.proved += 1,
            Ok(Answered::Wrong { .. }) => salvo.wrong += 1,
            Ok(Answered::Stop(_)) => salvo.stopped += 1,
            Err(_) => salvo.failed += 1,
        }
    }
    salvo
}
