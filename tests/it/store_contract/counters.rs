//! Counters, and that their statements follow the rule of the domain.

use std::sync::Arc;

use kiosk::domain::limit::{Ceiling, Counter, Limit, Scope, Then};
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Method, Standing};
use kiosk::domain::time::{Moment, Span};
use kiosk::store::{Close, Debit, Store, StoreError, Subject, Tally, Tx};
use kiosk::transact;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tokio::runtime::Handle;

use super::ground::{Ground, NOW, after, race};

const SIX_AN_HOUR: Limit = Limit { ceiling: Ceiling { failures: 6, window: Span::hours(1) }, then: Then::Rise };
const CODE: Scope = Scope::Method(Method::Email);
const MANY: Limit = Limit { ceiling: Ceiling { failures: 100, window: Span::hours(1) }, then: Then::Rise };
const ALL: [Scope; 5] =
    [Scope::Account, Scope::LettersLong, Scope::LettersShort, Scope::Method(Method::Email), Scope::Method(Method::Totp)];

pub async fn sixty_four_debits_never_exceed_the_ceiling(ground: Arc<Ground>) {
    let stores = ground.stores(4).await;
    let ada = subject(&stores[0], "ada");
    for (round, now) in [(1, NOW), (2, after(15 * 60)), (3, after(75 * 60))] {
        let raised = race(&stores, 64, |store, _| {
            let ada = ada.clone();
            async move { debit(&store, &ada, CODE, now).await == Debit::Raised }
        });
        assert_eq!(raised.await, 6, "round {round}");
    }
}

/// What happens to a counter: a failure at a time under a limit, or that the last one is given back.
#[derive(Clone, Debug)]
enum Step {
    Debit { at: i64, failures: u32, window: i64, then: Then },
    Refund,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let then = prop_oneof![
        Just(Then::Count),
        Just(Then::Wait),
        Just(Then::Rise),
        Just(Then::Double),
        (0_i64..6).prop_map(|length| Then::Pause(Span::from_millis(length)))
    ];
    // All times are close, so that windows end, start and meet exactly, but for some that lie behind a block.
    let at = prop_oneof![4 => 0_i64..9, 1 => (1_i64..4).prop_map(|hours| hours * 3_600_000)];
    let debit =
        (at, 1_u32..4, 0_i64..6, then).prop_map(|(at, failures, window, then)| Step::Debit { at, failures, window, then });
    prop::collection::vec(prop_oneof![4 => debit, 1 => Just(Step::Refund)], 1..24)
}

pub async fn the_statement_follows_the_rule(ground: Arc<Ground>) {
    let store = ground.store().await;
    let ada = subject(&store, "ada");
    let runtime = Handle::current();
    let mut runner = TestRunner::new(Config { cases: 48, failure_persistence: None, ..Config::default() });
    let followed = tokio::task::block_in_place(|| {
        runner.run(&steps(), |steps| runtime.block_on(follow(&store, &ada, &steps)).map_err(TestCaseError::fail))
    });
    followed.expect("the rule");
}

/// Takes the same steps by statement and by rule. The clock may jump back.
async fn follow(store: &Store, ada: &Subject, steps: &[Step]) -> Result<(), String> {
    let told: Result<_, StoreError> = transact!(store, |tx| async {
        let (mut rule, mut last) = (Counter::empty(), None);
        for step in steps {
            let told = match step {
                Step::Debit { at, failures, window, then } => {
                    let ceiling = Ceiling { failures: *failures, window: Span::from_millis(*window) };
                    let (limit, now) = (Limit { ceiling, then: *then }, Moment::from_millis(1_000 + at));
                    let expected = match rule.debit(limit, now) {
                        Ok(counter) => {
                            (rule, last) = (counter, Some((limit, now)));
                            Debit::Raised
                        }
                        Err(until) => Debit::Full { scope: CODE, until },
                    };
                    (tx.debit(&[tally(ada, CODE, limit)], Standing::Open, now).await? == expected).then_some(())
                }
                Step::Refund => match last.take() {
                    Some((limit, debited)) => {
                        rule = rule.refund(limit, debited);
                        Some(tx.refund(&[tally(ada, CODE, limit)], Standing::Open, debited).await?)
                    }
                    None => Some(()),
                },
            };
            let kept = kept(tx, ada, Standing::Open).await?;
            if told.is_none() || kept != rule {
                return Ok(Close::Undo(Err(format!("after {step:?}: {kept:?}, not {rule:?}"))));
            }
        }
        Ok(Close::Undo(Ok(())))
    });
    told.expect("asked")
}

