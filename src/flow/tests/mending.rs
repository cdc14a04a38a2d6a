//! Where what is typed goes after something was refused, and what is seen of the refusal.

use super::*;
use crate::domain::registration::Unfit;

/// The action has the focus, by Tab.
fn walk_to(stage: &mut Stage, action: Action) {
    let place = stage.page().actions.iter().position(|other| *other == action).map(Focus::Action);
    for _ in 0..20 {
        if Some(stage.page().focus) != place {
            stage.key(Key::Tab);
        }
    }
    assert_eq!(Some(stage.page().focus), place, "{action:?} is in the row");
}

fn typed(stage: &Stage) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::Plain { text, .. } | Value::Words { text, .. } | Value::Armour { text, .. } | Value::Code { text, .. } => {
            text.clone()
        }
        Value::Answer { text, .. } | Value::Offered { text, .. } => text.to_string(),
        Value::Secret { length, .. } => length.to_string(),
    };
    stage.page().fields.iter().map(|field| text(&field.value)).collect()
}

#[test]
fn what_is_typed_on_a_button_goes_to_the_field_that_was_typed_in_last() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.key(Key::Char('1')).type_in("ad");
    walk_to(&mut stage, Action::Back);
    stage.key(Key::Char(' '));
    assert_eq!(typed(&stage), ["ad"], "a blank may be meant for the button");
    stage.type_in("a");
    assert_eq!((typed(&stage), stage.page().focus), (vec!["ada".to_owned()], Focus::Field(0)));
    walk_to(&mut stage, Action::Next);
    stage.event(Event::Input(Input::Paste("m".to_owned().into())));
    assert_eq!(typed(&stage), ["adam"], "a paste too");
    walk_to(&mut stage, Action::Back);
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::Start, "Enter presses, as ever");
}

#[test]
fn of_two_fields_the_first_empty_one_takes_what_is_typed_on_a_button() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.key(Key::Char('2'));
    walk_to(&mut stage, Action::Next);
    stage.type_in("ada").key(Key::Tab).type_in("zebra");
    walk_to(&mut stage, Action::Next);
    stage.type_in("x");
    assert_eq!(typed(&stage), ["ada", "6"], "the password was typed last");
}

#[test]
fn an_error_takes_the_focus_to_its_field() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.key(Key::Char('1'));
    walk_to(&mut stage, Action::Next);
    stage.key(Key::Enter);
    assert_eq!(seen(&stage), (Some("identify-empty"), Focus::Field(0)));
    walk_to(&mut stage, Action::ForgotUserId);
    stage.key(Key::Enter);
    walk_to(&mut stage, Action::Next);
    stage.key(Key::Enter);
    assert_eq!(seen(&stage), (Some("forgot-user-id-empty"), Focus::Field(0)));

    let mut stage = Stage::identified(Authority::two_gates());
    stage.key(Key::Char('1')).type_in("12");
    walk_to(&mut stage, Action::Next);
    stage.key(Key::Enter);
    assert_eq!((stage.id(), seen(&stage).1), (PageId::EnterCode, Focus::Field(0)));
    assert!(seen(&stage).0.is_some(), "two digits are no code");
}

/// The error at the first field, and where the focus is.
fn seen(stage: &Stage) -> (Option<&'static str>, Focus) {
    (stage.page().fields[0].error.as_ref().map(|error| error.id), stage.page().focus)
}

/// Sends from the button what stands in the field; what is wrong with it then stands there, and so does the focus.
fn refused_from_the_button(stage: &mut Stage, error: &'static str) {
    walk_to(stage, Action::Next);
    stage.key(Key::Enter);
    assert_eq!(seen(stage), (Some(error), Focus::Field(0)));
}

#[test]
fn a_riddle_without_an_answer_is_answered_next() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.authority.riddle = Some("7");
    stage.key(Key::Char('1')).type_in("ada").key(Key::Enter);
    assert_eq!(stage.id(), PageId::Captcha);
    refused_from_the_button(&mut stage, "captcha-empty");
    stage.type_in("8");
    refused_from_the_button(&mut stage, "captcha-missed");
}

#[test]
fn an_address_that_will_not_do_is_mended_next() {
    let mut stage = settings::at_list();
    stage.key(Key::Char('6'));
    refused_from_the_button(&mut stage, "add-address-empty");
    stage.type_in("nobody");
    refused_from_the_button(&mut stage, "add-address-odd");
    stage.key(Key::Esc).type_in("new@example.net");
    stage.authority.ledger.why = Some(Unfit::Known);
    refused_from_the_button(&mut stage, "unfit-known");
}

#[test]
fn a_first_code_of_an_app_that_will_not_do_is_mended_next() {
    let mut stage = settings::at_list();
    stage.key(Key::Char('5')).type_in("12");
    refused_from_the_button(&mut stage, "code-empty");
    stage.authority.ledger.why = Some(Unfit::Code);
    stage.key(Key::Esc).type_in("000000");
    refused_from_the_button(&mut stage, "unfit-code");
}

#[test]
fn the_end_of_a_sheet_that_will_not_do_is_mended_next() {
    let mut stage = settings::at_list();
    stage.key(Key::Char('8')).key(Key::Enter);
    refused_from_the_button(&mut stage, "sheet-paper-empty");
    stage.authority.ledger.why = Some(Unfit::Code);
    stage.type_in("AAAAA");
    refused_from_the_button(&mut stage, "sheet-paper-wrong");
}

/// A window of forty columns shows a few of the ways, and the reason stands above them.
#[test]
fn why_a_choice_is_refused_is_in_sight_until_the_next_key() {
    let mut stage = Stage::identified(Authority::two_gates());
    let Some(Step::ChooseMethod(page)) = stage.visit.as_mut().map(|visit| &mut visit.step) else { panic!("a choice") };
    for offer in &mut page.journey.person.offers {
        offer.blocked = Some(START + Span::hours(4));
    }
    for towards in [Key::Down, Key::Up] {
        stage.key(towards);
        assert_eq!(stage.page().scroll, None, "what has the focus is followed");
        stage.key(Key::Enter);
        let page = stage.page();
        assert_eq!(page.notices[0].text.id, "choose-method-blocked");
        assert_eq!((page.scroll, page.notices[0].tone), (Some(0), Tone::Error));
        stage.key(Key::Enter);
        assert_eq!(stage.page().scroll, Some(0), "refused once more, it is said once more");
    }
}
