//! A letter that a real mail server refuses for good: its page says so, where it may.

use std::sync::Arc;

use kiosk::config::MailTls;
use kiosk::delivery::Post;
use kiosk::delivery::smtp::{CONVERSATION, Smtp};
use kiosk::domain::account::Language;
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method, Standing};
use kiosk::domain::outcome::{Opened, Way};
use kiosk::domain::time::Span;
use kiosk::page::PageId;
use kiosk::service::Seat;
use kiosk::service::courier::Courier;
use kiosk::store::AuditWish;

use crate::limits::{opened, seat};
use crate::mail_server::{MailServer, Offers, can_run};
use crate::support::{Kiosk, OLD_PASSWORD, Person, Sitting};

/// Nobody has this address, says the mail server.
const GONE: &str = "gone@example.org";
const SAID: &str = "could not be delivered";

/// A kiosk and the courier that brings its letters to a real server.
struct House {
    kiosk: Kiosk,
    courier: Courier,
    _server: MailServer,
}

impl House {
    async fn open() -> Self {
        let kiosk = Kiosk::new().await;
        let server = MailServer::start(Offers::Plain, "localhost", false);
        let settings = crate::letters::settings(server.port(), MailTls::None);
        let smtp = Smtp::new(&settings, CONVERSATION).expect("sound settings");
        let courier = Courier::new(Arc::clone(&kiosk.service), Post::Smtp(Box::new(smtp)), "by mail".to_owned());
        Self { kiosk, courier, _server: server }
    }

    async fn deliver(&self) {
        self.courier.deliver_due().await;
    }
}

async fn late(visit: &mut Sitting<'_>) -> String {
    visit.wait(Span::seconds(10)).await;
    assert_eq!(visit.id(), PageId::EnterCode, "{}", visit.words());
    visit.words()
}

#[tokio::test]
async fn where_pages_explain_it_is_told_and_the_way_out_named() {
    if !can_run() {
        return;
    }
    let house = House::open().await;
    house.kiosk.add(Person::named("ada").email(GONE).totp()).await;
    house.kiosk.add(Person::named("bob").email("bob@example.org").totp()).await;
    for (login, is_lost) in [("ada", true), ("bob", false)] {
        let mut visit = house.kiosk.visit();
        visit.press("1").await.press(login).await.press("⏎1").await;
        house.deliver().await;
        assert!(!visit.words().contains(SAID), "nobody asked yet");
        let words = late(&mut visit).await;
        assert_eq!(words.contains(SAID), is_lost, "{words}");
        assert_eq!(words.contains("We sent code"), !is_lost, "{words}");
        assert_eq!(words.contains("Choose another way, or ask an administrator."), is_lost, "{words}");
    }
}

#[tokio::test]
async fn where_nothing_may_be_told_it_is_told_behind_the_first_gate_only() {
    if !can_run() {
        return;
    }
    let house = House::open().await;
    house.kiosk.add(Person::named("ada").email(GONE).totp().group("two")).await;
    let mut told = Vec::new();
    for login in ["ada", "nobody"] {
        let mut visit = house.kiosk.visit();
        visit.seat.standing = Standing::Open;
        visit.press("1").await.press(login).await.press("⏎1").await;
        house.deliver().await;
        let first = late(&mut visit).await;
        visit.wait(Span::seconds(15)).await.press("1").await;
        told.push([first, visit.words()]);
    }
    assert_eq!(told[0], told[1]);
    assert!(!told.concat().concat().contains(SAID), "{told:?}");
    house.kiosk.ambient.advance(Span::minutes(10));
    let mut visit = house.kiosk.visit();
    visit.seat.standing = Standing::Open;
    visit.press("1ada⏎2").await.press(&house.kiosk.totp()).await.press("⏎1").await;
    house.deliver().await;
    let words = late(&mut visit).await;
    assert!(words.contains(SAID), "{words}");
}

#[tokio::test]
async fn whoever_registers_an_address_is_told_to_look_at_it_again() {
    if !can_run() {
        return;
    }
    for (login, standing, is_told) in [("ada", Standing::Trusted, true), ("bob", Standing::Open, false)] {
        let house = House::open().await;
        house.kiosk.add(Person { language: Some(Language::English), ..Person::named(login) }).await;
        let mut visit = house.kiosk.visit();
        visit.seat.standing = standing;
        visit.press("3").await.press(login).await.press("⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
        let place = visit.page().choices.iter().position(|choice| choice.id == "methods-add-address").expect("offered") + 1;
        visit.press(&place.to_string()).await.press(GONE).await.press("⏎").await;
        house.deliver().await;
        let words = late(&mut visit).await;
        assert_eq!(words.contains(SAID) && words.contains("look at the address, letter by letter"), is_told, "{words}");
        assert_eq!(words.contains("We sent code"), !is_told, "strangers could ask after everybody's mailbox: {words}");
    }
}

/// What a visit asks about, it was sent: no other visit learns what became of a letter.
#[tokio::test]
async fn only_the_visit_that_was_sent_a_code_learns_what_became_of_it() {
    if !can_run() {
        return;
    }
    let house = House::open().await;
    house.kiosk.add(Person::named("ada").email(GONE)).await;
    let (mine, other) = (seat(&house.kiosk), seat(&house.kiosk));
    let challenge = opened(&house.kiosk, &mine, "ada", Gate::First, Method::Email).await;
    assert!(!house.kiosk.service.is_undelivered(&mine, &challenge.id).await, "it is on its way");
    house.deliver().await;
    assert!(house.kiosk.service.is_undelivered(&mine, &challenge.id).await);
    assert!(!house.kiosk.service.is_undelivered(&other, &challenge.id).await);
}

/// Whoever is told a support code is found by it, and so is what became of their letter.
#[tokio::test]
async fn an_operator_finds_a_letter_that_was_given_up_by_its_visit_and_its_account() {
    if !can_run() {
        return;
    }
    let house = House::open().await;
    house.kiosk.add(Person::named("ada").email(GONE)).await;
    let mine = seat(&house.kiosk);
    opened(&house.kiosk, &mine, "ada", Gate::First, Method::Email).await;
    house.deliver().await;
    let account = Some(house.kiosk.account("ada").await.id);
    let rows = house.kiosk.store.audit_rows(&AuditWish { account, most: 9, ..AuditWish::default() }).await.expect("rows");
    let row = rows.iter().find(|row| row.fact == "letter-given-up").expect("the account's own rows have it");
    assert_eq!((row.login.as_deref(), row.visit.as_deref()), (Some("ada"), Some(mine.visit.as_str())));
}

/// Whatever a page asks, the service knows where nothing may be told.
#[tokio::test]
async fn before_the_first_gate_of_strangers_the_service_tells_nothing() {
    if !can_run() {
        return;
    }
    let house = House::open().await;
    house.kiosk.add(Person::named("ada").email(GONE)).await;
    let seat = Seat { standing: Standing::Open, ..seat(&house.kiosk) };
    let opened = house.kiosk.service.open(&seat, &LoginKey::of("ada"), Gate::First, &Way::Email { to: None }).await;
    let Ok(Opened::Challenge(challenge)) = opened else { panic!("{opened:?}") };
    house.deliver().await;
    assert_eq!(house.kiosk.audited("letter-given-up").await, 1);
    assert!(!house.kiosk.service.is_undelivered(&seat, &challenge.id).await);
}
