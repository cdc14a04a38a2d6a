//! Counters, and that their statement follows the rule of the domain.

use std::sync::Arc;

use kiosk::domain::limit::{Ceiling, Counter, Scope};
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Method, Standing};
use kiosk::domain::time::{Moment, Span};
use kiosk::store::{Close, Debit, Store, StoreError, Subject, Tx};
use kiosk::transact;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tokio::runtime::Handle;

use super::ground::{Ground, NOW, after, race};

const SIX_AN_HOUR: Ceiling = Ceiling { failures: 6, window: Span::hours(1) };
const CODE: Scope = Scope::Method(Method::Email);
const ALL: [Scope; 5] =
    [Scope::Account, Scope::LettersLong, Scope::LettersShort, Scope::Method(Method::Email), Scope::Method(Method::Totp)];

pub async fn sixty_four_debits_never_exceed_the_ceiling(ground: Arc<Ground>) {
    let stores = ground.stores(4).await;
    let ada = stores[0].subject(&LoginKey::of("ada"));
    for (round, now) in [(1, NOW), (2, after(3_600))] {
        let raised = race(&stores, 64, |store, _| {
            let ada = ada.clone();
            async move { debit(&store, &ada, CODE, now).await == Debit::Raised }
        });
        assert_eq!(raised.await, 6, "round {round}");
    }
}

pub async fn the_statement_follows_the_rule(ground: Arc<Ground>) {
    let store = ground.store().await;
    let ada = store.subject(&LoginKey::of("ada"));
    let runtime = Handle::current();
    let debits = prop::collection::vec((0_i64..9, 0_u32..4, 0_i64..6), 1..24);
    let mut runner = TestRunner::new(Config { cases: 32, failure_persistence: None, ..Config::default() });
    let followed = tokio::task::block_in_place(|| {
        runner.run(&debits, |debits| runtime.block_on(follow(&store, &ada, &debits)).map_err(TestCaseError::fail))
    });
    followed.expect("the rule");
}

/// Makes the same debits by statement and by rule. All times are close, so that windows end, start and
/// meet exactly; the clock may jump back.
async fn follow(store: &Store, ada: &Subject, debits: &[(i64, u32, i64)]) -> Result<(), String> {
    let told: Result<_, StoreError> = transact!(store, |tx| async {
        let (mut rule, mut told) = (Counter::empty(), Ok(()));
        for (at, failures, window) in debits {
            let ceiling = Ceiling { failures: *failures, window: Span::from_millis(*window) };
            let now = Moment::from_millis(1_000 + at);
            let said = tx.debit(ada, Standing::Open, &[(CODE, ceiling)], now).await?;
            let expected = match rule.debit(ceiling, now) {
                Ok(counter) => {
                    rule = counter;
                    Debit::Raised
                }
                Err(until) => Debit::Full { scope: CODE, until },
            };
            let kept = kept(tx, ada, Standing::Open).await?;
            if (said, kept) != (expected, rule) {
                told = Err(format!("at {now:?} with {ceiling:?}: {said:?} {kept:?}, not {expected:?} {rule:?}"));
                break;
            }
        }
        Ok(Close::Undo(told))
    });
    told.expect("asked")
}

pub async fn a_refund_reaches_its_own_window_only(ground: Arc<Ground>) {
    let store = ground.store().await;
    let ada = store.subject(&LoginKey::of("ada"));
    debit(&store, &ada, CODE, NOW).await;
    debit(&store, &ada, CODE, after(60)).await;
    refund(&store, &ada, after(60)).await;
    assert_eq!(failures(&store, &ada).await, 1, "its own");
    refund(&store, &ada, NOW).await;
    refund(&store, &ada, NOW).await;
    assert_eq!(failures(&store, &ada).await, 0, "never below zero");
    debit(&store, &ada, CODE, after(3_600)).await;
    refund(&store, &ada, NOW).await;
    assert_eq!(failures(&store, &ada).await, 1, "the next window is another");
}

