//! A password that is made up for the visitor, and the warning of Caps Lock.

use super::*;
use crate::domain::password::Complaint;

/// What stands in the first field in clear, when that is a suggestion.
fn offered(stage: &Stage) -> Option<String> {
    match &stage.page().fields[0].value {
        Value::Offered { text, .. } => Some(text.to_string()),
        _ => None,
    }
}

#[test]
fn a_suggestion_is_shown_in_clear_and_typed_once() {
    let mut stage = Stage::proved();
    stage.type_in("zeb").key(Key::F(7));
    assert_eq!(offered(&stage).as_deref(), Some("tulip-copper-wharf-zebra"));
    assert_eq!(stage.page().focus, Focus::Field(1), "what is to be typed has the focus");
    assert!(stage.page().strength.is_some(), "its rules tick too");
    stage.wait(Span::seconds(20));
    assert!(offered(&stage).is_some(), "nobody writes in ten seconds");
    stage.key(Key::Enter);
    assert_eq!(stage.authority.password, None, "unseen and unwritten, nobody keeps it");
    assert_eq!(stage.page().fields[1].error.as_ref().map(|error| error.id), Some("complaint-repeat-empty"));
    stage.type_in("tulip-copper-wharf-zebra").key(Key::Enter);
    assert_eq!(stage.id(), PageId::DoneReset);
    assert_eq!(stage.authority.password.as_deref(), Some("tulip-copper-wharf-zebra"));
}

/// What is to be copied, and where one goes on, is in sight.
#[test]
fn whoever_scrolled_sees_what_a_key_led_to() {
    let mut stage = Stage::proved();
    for key in [Key::F(7), Key::Esc] {
        stage.see(Sight { above: 0, rows: 4, below: 9, lacks_code: false }).key(Key::PageDown);
        assert!(stage.page().scroll.is_some());
        stage.key(key);
        assert_eq!(stage.page().scroll, None, "{key:?}");
    }
}

#[test]
fn whoever_changes_a_suggestion_types_a_password_of_their_own() {
    let mut stage = Stage::proved();
    stage.key(Key::F(7)).type_in("tulip").key(Key::F(7));
    assert!(stage.page().fields[1].value == Value::Secret { length: 0, cursor: 0, shown: None }, "another one, another copy");
    stage.key(Key::BackTab).key(Key::Char('x'));
    assert_eq!(offered(&stage), None);
    assert!(matches!(stage.page().fields[0].value, Value::Secret { length: 1, shown: None, .. }), "in its place, and hidden");
    assert_eq!(stage.page().lead[0].id, "new-password-lead");
}

#[test]
fn a_suggestion_that_comes_late_takes_the_place_of_nothing() {
    let mut stage = Stage::proved();
    let asked = stage.event_unanswered(Event::Input(Input::Key(Key::F(7))));
    stage.type_in("zebra");
    for effect in asked {
        let reply = stage.authority.answer(effect, stage.now).expect("a reply");
        stage.event(Event::Reply(reply));
    }
    assert!(matches!(stage.page().fields[0].value, Value::Secret { length: 5, shown: None, .. }));
}

/// Whoever presses a key often, or leans on it, wants one password.
#[test]
fn one_password_at_a_time_is_made_up_for_one_text() {
    let f7 = || Event::Input(Input::Key(Key::F(7)));
    let mut stage = Stage::proved();
    let mut asked = stage.event_unanswered(f7());
    assert!(matches!(asked.as_slice(), [Effect::Suggest { .. }]));
    for _ in 0..200 {
        assert!(stage.event_unanswered(f7()).is_empty(), "another is asked for before this one came");
    }
    let reply = stage.authority.answer(asked.remove(0), stage.now).expect("a reply");
    stage.event(Event::Reply(reply));
    assert!(offered(&stage).is_some());
    assert!(matches!(stage.event_unanswered(f7()).as_slice(), [Effect::Suggest { .. }]), "whoever dislikes it gets another");
}

/// Nothing that went wrong on the way takes the key away for good.
#[test]
fn a_password_that_never_comes_is_asked_for_anew_after_a_while() {
    let f7 = || Event::Input(Input::Key(Key::F(7)));
    let mut stage = Stage::proved();
    for _ in 0..2 {
        assert_eq!(stage.event_unanswered(f7()).len(), 1);
        stage.wait(Span::seconds(20));
    }
    stage.event_unanswered(f7());
    stage.type_in("z");
    assert_eq!(stage.event_unanswered(f7()).len(), 1, "in the place of another text it is another wish");
}

