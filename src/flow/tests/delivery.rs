//! A code that does not come: asked about once it is late, seldom, and only where something may be told.

use super::authority::Outbox;
use super::*;
use crate::domain::code::Tag;
use crate::domain::id::{ChallengeId, ContactId};
use crate::domain::outcome::{Answered, Challenge, Opened, Way, WrongAnswer};

/// At the page for a code that went to ada's address.
fn at_code(is_lost: bool) -> Stage {
    let mut stage = Stage::identified(Authority { outbox: Outbox { is_lost, asked: 0 }, ..Authority::two_gates() });
    stage.key(Key::Char('1'));
    stage
}

fn told(stage: &Stage) -> Vec<&'static str> {
    let page = stage.page();
    page.notices.iter().map(|notice| notice.text.id).chain(page.lead.iter().map(|text| text.id)).collect()
}

#[test]
fn nobody_asks_before_the_code_is_late_and_nobody_asks_often() {
    let mut stage = at_code(false);
    stage.wait(Span::seconds(9)).key(Key::Char('1'));
    assert_eq!(stage.authority.outbox.asked, 0, "most codes are there by then");
    stage.wait(Span::seconds(1));
    assert_eq!(stage.authority.outbox.asked, 1);
    for _ in 0..9 {
        stage.wait(Span::seconds(1)).key(Key::Char('1'));
    }
    assert_eq!(stage.authority.outbox.asked, 1, "no key asks again so soon");
    stage.wait(Span::seconds(60));
    assert_eq!(stage.authority.outbox.asked, 1, "nothing asks while nobody is there");
    stage.key(Key::Backspace);
    assert_eq!(stage.authority.outbox.asked, 2);
    assert!(told(&stage).contains(&"enter-code-lead"), "{:?}", told(&stage));
}

#[test]
fn a_code_that_does_not_come_is_not_called_sent() {
    let mut stage = at_code(true);
    stage.wait(Span::seconds(10));
    assert_eq!(told(&stage)[..2], ["enter-code-undelivered", "enter-code-undelivered-ways-only"]);
    assert!(!told(&stage).contains(&"enter-code-lead"));
    stage.wait(Span::seconds(20)).key(Key::Char('1'));
    assert_eq!(stage.authority.outbox.asked, 1, "what is known is not asked again");
    stage.authority.outbox.is_lost = false;
    stage.key(Key::Esc).key(Key::Tab).key(Key::Tab).key(Key::Enter);
    assert_eq!(told(&stage)[..2], ["code-sent-again", "enter-code-lead"], "another code is another letter");
}

#[test]
fn what_is_told_of_another_code_is_not_about_this_one() {
    let mut stage = at_code(false);
    let other = ChallengeId::from_stored("C0".to_owned());
    stage.event(Event::Reply(Reply::Delivery { challenge: other, failed: true }));
    assert!(told(&stage).contains(&"enter-code-lead"), "{:?}", told(&stage));
}

/// The page for `challenge`, whatever the authority would have put.
fn at(challenge: impl FnOnce(&mut Authority, Moment) -> Challenge) -> Stage {
    let mut stage = Stage::identified(Authority { outbox: Outbox { is_lost: true, asked: 0 }, ..Authority::two_gates() });
    let asked = stage.event_unanswered(Event::Input(Input::Key(Key::Char('1'))));
    assert!(matches!(asked.as_slice(), [Effect::Open { .. }]));
    let challenge = challenge(&mut stage.authority, stage.now);
    stage.event(Event::Reply(Reply::Opened(Ok(Opened::Challenge(challenge)))));
    stage
}

fn known() -> Way {
    Way::Email { to: Some((ContactId::from_stored("M".to_owned()), masked("a@example.org"))) }
}

/// Whoever comes back to a code that never arrived is not told once more that it was sent.
#[test]
fn a_code_that_was_sent_long_ago_is_asked_about_at_once() {
    let mut stage = at(|authority, now| {
        let challenge = authority.challenge(Gate::First, known(), now, Tag::FIRST);
        Challenge { resend_from: now, ..challenge }
    });
    assert_eq!(stage.visit().wake(stage.now), Some(stage.now));
    stage.wait(Span::NONE);
    assert_eq!((stage.authority.outbox.asked, told(&stage)[0]), (1, "enter-code-undelivered"));
    assert!(stage.visit().wake(stage.now) > Some(stage.now), "and then nothing is due at once");
}

#[test]
fn whoever_comes_back_to_a_code_that_does_not_come_is_told_at_once() {
    let mut stage = at(|authority, now| authority.challenge(Gate::First, known(), now, Tag::FIRST));
    stage.wait(Span::seconds(10)).key(Key::Esc);
    assert_eq!(stage.id(), PageId::ChooseMethod);
    let asked = stage.event_unanswered(Event::Input(Input::Key(Key::Char('1'))));
    assert!(matches!(asked.as_slice(), [Effect::Open { .. }]));
    stage.authority.letters -= 1;
    let same = stage.authority.challenge(Gate::First, known(), stage.now, Tag::FIRST);
    stage.event(Event::Reply(Reply::Opened(Ok(Opened::Challenge(same)))));
    assert_eq!(told(&stage)[0], "enter-code-undelivered");
    assert_eq!(stage.authority.outbox.asked, 1);
}

