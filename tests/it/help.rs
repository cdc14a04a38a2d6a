//! Asking an administrator: from everywhere, for everybody alike, and what the desk is told of it.

mod limits;

use std::sync::Arc;

use kiosk::delivery::Post;
use kiosk::domain::account::{Address, Managed};
use kiosk::domain::help::{HelpAnswer, HelpNumber, HelpState, HelpWish};
use kiosk::domain::organisation::{CustomHelp, Desk};
use kiosk::domain::time::Span;
use kiosk::domain::visible::is_steering;
use kiosk::flow::event::Event;
use kiosk::input::{Input, Key};
use kiosk::page::{Action, PageId};
use kiosk::service::courier::Courier;
use kiosk::store::HelpRequest;

use tokio_util::sync::CancellationToken;

use crate::desk::{request_number, support_code};
use crate::support::{Kiosk, Making, Person, Sitting, code_in};

pub fn desk_is_mailed() -> Making {
    let mut making = Making::default();
    making.organisation.desk.email = Address::parse("desk@contoso.com");
    making
}

async fn asks(visit: &mut Sitting<'_>) {
    visit.event(Event::Input(Input::Key(Key::F(3)))).await;
}

/// The number that a page shows.
fn number_on(visit: &Sitting<'_>) -> HelpNumber {
    assert_eq!(visit.id(), PageId::HelpSent, "{}", visit.words());
    let words = visit.words();
    HelpNumber::parse(&request_number(&words)).expect("six digits")
}

/// The code in the latest letter to `address`.
async fn code_for(kiosk: &Kiosk, address: &str) -> String {
    let mails = kiosk.mailbox().await;
    code_in(mails.iter().rfind(|mail| mail.to.as_str() == address).expect("a letter"))
}

/// A courier goes round once.
async fn sweeps(kiosk: &Kiosk) {
    let courier = Courier::new(Arc::clone(&kiosk.service), Post::Off, "sweeper".to_owned());
    let stop = CancellationToken::new();
    stop.cancel();
    courier.run(stop).await;
}

async fn request(kiosk: &Kiosk, number: HelpNumber) -> HelpRequest {
    kiosk.store.help_request(number).await.expect("asked").expect("a request")
}

#[tokio::test]
async fn a_request_is_numbered_stored_and_mailed_to_the_desk() {
    let kiosk = Kiosk::made(desk_is_mailed()).await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    asks(&mut visit).await;
    assert!(visit.words().contains("Your user ID: ada") && visit.words().contains("555 0100"), "{}", visit.words());
    visit.press("My phone is in the canal⏎").await;
    let (number, support) = (number_on(&visit), support_code(&visit.words()));
    let stored = request(&kiosk, number).await;
    assert_eq!((stored.typed.as_str(), stored.words.as_str()), ("ada", "My phone is in the canal"));
    assert_eq!((stored.state, stored.page.as_str(), &stored.support), (HelpState::Open, "choose-method", &support));
    assert_eq!((stored.place.as_str(), stored.standing.as_str()), ("Hall B", "trusted"));
    let mails = kiosk.mailbox().await;
    let [mail] = mails.as_slice() else { panic!("{} letters", mails.len()) };
    let body = mail.body.expose();
    assert_eq!(mail.to.as_str(), "desk@contoso.com");
    assert!(mail.subject.contains(&number.to_string()), "{}", mail.subject);
    for told in ["Ada Lovelace", "ada", "Hall B, at a terminal", "Show that it is you", &support, "wrote a line"] {
        assert!(body.contains(told), "{told} in {body}");
    }
    assert!(!body.contains("canal") && !body.contains("://") && !body.contains("www."), "{body}");
    assert_eq!(kiosk.audited("help-requested").await, 1);
    assert!(kiosk.audit_holds(&support).await && !kiosk.audit_holds("canal").await);
}

