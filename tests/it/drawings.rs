//! From the drawn pages to plain text and back: what was typed goes along, and whoever changes it on one side finds it
//! changed on the other. What is typed unseen goes along unsaid.

use kiosk::domain::time::Span;

use crate::sessions::{Visitor, window};
use crate::support::{Kiosk, OLD_PASSWORD, Person};

const F9: &str = "\x1b[20~";
/// A window of plain text shows what was said before, too; this ends what is said of a drawn page.
const DRAWN: &str = "Stop F10";
/// What is drawn of each letter of a password.
const DOT: &str = "*";

#[tokio::test]
async fn what_was_typed_is_changed_on_either_side() {
    let kiosk = Kiosk::new().await;
    let (mut visitor, mut window) = (Visitor::at(&kiosk, &["1wil"]), window());
    visitor.see(&mut window, "[wil ").await;
    visitor.press(F9).await;
    visitor.see(&mut window, "User ID: wil").await;
    visitor.press("hel").await;
    visitor.see(&mut window, "User ID: wilhel").await;
    visitor.press(F9).await;
    visitor.see(&mut window, "[wilhel ").await;
    visitor.press("\x7f\x7f\x7fma").await;
    visitor.see(&mut window, "[wilma ").await;
    visitor.press(F9).await;
    visitor.see(&mut window, "User ID: wilma").await;
    for untrue in ["now: ", "Enter alone"] {
        assert!(!window.screen().contents().contains(untrue), "it stands on the line, to be changed: {untrue}");
    }
    visitor.press("\r").await;
    visitor.see(&mut window, "\"wilma\"").await;
}

#[tokio::test]
async fn what_was_taken_away_on_one_side_is_gone_on_the_other() {
    let kiosk = Kiosk::new().await;
    let (mut visitor, mut window) = (Visitor::at(&kiosk, &["1wil"]), window());
    visitor.see(&mut window, "[wil ").await;
    visitor.press(F9).await;
    visitor.see(&mut window, "User ID: wil").await;
    visitor.press(&format!("\x7f\x7f\x7f{F9}")).await;
    visitor.see(&mut window, DRAWN).await;
    assert!(!window.screen().contents().contains("wil"), "{}", window.screen().contents());
    visitor.press("ada").await;
    visitor.see(&mut window, "[ada ").await;
}

/// Ada before the page that asks for her password, and her window, in which `typed` stands unseen.
async fn ada_typed(kiosk: &Kiosk, typed: &str) -> (Visitor, vt100::Parser) {
    let (mut visitor, mut window) = (Visitor::at(kiosk, &["3ada\r", typed]), window());
    visitor.see(&mut window, &DOT.repeat(typed.len())).await;
    (visitor, window)
}

#[tokio::test]
async fn what_was_typed_unseen_is_kept_and_said_nowhere() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let (half, rest) = OLD_PASSWORD.split_at(8);
    for is_whole in [true, false] {
        let typed = if is_whole { OLD_PASSWORD } else { half };
        let (mut visitor, mut window) = ada_typed(&kiosk, typed).await;
        visitor.press(F9).await;
        visitor.see(&mut window, "Password (2 of 2").await;
        assert!(!window.screen().contents().contains(half), "{}", window.screen().contents());
        if !is_whole {
            visitor.press(F9).await;
            visitor.see(&mut window, DRAWN).await;
            visitor.see(&mut window, &DOT.repeat(typed.len())).await;
            visitor.press(rest).await;
            visitor.see(&mut window, &DOT.repeat(OLD_PASSWORD.len())).await;
        }
        // On either side Enter sends what stands there.
        visitor.press("\r").await;
        visitor.see(&mut window, "What would you like to do?").await;
    }
}

/// A new password that was only begun is not judged before it is given, and nobody goes on with half of it.
#[tokio::test]
async fn half_a_new_password_is_begun_anew_and_not_judged() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let (mut visitor, mut window) = ada_typed(&kiosk, OLD_PASSWORD).await;
    for (key, page) in [("\r", "What would you like to do?"), ("1", "Choose a new password")] {
        visitor.press(key).await;
        visitor.see(&mut window, page).await;
    }
    visitor.press("copper vi").await;
    visitor.see(&mut window, &DOT.repeat("copper vi".len())).await;
    visitor.press(F9).await;
    visitor.see(&mut window, "What you began to type on the drawn page is not on this line.").await;
    kiosk.ambient.advance(Span::seconds(1));
    visitor.see(&mut window, "New password (1 of 2").await;
    assert!(!window.screen().contents().contains("It will not be accepted"), "{}", window.screen().contents());
}
