//! An authenticator app that is registered: its key, its code, and the picture of both.

use super::*;
use crate::domain::registration::Unfit;

#[test]
fn an_app_keeps_its_secret_until_its_code_is_right() {
    let mut stage = at_list();
    stage.key(Key::Char('5'));
    let shown = stage.page().qr.expect("for a camera");
    stage.authority.ledger.why = Some(Unfit::Code);
    stage.type_in("000000").key(Key::Enter);
    assert_eq!(stage.page().fields[0].error.as_ref().map(|error| error.id), Some("unfit-code"));
    stage.authority.trouble = Some(Trouble::Unavailable);
    stage.type_in("000000").key(Key::Enter);
    assert_eq!(stage.id(), PageId::Unavailable);
    stage.authority.trouble = None;
    stage.authority.ledger.why = None;
    stage.key(Key::Enter);
    assert_eq!(stage.page().qr.expect("the same secret"), shown);
    stage.key(Key::Enter);
    assert_eq!((stage.id(), stage.authority.ledger.changes.as_slice()), (PageId::Methods, &["app-added"][..]));
}

/// The key of an app, as its page spells it.
fn key_of(stage: &Stage) -> String {
    let lead = &stage.page().lead[1];
    let Some((_, crate::page::Arg::Secret(key))) = lead.args.first() else { panic!("no key: {lead:?}") };
    key.to_string()
}

/// Somebody takes this program for the app.
#[test]
fn a_key_in_the_field_of_the_code_is_called_the_key() {
    for is_pasted in [false, true] {
        let mut stage = at_list();
        stage.key(Key::Char('5'));
        if is_pasted {
            let key = key_of(&stage).into();
            stage.event(Event::Input(Input::Paste(key)));
        } else {
            let key = key_of(&stage);
            stage.type_in(&key);
        }
        stage.key(Key::Enter);
        assert_eq!(stage.page().fields[0].error.as_ref().map(|error| error.id), Some("add-app-is-key"), "{is_pasted}");
        stage.type_in("words").key(Key::Enter);
        assert_eq!(stage.page().fields[0].error.as_ref().map(|error| error.id), Some("code-digits-only"));
        assert!(stage.authority.ledger.changes.is_empty(), "nothing was sent");
        let key = key_of(&stage);
        stage.key(Key::Esc).type_in(&key).key(Key::Enter).type_in("111111").key(Key::Enter);
        assert_eq!(stage.authority.ledger.changes, ["app-added"], "the code is typed where the key stood");
    }
}

/// A window that is full of the code names no key, so every one leads back; and nothing is sent that is not seen.
#[test]
fn a_code_for_the_camera_is_seen_alone_until_the_next_key() {
    let is_alone = |stage: &Stage| stage.page().qr.is_some_and(|qr| qr.alone.is_some());
    let mut stage = at_list();
    stage.key(Key::Char('5')).type_in("11111");
    let place = stage.page().actions.iter().position(|action| *action == Action::ShowPicture).expect("offered");
    let keys = [
        Key::Char('2'),
        Key::Char('x'),
        Key::Enter,
        Key::Tab,
        Key::Esc,
        Key::Backspace,
        Key::F(1),
        Key::F(2),
        Key::F(3),
        Key::F(9),
        Key::F(10),
    ];
    for key in keys {
        stage.event(Event::Point { page: PageId::AddMethod, item: Focus::Action(place) });
        assert!(is_alone(&stage), "{key:?}");
        assert!(stage.page().notices.iter().any(|notice| notice.text.id == "add-app-no-picture"), "for whoever sees none");
        stage.key(key);
        assert!(!is_alone(&stage) && stage.id() == PageId::AddMethod, "{key:?}");
        assert!(matches!(&stage.page().fields[0].value, Value::Code { text, .. } if text == "11111"), "{key:?}");
    }
    assert_eq!(stage.page().notices, []);
    assert_eq!((stage.visit().language(), stage.seen.len()), (Language::English, 0), "no key did anything else");
    assert!(stage.authority.ledger.changes.is_empty());
}

/// Nobody is offered a picture that their window has no room for, by no key either; a larger window brings it back.
#[test]
fn a_code_for_the_camera_is_offered_where_there_is_room_for_it() {
    let mut stage = at_list();
    stage.key(Key::Char('5'));
    let row = stage.page().actions;
    let small = Sight { lacks_code: true, ..Sight::default() };
    for (sight, offered) in [(small, false), (Sight::default(), true)] {
        stage.see(sight);
        let page = stage.page();
        assert_eq!(page.actions.contains(&Action::ShowPicture), offered);
        assert_eq!(page.actions.len() + usize::from(!offered), row.len(), "and all the rest is");
        for _ in 0..page.actions.len() + page.fields.len() {
            stage.key(Key::Tab);
        }
        assert_eq!(stage.page().focus, Focus::Field(0), "the way round passes what is offered");
    }
    stage.key(Key::BackTab);
    let last = stage.page().focus;
    stage.see(small);
    assert_eq!((last, stage.page().focus), (Focus::Action(row.len() - 1), Focus::Action(row.len() - 2)), "the same action");
}
