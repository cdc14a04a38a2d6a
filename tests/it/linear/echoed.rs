//! A line whose other end shows what is typed: the visitor is told before their first secret, and asked.

use kiosk::domain::account::Language;
use kiosk::page::PageId;
use kiosk::session::manner::Medium;

use super::lines::{NEW, at_new_password_by, one_gate};
use super::{Talker, follow};
use crate::support::{Kiosk, OLD_PASSWORD, Person};

const WARNED: &str = "Here everything can be read as you type it, passwords too. To type them unseen, stop and connect with: \
                      TERM=dumb ssh -t host\nType yes to go on all the same, or stop: ";
const FIRST: &str = "Error: Nothing was taken. Type yes to go on, or stop.\nType yes to go on all the same, or stop: ";
const ASKED: &str = "New password (1 of 2, not hidden while you type): ";

#[tokio::test]
async fn before_the_first_secret_it_is_said_once_that_it_shows() {
    let kiosk = one_gate().await;
    let mut talker = Talker::at(&kiosk, Medium::Echoing).await;
    let said = talker.send(format!("1\nada\n1\n{}\n", kiosk.totp()).as_bytes()).await;
    assert_eq!(said.matches("TERM=dumb ssh -t host").count(), 1, "{said}");
    assert!(said.ends_with(WARNED), "{said}");
    assert!(talker.say("yes").await.ends_with(ASKED));
    let said = talker.send(format!("{NEW}\n{NEW}\n").as_bytes()).await;
    assert!(said.contains("has a new password.") && !said.contains("TERM=dumb"), "{said}");
    assert!(kiosk.accepts("ada", NEW).await);
}

#[tokio::test]
async fn nothing_but_a_word_is_an_answer_to_that() {
    let kiosk = one_gate().await;
    let mut talker = at_new_password_by(&kiosk, Medium::Echoing).await;
    for typed in [NEW, NEW, "", "y", "no", "1"] {
        assert_eq!(talker.say(typed).await, FIRST, "{typed}");
    }
    assert_eq!(kiosk.audited("password-refused").await, 0);
    for yes in ["yes", "/yes", " YES. ", "ja", "go on"] {
        let kiosk = one_gate().await;
        let mut talker = at_new_password_by(&kiosk, Medium::Echoing).await;
        assert!(talker.say(yes).await.ends_with(ASKED), "{yes}");
    }
}

#[tokio::test]
async fn whoever_would_rather_not_goes_elsewhere() {
    for (word, page) in [("stop", PageId::EndVisit), ("/stop", PageId::EndVisit), ("help", PageId::Help), ("/hulp", PageId::Help)]
    {
        let kiosk = one_gate().await;
        let mut talker = at_new_password_by(&kiosk, Medium::Echoing).await;
        talker.say(word).await;
        assert_eq!(talker.page().id, page, "{word}");
    }
}

#[tokio::test]
async fn what_is_no_secret_is_asked_for_as_ever() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada")).await;
    let mut talker = Talker::at(&kiosk, Medium::Echoing).await;
    let said = talker.say("3").await;
    assert!(said.ends_with("User ID (1 of 2): ") && !said.contains("TERM=dumb"), "{said}");
    assert!(talker.say("ada").await.ends_with(WARNED));
    // The other language is told in its own words, and nothing was agreed to.
    let said = talker.say("nederlands").await;
    assert_eq!(talker.language(), Language::Dutch);
    assert!(said.ends_with("Typ ja om toch door te gaan, of stop: "), "{said}");
    assert!(talker.say(OLD_PASSWORD).await.ends_with("Typ ja om toch door te gaan, of stop: "));
    talker.say("ja").await;
    let said = talker.say(OLD_PASSWORD).await;
    assert!(!said.contains(OLD_PASSWORD) && talker.page().id == PageId::MyAccount, "{said}");
}

#[tokio::test]
async fn nobody_else_is_asked() {
    for medium in [Medium::Pipe, Medium::Screen, Medium::Typewriter] {
        let kiosk = one_gate().await;
        let mut talker = Talker::at(&kiosk, medium).await;
        for line in ["1", "ada", "1"] {
            talker.say(line).await;
        }
        let said = talker.say(&kiosk.totp()).await;
        assert!(!said.contains("TERM=dumb") && follow(&said, &["New password", "hidden while you type): "]), "{said}");
    }
}
