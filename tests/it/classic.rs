//! `policy = "classic"`, through the real service: what a file that says no more than that comes to for
//! visitors, for strangers and for owners. Every number is that of assets/policies/classic.toml itself.

mod pages;
mod passwords;
mod questions;

use std::path::Path;

use kiosk::config;
use kiosk::domain::captcha::CaptchaPolicy;
use kiosk::domain::code::Form;
use kiosk::domain::limit::{Ceiling, Scope};
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method, Standing};
use kiosk::domain::outcome::{Answered, Asked, Challenge, Identified, Opened, Resent, StopReason, Way, WrongAnswer};
use kiosk::domain::policy::Policy;
use kiosk::domain::secret::Secret;
use kiosk::domain::time::{Moment, Span};
use kiosk::page::{Action, PageId};
use kiosk::service::Seat;

use crate::limits::{offers, opened, seat};
use crate::support::{Kiosk, Making, Person};

const DAY: Span = Span::hours(24);
const A_MOMENT: Span = Span::from_millis(1);

/// What the shipped file says, but that nobody is asked whether they want a new password at all.
pub fn shipped() -> (Policy, CaptchaPolicy) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/policies/classic.toml");
    let config = config::load(&file).expect("a sound file");
    (Policy { unlock: false, reminders: crate::support::policy().reminders, ..config.policy }, config.captcha)
}

/// A kiosk with the shipped policy. Riddles have a test of their own.
pub async fn kiosk() -> Kiosk {
    changed(|_| {}).await
}

/// The same where texts count too.
pub async fn kiosk_with_texts() -> Kiosk {
    changed(|policy| policy.base.methods.push(Method::Sms)).await
}

async fn changed(change: impl FnOnce(&mut Policy)) -> Kiosk {
    let (mut policy, _) = shipped();
    change(&mut policy);
    Kiosk::made(Making { policy, ..Making::default() }).await
}

fn ada() -> Person {
    Person::named("ada").email("ada@example.org").totp()
}

async fn answered(kiosk: &Kiosk, seat: &Seat, challenge: Challenge, typed: &str) -> Answered {
    kiosk.service.answer(seat, challenge, &Secret::new(typed.to_owned())).await.expect("an answer")
}

/// Fails until a counter is full; when the block ends, and which counter says so.
async fn fill(kiosk: &Kiosk, seat: &Seat, method: Method) -> (Scope, Moment) {
    for _ in 0..5 {
        let challenge = opened(kiosk, seat, "ada", Gate::First, method).await;
        if let Answered::Stop(stop) = answered(kiosk, seat, challenge, "x").await {
            let StopReason::Blocked { scope, until } = stop.reason else { panic!("{stop:?}") };
            return (scope, until);
        }
    }
    panic!("five failures are borne")
}

