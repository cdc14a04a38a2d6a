//! The pages of people who get back in: by a new password, by an unlock, each way of proving who they are.

use kiosk::domain::account::Language;
use kiosk::domain::method::Standing;
use kiosk::domain::proof::totp::code_at;
use kiosk::domain::time::Span;
use kiosk::flow::event::Event;
use kiosk::input::{Input, Key};
use kiosk::page::{Focus, Page};

use crate::story::choose;
use crate::support::{Kiosk, Making, Person, START, policy};

/// Somebody with two mobile telephones, and a stranger who says to be them.
pub async fn texts() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("tom").mobile("+31612345642").mobile("+32470123456").totp()).await;
    let mut visit = kiosk.visit();
    visit.press("1tom⏎").await;
    let mut pages = vec![("choose-method, two telephones", visit.page())];
    visit.press("2").await;
    pages.push(("confirm-phone", visit.page()));
    visit.press("06 12345643⏎").await;
    pages.push(("confirm-phone, wrong", visit.page()));
    visit.press("⎋06 toestel⏎").await;
    pages.push(("confirm-phone, no number", visit.page()));
    visit.press("⎋06 12345642⏎").await;
    pages.push(("enter-code, a text", visit.page()));
    let mut stranger = kiosk.visit();
    stranger.seat.standing = Standing::Open;
    stranger.press("1tom⏎").await;
    let place = stranger.page().choices.iter().position(|choice| choice.id == "choose-sms-on-file").expect("offered") + 1;
    stranger.press(&place.to_string()).await;
    pages.push(("confirm-phone, uniform", stranger.page()));
    stranger.press("06 99999999⏎").await;
    pages.push(("enter-code, a text, uniform", stranger.page()));
    pages
}

/// Somebody with a sheet of recovery codes.
pub async fn papers() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("pia").email("pia@example.org").group("two")).await;
    let codes = crate::recovery::sheet(&kiosk, "pia").await;
    let fresh = crate::recovery::sheet(&kiosk, "pia").await;
    let mut visit = kiosk.visit();
    visit.press("1pia⏎").await;
    let mut pages = vec![("choose-method, a sheet", visit.page())];
    visit.press("2").await;
    pages.push(("enter-recovery-code", visit.page()));
    visit.press(&codes[0]).await.press("⏎").await;
    pages.push(("enter-recovery-code, wrong", visit.page()));
    visit.press("⎋").await.press(&fresh[0]).await.press("⏎").await;
    let mut again = kiosk.visit();
    again.press("1pia⏎2").await.press(&fresh[0]).await.press("⏎").await;
    pages.push(("enter-recovery-code, used", again.page()));
    visit.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
    choose(&mut visit, "zebra copper lantern").await;
    pages.push(("done-reset, a sheet", visit.page()));
    pages
}

pub async fn a_reset(kiosk: &Kiosk) -> Vec<(&'static str, Page)> {
    let mut visit = kiosk.visit();
    let mut pages = vec![("start", visit.page())];
    visit.press("1").await;
    pages.push(("identify", visit.page()));
    visit.press("adda⏎").await;
    pages.push(("identify, unknown", visit.page()));
    visit.press("⎋ada⏎").await;
    pages.push(("choose-method", visit.page()));
    visit.press("1").await;
    pages.push(("enter-code", visit.page()));
    visit.event(Event::Input(Input::Key(Key::F(1)))).await;
    pages.push(("help, enter-code", visit.page()));
    visit.press("⎋").await;
    visit.press("000000⏎").await;
    pages.push(("enter-code, wrong", visit.page()));
    visit.press(&kiosk.code().await).await.press("⏎").await;
    pages.push(("choose-method, second", visit.page()));
    visit.press("1").await;
    pages.push(("enter-totp", visit.page()));
    visit.press("000000⏎").await;
    pages.push(("enter-totp, wrong", visit.page()));
    visit.press(&kiosk.totp()).await.press("⏎").await;
    pages.push(("new-password", visit.page()));
    visit.event(Event::Input(Input::Key(Key::F(1)))).await;
    pages.push(("help, new-password", visit.page()));
    visit.event(Event::Input(Input::Key(Key::F(1)))).await;
    visit.press("hunter2").await.wait(Span::from_millis(150)).await;
    pages.push(("new-password, weak", visit.page()));
    visit.press("⏎hunter2⏎").await;
    pages.push(("new-password, refused", visit.page()));
    visit.press("⎋").await.press("zebra copper lantern").await.wait(Span::from_millis(150)).await;
    visit.event(Event::Input(Input::Key(Key::F(8)))).await;
    pages.push(("new-password, shown", visit.page()));
    visit.event(Event::Input(Input::Key(Key::F(7)))).await;
    visit.press("ZEBRA").await;
    pages.push(("new-password, suggested", visit.page()));
    visit.press("⎋").await;
    visit.event(Event::Input(Input::Key(Key::BackTab))).await;
    visit.press("⎋").await;
    choose(&mut visit, "zebra copper lantern").await;
    pages.push(("done-reset", visit.page()));
    // Its notices are not to be taken for somebody else's code.
    kiosk.mailbox().await;
    pages
}

