//! The outbox and its couriers: each letter once, trouble borne, and given up loudly.

use std::sync::Arc;

use kiosk::delivery::Post;
use kiosk::domain::method::{Gate, Method};
use kiosk::domain::time::Span;
use kiosk::service::courier::Courier;
use kiosk::store::{Close, StoreError};
use kiosk::transact;
use tokio::sync::mpsc;

use crate::limits::{opened, seat};
use crate::support::{Kiosk, Person, START};

async fn kiosk_with_letters(letters: usize) -> Kiosk {
    let kiosk = Kiosk::new().await;
    for number in 0..letters {
        let login: &'static str = format!("person{number}").leak();
        kiosk.add(Person::named(login).email("somebody@example.org")).await;
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