/// What was asked for comes, wherever the visitor is asked something meanwhile.
#[test]
fn a_suggestion_comes_while_somebody_is_asked_whether_to_stop() {
    let mut stage = Stage::proved();
    let mut asked = stage.event_unanswered(Event::Input(Input::Key(Key::F(7))));
    stage.key(Key::F(10));
    assert_eq!(stage.id(), PageId::EndVisit);
    let reply = stage.authority.answer(asked.remove(0), stage.now).expect("a reply");
    stage.event(Event::Reply(reply));
    assert_eq!(stage.id(), PageId::EndVisit);
    stage.key(Key::Enter);
    assert!(offered(&stage).is_some() && stage.page().strength.is_some() && !stage.page().unsettled);
}

/// Whoever listens is told of it in one go, with how hard it is to guess, and asked once.
#[test]
fn nothing_is_settled_before_a_suggestion_and_its_strength_are_there() {
    let mut stage = Stage::proved();
    let mut asked = stage.event_unanswered(Event::Input(Input::Key(Key::F(7))));
    for there in [false, true] {
        assert_eq!((offered(&stage).is_some(), stage.page().unsettled), (there, true));
        let reply = stage.authority.answer(asked.remove(0), stage.now).expect("a reply");
        asked = stage.event_unanswered(Event::Reply(reply));
    }
    assert!(offered(&stage).is_some() && stage.page().strength.is_some() && !stage.page().unsettled);
}

#[test]
fn where_nothing_can_be_made_up_the_page_says_so() {
    let mut stage = Stage::proved();
    stage.authority.suggestion = None;
    stage.key(Key::F(7));
    assert!(!stage.page().unsettled);
    assert_eq!(stage.page().notices[0].text.id, "suggest-none");
    assert_eq!(offered(&stage), None);
}

/// It is not said of the suggestion that nothing of it was used.
#[test]
fn a_suggestion_is_not_called_too_long_for_what_was_pasted_before_it() {
    let mut stage = Stage::proved();
    stage.event(Event::Input(Input::Paste("x".repeat(900).into())));
    assert_eq!(stage.page().fields[0].error.as_ref().map(|error| error.id), Some("field-too-long"));
    stage.key(Key::F(7));
    assert!(offered(&stage).is_some());
    assert_eq!(stage.page().fields.iter().filter(|field| field.error.is_some()).count(), 0);
}

#[test]
fn capitals_only_are_told_of_in_the_field_where_they_are() {
    let mut stage = Stage::proved();
    let hints = |stage: &Stage| stage.page().fields.iter().map(|field| field.hint.is_some()).collect::<Vec<_>>();
    stage.type_in("ZE");
    assert_eq!(hints(&stage), [false, false]);
    stage.type_in("BRA 1");
    assert_eq!(hints(&stage), [true, false]);
    stage.type_in("c");
    assert_eq!(hints(&stage), [false, false]);
    stage.key(Key::Tab).type_in("ZEB");
    assert_eq!(hints(&stage), [false, true]);
}

/// Whoever mends it keeps what they do not mend.
#[test]
fn a_suggestion_can_be_shortened() {
    let mut stage = Stage::proved();
    stage.key(Key::F(7)).key(Key::BackTab).key(Key::Backspace).key(Key::Char('x'));
    assert!(matches!(stage.page().fields[0].value, Value::Secret { length: 24, shown: None, .. }));
}

/// Who types a password of their own after all says so with two keys, and ends no visit by it.
#[test]
fn in_a_reset_too_the_way_back_from_the_repeated_password_leads_to_the_first() {
    let mut stage = Stage::proved();
    stage.key(Key::F(7)).key(Key::Esc);
    assert_eq!((stage.id(), stage.page().focus), (PageId::NewPassword, Focus::Field(0)));
    stage.key(Key::Esc);
    assert_eq!((stage.id(), offered(&stage)), (PageId::NewPassword, None));
    stage.key(Key::Esc);
    assert_eq!(stage.id(), PageId::EndVisit, "what they proved is not lost unasked");
}

/// Somebody who signed in loses what stands there when they leave the page.
#[test]
fn the_way_back_from_the_repeated_password_leads_to_the_first() {
    let mut stage = Stage::signed_in('2');
    stage.key(Key::F(7)).type_in("tulip").key(Key::Enter);
    assert_eq!(stage.page().fields[1].error.as_ref().map(|error| error.id), Some("suggest-repeat"));
    stage.key(Key::Esc);
    assert_eq!((stage.id(), stage.page().focus), (PageId::NewPassword, Focus::Field(0)));
    assert!(offered(&stage).is_some(), "it is still there");
    stage.key(Key::Esc);
    assert_eq!((stage.id(), offered(&stage)), (PageId::NewPassword, None), "a filled field is emptied first, as everywhere");
    stage.key(Key::Esc);
    assert_eq!(stage.id(), PageId::MyAccount);
}