#[tokio::test]
async fn whoever_has_no_user_id_yet_is_asked_for_one_or_for_a_name() {
    let kiosk = Kiosk::made(desk_is_mailed()).await;
    let mut visit = kiosk.visit();
    visit.press("4").await;
    assert_eq!((visit.id(), visit.page().fields.len()), (PageId::HelpRequest, 2));
    visit.press("⏎⏎").await;
    assert!(visit.words().contains("Type your user ID or your name first"), "{}", visit.words());
    visit.press("Grace Hopper, second floor⏎⏎").await;
    let stored = request(&kiosk, number_on(&visit)).await;
    assert_eq!((stored.typed.as_str(), stored.words.as_str(), stored.page.as_str()), ("Grace Hopper, second floor", "", "start"));
    assert_eq!(stored.account, None);
    let mails = kiosk.mailbox().await;
    let body = mails[0].body.expose();
    assert!(body.contains("nobody here has the user ID") && !body.contains("Grace") && !body.contains("wrote a line"), "{body}");
    visit.press("⎋").await;
    assert_eq!(visit.id(), PageId::Start);
}

/// Everything on the page but what counts down.
fn place(visit: &Sitting<'_>) -> String {
    let mut page = visit.page();
    page.lead.retain(|text| !text.id.starts_with("enter-code-"));
    format!("{page:?}")
}

#[tokio::test]
async fn asking_keeps_the_place_and_all_that_was_typed_and_proved() {
    let kiosk = Kiosk::made(desk_is_mailed()).await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp().group("two")).await;
    let mut visit = kiosk.visit();
    let returns = async |visit: &mut Sitting<'_>, sends: bool| {
        let before = place(visit);
        asks(visit).await;
        assert_eq!(visit.id(), PageId::HelpRequest, "from {before}");
        if sends {
            visit.press("x⏎").await;
            assert_eq!(visit.id(), PageId::HelpSent, "{}", visit.words());
        }
        visit.press("⎋").await;
        assert_eq!(place(visit), before);
    };
    visit.press("1ad").await;
    returns(&mut visit, true).await;
    visit.press("a⏎").await;
    returns(&mut visit, false).await;
    visit.press("1").await.press("12").await;
    returns(&mut visit, true).await;
    visit.press("⎋").await.press(&code_for(&kiosk, "ada@example.org").await).await.press("⏎").await;
    returns(&mut visit, false).await;
    visit.press("1").await.press("34").await;
    returns(&mut visit, false).await;
    visit.press("⎋").await.press(&kiosk.totp()).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::NewPassword);
    visit.press("zebra copper lantern⏎zebra copper lantern").await;
    returns(&mut visit, true).await;
    visit.event(Event::Input(Input::Key(Key::F(10)))).await;
    assert_eq!(visit.id(), PageId::EndVisit);
    returns(&mut visit, false).await;
    visit.press("⎋⏎").await;
    assert_eq!(visit.id(), PageId::DoneReset, "the proofs are still good: {}", visit.words());
    returns(&mut visit, false).await;
    assert!(kiosk.accepts("ada", "zebra copper lantern").await);
}

#[tokio::test]
async fn a_stop_page_hands_its_own_code_on_and_one_of_them_hands_nobody_on() {
    let kiosk = Kiosk::made(desk_is_mailed()).await;
    kiosk.add(Person { managed: Managed::Elsewhere, ..Person::named("else") }).await;
    kiosk.add(Person { enabled: false, ..Person::named("off") }).await;
    kiosk.add(Person::named("new")).await;
    for (login, page) in [("off", "stop-disabled"), ("new", "stop-unregistered")] {
        let mut visit = kiosk.visit();
        visit.press("1").await.press(login).await.press("⏎").await;
        let support = support_code(&visit.words());
        asks(&mut visit).await;
        visit.press("⏎").await;
        assert_eq!(support_code(&visit.words()), support);
        let stored = request(&kiosk, number_on(&visit)).await;
        assert_eq!((stored.page.as_str(), stored.support, stored.typed.as_str()), (page, support, login));
    }
    let mut visit = kiosk.visit();
    visit.press("1else⏎").await;
    let before = place(&visit);
    asks(&mut visit).await;
    assert!(visit.id() == PageId::StopElsewhere && place(&visit) == before);
    assert!(!visit.page().actions.contains(&Action::AskHelp));
    for part in ["Ask your IT staff", "555 0100", "Room 12", "9:00-17:00"] {
        assert!(visit.words().contains(part), "{part}");
    }
}

