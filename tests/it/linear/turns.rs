//! What one turn of a talk says: what happened, then what to do, then what is asked; and nothing of it twice.

mod kept;

use kiosk::domain::account::Language;
use kiosk::domain::captcha::{CaptchaPolicy, When};
use kiosk::domain::time::Span;
use kiosk::flow::event::Event;
use kiosk::page::{Action, Focus, Page, PageId};
use kiosk::render::Ink;
use kiosk::session::beside::Aside;
use kiosk::session::manner::Medium;
use kiosk::session::talk::Talk;

use super::lines::{NEW, at_new_answer, at_new_password, at_new_password_by, one_gate};
use super::{Talker, follow, look, sign};
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person};

/// Somebody at the code of a letter.
pub async fn at_code(kiosk: &Kiosk) -> Talker<'_> {
    kiosk.add(Person::named("eve").email("eve@example.org")).await;
    let mut talker = Talker::at(kiosk, Medium::Screen).await;
    for line in ["1", "eve", "1"] {
        talker.say(line).await;
    }
    assert_eq!(talker.page().id, PageId::EnterCode);
    talker
}

#[tokio::test]
async fn an_answer_that_will_not_do_is_refused_before_it_is_typed_twice() {
    let kiosk = Kiosk::new().await;
    let mut talker = at_new_answer(&kiosk, Medium::Screen).await;
    for (bad, why) in [("ab", "Error: That is too short"), ("ada", "Error: "), ("unknown", "Error: "), ("  ", "Error: ")] {
        let said = talker.say(bad).await;
        assert!(said.contains(why) && !said.contains("once more") && said.matches("Error").count() == 1, "{bad}: {said}");
    }
    let said = talker.say("").await;
    assert!(said.contains("Error: Type your answer first."), "what was refused is not kept: {said}");
    assert!(talker.say("Ghent").await.contains("Type the same once more"));
    assert_eq!(talker.page().fields[0].error, None);
}

/// Compared like any answer later on: whoever holds Shift once has not made a slip.
#[tokio::test]
async fn two_answers_are_the_same_when_they_are_later_on() {
    let kiosk = Kiosk::new().await;
    let mut talker = at_new_answer(&kiosk, Medium::Screen).await;
    talker.say("Ghent city").await;
    let said = talker.say("  gHENT  City ").await;
    assert!(!said.contains("Error") && talker.page().fields.is_empty(), "the next question is chosen: {said}");
}

/// How to choose and how to answer is the same for the second question; and whoever asks hears it again.
#[tokio::test]
async fn the_next_of_several_questions_is_not_explained_again() {
    let kiosk = Kiosk::new().await;
    let mut talker = at_new_answer(&kiosk, Medium::Pipe).await;
    let explained = |said: &str| (said.contains("Choose a question that only you"), said.contains("3 to 40 characters."));
    let said = talker.say("Ghent").await;
    assert!(said.contains("Question 2 of 5") && said.contains("1. In what city"), "{said}");
    assert_eq!(explained(&said), (false, false), "{said}");
    assert_eq!(explained(&talker.say("1").await), (false, false));
    assert_eq!(explained(&talker.say("/repeat").await), (false, true));
    assert_eq!(explained(&talker.say("/nederlands").await), (false, false));
}

#[tokio::test]
async fn a_password_that_will_be_refused_is_not_praised() {
    let kiosk = one_gate().await;
    let mut talker = at_new_password(&kiosk).await;
    let said = talker.say("contoso copper lantern").await;
    assert!(!said.contains("Strength") && said.matches("It will not be accepted like this.").count() == 1, "{said}");
    let lacks = "It has to be: Without the organisation's name.";
    assert!(said.replace("\r\n", " ").contains(lacks), "{said}");
    let said = talker.say("hunter2").await;
    assert!(follow(&said, &["It will not be accepted", "Strength: weak.", "password (1 of 2"]), "{said}");
    let said = talker.say(NEW).await;
    assert!(said.contains("Strength: good.") && !said.contains("It will not"), "{said}");
}

