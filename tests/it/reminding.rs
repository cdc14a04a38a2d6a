//! What people are reminded of when they sign in or chose a new password: what is missing, and what nobody has
//! looked at for long.

pub mod onward;

use data_encoding::BASE32_NOPAD;
use kiosk::config::StoreSettings;
use kiosk::domain::account::Origin;
use kiosk::domain::method::{Gate, Method, Standing};
use kiosk::domain::outcome::SignInAnswer;
use kiosk::domain::policy::{Enabled, Policy, ReminderPolicy, Skips};
use kiosk::domain::proof::sign_in::SignedIn;
use kiosk::domain::proof::totp::code_at;
use kiosk::domain::registration::Entered;
use kiosk::domain::reminder::{Settled, Settling, Why};
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::page::{Page, PageId};
use kiosk::service::Seat;

use crate::story::choose;
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person, Sitting, policy};

const NEW: &str = "zebra copper lantern";
const HALF_A_YEAR: Span = Span::days(180);

fn making() -> Making {
    Making { policy: Policy { reminders: ReminderPolicy::MODERN, ..policy() }, ..Making::default() }
}

pub async fn kiosk_on(settings: StoreSettings) -> Kiosk {
    Kiosk::on(settings, making()).await
}

pub async fn kiosk() -> Kiosk {
    Kiosk::made(making()).await
}

/// Somebody whom an operator gave an address, and who needs another way beside it.
fn ada() -> Person {
    Person::named("ada").email("ada@example.org").group("two")
}

/// Somebody with an app and an address of their own, for whom one proof is enough.
fn pia() -> Person {
    Person { emails: vec![(Origin::Authentication, "pia@example.net")], ..Person::named("pia") }.totp()
}

async fn signed_in<'k>(kiosk: &'k Kiosk, login: &str) -> Sitting<'k> {
    let mut visit = kiosk.visit();
    visit.press(&format!("3{login}⏎")).await.press(OLD_PASSWORD).await.press("⏎").await;
    visit
}

/// Signed in past the pages.
async fn sign_in(kiosk: &Kiosk, seat: &Seat, login: &str) -> (SignedIn, Option<Why>) {
    let password = Secret::new(OLD_PASSWORD.to_owned());
    match kiosk.service.sign_in(seat, login, &password, None).await {
        Ok(SignInAnswer::Welcome { signed_in, home }) => (signed_in, home.due.map(|due| due.why)),
        other => panic!("{other:?}"),
    }
}

/// Every page about a reminder.
pub async fn pages() -> Vec<(&'static str, Page)> {
    let kiosk = kiosk().await;
    kiosk.add(ada()).await;
    kiosk.add(Person { emails: pia().emails, ..Person::named("zoe").questions() }.totp()).await;
    kiosk.add(Person { password: None, ..Person::named("pia").email("pia@example.org") }).await;
    let mut prompted = signed_in(&kiosk, "ada").await;
    let mut pages = vec![("register-prompt", prompted.page())];
    prompted.press("2").await;
    pages.push(("register-prompt, every way", prompted.page()));
    let first = onward::reset(&kiosk, Method::Email).await;
    pages.push(("done-reset, a first password", first.page()));
    kiosk.ambient.advance(HALF_A_YEAR);
    crate::recovery::sheet(&kiosk, "zoe").await;
    pages.push(("register-prompt, not to be put off", signed_in(&kiosk, "ada").await.page()));
    pages.push(("reconfirm", signed_in(&kiosk, "zoe").await.page()));
    let mut visit = kiosk.visit();
    visit.press("2zoe⏎").await.press(OLD_PASSWORD).await.press("⏎").await;
    choose(&mut visit, NEW).await;
    pages.push(("done-change, with an offer", visit.page()));
    pages
}

fn shows(visit: &Sitting<'_>, words: &str) {
    assert!(visit.words().contains(words), "{words:?} in {}", visit.words());
}

/// The code of the app whose key is on the page.
fn code_on(visit: &Sitting<'_>, kiosk: &Kiosk) -> String {
    let words = visit.words();
    let key = words.lines().find_map(|line| line.strip_prefix("Key: ")).expect("a key").replace(' ', "");
    code_at(&BASE32_NOPAD.decode(key.as_bytes()).expect("base 32"), kiosk.service.now()).expose().to_owned()
}

pub async fn what_is_missing_is_set_up(kiosk: &Kiosk) {
    kiosk.add(ada()).await;
    let mut visit = signed_in(kiosk, "ada").await;
    assert_eq!(visit.id(), PageId::RegisterPrompt, "{}", visit.words());
    shows(&visit, "3 times, until 29 January 2027");
    visit.press("1").await;
    assert_eq!(visit.id(), PageId::AddMethod, "{}", visit.words());
    let code = code_on(&visit, kiosk);
    visit.press(&code).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
    visit.press("⎋").await;
    assert_eq!(visit.id(), PageId::MyAccount, "{}", visit.words());
    assert_eq!(signed_in(kiosk, "ada").await.id(), PageId::MyAccount, "nothing is missing any more");
}

