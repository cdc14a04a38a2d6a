//! What stands in a field that can be seen when it is asked for again: kept by Enter alone, unless it was refused.

use kiosk::page::{Page, PageId, Value};
use kiosk::session::manner::Medium;

use super::super::Talker;
use super::super::lines::one_gate;
use crate::support::OLD_PASSWORD;

/// What was typed can be seen, and so it is said, as what Enter alone keeps; anything else takes its place.
#[tokio::test]
async fn an_answer_that_can_be_seen_is_kept_by_enter_alone() {
    let kiosk = one_gate().await;
    for (page, medium) in [("3", Medium::Screen), ("4", Medium::Screen), ("3", Medium::Pipe), ("4", Medium::Pipe)] {
        let mut talker = Talker::at(&kiosk, medium).await;
        talker.say(page).await;
        talker.say("wim").await;
        let said = talker.say("/previous").await;
        assert!(said.contains("Enter alone leaves it as it is, and") && said.ends_with("(1 of 2, now: wim): "), "{said}");
        let said = talker.say("").await;
        assert!(!said.contains("Error") && said.contains("(2 of 2"), "{said}");
        assert_eq!(text_of(&talker.page()), "wim");
        talker.say("/previous").await;
        assert!(talker.say("/help").await.contains("Help: "), "no word becomes a part of the answer");
        assert!(talker.say("back").await.ends_with("now: wim): "));
        talker.say("/nederlands").await;
        assert!(talker.say("/herhaal").await.contains("nu: wim"));
        talker.say("eve").await;
        assert_eq!(text_of(&talker.page()), "eve", "another line takes its place, whole");
    }
}

#[tokio::test]
async fn an_answer_is_kept_when_something_else_was_wrong() {
    let kiosk = one_gate().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    for line in ["3", "ada"] {
        talker.say(line).await;
    }
    assert!(talker.say("wrong").await.contains("Error: "));
    assert!(talker.say("/previous").await.ends_with("now: ada): "));
    talker.say("").await;
    talker.say(OLD_PASSWORD).await;
    assert_eq!(talker.page().id, PageId::MyAccount);
}

/// Nobody is offered to keep what will be refused again.
#[tokio::test]
async fn an_answer_that_was_refused_is_asked_for_anew() {
    let kiosk = one_gate().await;
    for medium in [Medium::Screen, Medium::Pipe] {
        let mut talker = Talker::at(&kiosk, medium).await;
        talker.say("1").await;
        let said = talker.say("nobody").await;
        assert!(said.contains("Error: ") && said.ends_with("User ID: ") && !said.contains("kept"), "{said}");
        let said = talker.say("").await;
        assert!(said.contains("Error: Type your user ID first.") && !said.contains("now: "), "{said}");
        assert!(talker.say("ada").await.contains("Show that it is you"));
    }
}

/// Blanks behind an answer are a slip: nobody hears them, and they are no part of what is said. What stands there stays.
#[tokio::test]
async fn blanks_behind_an_answer_are_not_said() {
    let kiosk = one_gate().await;
    for page in ["3", "4"] {
        let mut talker = Talker::at(&kiosk, Medium::Screen).await;
        talker.say(page).await;
        talker.say("wim  ").await;
        let said = talker.say("/previous").await;
        assert!(said.ends_with("(1 of 2, now: wim): "), "{said:?}");
        talker.say("").await;
        assert_eq!(text_of(&talker.page()), "wim  ");
    }
}

fn text_of(page: &Page) -> &str {
    match &page.fields[0].value {
        Value::Plain { text, .. } | Value::Words { text, .. } => text,
        other => panic!("{other:?}"),
    }
}
