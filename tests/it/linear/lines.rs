//! What a line comes to: answers, numbers, words, secrets, and what nobody would type.

mod anything;
mod unseen;

use kiosk::domain::account::Language;
use kiosk::domain::captcha::{CaptchaPolicy, When};
use kiosk::domain::time::Span;
use kiosk::page::{PageId, Value};
use kiosk::session::manner::Medium;

use super::Talker;
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person};

pub const NEW: &str = "zebra copper lantern";

pub async fn one_gate() -> Kiosk {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    kiosk
}

/// Somebody who is to choose a new password.
pub async fn at_new_password(kiosk: &Kiosk) -> Talker<'_> {
    at_new_password_by(kiosk, Medium::Screen).await
}

pub async fn at_new_password_by(kiosk: &Kiosk, medium: Medium) -> Talker<'_> {
    let mut talker = Talker::at(kiosk, medium).await;
    for line in ["1", "ada", "1", &kiosk.totp()] {
        talker.say(line).await;
    }
    assert_eq!(talker.page().id, PageId::NewPassword);
    talker
}

#[tokio::test]
async fn lines_that_come_at_once_are_answered_one_after_another() {
    let kiosk = one_gate().await;
    let mut talker = Talker::at(&kiosk, Medium::Pipe).await;
    let all = format!("1\nada\n1\n{}\n{NEW}\n{NEW}\n", kiosk.totp());
    let said = talker.send(all.as_bytes()).await;
    for text in ["Who are you?", "Show that it is you", "Type the code from your app", "Strength: good.", "has a new password."] {
        assert_eq!(said.matches(text).count(), 1, "{text} in {said}");
    }
    assert!(kiosk.accepts("ada", NEW).await);
}

#[tokio::test]
async fn a_password_may_be_any_word() {
    for (typed, meant) in [("//back to the copper lantern", "/back to the copper lantern"), ("back", "back"), ("stop", "stop")] {
        let kiosk = one_gate().await;
        let mut talker = at_new_password(&kiosk).await;
        talker.say(typed).await;
        assert_eq!(talker.page().id, PageId::NewPassword);
        let Value::Secret { length, .. } = talker.page().fields[0].value else { panic!("a password") };
        assert_eq!(length, meant.chars().count(), "{typed}");
    }
}

#[tokio::test]
async fn a_slash_without_a_word_is_refused_and_costs_nothing() {
    let kiosk = one_gate().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    for line in ["1", "ada", "1"] {
        talker.say(line).await;
    }
    let said = talker.say("/bakc").await;
    assert!(said.contains("Error: We know no such word here.") && said.ends_with("Code from your app: "), "{said}");
    assert_eq!(kiosk.audited("answer-wrong").await, 0);
    assert_eq!(talker.page().fields[0].error, None);
}

/// Signed in, where the first question is answered that they register.
pub async fn at_new_answer(kiosk: &Kiosk, medium: Medium) -> Talker<'_> {
    kiosk.add(Person::named("ada").email("ada@example.org").group("two")).await;
    let mut talker = Talker::at(kiosk, medium).await;
    for line in ["3", "ada", OLD_PASSWORD, "2"] {
        talker.say(line).await;
    }
    let place = talker.page().choices.iter().position(|choice| choice.id == "methods-add-answers").expect("offered") + 1;
    for line in [place.to_string().as_str(), "1"] {
        talker.say(line).await;
    }
    assert!(matches!(talker.page().fields[0].value, Value::Answer { is_new: true, .. }));
    talker
}

