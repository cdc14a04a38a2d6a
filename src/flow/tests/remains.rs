//! What is told of what stays when a visit is stopped on its way to a password.

use super::super::event::Reply;
use super::*;
use crate::domain::limit::Scope;
use crate::domain::outcome::{Answered, Stop, StopReason};
use crate::domain::support::SupportCode;

/// Behind the first gate, which the way of this number opened.
fn behind(choice: char, code: &str) -> Stage {
    let mut stage = Stage::identified(Authority { more: authority::more(), ..Authority::two_gates() });
    stage.key(Key::Char(choice)).type_in(code);
    let effect = stage.event_unanswered(Event::Input(Input::Key(Key::Enter))).pop();
    let Some(Effect::Answer { challenge, .. }) = effect else { panic!("{effect:?}") };
    let proof = authority::proof(&challenge, stage.now);
    stage.event(Event::Reply(Reply::Answered(Ok(Answered::Proved { proof, person: None }))));
    assert_eq!(stage.id(), PageId::ChooseMethod);
    stage
}

fn lead(stage: &Stage) -> Vec<&'static str> {
    stage.page().lead.iter().map(|text| text.id).collect()
}

#[test]
fn a_recovery_code_that_was_spent_for_nothing_is_to_be_crossed_out() {
    for (choice, code, is_spent) in [('3', "A".repeat(25), true), ('2', "0".repeat(6), false)] {
        let mut stage = behind(choice, &code);
        stage.key(Key::F(10));
        assert_eq!((stage.id(), lead(&stage).contains(&"end-visit-code-spent")), (PageId::EndVisit, is_spent));
        stage.key(Key::Enter);
        stage.key(Key::F(10)).key(Key::Tab).key(Key::Enter);
        assert_eq!((stage.id(), lead(&stage).contains(&"end-visit-code-spent")), (PageId::Farewell, is_spent));
    }
}

#[test]
fn a_recovery_code_that_brought_a_password_was_not_spent_for_nothing() {
    let mut stage = behind('3', &"A".repeat(25));
    stage.key(Key::Char('1')).type_in("111111").key(Key::Enter);
    assert_eq!((stage.id(), stage.visit().remains.has_spent_code), (PageId::NewPassword, true));
    let word = "zebra copper lantern";
    stage.type_in(word).wait(Span::from_millis(150)).key(Key::Enter).type_in(word).key(Key::Enter);
    assert_eq!((stage.id(), stage.visit().remains.has_spent_code), (PageId::DoneReset, false));
}

/// Whoever starts over from the page that stops them sees no other page that says so.
#[test]
fn a_page_that_stops_somebody_says_what_was_spent() {
    for (choice, code, is_spent) in [('3', "A".repeat(25), true), ('2', "0".repeat(6), false)] {
        let mut stage = behind(choice, &code);
        stage.key(Key::Char('1')).type_in("111111");
        stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
        let reason = StopReason::Blocked { scope: Scope::SourceFailures, until: stage.now + Span::hours(1) };
        let stop = Stop { reason, support: SupportCode::new([0; 16]), missed: true, spent: false };
        stage.event(Event::Reply(Reply::Answered(Ok(Answered::Stop(stop)))));
        assert_eq!((stage.id(), lead(&stage).contains(&"end-visit-code-spent")), (PageId::Blocked, is_spent));
    }
}
