//! Strangers at work: what they can neither guess nor starve, however many they are.

use kiosk::domain::code::Form;
use kiosk::domain::limit::{Ceiling, Scope};
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method, Standing};
use kiosk::domain::outcome::{Answered, Challenge, Identified, Opened, Resent, StopReason, Way, WrongAnswer};
use kiosk::domain::policy::Limits;
use kiosk::domain::secret::Secret;
use kiosk::domain::time::{Moment, Span};
use kiosk::page::PageId;
use kiosk::service::Seat;
use kiosk::service::source::Source;

use crate::limits::{offers, opened, seat};
use crate::support::{Kiosk, Making, Person, policy};

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

async fn answered(kiosk: &Kiosk, seat: &Seat, challenge: Challenge, typed: &str) -> Answered {
    kiosk.service.answer(seat, challenge, &secret(typed)).await.expect("an answer")
}

/// Fails by the app until its counter is full.
async fn fill(kiosk: &Kiosk, login: &str, method: Method) {
    for _ in 0..6 {
        let seat = seat(kiosk);
        let challenge = opened(kiosk, &seat, login, Gate::First, method).await;
        answered(kiosk, &seat, challenge, "x").await;
    }
}

async fn until(kiosk: &Kiosk, method: Method) -> Option<Moment> {
    let (_, offers) = offers(kiosk, &seat(kiosk), "ada").await;
    offers.into_iter().find(|offer| offer.way.method() == method).expect("a way").blocked
}

#[tokio::test]
async fn each_block_of_a_method_is_longer_than_the_last_until_the_password_is_reset() {
    let kiosk = Kiosk::made(Making { policy: lenient(), ..Making::default() }).await;
    kiosk.add(Person::named("ada").totp().email("ada@example.org")).await;
    for block in [15, 60, 240, 1_440, 1_440].map(Span::minutes) {
        fill(&kiosk, "ada", Method::Totp).await;
        let end = kiosk.service.now() + block;
        assert_eq!(until(&kiosk, Method::Totp).await, Some(end));
        kiosk.ambient.advance(block);
        assert_eq!(until(&kiosk, Method::Totp).await, None);
    }
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await.press("2").await.press(&kiosk.totp()).await.press("⏎").await;
    crate::story::choose(&mut visit, "zebra copper lantern").await;
    assert_eq!(visit.id(), PageId::DoneReset);
    fill(&kiosk, "ada", Method::Totp).await;
    assert_eq!(until(&kiosk, Method::Totp).await, Some(kiosk.service.now() + Span::minutes(15)), "it begins again");
}

/// The defaults, but with room for many failures of an account, and letters that do not run out.
fn lenient() -> kiosk::domain::policy::Policy {
    let plenty = |window| Ceiling { failures: 10_000, window };
    let limits = Limits {
        account: plenty(Span::hours(24)),
        letters_short: plenty(Span::minutes(10)),
        letters_long: plenty(Span::hours(24)),
        ..Limits::MODERN
    };
    kiosk::domain::policy::Policy { limits, ..policy() }
}

/// The long code in the latest letter.
async fn long_code(kiosk: &Kiosk) -> String {
    let mails = kiosk.mailbox().await;
    let body = mails.last().expect("a letter").body.expose().to_owned();
    let group = |word: &&str| word.len() == 4 && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let groups: Vec<&str> = body.split_whitespace().filter(group).collect();
    assert_eq!(groups.len(), 3, "{body}");
    groups.join(" ").to_lowercase()
}

#[tokio::test]
async fn whoever_fills_the_counters_of_mail_does_not_shut_the_owner_out() {
    let kiosk = Kiosk::made(Making { policy: lenient(), ..Making::default() }).await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    fill(&kiosk, "ada", Method::Email).await;
    kiosk.mailbox().await;
    let owner = seat(&kiosk);
    let challenge = opened(&kiosk, &owner, "ada", Gate::First, Method::Email).await;
    assert_eq!(challenge.form, Form::Long);
    let code = long_code(&kiosk).await;
    let Answered::Wrong { challenge, why: WrongAnswer::Code } = answered(&kiosk, &owner, challenge, "aaaa aaaa aaaa").await
    else {
        panic!("not wrong")
    };
    assert_eq!(challenge.tries_left, 2, "the tries of any code, whatever the other counters say");
    assert!(matches!(answered(&kiosk, &owner, challenge, &code).await, Answered::Proved { .. }), "in any case, with blanks");
}