pub async fn questions(kiosk: &Kiosk) -> Vec<(&'static str, Page)> {
    let mut visit = kiosk.visit();
    visit.press("1quiz⏎1").await;
    visit.press(&kiosk.code().await).await.press("⏎").await;
    let mut pages = vec![("choose-method, questions", visit.page())];
    visit.press("1").await;
    pages.push(("answer-questions", visit.page()));
    visit.press("Ghent⏎⏎⏎").await;
    pages.push(("answer-questions, one is missing", visit.page()));
    visit.press("Fiat Panda⏎Minoes⏎").await;
    pages.push(("answer-questions, wrong", visit.page()));
    pages
}

pub async fn stops(kiosk: &Kiosk) -> Vec<(&'static str, Page)> {
    let mut pages = Vec::new();
    for (name, login) in [("stop-elsewhere", "else"), ("stop-disabled", "off"), ("stop-unregistered", "new")] {
        let mut visit = kiosk.visit();
        visit.press("1").await.press(login).await.press("⏎").await;
        pages.push((name, visit.page()));
    }
    let mut visit = kiosk.visit();
    visit.press("1clumsy⏎1").await;
    for _ in 0..6 {
        visit.press("000000⏎").await;
    }
    pages.push(("blocked", visit.page()));
    pages
}

/// As much as `new-password` ever says at once: refused, in capitals, in a language that is not one's own, and late.
pub async fn in_a_hurry(kiosk: &Kiosk) -> Vec<(&'static str, Page)> {
    let person = Person::named("late").email("late@example.org").group("two").totp();
    kiosk.add(Person { language: Some(Language::Dutch), ..person }).await;
    let mut visit = kiosk.visit();
    visit.press("1late⏎").await;
    let mut pages = vec![("choose-method, another language", visit.page())];
    visit.press("1").await.press(&kiosk.code().await).await.press("⏎1").await;
    kiosk.ambient.advance(Span::seconds(30));
    visit.press(&kiosk.totp()).await.press("⏎").await;
    for _ in 0..13 {
        visit.wait(Span::seconds(55)).await.press("⇥").await;
    }
    visit.event(Event::Input(Input::Key(Key::Down))).await;
    for _ in 0..20 {
        if visit.page().focus != Focus::Field(0) {
            visit.press("⇥").await;
        }
    }
    visit.press("HUNTER2⏎HUNTER2⏎").await.wait(Span::from_millis(150)).await.press("⇥HUNTER2").await;
    visit.wait(Span::from_millis(150)).await;
    pages.push(("new-password, late", visit.page()));
    pages
}

/// What is shown where nothing may be told of an account, and to whom strangers guessed too much.
pub async fn strangers(kiosk: &Kiosk) -> Vec<(&'static str, Page)> {
    let mut visit = kiosk.visit();
    visit.seat.standing = Standing::Open;
    visit.press("1ada⏎").await;
    let mut pages = vec![("choose-method, uniform", visit.page())];
    visit.press("1").await;
    pages.push(("enter-code, uniform", visit.page()));
    kiosk.ambient.advance(Span::minutes(10));
    let asked = async || {
        let mut visit = kiosk.visit();
        visit.seat.standing = Standing::Open;
        visit.press("1ada⏎1").await;
        visit
    };
    let mut visit = asked().await;
    visit.press("000000⏎000000⏎000000⏎").await;
    visit = asked().await;
    visit.press("000000⏎000000⏎000000⏎").await;
    pages.push(("enter-code, too much was guessed", visit.page()));
    visit = asked().await;
    visit.press("ac3d ef6h").await;
    pages.push(("enter-code, long", visit.page()));
    pages
}

/// Where an account can be opened without a new password, and where somebody never had one.
pub async fn unlocks() -> Vec<(&'static str, Page)> {
    let mut policy = policy();
    policy.unlock = true;
    let kiosk = Kiosk::made(Making { policy, ..Making::default() }).await;
    let person = |login| Person::named(login).totp();
    kiosk.add(Person { locked_until: Some(START + Span::hours(9)), ..person("ada").email("ada@example.org") }).await;
    kiosk.add(Person { seed: b"another seed of an a", ..person("open") }).await;
    kiosk.add(Person { password: None, ..Person::named("new").email("new@example.org") }).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    let mut pages = vec![("goal", visit.page())];
    visit.press("2").await;
    pages.push(("choose-method, unlock", visit.page()));
    visit.press("2").await.press(&kiosk.totp()).await.press("⏎").await;
    pages.push(("done-unlock", visit.page()));
    assert_eq!(kiosk.mailbox().await.len(), 1, "the notice");
    visit = kiosk.visit();
    visit.press("1open⏎21").await.press(code_at(b"another seed of an a", kiosk.service.now()).expose()).await.press("⏎").await;
    pages.push(("done-unlock, was not locked", visit.page()));
    visit.press("⏎").await;
    pages.push(("new-password, or keep it", visit.page()));
    visit = kiosk.visit();
    visit.press("1new⏎").await;
    pages.push(("choose-method, first password", visit.page()));
    visit.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
    pages.push(("new-password, first", visit.page()));
    choose(&mut visit, "zebra copper lantern").await;
    pages.push(("done-reset, first password", visit.page()));
    pages
}
