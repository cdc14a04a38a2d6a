//! Signing in, and what follows.

use super::*;

#[test]
fn the_two_choices_lead_where_they_say() {
    assert_eq!(Stage::signed_in('2').id(), PageId::NewPassword);
    assert_eq!(Stage::signed_in('3').id(), PageId::MyAccount);
}

#[test]
fn a_wrong_password_is_typed_again_and_the_user_id_kept() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.key(Key::Char('2')).type_in("ada").key(Key::Enter).type_in("vilet").key(Key::Enter);
    let page = stage.page();
    assert_eq!((page.notices[0].text.id, page.fields[1].error.as_ref()), ("sign-in-wrong", None), "it may be either");
    assert_eq!(page.focus, Focus::Field(1));
    assert!(matches!(page.fields[1].value, Value::Secret { length: 0, .. }));
    let page = stage.key(Key::Enter).page();
    assert_eq!(page.fields[1].error.as_ref().map(|error| error.id), Some("sign-in-empty"));
    assert!(page.notices.is_empty(), "one thing at a time");
    stage.type_in("violet").key(Key::Enter);
    assert_eq!(stage.id(), PageId::NewPassword);
}

/// What is left of a password is another one, and a counted try.
#[test]
fn nothing_is_tried_of_which_the_page_says_that_nothing_was_used() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.key(Key::Char('2')).type_in("ada").key(Key::Enter).type_in("vilet");
    stage.event(Event::Input(Input::Paste("x".repeat(300).into())));
    let sent = stage.key(Key::Tab).event_unanswered(Event::Input(Input::Key(Key::Enter)));
    assert!(sent.is_empty(), "it was tried");
    let page = stage.page();
    let error = page.fields[1].error.as_ref().map(|error| error.id);
    assert_eq!((page.id, page.focus, error), (PageId::SignIn, Focus::Field(1), Some("field-too-long")));
    stage.key(Key::Esc).type_in("vilet").key(Key::Enter);
    assert_eq!(stage.page().notices[0].text.id, "sign-in-wrong", "what comes of a try is not hidden");
}

#[test]
fn what_is_missing_is_said_where_it_is_missing() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.key(Key::Char('3')).key(Key::Tab).type_in("violet").key(Key::Enter);
    assert_eq!(stage.page().fields[0].error.as_ref().map(|error| error.id), Some("identify-empty"));
    stage.type_in("ada").key(Key::Tab).key(Key::Esc).key(Key::Enter);
    assert_eq!(stage.page().fields[1].error.as_ref().map(|error| error.id), Some("sign-in-empty"));
    assert_eq!(stage.authority.signed_in, 0);
}

#[test]
fn a_riddle_stands_before_it_and_keeps_what_was_typed() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.authority.riddle = Some("7");
    stage.key(Key::Char('3')).type_in("ada").key(Key::Enter).type_in("violet").key(Key::Enter);
    assert_eq!(stage.id(), PageId::Captcha);
    stage.type_in("8").key(Key::Enter);
    assert_eq!(stage.page().fields[0].error.as_ref().map(|error| error.id), Some("captcha-missed"));
    stage.type_in("7").key(Key::Enter);
    assert_eq!(stage.id(), PageId::MyAccount);
}

#[test]
fn a_refused_password_and_trouble_keep_the_sign_in() {
    let mut stage = Stage::signed_in('2');
    stage.authority.refuses = true;
    stage.type_in("zebra copper").key(Key::Enter).type_in("zebra copper").key(Key::Enter);
    assert_eq!(stage.page().notices[0].text.id, "complaint-current");
    stage.authority.refuses = false;
    stage.authority.trouble = Some(Trouble::Busy);
    stage.type_in("velvet anchor").key(Key::Enter).type_in("velvet anchor").key(Key::Enter);
    assert_eq!(stage.id(), PageId::Busy);
    stage.authority.trouble = None;
    stage.key(Key::Enter).key(Key::Tab).key(Key::BackTab).key(Key::Enter);
    assert_eq!(stage.id(), PageId::DoneChange);
    assert!(matches!(stage.seen.as_slice(), [Effect::Leave(Ending::Completed)]));
}

#[test]
fn going_back_keeps_the_sign_in_and_stopping_ends_it() {
    let mut stage = Stage::signed_in('2');
    stage.key(Key::Esc);
    assert_eq!(stage.id(), PageId::MyAccount);
    stage.key(Key::Char('1')).type_in("zebra copper").key(Key::Enter).type_in("zebra copper").key(Key::Enter);
    assert_eq!(stage.id(), PageId::DoneChange);
    let mut stage = Stage::signed_in('3');
    stage.key(Key::F(10)).key(Key::Tab).key(Key::Enter);
    assert_eq!(stage.id(), PageId::Farewell);
    assert!(matches!(stage.seen.as_slice(), [Effect::Leave(Ending::Stopped)]));
}

#[test]
fn escape_leads_out_where_there_is_no_page_before_but_asks_first() {
    let mut stage = Stage::signed_in('3');
    stage.key(Key::Esc);
    assert_eq!((stage.id(), stage.seen.len()), (PageId::EndVisit, 0), "the second of a pair ends nothing");
    stage.key(Key::Esc);
    assert_eq!((stage.id(), stage.seen.len()), (PageId::MyAccount, 0));
    stage.key(Key::Esc).key(Key::Tab).key(Key::Enter);
    assert!(matches!(stage.seen.as_slice(), [Effect::Leave(Ending::Stopped)]), "{:?}", stage.seen);
}

#[test]
fn whoever_must_change_the_password_is_led_there() {
    let mut stage = Stage::new(Authority { must_change: true, ..Authority::two_gates() });
    stage.key(Key::Char('3')).type_in("ada").key(Key::Enter).type_in("violet").key(Key::Enter);
    assert_eq!(stage.id(), PageId::NewPassword);
}

#[test]
fn a_change_under_way_cannot_be_stopped_into_a_lie() {
    let mut stage = Stage::signed_in('2');
    stage.type_in("zebra copper").key(Key::Enter).type_in("zebra copper");
    let asked = stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    assert!(matches!(asked.as_slice(), [Effect::Change { .. }]));
    stage.key(Key::F(10));
    assert_eq!(stage.id(), PageId::NewPassword);
    let effect = asked.into_iter().next().expect("a change");
    let reply = stage.authority.answer(effect, stage.now).expect("a reply");
    stage.event(Event::Reply(reply));
    assert_eq!(stage.id(), PageId::DoneChange);
}

/// A sign-in is away with what it asks: a second question has none to go with.
#[test]
fn nothing_is_asked_twice_on_one_sign_in() {
    let mut stage = Stage::signed_in('3');
    let asked = stage.event_unanswered(Event::Input(Input::Key(Key::Char('3'))));
    assert!(matches!(asked.as_slice(), [Effect::SetLanguage { .. }]));
    for key in [Key::Char('3'), Key::Char('2'), Key::Char('1'), Key::Enter] {
        assert!(stage.event_unanswered(Event::Input(Input::Key(key))).is_empty());
    }
}
