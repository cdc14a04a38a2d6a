//! Guards on the way to the settings, and of what is changed there.

use kiosk::domain::account::Origin;
use kiosk::domain::id::ContactId;
use kiosk::domain::method::Gate;
use kiosk::domain::outcome::{Opened, ResetAnswer, Way};
use kiosk::domain::proof::sign_in::SignedIn;
use kiosk::domain::registration::{Change, ChangeOutcome, Drafted, Entered, Item, Unfit, Wish};
use kiosk::service::Seat;
use kiosk::service::source::Source;

use super::{NEW, ada, change, code_to, mail_proof, proof, secret, signed_in, typed};
use crate::limits::seat;
use crate::support::{Kiosk, OLD_PASSWORD, Person};

/// The proof must be of the best way and for this gate, each by itself.
#[tokio::test]
async fn neither_a_weaker_way_nor_another_gate_opens_the_settings() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person { emails: vec![(Origin::Authentication, "a@example.org")], ..Person::named("ada") }).await;
    let seat = seat(&kiosk);
    let here = signed_in(&kiosk, &seat, "ada").await;
    let weaker = mail_proof(&kiosk, &seat, "ada", Gate::Settings, 0).await;
    kiosk.sql("INSERT INTO totp (id, account_id, seed, last_step, created_at) SELECT 'T', id, 'x', 0, 0 FROM account").await;
    let entered = kiosk.service.enter_settings(&seat, here, Some(weaker)).await;
    let Ok(Entered::Prove { signed_in: here, offers, .. }) = entered else { panic!("an app came in between: {entered:?}") };
    assert_eq!(offers.len(), 1);
    kiosk.sql("DELETE FROM totp").await;
    let elsewhere = mail_proof(&kiosk, &seat, "ada", Gate::First, 0).await;
    let entered = kiosk.service.enter_settings(&seat, here, Some(elsewhere)).await;
    assert!(matches!(entered, Ok(Entered::Prove { .. })), "it passed another gate: {entered:?}");
    assert_eq!(kiosk.audited("settings-opened").await, 0);
}

#[tokio::test]
async fn the_way_to_the_settings_is_put_to_nobody_who_is_not_signed_in() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    let put = kiosk.service.open(&seat(&kiosk), &ada(), Gate::Settings, &Way::Totp).await;
    assert!(matches!(put, Ok(Opened::SignedOut)), "{put:?}");
    assert_eq!(kiosk.rows("challenge").await, 0);
}

#[tokio::test]
async fn an_address_gets_no_code_while_a_better_way_is_to_be_proved() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("desk@example.org").totp()).await;
    let seat = seat(&kiosk);
    signed_in(&kiosk, &seat, "ada").await;
    let contact = kiosk.account("ada").await.contacts[0].clone();
    let way = Way::Email { to: Some((contact.id, contact.address.mask())) };
    let put = kiosk.service.open(&seat, &ada(), Gate::Registration, &way).await;
    assert!(matches!(put, Ok(Opened::SignedOut)) && kiosk.mailbox().await.is_empty(), "{put:?}");
    let nobodys = Way::Email { to: Some((ContactId::from_stored("X".to_owned()), kiosk::domain::mask::Mask::Veiled)) };
    let put = kiosk.service.open(&seat, &ada(), Gate::Registration, &nobodys).await;
    assert!(matches!(put, Ok(Opened::SignedOut)), "{put:?}");
}

/// Whatever was begun before: an address is looked at once more when it is proved.
#[tokio::test]
async fn one_address_is_registered_once_and_five_at_most() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada")).await;
    let (one, two) = (seat(&kiosk), seat(&kiosk));
    let (first, second) = (signed_in(&kiosk, &one, "ada").await, signed_in(&kiosk, &two, "ada").await);
    let (first, here) = typed(&kiosk, &one, first, "new@example.net").await.expect("a code");
    let here = proof(&kiosk, &one, here, &code_to(&kiosk, "new@example.net").await).await;
    let (second, there) = typed(&kiosk, &two, second, "NEW@example.net").await.expect("a code");
    let there = proof(&kiosk, &two, there, &code_to(&kiosk, "new@example.net").await).await;
    assert_eq!(kiosk.rows("contact").await, 1, "one address that waits is one row");
    kiosk.sql("UPDATE sign_in SET proved = 1").await;
    let done = change(&kiosk, &one, first, Change::Address(here)).await;
    assert!(matches!(done, ChangeOutcome::Done { .. }), "{done:?}");
    let again = change(&kiosk, &two, second, Change::Address(there)).await;
    assert!(matches!(again, ChangeOutcome::Refused { why: Unfit::Known, .. }), "{again:?}");
    let (_, sixth) = typed(&kiosk, &one, signed_in_again(&kiosk, &one).await, "a6@example.net").await.expect("a code");
    let sixth = proof(&kiosk, &one, sixth, &code_to(&kiosk, "a6@example.net").await).await;
    for number in 2..=5 {
        assert!(
            typed(&kiosk, &one, signed_in_again(&kiosk, &one).await, "new@example.net")
                .await
                .is_err_and(|why| why == Unfit::Known)
        );
        let first = signed_in_again(&kiosk, &one).await;
        let address = format!("a{number}@example.net");
        let (back, challenge) = typed(&kiosk, &one, first, &address).await.expect("a code");
        let proof = proof(&kiosk, &one, challenge, &code_to(&kiosk, &address).await).await;
        let done = change(&kiosk, &one, back, Change::Address(proof)).await;
        assert!(matches!(done, ChangeOutcome::Done { .. }), "{done:?}");
    }
    let late = change(&kiosk, &one, signed_in_again(&kiosk, &one).await, Change::Address(sixth)).await;
    assert!(matches!(late, ChangeOutcome::Refused { why: Unfit::TooMany, .. }), "it was begun before: {late:?}");
    let another = typed(&kiosk, &one, signed_in_again(&kiosk, &one).await, "a7@example.net").await;
    assert!(another.is_err_and(|why| why == Unfit::TooMany));
    assert_eq!(kiosk.account("ada").await.contacts.len(), 5);
}

