//! Signing in with a password one knows, and what can be done then: another password, another language.

use kiosk::config::StoreSettings;
use kiosk::domain::account::{Language, Managed};
use kiosk::domain::limit::Scope;
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::Standing;
use kiosk::domain::outcome::{ChangeAnswer, Home, LanguageSet, SignInAnswer, StopReason};
use kiosk::domain::proof::sign_in::SignedIn;
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::page::{Action, PageId};
use kiosk::service::Seat;
use kiosk::service::source::Source;

use crate::story::choose;
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person, START, Sitting};

const NEW: &str = "zebra copper lantern";

fn ada() -> Person {
    Person::named("ada").email("ada@example.org")
}

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

pub async fn kiosk_on(settings: StoreSettings) -> Kiosk {
    Kiosk::on(settings, Making::default()).await
}

async fn signed_in<'k>(kiosk: &'k Kiosk, choice: &str) -> Sitting<'k> {
    let mut visit = kiosk.visit();
    visit.press(choice).await.press("ada⏎").await.press(OLD_PASSWORD).await.press("⏎").await;
    visit
}

async fn try_password(kiosk: &Kiosk, seat: &Seat, login: &str, password: &str) -> SignInAnswer {
    kiosk.service.sign_in(seat, login, &secret(password), None).await.expect("an answer")
}

async fn welcomed(kiosk: &Kiosk, seat: &Seat) -> (SignedIn, Home) {
    match try_password(kiosk, seat, "ada", OLD_PASSWORD).await {
        SignInAnswer::Welcome { signed_in, home } => (signed_in, home),
        other => panic!("{other:?}"),
    }
}

pub async fn a_known_password_is_changed(kiosk: &Kiosk) {
    kiosk.add(Person { must_change: true, ..ada() }).await;
    let mut visit = signed_in(kiosk, "2").await;
    assert_eq!(visit.id(), PageId::NewPassword, "{}", visit.words());
    choose(&mut visit, OLD_PASSWORD).await;
    assert!(visit.words().contains("password that you have now"), "the same rules hold: {}", visit.words());
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneChange, "{}", visit.words());
    assert!(kiosk.accepts("ada", NEW).await && !kiosk.accepts("ada", OLD_PASSWORD).await);
    assert!(!kiosk.account("ada").await.must_change);
    let notices = kiosk.mailbox().await;
    assert_eq!(notices.len(), 1);
    assert!(notices[0].body.expose().contains("changed by somebody who knew the one before"), "{}", notices[0].body.expose());
    assert_eq!((kiosk.audited("signed-in").await, kiosk.audited("password-changed").await), (1, 1));
    assert_eq!(kiosk.rows("sign_in").await, 0, "the visit is over, and with it the sign-in");
}

#[tokio::test]
async fn who_knows_the_password_changes_it() {
    a_known_password_is_changed(&Kiosk::new().await).await;
}

#[tokio::test]
async fn who_must_change_it_is_led_there() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person { must_change: true, ..ada() }).await;
    let mut visit = signed_in(&kiosk, "3").await;
    assert_eq!(visit.id(), PageId::NewPassword);
    visit.press("⎋").await;
    assert_eq!(visit.id(), PageId::EndVisit, "there is nothing else that they may do");
    visit.press("⎋").await;
    assert_eq!(visit.id(), PageId::NewPassword);
}

#[tokio::test]
async fn an_unknown_user_id_and_a_wrong_password_are_told_alike() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    let mut said = Vec::new();
    for login in ["ada", "nobody"] {
        let mut visit = kiosk.visit();
        visit.press("3").await.press(login).await.press("⏎not the one⏎").await;
        assert_eq!(visit.id(), PageId::SignIn);
        said.push(visit.words());
    }
    assert!(said[0].contains("is not right"), "{}", said[0]);
    assert_eq!(said[0], said[1]);
    let one = Person { password: None, ..Person::named("new") };
    kiosk.add(one).await;
    let seat = kiosk.visit().seat;
    assert_eq!(try_password(&kiosk, &seat, "new", "").await, SignInAnswer::Wrong { left: 9 }, "no password is none");
}

#[tokio::test]
async fn ten_wrong_passwords_are_followed_by_a_minute_then_two_and_a_forgotten_one_is_reset_meanwhile() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    for minutes in [1, 2, 4, 8, 15, 15] {
        let mut stopped = None;
        for _ in 0..10 {
            stopped = Some(try_password(&kiosk, &kiosk.visit().seat, "ada", "wrong").await);
        }
        let Some(SignInAnswer::Stop(stop)) = stopped else { panic!("{stopped:?}") };
        let until = kiosk.service.now() + Span::minutes(minutes);
        assert_eq!(stop.reason, StopReason::Blocked { scope: Scope::SignIn, until });
        let right = try_password(&kiosk, &kiosk.visit().seat, "ada", OLD_PASSWORD).await;
        assert!(matches!(right, SignInAnswer::Stop(_)), "not even the right one is looked at: {right:?}");
        let mut visit = kiosk.visit();
        visit.press("1ada⏎").await;
        assert_eq!(visit.id(), PageId::ChooseMethod);
        kiosk.ambient.advance(Span::minutes(minutes));
    }
    welcomed(&kiosk, &kiosk.visit().seat).await;
}

