//! Ways that are closed, where what is left is not enough: nobody is sent round in a circle.

use kiosk::domain::method::{Gates, Method, Standing};
use kiosk::domain::time::Span;
use kiosk::page::{Action, Arg, Page, PageId};
use kiosk::store::{AuditRow, AuditWish};
use serde_json::Value;

use crate::support::{Kiosk, Making, Person, Sitting, policy};

/// What `ada` has who fails with her app until it is closed.
async fn closed_app(kiosk: &Kiosk) -> Sitting<'_> {
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    take(&mut visit, "choose-totp").await;
    guess(&mut visit).await;
    visit
}

/// Types wrong codes until the page is another.
async fn guess(visit: &mut Sitting<'_>) {
    let page = visit.id();
    for _ in 0..6 {
        if visit.id() == page {
            visit.press("000000⏎").await;
        }
    }
}

async fn take(visit: &mut Sitting<'_>, way: &str) {
    let place = visit.page().choices.iter().position(|choice| choice.id == way).expect("offered") + 1;
    visit.press(&place.to_string()).await;
}

/// The ways that a message of `page` names.
fn named(page: &Page, id: &str) -> Vec<&'static str> {
    let texts = page.lead.iter().chain(page.notices.iter().map(|notice| &notice.text)).filter(|text| text.id == id);
    let words = texts.flat_map(|text| &text.args).filter_map(|(_, arg)| match arg {
        Arg::Words(words) => Some(words.clone()),
        _ => None,
    });
    words.flatten().collect()
}

/// The ways that `page` offers and says to be closed.
fn closed(page: &Page) -> Vec<&'static str> {
    let args = page.choices.iter().filter(|choice| choice.id == "choose-closed-until").flat_map(|choice| &choice.args);
    let ways = args.filter_map(|(_, arg)| match arg {
        Arg::Message(way) => Some(way.id),
        _ => None,
    });
    ways.collect()
}

#[tokio::test]
async fn whoever_has_too_few_ways_left_is_told_which_is_closed_and_offered_none() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp().group("two")).await;
    let first = closed_app(&kiosk).await;
    let mut again = kiosk.visit();
    again.press("1ada⏎").await;
    for visit in [&first, &again] {
        let page = visit.page();
        assert_eq!((page.id, page.lead[0].id), (PageId::Blocked, "blocked-lead-needed"), "{}", visit.words());
        assert_eq!(named(&page, "blocked-ways"), ["way-totp"]);
        assert!(!page.actions.contains(&Action::AnotherWay), "it would lead back here");
        assert!(visit.words().contains("You need 2 ways"), "{}", visit.words());
    }
    assert_eq!(kiosk.mailbox().await.len(), 0, "nobody proves the half of it in vain");
    let stops: Vec<_> = rows(&kiosk).await.into_iter().filter(|row| row.fact == "stopped").map(|row| row.details).collect();
    let told = |name: &str| stops.iter().map(|stop| stop.get(name).and_then(Value::as_str)).collect::<Vec<_>>();
    assert_eq!(told("needed"), [Some("2"); 2], "the audit says what the page says: {stops:?}");
    assert_eq!(told("until"), [Some("2027-01-15T08:15:00Z"); 2]);
    kiosk.ambient.advance(Span::minutes(15));
    let mut later = kiosk.visit();
    later.press("1ada⏎").await;
    assert_eq!(later.id(), PageId::ChooseMethod, "it said until when");
}

async fn rows(kiosk: &Kiosk) -> Vec<AuditRow> {
    kiosk.store.audit_rows(&AuditWish { most: 99, ..AuditWish::default() }).await.expect("rows")
}

/// Where nothing may be told of an account, one way is enough, and the row says that as the page does.
#[tokio::test]
async fn strangers_whose_last_way_is_closed_are_recorded_as_they_are_told() {
    let mut policy = policy();
    policy.base.gates = Gates::Two;
    policy.base.methods = vec![Method::Totp];
    let kiosk = Kiosk::made(Making { policy, ..Making::default() }).await;
    kiosk.add(Person::named("ada").totp().group("two")).await;
    for login in ["ada", "nobody"] {
        let mut visit = kiosk.visit();
        visit.seat.standing = Standing::Open;
        visit.press("1").await.press(login).await.press("⏎1").await;
        guess(&mut visit).await;
        let mut again = kiosk.visit();
        again.seat.standing = Standing::Open;
        again.press("1").await.press(login).await.press("⏎").await;
        for visit in [&visit, &again] {
            assert_eq!(visit.page().lead[0].id, "blocked-lead-needed", "{}", visit.words());
            assert!(visit.words().contains("No way to show that it is you is open now."), "{login}: {}", visit.words());
        }
        let stops: Vec<_> = rows(&kiosk).await.into_iter().filter(|row| row.fact == "stopped").collect();
        let told: Vec<_> = stops.iter().rev().take(2).map(|stop| stop.details.get("needed").and_then(Value::as_str)).collect();
        assert_eq!(told, [Some("1"); 2], "{login}: {stops:?}");
    }
}