#[tokio::test]
async fn no_number_tells_of_the_one_before() {
    let kiosk = Kiosk::new().await;
    let mut numbers = Vec::new();
    for login in ["a", "b", "c", "d", "e"] {
        let mut visit = kiosk.visit();
        visit.press("4").await.press(login).await.press("⏎⏎").await;
        numbers.push(i64::from(number_on(&visit).number()));
    }
    let steps: Vec<i64> = numbers.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(steps.iter().all(|step| step.abs() > 1) && steps[0] != steps[1], "{numbers:?}");
}

/// Nothing is mailed where no desk has an address; the request is there all the same.
#[tokio::test]
async fn without_an_address_of_the_desk_the_request_waits_to_be_looked_at() {
    let kiosk = Kiosk::new().await;
    let mut visit = kiosk.visit();
    visit.press("4ada⏎⏎").await;
    request(&kiosk, number_on(&visit)).await;
    assert_eq!(kiosk.rows("letter").await, 0);
}

#[tokio::test]
async fn the_organisation_s_own_way_takes_the_place_of_requests() {
    let web = "https://help.contoso.com";
    let mail = Address::parse("help@contoso.com").expect("an address");
    for (custom, shown, has_code) in
        [(CustomHelp::Web(web.to_owned()), web, true), (CustomHelp::Mail(mail), "help@contoso.com", false)]
    {
        let mut making = desk_is_mailed();
        making.organisation.desk.custom = Some(custom);
        let kiosk = Kiosk::made(making).await;
        let mut visit = kiosk.visit();
        visit.press("1ad").await;
        asks(&mut visit).await;
        assert!(visit.id() == PageId::HelpRequest && visit.words().contains(shown), "{}", visit.words());
        let code = visit.page().qr.map(|qr| qr.text.to_string());
        assert_eq!(code, has_code.then(|| shown.to_owned()));
        assert!(visit.page().fields.is_empty());
        visit.press("⏎").await;
        assert_eq!(visit.id(), PageId::Identify);
        visit.press("a").await;
        assert!(format!("{:?}", visit.page()).contains("\"ada\""), "what was typed is still there");
        assert_eq!((kiosk.rows("help_request").await, kiosk.rows("letter").await), (0, 0));
    }
}

/// Somebody who can be told of no other desk.
#[tokio::test]
async fn where_there_is_only_a_way_of_its_own_whoever_is_stopped_is_told_of_it() {
    let mail = Address::parse("help@contoso.com").expect("an address");
    for (custom, line) in [
        (CustomHelp::Web("https://help.contoso.com".to_owned()), "On the web: https://help.contoso.com"),
        (CustomHelp::Mail(mail), "Write to: help@contoso.com"),
    ] {
        let mut making = Making::default();
        making.organisation.desk = Desk { custom: Some(custom), ..Desk::default() };
        let kiosk = Kiosk::made(making).await;
        kiosk.add(Person { managed: Managed::Elsewhere, ..Person::named("else").email("e@example.org") }).await;
        let mut visit = kiosk.visit();
        visit.press("1else⏎").await;
        assert_eq!(visit.id(), PageId::StopElsewhere);
        assert!(visit.words().lines().any(|shown| shown == line), "{}", visit.words());
        visit.presses(Key::F(1)).await;
        assert!(visit.words().contains(line) && !visit.words().contains("whoever looks after"), "{}", visit.words());
        let mut asking = kiosk.visit();
        asking.press("1").await;
        asks(&mut asking).await;
        let named = line.rsplit(' ').next().expect("what it is");
        assert_eq!(asking.words().matches(named).count(), 1, "once on the page about it: {}", asking.words());
    }
}