pub async fn clearing_forgets_failures_and_keeps_letters(ground: Arc<Ground>) {
    let store = ground.store().await;
    let [ada, bob] = ["ada", "bob"].map(|login| store.subject(&LoginKey::of(login)));
    for scope in ALL {
        debit(&store, &ada, scope, NOW).await;
        debit(&store, &bob, scope, NOW).await;
    }
    let cleared: Result<(), StoreError> = transact!(store, |tx| async {
        tx.clear_counters(&ada).await?;
        Ok(Close::Commit(()))
    });
    cleared.expect("cleared");
    let of = |subject| counters(&store, subject, Standing::Open);
    let standing: Vec<_> = of(ada).await.into_iter().map(|(scope, counter)| (scope, counter.failures)).collect();
    let expected = [0, 1, 1, 0, 0];
    assert_eq!(standing, ALL.into_iter().zip(expected).collect::<Vec<_>>());
    assert!(of(bob).await.iter().all(|(_, counter)| counter.failures == 1));
}

pub async fn standings_are_apart(ground: Arc<Ground>) {
    let store = ground.store().await;
    let ada = store.subject(&LoginKey::of("ada"));
    for _ in 0..9 {
        debit(&store, &ada, CODE, NOW).await;
    }
    assert_ne!(debit(&store, &ada, CODE, NOW).await, Debit::Raised);
    let hall = debit_at(&store, &ada, Standing::Trusted, &[(CODE, SIX_AN_HOUR)], NOW).await;
    assert_eq!(hall, Debit::Raised, "what fails over SSH never blocks the hall");
}

pub async fn counters_are_made_by_many_at_once(ground: Arc<Ground>) {
    let stores = ground.stores(4).await;
    let ada = stores[0].subject(&LoginKey::of("ada"));
    let many = Ceiling { failures: 100, ..SIX_AN_HOUR };
    let raised = race(&stores, 32, |store, _| {
        let ada = ada.clone();
        async move { debit_at(&store, &ada, Standing::Open, &ALL.map(|scope| (scope, many)), NOW).await == Debit::Raised }
    });
    assert_eq!(raised.await, 32);
    let all = counters(&stores[0], ada, Standing::Open).await;
    assert_eq!(all, ALL.map(|scope| (scope, Counter { failures: 32, ends: NOW + many.window })), "none was counted twice");
}

async fn debit(store: &Store, subject: &Subject, scope: Scope, now: Moment) -> Debit {
    debit_at(store, subject, Standing::Open, &[(scope, SIX_AN_HOUR)], now).await
}

async fn debit_at(store: &Store, subject: &Subject, standing: Standing, scopes: &[(Scope, Ceiling)], now: Moment) -> Debit {
    let debit = transact!(store, |tx| async {
        Ok(match tx.debit(subject, standing, scopes, now).await? {
            Debit::Raised => Close::Commit(Debit::Raised),
            full @ Debit::Full { .. } => Close::Undo(full),
        })
    });
    debit.expect("asked")
}

async fn refund(store: &Store, subject: &Subject, debited: Moment) {
    let refunded: Result<(), StoreError> = transact!(store, |tx| async {
        tx.refund(subject, Standing::Open, [CODE, Scope::Account].map(|scope| (scope, SIX_AN_HOUR)), debited).await?;
        Ok(Close::Commit(()))
    });
    refunded.expect("asked");
}

async fn counters(store: &Store, subject: Subject, standing: Standing) -> Vec<(Scope, Counter)> {
    transact!(store, |tx| async { Ok(Close::Undo(tx.counters(&subject, standing).await?)) }).expect("read")
}

async fn failures(store: &Store, subject: &Subject) -> u32 {
    let kept: Result<Counter, StoreError> =
        transact!(store, |tx| async { Ok(Close::Undo(kept(tx, subject, Standing::Open).await?)) });
    kept.expect("read").failures
}

async fn kept(tx: &mut Tx, subject: &Subject, standing: Standing) -> Result<Counter, StoreError> {
    let counters = tx.counters(subject, standing).await?;
    Ok(counters.into_iter().find_map(|(scope, counter)| (scope == CODE).then_some(counter)).expect("a counter"))
}
