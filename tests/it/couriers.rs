//! The outbox and its couriers: each letter once, trouble borne, and given up loudly.

use std::sync::Arc;

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use kiosk::delivery::{Mail, Post};
use kiosk::domain::limit::{Ceiling, Scope};
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method, Standing};
use kiosk::domain::outcome::{Opened, Way};
use kiosk::domain::policy::Limits;
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::service::Seat;
use kiosk::service::courier::Courier;
use kiosk::service::source::Source;
use kiosk::store::{Close, Debit, StoreError, Tally};
use kiosk::transact;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tracing::subscriber::DefaultGuard;

use crate::limits::{opened, seat};
use crate::secrets::Log;
use crate::support::{Kiosk, Making, Person, START, policy};

/// What a courier does on its rounds comes sooner than this.
const PATIENCE: Duration = Duration::from_secs(20);

async fn kiosk_with_letters(letters: usize) -> Kiosk {
    let kiosk = Kiosk::new().await;
    for number in 0..letters {
        let login: &'static str = format!("person{number}").leak();
        kiosk.add(Person::named(login).email("somebody@example.org").totp()).await;
        opened(&kiosk, &seat(&kiosk), login, Gate::First, Method::Email).await;
    }
    kiosk
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_couriers_one_takes_each_letter() {
    let kiosk = kiosk_with_letters(12).await;
    let (post, mut inbox) = mpsc::channel(64);
    let couriers: Vec<Courier> = (0..4)
        .map(|number| Courier::new(Arc::clone(&kiosk.service), Post::Screen(post.clone()), format!("courier {number}")))
        .collect();
    let mut rounds = tokio::task::JoinSet::new();
    for courier in couriers {
        rounds.spawn(async move { courier.deliver_due().await });
    }
    rounds.join_all().await;
    let mut ids: Vec<String> = std::iter::from_fn(|| inbox.try_recv().ok()).map(|mail| mail.id.to_string()).collect();
    assert_eq!(ids.len(), 12);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 12, "no letter twice");
}

#[tokio::test]
async fn a_letter_whose_courier_died_is_taken_again_when_its_time_is_over() {
    let kiosk = kiosk_with_letters(1).await;
    let ids = kiosk.store.due_letters(START, 9).await.expect("the outbox");
    let held: Result<_, StoreError> = transact!(kiosk.store, |tx| async {
        Ok(Close::Commit(tx.claim_letter(&ids[0], "dead", START, START + Span::minutes(2)).await?))
    });
    assert!(held.expect("the store").is_some());
    assert!(kiosk.mailbox().await.is_empty(), "it is somebody's");
    kiosk.ambient.advance(Span::minutes(2));
    assert_eq!(kiosk.mailbox().await.len(), 1);
    assert!(kiosk.mailbox().await.is_empty(), "sent is sent");
}

#[tokio::test]
async fn a_letter_is_tried_again_with_growing_pauses_and_given_up_with_a_word_in_the_audit() {
    let kiosk = kiosk_with_letters(1).await;
    let courier = Courier::new(Arc::clone(&kiosk.service), Post::Off, "nobody".to_owned());
    let mut pauses: Vec<i64> = Vec::new();
    while kiosk.audited("letter-given-up").await == 0 {
        let now = kiosk.service.now();
        assert!(START.until(now) <= Span::minutes(10), "it is never given up");
        courier.deliver_due().await;
        let due = kiosk.store.next_due().await.expect("the outbox").unwrap_or(now);
        pauses.push(now.until(due).millis());
        kiosk.ambient.advance(now.until(due));
    }
    pauses.pop();
    assert!(pauses.len() >= 4, "{pauses:?}");
    assert!(pauses.windows(2).all(|pair| pair[0] < pair[1]), "{pauses:?}");
    assert!(kiosk.mailbox().await.is_empty(), "a code that nobody can use any more is not sent late");
}

#[tokio::test]
async fn a_code_that_was_replaced_is_not_sent_any_more() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let seat = seat(&kiosk);
    let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Email).await;
    kiosk.ambient.advance(Span::seconds(30));
    kiosk.service.resend(&seat, challenge).await.expect("another code");
    let letters = kiosk.mailbox().await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].subject.contains('B'));
}

#[tokio::test]
async fn a_letter_that_cannot_be_read_holds_no_other_up() {
    let kiosk = kiosk_with_letters(3).await;
    kiosk.sql("UPDATE letter SET payload = 'not sealed by us' WHERE id = (SELECT MIN(id) FROM letter)").await;
    kiosk.sql("UPDATE contact SET address = 'nor this' WHERE id = (SELECT contact_id FROM letter WHERE id = (SELECT MAX(id) FROM letter))")
        .await;
    assert_eq!(kiosk.mailbox().await.len(), 1);
    assert_eq!(kiosk.audited("letter-given-up").await, 2);
    assert_eq!(kiosk.store.next_due().await.expect("the outbox"), None, "nobody takes them again");
}

