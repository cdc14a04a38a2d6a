//! The page with questions: when it can be reached, what is sent from it, and what it says of a miss.

use super::*;
use crate::domain::limit::Scope;
use crate::domain::outcome::StopReason;
use crate::page::Focus;

/// At the questions, with the first gate passed by mail.
fn asked(authority: Authority) -> Stage {
    let mut stage = Stage::identified(authority);
    stage.key(Key::Char('1')).type_in("111111").key(Key::Enter).key(Key::Char('2'));
    assert_eq!(stage.id(), PageId::AnswerQuestions);
    stage
}

/// Types an answer to each of three questions and sends them.
fn answer<'s>(stage: &'s mut Stage, answers: [&str; 3]) -> &'s mut Stage {
    for text in answers {
        stage.type_in(text).key(Key::Enter);
    }
    stage
}

fn typed(stage: &Stage) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::Answer { text, .. } => text.to_string(),
        other => panic!("{other:?}"),
    };
    stage.page().fields.iter().map(|field| text(&field.value)).collect()
}

#[test]
fn questions_are_not_among_the_first_choices() {
    let mut stage = Stage::identified(Authority::two_gates());
    let choices = |stage: &Stage| stage.page().choices.iter().map(|choice| choice.id).collect::<Vec<_>>();
    assert_eq!(choices(&stage), ["choose-email", "choose-totp"]);
    stage.key(Key::Char('1')).type_in("111111").key(Key::Enter);
    assert_eq!(choices(&stage), ["choose-totp", "choose-questions"]);
}

#[test]
fn three_right_answers_pass_the_second_gate() {
    let mut stage = asked(Authority::two_gates());
    assert_eq!(stage.page().fields.len(), 3);
    answer(&mut stage, ["rex", "rex", "rex"]);
    assert_eq!(stage.id(), PageId::NewPassword);
    assert_eq!(stage.authority.opened, [(Gate::First, Method::Email), (Gate::Second, Method::Questions)]);
}

#[test]
fn an_answer_that_is_missing_is_asked_for_and_costs_no_try() {
    let mut stage = asked(Authority::two_gates());
    answer(&mut stage, ["rex", " ", "rex"]);
    assert_eq!(stage.authority.sets, 0);
    assert_eq!(stage.page().focus, Focus::Field(1));
    let errors: Vec<_> = stage.page().fields.iter().map(|field| field.error.as_ref().map(|error| error.id)).collect();
    assert_eq!(errors, [None, Some("questions-blank"), None]);
    stage.type_in("x");
    assert!(stage.page().fields[1].error.is_none());
}

#[test]
fn a_miss_looks_the_same_whichever_answer_was_wrong() {
    let page_after = |answers: [&str; 3]| {
        let mut stage = asked(Authority::two_gates());
        answer(&mut stage, answers);
        let mut page = stage.page();
        page.fields
            .iter_mut()
            .for_each(|field| field.value = Value::Answer { text: String::new().into(), cursor: 0, is_new: false });
        page
    };
    let page = page_after(["x", "rex", "rex"]);
    assert_eq!(page.notices[0].text.id, "questions-wrong");
    assert_eq!(page.notices[0].text.args, [("tries", crate::page::Arg::Number(2))]);
    assert!(page.fields.iter().all(|field| field.error.is_none() && field.hint.is_none()));
    for answers in [["rex", "x", "rex"], ["rex", "rex", "x"], ["x", "x", "x"]] {
        assert_eq!(page_after(answers), page, "{answers:?}");
    }
}

#[test]
fn what_was_typed_stays_until_there_are_other_questions() {
    let mut stage = asked(Authority::two_gates());
    answer(&mut stage, ["rex", "rex", "x"]);
    assert_eq!(typed(&stage), ["rex", "rex", "x"]);
    let mut authority = Authority::two_gates();
    authority.asks_others = true;
    let mut stage = asked(authority);
    let before: Vec<_> = stage.page().fields.into_iter().map(|field| field.label).collect();
    answer(&mut stage, ["rex", "rex", "x"]);
    assert_eq!(typed(&stage), ["", "", ""]);
    assert!(stage.page().fields.iter().all(|field| !before.contains(&field.label)));
    answer(&mut stage, ["rex", "rex", "rex"]);
    assert_eq!(stage.id(), PageId::NewPassword);
}

/// Enter goes from field to field, so whoever presses it without a letter would pay a try each round.
#[test]
fn answers_that_were_refused_are_not_sent_again_as_they_stand() {
    let mut stage = asked(Authority::two_gates());
    answer(&mut stage, ["x", "rex", "rex"]);
    for _ in 0..3 {
        answer(&mut stage, ["", "", ""]);
        let page = stage.page();
        assert_eq!((page.notices[0].text.id, page.focus), ("questions-unchanged", Focus::Field(0)));
        assert_eq!(page.lead[1].id, "questions-tries", "how many are left is said");
    }
    stage.type_in("y").key(Key::Backspace).key(Key::Enter).key(Key::Enter).key(Key::Enter);
    assert_eq!(stage.page().notices[0].text.id, "questions-unchanged", "and back is no change");
    assert_eq!(stage.authority.sets, 1, "one try was paid for one set");
    stage.key(Key::Esc);
    answer(&mut stage, ["rex", "", ""]);
    assert_eq!((stage.id(), stage.authority.sets), (PageId::NewPassword, 2));
}