/// Whether something can be delivered would tell whether there is an account.
#[test]
fn where_nothing_may_be_told_nobody_asks() {
    for (way, expected) in [(Way::Email { to: None }, 0), (known(), 1)] {
        let mut stage = at(|authority, now| authority.challenge(Gate::First, way, now, Tag::FIRST));
        stage.wait(Span::seconds(10)).key(Key::Char('1'));
        assert_eq!(stage.authority.outbox.asked, expected);
        assert!(stage.visit().wake(stage.now) > Some(stage.now), "nothing is due at once, again and again");
    }
}

/// The error at the field, and those beside it.
fn errors(stage: &Stage) -> Vec<&'static str> {
    let page = stage.page();
    let beside = page.notices.iter().filter(|notice| notice.tone == Tone::Error).map(|notice| notice.text.id);
    page.fields.iter().filter_map(|field| field.error.as_ref().map(|error| error.id)).chain(beside).collect()
}

/// Types a code that was sent before the newest one.
fn type_older(stage: &mut Stage) {
    stage.type_in("333333");
    let asked = stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    let Some(Effect::Answer { challenge, .. }) = asked.into_iter().next() else { panic!("the code is to be looked at") };
    let why = WrongAnswer::OlderCode { current: challenge.tag };
    stage.event(Event::Reply(Reply::Answered(Ok(Answered::Wrong { challenge, why }))));
}

#[test]
fn nobody_is_sent_to_a_code_that_does_not_come() {
    let mut known = at_code(true);
    known.wait(Span::seconds(10));
    type_older(&mut known);
    let mut found_out = at_code(true);
    type_older(&mut found_out);
    assert_eq!(errors(&found_out), ["code-older"], "as long as it may come");
    found_out.wait(Span::seconds(10));
    for stage in [known, found_out] {
        assert_eq!(errors(&stage), ["code-older-lost"]);
        assert!(!told(&stage).contains(&"enter-code-undelivered"), "said once: {:?}", told(&stage));
    }
    let mut arrives = at_code(false);
    type_older(&mut arrives);
    arrives.wait(Span::seconds(10));
    assert_eq!(errors(&arrives), ["code-older"]);
}

/// The outcome of a letter comes by itself: whoever stands elsewhere on the page stays there, and what they type too.
#[test]
fn other_words_for_what_is_wrong_move_nothing() {
    let mut stage = at_code(true);
    type_older(&mut stage);
    stage.key(Key::Tab);
    let focus = stage.page().focus;
    assert_eq!((errors(&stage), focus), (vec!["code-older"], Focus::Action(0)));
    stage.wait(Span::seconds(10));
    assert_eq!((errors(&stage), stage.page().focus), (vec!["code-older-lost"], focus));
    let Some(error) = stage.page().fields.into_iter().next().and_then(|field| field.error) else { panic!("an error") };
    assert!(error.args.iter().any(|(name, _)| *name == "tag"), "it names the code that does not come: {error:?}");
    assert!(error.args.iter().all(|(name, _)| *name != "tries"), "no try is promised at it: {error:?}");
}

#[test]
fn one_thing_is_wrong_at_a_time() {
    let mut stage = at_code(true);
    stage.wait(Span::seconds(10)).key(Key::Enter);
    assert_eq!(errors(&stage), ["enter-code-undelivered"], "an empty field is no second error");
    stage.type_in("123").key(Key::Enter);
    assert_eq!(errors(&stage), ["code-empty"]);
    assert_eq!(told(&stage)[0], "enter-code-undelivered", "and what is wrong with the code stays said");
}

#[test]
fn help_is_about_the_code_that_does_not_come() {
    for (is_lost, help) in [(true, "enter-code-lost"), (false, "enter-code")] {
        let mut stage = at_code(is_lost);
        stage.wait(Span::seconds(10));
        assert_eq!(stage.page().help, help);
    }
}

/// Where no other code may be sent for long, that is told as a time of day, and nothing wakes anybody every second.
#[test]
fn a_long_wait_for_another_code_is_not_counted_in_seconds() {
    let stage = at(|authority, now| {
        let challenge = authority.challenge(Gate::First, known(), now, Tag::FIRST);
        Challenge { resend_from: now + Span::minutes(9), ..challenge }
    });
    assert!(told(&stage).contains(&"code-resend-later"), "{:?}", told(&stage));
    assert_eq!(stage.visit().wake(stage.now), Some(stage.now + Span::seconds(10)), "to ask whether it can come");
}