/// Who typed something that will not do is not sent on to type it again, and to hear only that the two differ.
#[tokio::test]
async fn a_password_that_lacks_something_is_asked_for_again_at_once() {
    let kiosk = one_gate().await;
    for medium in [Medium::Screen, Medium::Pipe] {
        let mut talker = at_new_password_by(&kiosk, medium).await;
        for line in ["2", "", "2", "zebra"] {
            let said = talker.say(line).await;
            if line.is_empty() {
                let is_told = said.contains("Error: Type a new password first.") && said.contains("(1 of 2");
                assert!(
                    is_told && !said.contains("Strength") && !said.contains("It will not"),
                    "nothing has no strength: {said}"
                );
                continue;
            }
            assert!(said.contains("It will not be accepted like this.") && said.contains("(1 of 2"), "{line:?}: {said}");
            let spoken_of = ["(2 of 2", "/previous", "kept", "filled in"];
            assert!(spoken_of.iter().all(|text| !said.contains(text)), "{line:?}: {said}");
        }
        let said = talker.say(NEW).await;
        assert!(said.contains("(2 of 2") && !said.contains("It will not"), "{said}");
        kiosk.ambient.advance(Span::seconds(30));
    }
}

/// The page was heard a moment ago: after help it is enough to know where one is again, and what is asked.
#[tokio::test]
async fn after_help_only_the_place_and_the_question_are_said() {
    let kiosk = one_gate().await;
    let mut talker = at_code(&kiosk).await;
    let wrong = talker.say("000000").await;
    assert_eq!(wrong.matches("Error: ").count(), 1, "{wrong}");
    assert!(talker.say("/help").await.contains("Help: Type the code"));
    let back = talker.say("back").await;
    let lines: Vec<&str> = back.lines().filter(|line| !line.is_empty() && *line != "back").collect();
    assert!(matches!(lines[..], [title, question] if title.starts_with("Type the code") && question.ends_with(": ")), "{back}");
    let all = talker.say("/repeat").await;
    assert!(all.contains("Error: ") && all.contains("It works for"), "whoever asks hears all: {all}");
    for words in [["/help", "/repeat", "back"], ["/help", "nederlands", "terug"]] {
        let mut back = String::new();
        for word in words {
            back = talker.say(word).await;
        }
        assert_eq!(back.contains("Fout: "), words[1] == "nederlands", "in this language it is news: {back}");
    }
    talker.say("/english").await;
    talker.say("/help").await;
    talker.say("back").await;
    let wrong = talker.say("111111").await;
    assert_eq!(wrong.matches("Error: ").count(), 1, "another try is news: {wrong}");
}

/// What changed while help was read, and what stands on another page, was not heard.
#[tokio::test]
async fn after_help_what_is_new_is_said() {
    let kiosk = one_gate().await;
    let mut talker = at_code(&kiosk).await;
    talker.say("/help").await;
    talker.wait(31).await;
    let back = talker.say("back").await;
    assert!(back.contains("You can ask for a new code now.") && !back.contains("We sent"), "{back}");
    talker.say("/help").await;
    talker.say("stop").await;
    assert_eq!(talker.page().id, PageId::EndVisit);
    let back = talker.say("no").await;
    assert!(back.contains("We sent"), "and so is this one behind it: {back}");
}

/// Nobody is asked for the rest before it is known to be worth it.
#[tokio::test]
async fn a_field_that_has_to_be_filled_is_missed_before_the_next_is_asked_for() {
    let kiosk = one_gate().await;
    for (page, empty) in [("4", "Error: Type your user ID or your name first."), ("3", "Error: Type your user ID first.")] {
        let mut talker = Talker::at(&kiosk, Medium::Screen).await;
        talker.say(page).await;
        for line in ["", "  ", ""] {
            let said = talker.say(line).await;
            assert!(said.contains(empty) && said.contains("(1 of 2"), "{line:?}: {said}");
        }
        let said = talker.say("ada").await;
        assert!(!said.contains("Error") && said.contains("(2 of 2"), "{said}");
    }
}