/// The address got all the letters that it may, and the app alone is not enough.
#[tokio::test]
async fn whoever_waits_for_letters_is_told_so_before_they_prove_the_rest() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp().group("two")).await;
    for letter in 1..=4 {
        let mut visit = kiosk.visit();
        visit.press("1ada⏎").await;
        take(&mut visit, "choose-email").await;
        if letter <= 3 {
            assert_eq!(visit.id(), PageId::EnterCode);
            continue;
        }
        let page = visit.page();
        assert_eq!((page.id, page.lead[1].id), (PageId::Blocked, "blocked-letters-needed"), "{}", visit.words());
        assert!(!page.actions.contains(&Action::AnotherWay), "the app would be proved in vain");
    }
    let stop = rows(&kiosk).await.into_iter().find(|row| row.fact == "stopped").expect("a stop").details;
    let told = |name| stop.get(name).and_then(Value::as_str);
    assert_eq!((told("scope"), told("needed")), (Some("letters:short"), Some("2")), "the audit says what the page says");
}

#[tokio::test]
async fn whoever_proved_one_way_already_is_told_the_same() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp().group("two")).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    take(&mut visit, "choose-email").await;
    visit.press(&kiosk.code().await).await.press("⏎1").await;
    for _ in 0..6 {
        visit.press("000000⏎").await;
    }
    assert_eq!(visit.page().lead[0].id, "blocked-lead-needed", "{}", visit.words());
    assert!(!visit.page().actions.contains(&Action::AnotherWay));
}

#[tokio::test]
async fn where_enough_is_left_the_other_ways_are_shown_and_the_closed_one_is_named() {
    let kiosk = Kiosk::new().await;
    let ada = Person::named("ada").email("ada@example.org").mobile("+31612345642").totp().questions().group("two");
    kiosk.add(ada).await;
    let mut visit = closed_app(&kiosk).await;
    assert_eq!(visit.page().lead[0].id, "blocked-lead-method");
    let told: Vec<_> = visit.page().notices.iter().map(|notice| notice.text.id).collect();
    assert_eq!(told, ["blocked-missed"], "the last one was looked at, and wrong");
    visit.press("⏎").await;
    assert_eq!(visit.id(), PageId::ChooseMethod);
    assert_eq!(closed(&visit.page()), ["choose-totp"], "{}", visit.words());
}

/// The account's own counter closes all that can be guessed at once, and each of them says so.
#[tokio::test]
async fn every_way_that_is_closed_says_so_where_it_is_chosen() {
    let mut policy = policy();
    policy.questions.alone = true;
    let kiosk = Kiosk::made(Making { policy, ..Making::default() }).await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp().questions()).await;
    assert_eq!(closed_app(&kiosk).await.id(), PageId::Blocked);
    kiosk.ambient.advance(Span::minutes(61));
    assert_eq!(closed_app(&kiosk).await.id(), PageId::Blocked);
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert_eq!(closed(&visit.page()), ["choose-totp", "choose-questions"], "{}", visit.words());
    assert_eq!(visit.page().notices, [], "it is said where they are chosen, and there alone");
}

/// A stranger's visit that guesses at the app of `login` until it is stopped.
async fn guessed_at<'k>(kiosk: &'k Kiosk, login: &str) -> Sitting<'k> {
    let mut visit = kiosk.visit();
    visit.seat.standing = Standing::Open;
    visit.press("1").await.press(login).await.press("⏎").await;
    take(&mut visit, "choose-totp").await;
    guess(&mut visit).await;
    visit
}

/// Too much was guessed: a code that nobody guesses is sent to its owner at once, and the page says so.
#[tokio::test]
async fn whoever_guessed_too_often_is_led_to_a_code_that_nobody_guesses() {
    for (login, gates) in [("ada", Gates::One), ("nobody", Gates::One), ("ada", Gates::Two), ("nobody", Gates::Two)] {
        let mut policy = policy();
        policy.base.gates = gates;
        policy.base.methods = vec![Method::Email, Method::Totp];
        let kiosk = Kiosk::made(Making { policy, ..Making::default() }).await;
        kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
        guessed_at(&kiosk, login).await;
        kiosk.ambient.advance(Span::minutes(61));
        let mut visit = guessed_at(&kiosk, login).await;
        let page = visit.page();
        assert_eq!((page.id, page.lead[0].id), (PageId::Blocked, "blocked-lead-account-some"), "{}", visit.words());
        kiosk.mailbox().await;
        visit.press("⏎").await;
        assert_eq!(closed(&visit.page()), ["choose-totp"], "{}", visit.words());
        visit.press("1").await;
        let letters = kiosk.mailbox().await;
        assert_eq!((visit.id(), letters.len()), (PageId::EnterCode, usize::from(login == "ada")), "{}", visit.words());
        assert_eq!(visit.page().lead[0].id, "enter-code-lead-long-on-file");
    }
}
