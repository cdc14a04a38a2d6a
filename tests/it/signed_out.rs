//! Somebody stands before their settings, or has an address to prove, and is not signed in any more: another
//! replaced the password, or switched the account off. They are told so, and led to sign in again.

use kiosk::domain::account::Origin;
use kiosk::domain::time::Span;
use kiosk::page::PageId;

use crate::story::choose;
use crate::support::{Kiosk, OLD_PASSWORD, Person, Sitting};

const NEW: &str = "zebra copper lantern";

/// At the choice that comes before the settings of somebody with an address and an app of their own.
async fn before_settings(kiosk: &Kiosk, person: Person) -> Sitting<'_> {
    kiosk.add(person).await;
    let mut visit = kiosk.visit();
    visit.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    visit
}

/// The password is replaced in another visit.
async fn replaced(kiosk: &Kiosk) {
    let mut other = kiosk.visit();
    other.press("2ada⏎").await.press(OLD_PASSWORD).await.press("⏎").await;
    choose(&mut other, NEW).await;
    assert_eq!(other.id(), PageId::DoneChange, "{}", other.words());
}

fn is_asked_to_sign_in(visit: &Sitting<'_>) {
    assert_eq!(visit.id(), PageId::SignIn, "{}", visit.words());
    assert!(visit.words().contains("Please sign in again"), "{}", visit.words());
}

fn own_address() -> Person {
    Person { emails: vec![(Origin::Authentication, "ada@example.org")], ..Person::named("ada") }
}

#[tokio::test]
async fn before_the_app_is_asked_for() {
    let kiosk = Kiosk::new().await;
    let mut visit = before_settings(&kiosk, Person::named("ada").totp()).await;
    assert_eq!(visit.id(), PageId::ChooseMethod);
    replaced(&kiosk).await;
    visit.press("1").await;
    is_asked_to_sign_in(&visit);
    visit.press("ada⏎").await.press(NEW).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::MyAccount);
}

#[tokio::test]
async fn before_questions_are_asked() {
    let kiosk = Kiosk::new().await;
    let mut visit = before_settings(&kiosk, Person::named("ada").questions()).await;
    replaced(&kiosk).await;
    visit.press("1").await;
    is_asked_to_sign_in(&visit);
}

#[tokio::test]
async fn with_the_app_s_code_typed() {
    let kiosk = Kiosk::new().await;
    let mut visit = before_settings(&kiosk, Person::named("ada").totp()).await;
    visit.press("1").await;
    assert_eq!(visit.id(), PageId::EnterTotp);
    replaced(&kiosk).await;
    visit.press(&kiosk.totp()).await.press("⏎").await;
    is_asked_to_sign_in(&visit);
}

#[tokio::test]
async fn with_a_mailed_code_to_be_sent_again() {
    let kiosk = Kiosk::new().await;
    let mut visit = before_settings(&kiosk, own_address()).await;
    visit.press("1").await;
    assert_eq!(visit.id(), PageId::EnterCode);
    replaced(&kiosk).await;
    let before = kiosk.mailbox().await.len();
    visit.wait(Span::seconds(31)).await.press("⇥⇥⏎").await;
    is_asked_to_sign_in(&visit);
    assert_eq!((before, kiosk.mailbox().await.len()), (2, 0), "a code and a notice, and no other code");
}

#[tokio::test]
async fn with_an_address_to_prove() {
    let kiosk = Kiosk::new().await;
    let mut visit = before_settings(&kiosk, Person::named("ada").email("desk@example.org")).await;
    assert_eq!(visit.id(), PageId::Methods);
    visit.press("1").await;
    assert_eq!(visit.id(), PageId::EnterCode);
    replaced(&kiosk).await;
    visit.wait(Span::seconds(31)).await.press("⇥⇥⏎").await;
    is_asked_to_sign_in(&visit);
}

#[tokio::test]
async fn an_account_that_was_switched_off_meanwhile_has_no_settings() {
    let kiosk = Kiosk::new().await;
    let mut visit = before_settings(&kiosk, Person::named("ada").totp()).await;
    kiosk.sql("UPDATE account SET enabled = 0").await;
    visit.press("1").await;
    is_asked_to_sign_in(&visit);
}