/// When `login` may go on, where they may not.
async fn stopped_until(kiosk: &Kiosk, seat: &Seat, login: &str) -> Option<Moment> {
    match kiosk.service.identify(seat, login).await.expect("an answer") {
        Identified::Stop(stop) => match stop.reason {
            StopReason::Blocked { until, .. } => Some(until),
            StopReason::TooFewLeft(shortage) => Some(shortage.until),
            other => panic!("{other:?}"),
        },
        Identified::Welcome(_) => None,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn five_failures_close_every_way_for_a_day_and_the_page_says_until_when() {
    let kiosk = kiosk().await;
    kiosk.add(ada()).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎2").await;
    assert!(visit.page().fields[0].hint.is_some(), "{}", visit.words());
    for _ in 0..4 {
        visit.press("000000⏎").await;
        assert_eq!(visit.id(), PageId::EnterTotp);
    }
    visit.press("000000⏎").await;
    assert_eq!(visit.id(), PageId::Blocked);
    let end = "16 January 2027";
    assert!(visit.words().contains(end), "{}", visit.words());
    assert!(!visit.page().actions.contains(&Action::AnotherWay), "no other way: {:?}", visit.page().actions);
    kiosk.ambient.advance(Span::hours(23));
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert_eq!(visit.id(), PageId::Blocked, "mail too");
    assert!(visit.words().contains("for this account"), "{}", visit.words());
    assert_eq!(kiosk.mailbox().await.len(), 0, "no longer codes, and no letter at all");
    kiosk.ambient.advance(Span::hours(1));
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await;
    assert_eq!(visit.id(), PageId::EnterCode);
    visit.press(&kiosk.code().await).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::NewPassword, "an ordinary code again");
}

#[tokio::test]
async fn a_block_by_mail_lasts_a_day_to_the_moment_and_a_code_on_its_way_dies_with_it() {
    let kiosk = kiosk().await;
    kiosk.add(ada()).await;
    let owner = seat(&kiosk);
    let waiting = opened(&kiosk, &owner, "ada", Gate::First, Method::Email).await;
    let code = kiosk.code().await;
    let (_, until) = fill(&kiosk, &seat(&kiosk), Method::Totp).await;
    assert_eq!(until, kiosk.service.now() + DAY);
    let refused = answered(&kiosk, &owner, waiting, &code).await;
    assert!(matches!(refused, Answered::Stop(_)), "a right code is not looked at: {refused:?}");
    kiosk.ambient.advance(Span::from_millis(DAY.millis() - 1));
    assert_eq!(stopped_until(&kiosk, &seat(&kiosk), "ada").await, Some(until));
    kiosk.ambient.advance(A_MOMENT);
    assert_eq!(stopped_until(&kiosk, &seat(&kiosk), "ada").await, None);
    let (_, offers) = offers(&kiosk, &seat(&kiosk), "ada").await;
    assert!(offers.iter().all(|offer| offer.form == Form::Short && offer.blocked.is_none()), "{offers:?}");
}

#[tokio::test]
async fn a_block_begins_anew_each_time_and_is_never_longer_than_a_day() {
    let kiosk = kiosk().await;
    kiosk.add(ada()).await;
    for _ in 0..3 {
        let (_, until) = fill(&kiosk, &seat(&kiosk), Method::Totp).await;
        assert_eq!(until, kiosk.service.now() + DAY);
        kiosk.ambient.advance(DAY);
    }
}

/// Nothing would be left that ends the row: mail is closed with the rest.
#[tokio::test]
async fn a_hundred_failures_in_a_row_do_not_shut_the_owner_out_for_good() {
    let kiosk = kiosk().await;
    kiosk.add(ada()).await;
    for _ in 0..21 {
        let (_, until) = fill(&kiosk, &seat(&kiosk), Method::Totp).await;
        assert_ne!(until, Moment::NEVER);
        kiosk.ambient.advance(DAY);
    }
    let owner = seat(&kiosk);
    let challenge = opened(&kiosk, &owner, "ada", Gate::First, Method::Email).await;
    assert_eq!(challenge.form, Form::Short);
    let code = kiosk.code().await;
    assert!(matches!(answered(&kiosk, &owner, challenge, &code).await, Answered::Proved { .. }));
}

#[tokio::test]
async fn strangers_outside_block_nobody_in_the_hall_and_names_that_do_not_exist_alike() {
    let kiosk = kiosk().await;
    kiosk.add(ada()).await;
    let outside = Seat { standing: Standing::Open, ..seat(&kiosk) };
    for login in ["ada", "nobody"] {
        let key = LoginKey::of(login);
        for _ in 0..5 {
            let Ok(Opened::Challenge(challenge)) = kiosk.service.open(&outside, &key, Gate::First, &Way::Totp).await else {
                panic!("blocked early")
            };
            answered(&kiosk, &outside, challenge, "x").await;
        }
        assert_eq!(stopped_until(&kiosk, &outside, login).await, Some(kiosk.service.now() + DAY), "{login}");
    }
    assert_eq!(stopped_until(&kiosk, &seat(&kiosk), "ada").await, None, "the hall does not notice");
}

/// With counters that never fill, so that the code's own tries are what ends it.
#[tokio::test]
async fn a_code_bears_five_tries_and_the_sixth_is_not_looked_at() {
    let plenty = |window| Ceiling { failures: 100, window };
    let kiosk = changed(|policy| {
        policy.limits.method = plenty(Span::hours(1));
        policy.limits.account = plenty(DAY);
    })
    .await;
    kiosk.add(ada()).await;
    let seat = seat(&kiosk);
    let mut challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Email).await;
    let right = kiosk.code().await;
    for left in [4, 3, 2, 1, 0] {
        let Answered::Wrong { challenge: back, why: WrongAnswer::Code } = answered(&kiosk, &seat, challenge, "x").await else {
            panic!("not wrong")
        };
        assert_eq!(back.tries_left, left);
        challenge = back;
    }
    let late = answered(&kiosk, &seat, challenge, &right).await;
    assert!(matches!(late, Answered::Wrong { why: WrongAnswer::Dead, .. }), "{late:?}");
}