/// Sixteen visits put it off at once: three do.
pub async fn it_is_put_off_as_often_as_the_policy_says(kiosk: &Kiosk) {
    kiosk.add(ada()).await;
    let mut seats = Vec::new();
    for _ in 0..16 {
        let seat = kiosk.visit().seat;
        let (signed_in, why) = sign_in(kiosk, &seat, "ada").await;
        assert!(matches!(why, Some(Why::Missing { skips: Skips::Left { times: 3, .. } })), "{why:?}");
        seats.push((seat, signed_in));
    }
    let settling = seats.into_iter().map(|(seat, signed_in)| {
        let service = std::sync::Arc::clone(&kiosk.service);
        tokio::spawn(async move { service.settle_reminder(&seat, signed_in, Settling::PutOff).await })
    });
    let mut done = 0;
    for settled in settling.collect::<Vec<_>>() {
        match settled.await.expect("an answer").expect("no trouble") {
            Settled::Done { .. } => done += 1,
            Settled::Refused { due, .. } => assert_eq!(due.map(|due| due.why), Some(Why::Missing { skips: Skips::UsedUp })),
            Settled::SignedOut => panic!("nobody signed out"),
        }
    }
    assert_eq!(done, 3);
    assert_eq!(kiosk.audited("registration-put-off").await, 3);
    let (_, why) = sign_in(kiosk, &kiosk.visit().seat, "ada").await;
    assert_eq!(why, Some(Why::Missing { skips: Skips::UsedUp }));
}

#[tokio::test]
async fn whoever_signs_in_sets_up_what_is_missing() {
    what_is_missing_is_set_up(&kiosk().await).await;
}

#[tokio::test]
async fn sixteen_at_once_put_it_off_three_times() {
    it_is_put_off_as_often_as_the_policy_says(&kiosk().await).await;
}

#[tokio::test]
async fn it_is_put_off_until_a_day_and_then_there_is_no_way_around_it() {
    let kiosk = kiosk().await;
    kiosk.add(ada()).await;
    let mut visit = signed_in(&kiosk, "ada").await;
    visit.press("3").await;
    assert_eq!(visit.id(), PageId::MyAccount, "{}", visit.words());
    kiosk.ambient.advance(Span::days(14));
    let visit = signed_in(&kiosk, "ada").await;
    assert_eq!(visit.id(), PageId::RegisterPrompt);
    shows(&visit, "cannot be put off");
    let seat = kiosk.visit().seat;
    let (signed_in, _) = sign_in(&kiosk, &seat, "ada").await;
    let settled = kiosk.service.settle_reminder(&seat, signed_in, Settling::PutOff).await.expect("an answer");
    assert!(matches!(settled, Settled::Refused { .. }), "whatever a page offers: {settled:?}");
    let mut visit = kiosk.visit();
    visit.press("2ada⏎").await.press(OLD_PASSWORD).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::NewPassword, "a password can be changed all the same");
}

#[tokio::test]
async fn what_was_missing_and_is_not_begins_anew_when_it_is_missing_again() {
    let kiosk = kiosk().await;
    kiosk.add(ada()).await;
    let mut visit = signed_in(&kiosk, "ada").await;
    visit.press("3").await;
    let mut visit = signed_in(&kiosk, "ada").await;
    shows(&visit, "2 times");
    visit.press("1").await;
    let code = code_on(&visit, &kiosk);
    visit.press(&code).await.press("⏎").await;
    kiosk.sql("DELETE FROM totp").await;
    shows(&signed_in(&kiosk, "ada").await, "3 times");
}

#[tokio::test]
async fn nobody_is_asked_for_what_they_cannot_add() {
    let base = kiosk::domain::policy::BasePolicy { methods: vec![Method::Email, Method::Sms], ..policy().base };
    let made = Making { policy: Policy { base, ..making().policy }, ..making() };
    let kiosk = Kiosk::made(made).await;
    kiosk.add(ada()).await;
    assert_eq!(signed_in(&kiosk, "ada").await.id(), PageId::MyAccount);
}

#[tokio::test]
async fn nobody_is_reminded_of_what_is_of_no_use_to_them() {
    let base = kiosk::domain::policy::BasePolicy { enabled: Enabled::Groups(vec!["others".to_owned()]), ..policy().base };
    let made = Making { policy: Policy { base, ..making().policy }, ..making() };
    let kiosk = Kiosk::made(made).await;
    kiosk.add(ada()).await;
    assert_eq!(signed_in(&kiosk, "ada").await.id(), PageId::MyAccount);
}

