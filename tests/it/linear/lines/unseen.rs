//! What is typed unseen: it is not said, and a slip in it can be mended.

use kiosk::page::Page;
use kiosk::session::manner::Medium;

use super::super::follow;
use super::{NEW, Talker, at_new_answer, at_new_password, one_gate};
use crate::support::{Kiosk, OLD_PASSWORD, Person};

#[tokio::test]
async fn secrets_are_not_echoed_and_their_length_is_said() {
    let kiosk = one_gate().await;
    let mut talker = at_new_password(&kiosk).await;
    let said = talker.say(NEW).await;
    assert!(said.contains("20 characters.") && said.contains("Strength: good.") && !said.contains("zebra"), "{said}");
    let said = talker.say(NEW).await;
    assert!(said.contains("has a new password.") && !said.contains("zebra"), "{said}");
}

/// What was made up is as strong as before, whatever is typed below it; and whoever goes back to it is asked for it.
#[tokio::test]
async fn a_slip_below_a_suggestion_is_told_once_and_alone() {
    let kiosk = one_gate().await;
    let mut talker = at_new_password(&kiosk).await;
    let said = talker.say("/suggest").await;
    for told in ["Your new password, if you like it: ", "Strength: very good.", "(2 of 2"] {
        assert_eq!(said.matches(told).count(), 1, "{told}: {said}");
    }
    assert!(follow(&said, &["Your new password, if you like it: ", "Strength: very good."]), "of what was heard: {said}");
    let said = talker.say("x").await;
    let said = said.replace("\r\n", " ");
    assert!(said.contains("Type the one we suggested, dashes too, or /previous to choose your own."), "{said}");
    assert!(said.contains("Error: The two are not the same.") && !said.contains("Strength"), "{said}");
    let said = talker.say("/previous").await;
    assert!(said.trim_end().ends_with("A password of your own (1 of 2, hidden while you type):"), "{said}");
    assert!(!said.contains("Error"), "{said}");
    assert!(talker.say(NEW).await.contains("(2 of 2"));
    let said = talker.say("/previous").await;
    assert!(said.trim_end().contains("New password (1 of 2"), "it is their own by now: {said}");
}

/// What makes a good one was heard before one was made up.
#[tokio::test]
async fn what_makes_a_good_password_is_said_once() {
    let kiosk = one_gate().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    let mut said = String::new();
    for line in ["1", "ada", "1", &kiosk.totp(), "/suggest", "/previous", NEW] {
        said += &talker.say(line).await;
    }
    assert_eq!(said.matches("A few words in a row are best").count(), 1, "{said}");
    assert!(talker.say("/repeat").await.contains("A few words in a row are best"), "whoever asks hears it");
}

#[tokio::test]
async fn a_slip_in_the_first_password_can_be_mended_from_the_second() {
    let kiosk = one_gate().await;
    let mut talker = at_new_password(&kiosk).await;
    talker.say("zebra cooper lantern").await;
    let said = talker.say(NEW).await.replace("\r\n", " ");
    assert!(said.contains("Type the second one again, or /previous to begin with the first."), "{said}");
    let said = talker.say("/previous").await;
    assert!(said.contains("Enter alone leaves it") && said.contains("New password (1 of 2"), "{said}");
    for line in [NEW, NEW] {
        talker.say(line).await;
    }
    assert!(kiosk.accepts("ada", NEW).await);
}

#[tokio::test]
async fn a_password_that_was_refused_is_not_said_to_be_kept() {
    let kiosk = one_gate().await;
    let mut talker = at_new_password(&kiosk).await;
    for line in [OLD_PASSWORD, "/previous"] {
        talker.say(line).await;
    }
    assert!(talker.page().notices.is_empty());
    talker.say("").await;
    let said = talker.say(OLD_PASSWORD).await;
    assert!(said.contains("Error: This is the password that you have now."), "{said}");
    let asked = |said: &str| said.contains("(1 of 2") && !said.contains("is kept") && !said.contains("filled in");
    assert!(asked(&said), "{said}");
    let again = talker.say("").await;
    assert!(again.contains("Error: Type a new password first.") && asked(&again), "{again}");
}

