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

#[test]
fn the_real_program_offers_no_reset_where_there_is_none() {
    let kiosk = Installation::new("reset.enabled = \"none\"\n");
    let told = kiosk.fed(&["--linear", "run", "--once"], "3\n/stop\n");
    assert_eq!(told.code, 0, "{told:?}");
    assert!(told.out.contains("1. I want to change my password") && told.out.contains("1. Ik wil mijn wachtwoord"), "{told:?}");
    assert!(!told.out.contains("I can't sign in") && !told.out.contains("Ik kan niet inloggen"), "{told:?}");
}