/// The row alone leads out.
#[test]
fn back_in_the_row_leads_out_of_a_password_that_was_begun() {
    let mut stage = Stage::signed_in('2');
    stage.type_in("zebra");
    let back = stage.page().actions.iter().position(|action| *action == Action::Back).map(Focus::Action);
    for _ in 0..20 {
        if Some(stage.page().focus) != back {
            stage.key(Key::Tab);
        }
    }
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::MyAccount);
}

#[test]
fn whoever_took_a_suggestion_is_told_where_it_is_typed() {
    let mut stage = Stage::proved();
    let hint = |stage: &Stage| stage.page().fields[1].hint.as_ref().map(|hint| hint.id);
    assert_eq!(hint(&stage), None);
    stage.key(Key::F(7));
    assert_eq!(hint(&stage), Some("suggest-repeat-hint"));
    stage.type_in("TULIP");
    assert_eq!(hint(&stage), Some("caps-lock"), "that is more urgent");
}

/// Most who fail leave the dashes out, and would look for another mistake.
#[test]
fn whoever_copies_a_suggestion_wrong_is_told_that_the_dashes_belong_to_it() {
    let mut stage = Stage::proved();
    stage.key(Key::F(7)).type_in("tulip copper wharf zebra").key(Key::Enter);
    let error = |stage: &Stage| stage.page().fields[1].error.as_ref().map(|error| error.id);
    assert_eq!(error(&stage), Some("suggest-repeat"));
    assert_eq!(offered(&stage).as_deref(), Some("tulip-copper-wharf-zebra"), "it is still there to be copied");
    let mut own = Stage::proved();
    own.type_in("zebra crossing wharf").key(Key::Tab).type_in("zebra").key(Key::Enter);
    assert_eq!(error(&own), Some("complaint-repeat"), "there is nothing to copy");
}

/// A second copy of what breaks a rule would be typed for nothing.
#[test]
fn what_breaks_a_rule_is_said_before_that_the_two_differ() {
    let mut stage = Stage::proved();
    stage.authority.complaints = vec![Complaint::Weak];
    stage.type_in("zebra").wait(Span::from_millis(150));
    stage.key(Key::Tab).type_in("zebr").key(Key::Enter);
    let page = stage.page();
    let notices: Vec<_> = page.notices.iter().map(|notice| notice.text.id).collect();
    assert_eq!((notices, page.focus), (vec!["complaint-weak"], Focus::Field(0)));
    assert_eq!(page.fields[1].error, None, "one thing at a time");
    // What was found out of another text says nothing of this one.
    stage.type_in("x").key(Key::Tab).type_in("zebr").key(Key::Enter);
    assert_eq!(stage.page().fields[1].error.as_ref().map(|error| error.id), Some("complaint-repeat"));
}

#[test]
fn nothing_is_praised_while_a_rule_is_broken() {
    for (complaints, is_praised) in [(vec![], true), (vec![Complaint::HoldsPersonalWord], false)] {
        let mut stage = Stage::proved();
        stage.authority.complaints = complaints;
        stage.type_in("zebra copper wharf").wait(Span::from_millis(150));
        assert_eq!(stage.page().strength.is_some(), is_praised);
    }
}

#[test]
fn the_action_that_shows_a_password_says_that_it_hides_it_again() {
    let mut stage = Stage::proved();
    let has = |stage: &Stage, action| stage.page().actions.contains(&action);
    let is_hidden = |stage: &Stage| matches!(stage.page().fields[0].value, Value::Secret { shown: None, .. });
    stage.type_in("zebra");
    for shown in [false, true, false] {
        assert_eq!((has(&stage, Action::Reveal), has(&stage, Action::Conceal), is_hidden(&stage)), (!shown, shown, !shown));
        stage.key(Key::F(8));
    }
    stage.wait(Span::seconds(10));
    assert!(has(&stage, Action::Reveal) && !has(&stage, Action::Conceal), "it hides by itself too");
}

/// Somebody scrolled to the rules and wants to see what they typed.
#[test]
fn whoever_has_the_password_shown_sees_its_field() {
    let mut stage = Stage::proved();
    stage.type_in("zebra").see(Sight { above: 0, rows: 4, below: 9, lacks_code: false }).key(Key::PageDown);
    assert_eq!(stage.page().scroll, Some(4));
    stage.key(Key::F(8));
    assert_eq!(stage.page().scroll, None);
}
