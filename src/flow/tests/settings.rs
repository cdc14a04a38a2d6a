//! What somebody who signed in has registered: the ways through its pages, and that nothing is asked of the authority
//! without what was proved.

mod app;
mod changing;
mod keys;
pub mod ledger;

use super::*;
use crate::domain::proof::signature::soft_key::{Kind, SoftKey};

/// At the list of somebody who has nothing of their own yet, as far as the authority minds.
pub(super) fn at_list() -> Stage {
    let mut stage = Stage::signed_in('3');
    stage.key(Key::Char('2'));
    stage
}

fn at_gate() -> Stage {
    let mut stage = Stage::signed_in('3');
    stage.authority.ledger.has_own = true;
    stage.key(Key::Char('2'));
    stage
}

/// The public line of a key.
pub(super) fn key_line() -> String {
    SoftKey::new(Kind::Ed25519, 1).line("laptop")
}

/// A stage on every page of the settings.
pub fn stages() -> Vec<Stage> {
    let [
        mut address,
        mut app,
        mut answers,
        mut answer,
        mut remove,
        mut done,
        mut codes,
        mut paper,
        mut leaving,
        mut line,
        mut sign,
    ] = std::array::from_fn(|_| at_list());
    address.key(Key::Char('6')).type_in("new@example.net");
    app.key(Key::Char('5')).type_in("111");
    answers.key(Key::Char('7'));
    answer.key(Key::Char('7')).key(Key::Char('1')).type_in("Ghent");
    remove.key(Key::Char('2'));
    done.key(Key::BackTab).key(Key::Tab);
    for _ in 0..9 {
        done.key(Key::Tab);
    }
    done.key(Key::Enter);
    codes.key(Key::Char('8'));
    paper.key(Key::Char('8')).key(Key::Enter).type_in("AAAAA");
    leaving.key(Key::Char('8')).key(Key::Esc);
    line.key(Key::Char('9')).type_in("sk-");
    sign.key(Key::Char('9')).type_in(&key_line()).key(Key::Enter).type_in("-----BEGIN");
    let stages = vec![at_gate(), at_list(), address, app, answers, answer, codes, paper, leaving, line, sign, remove, done];
    let ids = stages.iter().map(Stage::id).collect::<Vec<_>>();
    let expected = [PageId::ChooseMethod, PageId::Methods]
        .into_iter()
        .chain([PageId::AddMethod; 9])
        .chain([PageId::ConfirmRemove, PageId::DoneRegister]);
    assert_eq!(ids, expected.collect::<Vec<_>>());
    stages
}

#[test]
fn the_app_is_asked_for_before_the_list() {
    let mut stage = at_gate();
    assert_eq!(stage.page().lead[0].id, "choose-settings-lead");
    stage.key(Key::Char('1'));
    assert_eq!(stage.id(), PageId::EnterTotp);
    stage.type_in("222222").key(Key::Enter);
    assert_eq!(stage.id(), PageId::Methods);
    assert_eq!(stage.authority.opened, [(Gate::Settings, Method::Totp)]);
    assert!(stage.authority.ledger.proved);
}

#[test]
fn whoever_proves_nothing_goes_back_to_their_account() {
    let mut stage = at_gate();
    stage.key(Key::Esc);
    assert_eq!(stage.id(), PageId::MyAccount);
    stage.key(Key::Char('2')).key(Key::Char('1')).key(Key::Esc);
    assert_eq!(stage.id(), PageId::ChooseMethod);
}

#[test]
fn an_address_is_typed_proved_and_shown() {
    let mut stage = at_list();
    stage.key(Key::Char('6')).key(Key::Enter);
    assert_eq!(stage.page().fields[0].error.as_ref().map(|error| error.id), Some("add-address-empty"));
    stage.type_in("new@example.net").key(Key::Enter);
    assert_eq!(stage.id(), PageId::EnterCode);
    stage.type_in("111111").key(Key::Enter);
    assert_eq!(stage.id(), PageId::Methods);
    assert_eq!(stage.page().notices[0].text.id, "changed-address-added");
    assert_eq!(stage.authority.ledger.changes, ["address-added"]);
}

#[test]
fn an_address_of_the_list_is_not_called_new_when_it_is_made_ones_own() {
    let mut stage = at_list();
    stage.key(Key::Char('3')).type_in("111111").key(Key::Enter);
    assert_eq!(stage.page().notices[0].text.id, "changed-address-adopted");
    stage.key(Key::Char('6')).type_in("new@example.net").key(Key::Enter).type_in("111111").key(Key::Enter);
    assert_eq!(stage.page().notices[0].text.id, "changed-address-added");
}

#[test]
fn an_address_that_is_given_up_leads_back_to_the_list() {
    let mut stage = at_list();
    stage.key(Key::Char('3'));
    assert_eq!(stage.id(), PageId::EnterCode, "the directory's address is proved like any");
    stage.key(Key::Esc);
    assert_eq!(stage.id(), PageId::Methods);
    assert!(stage.authority.ledger.changes.is_empty());
}

/// A sign-in is away with what it asks: a second question has none to go with.
#[test]
fn nothing_is_asked_twice_and_a_change_is_not_stopped() {
    let [two, four, five] = ['2', '4', '5'].map(Key::Char);
    for (keys, changes) in [(&[two][..], false), (&[two, five], false), (&[two, four, Key::Down, Key::Enter], true)] {
        let mut stage = Stage::signed_in('3');
        let (last, before) = keys.split_last().expect("a key");
        for key in before {
            stage.key(*key);
        }
        let asked = stage.event_unanswered(Event::Input(Input::Key(*last)));
        assert!(matches!(asked.as_slice(), [Effect::Settings(_)]), "{keys:?}: {asked:?}");
        for key in [Key::Char('1'), Key::Char('2'), Key::Enter] {
            assert!(stage.event_unanswered(Event::Input(Input::Key(key))).is_empty(), "{keys:?}");
        }
        let id = stage.id();
        stage.event_unanswered(Event::Input(Input::Key(Key::F(10))));
        assert_eq!(stage.id() == id, changes, "{keys:?}");
    }
}

#[test]
fn after_a_quarter_of_an_hour_every_page_asks_for_the_password() {
    for mut stage in stages() {
        let is_over = stage.id() == PageId::DoneRegister;
        for _ in 0..40 {
            stage.wait(Span::seconds(25)).key(Key::Tab);
        }
        assert!(is_over || stage.id() == PageId::SignIn, "{:?}", stage.id());
    }
}
