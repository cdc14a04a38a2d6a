//! Another letter with a code: offered when it may be sent, sent when it was asked for, and recorded as what it is.

use kiosk::domain::account::Language;
use kiosk::domain::method::Standing;
use kiosk::domain::outcome::Challenge;
use kiosk::domain::time::Span;
use kiosk::flow::event::{Effect, Event};
use kiosk::input::{Input, Key};
use kiosk::page::{Page, PageId, Value};

use crate::support::{Kiosk, OLD_PASSWORD, Person, Sitting};

fn told(page: &Page) -> Vec<&'static str> {
    page.lead.iter().map(|text| text.id).collect()
}

/// Ten minutes bear three letters to one contact.
#[tokio::test]
async fn nobody_is_offered_a_letter_that_may_not_be_sent() {
    for standing in [Standing::Trusted, Standing::Open] {
        let kiosk = Kiosk::new().await;
        kiosk.add(Person::named("ada").email("ada@example.org")).await;
        let mut visit = kiosk.visit();
        visit.seat.standing = standing;
        visit.press("1ada⏎1").await;
        for letter in 1..=2 {
            visit.wait(Span::seconds(30)).await;
            assert!(told(&visit.page()).contains(&"enter-code-resend-now"), "after letter {letter}: {}", visit.words());
            resend(&mut visit).await;
        }
        visit.wait(Span::seconds(45)).await;
        assert_eq!(visit.id(), PageId::EnterCode);
        assert!(!told(&visit.page()).contains(&"enter-code-resend-now"), "{}", visit.words());
        assert!(told(&visit.page()).contains(&"code-resend-later"), "{}", visit.words());
        visit.presses(Key::Esc).await.press("1").await;
        assert_eq!(visit.id(), PageId::EnterCode);
        assert!(told(&visit.page()).contains(&"code-resend-later"), "nor when they come back: {}", visit.words());
    }
}

async fn resend(visit: &mut Sitting<'_>) {
    visit.presses(Key::Tab).await.presses(Key::Tab).await.press("⏎").await;
}

/// Somebody who signed in, at the code for an address that they typed.
async fn registering<'a>(kiosk: &'a Kiosk, login: &str, address: &str) -> Sitting<'a> {
    let mut visit = kiosk.visit();
    visit.press("3").await.press(login).await.press("⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    add_address(&mut visit, address).await;
    visit
}

async fn add_address(visit: &mut Sitting<'_>, address: &str) {
    let place = visit.page().choices.iter().position(|choice| choice.id == "methods-add-address").expect("offered") + 1;
    visit.press(&place.to_string()).await.press(address).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::EnterCode, "{}", visit.words());
}

#[tokio::test]
async fn whoever_looks_at_their_address_again_asked_for_no_other_letter() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person { language: Some(Language::English), ..Person::named("ada") }).await;
    kiosk.add(Person { language: Some(Language::English), ..Person::named("eva") }).await;
    let mut visit = registering(&kiosk, "ada", "ada@example.org").await;
    let letters = kiosk.rows("letter").await;
    visit.presses(Key::Esc).await;
    let Some(Value::Plain { text, .. }) = visit.page().fields.into_iter().next().map(|field| field.value) else {
        panic!("no address: {}", visit.words())
    };
    assert_eq!(text, "ada@example.org");
    visit.press("⏎").await;
    assert_eq!((visit.id(), kiosk.rows("letter").await), (PageId::EnterCode, letters), "{}", visit.words());
    visit.press(&kiosk.code().await).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::Methods, "the code still counts: {}", visit.words());
    let mut other = registering(&kiosk, "eva", "eva@example.org").await;
    other.presses(Key::Esc).await.presses(Key::Backspace).await.press("x⏎").await;
    assert_eq!(kiosk.rows("letter").await, letters + 2, "another address is another letter");
}

/// Addresses that somebody typed count against them as well: ten letters a day, whichever they go to.
#[tokio::test]
async fn nobody_is_offered_a_letter_for_an_address_after_their_last() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person { language: Some(Language::English), ..Person::named("ada") }).await;
    let mut visit = registering(&kiosk, "ada", "a0@example.org").await;
    for letter in 1..10 {
        let address = format!("a{letter}@example.org");
        visit.presses(Key::Esc).await;
        let Some(length) = visit.page().fields.first().map(|_| address.len()) else { panic!("no address to change") };
        for _ in 0..length {
            visit.presses(Key::Backspace).await;
        }
        visit.press(&address).await.press("⏎").await;
        let later = told(&visit.page()).contains(&"code-resend-later");
        assert_eq!((visit.id(), later), (PageId::EnterCode, letter == 9), "letter {letter}: {}", visit.words());
    }
}

#[tokio::test]
async fn the_first_letter_to_another_account_is_no_second_one() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").email("eva@example.org")).await;
    kiosk.add(Person::named("bob").email("bob@example.org")).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await.presses(Key::Esc).await.presses(Key::Esc).await;
    // What was typed stands there, and the first Esc clears it.
    visit.presses(Key::Esc).await.wait(Span::seconds(1)).await.press("bob⏎1").await;
    assert_eq!(visit.id(), PageId::EnterCode, "{}", visit.words());
    visit.presses(Key::Esc).await.presses(Key::Esc).await;
    visit.presses(Key::Esc).await.wait(Span::seconds(1)).await.press("ada⏎2").await;
    assert_eq!((kiosk.rows("letter").await, kiosk.audited("code-sent-again").await), (3, 0));
    assert_eq!(kiosk.audited("challenge-opened").await, 3);
    visit.wait(Span::seconds(30)).await;
    resend(&mut visit).await;
    assert_eq!((kiosk.rows("letter").await, kiosk.audited("code-sent-again").await), (4, 1), "{}", visit.words());
}

/// Each visit begins with a code A: the letters say which is the newer one.
#[tokio::test]
async fn two_letters_of_the_same_name_are_told_apart_by_their_time() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    for _ in 0..2 {
        kiosk.visit().press("1ada⏎1").await;
        kiosk.ambient.advance(Span::minutes(2));
    }
    let letters = kiosk.mailbox().await;
    for (letter, time) in letters.iter().zip(["09:00", "09:02"]) {
        let body = letter.body.expose();
        assert!(body.contains("Code A: ") && body.contains("only the newest letter works"), "{body}");
        assert!(body.contains(&format!("This code was asked for on 15 January 2027, {time}.")), "{body}");
    }
    assert_eq!(letters.len(), 2);
}

/// What a page asks for that still shows a code which was replaced meanwhile, it gets by the same rule.
#[tokio::test]
async fn a_code_that_is_shown_in_the_place_of_another_tells_the_same() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await;
    for _ in 0..2 {
        visit.wait(Span::seconds(30)).await;
        visit.presses(Key::Tab).await.presses(Key::Tab).await;
        let asked = visit.event_unanswered(Event::Input(Input::Key(Key::Enter)));
        let Some(Effect::Resend { challenge }) = asked.into_iter().next() else { panic!("{}", visit.words()) };
        let old = copy(&challenge);
        let first = kiosk.service.resend(&visit.seat, challenge).await.expect("sent");
        let again = kiosk.service.resend(&visit.seat, old).await.expect("shown");
        assert_eq!(first, again);
        visit.event(Event::Reply(kiosk::flow::event::Reply::Resent(Ok(again)))).await;
    }
}

fn copy(challenge: &Challenge) -> Challenge {
    crate::limits::twin(challenge)
}