#[tokio::test]
async fn whatever_is_typed_is_kept_as_text_and_steers_nothing() {
    let kiosk = Kiosk::made(desk_is_mailed()).await;
    let scripts = [
        "Zoë Ångström",
        "Иван Петров",
        "Γιώργος",
        "محمد علي",
        "דוד כהן",
        "नमस्ते",
        "ไทย",
        "漢字",
        "ひらがな",
        "한국어",
        "Հայերեն",
        "ქართული",
    ];
    for written in scripts {
        let mut visit = kiosk.visit();
        visit.press("4").await.event(Event::Input(Input::Paste(written.to_owned().into()))).await;
        visit.press("⏎").await.event(Event::Input(Input::Paste(written.to_owned().into()))).await;
        visit.press("⏎").await;
        let stored = request(&kiosk, number_on(&visit)).await;
        assert_eq!((stored.typed.as_str(), stored.words.as_str()), (written, written));
    }
    kiosk.ambient.advance(Span::hours(1));
    let hostile = "\u{1b}[2Jx\u{202e}\r\nBcc: y\u{200b}\0";
    let mut visit = kiosk.visit();
    visit.press("4").await.event(Event::Input(Input::Paste(hostile.repeat(18).into()))).await;
    visit.press("⏎").await.event(Event::Input(Input::Paste(hostile.repeat(18).into()))).await;
    visit.press("⏎").await;
    let stored = request(&kiosk, number_on(&visit)).await;
    assert_eq!((stored.typed, stored.words), ("[2Jx".to_owned(), "[2Jx Bcc: y".repeat(18)));
    // Whatever a page lets through.
    let wish = HelpWish { login: hostile.to_owned(), words: hostile.repeat(99), page: "start", support: None };
    let answer = kiosk.service.ask_help(&kiosk.visit().seat, &wish, None).await;
    let Ok(HelpAnswer::Sent(receipt)) = answer else { panic!("{answer:?}") };
    let stored = request(&kiosk, receipt.number).await;
    assert!(stored.words.chars().count() == 200 && !stored.words.chars().chain(stored.typed.chars()).any(is_steering));
    assert!(kiosk.mailbox().await.iter().all(|mail| !mail.body.expose().contains("Bcc")));
}

/// A visit that is over stays over: who asks for help on its last page begins no other.
#[tokio::test]
async fn a_visit_ends_once_whatever_is_asked_afterwards() {
    let kiosk = Kiosk::made(desk_is_mailed()).await;
    kiosk.add(Person::named("ada").totp()).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await.press(&kiosk.totp()).await.press("⏎").await;
    crate::story::choose(&mut visit, "zebra copper lantern").await;
    asks(&mut visit).await;
    visit.press("still no way in⏎").await;
    number_on(&visit);
    visit.wait(Span::seconds(60)).await.wait(Span::seconds(30)).await;
    assert!(visit.over);
    assert_eq!(kiosk.audited("visit-ended").await, 1);
}

/// What happens where no answer comes: nothing is lost, and it can be tried again.
#[tokio::test]
async fn trouble_keeps_what_was_typed() {
    let kiosk = Kiosk::made(desk_is_mailed()).await;
    let mut visit = kiosk.visit();
    visit.press("4ada⏎help me").await;
    kiosk.sql("ALTER TABLE help_request RENAME TO gone").await;
    visit.press("⏎").await;
    assert_eq!(visit.id(), PageId::Unavailable);
    kiosk.ambient.advance(Span::seconds(50));
    for told in ["555 0100", "Hall B, 09:00", "not your fault", "Nothing was changed"] {
        assert!(visit.words().contains(told), "what can be had is there: {}", visit.words());
    }
    kiosk.sql("ALTER TABLE gone RENAME TO help_request").await;
    visit.press("⏎⏎").await;
    assert_eq!(request(&kiosk, number_on(&visit)).await.words, "help me");
}