/// At the code for an address of ada's, at which nothing arrives.
fn at_address() -> Stage {
    let mut stage = settings::at_list();
    stage.authority.outbox.is_lost = true;
    stage.key(Key::Char('6')).type_in("new@example.net").key(Key::Enter);
    assert_eq!(stage.id(), PageId::EnterCode);
    stage
}

#[test]
fn from_the_code_for_an_address_one_goes_back_to_the_address() {
    let mut stage = at_address();
    stage.wait(Span::seconds(10)).key(Key::Esc);
    let page = stage.page();
    assert_eq!((page.id, page.help), (PageId::AddMethod, "add-address"));
    let Some(Value::Plain { text, .. }) = page.fields.first().map(|field| &field.value) else { panic!("an address") };
    assert_eq!(text, "new@example.net");
    stage.authority.letters -= 1;
    stage.key(Key::Enter);
    assert_eq!((stage.id(), told(&stage)[0]), (PageId::EnterCode, "enter-code-undelivered"), "what is known is told at once");
    stage.key(Key::Esc).key(Key::Esc).key(Key::Esc);
    assert_eq!(stage.id(), PageId::Methods);
    stage.key(Key::Char('6'));
    let Some(field) = stage.page().fields.into_iter().next() else { panic!("an address") };
    assert_eq!(field.value, Value::Plain { text: String::new(), cursor: 0 }, "another one begins empty");
}

/// Whoever did not type an address cannot have mistyped it.
#[test]
fn an_address_of_an_operator_is_not_called_mistyped() {
    let mut typed = at_address();
    let mut adopted = settings::at_list();
    adopted.authority.outbox.is_lost = true;
    adopted.key(Key::Char('3'));
    for (stage, help, remedy) in [
        (&mut typed, "enter-code-address", "enter-code-undelivered-address"),
        (&mut adopted, "enter-code-alone", "enter-code-undelivered-adopted"),
    ] {
        assert_eq!(stage.page().help, help, "before anything is known of the letter");
        stage.wait(Span::seconds(10));
        assert_eq!(told(stage)[1], remedy);
    }
    adopted.key(Key::Esc);
    assert_eq!(adopted.id(), PageId::Methods);
}

/// One line must not ask for what the next one says cannot be had yet.
#[test]
fn nobody_is_told_to_ask_for_a_code_before_one_can_be_had() {
    let mut stage = at_code(true);
    stage.wait(Span::seconds(10));
    assert_eq!(told(&stage)[1..], ["enter-code-undelivered-ways-only", "enter-code-resend-in"]);
    stage.wait(Span::seconds(20));
    assert_eq!(told(&stage)[1..], ["enter-code-undelivered-ways", "enter-code-resend-now"]);
}

/// The page on which a code was refused for `why`, with so many tries left, where another can be had `later`.
fn refused(why: WrongAnswer, tries_left: u32, later: Span) -> Stage {
    let mut stage = at(|authority, now| {
        let challenge = authority.challenge(Gate::First, known(), now, Tag::FIRST);
        Challenge { resend_from: now + later, ..challenge }
    });
    stage.authority.outbox.is_lost = false;
    stage.type_in("333333");
    let asked = stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    let Some(Effect::Answer { challenge, .. }) = asked.into_iter().next() else { panic!("the code is to be looked at") };
    let challenge = Challenge { tries_left, ..challenge };
    stage.event(Event::Reply(Reply::Answered(Ok(Answered::Wrong { challenge, why }))));
    stage
}

#[test]
fn nobody_types_a_code_that_is_worth_nothing_or_looks_for_it() {
    let (now, later) = (Span::NONE, Span::seconds(30));
    let (resend, field) = (Focus::Action(1), Focus::Field(0));
    let ways = "enter-code-or-another-way";
    for (why, tries, wait, error, when, focus) in [
        (WrongAnswer::Dead, 0, now, "code-dead", "enter-code-resend-now", resend),
        (WrongAnswer::Dead, 0, later, "code-dead-wait", ways, field),
        (WrongAnswer::Code, 0, now, "code-wrong-dead", "enter-code-resend-now", resend),
        (WrongAnswer::Code, 0, later, "code-wrong-dead-wait", ways, field),
        (WrongAnswer::NeedsLong, 2, now, "code-needs-long", "enter-code-resend-now", resend),
        (WrongAnswer::NeedsLong, 2, later, "code-needs-long-wait", ways, field),
    ] {
        let stage = refused(why, tries, wait);
        assert_eq!((errors(&stage), told(&stage).concat().as_str(), stage.page().focus), (vec![error], when, focus), "{why:?}");
        assert_eq!(stage.page().actions[1], Action::Resend);
    }
    let wrong = refused(WrongAnswer::Code, 2, Span::NONE);
    assert!(told(&wrong).contains(&"enter-code-lead") && wrong.page().focus == Focus::Field(0), "it can be tried again");
}
