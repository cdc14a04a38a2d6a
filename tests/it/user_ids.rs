//! A user ID that was forgotten: a letter to whoever has the address, and the same page for everybody.

use kiosk::domain::account::{Address, Origin};
use kiosk::domain::captcha::{CaptchaPolicy, When};
use kiosk::domain::help::UserIdAnswer;
use kiosk::domain::limit::Ceiling;
use kiosk::domain::method::Standing;
use kiosk::domain::time::Span;
use kiosk::flow::event::Event;
use kiosk::input::Input;
use kiosk::page::PageId;
use kiosk::service::Seat;
use kiosk::service::source::Source;

use crate::support::{Kiosk, Making, Person, Sitting};

const STANDINGS: [Standing; 2] = [Standing::Trusted, Standing::Open];

/// To the page that asks for an address, and one typed there.
async fn asks<'k>(kiosk: &'k Kiosk, standing: Standing, address: &str) -> Sitting<'k> {
    let mut visit = kiosk.visit();
    visit.seat.standing = standing;
    visit.press("1⇥⇥⇥⏎").await;
    assert_eq!(visit.id(), PageId::ForgotUserId);
    visit.press(address).await.press("⏎").await;
    visit
}

#[tokio::test]
async fn the_user_id_goes_to_the_stored_address_and_nowhere_else() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("Ada@Example.org")).await;
    let mut visit = asks(&kiosk, Standing::Trusted, "ada@EXAMPLE.org").await;
    assert_eq!(visit.id(), PageId::UserIdSent);
    let mails = kiosk.mailbox().await;
    let [mail] = mails.as_slice() else { panic!("{} letters", mails.len()) };
    assert_eq!(mail.to.as_str(), "Ada@Example.org", "as it is stored, not as it was typed");
    let body = mail.body.expose();
    assert!(body.contains("Dear Ada Lovelace") && body.contains("\n\nada\n\n") && body.contains("Hall B"), "{body}");
    assert!(!body.contains("EXAMPLE") && !mail.subject.contains("ada"), "{body}");
    visit.press("⏎").await;
    assert_eq!(visit.id(), PageId::Identify, "and then it is typed");
    visit.press("ada⏎").await;
    assert_eq!(visit.id(), PageId::ChooseMethod);
}

#[tokio::test]
async fn whoever_shares_an_address_is_in_one_letter() {
    let kiosk = Kiosk::new().await;
    for login in ["cem", "ada", "bob"] {
        kiosk.add(Person::named(login).email("family@example.org")).await;
    }
    asks(&kiosk, Standing::Open, "family@example.org").await;
    let mails = kiosk.mailbox().await;
    let [mail] = mails.as_slice() else { panic!("{} letters", mails.len()) };
    let body = mail.body.expose();
    assert!(body.contains("ada\n\nbob\n\ncem\n\n") && body.contains("user IDs"), "{body}");
    assert!(!body.contains("Dear"), "nobody knows who of them reads it: {body}");
}

/// What is in every table, and what the page says.
async fn traces(kiosk: &Kiosk, visit: &Sitting<'_>) -> (String, Vec<i64>) {
    let mut rows = Vec::new();
    for table in ["letter", "audit", "counter", "challenge", "help_request"] {
        rows.push(kiosk.rows(table).await);
    }
    (format!("{:?}", visit.page()), rows)
}

#[tokio::test]
async fn page_rows_and_counters_are_the_same_whoever_has_the_address() {
    for standing in STANDINGS {
        let mut seen = Vec::new();
        for person in [
            None,
            Some(Person::named("ada").email("ada@example.org")),
            Some(Person { enabled: false, ..Person::named("ada").email("ada@example.org") }),
            Some(Person { emails: vec![(Origin::Authentication, "ada@example.org")], ..Person::named("ada").totp() }),
        ] {
            let kiosk = Kiosk::new().await;
            if let Some(person) = person {
                kiosk.add(person).await;
            }
            let mut told = Vec::new();
            for _ in 0..5 {
                let visit = asks(&kiosk, standing, "ada@example.org").await;
                told.push(traces(&kiosk, &visit).await);
                kiosk.ambient.advance(Span::seconds(1));
            }
            seen.push(told);
        }
        assert!(seen.iter().all(|told| *told == seen[0]), "{standing:?}: {seen:#?}");
        let sent = seen[0].iter().filter(|(page, _)| page.contains("UserIdSent")).count();
        assert_eq!(sent, 3, "three letters in ten minutes: {:#?}", seen[0]);
        assert_eq!(seen[0][4].1[0], 3, "and no row of a fourth");
    }
}