#[tokio::test]
async fn a_short_code_dies_with_its_counter_and_a_long_one_takes_its_place() {
    let kiosk = Kiosk::made(Making { policy: lenient(), ..Making::default() }).await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let owner = seat(&kiosk);
    let short = opened(&kiosk, &owner, "ada", Gate::First, Method::Email).await;
    let code = kiosk.code().await;
    fill(&kiosk, "ada", Method::Email).await;
    let Answered::Wrong { challenge, why } = answered(&kiosk, &owner, short, &code).await else {
        panic!("a guess was looked at")
    };
    assert_eq!((why, challenge.tries_left), (WrongAnswer::NeedsLong, 0));
    kiosk.ambient.advance(Span::seconds(30));
    let Ok(Resent::Challenge(long)) = kiosk.service.resend(&owner, challenge).await else { panic!("nothing was sent") };
    assert_eq!(long.form, Form::Long);
    let code = long_code(&kiosk).await;
    assert!(matches!(answered(&kiosk, &owner, long, &code).await, Answered::Proved { .. }));
}

#[tokio::test]
async fn after_a_hundred_failures_in_a_row_only_what_cannot_be_guessed_is_taken() {
    let kiosk = Kiosk::made(Making { policy: lenient(), ..Making::default() }).await;
    kiosk.add(Person::named("ada").totp().email("ada@example.org")).await;
    let mut failures = 0;
    while failures < 100 {
        for _ in 0..6 {
            let seat = seat(&kiosk);
            let (login, offers) = offers(&kiosk, &seat, "ada").await;
            let way = offers.into_iter().map(|offer| offer.way).find(|way| *way == Way::Totp).expect("the app");
            let Ok(Opened::Challenge(challenge)) = kiosk.service.open(&seat, &login, Gate::First, &way).await else { break };
            answered(&kiosk, &seat, challenge, "x").await;
            failures += 1;
        }
        kiosk.ambient.advance(Span::hours(24));
    }
    assert_eq!(failures, 100, "the hundredth was the last");
    kiosk.ambient.advance(Span::days(20));
    assert_eq!(until(&kiosk, Method::Totp).await, Some(Moment::NEVER));
    let owner = seat(&kiosk);
    let challenge = opened(&kiosk, &owner, "ada", Gate::First, Method::Email).await;
    assert_eq!(challenge.form, Form::Long);
    let code = long_code(&kiosk).await;
    assert!(matches!(answered(&kiosk, &owner, challenge, &code).await, Answered::Proved { .. }));
    assert_eq!(until(&kiosk, Method::Totp).await, None, "one success ends the row");
}

fn from(kiosk: &Kiosk, network: &str) -> Seat {
    let source = Source::of(network.parse().expect("an address"), &[]);
    Seat { standing: Standing::Open, source, ..seat(kiosk) }
}

#[tokio::test]
async fn one_network_types_a_hundred_user_ids_an_hour_and_then_pauses() {
    let kiosk = Kiosk::new().await;
    for number in 0..100 {
        let seat = from(&kiosk, &format!("192.0.2.{number}"));
        assert!(
            matches!(kiosk.service.identify(&seat, &format!("person{number}")).await, Ok(Identified::Welcome(_))),
            "{number}"
        );
    }
    let next = kiosk.service.identify(&from(&kiosk, "192.0.2.200"), "ada").await;
    let Ok(Identified::Stop(stop)) = next else { panic!("{next:?}") };
    assert!(matches!(stop.reason, StopReason::Blocked { until, .. } if until == kiosk.service.now() + Span::minutes(10)));
    assert!(matches!(kiosk.service.identify(&from(&kiosk, "192.0.3.1"), "ada").await, Ok(Identified::Welcome(_))));
    assert!(matches!(kiosk.service.identify(&seat(&kiosk), "ada").await, Ok(Identified::Unknown)), "the hall is its own place");
    kiosk.ambient.advance(Span::minutes(10));
    assert!(matches!(kiosk.service.identify(&from(&kiosk, "192.0.2.200"), "ada").await, Ok(Identified::Welcome(_))));
}

#[tokio::test]
async fn one_network_fails_thirty_times_an_hour_and_then_pauses_whomever_it_tries() {
    let kiosk = Kiosk::new().await;
    for number in 0..40 {
        let seat = from(&kiosk, "198.51.100.7");
        let login = LoginKey::of(&format!("person{number}"));
        let Ok(Opened::Challenge(challenge)) = kiosk.service.open(&seat, &login, Gate::First, &Way::Totp).await else { break };
        match answered(&kiosk, &seat, challenge, "000000").await {
            Answered::Wrong { .. } => {}
            Answered::Stop(stop) => assert!(matches!(stop.reason, StopReason::Blocked { .. })),
            other @ Answered::Proved { .. } => panic!("{other:?}"),
        }
    }
    assert_eq!(kiosk.audited("answer-wrong").await, 30, "so many were looked at");
    let next = kiosk.service.identify(&from(&kiosk, "198.51.100.8"), "somebody").await;
    assert!(matches!(next, Ok(Identified::Stop(_))), "{next:?}");
}

