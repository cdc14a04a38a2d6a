//! `reset.enabled = "none"`: nobody who cannot sign in is let in, and the start page does not offer it.

use kiosk::domain::account::Language;
use kiosk::domain::policy::Enabled;
use kiosk::page::PageId;

use crate::installation::Installation;
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person};

#[tokio::test]
async fn where_nobody_is_let_in_one_changes_a_password_or_asks_for_help() {
    let mut making = Making::default();
    making.policy.base.enabled = Enabled::None;
    let kiosk = Kiosk::made(making).await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    let words = kiosk.visit().words();
    assert!(words.contains("A forgotten one cannot be replaced here: ask for help."), "{words}");
    assert!(!words.contains("two minutes") && !words.contains("you choose a new password"), "{words}");
    let offered: Vec<String> = kiosk.visit().page().choices.iter().map(|text| kiosk.visit().said(text)).collect();
    assert_eq!(offered, ["I want to change my password", "I want to ask for help", "Nederlands"]);
    for (key, page) in
        [("1", PageId::SignIn), ("2", PageId::HelpRequest), ("3", PageId::Start), ("4", PageId::Start), ("5", PageId::Start)]
    {
        let mut visit = kiosk.visit();
        visit.press(key).await;
        assert_eq!(visit.id(), page, "{key}");
        let language = visit.flow.as_ref().expect("a visit").language();
        assert_eq!(language == Language::Dutch, key == "3", "{key}");
    }
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await.press(OLD_PASSWORD).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::NewPassword, "{}", visit.words());
}

/// Whoever may register and not reset is not told that what they have is enough, or too little.
#[tokio::test]
async fn whoever_may_not_reset_is_told_so_where_their_ways_are_listed() {
    let mut making = Making::default();
    making.policy.base.enabled = Enabled::Groups(vec!["staff".to_owned()]);
    let kiosk = Kiosk::made(making).await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    kiosk.add(Person::named("bob").email("bob@example.org").group("staff")).await;
    for (login, is_open) in [("ada", false), ("bob", true)] {
        let mut visit = kiosk.visit();
        visit.press("3").await.press(login).await.press("⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
        assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
        let words = visit.words();
        assert_eq!(words.contains("Choosing a new password is not open to you here."), !is_open, "{words}");
        assert_eq!(words.contains("That is enough."), is_open, "{words}");
    }
}

#[test]
fn the_real_program_offers_no_reset_where_there_is_none() {
    let kiosk = Installation::new("reset.enabled = \"none\"\n");
    let told = kiosk.fed(&["--linear", "run", "--once"], "3\n/stop\n");
    assert_eq!(told.code, 0, "{told:?}");
    assert!(told.out.contains("1. I want to change my password") && told.out.contains("1. Ik wil mijn wachtwoord"), "{told:?}");
    assert!(!told.out.contains("I can't sign in") && !told.out.contains("Ik kan niet inloggen"), "{told:?}");
}
