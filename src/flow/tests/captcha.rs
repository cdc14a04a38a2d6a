//! A riddle before the look-up: what leads on, what does not, and what is kept meanwhile.

use super::super::event::{Event, Reply};
use super::*;
use crate::domain::captcha::Kind;
use crate::domain::outcome::Identified;

/// Before the riddle, with `login` typed; "7" solves it.
fn riddled(login: &str) -> Stage {
    let mut stage = Stage::new(Authority::two_gates());
    stage.authority.riddle = Some("7");
    stage.key(Key::Char('1')).type_in(login).key(Key::Enter);
    assert_eq!(stage.id(), PageId::Captcha);
    stage
}

fn press(stage: &mut Stage, action: Action) {
    let place = stage.page().actions.iter().position(|own| *own == action).expect("the action");
    for _ in 0..=place {
        stage.key(Key::Tab);
    }
    stage.key(Key::Enter);
}

#[test]
fn a_solved_riddle_leads_on_to_whoever_was_named() {
    let mut stage = riddled("ada");
    stage.type_in("7").key(Key::Enter);
    assert_eq!(stage.id(), PageId::ChooseMethod);
    let mut stage = riddled("bob");
    stage.type_in("7").key(Key::Enter);
    assert_eq!(stage.id(), PageId::Identify);
    assert_eq!(stage.page().fields[0].error.as_ref().map(|error| error.id), Some("identify-unknown-forgot"));
}

#[test]
fn a_missed_riddle_is_followed_by_another_and_says_so() {
    let mut stage = riddled("ada");
    stage.type_in("8").key(Key::Enter);
    let page = stage.page();
    let missed = page.fields[0].error.as_ref().map(|error| error.id);
    assert_eq!((page.id, missed), (PageId::Captcha, Some("captcha-missed")));
    assert!(page.notices.is_empty(), "it stands at the field and nowhere else");
    assert!(matches!(&page.fields[0].value, Value::Plain { text, .. } if text.is_empty()));
    let lead = page.lead.first().map(|text| text.id);
    assert_eq!(lead, Some("captcha-lead"), "why there is one is as true of the next");
    stage.type_in("7");
    assert_eq!(stage.page().fields[0].error, None, "whoever types has read it");
    assert_eq!(stage.page().lead, page.lead, "and sees nothing move");
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::ChooseMethod);
}

#[test]
fn nothing_typed_is_not_sent() {
    let mut stage = riddled("ada");
    stage.type_in("  ").key(Key::Enter);
    assert_eq!(stage.page().fields[0].error.as_ref().map(|error| error.id), Some("captcha-empty"));
    stage.key(Key::Char('7'));
    assert_eq!(stage.page().fields[0].error, None);
}

#[test]
fn the_visitor_chooses_between_seeing_and_reading() {
    let mut stage = riddled("ada");
    assert!(stage.page().picture.is_some());
    press(&mut stage, Action::AskQuestion);
    assert!(stage.page().picture.is_none() && stage.page().fields[0].label.id.starts_with("riddle-"));
    press(&mut stage, Action::Another);
    assert!(stage.page().picture.is_none(), "another one is of the same kind");
    press(&mut stage, Action::ShowPicture);
    assert!(stage.page().picture.is_some());
    assert_eq!(stage.page().fields[0].label.id, "captcha-picture-field");
}

#[test]
fn back_finds_the_user_id_as_it_was_typed() {
    let mut stage = riddled("bob");
    stage.key(Key::Esc);
    assert_eq!(stage.id(), PageId::Identify);
    assert!(matches!(&stage.page().fields[0].value, Value::Plain { text, .. } if text == "bob"));
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::Captcha, "the way on still leads by the riddle");
}

#[test]
fn the_language_key_says_the_same_question_again() {
    let mut stage = riddled("ada");
    press(&mut stage, Action::AskQuestion);
    stage.key(Key::Char('x'));
    let before = stage.page();
    stage.key(Key::F(2));
    assert_eq!(stage.visit().language(), Language::Dutch);
    assert_eq!(stage.page(), before, "words by name, so that drawing them says them in Dutch");
}

#[test]
fn no_page_of_a_riddle_holds_more_than_what_is_seen() {
    let stage = riddled("ada");
    let page = format!("{:?}", stage.page());
    assert!(page.contains("Picture(..)") && !page.contains("ada"), "{page}");
}

#[test]
fn an_answer_under_way_is_not_sent_twice_and_can_be_stopped() {
    let mut stage = riddled("ada");
    stage.key(Key::Char('7'));
    let effects = stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    assert!(matches!(effects.as_slice(), [Effect::Solve { login, .. }] if login == "ada"));
    assert!(stage.event_unanswered(Event::Input(Input::Key(Key::Enter))).is_empty());
    let stray = authority::asked(Kind::Question, false);
    assert!(stage.event_unanswered(Event::Reply(Reply::Riddle(Ok(stray)))).is_empty());
    assert!(stage.page().picture.is_some(), "that was no answer to this question");
    stage.key(Key::F(10));
    assert_eq!(stage.id(), PageId::Farewell);
    let late = Identified::Welcome(stage.authority.person());
    stage.event(Event::Reply(Reply::Identified(Ok(late))));
    assert_eq!(stage.id(), PageId::Farewell);
}

#[test]
fn trouble_leads_back_to_where_it_can_be_tried_again() {
    let mut stage = riddled("ada");
    stage.authority.trouble = Some(Trouble::Unavailable);
    press(&mut stage, Action::Another);
    assert_eq!(stage.id(), PageId::Unavailable);
    stage.authority.trouble = None;
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::Captcha);
    stage.key(Key::Tab);
    stage.authority.trouble = Some(Trouble::Busy);
    let mut stage = riddled("ada");
    stage.authority.trouble = Some(Trouble::Busy);
    stage.type_in("7").key(Key::Enter);
    assert_eq!(stage.id(), PageId::Busy);
    stage.authority.trouble = None;
    stage.key(Key::Enter).key(Key::Enter);
    assert_eq!(stage.id(), PageId::ChooseMethod, "what was solved stays solved");
}

#[test]
fn stopping_asks_and_going_on_keeps_the_riddle() {
    let mut stage = riddled("ada");
    let before = stage.page();
    stage.key(Key::F(10));
    assert_eq!(stage.id(), PageId::EndVisit);
    stage.key(Key::Esc);
    assert_eq!(stage.page(), before);
}
