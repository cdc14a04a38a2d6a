//! A visit in Dutch stays Dutch, letters included; and the language of an account is told of only where pages
//! may speak of it.

use kiosk::domain::account::Language;
use kiosk::domain::method::Standing;
use kiosk::page::PageId;

use crate::story::choose;
use crate::support::{Kiosk, Person, Sitting, code_in};

fn is_offered(visit: &Sitting<'_>) -> bool {
    visit.page().notices.iter().any(|notice| notice.text.id == "language-offer")
}

#[tokio::test]
async fn a_visit_in_dutch_is_dutch_to_the_last_letter() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mut visit = kiosk.visit();
    visit.press("51ada⏎1").await;
    let letters = kiosk.mailbox().await;
    assert!(letters[0].body.expose().contains("Beste Ada Lovelace"), "{}", letters[0].body.expose());
    visit.press(&code_in(&letters[0])).await.press("⏎").await;
    choose(&mut visit, "zebra copper lantern").await;
    assert_eq!((visit.id(), visit.seat.language), (PageId::DoneReset, Language::Dutch));
    assert!(visit.words().contains("heeft een nieuw wachtwoord"), "{}", visit.words());
    let notices = kiosk.mailbox().await;
    assert!(notices[0].subject.contains("uw wachtwoord is opnieuw ingesteld"), "{}", notices[0].subject);
}

#[tokio::test]
async fn the_language_of_an_account_is_offered_where_pages_explain() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person { language: Some(Language::Dutch), ..Person::named("ada").email("ada@example.org") }).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert!(is_offered(&visit) && visit.seat.language == Language::English);
    visit.press("1").await;
    let letters = kiosk.mailbox().await;
    assert!(letters[0].body.expose().contains("Dear Ada Lovelace"), "the code comes in the language of its page");
}

/// Before the first gate a page depends on what was typed; a language would tell that there is an account.
#[tokio::test]
async fn where_nothing_may_be_told_it_is_offered_behind_the_first_gate() {
    let kiosk = Kiosk::new().await;
    let person = Person::named("ada").email("ada@example.org").totp().group("two");
    kiosk.add(Person { language: Some(Language::Dutch), ..person }).await;
    let mut visit = kiosk.visit();
    visit.seat.standing = Standing::Open;
    visit.press("1ada⏎").await;
    assert_eq!(visit.id(), PageId::ChooseMethod);
    assert!(!is_offered(&visit));
    visit.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::ChooseMethod);
    assert!(is_offered(&visit));
}