#[tokio::test]
async fn after_half_a_year_people_look_at_what_they_registered() {
    let kiosk = kiosk().await;
    kiosk.add(pia()).await;
    assert_eq!(signed_in(&kiosk, "pia").await.id(), PageId::MyAccount);
    kiosk.ambient.advance(HALF_A_YEAR);
    let mut visit = signed_in(&kiosk, "pia").await;
    assert_eq!(visit.id(), PageId::Reconfirm, "{}", visit.words());
    shows(&visit, "Email to p***@example.net");
    shows(&visit, "1 authenticator app");
    visit.press("2").await;
    assert_eq!(visit.id(), PageId::ChooseMethod, "to change it takes more than the password: {}", visit.words());
    let mut visit = signed_in(&kiosk, "pia").await;
    visit.press("1").await;
    assert_eq!(visit.id(), PageId::MyAccount, "{}", visit.words());
    assert_eq!(kiosk.audited("registration-confirmed").await, 1);
    assert_eq!(signed_in(&kiosk, "pia").await.id(), PageId::MyAccount, "that was enough");
}

#[tokio::test]
async fn what_is_right_cannot_be_put_off_nor_what_is_missing_be_right() {
    let kiosk = kiosk().await;
    kiosk.add(ada()).await;
    kiosk.add(pia()).await;
    kiosk.ambient.advance(HALF_A_YEAR);
    for (login, how) in [("ada", Settling::Confirm), ("pia", Settling::PutOff)] {
        let seat = kiosk.visit().seat;
        let (signed_in, why) = sign_in(&kiosk, &seat, login).await;
        let settled = kiosk.service.settle_reminder(&seat, signed_in, how).await.expect("an answer");
        assert!(matches!(settled, Settled::Refused { due: Some(ref due), .. } if Some(due.why) == why), "{settled:?}");
    }
    assert_eq!(kiosk.audited("registration-confirmed").await + kiosk.audited("registration-put-off").await, 0);
}

#[tokio::test]
async fn a_reminder_is_settled_by_whoever_is_signed_in_only() {
    let kiosk = kiosk().await;
    kiosk.add(ada()).await;
    let (seat, other) = (kiosk.visit().seat, kiosk.visit().seat);
    let (signed_in, _) = sign_in(&kiosk, &seat, "ada").await;
    let (elsewhere, _) = sign_in(&kiosk, &other, "ada").await;
    let settle = |seat: Seat, signed_in| {
        let service = &kiosk.service;
        async move { service.settle_reminder(&seat, signed_in, Settling::PutOff).await.expect("an answer") }
    };
    assert_eq!(settle(seat.clone(), elsewhere).await, Settled::SignedOut, "another visit's sign-in");
    kiosk.sql("DELETE FROM sign_in").await;
    assert_eq!(settle(seat, signed_in).await, Settled::SignedOut);
    assert_eq!(kiosk.audited("registration-put-off").await, 0);
}

/// Somebody with nothing better of their own than a mailbox, seen over the open standing half a year later.
async fn at_a_reminder<'k>(kiosk: &'k Kiosk, wish: &str) -> Sitting<'k> {
    let emails = vec![(Origin::Authentication, "sam@dept.example"), (Origin::Directory, "desk@work.example")];
    kiosk.add(Person { emails, ..Person::named("pia") }).await;
    kiosk.ambient.advance(HALF_A_YEAR);
    let mut visit = kiosk.visit();
    visit.seat.standing = Standing::Open;
    visit.press(wish).await.press(OLD_PASSWORD).await.press("⏎").await;
    visit
}

fn tells_no_address(visit: &Sitting<'_>) {
    let words = visit.words();
    assert!(!words.contains("dept.example") && !words.contains("work.example") && !words.contains("s***"), "{words}");
}

#[tokio::test]
async fn where_pages_tell_little_a_password_shows_no_address() {
    let kiosk = kiosk().await;
    let mut visit = at_a_reminder(&kiosk, "3pia⏎").await;
    assert_eq!(visit.id(), PageId::Reconfirm, "{}", visit.words());
    shows(&visit, "Email to ***");
    tells_no_address(&visit);
    visit.press("2").await;
    assert_eq!(visit.id(), PageId::ChooseMethod, "{}", visit.words());
    tells_no_address(&visit);
    visit.press("1").await;
    assert_eq!(visit.id(), PageId::EnterCode, "{}", visit.words());
    tells_no_address(&visit);
    visit.wait(Span::seconds(31)).await.press("⇥⇥⏎").await;
    tells_no_address(&visit);
    visit.press(&kiosk.code().await).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::Methods, "a proof shows what is theirs: {}", visit.words());
    shows(&visit, "s***@dept.example");
}

#[tokio::test]
async fn where_pages_tell_little_a_changed_password_names_no_address_that_hears_of_it() {
    let kiosk = kiosk().await;
    let mut visit = at_a_reminder(&kiosk, "2pia⏎").await;
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneChange, "{}", visit.words());
    tells_no_address(&visit);
    shows(&visit, "2 addresses");
    assert_eq!(kiosk.mailbox().await.len(), 2);
}