#[tokio::test]
async fn five_thousand_networks_at_one_account_look_at_no_more_than_one_does() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    let login = LoginKey::of("ada");
    let mut looked_at = 0;
    for number in 0_u32..5_000 {
        let seat = from(&kiosk, &format!("10.{}.{}.1", number / 256, number % 256));
        let Ok(Opened::Challenge(challenge)) = kiosk.service.open(&seat, &login, Gate::First, &Way::Totp).await else { continue };
        if let Answered::Wrong { .. } | Answered::Stop(_) = answered(&kiosk, &seat, challenge, "000000").await {
            looked_at += 1;
        }
    }
    assert_eq!(looked_at, 6);
    let hall = opened(&kiosk, &seat(&kiosk), "ada", Gate::First, Method::Totp).await;
    assert_eq!(hall.tries_left, 6, "the hall does not notice");
}

#[tokio::test]
async fn when_strangers_used_up_the_fleet_s_letters_the_hall_still_gets_its_codes() {
    let limits = Limits { fleet_letters: Ceiling { failures: 20, window: Span::hours(1) }, ..Limits::MODERN };
    let policy = kiosk::domain::policy::Policy { limits, ..policy() };
    let kiosk = Kiosk::made(Making { policy, ..Making::default() }).await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mut sent = 0;
    for number in 0_u32..40 {
        let stranger = from(&kiosk, &format!("10.0.{number}.1"));
        let login = LoginKey::of(&format!("person{number}"));
        match kiosk.service.open(&stranger, &login, Gate::First, &Way::Email { to: None }).await.expect("an answer") {
            Opened::Challenge(_) => sent += 1,
            Opened::Stop(stop) => assert!(matches!(stop.reason, StopReason::Blocked { .. })),
            other @ (Opened::Changed(_) | Opened::Questions(_) | Opened::SignedOut) => panic!("{other:?}"),
        }
    }
    assert_eq!(sent, 20);
    opened(&kiosk, &seat(&kiosk), "ada", Gate::First, Method::Email).await;
    assert_eq!(kiosk.mailbox().await.len(), 1, "letters to nobody are not sent");
}

/// The fleet's letters to the hall are counted and never refused: a full counter is an alarm, no block.
#[tokio::test]
async fn the_hall_gets_its_codes_beyond_what_the_fleet_should_send() {
    let limits = Limits { fleet_letters: Ceiling { failures: 5, window: Span::hours(1) }, ..Limits::MODERN };
    let policy = kiosk::domain::policy::Policy { limits, ..policy() };
    let kiosk = Kiosk::made(Making { policy, ..Making::default() }).await;
    for number in 0..12 {
        let login: &'static str = format!("person{number}").leak();
        kiosk.add(Person::named(login).email("somebody@example.org")).await;
        opened(&kiosk, &seat(&kiosk), login, Gate::First, Method::Email).await;
    }
    assert_eq!(kiosk.mailbox().await.len(), 12);
    let fleet = kiosk.store.keys().fleet();
    let counters = kiosk.store.counters_of(&[&fleet], Standing::Trusted).await.expect("counters");
    let letters = counters.iter().find(|(_, scope, _)| *scope == Scope::FleetLetters).expect("they are counted");
    assert_eq!((letters.2.failures, letters.2.blocked(kiosk.service.now())), (12, None));
}

/// A reset flow outlived the block that its owner's enemies ran into, and guessing went on in it (Keycloak
/// #26180).
#[tokio::test]
async fn a_visit_that_began_before_a_block_guesses_no_further() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    let early = seat(&kiosk);
    let challenge = opened(&kiosk, &early, "ada", Gate::First, Method::Totp).await;
    fill(&kiosk, "ada", Method::Totp).await;
    let looked_at = kiosk.audited("answer-wrong").await;
    let answer = answered(&kiosk, &early, crate::limits::twin(&challenge), &kiosk.totp()).await;
    assert!(matches!(answer, Answered::Stop(_)), "{answer:?}");
    assert_eq!(kiosk.audited("answer-wrong").await, looked_at, "not even looked at");
    assert_eq!(kiosk.audited("gate-passed").await, 0);
    kiosk.service.leave(&early, kiosk::domain::outcome::Ending::Stopped).await.expect("an end");
    kiosk.ambient.advance(Span::minutes(15));
    let answer = answered(&kiosk, &early, challenge, &kiosk.totp()).await;
    assert!(matches!(answer, Answered::Wrong { why: WrongAnswer::Dead, .. }), "nor is it taken up again: {answer:?}");
}
