//! Passwords by Microsoft's rules: eight characters of three classes are enough, however easily they are
//! guessed, and two classes are not, however long.

use kiosk::page::{CheckState, PageId};

use kiosk::domain::account::Language;
use kiosk::domain::time::Span;
use kiosk::flow::event::Event;
use kiosk::input::{Input, Key};

use super::kiosk;
use crate::story::choose;
use crate::support::{Kiosk, OLD_PASSWORD, Person, Sitting};

/// Ada before the page where she chooses a password.
pub async fn chooser(kiosk: &Kiosk) -> Sitting<'_> {
    let mut visit = kiosk.visit();
    visit.press("1ada⏎2").await.press(&kiosk.totp()).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::NewPassword, "{}", visit.words());
    visit
}

async fn with_ada() -> Kiosk {
    let kiosk = kiosk().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    kiosk
}

/// Empties the field, whether or not there is something in it: Esc on an empty one asks whether to stop.
async fn clear<'v, 'k>(visit: &'v mut Sitting<'k>) -> &'v mut Sitting<'k> {
    visit.press("x⎋").await
}

/// The state of the rule of that name.
fn state(visit: &Sitting<'_>, rule: &str) -> Option<CheckState> {
    visit.page().checklist.into_iter().find(|check| check.text.id == rule).map(|check| check.state)
}

#[tokio::test]
async fn eight_characters_of_three_classes_are_taken() {
    for password in ["zebraQ92", "zebra 92", "ZEBRA-92", "Zebra-qq", "密 zebraQ", "Oslo1923"] {
        let kiosk = with_ada().await;
        let mut visit = chooser(&kiosk).await;
        choose(&mut visit, password).await;
        assert_eq!(visit.id(), PageId::DoneReset, "{password}: {}", visit.words());
        assert!(kiosk.accepts("ada", password).await);
    }
}

#[tokio::test]
async fn two_classes_are_refused_with_that_reason_however_long_the_password_is() {
    let kiosk = with_ada().await;
    let mut visit = chooser(&kiosk).await;
    for password in ["zebraq92", "zebra copper lantern wharf", "ZEBRAQ92", "Zebraquagga", "zebrač quaggaž"] {
        clear(&mut visit).await;
        choose(&mut visit, password).await;
        assert_eq!(visit.id(), PageId::NewPassword, "{password}");
        let refusals: Vec<&str> = visit.page().notices.iter().map(|notice| notice.text.id).collect();
        assert_eq!(refusals, ["complaint-classes"], "{password}");
    }
    assert!(visit.words().contains("at least 3 of these 4: capitals, small letters, digits, special"), "{}", visit.words());
    visit.event(Event::Input(Input::Key(Key::F(2)))).await;
    assert_eq!(visit.flow.as_ref().map(kiosk::flow::Visit::language), Some(Language::Dutch));
    assert!(visit.words().contains("ten minste 3 van deze 4: hoofdletters, kleine letters, cijfers"), "{}", visit.words());
    assert!(kiosk.accepts("ada", OLD_PASSWORD).await);
    assert_eq!(kiosk.audited("password-refused").await, 5);
    assert!(kiosk.audit_holds("too-few-classes").await);
}

#[tokio::test]
async fn the_bounds_are_eight_and_two_hundred_and_fifty_six() {
    let mixed = |length: usize| format!("Aa1{}", "x".repeat(length - 3));
    for (length, refusal) in [(7, Some("complaint-too-short")), (257, Some("complaint-too-long")), (256, None)] {
        let kiosk = with_ada().await;
        let mut visit = chooser(&kiosk).await;
        choose(&mut visit, &mixed(length)).await;
        assert_eq!(visit.id() == PageId::DoneReset, refusal.is_none(), "{length}: {}", visit.words());
        assert_eq!(visit.page().notices.iter().map(|notice| notice.text.id).find(|id| id.starts_with("complaint")), refusal);
    }
}

/// What does not depend on the policy.
#[tokio::test]
async fn common_own_and_used_passwords_are_refused_all_the_same() {
    let kiosk = with_ada().await;
    let mut visit = chooser(&kiosk).await;
    for (password, refusal) in [
        ("Password1", "complaint-common"),
        ("Lovelace-9", "complaint-personal"),
        ("Contoso-92", "complaint-organisation"),
        ("violet harbour 1999", "complaint-current"),
    ] {
        clear(&mut visit).await;
        choose(&mut visit, password).await;
        let refusals: Vec<&str> = visit.page().notices.iter().map(|notice| notice.text.id).collect();
        assert!(refusals.contains(&refusal), "{password}: {refusals:?}");
    }
    assert!(kiosk.accepts("ada", OLD_PASSWORD).await);
}

#[tokio::test]
async fn the_rule_about_classes_ticks_with_each_key() {
    let kiosk = with_ada().await;
    let mut visit = chooser(&kiosk).await;
    assert_eq!(state(&visit, "check-classes"), Some(CheckState::Open));
    for (key, after) in [("z", CheckState::Broken), ("Q", CheckState::Broken), ("q", CheckState::Broken), ("9", CheckState::Kept)]
    {
        visit.press(key).await;
        assert_eq!(state(&visit, "check-classes"), Some(after), "{key}");
    }
    visit.event(Event::Input(Input::Key(Key::Backspace))).await;
    assert_eq!(state(&visit, "check-classes"), Some(CheckState::Broken));
    visit.press("⎋").await;
    assert_eq!(state(&visit, "check-classes"), Some(CheckState::Open));
}

#[tokio::test]
async fn strength_is_told_and_not_asked_for() {
    let kiosk = with_ada().await;
    let mut visit = chooser(&kiosk).await;
    visit.press("Zebra1 x").await.wait(Span::from_millis(150)).await;
    assert!(visit.page().strength.is_some_and(|strength| strength.score < 3));
    assert_eq!(state(&visit, "check-strong"), None);
    assert!(!visit.page().checklist.iter().any(|check| check.state == CheckState::Broken), "nothing is amiss");
}

#[tokio::test]
async fn the_modern_page_asks_for_no_classes() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    let visit = chooser(&kiosk).await;
    assert_eq!((state(&visit, "check-classes"), state(&visit, "check-strong")), (None, Some(CheckState::Open)));
    assert_eq!(visit.page().lead[0].id, "new-password-lead");
}