pub async fn a_refund_reaches_its_own_window_and_block_only(ground: Arc<Ground>) {
    let store = ground.store().await;
    let ada = subject(&store, "ada");
    debit(&store, &ada, CODE, NOW).await;
    debit(&store, &ada, CODE, after(60)).await;
    let its = [tally(&ada, CODE, SIX_AN_HOUR)];
    refund(&store, &its, after(60)).await;
    assert_eq!(failures(&store, &ada).await, 1, "its own");
    refund(&store, &its, NOW).await;
    refund(&store, &its, NOW).await;
    assert_eq!(failures(&store, &ada).await, 0, "never below zero");
    debit(&store, &ada, CODE, after(3_600)).await;
    refund(&store, &its, NOW).await;
    assert_eq!(failures(&store, &ada).await, 1, "the next window is another");
}

pub async fn clearing_forgets_failures_and_keeps_letters(ground: Arc<Ground>) {
    let store = ground.store().await;
    let [ada, bob] = ["ada", "bob"].map(|login| subject(&store, login));
    for scope in ALL {
        debit(&store, &ada, scope, NOW).await;
        debit(&store, &bob, scope, NOW).await;
    }
    let clear =
        async || -> bool { transact!(store, |tx| async { Ok(Close::Commit(tx.clear_counters(&ada).await?)) }).expect("cleared") };
    assert!(clear().await && !clear().await, "there was something to clear, once");
    let expected = [0, 1, 1, 0, 0];
    assert_eq!(standing(&store, &ada).await, ALL.into_iter().zip(expected).collect::<Vec<_>>());
    assert_eq!(standing(&store, &bob).await, ALL.map(|scope| (scope, 1)));
}

pub async fn standings_are_apart(ground: Arc<Ground>) {
    let store = ground.store().await;
    let ada = subject(&store, "ada");
    for _ in 0..9 {
        debit(&store, &ada, CODE, NOW).await;
    }
    assert_ne!(debit(&store, &ada, CODE, NOW).await, Debit::Raised);
    let hall = debit_at(&store, Standing::Trusted, &[tally(&ada, CODE, SIX_AN_HOUR)], NOW).await;
    assert_eq!(hall, Debit::Raised, "what fails over SSH never blocks the hall");
}

pub async fn counters_are_made_by_many_at_once(ground: Arc<Ground>) {
    let stores = ground.stores(4).await;
    // Four are made in one statement, and a fifth in another.
    for number in [3, 4, 5] {
        let ada = subject(&stores[0], &format!("ada{number}"));
        let tallies: Vec<Tally> = ALL.into_iter().take(number).map(|scope| tally(&ada, scope, MANY)).collect();
        let raised = race(&stores, 32, |store, _| {
            let tallies = tallies.clone();
            async move { debit_at(&store, Standing::Open, &tallies, NOW).await == Debit::Raised }
        });
        assert_eq!(raised.await, 32, "{number} at once");
        let expected: Vec<_> = ALL.into_iter().take(number).map(|scope| (scope, 32)).collect();
        assert_eq!(standing(&stores[0], &ada).await, expected, "none was counted twice");
    }
}