#[tokio::test]
async fn a_code_that_grew_old_in_the_outbox_is_given_up_loudly() {
    let kiosk = kiosk_with_letters(1).await;
    kiosk.ambient.advance(Span::minutes(10));
    assert!(kiosk.mailbox().await.is_empty());
    assert_eq!(kiosk.audited("letter-given-up").await, 1, "somebody waited for it in vain");
}

/// A courier on its rounds for as long as this is held, and the log of everything.
struct Rounds {
    log: Log,
    stop: CancellationToken,
    bell: Arc<Notify>,
    courier: JoinHandle<()>,
    _heard: DefaultGuard,
    /// Somebody looks at it, or letters would be put off.
    _inbox: mpsc::Receiver<Mail>,
}

impl Rounds {
    fn of(kiosk: &Kiosk) -> Self {
        let (log, heard) = Log::heard();
        let (post, inbox) = mpsc::channel(4_096);
        let courier = Courier::new(Arc::clone(&kiosk.service), Post::Screen(post), "on rounds".to_owned());
        let stop = CancellationToken::new();
        let courier = tokio::spawn({
            let stop = stop.clone();
            async move { courier.run(stop).await }
        });
        Self { log, stop, bell: kiosk.service.bell(), courier, _heard: heard, _inbox: inbox }
    }