#[tokio::test]
async fn the_page_of_a_block_says_when_it_ends_and_what_to_do_instead() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    let mut visit = kiosk.visit();
    visit.press("2ada⏎").await;
    for _ in 0..10 {
        visit.press("wrong⏎").await;
    }
    assert_eq!(visit.id(), PageId::Blocked);
    for words in ["again from 09:01", "I can't sign in", "You need not wait"] {
        assert!(visit.words().contains(words), "{words} in {}", visit.words());
    }
}

#[tokio::test]
async fn the_last_tries_are_counted_down_and_a_right_password_costs_none() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    let seat = kiosk.visit().seat;
    for left in [9, 8] {
        assert_eq!(try_password(&kiosk, &seat, "ada", "wrong").await, SignInAnswer::Wrong { left });
        welcomed(&kiosk, &seat).await;
    }
    let mut visit = kiosk.visit();
    visit.press("2ada⏎").await;
    for _ in 0..5 {
        visit.press("wrong⏎").await;
    }
    assert!(visit.words().contains("3 more times"), "{}", visit.words());
}

/// Guessing from one network shuts out nobody but that network.
#[tokio::test]
async fn from_outside_each_network_has_its_own_tries() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    let from = |network: &str| Seat {
        standing: Standing::Open,
        source: Source::Network(network.parse().expect("an address")),
        ..kiosk.visit().seat
    };
    for _ in 0..10 {
        try_password(&kiosk, &from("192.0.2.0"), "ada", "wrong").await;
    }
    let stopped = try_password(&kiosk, &from("192.0.2.0"), "ada", OLD_PASSWORD).await;
    assert!(matches!(stopped, SignInAnswer::Stop(_)), "{stopped:?}");
    welcomed(&kiosk, &from("198.51.100.0")).await;
    welcomed(&kiosk, &kiosk.visit().seat).await;
}

#[tokio::test]
async fn whom_an_operator_keeps_out_is_told_so_once_the_password_was_right() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person { enabled: false, ..ada() }).await;
    kiosk.add(Person { managed: Managed::Elsewhere, ..Person::named("else") }).await;
    let locked_until = Some(START + Span::hours(1));
    kiosk.add(Person { locked_until, ..Person::named("locked") }).await;
    let seat = kiosk.visit().seat;
    let blocked = StopReason::Blocked { scope: Scope::SignIn, until: START + Span::hours(1) };
    for (login, reason) in [("ada", StopReason::AccountOff), ("else", StopReason::Elsewhere), ("locked", blocked)] {
        assert!(matches!(try_password(&kiosk, &seat, login, "wrong").await, SignInAnswer::Wrong { .. }), "{login}");
        let SignInAnswer::Stop(stop) = try_password(&kiosk, &seat, login, OLD_PASSWORD).await else { panic!("{login}") };
        assert_eq!(stop.reason, reason);
    }
    assert_eq!(kiosk.rows("sign_in").await, 0);
}

/// Each way in which somebody who signed in is out again before the new password comes.
#[tokio::test]
async fn a_sign_in_that_does_not_hold_any_more_changes_nothing() {
    for way in 0..5 {
        let kiosk = Kiosk::new().await;
        kiosk.add(ada()).await;
        let mut seat = kiosk.visit().seat;
        let (signed_in, home) = welcomed(&kiosk, &seat).await;
        match way {
            0 => kiosk.ambient.advance(Span::minutes(15)),
            1 => kiosk.service.leave(&seat, kiosk::domain::outcome::Ending::Stopped).await.expect("told"),
            2 => seat = kiosk.visit().seat,
            // Somebody else resets the password meanwhile.
            3 => kiosk.sql("UPDATE account SET times_set = times_set + 1, revision = revision + 1").await,
            _ => kiosk.sql("DELETE FROM sign_in").await,
        }
        let answer = kiosk.service.change(&seat, &home.person.login, signed_in, secret(NEW)).await;
        assert_eq!(answer, Ok(ChangeAnswer::SignedOut), "way {way}");
        assert!(kiosk.accepts("ada", OLD_PASSWORD).await, "way {way}");
    }
}

#[tokio::test]
async fn an_operator_who_switches_the_account_off_in_between_is_obeyed() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    let seat = kiosk.visit().seat;
    let (signed_in, home) = welcomed(&kiosk, &seat).await;
    kiosk.sql("UPDATE account SET enabled = 0, revision = revision + 1").await;
    let answer = kiosk.service.change(&seat, &home.person.login, signed_in, secret(NEW)).await;
    assert!(matches!(answer, Ok(ChangeAnswer::Stop(_))), "{answer:?}");
    assert!(kiosk.accepts("ada", OLD_PASSWORD).await);
}