/// In the hall too: who has an account here is nobody's business.
#[tokio::test]
async fn every_answer_waits_for_the_grid_wherever_one_sits() {
    let kiosk = Kiosk::made(Making { real_clock: true, ..Making::default() }).await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    for standing in STANDINGS {
        for address in ["ada@example.org", "nobody@example.org"] {
            let seat = Seat { standing, ..kiosk.visit().seat };
            let (begun, address) = (kiosk.service.now(), Address::parse(address).expect("an address"));
            let answer = kiosk.service.send_user_id(&seat, &address, None).await;
            assert_eq!(answer, Ok(UserIdAnswer::Sent));
            let took = begun.until(kiosk.service.now()).millis();
            // On a machine that is busy otherwise it may be a later line of the grid, and the clock a little late.
            assert!(took >= 500 && took % 250 < 125, "{took} ms for {address:?}");
        }
    }
}

#[tokio::test]
async fn whoever_asks_for_letters_uses_up_no_code_of_their_owner() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    for _ in 0..4 {
        asks(&kiosk, Standing::Trusted, "ada@example.org").await;
    }
    let enough = asks(&kiosk, Standing::Trusted, "ada@example.org").await;
    assert!(enough.id() == PageId::ForgotUserId && enough.words().contains("ask again from 09:10"), "{}", enough.words());
    assert_eq!(kiosk.mailbox().await.len(), 3);
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await;
    assert_eq!(visit.id(), PageId::EnterCode, "{}", visit.words());
    kiosk.code().await;
}

#[tokio::test]
async fn a_place_that_asks_too_much_pauses_as_it_does_for_user_ids() {
    let mut making = Making::default();
    making.policy.limits.source_identifies = Ceiling { failures: 20, window: Span::hours(1) };
    let kiosk = Kiosk::made(making).await;
    let asked = async |number: usize| {
        let mut visit = kiosk.visit();
        visit.seat.source = Source::Terminal("Hall B".to_owned());
        visit.press("1⇥⇥⇥⏎").await.press(&format!("a{number}@example.org⏎")).await;
        visit.id()
    };
    for number in 0..20 {
        assert_eq!(asked(number).await, PageId::UserIdSent, "{number}");
    }
    assert_eq!(asked(20).await, PageId::Blocked);
    let mut visit = kiosk.visit();
    visit.seat.source = Source::Terminal("Hall B".to_owned());
    visit.press("1ada⏎").await;
    assert_eq!(visit.id(), PageId::Blocked, "one pause for both");
    kiosk.ambient.advance(Span::minutes(10));
    assert_eq!(asked(21).await, PageId::UserIdSent);
}

#[tokio::test]
async fn a_riddle_stands_before_it_where_one_stands_before_a_user_id() {
    let captcha = CaptchaPolicy { trusted: When::Never, open: When::Always };
    let kiosk = Kiosk::made(Making { captcha, ..Making::default() }).await;
    assert_eq!(asks(&kiosk, Standing::Trusted, "ada@example.org").await.id(), PageId::UserIdSent);
    let mut visit = asks(&kiosk, Standing::Open, "ada@example.org").await;
    assert_eq!(visit.id(), PageId::Captcha);
    visit.press("wrong⏎").await;
    assert_eq!((visit.id(), kiosk.rows("letter").await), (PageId::Captcha, 1));
    let answer = kiosk.riddle();
    visit.press(&answer).await.press("⏎").await;
    assert_eq!((visit.id(), kiosk.rows("letter").await), (PageId::UserIdSent, 2));
}

#[tokio::test]
async fn what_is_no_address_is_told_so_and_asks_nobody() {
    let kiosk = Kiosk::new().await;
    let mut visit = asks(&kiosk, Standing::Trusted, "").await;
    assert!(visit.words().contains("Type your email address first"), "{}", visit.words());
    let long = format!("{}@example.org", "a".repeat(300));
    for odd in [
        "ada",
        "ada@",
        "a b@example.org",
        "ada@localhost",
        "x@y\u{202e}.org\u{1b}[2J",
        "漢字",
        &long,
        "ada@example.org, bob@example.org",
    ] {
        visit.event(Event::Input(Input::Key(kiosk::input::Key::Ctrl('u')))).await;
        visit.event(Event::Input(Input::Paste((*odd).to_owned().into()))).await;
        visit.press("⏎").await;
        let why = if odd == long { "That is too long" } else { "not a whole email address" };
        assert!(visit.id() == PageId::ForgotUserId && visit.words().contains(why), "{odd}: {}", visit.words());
    }
    assert_eq!(kiosk.rows("letter").await, 0);
    visit.press("⎋⎋").await;
    assert_eq!(visit.id(), PageId::Identify);
}
