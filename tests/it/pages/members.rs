//! The pages of people who signed in, and of what they register.

use kiosk::domain::account::Origin;
use kiosk::domain::phone::ContactKind;
use kiosk::domain::proof::totp::code_at;
use kiosk::flow::event::Event;
use kiosk::input::{Input, Key};
use kiosk::page::{Page, PageId};

use crate::story::choose;
use crate::support::{Kiosk, OLD_PASSWORD, Person};

/// Somebody with telephones who makes a sheet of recovery codes, and another one.
pub async fn sheets() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    let office = (Origin::Directory, ContactKind::Office, "+31201234599");
    let mut person = Person::named("eva").email("eva@example.org").mobile("+31612345642").mobile("+32470123456").group("two");
    person.phones.push(office);
    kiosk.add(person).await;
    let mut visit = kiosk.visit();
    visit.press("3eva⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    let mut pages = vec![("methods, telephones", visit.page())];
    for name in ["add-method, sheet", "add-method, another sheet"] {
        let place = visit.page().choices.iter().position(|choice| choice.id.ends_with("sheet")).expect("offered") + 1;
        visit.press(&place.to_string()).await;
        if visit.id() == PageId::ConfirmRemove {
            pages.push(("confirm-remove, sheet", visit.page()));
            crate::registering::pick(&mut visit, "new sheet").await;
        }
        pages.push((name, visit.page()));
        let last = visit.page().lead.iter().rfind(|text| text.id == "sheet-code").map(|text| visit.said(text)).expect("a code");
        visit.press("⏎").await;
        pages.push(("add-method, end of the sheet", visit.page()));
        visit.press("AAAAA⏎").await;
        pages.push(("add-method, wrong end of the sheet", visit.page()));
        visit.press("⎋⎋").await;
        pages.push(("add-method, sheet to be thrown away", visit.page()));
        visit.press("1⏎").await.press(&last[last.len() - 5..]).await.press("⏎").await;
        pages.push(("methods, a sheet", visit.page()));
    }
    pages
}

/// Where somebody signs in who knows the password.
pub async fn members() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mut visit = kiosk.visit();
    visit.press("3").await;
    let mut pages = vec![("sign-in", visit.page())];
    visit.press("ada⏎not the one⏎").await;
    pages.push(("sign-in, wrong", visit.page()));
    visit.press(OLD_PASSWORD).await.press("⏎").await;
    pages.push(("my-account", visit.page()));
    visit.press("3").await;
    pages.push(("my-account, language", visit.page()));
    visit.press("1").await;
    choose(&mut visit, "zebra copper lantern").await;
    pages.push(("done-change", visit.page()));
    visit = kiosk.visit();
    visit.press("2ada⏎").await;
    for _ in 0..10 {
        visit.press("wrong⏎").await;
    }
    pages.push(("blocked, sign-in", visit.page()));
    pages
}

/// Where somebody sees and changes what they registered.
pub async fn settings() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    let emails = vec![
        (Origin::Authentication, "ada@example.org"),
        (Origin::Authentication, "a.very.long.address@mail.some-university.example.org"),
        (Origin::Directory, "desk@example.org"),
    ];
    kiosk.add(Person { emails, ..Person::named("ada").totp().questions().group("two") }).await;
    kiosk.add(Person { seed: b"another seed of an a", ..Person::named("bob").totp().group("two") }).await;
    let mut visit = kiosk.visit();
    visit.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    let mut pages = vec![("choose-method, settings", visit.page())];
    visit.press("1").await.press(&kiosk.totp()).await.press("⏎").await;
    pages.push(("methods", visit.page()));
    visit.press("2").await;
    pages.push(("confirm-remove", visit.page()));
    crate::registering::pick(&mut visit, "Send codes").await;
    pages.push(("methods, changed", visit.page()));
    visit.press("6").await;
    pages.push(("add-method, app", visit.page()));
    visit.press("000000⏎").await;
    pages.push(("add-method, wrong code", visit.page()));
    visit.press("⎋7ada@contoso.com⏎").await;
    pages.push(("add-method, address", visit.page()));
    visit.press("⎋⎋8").await;
    pages.push(("add-method, questions", visit.page()));
    visit.press("3").await;
    pages.push(("add-method, answer", visit.page()));
    visit.press("⎋⎋").await.event(Event::Input(Input::Key(Key::BackTab))).await;
    for _ in 0..5 {
        visit.event(Event::Input(Input::Key(Key::BackTab))).await;
    }
    visit.press("⏎").await;
    pages.push(("done-register", visit.page()));
    visit = kiosk.visit();
    visit.press("3bob⏎").await.press(OLD_PASSWORD).await.press("⏎21").await;
    visit.press(code_at(b"another seed of an a", kiosk.service.now()).expose()).await.press("⏎1").await;
    visit.press("1").await;
    pages.push(("methods, needed", visit.page()));
    pages
}
