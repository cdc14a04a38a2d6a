//! What somebody who signed in is told when they stop: that something is lost only where something is.

use super::settings::{at_list, stages};
use super::*;

/// What the page says that asks whether to stop.
fn asked(stage: &mut Stage) -> &'static str {
    stage.key(Key::F(10));
    assert_eq!(stage.id(), PageId::EndVisit);
    stage.page().lead[0].id
}

#[test]
fn stopping_costs_what_is_being_set_up_and_nothing_where_nothing_is() {
    assert_eq!(asked(&mut Stage::signed_in('3')), "end-visit-signed-in");
    for mut stage in stages().into_iter().filter(|stage| stage.id() != PageId::DoneRegister) {
        let page = stage.id();
        let expected = if page == PageId::AddMethod { "end-visit-settings" } else { "end-visit-signed-in" };
        assert_eq!(asked(&mut stage), expected, "{page:?}");
    }
    let mut adopting = at_list();
    adopting.key(Key::Char('3'));
    assert_eq!((adopting.id(), asked(&mut adopting)), (PageId::EnterCode, "end-visit-settings"));
}

/// What nobody confirmed is not said to be kept.
#[test]
fn what_was_confirmed_is_spoken_of_where_something_was() {
    let mut stage = Stage::signed_in('3');
    stage.key(Key::F(10)).key(Key::Tab).key(Key::Enter);
    let told = |stage: &Stage| stage.page().lead.iter().map(|text| text.id).collect::<Vec<_>>();
    assert_eq!((stage.id(), told(&stage)), (PageId::Farewell, vec!["farewell-stopped"]));
    let mut stage = Stage::signed_in('3');
    stage.key(Key::Char('3'));
    assert_eq!((stage.id(), stage.page().notices[0].text.id), (PageId::MyAccount, "my-account-language-set"));
    assert_eq!(asked(&mut stage), "end-visit-account");
}