#[tokio::test]
async fn numbers_above_nine_choose() {
    let kiosk = Kiosk::new().await;
    let addresses: Vec<String> = (10..22).map(|number| format!("{number}@example.org")).collect();
    let leaked: Vec<&'static str> = addresses.into_iter().map(|address| &*address.leak()).collect();
    kiosk.add(leaked.iter().fold(Person::named("ada"), |person, address| person.email(address))).await;
    let mut talker = Talker::at(&kiosk, Medium::Pipe).await;
    talker.say("1").await;
    let said = talker.say("ada").await;
    assert!(said.contains("\n12. Email"), "{said}");
    assert!(talker.say("13").await.contains("Type a number from 1 to 12."));
    talker.say("１２.").await;
    assert_eq!(talker.page().id, PageId::EnterCode);
    assert!(kiosk.mailbox().await[0].to.as_str().starts_with("21@"), "the twelfth");
}

#[tokio::test]
async fn words_and_keys_do_the_same() {
    let kiosk = one_gate().await;
    let words = [("/terug", "\x1b"), ("/taal", "\x1bOQ"), ("/stop", "\x1b[21~"), ("/quit", "\x03"), ("/stop", "\x04")];
    for (word, key) in words {
        let (mut spoken, mut pressed) = (Talker::at(&kiosk, Medium::Screen).await, Talker::at(&kiosk, Medium::Screen).await);
        for talker in [&mut spoken, &mut pressed] {
            talker.say("1").await;
            talker.say("x").await;
        }
        spoken.say(word).await;
        pressed.send(key.as_bytes()).await;
        // A lone Esc is told from a longer key by the silence after it.
        pressed.pause().await;
        let [spoken, pressed] = [spoken, pressed].map(|talker| (talker.page().id, talker.language()));
        assert_eq!(spoken, pressed, "{word}");
        assert_ne!(spoken, (PageId::Identify, Language::English), "{word}");
    }
}

/// At a field everything is the field's; where something is chosen there is no field that could be meant.
#[tokio::test]
async fn a_word_without_a_slash_is_what_the_field_asks_for_and_no_more() {
    let kiosk = one_gate().await;
    for (word, language) in [("help", Language::English), ("hulp", Language::Dutch), ("terug", Language::Dutch)] {
        let mut talker = Talker::at(&kiosk, Medium::Screen).await;
        if language == Language::Dutch {
            talker.say("nederlands").await;
        }
        talker.say("1").await;
        let said = talker.say(word).await;
        assert_eq!(talker.page().id, PageId::Identify);
        assert!(said.contains(&format!("\"{word}\"")) && said.contains(&format!("/{word}.")), "{said}");
        talker.say(&format!("/{word}")).await;
        assert_ne!(talker.page().id, PageId::Identify, "{word}");
    }
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    assert!(talker.say("help").await.contains("Help: Get back into your account"));
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    talker.say("1").await;
    assert!(!talker.say("ada").await.contains("as your answer"), "most answers are no words");
}

#[tokio::test]
async fn one_choice_is_no_row_of_numbers() {
    let kiosk = one_gate().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    talker.say("1").await;
    talker.say("ada").await;
    let said = talker.say("2").await;
    assert!(said.contains("Type 1.") && !said.contains("from 1 to"), "{said}");
}

/// Who is done is not told that there is nothing but more to do.
#[tokio::test]
async fn beside_an_offer_the_way_out_is_named_too() {
    let kiosk = crate::reminding::kiosk().await;
    kiosk.add(Person::named("ada").totp()).await;
    kiosk.ambient.advance(Span::hours(24 * 180));
    let mut talker = at_new_password(&kiosk).await;
    talker.say("zebra copper lantern").await;
    assert!(talker.say("zebra copper lantern").await.contains("has a new password"));
    assert_eq!(talker.page().choices.len(), 1, "an offer");
    assert!(talker.say("").await.contains("Type 1, or start."));
    talker.say("nederlands").await;
    assert!(talker.say("9").await.contains("Typ 1, of begin."));
}