#[tokio::test]
async fn a_code_lives_five_minutes() {
    let kiosk = kiosk().await;
    kiosk.add(ada()).await;
    for (waited, lives) in [(Span::from_millis(299_999), true), (Span::minutes(5), false)] {
        let seat = seat(&kiosk);
        let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Email).await;
        let code = kiosk.code().await;
        kiosk.ambient.advance(waited);
        let answer = answered(&kiosk, &seat, challenge, &code).await;
        assert_eq!(matches!(answer, Answered::Proved { .. }), lives, "{waited:?}: {answer:?}");
    }
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await;
    let words = visit.words();
    assert!(words.contains("5 more minutes") && words.contains("in 10 seconds"), "{words}");
}

#[tokio::test]
async fn another_code_is_sent_after_ten_seconds_and_not_before() {
    let kiosk = kiosk().await;
    kiosk.add(ada()).await;
    let seat = seat(&kiosk);
    let challenge = opened(&kiosk, &seat, "ada", Gate::First, Method::Email).await;
    kiosk.ambient.advance(Span::from_millis(9_999));
    let Ok(Resent::NotYet { challenge, .. }) = kiosk.service.resend(&seat, challenge).await else { panic!("too early") };
    assert_eq!(kiosk.mailbox().await.len(), 1);
    kiosk.ambient.advance(A_MOMENT);
    assert!(matches!(kiosk.service.resend(&seat, challenge).await, Ok(Resent::Challenge(_))));
    assert_eq!(kiosk.mailbox().await.len(), 1);
}

#[tokio::test]
async fn one_address_gets_ten_letters_in_ten_minutes_and_then_none_for_a_day() {
    let kiosk = kiosk().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await;
    for letter in 2..=10 {
        assert_eq!(kiosk.mailbox().await.len(), 1, "before letter {letter}: {}", visit.words());
        visit.wait(Span::seconds(10)).await.press("⇥⇥⏎").await;
    }
    assert_eq!(kiosk.mailbox().await.len(), 1, "the tenth: {}", visit.words());
    visit.wait(Span::seconds(10)).await.press("⇥⇥⏎").await;
    assert!(visit.words().contains("You can ask for one from 16 January 2027"), "{}", visit.words());
    assert_eq!(kiosk.mailbox().await.len(), 0);
    let refused = async || {
        let seat = seat(&kiosk);
        let (login, offers) = offers(&kiosk, &seat, "ada").await;
        match kiosk.service.open(&seat, &login, Gate::First, &offers[0].way).await.expect("an answer") {
            Opened::Stop(stop) => match stop.reason {
                StopReason::Blocked { scope: Scope::LettersShort, until } => Some(until),
                other => panic!("{other:?}"),
            },
            Opened::Challenge(_) => None,
            other => panic!("{other:?}"),
        }
    };
    let until = refused().await.expect("a block");
    let rest = kiosk.service.now().until(until);
    assert_eq!(rest, Span::from_millis(DAY.millis() - 10_000), "a day from the tenth letter");
    kiosk.ambient.advance(Span::from_millis(rest.millis() - 1));
    assert_eq!(refused().await, Some(until));
    kiosk.ambient.advance(A_MOMENT);
    assert_eq!(refused().await, None);
}

#[tokio::test]
async fn every_visit_solves_a_riddle_first_in_the_hall_and_outside() {
    let (policy, captcha) = shipped();
    let kiosk = Kiosk::made(Making { policy, captcha, ..Making::default() }).await;
    kiosk.add(ada()).await;
    for standing in [Standing::Trusted, Standing::Open] {
        let seat = Seat { standing, ..seat(&kiosk) };
        let asked = kiosk.service.identify(&seat, "ada").await;
        assert!(matches!(asked, Ok(Identified::Captcha(Asked { missed: false, .. }))), "{standing:?}: {asked:?}");
        let solved = kiosk.service.solve(&seat, "ada", &Secret::new(kiosk.riddle())).await;
        assert!(matches!(solved, Ok(Identified::Welcome(_))), "{standing:?}: {solved:?}");
    }
}

#[tokio::test]
async fn one_gate_is_enough_but_for_administrators() {
    let kiosk = kiosk().await;
    kiosk.add(ada()).await;
    kiosk.add(Person { login: "root", role: kiosk::domain::account::Role::Administrator, ..ada() }).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎2").await.press(&kiosk.totp()).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::NewPassword);
    let mut visit = kiosk.visit();
    visit.press("1root⏎2").await.press(&kiosk.totp()).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::ChooseMethod, "{}", visit.words());
}