/// A slip in an answer that nobody saw would be found when it is needed, and not before.
#[tokio::test]
async fn a_new_answer_that_is_typed_unseen_is_typed_twice() {
    let kiosk = Kiosk::new().await;
    let mut talker = at_new_answer(&kiosk, Medium::Screen).await;
    let is_asked = |page: &Page| page.fields.len() == 1;
    for (first, second) in [("Ghent", "Gehnt"), ("Ghent", "")] {
        let said = talker.say(first).await;
        assert!(said.contains("Type the same once more") && !said.contains("Ghent"), "{said}");
        assert!(is_asked(&talker.page()));
        let said = talker.say(second).await;
        assert!(said.contains("Error: The two were not the same."), "{said}");
        assert!(is_asked(&talker.page()));
    }
    talker.say("Ghent").await;
    talker.say("/back").await;
    talker.say("1").await;
    let said = talker.say("Ghent").await;
    assert!(said.contains("Type the same once more"), "what was typed before the way back is forgotten: {said}");
    talker.say("Ghent").await;
    assert!(!is_asked(&talker.page()), "the next question is chosen");
}

/// In a pipe everything is seen by whoever writes it.
#[tokio::test]
async fn a_new_answer_that_comes_through_a_pipe_comes_once() {
    let kiosk = Kiosk::new().await;
    let mut talker = at_new_answer(&kiosk, Medium::Pipe).await;
    talker.say("Ghent").await;
    assert!(talker.page().fields.is_empty(), "the next question is chosen");
}

#[tokio::test]
async fn enter_alone_keeps_an_answer_that_was_typed_unseen() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("quiz").email("quiz@example.org").questions().group("two")).await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    for line in ["1", "quiz", "1"] {
        talker.say(line).await;
    }
    let code = kiosk.code().await;
    for line in [code.as_str(), "1", "one", "two"] {
        talker.say(line).await;
    }
    let said = talker.say("three").await;
    assert!(
        said.contains("What you typed before is kept:") && said.contains("(1 of 3, hidden while you type, filled in)"),
        "{said}"
    );
    for (line, next) in [("", "2 of 3"), ("", "3 of 3")] {
        let said = talker.say(line).await;
        assert!(said.contains(next) && !said.contains("Error") && !said.contains("is kept"), "nothing happened: {said}");
    }
    assert!(talker.say("").await.contains("These are the answers that were not right."), "nothing is missing");
    assert_eq!(kiosk.audited("answer-wrong").await, 1, "and nothing is paid for");
}

const TAKEN: &str = "We took it as your answer. For the word, type a slash first";

async fn told_of(talker: &mut Talker<'_>, line: &str) -> String {
    talker.say(line).await.replace("\r\n", " ")
}

/// That it is a word is told where something new is chosen, for it may have been meant as one; which word it is, is
/// nobody's business.
#[tokio::test]
async fn a_word_that_is_chosen_unseen_is_not_said_aloud() {
    for (word, is_word) in [("back", true), ("Quit", true), ("//back", false), ("zebra", false)] {
        let kiosk = one_gate().await;
        let said = told_of(&mut at_new_password(&kiosk).await, word).await;
        assert_eq!(said.contains(TAKEN), is_word, "{word}: {said}");
        let kiosk = Kiosk::new().await;
        let said = told_of(&mut at_new_answer(&kiosk, Medium::Screen).await, word).await;
        assert_eq!(said.contains(TAKEN), is_word, "{word}: {said}");
        assert!(!said.to_lowercase().contains(word.trim_matches('/')), "{said}");
    }
}

/// Whoever sees the screen would know a password or an answer that is in use for one of a few dozen.
#[tokio::test]
async fn that_what_was_there_before_is_a_word_is_told_to_nobody() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("quiz").email("quiz@example.org").questions().group("two")).await;
    for medium in [Medium::Screen, Medium::Pipe] {
        let mut talker = Talker::at(&kiosk, medium).await;
        for line in ["3", "quiz"] {
            talker.say(line).await;
        }
        let said = told_of(&mut talker, "back").await;
        assert!(said.contains("Error: ") && !said.contains(TAKEN), "{said}");
    }
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    for line in ["1", "quiz", "1"] {
        talker.say(line).await;
    }
    let code = kiosk.code().await;
    for line in [code.as_str(), "1"] {
        talker.say(line).await;
    }
    let said = told_of(&mut talker, "back").await;
    assert!(said.contains("(2 of 3") && !said.contains(TAKEN), "{said}");
}