/// A sign-in to one account is none to another.
#[tokio::test]
async fn nobody_changes_the_password_of_somebody_else() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    kiosk.add(Person::named("bob")).await;
    let seat = kiosk.visit().seat;
    let (signed_in, _) = welcomed(&kiosk, &seat).await;
    let answer = kiosk.service.change(&seat, &LoginKey::of("bob"), signed_in, secret(NEW)).await;
    assert_eq!(answer, Ok(ChangeAnswer::SignedOut));
    assert!(kiosk.accepts("bob", OLD_PASSWORD).await);
}

#[tokio::test]
async fn a_reset_ends_every_other_sign_in_to_the_account() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    let seat = kiosk.visit().seat;
    let (thief, home) = welcomed(&kiosk, &seat).await;
    let mut owner = kiosk.visit();
    owner.press("1ada⏎1").await.press(&kiosk.code().await).await.press("⏎").await;
    choose(&mut owner, NEW).await;
    assert_eq!(owner.id(), PageId::DoneReset);
    let answer = kiosk.service.change(&seat, &home.person.login, thief, secret("walnut glacier pepper")).await;
    assert_eq!(answer, Ok(ChangeAnswer::SignedOut));
    assert!(kiosk.accepts("ada", NEW).await);
}

#[tokio::test]
async fn the_language_of_letters_is_chosen_and_kept() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    let mut visit = signed_in(&kiosk, "3").await;
    assert_eq!(visit.id(), PageId::MyAccount, "{}", visit.words());
    assert!(visit.words().contains("Hello Ada Lovelace"), "{}", visit.words());
    visit.press("3").await;
    assert_eq!(kiosk.account("ada").await.language, Some(Language::English), "that of the page, when there was none");
    visit.press("3").await;
    assert_eq!(kiosk.account("ada").await.language, Some(Language::Dutch));
    assert!(visit.words().contains("now Dutch"), "{}", visit.words());
    visit.press("1").await;
    assert_eq!(visit.id(), PageId::NewPassword);
    visit.press("⎋").await;
    assert_eq!(visit.id(), PageId::MyAccount, "nothing is lost by going back");
    choose(visit.press("1").await, NEW).await;
    assert!(kiosk.mailbox().await[0].from_name.contains("namens Contoso"));
}

#[tokio::test]
async fn whoever_is_signed_out_sets_no_language() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    let seat = kiosk.visit().seat;
    let (signed_in, _) = welcomed(&kiosk, &seat).await;
    kiosk.sql("DELETE FROM sign_in").await;
    assert_eq!(kiosk.service.set_language(&seat, signed_in, Language::Dutch).await, Ok(LanguageSet::SignedOut));
    assert_eq!(kiosk.account("ada").await.language, None);
}

#[tokio::test]
async fn after_a_quarter_of_an_hour_the_password_is_asked_again() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    for keys in ["", "1"] {
        let mut visit = signed_in(&kiosk, "3").await;
        visit.press(keys).await;
        for _ in 0..40 {
            visit.wait(Span::seconds(25)).await.press("⇥").await;
            if visit.id() == PageId::SignIn {
                break;
            }
        }
        assert!(visit.words().contains("Please sign in again"), "{}", visit.words());
    }
}

#[tokio::test]
async fn signing_out_ends_the_visit() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    let mut visit = signed_in(&kiosk, "3").await;
    let place = visit.page().actions.iter().position(|action| *action == Action::SignOut).expect("the way out");
    visit.press(&"⇥".repeat(3 + place)).await.press("⏎").await;
    assert!(visit.over);
    assert_eq!(kiosk.rows("sign_in").await, 0);
}

/// Whoever types passwords from outside learns nothing of who has an account: the same answers, the same rows,
/// the same facts.
#[tokio::test]
async fn from_outside_a_user_id_that_nobody_has_leaves_the_same_behind() {
    let mut told = Vec::new();
    for is_known in [true, false] {
        let kiosk = Kiosk::new().await;
        if is_known {
            kiosk.add(ada()).await;
        }
        let source = Source::Network("192.0.2.0".parse().expect("an address"));
        let seat = Seat { standing: Standing::Open, source, ..kiosk.visit().seat };
        let mut answers = Vec::new();
        for _ in 0..11 {
            answers.push(match try_password(&kiosk, &seat, "ada", "wrong").await {
                SignInAnswer::Stop(stop) => format!("{:?}", stop.reason),
                other => format!("{other:?}"),
            });
        }
        let facts = [kiosk.audited("sign-in-wrong").await, kiosk.audited("stopped").await];
        told.push((answers, facts, kiosk.rows("counter").await, kiosk.rows("audit").await, kiosk.rows("sign_in").await));
    }
    assert_eq!(told[0], told[1]);
}