pub async fn more_than_one_statement_holds_are_given_back(ground: Arc<Ground>) {
    let store = ground.store().await;
    let ada = subject(&store, "ada");
    let tallies = ALL.map(|scope| tally(&ada, scope, MANY));
    for _ in 0..2 {
        assert_eq!(debit_at(&store, Standing::Open, &tallies, NOW).await, Debit::Raised);
    }
    refund(&store, &tallies, NOW).await;
    assert_eq!(standing(&store, &ada).await, ALL.map(|scope| (scope, 1)), "each once");
    refund(&store, &[], NOW).await;
    assert_eq!(standing(&store, &ada).await, ALL.map(|scope| (scope, 1)), "nothing to give back");
}

pub async fn what_counts_for_nothing_any_more_is_swept(ground: Arc<Ground>) {
    let store = ground.store().await;
    let [once, blocked, forever] = ["once", "blocked", "forever"].map(|login| subject(&store, login));
    debit(&store, &once, CODE, NOW).await;
    for _ in 0..6 {
        debit(&store, &blocked, CODE, NOW).await;
    }
    debit(&store, &forever, CODE, NOW).await;
    ground.tamper("UPDATE counter SET in_a_row = 100 WHERE failures = 1 AND in_a_row = 1").await;
    ground.tamper(&format!("UPDATE counter SET in_a_row = 1 WHERE subject = '{}'", stored(&once))).await;
    let left = async |seconds: u32| {
        let now = after(seconds);
        let month = Span::days(30);
        store.sweep(now, [now - month, now - month, now - month]).await.expect("swept");
        ground.look("SELECT subject FROM counter").await.len()
    };
    assert_eq!(left(3_599).await, 3, "its window is not over");
    assert_eq!(left(3_700).await, 2, "a lone failure is forgotten with its window");
    assert_eq!(left(31 * 86_400).await, 1, "a block is remembered for a month, a hundred in a row for ever");
}

/// A subject as the store writes it.
fn stored(subject: &Subject) -> String {
    format!("{subject:?}").split('"').nth(1).expect("its text").to_owned()
}

fn subject(store: &Store, login: &str) -> Subject {
    store.subject(&LoginKey::of(login))
}

fn tally(subject: &Subject, scope: Scope, limit: Limit) -> Tally {
    Tally { subject: subject.clone(), scope, limit }
}

async fn debit(store: &Store, subject: &Subject, scope: Scope, now: Moment) -> Debit {
    debit_at(store, Standing::Open, &[tally(subject, scope, SIX_AN_HOUR)], now).await
}

async fn debit_at(store: &Store, standing: Standing, tallies: &[Tally], now: Moment) -> Debit {
    let debit = transact!(store, |tx| async {
        Ok(match tx.debit(tallies, standing, now).await? {
            Debit::Raised => Close::Commit(Debit::Raised),
            full @ Debit::Full { .. } => Close::Undo(full),
        })
    });
    debit.expect("asked")
}

async fn refund(store: &Store, tallies: &[Tally], debited: Moment) {
    let refunded: Result<(), StoreError> = transact!(store, |tx| async {
        tx.refund(tallies, Standing::Open, debited).await?;
        Ok(Close::Commit(()))
    });
    refunded.expect("asked");
}

/// How many failures stand in each counter of `subject`.
async fn standing(store: &Store, subject: &Subject) -> Vec<(Scope, u32)> {
    let counters: Result<_, StoreError> =
        transact!(store, |tx| async { Ok(Close::Undo(tx.counters(subject, Standing::Open).await?)) });
    counters.expect("read").into_iter().map(|(scope, counter)| (scope, counter.failures)).collect()
}

async fn failures(store: &Store, subject: &Subject) -> u32 {
    let kept: Result<Counter, StoreError> =
        transact!(store, |tx| async { Ok(Close::Undo(kept(tx, subject, Standing::Open).await?)) });
    kept.expect("read").failures
}

async fn kept(tx: &mut Tx, subject: &Subject, standing: Standing) -> Result<Counter, StoreError> {
    let counters = tx.counters(subject, standing).await?;
    let found = counters.into_iter().find_map(|(scope, counter)| (scope == CODE).then_some(counter));
    Ok(found.unwrap_or(Counter::empty()))
}