#[test]
fn a_set_without_tries_says_so() {
    let mut stage = asked(Authority::two_gates());
    answer(&mut stage, ["x", "x", "x"]);
    for error in ["questions-wrong", "questions-wrong", "questions-wrong-dead"] {
        assert_eq!(stage.page().notices[0].text.id, error);
        answer(&mut stage, ["", "", "x"]);
    }
    stage.key(Key::Tab);
    stage.type_in("x");
    assert_eq!(stage.page().lead.len(), 1, "nobody is told of tries that are not there");
}

/// Nobody is told that answers were wrong at which nobody looked.
#[test]
fn a_set_that_came_too_late_is_not_called_wrong() {
    let mut stage = asked(Authority::two_gates());
    stage.type_in("rex").key(Key::Enter).type_in("rex").key(Key::Enter).type_in("rex");
    let mut effects = stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    let Some(Effect::AnswerQuestions { mut set, .. }) = effects.pop() else { panic!("{effects:?}") };
    set.challenge.tries_left = 0;
    stage.event(Event::Reply(event::Reply::QuestionsAnswered(Ok(crate::domain::outcome::QuestionsAnswered::Dead(set)))));
    assert_eq!(stage.page().notices[0].text.id, "questions-dead");
}

#[test]
fn trouble_keeps_the_answers() {
    let mut stage = asked(Authority::two_gates());
    stage.authority.trouble = Some(Trouble::Busy);
    answer(&mut stage, ["rex", "rex", "rex"]);
    assert_eq!(stage.id(), PageId::Busy);
    stage.authority.trouble = None;
    stage.key(Key::Enter);
    assert_eq!((stage.id(), typed(&stage)), (PageId::AnswerQuestions, vec!["rex".to_owned(); 3]));
}

#[test]
fn answers_are_sent_once_and_wait_for_their_reply() {
    let mut stage = asked(Authority::two_gates());
    stage.type_in("rex").key(Key::Enter).type_in("rex").key(Key::Enter).type_in("rex");
    let effects = stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    assert!(matches!(effects.as_slice(), [Effect::AnswerQuestions { .. }]));
    assert!(stage.event_unanswered(Event::Input(Input::Key(Key::Enter))).is_empty(), "nothing is sent twice");
    stage.key(Key::F(10));
    assert_eq!(stage.id(), PageId::Farewell);
}

#[test]
fn debug_of_a_page_and_its_effects_shows_no_answer() {
    let mut stage = asked(Authority::two_gates());
    stage.type_in("canary").key(Key::Enter).type_in("canary").key(Key::Enter).type_in("canary");
    assert!(!format!("{:?}", stage.page()).contains("canary"));
    let effects = stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    assert!(!format!("{effects:?}").contains("canary"));
}

#[test]
fn a_block_leads_to_the_other_way() {
    let mut stage = asked(Authority::two_gates());
    let effects = stage.type_in("x").key(Key::Enter).type_in("x").key(Key::Enter).type_in("x");
    let effects = effects.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    assert!(matches!(effects.as_slice(), [Effect::AnswerQuestions { .. }]));
    let reason = StopReason::Blocked { scope: Scope::Method(Method::Questions), until: stage.now + Span::hours(1) };
    let support = crate::domain::support::SupportCode::new([0; 16]);
    let stop = crate::domain::outcome::Stop { reason, support, missed: false, spent: false };
    stage.event(Event::Reply(event::Reply::QuestionsAnswered(Ok(crate::domain::outcome::QuestionsAnswered::Stop(stop)))));
    assert_eq!(stage.id(), PageId::Blocked);
    stage.key(Key::Enter).key(Key::Char('2'));
    assert_eq!(stage.page().notices[0].text.id, "choose-method-blocked");
    stage.key(Key::Char('1'));
    assert_eq!(stage.id(), PageId::EnterTotp);
}

#[test]
fn the_first_proof_that_ran_out_takes_the_questions_with_it() {
    let mut stage = asked(Authority::two_gates());
    while stage.id() == PageId::AnswerQuestions {
        assert!(stage.now.millis() < START.millis() + 1_000_000, "the proof is 15 minutes old");
        stage.wait(Span::seconds(29)).key(Key::Tab);
    }
    assert_eq!(stage.page().notices[0].text.id, "choose-gate-expired");
    assert_eq!(stage.page().choices.len(), 2, "and no question at the first gate");
}

/// Whoever has nothing else to prove who they are is sent to no other way, in words nor by a button.
#[test]
fn help_with_the_only_questions_speaks_of_no_other_way() {
    let has_way = |stage: &Stage| stage.page().actions.contains(&Action::AnotherWay);
    let several = asked(Authority::two_gates());
    assert_eq!((several.page().help, has_way(&several)), ("answer-questions", true));
    let mut only = Stage::new(Authority::two_gates());
    only.key(Key::Char('1')).type_in("ada");
    only.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    let mut person = only.authority.person();
    // Her mailbox comes first; behind it there is nothing but her questions.
    person.offers.retain(|offer| offer.way.method() != Method::Totp);
    only.event(Event::Reply(Reply::Identified(Ok(crate::domain::outcome::Identified::Welcome(person)))));
    only.key(Key::Char('1')).type_in("111111").key(Key::Enter);
    assert_eq!(only.id(), PageId::ChooseMethod);
    only.key(Key::Char('1'));
    assert_eq!((only.id(), only.page().help, has_way(&only)), (PageId::AnswerQuestions, "answer-questions-alone", false));
    only.key(Key::F(1));
    let told: Vec<&str> = only.page().lead.iter().map(|text| text.id).collect();
    assert_eq!(told[..2], ["help-answer-questions-alone", "help-answer-questions-alone-stuck"]);
}
