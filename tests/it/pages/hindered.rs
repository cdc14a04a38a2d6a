//! The pages of people who have what it takes, and cannot use it now.

use kiosk::domain::outcome::Trouble;
use kiosk::domain::policy::Enabled;
use kiosk::domain::time::Span;
use kiosk::flow::event::{Effect, Event, Reply};
use kiosk::flow::settings::{SettingsReply, SettingsWish};
use kiosk::input::{Input, Key};
use kiosk::page::Page;

use crate::support::{Kiosk, Making, OLD_PASSWORD, Person};

pub async fn pages() -> Vec<(&'static str, Page)> {
    let mut pages = too_few_are_left().await;
    pages.extend(nothing_arrives().await);
    pages.extend(a_sheet_is_asked_for().await);
    pages.push(nothing_can_be_reset().await);
    pages.extend(something_is_set_up().await);
    pages
}

/// Somebody who failed with one of two ways that are both needed, and somebody with more of them.
async fn too_few_are_left() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp().group("two")).await;
    kiosk.add(Person::named("bob").email("bob@example.org").mobile("+31612345642").totp().group("two")).await;
    let mut pages = Vec::new();
    for (login, app, name) in [("ada", "2", "blocked, too few ways are left"), ("bob", "2", "blocked, other ways are left")] {
        let mut visit = kiosk.visit();
        visit.press("1").await.press(login).await.press("⏎").await.press(app).await;
        for _ in 0..6 {
            visit.press("000000⏎").await;
        }
        pages.push((name, visit.page()));
        if login == "bob" {
            visit.press("⏎").await;
            pages.push(("choose-method, one way is closed", visit.page()));
        }
    }
    pages
}

/// Somebody whose mail server refuses every letter, with another way and without one.
async fn nothing_arrives() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    kiosk.add(Person::named("bob").email("a.very.long.address@mail.some-university.example.org")).await;
    let mut pages = Vec::new();
    for (login, name) in [("ada", "enter-code, undelivered"), ("bob", "enter-code, undelivered and nothing else")] {
        let mut visit = kiosk.visit();
        visit.press("1").await.press(login).await.press("⏎1").await;
        kiosk.sql("UPDATE letter SET state = 'given-up'").await;
        visit.wait(Span::seconds(10)).await;
        pages.push((name, visit.page()));
    }
    pages
}

/// Somebody with a sheet whose settings it guards, with many codes and with the last.
async fn a_sheet_is_asked_for() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    crate::recovery::sheet(&kiosk, "ada").await;
    let mut pages = Vec::new();
    for name in ["choose-method, settings and a sheet", "choose-method, settings and the last code"] {
        let mut visit = kiosk.visit();
        visit.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
        pages.push((name, visit.page()));
        kiosk.sql("UPDATE recovery_code SET used_at = 1 WHERE mac <> (SELECT MAX(mac) FROM recovery_code)").await;
    }
    pages
}

/// Somebody for whom resetting is not open, before the list of their ways.
async fn nothing_can_be_reset() -> (&'static str, Page) {
    let mut making = Making::default();
    making.policy.base.enabled = Enabled::Groups(vec!["staff".to_owned()]);
    let kiosk = Kiosk::made(making).await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mut visit = kiosk.visit();
    visit.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    ("methods, reset is not open", visit.page())
}

/// Somebody who sets something up while nothing can be answered.
async fn something_is_set_up() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mut pages = Vec::new();
    for (name, trouble) in [("busy, settings", Trouble::Busy), ("unavailable, settings", Trouble::Unavailable)] {
        let mut visit = kiosk.visit();
        visit.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎").await;
        let asked = visit.event_unanswered(Event::Input(Input::Key(Key::Char('2'))));
        let Ok([Effect::Settings(SettingsWish::Enter { signed_in, proof })]) = <[Effect; 1]>::try_from(asked) else {
            panic!("the settings are not asked for")
        };
        let reply = SettingsReply::Entered(Err((signed_in, proof, trouble)));
        visit.event(Event::Reply(Reply::Settings(Box::new(reply)))).await;
        pages.push((name, visit.page()));
    }
    pages
}