/// Nothing that stands beside the pages begins with a visit: what was told of it is known in the next.
#[test]
fn a_letter_beside_the_pages_is_told_of_once() {
    let (house, look) = (sign(), look());
    let mut talk = Talk::new(Medium::Screen);
    let tell = |talk: &mut Talk, language, letters: &[&str]| {
        let ink = Ink { language, zone: &house.zone, look: &look };
        let aside = |about: &&str| Aside { about: (*about).to_owned(), line: format!("[{about}]") };
        let told = talk.tell(&Page::new(PageId::Start), letters.iter().map(aside).collect(), 80, &house, ink);
        told.map_or_else(String::new, |told| told.text.to_string())
    };
    assert!(tell(&mut talk, Language::Dutch, &["one"]).contains("[one]"));
    talk.begin();
    assert!(!tell(&mut talk, Language::English, &["one"]).contains("[one]"));
    assert!(tell(&mut talk, Language::English, &["one", "two"]).contains("[two]"));
    assert!(!tell(&mut talk, Language::English, &[]).contains('['));
}

/// In which language somebody wants to go on holds for the visit: it is asked once, and not on every page.
#[tokio::test]
async fn another_language_is_offered_once_in_a_visit() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    kiosk.sql("UPDATE account SET language = 'nl'").await;
    let offer = "Liever verder in het Nederlands?";
    for _ in 0..2 {
        // A code of the app works once.
        kiosk.ambient.advance(Span::seconds(30));
        let mut talker = Talker::at(&kiosk, Medium::Screen).await;
        talker.say("1").await;
        let said = talker.say("ada").await;
        assert_eq!(said.matches(offer).count(), 1, "in each visit: {said}");
        let mut said = String::new();
        for line in ["1", &kiosk.totp()] {
            said += &talker.say(line).await;
        }
        assert_eq!((talker.page().id, said.matches(offer).count()), (PageId::NewPassword, 0), "{said}");
        assert!(talker.page().notices.iter().any(|notice| notice.text.id == "language-offer"), "the page has it");
        assert!(talker.say("/repeat").await.contains(offer), "whoever asks hears it");
    }
}

#[tokio::test]
async fn a_code_that_is_asked_for_too_soon_does_not_sound_like_one_that_was_sent() {
    let kiosk = one_gate().await;
    let mut talker = at_code(&kiosk).await;
    for seconds in [30, 20] {
        let said = talker.say("/resend").await.replace("\r\n", " ");
        let told = format!("No new code was sent: it is too soon. You can ask for one in {seconds} seconds.");
        assert!(said.contains(&told) && !said.contains("It works for"), "{said}");
        assert!(!talker.wait(10).await.contains("No new code"), "a countdown goes on without a word");
    }
    assert!(talker.wait(10).await.contains("You can ask for a new code now."));
    assert!(talker.say("/resend").await.contains("code B"));
}

/// However long it takes to make one up: nothing is asked before it is there, and then once.
#[tokio::test]
async fn whoever_asked_for_a_password_is_asked_for_nothing_else_meanwhile() {
    let kiosk = one_gate().await;
    let mut talker = at_new_password(&kiosk).await;
    talker.news();
    let place = talker.page().actions.iter().position(|action| *action == Action::Suggest).expect("offered");
    talker.sitting.event_unanswered(Event::Point { page: PageId::NewPassword, item: Focus::Action(place) });
    kiosk.ambient.advance(Span::seconds(5));
    talker.sitting.event_unanswered(Event::Tick);
    talker.tell();
    assert_eq!(talker.news(), "");
    assert!(talker.page().unsettled);
}

#[tokio::test]
async fn each_word_is_answered_by_one_question() {
    let kiosk = one_gate().await;
    let mut talker = at_new_password(&kiosk).await;
    for word in ["/suggest", "/previous", "/next", "/previous", "/suggest", "/help", "back", "/repeat"] {
        let said = talker.say(word).await;
        let asked = said.matches("while you type): ").count() + said.matches("a word: ").count();
        assert_eq!(asked, 1, "{word}: {said}");
        assert!(said.ends_with(": "), "{word}: {said}");
    }
}

/// Wrong, then a slip, then nothing, then help: each turn tells how often it can be tried once at most, and a wrong
/// answer tells it.
#[tokio::test]
async fn the_tries_that_are_left_are_said_once_a_turn() {
    let kiosk = one_gate().await;
    let mut at_app = Talker::at(&kiosk, Medium::Screen).await;
    for line in ["1", "ada", "1"] {
        at_app.say(line).await;
    }
    let mut at_mail = at_code(&kiosk).await;
    for talker in [&mut at_app, &mut at_mail] {
        let mut tells = 0;
        for (line, is_try) in [("000000", true), ("12", false), ("", false), ("111111", true), ("/repeat", false), ("x", false)] {
            let said = talker.say(line).await;
            let told = said.matches("You can try").count();
            assert!(told <= 1 && (told == 1 || !is_try), "{line}: {said}");
            tells += told;
        }
        assert!(tells >= 2);
    }
}

