//! What to do when nothing that is typed will do any more: said at once, and true.

use kiosk::domain::account::Language;
use kiosk::page::{Focus, PageId};
use kiosk::session::manner::Medium;

use super::lines::{at_new_password, one_gate};
use super::turns::at_code;
use super::{Talker, follow};
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person};

/// A way back and forth brings another code at once, so nobody is made to wait for it here.
#[tokio::test]
async fn another_code_can_be_had_at_once_when_the_one_that_there_is_is_dead() {
    let kiosk = Kiosk::new().await;
    let mut talker = at_code(&kiosk).await;
    for (code, why) in [("000000", "it was your last try. Ask for a new code."), ("000000", "wrong. Ask for a new code.")] {
        assert_eq!(kiosk.mailbox().await.len(), 1);
        let said = miss(&mut talker, code).await;
        let (error, remedy) = (said.find(why), said.find("Type /resend (Send a new code)."));
        assert!(error.is_some() && error < remedy, "what to do is said in the same breath: {said}");
        talker.say("/resend").await;
    }
    // Ten minutes bear three letters to one contact.
    assert_eq!(kiosk.mailbox().await.len(), 1);
    let said = miss(&mut talker, "AAAAAAAAAAAA").await;
    assert!(said.contains("last try. You can ask for a new one from 09:10.") && !said.contains("/resend"), "{said}");
    assert!(talker.say("/resend").await.contains("No new code was sent"));
    assert!(kiosk.mailbox().await.is_empty());
}

/// Three wrong codes; what is said of the last, without line breaks.
async fn miss(talker: &mut Talker<'_>, code: &str) -> String {
    for _ in 0..2 {
        talker.say(code).await;
    }
    talker.say(code).await.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Which of the two is wrong nobody says, so both are looked at; and whoever missed why hears it on /repeat.
#[tokio::test]
async fn whoever_could_not_sign_in_hears_which_user_id_stands_there() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person { language: Some(Language::English), ..Person::named("eve") }).await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    for line in ["3", "eva"] {
        talker.say(line).await;
    }
    let said = talker.say("not it").await;
    assert!(follow(&said, &["Error: The user ID or the password is not right.", "(1 of 2, now: eva)"]), "{said}");
    let again = talker.say("/repeat").await;
    assert!(follow(&again, &["Error: The user ID or the password is not right.", "now: eva"]), "{again}");
    let said = talker.say("").await;
    assert!(said.contains("(2 of 2") && !said.contains("Error"), "what stands there is kept: {said}");
    talker.say("not it").await;
    talker.say("eve").await;
    talker.say(OLD_PASSWORD).await;
    assert_ne!(talker.page().id, PageId::SignIn);
}

#[tokio::test]
async fn a_word_is_not_sent_to_the_help_desk_unless_it_is_typed_twice() {
    let kiosk = Kiosk::new().await;
    for word in ["stop", "help", "repeat"] {
        let mut talker = Talker::at(&kiosk, Medium::Screen).await;
        for line in ["4", "eve"] {
            talker.say(line).await;
        }
        let said = talker.say(word).await;
        assert!(said.contains(&format!("\"{word}\" is one of our words. Type /{word} if you mean that")), "{said}");
        assert_eq!(talker.page().id, PageId::HelpRequest);
        talker.say(word).await;
        assert_eq!(talker.page().id, PageId::HelpSent, "{word}");
    }
}

#[tokio::test]
async fn a_new_password_that_is_none_is_said_at_once() {
    let kiosk = one_gate().await;
    let mut talker = at_new_password(&kiosk).await;
    let said = talker.say("").await;
    assert!(said.contains("Error: ") && said.contains("1 of 2"), "{said}");
    assert_eq!(talker.page().focus, Focus::Field(0));
}

#[tokio::test]
async fn whoever_goes_back_to_a_suggested_password_hears_what_enter_does() {
    let kiosk = one_gate().await;
    let mut talker = at_new_password(&kiosk).await;
    talker.say("/suggest").await;
    let said = talker.say("/previous").await;
    assert!(said.contains("Type your own. Enter alone keeps the one we suggested."), "{said}");
}

#[tokio::test]
async fn a_code_that_was_sent_again_is_told_of_once() {
    let kiosk = Kiosk::new().await;
    let mut talker = at_code(&kiosk).await;
    talker.wait(30).await;
    let said = talker.say("/resend").await;
    assert!(said.contains("Done: older codes no longer work.") && !said.contains("on its way"), "{said}");
}

#[tokio::test]
async fn where_there_is_only_plain_text_that_is_said() {
    let kiosk = Kiosk::new().await;
    let mut talker = Talker::at(&kiosk, Medium::Typewriter).await;
    assert!(talker.say("full screen").await.contains("Here there is only plain text."));
}

/// A button that an error names has a word here.
#[tokio::test]
async fn what_an_error_offers_is_named_by_its_word() {
    let kiosk = Kiosk::new().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    talker.say("1").await;
    let said = talker.say("nobody").await;
    assert_eq!(said.matches("/forgot").count(), 1, "{said}");
    let mut making = Making::default();
    making.policy.unlock = true;
    let kiosk = Kiosk::made(making).await;
    kiosk.add(Person::named("ada").totp()).await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    for line in ["1", "ada", "1", "1", &kiosk.totp(), OLD_PASSWORD] {
        talker.say(line).await;
    }
    let said = talker.say(OLD_PASSWORD).await;
    assert!(said.contains("the password that you have now") && said.contains("Type /keep (Keep my password)."), "{said}");
}

/// Whoever was just written which user ID it is, is not told again that another was wrong.
#[tokio::test]
async fn a_user_id_that_was_sent_ends_the_complaint_about_another() {
    let kiosk = Kiosk::new().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    for line in ["1", "nobody", "/forgot", "ada@example.org"] {
        talker.say(line).await;
    }
    assert_eq!(talker.page().id, PageId::UserIdSent);
    let said = talker.say("").await;
    assert_eq!(talker.page().id, PageId::Identify);
    assert!(!said.contains("Error") && !said.contains("nobody"), "{said}");
    assert!(said.contains("For example: "), "{said}");
}

/// Whoever presses it twice is asked once.
#[tokio::test]
async fn stopping_on_the_page_that_asks_about_it_is_not_refused() {
    let kiosk = one_gate().await;
    for stop in ["\x03", "\x1b[21~"] {
        let mut talker = Talker::at(&kiosk, Medium::Screen).await;
        talker.say("1").await;
        talker.say("ada").await;
        talker.send(stop.as_bytes()).await;
        assert_eq!(talker.page().id, PageId::EndVisit);
        let said = talker.send(stop.as_bytes()).await;
        assert!(said.contains("We have just asked you that. Type yes to stop"), "{said}");
        talker.say("yes").await;
        assert_eq!(talker.page().id, PageId::Farewell);
    }
}