/// Where a visit is over there is nothing to stop and nowhere to go back to: the words for it lead out.
#[tokio::test]
async fn back_and_stop_leave_a_page_behind_which_there_is_none() {
    let kiosk = one_gate().await;
    kiosk.sql("UPDATE account SET enabled = 0").await;
    for word in ["back", "terug", "stop", "stoppen", "quit"] {
        let mut talker = Talker::at(&kiosk, Medium::Screen).await;
        for line in ["1", "/stop"] {
            talker.say(line).await;
        }
        assert_eq!(talker.page().id, PageId::Farewell);
        talker.say(word).await;
        assert!(talker.sitting.over, "{word}");
    }
    for word in ["back\r", "\x1b"] {
        let mut talker = Talker::at(&kiosk, Medium::Screen).await;
        for line in ["1", "ada"] {
            talker.say(line).await;
        }
        assert_eq!(talker.page().id, PageId::StopDisabled);
        talker.send(word.as_bytes()).await;
        talker.pause().await;
        assert!(talker.sitting.over, "{word:?}");
    }
}

/// Where proofs still count, a word that the page does not offer throws none away.
#[tokio::test]
async fn back_ends_no_visit_in_which_a_password_can_still_be_chosen() {
    let kiosk = crate::unlock::kiosk().await;
    kiosk.add(Person::named("ada").totp()).await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    for line in ["1", "ada", "2", "1", &kiosk.totp()] {
        talker.say(line).await;
    }
    assert_eq!(talker.page().id, PageId::DoneUnlock);
    let said = talker.say("back").await;
    assert!(!talker.sitting.over && said.contains("Error: "), "{said}");
    talker.say("new password").await;
    assert_eq!(talker.page().id, PageId::NewPassword);
}

#[tokio::test]
async fn back_asks_before_it_signs_out() {
    let kiosk = one_gate().await;
    for word in ["back\r", "\x1b"] {
        let mut talker = Talker::at(&kiosk, Medium::Screen).await;
        for line in ["3", "ada", OLD_PASSWORD] {
            talker.say(line).await;
        }
        assert_eq!(talker.page().id, PageId::MyAccount);
        talker.send(word.as_bytes()).await;
        talker.pause().await;
        assert_eq!((talker.page().id, talker.sitting.over), (PageId::EndVisit, false), "{word:?}");
    }
}

/// As on a full screen: what was typed goes first.
#[tokio::test]
async fn escape_takes_a_line_back_before_it_leads_back() {
    let kiosk = one_gate().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    talker.say("1").await;
    talker.send(b"adda\x1b").await;
    assert_eq!(talker.pause().await, "\u{8} \u{8}".repeat(4));
    assert_eq!(talker.page().id, PageId::Identify);
    talker.send(b"\x1b").await;
    assert!(talker.pause().await.contains("Get back into your account"));
}

#[tokio::test]
async fn a_riddle_is_a_question_and_never_a_picture() {
    let captcha = CaptchaPolicy { trusted: When::Always, open: When::Always };
    let kiosk = Kiosk::made(Making { captcha, ..Making::default() }).await;
    kiosk.add(Person::named("ada").totp()).await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    talker.say("1").await;
    let said = talker.say("ada").await;
    assert!(talker.page().picture.is_none() && said.trim_end().ends_with('?') && !said.contains("characters you see"), "{said}");
    let missed = talker.say("nothing").await;
    assert!(missed.contains("Not right. Here is a new one.") && talker.page().picture.is_none(), "{missed}");
    assert!(talker.say(&kiosk.riddle()).await.contains("Show that it is you"));
}

#[tokio::test]
async fn what_is_too_long_is_refused_whole_and_answered() {
    let kiosk = one_gate().await;
    let mut talker = Talker::at(&kiosk, Medium::Pipe).await;
    talker.say("1").await;
    let said = talker.say(&"ada".repeat(1 << 18)).await;
    assert!(said.contains("Error: That is too long") && said.ends_with("User ID: "), "{said}");
    assert_eq!(kiosk.audited("unknown-login").await, 0);
    assert!(talker.say("ada").await.contains("Show that it is you"));
}
