//! What is pasted, in both drawings: no two words become one, and what is too long is refused whole.

use kiosk::flow::event::Event;
use kiosk::input::Input;
use kiosk::page::{Page, PageId, Value};
use kiosk::session::manner::Medium;

use super::Talker;
use super::lines::one_gate;
use crate::support::OLD_PASSWORD;

/// What was typed into the field at `place`.
fn typed(page: &Page, place: usize) -> &str {
    match &page.fields[place].value {
        Value::Plain { text, .. } | Value::Words { text, .. } => text,
        value => panic!("{value:?}"),
    }
}

fn errors(page: &Page) -> Vec<Option<&'static str>> {
    page.fields.iter().map(|field| field.error.as_ref().map(|error| error.id)).collect()
}

fn paste(text: &str) -> Event {
    Event::Input(Input::Paste(text.to_owned().into()))
}

fn bracketed(text: &str) -> Vec<u8> {
    format!("\x1b[200~{text}\x1b[201~").into_bytes()
}

#[tokio::test]
async fn a_name_ends_with_its_line_and_words_go_on() {
    let kiosk = one_gate().await;
    let mut visit = kiosk.visit();
    visit.press("4").await.event(paste("anna\r\nbram")).await;
    visit.press("⏎").await.event(paste("regel een\r\nregel\ttwee\n")).await;
    assert_eq!((typed(&visit.page(), 0), typed(&visit.page(), 1)), ("anna", "regel een regel twee"));

    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    talker.say("4").await;
    assert_eq!(talker.send(&bracketed("anna\r\nbram")).await, "anna", "what is heard is what is taken");
    talker.send(b"\r").await;
    assert_eq!(talker.send(&bracketed("regel een\r\nregel\ttwee\n")).await, "regel een regel twee");
    assert_eq!(typed(&talker.page(), 0), "anna");
}

/// Nobody sees what they paste for a password, so it is taken as a terminal without marked pastes types it.
#[tokio::test]
async fn a_password_is_pasted_with_the_end_of_its_line() {
    let kiosk = one_gate().await;
    let mut visit = kiosk.visit();
    visit.press("3ada⏎").await.event(paste(&format!("{OLD_PASSWORD}\n"))).await;
    visit.press("⏎").await;
    assert_eq!(visit.page().id, PageId::MyAccount);
}

#[tokio::test]
async fn what_is_too_long_is_refused_at_its_field_in_the_drawn_form_too() {
    const REFUSED: Option<&str> = Some("field-too-long");
    let kiosk = one_gate().await;
    let long = "a".repeat(5_000);
    for (start, fill, wanted) in [
        ("1", "", vec![REFUSED]),
        ("3", "", vec![REFUSED, None]),
        ("3", "ada⏎", vec![None, REFUSED]),
        ("4", "ada⏎", vec![None, REFUSED]),
    ] {
        let mut visit = kiosk.visit();
        visit.press(start).await.press(fill).await.event(paste(&long)).await;
        let id = visit.page().id;
        assert_eq!(errors(&visit.page()), wanted, "{id:?}");
        visit.press("⏎").await;
        assert_eq!((visit.page().id, errors(&visit.page())), (id, wanted.clone()), "Enter does not send what is left");
        visit.press("x").await;
        assert!(errors(&visit.page()).iter().all(Option::is_none), "whoever goes on is not scolded");
    }
}

/// A line may be longer than what a field takes.
#[tokio::test]
async fn a_line_that_is_too_long_for_its_field_is_not_cut() {
    let kiosk = one_gate().await;
    let mut talker = Talker::at(&kiosk, Medium::Pipe).await;
    talker.say("1").await;
    for letters in [257, 2_000] {
        let said = talker.say(&"a".repeat(letters)).await;
        assert!(said.contains("Error: That is too long, so nothing of it was used.") && said.ends_with("User ID: "), "{said}");
    }
    assert_eq!(kiosk.audited("unknown-login").await, 0);
    assert!(talker.say("ada").await.contains("Show that it is you"));
}