    /// Has the courier go round until `holds`.
    async fn until(&self, what: &str, mut holds: impl AsyncFnMut() -> bool) {
        let in_time = async {
            while !holds().await {
                self.bell.notify_one();
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, in_time).await.unwrap_or_else(|_| panic!("{what}: it does not come: {}", self.log.text()));
    }

    /// Has the courier go round until the log holds `text` so often.
    async fn until_logged(&self, text: &str, times: usize) {
        self.until(text, async || self.log.text().matches(text).count() >= times).await;
    }

    /// Has the courier go round once and wholly: a letter that is put out when the one before was taken is taken
    /// on a later round. Both are nobody's.
    async fn whole(&self, kiosk: &Kiosk) {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        for _ in 0..2 {
            let login = LoginKey::of(&format!("nobody{}", NEXT.fetch_add(1, Ordering::Relaxed)));
            let stranger = Seat { standing: Standing::Open, ..seat(kiosk) };
            let opened = kiosk.service.open(&stranger, &login, Gate::First, &Way::Email { to: None }).await;
            assert!(matches!(opened, Ok(Opened::Challenge(_))), "{opened:?}");
            self.until("a round", async || kiosk.store.next_due().await.expect("the outbox").is_none()).await;
        }
    }

    async fn end(self) {
        self.stop.cancel();
        self.courier.await.expect("an end");
    }
}

/// Counts `times` more of `scope` for the whole fleet.
async fn count_for_the_fleet(kiosk: &Kiosk, standing: Standing, scope: Scope, times: usize) {
    let tally = Tally { subject: kiosk.store.keys().fleet(), scope, limit: Limits::MODERN.limit(scope, standing) };
    for _ in 0..times {
        let counted = transact!(kiosk.store, |tx| async {
            Ok(Close::Commit(tx.debit(std::slice::from_ref(&tally), standing, kiosk.service.now()).await?))
        });
        assert_eq!(counted.expect("counted"), Debit::Raised);
    }
}

#[tokio::test]
async fn each_alarm_is_raised_once_and_said_to_be_over() {
    let kiosk = Kiosk::new().await;
    let rounds = Rounds::of(&kiosk);
    rounds.until_logged("anchor of the audit", 1).await;
    for (standing, scope, most, minutes) in [
        (Standing::Trusted, Scope::FleetFailures, 300, 10),
        (Standing::Open, Scope::FleetFailures, 300, 10),
        (Standing::Trusted, Scope::FleetLetters, 1_000, 60),
        (Standing::Open, Scope::FleetLetters, 1_000, 60),
    ] {
        let said = |text: &str| format!("{text} standing=\"{}\" counter=\"{}\"", standing.name(), scope.name());
        let (raised, over) = (said("ALARM: the fleet's limit is reached"), said("the alarm is over"));
        // Letters that tell of a whole round count too.
        let others = if (standing, scope) == (Standing::Open, Scope::FleetLetters) { 2 } else { 0 };
        count_for_the_fleet(&kiosk, standing, scope, most - 1 - others).await;
        rounds.whole(&kiosk).await;
        assert!(!rounds.log.text().contains(&raised), "one is left: {}", rounds.log.text());
        count_for_the_fleet(&kiosk, standing, scope, 1).await;
        rounds.until_logged(&raised, 1).await;
        if others == 0 {
            rounds.whole(&kiosk).await;
        }
        assert_eq!(rounds.log.text().matches(&raised).count(), 1, "said once: {}", rounds.log.text());
        kiosk.ambient.advance(Span::minutes(minutes));
        rounds.until_logged(&over, 1).await;
        rounds.whole(&kiosk).await;
        assert_eq!((rounds.log.text().matches(&raised).count(), rounds.log.text().matches(&over).count()), (1, 1));
        kiosk.ambient.advance(Span::hours(2));
    }
    rounds.end().await;
}

/// Real letters were called out in bulk, as a cover for phishing (Instagram, January 2026): the fleet sends
/// what it may, and somebody is told within a minute.
#[tokio::test]
async fn however_many_codes_are_asked_for_the_fleet_s_budget_holds_and_the_alarm_is_raised() {
    const BUDGET: u32 = 60;
    let limits = Limits { fleet_letters: Ceiling { failures: BUDGET, window: Span::hours(1) }, ..Limits::MODERN };
    let policy = kiosk::domain::policy::Policy { limits, ..policy() };
    let kiosk = Kiosk::made(Making { policy, ..Making::default() }).await;
    let people: Vec<LoginKey> = (0..200_u32).map(|number| LoginKey::of(&format!("person{number}"))).collect();
    for login in &people {
        let login: &'static str = login.as_str().to_owned().leak();
        kiosk.add(Person::named(login).email("somebody@example.org")).await;
    }
    let (mut opened, begun) = (0, kiosk.service.now());
    for start in 0_u32..2_000 {
        let login = &people[usize::try_from(start).expect("small") % people.len()];
        let source = Source::of(format!("10.{}.{}.1", start / 256, start % 256).parse().expect("an address"), &[]);
        let stranger = Seat { standing: Standing::Open, source, ..seat(&kiosk) };
        let way = Way::Email { to: None };
        let answer = kiosk.service.open(&stranger, login, Gate::First, &way).await.expect("an answer");
        opened += u32::from(matches!(answer, Opened::Challenge(_)));
    }
    assert_eq!(opened, BUDGET);
    let rounds = Rounds::of(&kiosk);
    rounds.until_logged("ALARM: the fleet's limit is reached standing=\"open\" counter=\"fleet:letters\"", 1).await;
    assert!(begun.until(kiosk.service.now()) <= Span::minutes(1));
    rounds.until("all letters are sent", async || kiosk.store.next_due().await.expect("the outbox").is_none()).await;
    assert_eq!(kiosk.store.outbox_counts().await.expect("counted").sent, BUDGET);
    rounds.end().await;
}

#[tokio::test]
async fn a_courier_sweeps_out_what_nobody_needs_and_no_more_often_than_it_must() {
    let kiosk = kiosk_with_letters(1).await;
    kiosk.mailbox().await;
    let visit = seat(&kiosk);
    let challenge = opened(&kiosk, &visit, "person0", Gate::First, Method::Email).await;
    kiosk.service.answer(&visit, challenge, &Secret::new("x".to_owned())).await.expect("an answer");
    kiosk.mailbox().await;
    let rounds = Rounds::of(&kiosk);
    // Those of the hall: the letters that tell of a whole round are of the other standing, and nobody's.
    let tables = ["challenge WHERE account_id <> ''", "counter WHERE standing = 'trusted'", "letter WHERE account_id <> ''"];
    let rows = async || [kiosk.rows(tables[0]).await, kiosk.rows(tables[1]).await, kiosk.rows(tables[2]).await];
    rounds.whole(&kiosk).await;
    let before = rows().await;
    assert!(before.iter().all(|rows| *rows > 0), "{before:?}");
    kiosk.ambient.advance(Span::days(1));
    rounds.whole(&kiosk).await;
    assert_eq!((rows().await[0], rows().await[2]), (before[0], before[2]), "somebody may ask today what happened yesterday");
    kiosk.ambient.advance(Span::minutes(20));
    rounds.whole(&kiosk).await;
    assert_eq!((rows().await[0], rows().await[2]), (0, before[2]), "sent letters are kept for a month");
    kiosk.ambient.advance(Span::days(31));
    rounds.whole(&kiosk).await;
    assert_eq!(rows().await, [0, 0, 0]);
    // What is old and comes now waits for the next time.
    opened(&kiosk, &seat(&kiosk), "person0", Gate::First, Method::Totp).await;
    kiosk.sql("UPDATE challenge SET expires_at = 0 WHERE account_id <> ''").await;
    kiosk.ambient.advance(Span::minutes(9));
    rounds.whole(&kiosk).await;
    assert_eq!(rows().await[0], 1, "nine minutes later");
    kiosk.ambient.advance(Span::minutes(1));
    rounds.whole(&kiosk).await;
    assert_eq!(rows().await[0], 0, "ten minutes later");
    rounds.end().await;
}
