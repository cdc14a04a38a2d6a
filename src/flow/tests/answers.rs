//! Answers that are being registered: each is judged while its question is still on the page.

use super::super::settings::{SettingsReply, SettingsWish};
use super::*;
use crate::domain::registration::Change;

/// At the choice of the first question.
fn at_questions() -> Stage {
    let mut stage = Stage::signed_in('3');
    stage.key(Key::Char('2')).key(Key::Char('7'));
    assert_eq!((stage.id(), stage.page().choices.is_empty()), (PageId::AddMethod, false));
    stage
}

fn error(stage: &Stage) -> Option<&'static str> {
    stage.page().fields.first().and_then(|field| field.error.as_ref()).map(|error| error.id)
}

#[test]
fn a_bad_answer_is_refused_at_once_and_stays_to_be_mended() {
    for (typed, expected) in [
        ("ab", "bad-answer-short"),
        ("x".repeat(41).as_str(), "bad-answer-long"),
        ("ADA", "bad-answer-login"),
        ("question", "bad-answer-in-question"),
        ("unknown", "bad-answer-none"),
        ("1234", "bad-answer-common"),
        ("rex  THE dog", "bad-answer-twice"),
    ] {
        let mut stage = at_questions();
        stage.key(Key::Char('1')).type_in("Rex the dog").key(Key::Enter);
        stage.key(Key::Char('1')).type_in(typed);
        let asked = stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
        assert!(asked.is_empty(), "nobody else is asked: {asked:?}");
        assert_eq!(error(&stage), Some(expected), "{typed}");
        let Value::Answer { text, .. } = &stage.page().fields[0].value else { panic!("no answer") };
        assert_eq!(text.as_str(), typed, "a slip is sooner mended than typed again");
        stage.key(Key::Backspace);
        assert_eq!(error(&stage), None);
        stage.key(Key::Esc).type_in("Minoes").key(Key::Enter);
        assert!(stage.page().fields.is_empty(), "the next question is chosen");
    }
}

/// Whoever sends the last answer again after trouble gave it once.
#[test]
fn an_answer_that_is_sent_again_is_not_taken_for_another() {
    let mut stage = at_questions();
    for answer in ["Ghent", "Vermeer"] {
        stage.key(Key::Char('1')).type_in(answer).key(Key::Enter);
    }
    stage.key(Key::Char('1')).type_in("Bobbie");
    stage.authority.trouble = Some(Trouble::Busy);
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::Busy);
    stage.authority.trouble = None;
    stage.key(Key::Enter).key(Key::Enter);
    assert_eq!(error(&stage), None);
    assert_eq!(stage.authority.ledger.changes, ["answers-set"]);
}

#[test]
fn the_authority_judges_all_of_them_once_more() {
    let mut stage = at_questions();
    for answer in ["Ghent", "Vermeer"] {
        stage.key(Key::Char('1')).type_in(answer).key(Key::Enter);
    }
    stage.key(Key::Char('1')).type_in("Bobbie");
    let asked = stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    let [Effect::Settings(SettingsWish::Change { change: Change::Answers(given), .. })] = asked.as_slice() else {
        panic!("{asked:?}")
    };
    assert_eq!(given.len(), 3);
    let late = SettingsReply::Settled(Err((authority::signed_in(stage.now), Trouble::Busy)));
    stage.event(Event::Reply(Reply::Settings(Box::new(late))));
    assert!(stage.page().unsettled, "it waits for the answer to its own question");
}