async fn signed_in_again(kiosk: &Kiosk, seat: &Seat) -> SignedIn {
    let here = signed_in(kiosk, seat, "ada").await;
    kiosk.sql("UPDATE sign_in SET proved = 1").await;
    here
}

#[tokio::test]
async fn an_operators_address_is_not_removed_and_ones_own_not_adopted() {
    let kiosk = Kiosk::new().await;
    let emails = vec![(Origin::Authentication, "own@example.org"), (Origin::Directory, "desk@example.org")];
    kiosk.add(Person { emails, ..Person::named("ada") }).await;
    let seat = seat(&kiosk);
    let contacts = kiosk.account("ada").await.contacts;
    let id = |origin| contacts.iter().find(|contact| contact.origin == origin).map(|contact| contact.id.clone()).expect("one");
    let here = signed_in_again(&kiosk, &seat).await;
    let gone = change(&kiosk, &seat, here, Change::Remove(Item::Contact(id(Origin::Directory)))).await;
    let ChangeOutcome::Refused { signed_in: here, why: Unfit::Gone, .. } = gone else { panic!("{gone:?}") };
    let adopted = kiosk.service.draft(&seat, here, Wish::Adopt(id(Origin::Authentication))).await;
    assert!(matches!(adopted, Ok(Drafted::Refused { why: Unfit::Gone, .. })), "{adopted:?}");
    assert!(kiosk.mailbox().await.is_empty());
}

#[tokio::test]
async fn five_apps_are_not_followed_by_the_beginning_of_a_sixth() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada")).await;
    for number in 0..5 {
        let insert: &'static str = format!(
            "INSERT INTO totp (id, account_id, seed, last_step, created_at) SELECT 'T{number}', id, 'x', 0, 0 FROM account"
        )
        .leak();
        kiosk.sql(insert).await;
    }
    let seat = seat(&kiosk);
    let here = signed_in_again(&kiosk, &seat).await;
    let begun = kiosk.service.draft(&seat, here, Wish::App).await;
    assert!(matches!(begun, Ok(Drafted::Refused { why: Unfit::TooMany, .. })), "{begun:?}");
}

/// A place that has typed too much gets no letters sent either.
#[tokio::test]
async fn addresses_that_are_typed_count_where_they_are_typed() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada")).await;
    let seat = Seat { source: Source::Terminal("tty1".to_owned()), ..seat(&kiosk) };
    let here = signed_in(&kiosk, &seat, "ada").await;
    let (here, _) = typed(&kiosk, &seat, here, "a@example.net").await.expect("a code");
    kiosk.sql("UPDATE counter SET blocked_until = 9000000000000 WHERE scope = 'source:identifies'").await;
    let refused = typed(&kiosk, &seat, here, "b@example.net").await;
    assert!(matches!(refused, Err(Unfit::Letters { .. })), "{:?}", refused.err());
}

/// What another proved by a way that is taken away is void.
#[tokio::test]
async fn what_is_removed_takes_with_it_what_was_proved_by_it() {
    let kiosk = Kiosk::new().await;
    let emails = vec![(Origin::Authentication, "own@example.org"), (Origin::Authentication, "lost@example.org")];
    kiosk.add(Person { emails, ..Person::named("ada") }).await;
    let (thief, owner) = (seat(&kiosk), seat(&kiosk));
    let stolen = mail_proof(&kiosk, &thief, "ada", Gate::First, 1).await;
    let lost = kiosk.account("ada").await.contacts[1].id.clone();
    let here = signed_in_again(&kiosk, &owner).await;
    let gone = change(&kiosk, &owner, here, Change::Remove(Item::Contact(lost))).await;
    assert!(matches!(gone, ChangeOutcome::Done { .. }), "{gone:?}");
    let answer = kiosk.service.reset(&thief, &ada(), vec![stolen], secret(NEW)).await;
    assert!(matches!(answer, Ok(ResetAnswer::Again { .. })), "{answer:?}");
    assert!(kiosk.accepts("ada", OLD_PASSWORD).await);
}
