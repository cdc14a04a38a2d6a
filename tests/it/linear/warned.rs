//! What is typed where nothing is taken: behind a warning that a first letter answered, and ahead of a reply.

use kiosk::domain::account::Language;
use kiosk::input::{Input, Key};
use kiosk::page::{Page, PageId};
use kiosk::render::Ink;
use kiosk::session::manner::Medium;
use kiosk::session::talk::Talk;

use super::{Talker, look, sign};
use crate::support::{Kiosk, Person, START};

const IDLE: u32 = 180;
/// Longer than between two keys of one answer.
const A_WHILE: u32 = 3;

async fn kiosk() -> Kiosk {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp().group("two")).await;
    kiosk
}

/// Half of an answer would be another one, and a counted try.
#[tokio::test]
async fn what_goes_on_behind_a_warning_is_not_half_an_answer() {
    const NOT_TAKEN: &str = "What you typed only answered the warning. Your line is empty.";
    let kiosk = kiosk().await;
    for between in [0, 1, 2] {
        let mut talker = Talker::at(&kiosk, Medium::Screen).await;
        talker.say("1").await;
        talker.wait(IDLE).await;
        let mut said = String::new();
        for letter in "lovelace\r".chars() {
            said += &talker.send(letter.to_string().as_bytes()).await;
            said += &talker.wait(between).await;
        }
        assert_eq!(talker.page().id, PageId::Identify, "{between} s: {said}");
        assert_eq!(said.matches(NOT_TAKEN).count(), 2, "at its first letter and behind its last: {said}");
        assert!(said.ends_with("User ID: ") && !said.contains("User ID: o"), "the line is empty: {said}");
        assert!(talker.say("ada").await.contains("Show that it is you"), "what comes behind Enter is an answer again");
    }
}

/// However long somebody thinks: what was not taken is not half of an answer. Begun anew it is one.
#[tokio::test]
async fn the_rest_of_what_was_begun_at_a_warning_is_no_answer_after_a_pause_either() {
    const NOT_TAKEN: &str = "What you typed only answered the warning. Your line is empty.";
    let kiosk = kiosk().await;
    for medium in [Medium::Screen, Medium::Typewriter] {
        for (begun, line, is_taken) in [
            ("ad", "a\r", false),
            ("\x1b[200~ad\x1b[201~", "a\r", false),
            ("love", "lace\r", false),
            ("ad", "\r", false),
            ("ad", "ada\r", true),
            ("x", "ada\r", true),
        ] {
            let mut talker = Talker::at(&kiosk, medium).await;
            talker.say("1").await;
            talker.wait(IDLE).await;
            talker.send(begun.as_bytes()).await;
            talker.wait(A_WHILE).await;
            let said = talker.send(line.as_bytes()).await;
            assert_eq!(said.contains(NOT_TAKEN), !is_taken, "{begun:?} {line:?}: {said}");
            assert_eq!(talker.page().id == PageId::ChooseMethod, is_taken, "{begun:?} {line:?}: {said}");
            assert!(!said.contains("Error"), "nothing was looked at: {said}");
            if !is_taken {
                assert!(talker.say("ada").await.contains("Show that it is you"), "the next line is an answer");
            }
        }
    }
}

#[tokio::test]
async fn what_is_begun_anew_behind_a_warning_is_an_answer() {
    let kiosk = kiosk().await;
    // Somebody who waited, pressed a key that writes nothing, or went on to something else.
    for (answer, pause, line) in [("x", A_WHILE, "ada\r"), (" ", 0, "ada\r"), ("\x1b[A", 0, "ada\r"), ("x", 0, "\x1bOPada\r")] {
        let mut talker = Talker::at(&kiosk, Medium::Screen).await;
        talker.say("1").await;
        talker.wait(IDLE).await;
        talker.send(answer.as_bytes()).await;
        talker.wait(pause).await;
        let mut said = talker.send(line.as_bytes()).await;
        if line.len() > "ada\r".len() {
            assert!(said.contains("Help: Who are you?"), "{said}");
            talker.say("/back").await;
            said = talker.say("ada").await;
        }
        assert!(said.contains("Show that it is you"), "{answer:?} {line:?}: {said}");
    }
}

/// Silence would be taken for a broken keyboard, and half of it for what was meant.
#[tokio::test]
async fn what_is_typed_ahead_is_kept_whole_or_not_at_all_and_that_is_said_once() {
    const TOO_MUCH: &str = "You typed more than we can keep while we are busy.";
    for (count, told) in [(512, 0), (513, 1), (2_000, 1)] {
        let mut talk = Talk::new(Medium::Screen);
        let (sign, look) = (sign(), look());
        let ink = Ink { language: Language::English, zone: &sign.zone, look: &look };
        let busy = Page { unsettled: true, ..Page::new(PageId::Identify) };
        let mut said = String::new();
        for _ in 0..count {
            talk.accept([Input::Key(Key::Char('a'))].into(), &busy, START);
            if let Some(told) = talk.tell(&busy, vec![], 80, &sign, ink) {
                said += &told.text;
            }
        }
        assert_eq!((said.matches(TOO_MUCH).count(), talk.has_waiting()), (told, told == 0), "{count}: {said}");
    }
}