#[tokio::test]
async fn of_two_choices_both_are_named() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    talker.say("1").await;
    talker.say("ada").await;
    assert_eq!(talker.page().choices.len(), 2);
    assert!(talker.say("7").await.contains("Type 1 or 2."));
    talker.say("nederlands").await;
    assert!(talker.say("7").await.contains("Typ 1 of 2."));
}

/// Before the first answer there is none.
#[tokio::test]
async fn the_way_to_the_answer_before_is_offered_where_there_is_one() {
    let kiosk = one_gate().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    let said = talker.say("3").await;
    assert!(said.contains("(1 of 2") && !said.contains("/previous"), "{said}");
    let said = talker.say("ada").await;
    assert_eq!(said.matches("/previous (the answer before)").count(), 1, "{said}");
    assert!(!talker.say("wrong").await.contains("/previous"), "it was said");
}

#[tokio::test]
async fn a_narrow_window_cuts_no_word() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("quiz").email("quiz@example.org").questions().group("two")).await;
    for language in Language::ALL {
        let (mut narrow, mut wide) = (Talker::at(&kiosk, Medium::Screen).await, Talker::at(&kiosk, Medium::Pipe).await);
        narrow.columns = 40;
        for talker in [&mut narrow, &mut wide] {
            talker.news();
            if language == Language::Dutch {
                talker.say("nederlands").await;
            }
        }
        for line in ["/repeat", "4", "/back", "1", "no", "quiz", "/help", "back", "/terug", "/hulp"] {
            let (said, whole) = (narrow.say(line).await, wide.say(line).await);
            // What was typed stands behind its question.
            let said = said.strip_prefix(line).unwrap_or(&said);
            let widest = said.split("\r\n").map(|line| line.chars().count()).max();
            assert!(widest <= Some(40), "{widest:?}: {said}");
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(words(said), words(&whole), "{line}");
        }
    }
}

#[tokio::test]
async fn the_language_that_is_spoken_is_no_slip() {
    let kiosk = one_gate().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    for line in ["english", "/english", "Engels"] {
        let said = talker.say(line).await;
        assert!(said.contains("This is English already.") && !said.contains("Error"), "{said}");
    }
    talker.say("1").await;
    assert!(talker.say("/english").await.contains("This is English already."));
    talker.say("/nederlands").await;
    let said = talker.say("/nederlands").await;
    assert!(said.contains("Dit is al Nederlands.") && !said.contains("Fout"), "{said}");
    talker.say("/stop").await;
    assert!(talker.say("nederlands").await.contains("Dit is al Nederlands."), "where nothing is asked");
}

/// Help speaks of what is there: a question, not the picture that stands in its place elsewhere; and a key to be typed.
#[tokio::test]
async fn help_speaks_of_no_picture() {
    let captcha = CaptchaPolicy { trusted: When::Always, open: When::Always };
    let kiosk = Kiosk::made(Making { captcha, ..Making::default() }).await;
    kiosk.add(Person::named("ada").totp()).await;
    let mut talker = Talker::at(&kiosk, Medium::Pipe).await;
    for line in ["1", "ada"] {
        talker.say(line).await;
    }
    let said = talker.say("/help").await;
    assert!(said.contains("Answer the question with one word") && !said.contains("characters that you see"), "{said}");

    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("eve").email("eve@example.org")).await;
    let mut talker = Talker::at(&kiosk, Medium::Pipe).await;
    for line in ["3", "eve", OLD_PASSWORD, "2", "1"] {
        talker.say(line).await;
    }
    talker.say(&kiosk.code().await).await;
    let place = talker.page().choices.iter().position(|choice| choice.id == "methods-add-app").expect("offered") + 1;
    let said = talker.say(&place.to_string()).await;
    assert!(said.contains("Type this key into your authenticator app.") && !said.contains("picture"), "{said}");
    let said = talker.say("/help").await;
    assert!(said.contains("choose to type a key") && !said.contains("picture"), "{said}");
}
