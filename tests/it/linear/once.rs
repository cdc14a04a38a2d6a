//! What is said once, and not again while nothing changed; and who asks hears it all the same.

use kiosk::page::PageId;
use kiosk::session::manner::Medium;

use super::lines::{at_new_password, one_gate};
use super::turns::at_code;
use super::{Talker, follow};
use crate::support::{Kiosk, Person};

/// In one line, as it is heard.
fn heard(said: &str) -> String {
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Takes the way that goes by this message.
async fn take(talker: &mut Talker<'_>, way: &str) -> String {
    let place = talker.page().choices.iter().position(|choice| choice.id == way).expect("offered") + 1;
    talker.say(&place.to_string()).await
}

/// A slip in form costs no try: the number was told with the miss before it.
#[tokio::test]
async fn how_many_tries_are_left_is_told_once_for_each_of_them() {
    let kiosk = Kiosk::new().await;
    let mut talker = at_code(&kiosk).await;
    assert!(heard(&talker.say("000000").await).contains("You can try 2 more times."));
    for slip in ["12", "123"] {
        let said = heard(&talker.say(slip).await);
        assert!(said.contains("Type all 6 digits first.") && !said.contains("You can try"), "{said}");
    }
    assert!(heard(&talker.say("/repeat").await).contains("You can try 2 times."), "whoever asks hears it");
    assert!(heard(&talker.say("000001").await).contains("You can try once more."), "another number is news");
}

#[tokio::test]
async fn the_tries_for_questions_are_not_told_between_their_fields() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp().questions().group("two")).await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    for line in ["1", "ada"] {
        talker.say(line).await;
    }
    take(&mut talker, "choose-totp").await;
    talker.say(&kiosk.totp()).await;
    assert!(take(&mut talker, "choose-questions").await.contains("You can try"));
    assert_eq!(talker.page().id, PageId::AnswerQuestions);
    for line in ["x", "y"] {
        assert!(!talker.say(line).await.contains("You can try"));
    }
    assert!(heard(&talker.say("z").await).contains("You can try 5 more times."));
    for line in ["x", "q"] {
        let said = talker.say(line).await;
        assert!(!said.contains("You can try"), "{said}");
    }
}

#[tokio::test]
async fn the_way_to_a_password_of_ones_own_is_named_once() {
    let kiosk = one_gate().await;
    let mut talker = at_new_password(&kiosk).await;
    for line in ["/suggest", "x", "/repeat", "y"] {
        let said = talker.say(line).await;
        assert_eq!(said.matches("/previous").count(), 1, "{line}: {said}");
    }
}

/// Who mistypes a password goes the same way again, and knows it.
#[tokio::test]
async fn how_one_signs_in_is_told_once() {
    let kiosk = one_gate().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    let mut all = talker.say("3").await;
    for line in ["wim", "wrong", "wim", "wrong again", "", "and again"] {
        all += &talker.say(line).await;
    }
    for told in ["For example: alain@contoso.com", "/previous (the answer before)"] {
        assert_eq!(all.matches(told).count(), 1, "{told}: {all}");
    }
    for told in ["What you typed before is kept", "To see your account"] {
        assert_eq!(all.matches(told).count(), 1, "{told}: {all}");
    }
    assert_eq!(all.matches("Error: ").count(), 3, "{all}");
    let again = talker.say("/repeat").await;
    assert!(again.contains("For example: alain@contoso.com"), "{again}");
}

/// Help and the question whether to stop only lie over a page: whoever comes back goes on where they were.
#[tokio::test]
async fn who_comes_back_to_a_page_is_not_told_it_again() {
    let kiosk = one_gate().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    for line in ["3", "wim", "wrong"] {
        talker.say(line).await;
    }
    for (over, back) in [("/help", ""), ("/stop", "")] {
        talker.say(over).await;
        let said = talker.say(back).await;
        assert!(follow(&said, &["Sign in", "User ID (1 of 2, now: wim)"]), "{over}: {said}");
        for told in ["first sign in", "Error", "For example", "is kept", "/administrator"] {
            assert!(!said.contains(told), "{over}, {told}: {said}");
        }
        let said = talker.say("").await;
        assert!(!said.contains("/previous"), "{over}: {said}");
        talker.say("/previous").await;
    }
}

/// Another code has tries of its own, and may have fewer than the one before.
#[tokio::test]
async fn the_tries_of_another_code_are_told() {
    let kiosk = Kiosk::new().await;
    let mut talker = at_code(&kiosk).await;
    talker.wait(30).await;
    for line in ["000000", "000000", "/resend", "000000", "000000"] {
        kiosk.mailbox().await;
        talker.say(line).await;
    }
    assert!(heard(&talker.say("000000").await).contains("it was your last try"));
    let said = heard(&talker.say("/resend").await);
    assert!(said.contains("You can try once more."), "{said}");
}

/// Whoever asks for all of a page gets what stands on it, too.
#[tokio::test]
async fn what_was_answered_before_is_said_to_whoever_asks() {
    let kiosk = one_gate().await;
    for (page, label) in [("4", "Your user ID, or your name if you do not know it (now: wim)."), ("3", "User ID (now: wim).")] {
        let mut talker = Talker::at(&kiosk, Medium::Screen).await;
        talker.say(page).await;
        let said = talker.say("wim").await;
        assert!(said.contains("(2 of 2") && !said.contains("now: "), "it was given just now: {said}");
        for asking in [&["/repeat"][..], &["/help", "back"]] {
            let mut said = String::new();
            for line in asking {
                said = talker.say(line).await;
            }
            assert!(said.contains(label) && said.contains("(2 of 2"), "{asking:?}: {said}");
        }
    }
}

/// It is the same of every letter.
#[tokio::test]
async fn what_to_do_while_nothing_comes_is_said_once() {
    const COMFORT: &str = "Nothing in your mailbox?";
    let kiosk = Kiosk::new().await;
    let mut talker = at_code(&kiosk).await;
    assert!(talker.news().contains(COMFORT));
    talker.wait(30).await;
    let said = talker.say("/resend").await;
    assert!(said.contains("You can ask for a new code in 30 seconds.") && !said.contains(COMFORT), "{said}");
    assert!(talker.say("/repeat").await.contains(COMFORT), "whoever asks hears it");
}
