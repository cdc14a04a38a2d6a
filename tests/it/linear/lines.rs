//! What a line comes to: answers, numbers, words, secrets, and what nobody would type.

use kiosk::domain::account::Language;
use kiosk::domain::captcha::{CaptchaPolicy, When};
use kiosk::page::{Focus, Page, PageId, Value};
use kiosk::session::manner::Medium;
use proptest::prelude::*;

use super::{Talker, follow};
use crate::installation::wait;
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person};

pub const NEW: &str = "zebra copper lantern";

pub async fn one_gate() -> Kiosk {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    kiosk
}

/// Somebody who is to choose a new password.
pub async fn at_new_password(kiosk: &Kiosk) -> Talker<'_> {
    let mut talker = Talker::at(kiosk, Medium::Screen).await;
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
    for text in
        ["Who are you?", "Show that it is you", "Type the code from your app", "Strength: very good.", "has a new password."]
    {
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
    assert!(said.contains("Error: What begins with a slash is a word") && said.ends_with("Code from your app: "), "{said}");
    assert_eq!(kiosk.audited("answer-wrong").await, 0);
    assert_eq!(talker.page().fields[0].error, None);
}

#[tokio::test]
async fn secrets_are_not_echoed_and_their_length_is_said() {
    let kiosk = one_gate().await;
    let mut talker = at_new_password(&kiosk).await;
    let said = talker.say(NEW).await;
    assert!(said.contains("20 characters.") && said.contains("Strength: very good.") && !said.contains("zebra"), "{said}");
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
    assert!(said.contains("Error: The two are not the same. Type the one we suggested") && !said.contains("Strength"), "{said}");
    let said = talker.say("/previous").await;
    assert!(said.trim_end().ends_with("(1 of 2, hidden while you type):") && !said.contains("Error"), "{said}");
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
    for line in ["zebra cooper lantern", NEW] {
        talker.say(line).await;
    }
    let said = talker.say("/previous").await;
    assert!(said.contains("Enter alone leaves it") && said.contains("New password (1 of 2"), "{said}");
    for line in [NEW, NEW] {
        talker.say(line).await;
    }
    assert!(kiosk.accepts("ada", NEW).await);
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
        said.contains("What you typed before is kept.") && said.contains("(1 of 3, hidden while you type, filled in)"),
        "{said}"
    );
    for (line, next) in [("", "2 of 3"), ("", "3 of 3")] {
        let said = talker.say(line).await;
        assert!(said.contains(next) && !said.contains("Error") && !said.contains("is kept"), "nothing happened: {said}");
    }
    assert!(!talker.say("").await.contains("Type an answer"), "nothing is missing");
    assert_eq!(kiosk.audited("answer-wrong").await, 2);
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

/// That it is a word is told, for it may have been meant as one; which word it is, is nobody's business.
#[tokio::test]
async fn a_word_that_was_typed_unseen_is_not_said_aloud() {
    let kiosk = one_gate().await;
    for (word, is_word) in [("back", true), ("Quit", true), ("//back", false), ("zebra", false)] {
        for medium in [Medium::Screen, Medium::Pipe] {
            let mut talker = Talker::at(&kiosk, medium).await;
            for line in ["3", "ada"] {
                talker.say(line).await;
            }
            let said = talker.say(word).await.replace("\r\n", " ");
            assert_eq!(said.contains("We took it as your answer. For the word, type a slash first"), is_word, "{word}: {said}");
            assert!(!said.to_lowercase().contains(word.trim_matches('/')) || word == "zebra", "{said}");
        }
    }
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

/// What somebody may send at a prompt.
#[derive(Clone, Debug)]
enum Sent {
    Line(&'static str),
    /// A line that nobody else sends, with a number of its own.
    Secret,
    Right,
    Bytes(Vec<u8>),
    Seconds(u32),
}

fn sent() -> impl Strategy<Value = Sent> {
    let lines = [
        "",
        "1",
        "2",
        "3",
        "99",
        "ada",
        "quiz",
        "back",
        "/back",
        "/stop",
        "stop",
        "ja",
        "no",
        "/resend",
        "/help",
        "/repeat",
        "/other",
        "more time",
        "/taal",
        "help",
        "//",
        "/",
        "/1",
        "/previous",
        "000000",
        NEW,
        NEW,
        NEW,
    ];
    prop_oneof![
        6 => proptest::sample::select(lines.to_vec()).prop_map(Sent::Line),
        3 => Just(Sent::Secret),
        4 => Just(Sent::Right),
        2 => proptest::collection::vec(any::<u8>(), 0..24).prop_map(Sent::Bytes),
        1 => (1_u32..200).prop_map(Sent::Seconds),
    ]
}

/// The line that leads on from the page that is there.
async fn right(kiosk: &Kiosk, page: PageId) -> String {
    match page {
        PageId::Identify => "quiz".to_owned(),
        PageId::EnterCode => match kiosk.mailbox().await.last() {
            Some(mail) if mail.subject.contains("code") => crate::support::code_in(mail),
            _ => "000000".to_owned(),
        },
        PageId::EnterTotp => kiosk.totp(),
        PageId::NewPassword => NEW.to_owned(),
        _ => "1".to_owned(),
    }
}

/// Whether what is asked for is a password or an answer.
fn is_typed_unseen(page: &Page) -> bool {
    let Focus::Field(place) = page.focus else { return false };
    matches!(page.fields[place].value, Value::Secret { .. } | Value::Answer { .. })
}

async fn is_harmless(events: Vec<Sent>) -> Result<(), TestCaseError> {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    kiosk.add(Person::named("quiz").email("quiz@example.org").questions().group("two")).await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    let mut hidden: Vec<String> = vec![];
    for (number, event) in events.into_iter().enumerate() {
        if talker.sitting.over {
            break;
        }
        let page = talker.page();
        let is_hidden = is_typed_unseen(&page);
        let said = match event {
            Sent::Line(line) => talker.say(line).await,
            Sent::Secret => {
                let secret = format!("qz{number}xv");
                hidden.extend(is_hidden.then(|| secret.clone()));
                talker.say(&secret).await
            }
            Sent::Right => {
                let line = right(&kiosk, page.id).await;
                talker.say(&line).await
            }
            Sent::Bytes(bytes) => talker.send(&bytes).await,
            Sent::Seconds(seconds) => talker.wait(seconds).await,
        };
        for secret in &hidden {
            prop_assert!(!said.contains(secret.as_str()), "{secret} in {said}");
        }
        prop_assert!(said.chars().all(|c| !c.is_control() || "\r\n\u{8}".contains(c)), "{said:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is sent, nothing panics, nothing steers the terminal, and nothing typed unseen is said.
    #[test]
    fn no_line_does_harm_and_no_secret_is_said(events in proptest::collection::vec(sent(), 0..30)) {
        wait(is_harmless(events))?;
    }
}
